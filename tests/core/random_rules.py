"""Random rules: facts of all kinds, constraints, derived facts, condition trees and tables, as an editor could write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TypeVar

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from generator.core.conditions import Bound, Condition, Span
from generator.core.derived import AnyDerived, Banded, Extreme, Named, Scaled, Valid
from generator.core.facts import Fact, Kind
from generator.core.guidelines import Guideline, Rules
from generator.core.rulebook import compile_rules
from tests.core.worlds import (
    HERE,
    OUTCOMES,
    World,
    all_of,
    any_of,
    at_least,
    everyone,
    guideline,
    leaf,
    not_,
    rules_of,
    said,
)

ROOM = 900  # no world has more combinations of values
STEPS = (Fraction(1), Fraction(1, 2), Fraction(1, 10))
COLOURS = ("red", "green", "blue")
SIGNS = ("<", "<=", ">", ">=")
T = TypeVar("T")


@cache
def _up_to(most: int) -> SearchStrategy[int]:
    return st.integers(0, most)


def _pick(draw: DrawFn, options: Sequence[T]) -> T:
    return options[draw(_up_to(len(options) - 1))]


def _now_and_then(draw: DrawFn, one_in: int) -> bool:
    return draw(_up_to(one_in - 1)) == one_in - 1


def decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:f}"


@dataclass
class _Words:
    """The names a random condition may use, and how it compares them."""

    draw: DrawFn
    steps: tuple[Fraction, ...]
    numbers: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    truths: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    thresholds: tuple[str, ...] = ()

    def copy(self) -> _Words:
        return replace(self, numbers=dict(self.numbers), choices=dict(self.choices))

    def learn(self, named: Fact | AnyDerived) -> None:
        if isinstance(named, Named) or (isinstance(named, Fact) and named.kind is Kind.YES_NO):
            self.truths += (named.id,)
        elif isinstance(named, Fact) and named.choices:
            self.choices[named.id] = named.choices
        elif isinstance(named, Fact):
            self.numbers[named.id] = (named.low * named.step, named.high * named.step)
        else:
            self.numbers[named.id] = (Fraction(-3), Fraction(4))
            self.thresholds += (named.id,) if isinstance(named, Banded) else ()

    def number_near(self, name: str) -> Fraction:
        """A threshold near the values of a name, as fine as half a step."""
        low, high = self.numbers[name]
        grid = _pick(self.draw, self.steps) / 2
        first, last = int(low / grid) - 1, int(high / grid) + 1
        return grid * (first + self.draw(_up_to(last - first)))

    def comparison(self) -> str:
        """One line about a number."""
        draw, name = self.draw, _pick(self.draw, list(self.numbers))
        shape = _pick(draw, ["side", "side", "both", "point", "several", "against"])
        if shape == "against" and self.thresholds:
            return f"{name} {_pick(draw, SIGNS)} {_pick(draw, self.thresholds)}"
        first = self.number_near(name)
        second = first + 1 + draw(_up_to(2))
        match shape:
            case "both":
                return f"{decimal(first)} {_pick(draw, SIGNS[:2])} {name} {_pick(draw, SIGNS[:2])} {decimal(second)}"
            case "point":
                return f"{name} = {decimal(first)}"
            case "several":
                return f"{name} one_of({decimal(first)} {decimal(second)})"
        return f"{name} {_pick(draw, SIGNS)} {decimal(first)}"

    def line(self) -> str:
        """One line of a condition."""
        kind = _pick(self.draw, [kind for kind in ("numbers", "truths", "choices") if getattr(self, kind)])
        if kind == "numbers":
            return self.comparison()
        if kind == "truths":
            return _pick(self.draw, self.truths)
        name = _pick(self.draw, list(self.choices))
        first, second = (_pick(self.draw, self.choices[name]) for _ in range(2))
        return f"{name} = {first}" if first == second else f"{name} one_of({first} {second})"

    def condition(self, depth: int) -> Condition:
        """A condition tree of at most this depth."""
        shape = _pick(self.draw, ["leaf", "leaf", "not", "all", "any", "at_least"]) if depth else "leaf"
        if shape == "leaf":
            return leaf(self.line())
        if shape == "not":
            return not_(self.condition(depth - 1))
        parts = [self.condition(depth - 1) for _ in range(2 + self.draw(_up_to(1)))]
        if shape == "at_least":
            return at_least(1 + self.draw(_up_to(len(parts) - 1)), *parts)
        return all_of(*parts) if shape == "all" else any_of(*parts)


def _fact(words: _Words, id: str, room: int) -> Fact:
    draw = words.draw
    kind = _pick(draw, [Kind.YES_NO, Kind.CHOICE, Kind.NUMBER, Kind.NUMBER, Kind.INTEGER])
    shape: dict[str, object] = {"choices": ("no", "yes")}
    if kind is Kind.CHOICE:
        shape = {"choices": COLOURS[: 2 + draw(_up_to(1))]}
        shape["high"] = len(shape["choices"]) - 1
    elif kind.numeric:
        low = draw(_up_to(4)) - 3
        step = _pick(draw, words.steps) if kind is Kind.NUMBER else Fraction(1)
        shape = {"low": low, "high": low + min(2 + draw(_up_to(4)), max(room - 1, 1)), "step": step}
    some = words.numbers or words.truths or words.choices
    fact = Fact(id=id, kind=kind, where=HERE, may_be_absent=_now_and_then(draw, 3),
                only_if=words.condition(1) if some and _now_and_then(draw, 4) else None, **shape)
    return replace(fact, unstated=draw(said(fact))) if _now_and_then(draw, 8) else fact


def _facts(words: _Words) -> list[Fact]:
    found: list[Fact] = []
    room = ROOM
    for place in range(3 + words.draw(_up_to(2))):
        fact = _fact(words, f"fact_{place}", min(room, 6))
        room //= fact.high - fact.low + 1 + fact.may_be_absent + (fact.only_if is not None)
        if room < 1:
            break
        found.append(fact)
        words.learn(fact)
    return found


def _bands(words: _Words, by: str) -> tuple[tuple[Span, Fraction], ...]:
    """Bands with both ends included, from low to high, without overlap but perhaps with gaps."""
    ends = sorted({words.number_near(by) for _ in range(4)})
    pairs = list(zip(ends[::2], ends[1::2], strict=False)) or [(ends[0], ends[0])]
    spans = [Span(Bound(low, included=True), Bound(high, included=True)) for low, high in pairs]
    if _now_and_then(words.draw, 2):
        spans[0] = Span(high=spans[0].high)
    return tuple((span, Fraction(words.draw(_up_to(12)) - 4, 2)) for span in spans)


def _derived(words: _Words, id: str) -> AnyDerived:
    draw, base = words.draw, {"id": id, "label": id, "where": HERE}
    kind = _pick(draw, [Extreme, Valid, Scaled, Banded, Named]) if words.numbers else Named
    if kind is Named:
        return Named(**base, when=words.condition(1))
    name, *others = (_pick(draw, list(words.numbers)) for _ in range(1 + draw(_up_to(2))))
    if kind is Extreme:
        return Extreme(**base, of=(name, *others), highest=_now_and_then(draw, 2))
    if kind is Valid:
        return Valid(**base, of=name, unless=words.condition(1))
    if kind is Banded:
        return Banded(**base, by=name, bands=_bands(words, name))
    factors = [Fraction(1, 2), Fraction(23, 20), Fraction(3, 2)]
    return Scaled(**base, of=name, cases=tuple((words.condition(1), _pick(draw, factors)) for _ in range(draw(_up_to(2)))))


def _all_derived(words: _Words, prefix: str, most: int) -> list[AnyDerived]:
    found = []
    for place in range(words.draw(_up_to(most))):
        found.append(_derived(words, f"{prefix}_{place}"))
        words.learn(found[-1])
    return found


def _rows(words: _Words, *, total: bool) -> list[tuple[str, Condition | None]]:
    first = words.draw(_up_to(3))
    outcomes = [*OUTCOMES[first:], *OUTCOMES[:first]]
    rows = [(outcome, words.condition(2)) for outcome in outcomes[1 : 2 + words.draw(_up_to(2))]]
    if _now_and_then(words.draw, 2):
        rows.append((outcomes[1], words.condition(1)))
    return [*rows, (outcomes[0], None)] if total else rows


def _guideline(words: _Words, id: str, *, total: bool) -> Guideline:
    """A guideline, perhaps with a table that reads another."""
    local = _all_derived(words, f"{id}_local", 2)
    scope = words.condition(1) if _now_and_then(words.draw, 3) else everyone(words.line())
    tables = {"first": _rows(words, total=total)}
    if _now_and_then(words.draw, 2):
        words.choices["first"] = tuple(dict.fromkeys(outcome for outcome, _ in tables["first"]))
        tables = {"second": _rows(words, total=total), **tables}
    return guideline(id, scope, tables, local)


def _impossible(words: _Words, facts: Sequence[Fact]) -> list[Condition]:
    found: list[Condition] = []
    pairs = [(a.id, b.id) for a in facts for b in facts
             if a is not b and a.kind.numeric and b.kind.numeric and a.step == b.step]
    for _ in range(words.draw(_up_to(2)) if pairs else 0):
        one, other = _pick(words.draw, pairs)
        found.append(leaf(f"{one} {_pick(words.draw, '<>')} {other}"))
    for _ in range(words.draw(_up_to(2))):
        found.append(all_of(words.line(), words.condition(1)))
    return found


@st.composite
def written_rules(draw: DrawFn, *, total: bool = True) -> Rules:
    """Rules as they could be written; `total` gives every table a row that catches the rest."""
    words = _Words(draw, _pick(draw, [STEPS[:1], STEPS[1:2], STEPS[2:], STEPS[:2]]))
    facts = _facts(words)
    shared = _all_derived(words, "shared", 3)
    impossible = _impossible(words, facts)
    conditions = {"advice": words.condition(2)}
    guides = [_guideline(words.copy(), f"guide_{place}", total=total) for place in range(1 + draw(_up_to(1)))]
    return rules_of(facts, guides, derived=shared, impossible=impossible, conditions=conditions)


@st.composite
def worlds(draw: DrawFn, *, total: bool = True) -> World:
    """Random rules that compile."""
    rules = draw(written_rules(total=total))
    book, _ = compile_rules(rules)
    return World(rules, book) if book else reject()
