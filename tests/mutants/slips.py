"""Slips in one condition: what a hand could have written instead.

In: Condition, Names.  Out: Slips.  Never: compiles anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from generator.core.conditions import (
    Against,
    All,
    Any,
    AtLeast,
    BadCondition,
    Bound,
    Condition,
    Holds,
    Leaf,
    Not,
    OneOf,
    Span,
    Within,
    one_line,
    parse_leaf,
    parts_of,
)
from generator.core.derived import NUMERIC, AnyDerived, Banded, numbers_used
from generator.core.facts import Fact
from generator.origin import Where

T = TypeVar("T")
U = TypeVar("U")
FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


@dataclass(frozen=True, slots=True)
class Slip(Generic[T]):
    """Something written otherwise, and what was done to it."""

    where: Where
    kind: str
    said: str
    now: T


@dataclass(frozen=True, slots=True)
class Names:
    """The names a guideline may use: facts, derived facts, and its decisions with their outcomes."""

    facts: Mapping[str, Fact]
    derived: Mapping[str, AnyDerived]
    outcomes: Mapping[str, Sequence[str]]

    def step(self, name: str) -> Fraction:
        """The grid on which a number is reported."""
        return self.facts[name].step if name in self.facts else self.step(numbers_used(self.derived[name])[0])

    def siblings(self, name: str) -> list[str]:
        """The other names of the same kind and group."""
        return [other for other in (*self.facts, *self.derived) if other != name and self._sort(other) == self._sort(name)]

    def _sort(self, name: str) -> tuple[object, ...]:
        fact = self.facts.get(name)
        if fact is not None:
            return fact.kind, fact.group, fact.choices
        derived = self.derived[name]
        if isinstance(derived, Banded):
            return Banded, derived.by
        return isinstance(derived, NUMERIC), *(self._sort(part) for part in numbers_used(derived)[:1])

    def values(self, leaf: OneOf) -> Sequence[str]:
        """What a fact that is no number, or a decision, can be."""
        fact = self.facts.get(leaf.name)
        return fact.choices if fact is not None else self.outcomes.get(leaf.name, ())


def decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:f}"


def slips_in(condition: Condition, names: Names) -> Iterator[Slip[Condition]]:
    """The condition with one slip, in each way and at each of its parts."""
    yield from _own(condition, names)
    parts = parts_of(condition)
    for place, part in enumerate(parts):
        for slip in slips_in(part, names):
            now = _with_parts(condition, (*parts[:place], slip.now, *parts[place + 1 :]))
            yield replace(slip, now=now)


def _with_parts(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    return replace(condition, part=parts[0]) if isinstance(condition, Not) else replace(condition, parts=parts)


def _own(condition: Condition, names: Names) -> Iterator[Slip[Condition]]:
    where = condition.where
    match condition:
        case All(parts=parts) if len(parts) > 1:
            yield Slip(where, "all or any", f"any for all of {one_line(condition)}", Any(parts, where))
        case Any(parts=parts) if len(parts) > 1:
            yield Slip(where, "all or any", f"all for any of {one_line(condition)}", All(parts, where))
        case AtLeast(count=count, parts=parts):
            for other in (count - 1, count + 1):
                if 0 < other <= len(parts):
                    yield Slip(where, "count", f"at least {other} for {count}", AtLeast(other, parts, where))
        case Not(part=part):
            yield Slip(where, "not", f"{one_line(part)} for {one_line(condition)}", part)
        case Holds() | OneOf() | Within() | Against():
            yield Slip(where, "not", f"not {condition.said}", Not(condition, where))
            for kind, text in _leaf_slips(condition, names):
                yield from _parsed(condition, kind, text)


def _parsed(leaf: Leaf, kind: str, text: str) -> Iterator[Slip[Condition]]:
    """A slip as it would be read; one that leaves nothing to be read is none."""
    try:
        yield Slip(leaf.where, kind, f"{text} for {leaf.said}", parse_leaf(text, leaf.where))
    except BadCondition:
        return


def _leaf_slips(leaf: Leaf, names: Names) -> Iterator[tuple[str, str]]:
    for sibling in () if leaf.name in names.outcomes else names.siblings(leaf.name):
        yield "fact", leaf.said.replace(leaf.name, sibling, 1)
    match leaf:
        case Within(name=name, span=span):
            yield from ((kind, _written(name, other)) for kind, other in span_slips(span, names.step(name)))
        case Against(name=name, operator=operator, other=other):
            yield "operator", f"{name} {FLIPPED[operator]} {other}"
            yield from (("fact", f"{name} {operator} {threshold}") for threshold in names.siblings(other))
        case OneOf():
            yield from _value_slips(leaf, names)


def _value_slips(leaf: OneOf, names: Names) -> Iterator[tuple[str, str]]:
    """A number of a list one step off, one value of several left out, a single value replaced by another."""
    known = names.values(leaf)
    if not known:
        step = names.step(leaf.name)
        for place, value in enumerate(leaf.values):
            for moved in (Fraction(value) - step, Fraction(value) + step):
                values = (*leaf.values[:place], decimal(moved), *leaf.values[place + 1 :])
                yield "threshold", f"{leaf.name} one_of({' '.join(values)})"
    elif len(leaf.values) > 1:
        for value in leaf.values:
            yield "value", f"{leaf.name} one_of({' '.join(other for other in leaf.values if other != value)})"
    else:
        yield from (("value", f"{leaf.name} = {other}") for other in known if other != leaf.values[0])


def span_slips(span: Span, step: Fraction) -> Iterator[tuple[str, Span]]:
    """Each end of a span with the other operator, and a step up and down."""
    for end in ("low", "high"):
        bound: Bound | None = getattr(span, end)
        if bound is not None:
            yield "operator", replace(span, **{end: Bound(bound.value, not bound.included)})
            for moved in (bound.value - step, bound.value + step):
                yield "threshold", replace(span, **{end: Bound(moved, bound.included)})


def _written(name: str, span: Span) -> str:
    low, high = span.low, span.high
    if low and high:
        return f"{decimal(low.value)} {_sign(low)} {name} {_sign(high)} {decimal(high.value)}"
    if high:
        return f"{name} {_sign(high)} {decimal(high.value)}"
    assert low is not None
    return f"{name} {_sign(low).replace('<', '>')} {decimal(low.value)}"


def _sign(bound: Bound) -> str:
    return "<=" if bound.included else "<"


def slips_with(slips: Iterable[Slip[T]], put: Callable[[T], U]) -> Iterator[Slip[U]]:
    """Slips of a part as slips of the whole; `put` makes the whole from the part."""
    for slip in slips:
        yield Slip(slip.where, slip.kind, slip.said, put(slip.now))
