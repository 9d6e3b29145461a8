"""What can still matter, and what alone can settle a decision."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given

from generator.core.boxes import Box
from generator.core.guidelines import Guideline
from generator.core.needs import can_settle, needs
from tests.core.reference import Patient, as_values, values_of
from tests.core.worlds import World, at_random, worlds_with_boxes

Answers = list[tuple[Patient, str]]


def groups(answers: Answers, free: set[str]) -> list[Answers]:
    """The patients, put together where they agree on everything that is not free."""
    found: dict[tuple[object, ...], Answers] = defaultdict(list)
    for patient, outcome in answers:
        found[tuple(value for name, value in patient.items() if name not in free)].append((patient, outcome))
    return list(found.values())


def matters(answers: Answers, name: str, free: set[str]) -> bool:
    """Whether two patients that differ in a fact, and otherwise only in free ones, have different outcomes."""
    return any(
        one[name] != other[name] and first != second
        for group in groups(answers, {name} | free) for one, first in group for other, second in group)


def each(drawn: tuple[World, Box]):
    world, box = drawn
    for guide, name in world.tables():
        answers = world.reference.answers(guide, name, box.stated)
        yield world, box, world.node(guide, name), answers


@at_random(150)
@given(worlds_with_boxes())
def test_something_is_needed_exactly_while_more_than_one_outcome_is_possible(drawn):
    for _, box, node, answers in each(drawn):
        assert bool(needs(box, node)) == (len({outcome for _, outcome in answers}) > 1)


@at_random(60)
@given(worlds_with_boxes())
def test_needs_stand_in_the_order_declared_without_repeats(drawn):
    for world, box, node, _ in each(drawn):
        places = [world.book.levels[name] for name in needs(box, node)]
        assert places == sorted(set(places))


@at_random(150)
@given(worlds_with_boxes())
def test_a_fact_that_alone_changes_the_outcome_is_needed(drawn):
    for world, box, node, answers in each(drawn):
        alone = {fact.id for fact in world.rules.facts if matters(answers, fact.id, set())}
        assert alone <= set(needs(box, node))


@at_random(150)
@given(worlds_with_boxes())
def test_each_need_has_two_patients_who_differ_in_it_and_its_dependents(drawn):
    for world, box, node, answers in each(drawn):
        hang = world.reference.dependents
        literal = {fact.id for fact in world.rules.facts if matters(answers, fact.id, hang[fact.id])}
        assert set(needs(box, node)) <= literal or not literal


@at_random(150)
@given(worlds_with_boxes())
def test_forced(drawn):
    for world, box, node, answers in each(drawn):
        hang = world.reference.dependents
        outcome_of = {tuple(p.values()): o for p, o in answers}
        forced=set()
        for f in world.rules.facts:
            for group in groups(answers, {f.id}|hang[f.id]):
                for p,o in group:
                    for q,r in group:
                        if p[f.id]!=q[f.id] and o!=r:
                            swap = outcome_of.get(tuple({**q, f.id: p[f.id]}.values()))
                            if swap != r: forced.add(f.id)
        assert forced <= set(needs(box, node)), (forced, needs(box, node), hang)


@at_random(150)
@given(worlds_with_boxes())
def test_every_value_listed_as_settling_leaves_exactly_one_outcome(drawn):
    for world, box, node, answers in each(drawn):
        for name, values in can_settle(box, node, needs(box, node)).items():
            for value in values_of(world.fact(name), values):
                assert len({outcome for patient, outcome in answers if patient[name] == value}) == 1


@at_random(150)
@given(worlds_with_boxes())
def test_every_value_that_settles_is_listed(drawn):
    for world, box, node, answers in each(drawn):
        needed = needs(box, node)
        listed = can_settle(box, node, needed)
        for name in needed:
            for value in {patient[name] for patient, _ in answers}:
                if len({outcome for patient, outcome in answers if patient[name] == value}) == 1:
                    assert name in listed
                    assert as_values(world.fact(name), value) <= listed[name]
