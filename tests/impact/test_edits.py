"""What was edited, part by part."""

from __future__ import annotations

import pytest

from generator.impact.edits import Edits, Part, edits_between
from generator.read.knowledge import read_knowledge
from tests.impact.edited import CARE, CLUB, FERNS, PLANT
from tests.worlds import SMALL_WORLD, World

FACTS = "content/facts.yaml"


def edits(world: World) -> Edits:
    before, now = (read_knowledge(one.folders)[0] for one in (World(SMALL_WORLD), world))
    assert before
    assert now
    return edits_between(before, now)


@pytest.mark.parametrize(("old", "new", "parts"), [
    ("when: driest_reading <= 2.0", "when: driest_reading < 2.0", (Part.CONDITION,)),
    ("because: some reading is 2.0 or lower", "because: a low reading", (Part.WORDS,)),
    ("outcome: leave_alone", "outcome: watch", (Part.OUTCOME,)),
    ("outcome: watch\n      when: pests_seen", "outcome: treat\n      when: many_pests", (Part.OUTCOME, Part.CONDITION)),
])
def test_of_a_row_is_said_what_is_other_than_it_was(small_world: World, old: str, new: str, parts: tuple[Part, ...]) -> None:
    small_world.edit(CLUB, old, new)
    guideline, = edits(small_world).guidelines
    assert [row.parts for row in guideline.rows] == [parts]


@pytest.mark.parametrize(("old", "new", "found"), [
    ("plant_kind one_of(fern orchid)", "plant_kind = fern", (Part.CONDITION,)),
    ("words: ferns and orchids", "words: ferns", (Part.WORDS,)),
])
def test_of_a_scope_is_said_what_is_other_than_it_was(small_world: World, old: str, new: str, found: tuple[Part, ...]) -> None:
    small_world.edit(CLUB, old, new)
    assert edits(small_world).guidelines[0].scope == found


@pytest.mark.parametrize(("edit", "name", "part"), [
    ((FACTS, "label: years with its owner", "label: years kept"), "years_kept", Part.WORDS),
    ((FACTS, "range: 0..60", "range: 0..70"), "years_kept", Part.MEANING),
    ((FACTS, "label: driest reading", "label: lowest reading"), "driest_reading", Part.WORDS),
    ((FACTS, "[moisture_top, moisture_root, moisture_saucer]", "[moisture_top]"), "driest_reading", Part.MEANING),
    ((FERNS, "factor: 1.1", "factor: 1.2"), "root_in_season", Part.MEANING),
    ((FERNS, "label: line for dry soil by age", "label: dry line"), "dry_line", Part.WORDS),
    (("content/decisions.yaml", "label: Watering", "label: Water"), "watering", Part.WORDS),
])
def test_other_words_are_told_from_another_meaning(small_world: World, edit: tuple[str, str, str], name: str, part: Part) -> None:
    small_world.edit(*edit)
    found = edits(small_world)
    named = [*found.facts, *found.derived, *found.decisions, *(term for one in found.guidelines for term in one.terms)]
    assert [(edit.name, edit.parts) for edit in named] == [(name, (part,))]


def test_what_nobody_can_have_is_an_edit_of_its_own(small_world: World) -> None:
    small_world.edit(FACTS, "yellow_leaves >= 1", "yellow_leaves >= 2")
    assert (edits(small_world).constraints, edits(small_world).grounds) == (True, True)


def test_boundary_cases_are_tests_and_no_edit(small_world: World) -> None:
    small_world.edit(CLUB, "{plant_kind: fern, years_kept: 2}", "{plant_kind: fern, years_kept: 1}")
    assert edits(small_world).guidelines == ()


@pytest.mark.parametrize(("file", "old", "new", "other"), [
    ("content/kb.yaml", "title: Plant answers", "title: Answers on plants", ("content/kb.yaml", ("title",))),
    (CARE, "Look under **3 leaves** a week", "Look under **4 leaves** a week", (CARE, ("look-under-leaves",))),
    (CARE, "summary: Light, air and a look under the leaves.", "summary: Light.", (CARE, ())),
    ("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: no", ("content/drugs/soap_spray.yaml", ())),
    ("scenarios/profiles/healthy-fern.yaml", "title: Fern without pests", "title: A fern",
     ("scenarios/profiles", ("healthy-fern",))),
])
def test_other_files_are_named_with_what_of_them(small_world: World, file: str, old: str, new: str, other: tuple) -> None:
    small_world.edit(file, old, new)
    assert edits(small_world).others == (other,)


def test_a_scenario_is_no_part_of_it(small_world: World) -> None:
    small_world.edit(PLANT, "moisture_root: 2.0", "moisture_root: 2.2")
    found = edits(small_world)
    assert (found.guidelines, found.facts, found.others) == ((), (), ())
