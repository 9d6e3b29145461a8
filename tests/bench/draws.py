"""Random values that fit together.

In: Rulebook, Random.  Out: values, boxes of possible patients.  Never: makes a box that nobody fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from generator.core.boxes import Box
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box
from generator.core.rulebook import Rulebook

TRIES = 4      # a fact that fits the others at none of these values stays as it is
NEAR = 6       # numbers lie at most so many steps from a threshold that some rule compares them with
ABSENT = 0.1   # how often something that may be missing was not measured
NOT_APPLICABLE = Values(inapplicable=True)


def single_value(book: Rulebook, fact: Fact, random: Random) -> Values:
    """One value, as a case would state it; numbers lie near the thresholds that rules compare them with."""
    if fact.may_be_absent and random.random() < ABSENT:
        return Values(absent=True)
    starts = book.cells[book.levels[fact.id]].starts[1:]
    tick = random.randint(fact.low, fact.high)
    if fact.kind.numeric and starts:
        tick = min(max(random.choice(starts) + random.randint(-NEAR, NEAR), fact.low), fact.high)
    return Values(((tick, tick),))


def with_fact(box: Box, fact: Fact, draw: Callable[[], Values]) -> Box:
    """The box with one more fact stated; as it is where no value drawn is possible, or the fact does not apply."""
    for _ in range(TRIES if box[fact.id] != NOT_APPLICABLE else 0):
        found = open_box(box.book, {**box.stated, fact.id: draw()})
        if isinstance(found, Box):
            return found
    return box


def known_patient(book: Rulebook, facts: Iterable[Fact], random: Random) -> Box:
    """A box in which each of these facts has exactly one value."""
    box = nobody_known(book)
    for fact in facts:
        box = with_fact(box, fact, lambda fact=fact: single_value(book, fact, random))
        if not box[fact.id].single:
            rest = box[fact.id]
            box = with_fact(box, fact, lambda rest=rest: _first(rest))
        assert box[fact.id].single, fact.id
    return box


def nobody_known(book: Rulebook) -> Box:
    """The box in which nothing is stated."""
    box = open_box(book, {})
    assert isinstance(box, Box)
    return box


def _first(values: Values) -> Values:
    return Values(((values.low, values.low),)) if values.ranges else Values(absent=True)
