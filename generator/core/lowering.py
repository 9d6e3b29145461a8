"""Resolve conditions: names become facts, derived facts dissolve, thresholds become sets of values.

In: Condition, Vocabulary.  Out: Formula.  Never: decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from generator.core import conditions as said
from generator.core.conditions import NUMBER, TOO_LONG, Bound, Condition, Span, shortened, span_of, too_long
from generator.core.derived import NUMERIC, AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.core.facts import NOT_MEASURED, BadValue, Fact
from generator.core.formulas import Both, Count, Decided, Formula, In, Neither, both, either
from generator.origin import Problem, Where, nearest


class Unresolved(ValueError):
    """A condition that names something unknown or compares what cannot be compared."""

    def __init__(self, where: Where, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.where, self.code, self.hint = where, code, hint

    @property
    def problem(self) -> Problem:
        """The same as a value."""
        return Problem(self.where, self.code, str(self), self.hint)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a condition may use: facts, derived facts, and outcomes of the guideline's other decisions.

    `opened` are the derived facts being resolved just now, each with the place that names it, to catch circles. `known` are
    those that were, each in the spans it was asked for: a name used many times stands for one formula.
    """

    facts: Mapping[str, Fact]
    derived: Mapping[str, AnyDerived]
    decisions: Mapping[str, tuple[str, ...]]
    opened: Mapping[str, Where] = field(default_factory=dict)
    known: dict[tuple[str, Span | None], Formula] = field(default_factory=dict, repr=False, compare=False)

    def within(self, name: str, where: Where) -> Vocabulary:
        """The vocabulary while `name`, met at a place, is being resolved.  Raises Unresolved for a circle."""
        if name in self.opened:
            raise _circle(name, {**self.opened, name: where})
        return replace(self, opened={**self.opened, name: where})

    def once(self, name: str, span: Span | None, where: Where, resolve: Callable[[Vocabulary], Formula]) -> Formula:
        """The formula for `name`, met at a place, in a span if it is a number; resolved once.  Raises Unresolved."""
        key = (name, span)
        if key not in self.known:
            self.known[key] = resolve(self.within(name, where))
        return self.known[key]


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
            return lower_number(name, span, words, where)
        case said.Against():
            return _against(condition, words)


def _holds(leaf: said.Holds, words: Vocabulary) -> Formula:
    derived = words.derived.get(leaf.name)
    if isinstance(derived, Named):
        return words.once(leaf.name, None, leaf.where, partial(lower, derived.when))
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
        lower_number(leaf.name, Span(), words, leaf.where)  # what is no number at all is refused as such
        return either(lower_number(leaf.name, _point(leaf, value), words, leaf.where) for value in leaf.values)
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
        raise Unresolved(leaf.where, "bad-value", f'"{shortened(value)}" is not a number, and "{leaf.name}" has numbers',
                         TOO_LONG if too_long(value) else f"Write  {leaf.name} = 2 .")
    bound = Bound(Fraction(value), included=True)
    return Span(bound, bound)


def _against(leaf: said.Against, words: Vocabulary) -> Formula:
    bands = words.derived.get(leaf.other)
    if not isinstance(bands, Banded):
        if leaf.other not in words.facts and bands is None:
            raise _unknown(leaf.other, words, leaf.where)
        raise Unresolved(leaf.where, "not-a-threshold", f'"{leaf.other}" is not a threshold table',
                         "Only a derived fact with  by:  and  bands:  can stand on the right of a comparison.")
    inside = words.within(leaf.other, leaf.where)
    return either(
        Both((lower_number(bands.by, band, inside, bands.where),
              lower_number(leaf.name, span_of(leaf.operator, value), words, leaf.where)))
        for band, value in bands.bands
    )


def lower_number(name: str, span: Span, words: Vocabulary, where: Where) -> Formula:
    """The formula for: `name`, met at a place, is there and lies in `span`.  Raises Unresolved."""
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
    if isinstance(derived, Difference):
        raise Unresolved(where, "difference-in-table", f'"{name}" is a difference and cannot be used here',
                         "Differences serve advice and notices only, as conditions on their own.")
    return words.once(name, span, where, partial(_derived_number, derived, span))


def _derived_number(derived: AnyDerived, span: Span, words: Vocabulary) -> Formula:
    """What is wrong with the parts stands at the derived fact, not where it is used."""
    match derived:
        case Extreme():
            return _extreme(derived, span, words)
        case Valid(of=name, unless=unless):
            return Both((lower_number(name, span, words, derived.where), Neither(lower(unless, words))))
        case Scaled():
            return _scaled(derived, span, words)
        case Banded(by=name, bands=bands):
            return either(lower_number(name, band, words, derived.where) for band, value in bands if span.holds(value))
        case _:
            raise AssertionError(derived)


def _extreme(derived: Extreme, span: Span, words: Vocabulary) -> Formula:
    """The lowest lies in a span when some part lies under its upper end and no part that is there under its lower end."""
    below, above = Span(high=span.high), Span(low=span.low)
    reach, guard = (above, below) if derived.highest else (below, above)
    some = either(lower_number(part, reach, words, derived.where) for part in derived.of)
    if guard == Span():
        return some
    every = (
        either((Neither(lower_number(part, Span(), words, derived.where)), lower_number(part, guard, words, derived.where)))
        for part in derived.of
    )
    return Both((some, *every))


def _scaled(derived: Scaled, span: Span, words: Vocabulary) -> Formula:
    rows: list[Formula] = []
    earlier: list[Formula] = []
    for when, factor in (*derived.cases, (None, Fraction(1))):
        here = () if when is None else (lower(when, words),)
        rows.append(both((*here, *earlier, lower_number(derived.of, span.times(1 / factor), words, derived.where))))
        earlier += [Neither(part) for part in here]
    return either(rows)


def _circle(name: str, opened: Mapping[str, Where]) -> Unresolved:
    """A circle, told from the first of its names in the alphabet, so that it reads the same wherever it is entered."""
    names = list(opened)
    circle = names[names.index(name):]
    first = circle.index(min(circle))
    said = " → ".join((*circle[first:], *circle[: first + 1]))
    return Unresolved(opened[circle[first]], "circle", f"this derived fact depends on itself: {said}",
                      "Take one of them out of what another is made from, so that the chain ends.")


def _unknown(name: str, words: Vocabulary, where: Where) -> Unresolved:
    known = (*words.facts, *words.derived, *words.decisions)
    return Unresolved(where, "unknown-fact", f'"{name}" is no fact, so this condition could never be judged',
                      nearest(name, known) or "Facts are declared in content/facts.yaml.")
