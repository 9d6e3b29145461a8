from __future__ import annotations

import pytest

from tests.worlds import World, codes

CLUB = "content/guidelines/garden-club-2020.yaml"
FERNS = "content/guidelines/fern-society-2024.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"


def found(world: World) -> list[tuple[str, str, str]]:
    return [(str(problem.where), problem.code, problem.message) for problem in world.problems()]


def test_a_table_whose_last_row_has_a_condition_leaves_patients_without_an_answer(small_world: World) -> None:
    small_world.edit(FERNS, "    - id: above-the-line\n      outcome: wait\n",
                     "    - id: above-the-line\n      outcome: wait\n      when: moisture_root >= 2.5\n")
    assert (small_world.place(FERNS, "id: above-the-line"), "table-not-total",
            'fern-society-2024 leaves some patients without a row for "watering", so they would get no answer'
            ) in found(small_world)


def test_a_table_is_total_when_its_conditions_leave_nobody_in_scope_out(small_world: World) -> None:
    small_world.edit(CLUB, "    - id: repot-old\n      outcome: 3.. years\n",
                     "    - id: repot-old\n      outcome: 3.. years\n      when: years_kept >= 3\n")
    assert found(small_world) == []


def test_a_table_without_rows_leaves_everybody_without_an_answer(small_world: World) -> None:
    text = small_world.text(CLUB)
    rows = text[text.index("  repotting:\n"):text.index("cases:\n")]
    small_world.edit(CLUB, rows, "  repotting: []\n")
    assert "table-not-total" in codes(small_world.problems())


@pytest.mark.parametrize("condition", [
    "plant_kind = cactus", "pests_per_leaf > 200", "{all: [pests_seen, not: pests_seen]}",
    "{all: [pests_per_leaf >= 1, not: pests_seen]}",
    "{all: [leaves <= 4, yellow_leaves >= 5]}", "moisture_root < 0.0",
])
def test_a_rule_that_nobody_in_scope_can_meet_is_named(small_world: World, condition: str) -> None:
    small_world.edit(CLUB, "when: {all: [pests_seen, yellow_leaves >= 5]}", f"when: {condition}")
    assert (small_world.place(CLUB, "id: pests-on-a-sick-plant"), "rule-never-met") in [one[:2] for one in found(small_world)]


def test_a_rule_below_a_row_that_catches_everybody_is_named(small_world: World) -> None:
    small_world.edit(CLUB, "    - id: no-pests\n", """    - id: too-late
      outcome: treat
      when: leaves >= 3
      because: never reached
      grade: none
      locator: page 4
      checked: source
    - id: no-pests
""")
    small_world.edit(CLUB, "      outcome: watch\n      when: pests_seen\n", "      outcome: watch\n")
    assert CLUB in {problem.where.file for problem in small_world.problems() if problem.code not in ("case-fails",
            "expectation-fails")}


@pytest.mark.parametrize(("old", "new", "message"), [
    ("expect: {repotting: 12..18 months}", "expect: {repotting: 3.. years}", "repotting comes out as 12..18 months"),
    ("  - id: cactus-is-out\n    facts: {plant_kind: cactus}\n    expect: {applies: no}",
     "  - id: cactus-is-out\n    facts: {}\n    expect: {applies: no}",
     'applies comes out as unknown'),
    ("expect: {treatment: {possible: [leave_alone, watch, treat]}}", "expect: {treatment: {possible: [leave_alone, treat]}}",
     "treatment comes out as leave_alone, watch, treat"),
    ("expect: {applies: no}", "expect: {watering: wait}", "watering comes out as nothing: the guideline does not apply"),
    ("expect: {repotting: 12..18 months}", "expect: {reporting: 12..18 months}", 'garden-club-2020 does not decide "reporting"'),
    ("facts: {plant_kind: fern, years_kept: 2}", "facts: {plant_kind: fern, years: 2}",
     '"years" is no fact, so no rule would ever see it'),
    ("facts: {plant_kind: fern, years_kept: 2}", "facts: {plant_kind: fern, years_kept: 2.5}",
     '2.5 is finer than the step of 1 in which "years_kept" is reported'),
])
def test_a_boundary_case_that_comes_out_otherwise_is_named(small_world: World, old: str, new: str, message: str) -> None:
    small_world.edit(CLUB, old, new)
    assert ("case-fails", message) in [one[1:] for one in found(small_world)]


@pytest.mark.parametrize(("old", "new", "at", "message"), [
    ("garden-club-2020.watering: water", "garden-club-2020.watering: wait", "wait",
     "garden-club-2020.watering comes out as water"),
    ("garden-club-2020.applies: unknown", "garden-club-2020.applies: yes", "yes",
     'garden-club-2020.applies comes out as unknown'),
    ("garden-club-2020.applies: unknown", "garden-club.applies: unknown", "garden-club.",
     '"garden-club" is no guideline, so nothing can be expected of it'),
    ("garden-club-2020.applies: unknown", "garden-club-2020: unknown", "garden-club-2020: ",
     '"garden-club-2020" does not say whose answer is expected'),
    ("{possible: [no_recommendation, treat]}", "treat", "treat\n",
     "fern-society-2024.treatment comes out as no_recommendation, treat"),
])
def test_a_case_that_comes_out_otherwise_than_expected_is_named(small_world: World, old: str, new: str, at: str,
                                                                message: str) -> None:
    small_world.edit(PLANT, old, new)
    begin = small_world.text(PLANT).index("expect:")
    line = small_world.text(PLANT)[:begin].count("\n") + 1
    assert [(where.split(":")[0], int(where.split(":")[1]) > line, code, said) for where, code, said in found(small_world)] == [
        (PLANT, True, "expectation-fails", message)]


def test_the_order_of_expected_outcomes_does_not_matter(small_world: World) -> None:
    small_world.edit(PLANT, "[leave_alone, watch, treat]", "[treat, leave_alone, watch]")
    assert found(small_world) == []


def test_a_rule_that_cannot_be_read_does_not_make_its_table_look_incomplete(small_world: World) -> None:
    small_world.edit(CLUB, "      outcome: 3.. years", "      outcome: 3 decades")
    assert "table-not-total" not in codes(small_world.problems())


def test_a_case_whose_facts_cannot_be_read_is_not_judged_as_well(small_world: World) -> None:
    small_world.edit(PLANT, "moisture_root: 2.0\nfor", "moisture_root: 2,0\nfor")
    assert codes(small_world.problems()) == ["bad-value"]
