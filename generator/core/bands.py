"""Bands of numbers that no row of a table speaks of, between bands that rows do speak of.

In: Table, names a guideline uses.  Out: Bands.  Never: looks at patients; what is left between two lines may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from generator.core.conditions import NUMBER, Bound, Condition, Holds, Not, OneOf, Span, Within, parts_of
from generator.core.derived import AnyDerived, Banded, Named, numbers_used
from generator.core.rulebook import Table
from generator.origin import Where

_Cut = tuple[Fraction, bool]  # a number, and whether the cut lies behind it


@dataclass(frozen=True, slots=True)
class Band:
    """Values of one name that lie between the ends of two comparisons, and the place of the later of these."""

    name: str
    span: Span
    below: str
    above: str
    where: Where


@dataclass(frozen=True, slots=True)
class _Said:
    """One comparison: the span in which it, or what denies it, is met."""

    name: str
    span: Span
    words: str
    where: Where


def unspoken(table: Table, derived: Mapping[str, AnyDerived]) -> Iterator[Band]:
    """The bands between two spans of a name that no row with a condition speaks of."""
    said: dict[str, list[_Said]] = {}
    for rule in table.rules:
        if rule.when is not None:
            for one in _comparisons(rule.when, derived, met=True):
                said.setdefault(one.name, []).append(one)
    for name, ones in said.items():
        if not isinstance(derived.get(name), Banded):
            yield from _between(name, ones)


def base_facts(name: str, derived: Mapping[str, AnyDerived]) -> tuple[str, ...]:
    """The plain facts whose numbers a name stands for."""
    return (name,) if name not in derived else tuple(
        fact for part in numbers_used(derived[name]) for fact in base_facts(part, derived))


def _comparisons(condition: Condition, derived: Mapping[str, AnyDerived], *, met: bool) -> Iterator[_Said]:
    """Every comparison of a name with numbers, those in named conditions as well."""
    if isinstance(condition, (Within, OneOf)):
        for whole in _spans(condition):
            for span in (whole,) if met else _denied(whole):
                yield _Said(condition.name, span, condition.said, condition.where)
    elif isinstance(condition, Holds) and isinstance(named := derived.get(condition.name), Named):
        for one in _comparisons(named.when, derived, met=met):
            yield _Said(one.name, one.span, one.words, condition.where)
    for part in parts_of(condition):
        yield from _comparisons(part, derived, met=met is not isinstance(condition, Not))


def _spans(leaf: Within | OneOf) -> tuple[Span, ...]:
    """The numbers that a comparison names; none where it names choices."""
    if isinstance(leaf, Within):
        return (leaf.span,)
    points = [Bound(Fraction(value), included=True) for value in leaf.values if re.fullmatch(NUMBER, value)]
    return tuple(Span(point, point) for point in points)


def _denied(span: Span) -> Iterator[Span]:
    """The numbers outside a span."""
    if span.low is not None:
        yield Span(high=Bound(span.low.value, not span.low.included))
    if span.high is not None:
        yield Span(low=Bound(span.high.value, not span.high.included))


def _between(name: str, said: list[_Said]) -> Iterator[Band]:
    """Where a comparison ends and the next begins only further up, and none reaches across."""
    ends = sorted({cut for one in said if (cut := _end(one.span)) is not None})
    starts = sorted({cut for one in said if (cut := _start(one.span)) is not None})
    for low, high in pairwise(sorted({*ends, *starts})):
        if low in ends and high in starts and not any(_reaches(one.span, low, high) for one in said):
            below = next(one for one in said if _end(one.span) == low)
            above = next(one for one in said if _start(one.span) == high)
            span = Span(Bound(low[0], not low[1]), Bound(high[0], high[1]))
            yield Band(name, span, below.words, above.words, max(below.where, above.where))


def _start(span: Span) -> _Cut | None:
    return None if span.low is None else (span.low.value, not span.low.included)


def _end(span: Span) -> _Cut | None:
    return None if span.high is None else (span.high.value, span.high.included)


def _reaches(span: Span, low: _Cut, high: _Cut) -> bool:
    """Whether a span covers everything between two cuts."""
    start, end = _start(span), _end(span)
    return (start is None or start <= low) and (end is None or end >= high)
