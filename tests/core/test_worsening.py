"""Answers that get milder as one fact gets worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.worsening import Descending, Path, descending
from tests.core.random_rules import written_rules
from tests.core.reference import NOT_APPLICABLE, Patient, Value, as_values
from tests.core.worlds import OUTCOMES, World, at_random, everybody, everyone, guideline, leaf, number, rules_of, world_of, yes_no

RANKS = {outcome: rank for rank, outcome in enumerate(OUTCOMES) if rank}
DIRECTIONS = ("higher", "lower", "")
Answers = list[tuple[Patient, str]]


@st.composite
def worlds_with_directions(draw) -> World:
    rules = draw(written_rules())
    facts = tuple(replace(fact, worse=draw(st.sampled_from(DIRECTIONS))) for fact in rules.facts)
    return world_of(replace(rules, facts=facts))


def found_in(world: World) -> Iterator[tuple[list[Descending], Answers]]:
    """Per decision what is found, and the answers of all patients in scope."""
    box = everybody(world)
    whole = {fact.id: fact.whole for fact in world.rules.facts}
    for guide, name in world.tables() if isinstance(box, Box) else ():
        found = [*descending(box, world.node(guide, name), RANKS, world.book.levels)]
        yield found, world.reference.answers(guide, name, whole)


def is_worse(world: World, name: str, one: Value, other: Value) -> bool:
    fact = world.fact(name)
    if NOT_APPLICABLE in (one, other) or "not measured" in (one, other) or not fact.worse:
        return False
    first, second = as_values(fact, one).low, as_values(fact, other).low
    return first < second if fact.worse == "higher" else first > second


def falls(first: str, second: str) -> bool:
    return first in RANKS and second in RANKS and RANKS[second] < RANKS[first]


def pairs(answers: Answers, apart: set[str]) -> Iterator[tuple[Patient, Patient]]:
    """Two patients alike except in some facts, of whom the second has the milder answer."""
    groups: dict[tuple[Value, ...], Answers] = {}
    for patient, outcome in answers:
        groups.setdefault(tuple(value for name, value in patient.items() if name not in apart), []).append((patient, outcome))
    for group in groups.values():
        yield from ((one, other) for one, first in group for other, second in group if falls(first, second))


@given(worlds_with_directions())
@at_random(60)
def test_every_fact_is_found_that_alone_gets_worse_while_the_answer_gets_milder(world):
    for found, answers in found_in(world):
        alone = {fact.id for fact in world.rules.facts
                 for one, other in pairs(answers, {fact.id}) if is_worse(world, fact.id, one[fact.id], other[fact.id])}
        assert alone <= {one.fact for one in found}


@given(worlds_with_directions())
@at_random(60)
def test_what_is_found_has_two_possible_patients_who_show_it(world):
    for found, answers in found_in(world):
        for one in found:
            free = world.reference.dependents[one.fact]
            assert any(is_worse(world, one.fact, better[one.fact], worse[one.fact])
                       and all(gives_way(world, name, better[name], worse[name]) for name in free)
                       and follows(world, better, one.better) and follows(world, worse, one.worse)
                       for better, worse in pairs(answers, {one.fact} | free))


def gives_way(world: World, name: str, better: Value, worse: Value) -> bool:
    return better == worse or NOT_APPLICABLE in (better, worse) or is_worse(world, name, better, worse)


def follows(world: World, patient: Patient, path: Path) -> bool:
    book = world.book
    return all(book.cells[level].mask(as_values(book.facts[level], patient[book.facts[level].id])) & cells
               for level, cells in path.items())


def fell(rows: list[tuple[str, str | None]], worse: str = "higher") -> list[str]:
    facts = [number("size", 0, 20, worse=worse), yes_no("sick", worse="yes")]
    table = {"first": [(outcome, when if when is None else leaf(when)) for outcome, when in rows]}
    world = world_of(rules_of(facts, [guideline("guide", everyone("sick"), table)]))
    return [one.fact for found, _ in found_in(world) for one in found]


@pytest.mark.parametrize(("rows", "worse", "facts"), [
    ([("strong", "size >= 3"), ("mild", None)], "higher", []),
    ([("strong", "size >= 3"), ("mild", None)], "lower", ["size"]),
    ([("strong", "size <= 3"), ("mild", None)], "higher", ["size"]),
    ([("middle", "size >= 9"), ("strong", "size >= 3"), ("mild", None)], "higher", ["size"]),
    ([("strong", "size <= 3"), ("mild", None)], "", []),
    ([("strong", "size <= 3"), ("no_recommendation", None)], "higher", []),
    ([("strong", "size <= 3"), ("strong", "sick"), ("mild", None)], "higher", ["size"]),
    ([("mild", "sick"), ("middle", None)], "higher", ["sick"]),
])
def test_a_milder_answer_for_worse_is_found_where_both_have_a_rank(rows, worse, facts):
    assert fell(rows, worse) == facts


def test_a_fact_that_begins_to_apply_does_not_hide_the_fall():
    facts = [yes_no("broken", worse="yes"), number("months", 0, 50, only_if=leaf("broken"), worse="lower")]
    table = {"first": [("strong", leaf("months <= 9")), ("mild", leaf("broken")), ("middle", None)]}
    world = world_of(rules_of(facts, [guideline("guide", everyone("broken"), table)]))
    (found, _), = found_in(world)
    assert [one.fact for one in found] == ["broken"]


def test_what_a_fact_that_gives_way_brings_by_itself_is_found_once():
    facts = [number("whole", 0, 20, worse="higher"), number("part", 0, 20, worse="higher")]
    table = {"first": [("strong", leaf("part <= 3")), ("mild", None)]}
    rules = rules_of(facts, [guideline("guide", everyone("part > 1"), table)], impossible=[leaf("part > whole")])
    (found, _), = found_in(world_of(rules))
    assert [one.fact for one in found] == ["part"]
