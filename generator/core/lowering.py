"""Resolve conditions: names become facts, derived facts dissolve, thresholds become sets of values.

In: Condition, Vocabulary.  Out: Formula.  Never: decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.core import conditions as said
from generator.core.conditions import NUMBER, Bound, Condition, Span, span_of
from generator.core.derived import NUMERIC, AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.core.facts import NOT_MEASURED, BadValue, Fact
from generator.core.formulas import Both, Count, Decided, Formula, In, Neither, both, either
from generator.origin import Where, nearest


class Unresolved(ValueError):
    """A condition that names something unknown or compares what cannot be compared."""

    def __init__(self, where: Where, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.where, self.code, self.hint = where, code, hint


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a condition may use: facts, derived facts, and outcomes of the guideline's other decisions.

    `open_names` are the derived facts being resolved just now, to catch circles.
    """

    facts: Mapping[str, Fact]
    derived: Mapping[str, AnyDerived]
    decisions: Mapping[str, tuple[str, ...]]
    open_names: tuple[str, ...] = ()

    def within(self, name: str) -> Vocabulary:
        """The vocabulary while `name` is being resolved."""
        return Vocabulary(self.facts, self.derived, self.decisions, (*self.open_names, name))


def lower(condition: Condition, words: Vocabulary) -> Formula:
    """The formula a condition stands for.  Raises Unresolved, with the place of the leaf at fault."""
    match condition:
        case said.All(parts=parts):
            return both(lower(part, words) for part in parts)
        case said.Any(parts=parts):
            return either(lower(part, words) for part in parts)
        case said.Not(part=part):
            return Neither(lower(part, words))
        case said.AtLeast(count=count, parts=parts):
            return Count(count, tuple(lower(part, words) for part in parts))
        case said.Holds():
            return _holds(condition, words)
        case said.OneOf():
            return _one_of(condition, words)
        case said.Within(name=name, span=span, where=where):
            return _number(name, span, words, where)
        case said.Against():
            return _against(condition, words)


def _holds(leaf: said.Holds, words: Vocabulary) -> Formula:
    derived = words.derived.get(leaf.name)
    if isinstance(derived, Named):
        return lower(derived.when, _opened(leaf.name, words, leaf.where))
    fact = words.facts.get(leaf.name)
    if fact and fact.choices == ("no", "yes"):
        return In(fact.id, fact.parse("yes"))
    if fact or derived or leaf.name in words.decisions:
        raise Unresolved(leaf.where, "not-a-condition", f'"{leaf.name}" alone says nothing: it is not a yes/no fact',
                         f"Compare it, as in  {leaf.name} >= …  or  {leaf.name} = … .")
    raise _unknown(leaf.name, words, leaf.where)


def _one_of(leaf: said.OneOf, words: Vocabulary) -> Formula:
    fact = words.facts.get(leaf.name)
    if fact is None and leaf.name in words.decisions:
        return _decided(leaf, words)
    if fact is None or fact.kind.numeric:
        return either(_number(leaf.name, _point(leaf, value), words, leaf.where) for value in leaf.values)
    if NOT_MEASURED in leaf.values:
        raise Unresolved(leaf.where, "bad-value", f'a condition cannot ask whether "{leaf.name}" was measured',
                         "No comparison on a value that was not measured is ever met; put  not:  around one.")
    try:
        values = [fact.parse(value) for value in leaf.values]
    except BadValue as bad:
        raise Unresolved(leaf.where, "bad-value", str(bad), bad.hint) from bad
    return either(In(fact.id, value) for value in values)


def _decided(leaf: said.OneOf, words: Vocabulary) -> Decided:
    known = words.decisions[leaf.name]
    for value in leaf.values:
        if value not in known:
            raise Unresolved(leaf.where, "unknown-outcome", f'"{value}" is no outcome of "{leaf.name}"',
                             nearest(value, known) or f"It can be {', '.join(known)}.")
    return Decided(leaf.name, frozenset(leaf.values))


