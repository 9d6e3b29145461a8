"""From what is stated to the box of those who fit: narrowing, and contradictions."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.facts import Values
from generator.core.narrowing import Contradiction, open_box
from tests.core.random_rules import worlds
from tests.core.reference import as_values
from tests.core.worlds import (
    World,
    all_of,
    at_random,
    case_of,
    cases,
    everybody,
    leaf,
    not_,
    number,
    rules_of,
    statements,
    subsets,
    world_of,
    yes_no,
)

PART_OF_WHOLE = leaf("part > whole")


def parted(**more: object) -> World:
    """A world in which a part never exceeds the whole."""
    facts = [yes_no("broken"), yes_no("healed"), number("part", 0, 9, **more), number("whole", 0, 9)]
    return world_of(rules_of(facts, impossible=[PART_OF_WHOLE, all_of("healed", not_("broken"))]))


def counted() -> World:
    """A world with a count of breaks and the months since the last."""
    facts = [yes_no("broken"), number("count", 0, 9), number("months", 0, 24, only_if=leaf("count >= 1"))]
    return world_of(rules_of(facts, impossible=[all_of("broken", "count = 0"), all_of(not_("broken"), "count >= 1")]))


def seen(world: World, stated: dict[str, Values]) -> dict[str, Values]:
    """Per fact the values that patients who fit what is stated have."""
    found = {fact.id: Values() for fact in world.rules.facts}
    for patient in world.reference.patients(stated):
        for fact in world.rules.facts:
            found[fact.id] |= as_values(fact, patient[fact.id])
    return found


@st.composite
def stated_worlds(draw) -> tuple[World, dict[str, Values]]:
    world = draw(worlds())
    return world, draw(statements(world))


@given(cases(worlds()))
@at_random(80)
def test_narrowing_never_removes_a_value_that_a_possible_patient_has(case):
    assert all(values <= case.box[name] for name, values in seen(case.world, case.box.stated).items())


@given(cases(worlds()))
@at_random(80)
def test_every_cell_of_a_narrowed_box_holds_a_possible_patient(case):
    book = case.world.book
    held = {name: book.cells[book.levels[name]].mask(values) for name, values in seen(case.world, case.box.stated).items()}
    assert held == {fact.id: mask for fact, mask in zip(case.world.rules.facts, case.box.masks, strict=True)}


@given(stated_worlds())
@at_random(70)
def test_a_contradiction_is_found_if_and_only_if_no_patient_fits(drawn):
    world, stated = drawn
    assert isinstance(open_box(world.book, stated), Contradiction) == (not world.reference.patients(stated))


@given(worlds())
@at_random(40)
def test_the_box_of_everybody_holds_whoever_is_possible(world):
    everyone_there = everybody(world)
    whole = {fact.id: fact.whole for fact in world.rules.facts}
    expected = seen(world, whole)
    assert (expected == {fact.id: everyone_there[fact.id] for fact in world.rules.facts}
            if isinstance(everyone_there, Box) else not any(expected.values()))


@given(cases(worlds()))
@at_random(40)
def test_narrowing_again_changes_nothing(case):
    again = open_box(case.world.book, {fact.id: case.box[fact.id] for fact in case.world.rules.facts})
    assert again.values == case.box.values


@st.composite
def narrower_cases(draw):
    case = draw(cases(worlds()))
    fact = draw(st.sampled_from(case.world.rules.facts))
    inner = open_box(case.world.book, {**case.box.stated, fact.id: draw(subsets(case.box[fact.id]))})
    assume(isinstance(inner, Box))
    return case, inner


@given(narrower_cases())
@at_random(40)
def test_stating_less_than_is_possible_leaves_no_more_of_any_fact(drawn):
    case, inner = drawn
    assert all(small <= large for small, large in zip(inner.values, case.box.values, strict=True))


@given(stated_worlds())
@at_random(50)
def test_the_facts_of_a_contradiction_contradict_each_other(drawn):
    world, stated = drawn
    found = open_box(world.book, stated)
    if isinstance(found, Contradiction):
        assert isinstance(open_box(world.book, {name: stated[name] for name in found.facts}), Contradiction)


@given(stated_worlds())
@at_random(50)
def test_a_contradiction_needs_each_of_its_facts(drawn):
    world, stated = drawn
    assume(not any(fact.unstated for fact in world.rules.facts))
    found = open_box(world.book, stated)
    for left_out in found.facts if isinstance(found, Contradiction) else ():
        rest = {name: stated[name] for name in found.facts if name != left_out}
        assert isinstance(open_box(world.book, rest), Box)


def test_what_follows_from_a_stated_fact_is_narrowed():
    assert case_of(counted(), broken="yes").box["count"] == Values(((1, 9),))


def test_a_fact_that_is_not_asked_is_not_applicable():
    assert case_of(counted(), count="0").box["months"] == Values(inapplicable=True)


def test_a_fact_that_is_asked_is_applicable():
    assert case_of(counted(), count="2").box["months"] == Values(((0, 24),))


def test_stating_a_fact_says_that_it_is_asked():
    assert case_of(counted(), months="6").box["broken"] == Values(((1, 1),))


def test_a_part_is_bounded_by_the_whole_to_the_very_value():
    assert case_of(parted(), whole="4").box["part"] == Values(((0, 4),))


def test_a_whole_is_bounded_by_the_part_to_the_very_value():
    assert case_of(parted(), part="3..5").box["whole"] == Values(((3, 9),))


def test_a_part_that_was_not_measured_does_not_bound_the_whole():
    assert case_of(parted(may_be_absent=True), part="not measured").box["whole"] == Values(((0, 9),))


def test_an_assumed_value_narrows_as_if_it_were_stated():
    assert case_of(parted(unstated=Values(((7, 7),)))).box["whole"] == Values(((7, 9),))


def test_a_stated_value_takes_the_place_of_an_assumed_one():
    assert case_of(parted(unstated=Values(((7, 7),))), part="2").box["whole"] == Values(((2, 9),))


def test_a_contradiction_leaves_out_facts_that_have_nothing_to_do_with_it():
    world = parted()
    found = open_box(world.book, world.parse({"broken": "yes", "part": "5", "healed": "yes", "whole": "3"}))
    assert found.facts == ("part", "whole")


def test_a_contradiction_says_why():
    world = parted()
    assert open_box(world.book, world.parse({"broken": "no", "healed": "yes"})).because == ("reason 1",)


def test_a_contradiction_of_two_numbers_gives_no_other_reason():
    world = parted()
    assert open_box(world.book, world.parse({"part": "5", "whole": "3"})).because == ("reason 0",)


def test_a_contradiction_with_a_fact_that_is_not_asked_names_the_fact():
    world = counted()
    found = open_box(world.book, world.parse({"count": "0", "months": "6"}))
    assert found.because == ('"months" is asked only where count >= 1',)


def test_a_contradiction_that_takes_two_reasons_names_both():
    world = counted()
    found = open_box(world.book, world.parse({"broken": "no", "months": "6"}))
    assert set(found.because) == {"reason 1", '"months" is asked only where count >= 1'}
