"""Between which values a derived number can lie.

In: Rulebook, narrowed Values.  Out: Values on the grid of the parts.  Never: narrows facts.

Exact for facts that are free of each other; where constraints tie them, the extent may be wider, never narrower.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from generator.core.boxes import Box
from generator.core.derived import AnyDerived, Difference, Extreme, Valid
from generator.core.facts import Values
from generator.core.rulebook import OUTSIDE, Rulebook

NOWHERE = Values(absent=True)


def difference_values(book: Rulebook, values: tuple[Values, ...]) -> tuple[Values, ...]:
    """The values with each difference filled in from its parts."""
    found = list(values)
    for level, fact in enumerate(book.facts):
        derived = book.rules.derived.get(fact.id)
        if isinstance(derived, Difference):
            found[level] = extent(book, values, derived.id)
    return tuple(found)


def extent(book: Rulebook, values: Sequence[Values], name: str) -> Values:
    """The values a fact or derived number can have: one range, and whether it may not be there."""
    if name in book.levels and name not in book.rules.derived:
        return _hull(values[book.levels[name]])
    derived: AnyDerived = book.rules.derived[name]
    if isinstance(derived, Extreme):
        return _extreme([extent(book, values, part) for part in derived.of], derived.highest)
    if isinstance(derived, Valid):
        return _valid(book, values, derived)
    if isinstance(derived, Difference):
        return _minus(extent(book, values, derived.minuend), extent(book, values, derived.subtrahend))
    raise TypeError(f"{name} has no extent")


def _hull(values: Values) -> Values:
    ranges = ((values.low, values.high),) if values.ranges else ()
    return Values(ranges, absent=values.absent or values.inapplicable)


def _extreme(parts: list[Values], highest: bool) -> Values:
    there = [part for part in parts if part.ranges]
    if not there:
        return NOWHERE
    certain = [part for part in there if not part.absent]
    pick = max if highest else min
    lows, highs = [part.low for part in there], [part.high for part in there]
    if highest:
        span = (pick(part.low for part in certain) if certain else min(lows), max(highs))
    else:
        span = (min(lows), pick(part.high for part in certain) if certain else max(highs))
    return Values((span,), absent=not certain)


def _valid(book: Rulebook, values: Sequence[Values], derived: Valid) -> Values:
    whole = extent(book, values, derived.of)
    truths = _truths(book, values, book.conditions[f"unless:{derived.id}"].node)
    if truths == {True}:
        return NOWHERE
    return Values(whole.ranges, whole.absent or True in truths)


def _truths(book: Rulebook, values: Sequence[Values], node: int) -> frozenset[Hashable]:
    masks = tuple(cells.mask(some) for cells, some in zip(book.cells, values, strict=True))
    return Box(book=book, stated={}, values=tuple(values), masks=masks).reach(node) - {OUTSIDE}


def _minus(first: Values, second: Values) -> Values:
    if not first.ranges or not second.ranges:
        return NOWHERE
    span = (first.low - second.high, first.high - second.low)
    return Values((span,), absent=first.absent or second.absent)
