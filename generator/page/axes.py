"""Axes of drawings: which numbers stand at one, and what is assumed of the patients that a drawing is for.

In: Axis, Phrases, Box.  Out: Scale, Text.  Never: draws.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.core.boxes import Box
from generator.core.cells import cells_in
from generator.core.facts import Fact, Values
from generator.page.markup import md
from generator.page.phrases import Phrases
from generator.page.plot import Scale
from generator.read.maps import Axis


def scale_of(phrases: Phrases, axis: Axis, starts: Iterable[int], name: str = "") -> Scale:
    """An axis with the numbers at its lines, each that on the worse side of its line, and those at its ends."""
    fact = phrases.facts[axis.fact]
    behind = 1 if fact.worse == "lower" else 0
    lines = [(start - 0.5, _number(phrases, fact, start - behind)) for start in sorted(starts) if axis.low < start <= axis.high]
    ends = [(float(tick), _number(phrases, fact, tick)) for tick in (axis.low, axis.high)]
    return Scale(low=axis.low, high=axis.high, name=name, marks=(*lines, *ends))


def axis_name(phrases: Phrases, axis: Axis) -> str:
    """What stands at an axis: the fact and its unit."""
    unit = phrases.unit(axis.fact).strip()
    return f"{phrases.label(axis.fact)} ({unit})" if unit else phrases.label(axis.fact)


def shown_part(phrases: Phrases, axis: Axis) -> str:
    """The drawn part of an axis."""
    return phrases.stated(phrases.facts[axis.fact], Values(((axis.low, axis.high),)))


def held(box: Box, axis: Axis, cells: int) -> Values:
    """The numbers in some cells that the box has."""
    return box[axis.fact] & box.book.cells[box.book.levels[axis.fact]].values(cells)


def hull(values: Values) -> tuple[int, int]:
    """The ends of a range, or of several."""
    return values.low, values.high


def assumed_of(box: Box, decision: str, phrases: Phrases) -> list[str]:
    """What is assumed of patients because it is not stated, as far as tables of a decision look at it."""
    book, looked_at = box.book, 0
    for guide in book.guidelines.values():
        if decision in guide.tables:
            looked_at |= book.diagrams.support(guide.tables[decision].node)
    return [phrases.stated(book.facts[level], box.values[level]) for level in cells_in(looked_at)
            if book.facts[level].unstated is not None and book.facts[level].id not in box.stated]


def _number(phrases: Phrases, fact: Fact, tick: int) -> str:
    return md(phrases.number(fact.id, fact.step * tick))
