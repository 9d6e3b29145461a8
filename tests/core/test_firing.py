"""Rows that decide for the patients of a box, and rows that never decide."""

from __future__ import annotations

from hypothesis import given

from generator.core.boxes import Box
from generator.core.firing import Shadowed, deciding, shadowed
from generator.core.guidelines import Guideline
from tests.core.random_rules import worlds
from tests.core.reference import Patient
from tests.core.worlds import World, at_random, case_of, cases, everybody, everyone, guideline, leaf, number, rules_of, world_of


def rows_met(world: World, guide: Guideline, name: str, patient: Patient) -> list[int]:
    return [place for place, row in enumerate(guide.tables[name])
            if row.when is None or world.reference.holds(row.when, patient, guide)]


def found_in(world: World, box: Box, guide: Guideline, name: str) -> list[Shadowed]:
    compiled = world.book.guidelines[guide.id]
    return [*shadowed(box, compiled, compiled.tables[name])]


def deciding_rows(world: World, box: Box, guide: Guideline, name: str) -> tuple[int, ...]:
    compiled = world.book.guidelines[guide.id]
    return deciding(box, compiled, compiled.tables[name])


@given(cases(worlds(total=False)))
@at_random(100)
def test_the_rows_that_decide_for_a_box_are_the_first_that_its_patients_meet(case):
    world = case.world
    for guide, name in world.tables():
        met = [rows_met(world, guide, name, patient) for patient, _ in world.reference.answers(guide, name, case.box.stated)]
        assert deciding_rows(world, case.box, guide, name) == tuple(sorted({rows[0] for rows in met if rows}))


@given(worlds())
@at_random(60)
def test_a_row_is_found_when_all_who_meet_it_meet_an_earlier_one_and_these_are_named(world):
    box = everybody(world)
    whole = {fact.id: fact.whole for fact in world.rules.facts}
    for guide, name in world.tables() if isinstance(box, Box) else ():
        met = [rows_met(world, guide, name, patient) for patient, _ in world.reference.answers(guide, name, whole)]
        wanted = {}
        for place, row in enumerate(guide.tables[name]):
            first = {rows[0] for rows in met if place in rows}
            if first and place not in first:
                wanted[row.id] = tuple(sorted(first))
        assert {one.rule.id: one.by for one in found_in(world, box, guide, name)} == wanted


def test_a_row_that_is_met_does_not_decide_below_one_that_is_met():
    table = {"first": [("mild", leaf("size >= 3")), ("strong", leaf("size >= 9")), ("middle", None)]}
    world = world_of(rules_of([number("size", 0, 20)], [guideline("guide", leaf("size > 1"), table)]))
    guide = world.rules.guidelines[0]
    for size, places in (("10", (0,)), ("2", (2,)), ("2..10", (0, 2)), ("0..2", (2,)), ("0..1", ())):
        assert deciding_rows(world, case_of(world, size=size).box, guide, "first") == places


def shadows(*rows: tuple[str, str | None]) -> list[tuple[str, tuple[int, ...]]]:
    table = {"first": [(outcome, when if when is None else leaf(when)) for outcome, when in rows]}
    world = world_of(rules_of([number("size", 0, 20)], [guideline("guide", everyone("size > 1"), table)]))
    box = everybody(world)
    assert isinstance(box, Box)
    return [(one.rule.id, one.by) for one in found_in(world, box, world.rules.guidelines[0], "first")]


def test_a_narrower_row_below_a_wider_one_never_decides():
    assert shadows(("mild", "size >= 3"), ("strong", "size >= 9"), ("middle", None)) == [("row_1", (0,))]


def test_two_rows_can_take_all_patients_of_a_third():
    assert shadows(("mild", "size <= 9"), ("middle", "size > 9"), ("strong", "5 < size < 15")) == [("row_2", (0, 1))]


def test_a_row_that_decides_for_one_value_is_not_found():
    assert shadows(("mild", "size < 9"), ("middle", "size > 9"), ("strong", "5 < size < 15")) == []


def test_a_row_that_nobody_meets_is_no_shadow():
    assert shadows(("mild", "size >= 3"), ("strong", "size > 20"), ("middle", None)) == []
