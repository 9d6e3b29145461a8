"""Boxes: narrowing to patients who can exist, and contradictions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.boxes import Box, Contradiction, open_box, unnarrowed
from generator.core.cells import cells_in
from generator.core.facts import Values
from tests.core.reference import as_values
from tests.core.worlds import (
    World,
    at_random,
    box_of,
    choice,
    everybody,
    leaf,
    number,
    rules_of,
    statements,
    subsets,
    world_of,
    worlds,
    yes_no,
)

COUNTED = world_of(rules_of(
    [yes_no("broken"), number("count", 0, 9), number("months", 0, 24, only_if=leaf("count >= 1"))],
    impossible=[leaf("count = 0")] and [
        # a break is counted, and only a break is
        leaf("count < 0"),
    ],
))
PARTED = world_of(rules_of([number("part", 0, 9), number("whole", 0, 9), yes_no("apart")], impossible=[leaf("part > whole")]))


def seen(world: World, stated: dict[str, Values]) -> dict[str, Values]:
    """Per fact the values that patients who fit what is stated have."""
    found = {fact.id: Values() for fact in world.rules.facts}
    for patient in world.reference.patients(stated):
        for fact in world.rules.facts:
            found[fact.id] |= as_values(fact, patient[fact.id])
    return found


@st.composite
def stated_worlds(draw):
    world = draw(worlds())
    return world, draw(statements(world))


@at_random(150)
@given(stated_worlds())
def test_narrowing_never_removes_a_value_that_a_possible_patient_has(drawn):
    world, stated = drawn
    box = open_box(world.book, stated)
    if isinstance(box, Box):
        assert all(values <= box[name] for name, values in seen(world, stated).items())


@at_random(150)
@given(stated_worlds())
def test_every_cell_of_a_narrowed_box_holds_a_possible_patient(drawn):
    world, stated = drawn
    box = open_box(world.book, stated)
    if isinstance(box, Box):
        held = {name: world.book.cells[world.book.levels[name]].mask(values) for name, values in seen(world, stated).items()}
        assert held == {fact.id: mask for fact, mask in zip(world.rules.facts, box.masks, strict=True)}


@at_random(150)
@given(stated_worlds())
def test_a_contradiction_is_found_if_and_only_if_no_patient_fits(drawn):
    world, stated = drawn
    assert isinstance(open_box(world.book, stated), Contradiction) == (not world.reference.patients(stated))
