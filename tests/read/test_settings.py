from __future__ import annotations

import pytest

from generator.read.settings import names_of_places
from generator.read.words import Words
from tests.worlds import SMALL_WORLD, World, codes

KB = "content/kb.yaml"


def test_the_settings_say_what_the_site_is() -> None:
    settings = World(SMALL_WORLD).compendium.knowledge.settings
    assert (settings.title, settings.edition, settings.edition_date, settings.lead) == (
        "Plant answers", "2026.1", "2026-02-01", ("garden-club-2020", "fern-society-2024"))


def test_every_place_names_its_decisions() -> None:
    places = World(SMALL_WORLD).compendium.knowledge.settings.places
    assert names_of_places(places) == {"treatment": ("treatment",), "compare": ("watering", "treatment"), "check": ("watering",),
                                       "asks": (), "drugs": ("first_spray",), "eligibility": ("spray_fit",),
                                       "follow_up": ("repotting",)}


def test_a_knowledge_base_may_say_what_is_usual(small_world: World) -> None:
    small_world.edit(KB, "audience: owners", "usual: {leaves: 4}\naudience: owners")
    compendium = small_world.compendium
    assert compendium.knowledge.usual == {"leaves": compendium.knowledge.known_facts["leaves"].parse("4")}


@pytest.mark.parametrize(("old", "new", "code"), [
    ("title: Plant answers\n", "", "missing-key"),
    ("date: 2026-02-01", "date: soon", "bad-value"),
    ("edition: {id", "editions: {id", "unknown-key"),
    ("  acts: [treat]\n", "", "missing-key"),
    ("lead: [garden-club-2020, fern-society-2024]", "lead: {}", "wrong-type"),
    ("general_advice: These", "general_advice: These [@a", "bad-citation"),
    ("checked: source\nwords:", "checked: yes\nwords:", "bad-value"),
    ("audience: owners", "usual: {leeves: 4}\naudience: owners", "unknown-fact"),
    ("audience: owners", "usual: {leaves: many}\naudience: owners", "bad-value"),
    ("audience: owners", "usual: {leaves: 3..5}\naudience: owners", "usual-range"),
    ("  copied: Copied", "  copied: Copied\n  copeid: Copied", "unknown-key"),
])
def test_settings_with_a_mistake_are_refused(small_world: World, old: str, new: str, code: str) -> None:
    small_world.edit(KB, old, new)
    assert code in codes(small_world.problems())


@pytest.mark.parametrize("word", ["never", "draft_banner", "met", "leaflet_ask"])
def test_a_word_that_is_missing_is_named_at_the_words(small_world: World, word: str) -> None:
    assert word in Words.model_fields
    lines = small_world.text(KB).splitlines(keepends=True)
    small_world.write(KB, "".join(line for line in lines if not line.startswith(f"  {word}:")))
    place = small_world.place(KB, "  case_kind").rsplit(":", 1)[0]
    assert [(str(problem.where), problem.message) for problem in small_world.problems()] == [(f"{place}:3",
            f'"{word}" is missing here')]
