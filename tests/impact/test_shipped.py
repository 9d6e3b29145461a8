"""A threshold of a shipped guideline is edited: the scenarios that are answered otherwise are named, and no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.check.compendium import Compendium, build_compendium
from generator.core.evaluation import evaluate
from generator.impact.cases import Kind
from generator.impact.comparison import compare
from generator.read.knowledge import read_knowledge
from tests.impact.edited import changed_answers
from tests.worlds import REPOSITORY, World

GUIDE = "bhof-2022"
FILE = f"content/guidelines/{GUIDE}.yaml"
AS_SHIPPED = "frax_hip >= 3, frax_mof >= 20"


def compiled(world: World) -> Compendium:
    knowledge, problems = read_knowledge(world.folders)
    assert knowledge is not None, problems
    return build_compendium(knowledge)[0]


def edited(folder: Path, threshold: str) -> Compendium:
    for name in ("content", "scenarios"):
        shutil.copytree(REPOSITORY / name, folder / name)
    world = World(folder)
    text = world.text(FILE)
    assert AS_SHIPPED in text
    world.write(FILE, text.replace(AS_SHIPPED, f"frax_hip >= {threshold}, frax_mof >= 20"))
    return compiled(world)


def answers(compendium: Compendium) -> dict[str, dict[str, tuple[str, ...]]]:
    """What the guideline answers for each scenario, evaluated one by one with everything that a page shows."""
    evaluations = ((case.scenario.id, evaluate(case.box, lead=(), in_force=(GUIDE,))) for case in compendium.cases)
    return {name: {answer.decision: answer.possible for answer in found.verdicts[GUIDE].answers.values()}
            for name, found in evaluations}


@pytest.fixture(scope="module")
def as_shipped() -> Compendium:
    return compiled(World(REPOSITORY))


@pytest.mark.parametrize(("threshold", "some"), [("3.1", False), ("1", True)])
def test_a_threshold_edit_names_exactly_the_scenarios_that_are_answered_otherwise(
        as_shipped: Compendium, tmp_path: Path, threshold: str, some: bool) -> None:
    now = edited(tmp_path, threshold)
    impact = compare(as_shipped, now)
    before, after = answers(as_shipped), answers(now)
    really = {(name, GUIDE, decision) for name in before for decision in before[name]
              if before[name][decision] != after[name][decision]}
    assert changed_answers(impact) == really
    assert bool(really) is some
    assert {change.id for change in impact.changed if change.kind is Kind.ANSWERS} == {name for name, _, _ in really}
    assert all(table.patients or table.seen for table in impact.tables)
