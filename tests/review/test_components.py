"""Each kind of item as statements, and how its digests change: with meaning, words and order, not with the lines of files."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from generator.check.records import reviewed_items
from generator.commands.items import standings
from generator.page.context import context_of
from generator.read.statements import KINDS, Snapshot, read_snapshot
from tests.worlds import SMALL_WORLD, World

CLUB, CARE, SOAP = "content/guidelines/garden-club-2020.yaml", "content/advice/daily-care.yaml", "content/drugs/soap_spray.yaml"
TERMS, PROFILE, PLANT = "content/glossary.yaml", "scenarios/profiles/healthy-fern.yaml", "scenarios/indoor/wilting-plant.yaml"
REFERENCES = "content/references.json"


def items_of(world: World) -> dict[str, Snapshot]:
    """Every item as it stands."""
    context = context_of(world.compendium)
    names = reviewed_items(context.compendium.knowledge)
    return {one.item: one.component.now for one in standings(context, names)}


@pytest.fixture(scope="module")
def before() -> dict[str, Snapshot]:
    return items_of(World(SMALL_WORLD))


@pytest.fixture
def world(tmp_path: Path) -> World:
    copytree(SMALL_WORLD, tmp_path / "plants")
    return World(tmp_path / "plants")


def changes(world: World, before: dict[str, Snapshot]) -> dict[str, str]:
    """Which items have changed: "meaning", or "words" alone."""
    now = items_of(world)
    assert set(now) == set(before)
    return {item: "words" if one.seen.meaning == before[item].seen.meaning else "meaning"
            for item, one in now.items() if one.seen != before[item].seen}


def test_every_kind_of_content_is_reviewed(before: dict[str, Snapshot]) -> None:
    assert {item.partition("/")[0] for item in before} == set(KINDS)
    assert len(before) == 22


@pytest.mark.parametrize(("edit", "expected"), [
    (("content/facts.yaml", "how many on a leaf", "how many on one leaf"), {"facts/pests": "words"}),
    (("content/facts.yaml", "size: 0.3", "size: 0.4"), {"facts/soil": "meaning"}),
    (("content/facts.yaml", "[@leaf-trial-2019].\n    checked: recalled", "[@leaf-trial-2019].\n    checked: source"),
     {"facts/pot": "meaning"}),
    (("content/decisions.yaml", "clinician: a spray is advised", "clinician: a spray is best"), {"decisions/treatment": "words"}),
])
def test_facts_and_decisions_are_reviewed(edit: tuple[str, str, str], expected: dict[str, str], world: World,
                                          before: dict[str, Snapshot]) -> None:
    world.edit(*edit)
    assert changes(world, before) == expected


def test_every_statement_has_a_name_of_its_own(before: dict[str, Snapshot]) -> None:
    for item, snapshot in before.items():
        names = [one.id for one in snapshot.statements]
        assert sorted(names) == sorted(set(names)), item


def test_no_two_items_look_alike(before: dict[str, Snapshot]) -> None:
    assert len({one.seen.file for one in before.values()}) == len(before)


def test_a_snapshot_is_read_back_as_it_was(before: dict[str, Snapshot]) -> None:
    for snapshot in before.values():
        problems: list[object] = []
        read = read_snapshot(snapshot.data, snapshot.seen.file, problems)  # type: ignore[arg-type]
        assert (problems, read and read.seen) == ([], snapshot.seen)


def test_digests_know_nothing_of_lines(world: World, before: dict[str, Snapshot]) -> None:
    for path in (CLUB, CARE, SOAP, TERMS, PROFILE, PLANT):
        world.write(path, f"# A remark.\n\n{world.text(path)}")
    world.write(REFERENCES, f"\n\n{world.text(REFERENCES)}")
    assert changes(world, before) == {}


CLUB_ITEM, CARE_ITEM, SOAP_ITEM = "guidelines/garden-club-2020", "advice/daily-care", "drugs/soap_spray"
FERN_ITEM, PLANT_ITEM = "scenarios/healthy-young-fern", "scenarios/wilting-plant"
MEANING, WORDS = "meaning", "words"
EDITS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "a threshold": (CLUB, "when: driest_reading <= 2.0", "when: driest_reading <= 2.1", {CLUB_ITEM: MEANING}),
    "a threshold that changes a case": (
        CLUB, "when: pests_per_leaf >= 10", "when: pests_per_leaf >= 1", {CLUB_ITEM: MEANING, PLANT_ITEM: MEANING}),
    "words of a reason": (CLUB, "because: no spray is called for", "because: no spray is asked for", {CLUB_ITEM: WORDS}),
    "a locator": (CLUB, "because: soap before oil\n      grade: ungraded\n      locator: page 5",
                  "because: soap before oil\n      grade: ungraded\n      locator: page 6", {CLUB_ITEM: MEANING}),
    "how a row was checked": (CLUB, "locator: page 3\n      checked: source\n      plain",
                              "locator: page 3\n      checked: recalled\n      plain", {CLUB_ITEM: MEANING}),
    "a number in advice": (CARE, "**3 leaves** a week", "**4 leaves** a week", {CARE_ITEM: MEANING}),
    "words of advice": (CARE, "Look under **3", "Look beneath **3", {CARE_ITEM: WORDS}),
    "a condition of advice": (CARE, "when: moisture_root >= 5.0", "when: moisture_root >= 5.5", {CARE_ITEM: MEANING}),
    "a number of a drug": (SOAP, "3 times in 2 weeks", "4 times in 2 weeks", {SOAP_ITEM: MEANING}),
    "words of a caution": (SOAP, "wet leaves burn", "wet leaves wilt", {SOAP_ITEM: WORDS}),
    "a row of a label": (SOAP, "when: plant_kind = cactus", "when: plant_kind one_of(cactus orchid)", {SOAP_ITEM: MEANING}),
    "a reference": (REFERENCES, '"volume": "3"', '"volume": "4"', {"references/leaf-trial-2019": MEANING}),
    "a note on a reference": (REFERENCES, '"seen": "the printed guide"', '"seen": "a copy"', {}),
    "words of a term": (TERMS, "animal that eats", "animal that bites", {"glossary/terms": WORDS}),
    "a profile": (PROFILE, "yellow_leaves: 0..2", "yellow_leaves: 0..3", {"profiles/healthy-fern": MEANING}),
    "a fact of a case": (PLANT, "moisture_top: 4.5", "moisture_top: 4.6", {PLANT_ITEM: MEANING}),
    "words of a case": (PLANT, "The soil is dry", "The earth is dry", {PLANT_ITEM: WORDS}),
    "the history of a case": (PLANT, "change: First version", "change: Version one", {}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes(edit: str, world: World, before: dict[str, Snapshot]) -> None:
    path, old, new, expected = EDITS[edit]
    world.edit(path, old, new)
    assert changes(world, before) == expected