def _point(leaf: said.OneOf, value: str) -> Span:
    if not re.fullmatch(NUMBER, value):
        raise Unresolved(leaf.where, "bad-value", f'"{value}" is not a number, and "{leaf.name}" has numbers',
                         f"Write  {leaf.name} = 2 .")
    bound = Bound(Fraction(value), included=True)
    return Span(bound, bound)


def _against(leaf: said.Against, words: Vocabulary) -> Formula:
    bands = words.derived.get(leaf.other)
    if not isinstance(bands, Banded):
        if leaf.other not in words.facts and bands is None:
            raise _unknown(leaf.other, words, leaf.where)
        raise Unresolved(leaf.where, "not-a-threshold", f'"{leaf.other}" is not a threshold table',
                         "Only a derived fact with  by:  and  bands:  can stand on the right of a comparison.")
    words = _opened(leaf.other, words, leaf.where)
    return either(
        Both((_number(bands.by, band, words, bands.where), _number(leaf.name, span_of(leaf.operator, value), words, leaf.where)))
        for band, value in bands.bands
    )


def _number(name: str, span: Span, words: Vocabulary, where: Where) -> Formula:
    """`name` is there and lies in `span`."""
    if fact := words.facts.get(name):
        if not fact.kind.numeric:
            raise Unresolved(where, "not-a-number", f'"{name}" has no size, so it cannot be compared by it',
                             f"Write  {name} = {fact.choices[0]} .")
        return In(fact.id, fact.within(span))
    derived = words.derived.get(name)
    if derived is None:
        raise _unknown(name, words, where)
    if not isinstance(derived, NUMERIC):
        raise Unresolved(where, "not-a-number", f'"{name}" is a condition, not a number', f"Write just  {name} .")
    return _derived_number(derived, span, _opened(name, words, where), where)


def _derived_number(derived: AnyDerived, span: Span, words: Vocabulary, where: Where) -> Formula:
    match derived:
        case Extreme(of=parts, highest=highest):
            return _extreme(parts, span, highest, words, where)
        case Valid(of=name, unless=unless):
            return Both((_number(name, span, words, where), Neither(lower(unless, words))))
        case Scaled():
            return _scaled(derived, span, words, where)
        case Banded(by=name, bands=bands):
            return either(_number(name, band, words, where) for band, value in bands if span.holds(value))
        case Difference():
            raise Unresolved(where, "difference-in-table", f'"{derived.id}" is a difference and cannot be used here',
                             "Differences serve advice and notices only, as conditions on their own.")
        case _:
            raise AssertionError(derived)


def _extreme(parts: tuple[str, ...], span: Span, highest: bool, words: Vocabulary, where: Where) -> Formula:
    """The lowest lies in a span when some part lies under its upper end and no part that is there under its lower end."""
    reach, guard = (Span(low=span.low), Span(high=span.high)) if highest else (Span(high=span.high), Span(low=span.low))
    some = either(_number(part, reach, words, where) for part in parts)
    if guard == Span():
        return some
    every = (either((Neither(_number(part, Span(), words, where)), _number(part, guard, words, where))) for part in parts)
    return Both((some, *every))


def _scaled(derived: Scaled, span: Span, words: Vocabulary, where: Where) -> Formula:
    rows: list[Formula] = []
    earlier: list[Formula] = []
    for when, factor in (*derived.cases, (None, Fraction(1))):
        here = () if when is None else (lower(when, words),)
        rows.append(both((*here, *earlier, _number(derived.of, span.times(1 / factor), words, where))))
        earlier += [Neither(part) for part in here]
    return either(rows)


def _opened(name: str, words: Vocabulary, where: Where) -> Vocabulary:
    if name in words.open_names:
        circle = " → ".join((*words.open_names[words.open_names.index(name):], name))
        raise Unresolved(where, "circle", f"this derived fact depends on itself: {circle}", "Break the circle.")
    return words.within(name)


def _unknown(name: str, words: Vocabulary, where: Where) -> Unresolved:
    known = (*words.facts, *words.derived, *words.decisions)
    return Unresolved(where, "unknown-fact", f'"{name}" is no fact, so this condition could never be judged',
                      nearest(name, known) or "Facts are declared in content/facts.yaml.")
