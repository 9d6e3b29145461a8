"""Maps and strips that a knowledge base asks for, and the profiles that strips are drawn for."""

from __future__ import annotations

import re

from generator.read.settings import AnswerMap
from tests.worlds import World, codes

KB = "content/kb.yaml"
DECISIONS = "content/decisions.yaml"
FERN = "scenarios/profiles/healthy-fern.yaml"


def the_map(world: World) -> AnswerMap:
    one, = world.compendium.knowledge.settings.maps
    return one


def test_a_map_names_its_decision_and_what_is_drawn_of_two_facts(small_world: World) -> None:
    one = the_map(small_world)
    assert (one.id, one.decision, one.across.fact, one.up.fact) == ("moisture", "watering", "moisture_top", "moisture_root")
    assert (one.across.low, one.across.high) == (0, 60)


def test_the_patient_of_a_map_has_the_facts_of_its_profiles_too(small_world: World) -> None:
    plane, = small_world.compendium.planes
    fact = small_world.compendium.knowledge.known_facts["plant_kind"]
    assert fact.write(plane.box["plant_kind"]) == "fern"


def test_a_map_of_a_decision_that_no_guideline_has_is_a_mistake(small_world: World) -> None:
    text = small_world.text(DECISIONS)
    small_world.write(DECISIONS, text.replace("  - id: repotting\n", "  - id: feeding\n    kind: interval\n    label: Feeding\n"
                                              "    question: When is it fed?\n  - id: repotting\n"))
    small_world.write(KB, small_world.text(KB).replace("decision: watering", "decision: feeding"))
    problems = small_world.problems()
    assert [problem.code for problem in problems] == ["empty-map"] * 4     # a map, two maps of profiles, and a strip
    assert str(problems[0].where) == small_world.place(KB, "feeding")


def test_a_guideline_that_cannot_be_read_does_not_make_a_map_empty(small_world: World) -> None:
    small_world.write("content/guidelines/fern-society-2024.yaml", "id: fern-society-2024\n")
    assert "empty-map" not in codes(small_world.problems())


def test_maps_wait_until_the_facts_can_be_read(small_world: World) -> None:
    small_world.write("content/facts.yaml", "facts: []\n")
    assert {problem.where.file for problem in small_world.problems()} == {"content/facts.yaml"}


def test_a_strip_names_its_decision_and_what_is_drawn_of_a_fact(small_world: World) -> None:
    one, = small_world.compendium.knowledge.settings.strips
    assert (one.id, one.decision, one.along.fact, one.along.low, one.along.high) == ("root", "watering", "moisture_root", 0, 60)
    assert set(one.given.stated) == {"moisture_top", "moisture_saucer"}


def test_a_knowledge_base_without_strips_is_sound(small_world: World) -> None:
    small_world.write(KB, re.sub(r"^profile_strips:\n(?:  .*\n)+", "", small_world.text(KB), flags=re.MULTILINE))
    assert small_world.problems() == []
    assert small_world.compendium.knowledge.settings.strips == ()


def test_every_profile_has_a_box_of_its_own(small_world: World) -> None:
    one, = small_world.compendium.described
    assert (one.profile.id, set(one.box.stated)) == ("healthy-fern", {"plant_kind", "pests_seen", "yellow_leaves"})


def test_a_profile_that_nobody_fits_is_named_once_at_its_own_fact(small_world: World) -> None:
    small_world.edit(FERN, "plant_kind: fern", "plant_kind: cactus")
    small_world.edit(FERN, "yellow_leaves: 0..2", "yellow_leaves: 1..2")
    found, = small_world.problems()
    assert (found.code, str(found.where)) == ("contradictory-facts", small_world.place(FERN, "yellow_leaves"))
