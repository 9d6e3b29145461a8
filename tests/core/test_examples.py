"""Example patients: few facts, single values, and they show what they are to show."""

from __future__ import annotations

from hypothesis import given
from hypothesis.strategies import SearchStrategy

from generator.core.boxes import Box
from generator.core.examples import Stated, always, shortest_path, smallest, stated_on
from generator.core.guidelines import Guideline
from generator.core.narrowing import open_box
from generator.core.rulebook import GAP
from tests.core.random_rules import worlds
from tests.core.reference import NO_ROW
from tests.core.worlds import World, at_random, everybody, everyone, guideline, leaf, number, rules_of, world_of, yes_no


def worlds_that_stand() -> SearchStrategy[World]:
    """Worlds in which somebody is left while nothing is stated, as every knowledge base must have it."""
    return worlds(total=False).filter(lambda world: isinstance(open_box(world.book, {}), Box))


def gap_in(world: World, guide: Guideline, name: str) -> Stated | None:
    box = everybody(world)
    node = world.node(guide, name)
    path = shortest_path(box, node, GAP) if isinstance(box, Box) else None
    if path is None:
        return None
    example, = smallest(world.book, (stated_on(world.book, path),), always(world.book.guidelines[guide.id], node, GAP))
    return example


@given(worlds_that_stand())
@at_random(60)
def test_a_patient_without_a_row_is_found_exactly_where_there_is_one(world):
    whole = {fact.id: fact.whole for fact in world.rules.facts}
    for guide, name in world.tables():
        assert (gap_in(world, guide, name) is not None) == (NO_ROW in world.reference.outcomes(guide, name, whole))


@given(worlds_that_stand())
@at_random(60)
def test_nobody_who_fits_the_example_has_a_row_and_all_are_in_scope(world):
    for guide, name in world.tables():
        example = gap_in(world, guide, name)
        if example is not None:
            patients = world.reference.patients(example)
            assert patients
            assert all(world.reference.applies(guide, patient) for patient in patients)
            assert {world.reference.decide(guide, name, patient) for patient in patients} == {NO_ROW}


@given(worlds_that_stand())
@at_random(40)
def test_an_example_can_be_stated_as_it_is(world):
    for guide, name in world.tables():
        for fact, values in (gap_in(world, guide, name) or {}).items():
            assert values.single
            assert world.fact(fact).parse(world.fact(fact).write(values)) == values


def test_the_value_between_two_open_ends_is_the_example():
    table = {"first": [("strong", leaf("hip > 1")), ("mild", leaf("hip < 1"))]}
    facts = [yes_no("tall"), number("hip", 0, 1000, step="0.1")]
    world = world_of(rules_of(facts, [guideline("guide", everyone("tall"), table)]))
    example = gap_in(world, world.rules.guidelines[0], "first")
    assert example is not None
    assert {name: world.fact(name).write(values) for name, values in example.items()} == {"hip": "1.0"}


def test_facts_that_do_not_matter_are_left_out():
    table = {"first": [("strong", leaf("tall")), ("mild", leaf("hip < 7"))]}
    facts = [yes_no("tall"), yes_no("old"), number("hip", 0, 20)]
    world = world_of(rules_of(facts, [guideline("guide", everyone("old"), table)]))
    example = gap_in(world, world.rules.guidelines[0], "first")
    assert example is not None
    assert {name: world.fact(name).write(values) for name, values in example.items()} == {"tall": "no", "hip": "7"}
