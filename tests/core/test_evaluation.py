"""Deciding a box: possible outcomes, scope, the law, independence of order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.boxes import Box, open_box
from generator.core.evaluation import applies, evaluate, possible
from generator.core.guidelines import SILENT
from generator.core.rulebook import GAP, OUTSIDE
from generator.core.truth import Truth
from tests.core.worlds import (
    OUTCOMES,
    World,
    at_random,
    box_of,
    everybody,
    guideline,
    leaf,
    number,
    reordered,
    rules_of,
    subsets,
    world_of,
    worlds,
    worlds_with_boxes,
    yes_no,
)

NOBODY_LEFT = Truth.NOT_MET


def outcomes(world: World, box: Box) -> dict[tuple[str, str], set[str]]:
    """Per guideline and decision what is possible."""
    return {(guide.id, name): set(possible(box, world.book.guidelines[guide.id], name)) for guide, name in world.tables()}


def exact(holds: list[bool]) -> Truth:
    """The truth of a condition that holds for these patients."""
    if all(holds):
        return Truth.MET
    return Truth.UNKNOWN if any(holds) else Truth.NOT_MET


@at_random(150)
@given(worlds_with_boxes(total=False))
def test_possible_outcomes_are_those_of_the_possible_patients_in_scope(drawn):
    world, box = drawn
    assert outcomes(world, box) == {
        (guide.id, name): world.reference.outcomes(guide, name, box.stated) for guide, name in world.tables()}


@at_random(100)
@given(worlds_with_boxes())
def test_a_guideline_applies_to_all_some_or_none_of_the_possible_patients(drawn):
    world, box = drawn
    patients = world.reference.patients(box.stated)
    assert {name: applies(box, compiled) for name, compiled in world.book.guidelines.items()} == {
        guide.id: exact([world.reference.applies(guide, patient) for patient in patients]) for guide in world.rules.guidelines}


@at_random(60)
@given(worlds(total=False))
def test_a_gap_is_found_if_and_only_if_a_possible_patient_has_no_row(world):
    everyone = everybody(world)
    assume(isinstance(everyone, Box))
    whole = {fact.id: fact.whole for fact in world.rules.facts}
    assert {key: GAP in found for key, found in outcomes(world, everyone).items()} == {
        (guide.id, name): GAP in world.reference.outcomes(guide, name, whole) for guide, name in world.tables()}


@st.composite
def boxes_in_boxes(draw):
    """A box, and a smaller one in which one fact is stated more narrowly."""
    world, box = draw(worlds_with_boxes())
    fact = draw(st.sampled_from(world.rules.facts))
    inner = open_box(world.book, {**box.stated, fact.id: draw(subsets(box[fact.id]))})
    assume(isinstance(inner, Box))
    return world, box, inner


@at_random(200)
@given(boxes_in_boxes())
def test_a_box_inside_another_never_has_more_outcomes(drawn):
    world, outer, inner = drawn
    wide = outcomes(world, outer)
    assert all(found <= wide[key] for key, found in outcomes(world, inner).items())


@at_random(60)
@given(boxes_in_boxes())
def test_a_box_inside_another_lies_inside_it_fact_by_fact(drawn):
    _, outer, inner = drawn
    assert all(small <= large for small, large in zip(inner.values, outer.values, strict=True))


@at_random(100)
@given(boxes_in_boxes())
def test_a_known_scope_stays_known_in_a_box_inside(drawn):
    world, outer, inner = drawn
    wide = {name: applies(outer, compiled) for name, compiled in world.book.guidelines.items()}
    assert all(truth is Truth.UNKNOWN or truth is applies(inner, world.book.guidelines[name]) for name, truth in wide.items())


@at_random(80)
@given(worlds_with_boxes(), st.data())
def test_the_order_of_facts_does_not_change_what_is_possible(drawn, data):
    world, box = drawn
    other = world_of(replace(world.rules, facts=tuple(data.draw(st.permutations(world.rules.facts)))))
    again = open_box(other.book, box.stated)
    assert isinstance(again, Box)
    assert outcomes(other, again) == outcomes(world, box)


@at_random(40)
@given(worlds_with_boxes())
def test_the_order_of_guidelines_does_not_change_what_is_possible(drawn):
    world, box = drawn
    other = world_of(replace(world.rules, guidelines=world.rules.guidelines[::-1]))
    assert outcomes(other, open_box(other.book, box.stated)) == outcomes(world, box)
