from __future__ import annotations

import pytest

from tests.worlds import World

KB = "content/kb.yaml"
CLUB = "content/guidelines/garden-club-2020.yaml"
FERNS = "content/guidelines/fern-society-2024.yaml"
CARE = "content/advice/daily-care.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"
YOUNG = "scenarios/indoor/healthy-young-fern.yaml"


def found(world: World) -> list[tuple[str, str]]:
    return [(str(problem.where), problem.code) for problem in world.problems()]


@pytest.mark.parametrize(("path", "old", "new", "at", "code"), [
    (KB, "lead: [garden-club-2020,", "lead: [garden-club-2021,", "garden-club-2021", "unknown-guideline"),
    (YOUNG, "lead: [fern-society-2024,", "lead: [fern-society,", "fern-society,", "unknown-guideline"),
    (KB, "  treatment: treatment", "  treatment: tretment", "tretment", "unknown-decision"),
    (KB, "compare: [watering,", "compare: [waterings,", "waterings", "unknown-decision"),
    (KB, "check: [watering]", "check: [waterings]", "waterings", "unknown-decision"),
    (KB, "drugs: [first_spray]", "drugs: [spray]", "spray]", "unknown-decision"),
    (KB, "follow_up: [repotting]", "follow_up: [potting]", "potting", "unknown-decision"),
    (KB, "acts: [treat]", "acts: [trea]", "trea]", "unknown-outcome"),
    (PLANT, "scenario: healthy-young-fern", "scenario: healthy-fern", "healthy-fern", "unknown-scenario"),
    (CLUB, "first: [soap_spray], alternative: [oil_spray]}\n      when", "first: [soap_spray], alternative: [oil]}\n      when",
     "oil]", "unknown-drug"),
    (FERNS, "expects: {meter: ten}", "expects: {metre: ten}", "metre", "bad-expectation-of-fact"),
    (FERNS, "expects: {meter: ten}", "expects: {meter: tne}", "tne", "bad-expectation-of-fact"),
    (CARE, "id: other-scale", "id: look-under-leaves", "id: look-under-leaves\n    when: meter", "duplicate-id"),
])
def test_a_name_that_must_exist_elsewhere_is_checked(  # noqa: PLR0917 - one table
        small_world: World, path: str, old: str, new: str, at: str, code: str) -> None:
    small_world.edit(path, old, new)
    assert (small_world.place(path, at), code) in found(small_world)


@pytest.mark.parametrize(("path", "old", "new"), [
    (CLUB, "  - id: no-pests\n    facts: {plant_kind: orchid, pests", "  - id: ten-pests\n    facts: {plant_kind: orchid, pests"),
    (CLUB, "  many_pests:\n", "  leaves: {label: l, when: pests_seen}\n  many_pests:\n"),
    (CLUB, "  many_pests:\n", "  top_root_gap: {label: l, when: pests_seen}\n  many_pests:\n"),
    (CLUB, "  many_pests:\n", "  treatment: {label: l, when: pests_seen}\n  many_pests:\n"),
], ids=["two cases", "local and fact", "local and derived", "local and decision"])
def test_one_name_for_two_things_is_refused(small_world: World, path: str, old: str, new: str) -> None:
    small_world.edit(path, old, new)
    assert path in {problem.where.file for problem in small_world.problems()}


@pytest.mark.parametrize(("path", "old", "new"), [
    ("content/facts.yaml", "derived:\n", "derived:\n  spare: {label: l, lowest_of: [nowhere, moisture_top]}\n"),
    ("content/facts.yaml", "derived:\n", "derived:\n  spare: {label: l, when: nowhere}\n"),
    ("content/facts.yaml", "derived:\n", "derived:\n  spare: {label: l, when: spare}\n"),
    (CLUB, "  many_pests:\n", "  spare: {label: l, valid: moisture_top, unless: nowhere}\n  many_pests:\n"),
    (CLUB, "  many_pests:\n", "  spare: {label: l, by: nowhere, bands: [{range: 0..1, value: 2}]}\n  many_pests:\n"),
], ids=["lowest", "condition", "circle", "valid", "threshold"])
def test_a_derived_fact_is_checked_even_if_no_rule_uses_it(small_world: World, path: str, old: str, new: str) -> None:
    small_world.edit(path, old, new)
    assert path in {problem.where.file for problem in small_world.problems()}


@pytest.mark.parametrize(("old", "new"), [
    ("only_if: pests_seen", "only_if: leaves >= 2"),
    ("only_if: pests_seen", "only_if: pests_per_leaf >= 2"),
], ids=["later fact", "itself"])
def test_a_fact_depends_only_on_facts_declared_before_it(small_world: World, old: str, new: str) -> None:
    small_world.edit("content/facts.yaml", old, new)
    assert "content/facts.yaml" in {problem.where.file for problem in small_world.problems()}


def test_only_a_measurement_is_assumed_while_it_is_not_stated(small_world: World) -> None:
    small_world.edit("content/facts.yaml", "    label: pests seen\n",
                     "    unstated: {value: no, because: None are.}\n    label: pests seen\n")
    assert "content/facts.yaml" in {problem.where.file for problem in small_world.problems()}


def test_nothing_is_assumed_of_a_fact_that_is_compared_with_another(small_world: World) -> None:
    # A number that is assumed, but may be missing, cannot be held against another one exactly: so it is refused.
    row = "  - {{id: {}, kind: integer, range: 0..9, group: pot, label: l, plain: p{}}}\n"
    part, whole = row.format("a_part", ", unstated: {value: 5, because: Usual.}"), row.format("a_whole", "")
    small_world.edit("content/facts.yaml", "\nfacts:\n", f"\nfacts:\n{part}{whole}")
    small_world.edit("content/facts.yaml", "\nimpossible:\n", "\nimpossible:\n  - {when: a_part > a_whole, because: Never.}\n")
    assert [problem.code for problem in small_world.problems()] == ["assumed-and-compared"]


@pytest.mark.parametrize("test", ["2.0 < value < 4.0", "1.0 < value < 5.0", "2.0 < value <= 5.0", "2.0 < value < 4.95"],
                         ids=["gap", "overlap", "overlap in one point", "gap finer than the step"])
def test_the_bands_of_a_scale_leave_no_gap_and_do_not_overlap(small_world: World, test: str) -> None:
    small_world.edit("content/facts.yaml", "2.0 < value < 5.0", test)
    expected = set() if test.endswith("4.95") else {"content/facts.yaml"}
    assert {problem.where.file for problem in small_world.problems()} == expected
