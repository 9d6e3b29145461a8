"""Proofs over all patients of a knowledge base: what is found, what is said of it, and what is accepted."""

from __future__ import annotations

import pytest

from generator.check.compendium import Compendium
from generator.check.proofs import accepted
from generator.check.remarks import Remark, remarks_on
from generator.check.showing import Fall, judged_tables, said
from generator.core.worsening import is_worse
from generator.origin import Problem
from tests.worlds import World, codes

CLUB = "content/guidelines/garden-club-2020.yaml"
FERNS = "content/guidelines/fern-society-2024.yaml"
EXCUSE = """accept:
  - finding: gets-milder
    decision: treatment
    about: pests_per_leaf
    because: few pests are the young ones
    locator: chapter 5
    checked: source
cases:
"""


def in_ferns(world: World, treat_when: str) -> World:
    """The fern society treats under another condition; cases that say otherwise are left out."""
    world.edit(FERNS, "      when: pests_seen\n", f"      when: {treat_when}\n")
    world.edit(FERNS, "outcome: no_recommendation\n      because: the society", "outcome: watch\n      because: the society")
    return world


def excused(world: World) -> World:
    world.edit(FERNS, "\ncases:\n", f"\n{EXCUSE}")
    return world


def of_proofs(world: World) -> list[Problem]:
    return [problem for problem in world.problems() if problem.code not in ("case-fails", "expectation-fails")]


def remarks(world: World, path: str) -> list[Remark]:
    return [remark for judged in judged_tables(world.compendium) for remark in remarks_on(judged) if remark.where.file == path]


def patient(world: World, remark: Remark) -> str:
    """The patient of a remark, in the words of a scenario."""
    assert remark.example is not None
    return said(world.compendium.book, remark.example)


def test_a_milder_answer_is_named_with_both_patients_and_both_rows(small_world: World) -> None:
    found, = of_proofs(in_ferns(small_world, "pests_per_leaf < 5"))
    assert (str(found.where), found.code) == (small_world.place(FERNS, "id: silent"), "gets-milder")
    assert found.message == ('in fern-society-2024, "treatment" gets milder as "pests_per_leaf" gets worse: '
                             "treat with pests_per_leaf: 4, watch with pests_per_leaf: 5")
    assert found.hint.startswith('The same for both: plant_kind: fern. The rows are "any-pest" and "silent".')


def test_the_milder_answer_is_that_of_the_worse_patient_also_where_better_ones_have_it_too(small_world: World) -> None:
    found, = of_proofs(in_ferns(small_world, "5 <= pests_per_leaf < 10"))
    assert found.message.endswith("treat with pests_per_leaf: 9, watch with pests_per_leaf: 10")


def test_what_shipped_tables_accept_is_shown_by_a_worse_patient(compendium: Compendium) -> None:
    falls = [one.shown for judged in judged_tables(compendium) for one in accepted(judged) if isinstance(one.shown, Fall)]
    assert falls
    for fall in falls:
        fact = compendium.knowledge.known_facts[fall.fact]
        assert is_worse(fact, fall.better[fact.id], fall.worse[fact.id]), fall


def test_a_milder_answer_is_accepted_with_a_reason(small_world: World) -> None:
    assert of_proofs(excused(in_ferns(small_world, "pests_per_leaf < 5"))) == []


@pytest.mark.parametrize("condition", ["pests_per_leaf >= 5", "pests_seen"])
def test_an_excuse_that_nothing_needs_is_a_mistake(small_world: World, condition: str) -> None:
    assert codes(of_proofs(excused(in_ferns(small_world, condition)))) == ["needless-excuse"]


def test_a_patient_without_a_row_is_shown(small_world: World) -> None:
    small_world.edit(FERNS, "    - id: above-the-line\n      outcome: wait\n",
                     "    - id: above-the-line\n      outcome: wait\n      when: moisture_root > 2.5\n")
    found, = [problem for problem in small_world.problems() if problem.code == "table-not-total"]
    assert "For example  plant_kind: fern, years_kept: 5, moisture_root: 2.5 ." in found.hint


def test_a_value_between_two_lines_that_only_the_silent_row_takes_is_remarked(small_world: World) -> None:
    small_world.edit(FERNS, "      when: pests_seen\n", "      when: {any: [pests_per_leaf < 5, pests_per_leaf > 5]}\n")
    (remark,) = remarks(small_world, FERNS)
    assert (remark.code, patient(small_world, remark)) == ("silent-between", "plant_kind: fern, pests_per_leaf: 5")


def test_nothing_is_remarked_where_the_last_row_answers(small_world: World) -> None:
    assert remarks(in_ferns(small_world, "{any: [pests_per_leaf < 5, pests_per_leaf > 5]}"), FERNS) == []


def test_two_lines_a_step_apart_are_remarked(small_world: World) -> None:
    small_world.edit(FERNS, "root_in_season < dry_line", "moisture_root <= 2.4, {all: [moisture_root >= 2.5, leaves < 2]}")
    assert [remark.code for remark in remarks(small_world, FERNS)] == ["finer-than-step"]


def test_a_number_that_is_never_rounded_can_lie_between_two_lines_a_step_apart(small_world: World) -> None:
    small_world.edit(FERNS, "root_in_season < dry_line", "root_in_season <= 2.4, {all: [root_in_season >= 2.5, leaves < 2]}")
    (remark,) = remarks(small_world, FERNS)
    assert (remark.code, "is not rounded, so it can lie between" in remark.words) == ("finer-than-step", True)


def test_a_row_that_repeats_the_answer_of_a_row_above_is_remarked_only(small_world: World) -> None:
    small_world.edit(FERNS, "    - id: silent\n", """    - id: many-pests
      outcome: treat
      when: pests_per_leaf >= 5
      because: many pests
      grade: none
      locator: chapter 5
      checked: source
    - id: silent
""")
    assert of_proofs(small_world) == []
    assert [(remark.code, patient(small_world, remark)) for remark in remarks(small_world, FERNS)] == [
        ("rule-never-needed", "plant_kind: fern, pests_per_leaf: 5")]


def test_an_answer_that_nobody_gets_is_remarked(small_world: World) -> None:
    small_world.edit(CLUB, "when: {all: [pests_seen, yellow_leaves >= 5]}", "when: plant_kind = cactus")
    small_world.edit(CLUB, "      when: many_pests\n", "      when: plant_kind = cactus\n")
    assert "outcome-never-given" in [remark.code for remark in remarks(small_world, CLUB)]


def test_the_sound_knowledge_base_gives_no_remark(small_world: World) -> None:
    assert remarks(small_world, CLUB) + remarks(small_world, FERNS) == []
