"""The answers over two numbers, as rectangles."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.planes import Region, regions_of
from generator.core.rulebook import OUTSIDE
from tests.core.random_rules import worlds
from tests.core.reference import as_values
from tests.core.worlds import Case, World, all_of, at_random, case_of, cases, guideline, leaf, number, rules_of, world_of

Pair = tuple[int, int]


def garden() -> World:
    """Act from 7 on, or from 4 on together with a second number from 3 on; nobody's second number exceeds the first."""
    rows = [("strong", leaf("x >= 7")), ("mild", all_of("x >= 4", "y >= 3")), ("none", None)]
    return world_of(rules_of([number("x", 0, 9), number("y", 0, 9), number("z", 0, 9)],
                             [guideline("guide", leaf("z < 5"), {"first": rows})], impossible=[leaf("y > x")]))


def plane(case: Case, guide: str, name: str, across: str, up: str) -> tuple[Region, ...]:
    book = case.world.book
    compiled = book.guidelines[guide]
    return regions_of(case.box, compiled, compiled.tables[name], book.levels[across], book.levels[up])


def said(case: Case, regions: tuple[Region, ...]) -> list[tuple[str, str, list[str]]]:
    x, y = case.world.fact("x"), case.world.fact("y")
    cells = case.world.book.cells
    return [(x.write(cells[0].values(one.across)), y.write(cells[1].values(one.up)), sorted(one.answers)) for one in regions]


def test_neighbors_of_one_answer_are_joined_and_what_nobody_has_is_named() -> None:
    case = case_of(garden(), z="0")
    assert said(case, plane(case, "guide", "first", "x", "y")) == [
        ("0..2", "0..2", ["none"]), ("0..2", "3..9", []), ("3", "0..3", ["none"]), ("3", "4..9", []),
        ("4..6", "0..2", ["none"]), ("4..6", "3..6", ["mild"]), ("4..6", "7..9", []), ("7..9", "0..9", ["strong"])]


def test_where_the_scope_is_open_so_is_every_answer_and_nobody_stays_nobody() -> None:
    case = case_of(garden(), x="3..6")
    assert said(case, plane(case, "guide", "first", "x", "y")) == [
        ("3", "0..3", ["none", "outside"]), ("3", "4..6", []),
        ("4..6", "0..2", ["none", "outside"]), ("4..6", "3..6", ["mild", "outside"])]


def test_only_what_the_box_has_is_shown() -> None:
    case = case_of(garden(), z="0", x="7..", y="0..1")
    assert said(case, plane(case, "guide", "first", "x", "y")) == [("7..9", "0..2", ["strong"])]


@given(st.data(), cases(worlds()))
@at_random(60)
def test_every_pair_of_numbers_lies_in_one_region_which_has_the_answers_of_its_patients(data: st.DataObject, case: Case) -> None:
    numeric = [fact for fact in case.world.rules.facts if fact.kind.numeric and case.box[fact.id].ranges]
    assume(len(numeric) > 1)
    across, up = data.draw(st.permutations(numeric))[:2]
    patients = case.world.reference.patients(case.box.stated)
    for guide, name in case.world.tables():
        regions = plane(case, guide.id, name, across.id, up.id)
        homes = homes_of(case, regions, across.id, up.id)
        assert all(len(found) == 1 for found in homes.values())
        expected: dict[Pair, set[str]] = defaultdict(set)
        for patient in patients:
            ends = [as_values(fact, patient[fact.id]).ranges for fact in (across, up)]
            if all(ends):
                answer = case.world.reference.decide(guide, name, patient)
                expected[ends[0][0][0], ends[1][0][0]].add(answer if case.world.reference.applies(guide, patient) else OUTSIDE)
        assert {pair: homes[pair][0].answers for pair in expected} == expected
        assert {region for region in regions if region.answers} == {homes[pair][0] for pair in expected}


def homes_of(case: Case, regions: tuple[Region, ...], across: str, up: str) -> dict[Pair, list[Region]]:
    """The regions of every pair of numbers in the box."""
    levels, cells = case.world.book.levels, case.world.book.cells
    found: dict[Pair, list[Region]] = {(one, other): [] for one in ticks(case.box, across) for other in ticks(case.box, up)}
    for region in regions:
        for one in inside(cells[levels[across]].values(region.across).ranges):
            for other in inside(cells[levels[up]].values(region.up).ranges):
                if (one, other) in found:
                    found[one, other].append(region)
    return found


def ticks(box: Box, name: str) -> list[int]:
    return inside(box[name].ranges)


def inside(ranges: tuple[tuple[int, int], ...]) -> list[int]:
    return [tick for low, high in ranges for tick in range(low, high + 1)]
