"""Small random worlds: facts, constraints, derived facts, guidelines and boxes, as an editor could write them.

Every comparison is written as text and read by `parse_leaf`, so a world also exercises the leaf grammar.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from hypothesis import HealthCheck, reject, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from generator.core.boxes import Box, Contradiction, open_box
from generator.core.conditions import All, Any, AtLeast, Bound, Condition, Not, Span, parse_leaf, parts_of
from generator.core.derived import AnyDerived, Banded, Extreme, Named, Scaled, Valid
from generator.core.facts import Fact, Kind, Values
from generator.core.guidelines import (
    SILENT,
    Checked,
    Decision,
    DecisionKind,
    Guideline,
    Impossible,
    Outcome,
    Rule,
    Rules,
    Scope,
)
from generator.core.rulebook import Rulebook, compile_rules
from generator.origin import Text, Where
from tests.core.reference import Reference

HERE = Where("world.yaml")
EFFORT = int(os.environ.get("WORLDS_EFFORT", "1"))  # WORLDS_EFFORT=50 searches fifty times as long, and at random
OUTCOMES = (SILENT, "mild", "middle", "strong")
PATIENTS = 900  # no world has more combinations of values
STEPS = (Fraction(1), Fraction(1, 2), Fraction(1, 10))


def at_random(examples: int) -> settings:
    """The settings of all random tests: no deadline, the same examples every time unless effort is asked for."""
    return settings(max_examples=examples * EFFORT, deadline=None, derandomize=EFFORT == 1, database=None,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large])


def leaf(text: str) -> Condition:
    return parse_leaf(text, HERE)


def rule(number: int, outcome: str, when: Condition | None) -> Rule:
    return Rule(id=f"row_{number}", outcome=outcome, when=when, because=Text("", HERE), grade="", locator="",
                checked=Checked.SOURCE, where=HERE)


def decision(name: str, outcomes: Sequence[str] = OUTCOMES) -> Decision:
    return Decision(id=name, kind=DecisionKind.ORDERED, label="", question="", where=HERE,
                    outcomes=tuple(Outcome(id=id, label=id, clinician=id, plain=id) for id in outcomes))


def guideline(name: str, applies_when: Condition, tables: Mapping[str, Sequence[tuple[str, Condition | None]]],
              local: Sequence[AnyDerived] = ()) -> Guideline:
    rows = {key: tuple(rule(number, *row) for number, row in enumerate(table)) for key, table in tables.items()}
    scope = Scope(words="", applies_when=applies_when, locator="", checked=Checked.SOURCE, where=HERE)
    return Guideline(id=name, scope=scope, local={one.id: one for one in local}, tables=rows, in_force="", where=HERE)


def number(id: str, low: int, high: int, *, step: str = "1", **more: object) -> Fact:
    """A number fact whose range goes from tick `low` to tick `high`."""
    return Fact(id=id, kind=Kind.NUMBER, where=HERE, low=low, high=high, step=Fraction(step), **more)


def yes_no(id: str, **more: object) -> Fact:
    return Fact(id=id, kind=Kind.YES_NO, where=HERE, choices=("no", "yes"), **more)


def choice(id: str, *choices: str, **more: object) -> Fact:
    return Fact(id=id, kind=Kind.CHOICE, where=HERE, high=len(choices) - 1, choices=choices, **more)


def rules_of(facts: Sequence[Fact], guidelines: Sequence[Guideline] = (), *, derived: Sequence[AnyDerived] = (),
             impossible: Sequence[Condition] = (), conditions: Mapping[str, Condition] | None = None) -> Rules:
    names = dict.fromkeys(name for guide in guidelines for name in guide.tables)
    return Rules(facts=tuple(facts), derived={one.id: one for one in derived}, guidelines=tuple(guidelines),
                 impossible=tuple(Impossible(when=when, because=f"reason {place}", where=HERE)
                                  for place, when in enumerate(impossible)),
                 decisions={name: decision(name) for name in names}, conditions=conditions or {})


def written(condition: Condition | None) -> str:
    """A condition on one line, for messages."""
    parts = ", ".join(written(part) for part in parts_of(condition)) if condition else ""
    match condition:
        case None:
            return "else"
        case AtLeast(count=count):
            return f"at_least {count} ({parts})"
        case All() | Any() | Not():
            return f"{type(condition).__name__.lower()} ({parts})"
        case _:
            return condition.said


def described(named: Fact | AnyDerived) -> str:
    match named:
        case Fact(kind=kind):
            only_if = f" only if {written(named.only_if)}" if named.only_if else ""
            unstated = f" unstated {named.write(named.unstated)}" if named.unstated else ""
            values = ", ".join(named.choices) or f"{named.number(named.low)}..{named.number(named.high)}"
            return f"{named.id}: {kind} {values}{' or not measured' * named.may_be_absent}{only_if}{unstated}"
        case Named(when=when):
            return f"{named.id}: {written(when)}"
        case Valid(of=of, unless=unless):
            return f"{named.id}: {of} unless {written(unless)}"
        case Scaled(of=of, cases=cases):
            return f"{named.id}: {of} times {[(written(when), str(factor)) for when, factor in cases]}"
        case Banded(by=by, bands=bands):
            return f"{named.id}: by {by} {bands}"
        case _:
            return repr(named)


class Told:
    """Prints as its own words in a failing example."""

    def _repr_pretty_(self, printer, _cycle: bool) -> None:
        printer.text(repr(self))


@dataclass(frozen=True, repr=False)
class World(Told):
    """Rules, compiled, and the reference that decides them by hand."""

    rules: Rules
    book: Rulebook

    def __repr__(self) -> str:
        lines = [described(named) for named in (*self.rules.facts, *self.rules.derived.values())]
        lines += [f"impossible: {written(entry.when)}" for entry in self.rules.impossible]
        for guide in self.rules.guidelines:
            lines += [f"{guide.id} if {written(guide.scope.applies_when)}", *map(described, guide.local.values())]
            lines += [f"{guide.id}.{name}: {row.outcome} if {written(row.when)}" for name, rows in guide.tables.items() for row in rows]
        return "\n" + "\n".join(lines) + "\n"

    @cached_property
    def reference(self) -> Reference:
        return Reference(self.rules)

    def fact(self, name: str) -> Fact:
        return self.book.facts[self.book.levels[name]]

    def tables(self) -> Iterator[tuple[Guideline, str]]:
        """Every guideline with each of its decisions."""
        for guide in self.rules.guidelines:
            for name in guide.tables:
                yield guide, name

    def node(self, guide: Guideline, name: str) -> int:
        return self.book.guidelines[guide.id].tables[name].node


def world_of(rules: Rules) -> World:
    book, problems = compile_rules(rules)
    assert book is not None, problems
    return World(rules, book)


def box_of(world: World, **stated: str) -> Box:
    """The box of what a scenario states."""
    box = open_box(world.book, {name: world.fact(name).parse(text) for name, text in stated.items()})
    assert isinstance(box, Box), box
    return box


def decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:f}"


@dataclass
class _Words:
    """The names a random condition may use."""

    steps: tuple[Fraction, ...]
    numbers: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    truths: list[str] = field(default_factory=list)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    thresholds: list[str] = field(default_factory=list)

    def copy(self) -> _Words:
        return _Words(self.steps, dict(self.numbers), list(self.truths), dict(self.choices), list(self.thresholds))

    def add(self, named: Fact | AnyDerived) -> None:
        if isinstance(named, Named) or (isinstance(named, Fact) and named.kind is Kind.YES_NO):
            self.truths.append(named.id)
        elif isinstance(named, Fact) and not named.kind.numeric:
            self.choices[named.id] = named.choices
        elif isinstance(named, Fact):
            self.numbers[named.id] = (named.low * named.step, named.high * named.step)
        else:
            self.numbers[named.id] = (Fraction(-3), Fraction(4))
            self.thresholds += [named.id] if isinstance(named, Banded) else []


def _threshold(draw: DrawFn, words: _Words, name: str) -> Fraction:
    """A threshold near the values of a name, as fine as half a step."""
    low, high = words.numbers[name]
    grid = draw(st.sampled_from(words.steps)) / 2
    return grid * draw(st.integers(int(low / grid) - 1, int(high / grid) + 1))


def _number_leaf(draw: DrawFn, words: _Words) -> str:
    name = draw(st.sampled_from(list(words.numbers)))
    shape = draw(st.sampled_from(["side", "side", "both", "point", "several", "against"]))
    if shape == "against" and words.thresholds:
        return f"{name} {draw(st.sampled_from(['<', '<=', '>', '>=']))} {draw(st.sampled_from(words.thresholds))}"
    first = _threshold(draw, words, name)
    second = first + draw(st.integers(1, 3))
    if shape == "both":
        low, high = draw(st.sampled_from(["<", "<="])), draw(st.sampled_from(["<", "<="]))
        return f"{decimal(first)} {low} {name} {high} {decimal(second)}"
    if shape == "point":
        return f"{name} = {decimal(first)}"
    if shape == "several":
        return f"{name} one_of({decimal(first)} {decimal(second)})"
    return f"{name} {draw(st.sampled_from(['<', '<=', '>', '>=']))} {decimal(first)}"


def _leaf(draw: DrawFn, words: _Words) -> Condition:
    kinds = [kind for kind in ("numbers", "truths", "choices") if getattr(words, kind)]
    kind = draw(st.sampled_from(kinds))
    if kind == "numbers":
        return leaf(_number_leaf(draw, words))
    if kind == "truths":
        name = draw(st.sampled_from(words.truths))
        return leaf(name)
    name = draw(st.sampled_from(list(words.choices)))
    values = words.choices[name]
    picked = draw(st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True))
    return leaf(f"{name} = {picked[0]}" if len(picked) == 1 else f"{name} one_of({' '.join(picked)})")


def _condition(draw: DrawFn, words: _Words, depth: int) -> Condition:
    shape = draw(st.sampled_from(["leaf", "leaf", "not", "all", "any", "at_least"])) if depth else "leaf"
    if shape == "leaf":
        return _leaf(draw, words)
    if shape == "not":
        return Not(_condition(draw, words, depth - 1), HERE)
    parts = tuple(_condition(draw, words, depth - 1) for _ in range(draw(st.integers(2, 3))))
    if shape == "at_least":
        return AtLeast(draw(st.integers(1, len(parts))), parts, HERE)
    return (All if shape == "all" else Any)(parts, HERE)


def _fact(draw: DrawFn, id: str, words: _Words, room: int) -> Fact:
    kind = draw(st.sampled_from([Kind.YES_NO, Kind.CHOICE, Kind.NUMBER, Kind.NUMBER, Kind.INTEGER]))
    made: dict[str, object] = {"choices": ("no", "yes")}
    if kind is Kind.CHOICE:
        ids = ("red", "green", "blue")[: draw(st.integers(2, 3))]
        made = {"choices": ids, "high": len(ids) - 1}
    elif kind.numeric:
        low = draw(st.integers(-3, 1))
        step = draw(st.sampled_from(words.steps)) if kind is Kind.NUMBER else Fraction(1)
        made = {"low": low, "high": low + min(draw(st.integers(2, 6)), max(room - 1, 1)), "step": step}
    known = words.numbers or words.truths or words.choices
    only_if = _condition(draw, words, 1) if known and draw(st.integers(0, 3)) == 3 else None
    fact = Fact(id=id, kind=kind, where=HERE, may_be_absent=draw(st.integers(0, 2)) == 2, only_if=only_if, **made)
    if draw(st.integers(0, 7)) == 7:
        fact = replace(fact, unstated=_stated(draw, fact))
    return fact


def _facts(draw: DrawFn, words: _Words) -> tuple[Fact, ...]:
    found: list[Fact] = []
    room = PATIENTS
    for place in range(draw(st.integers(3, 5))):
        fact = _fact(draw, f"fact_{place}", words, min(room, 6))
        room //= fact.high - fact.low + 1 + fact.may_be_absent + (fact.only_if is not None)
        if room < 1 and found:
            break
        found.append(fact)
        words.add(fact)
    return tuple(found)


def _bands(draw: DrawFn, words: _Words, by: str) -> tuple[tuple[Span, Fraction], ...]:
    """Bands with both ends included, from low to high, without overlap but perhaps with gaps."""
    ends = sorted({_threshold(draw, words, by) for _ in range(4)})
    pairs = list(zip(ends[::2], ends[1::2], strict=False)) or [(ends[0], ends[0])]
    bounds = [Span(Bound(low, included=True), Bound(high, included=True)) for low, high in pairs]
    if draw(st.booleans()):
        bounds[0] = Span(high=bounds[0].high)
    return tuple((span, Fraction(draw(st.integers(-4, 8)), 2)) for span in bounds)


def _derived(draw: DrawFn, id: str, words: _Words) -> AnyDerived:
    base = {"id": id, "label": id, "where": HERE}
    kind = draw(st.sampled_from(["extreme", "valid", "scaled", "banded", "named"])) if words.numbers else "named"
    if kind == "named":
        return Named(**base, when=_condition(draw, words, 1))
    name = draw(st.sampled_from(list(words.numbers)))
    if kind == "extreme":
        others = draw(st.lists(st.sampled_from(list(words.numbers)), max_size=2))
        return Extreme(**base, of=(name, *others), highest=draw(st.booleans()))
    if kind == "valid":
        return Valid(**base, of=name, unless=_condition(draw, words, 1))
    if kind == "banded":
        return Banded(**base, by=name, bands=_bands(draw, words, name))
    factors = st.sampled_from([Fraction(1, 2), Fraction(23, 20), Fraction(3, 2)])
    return Scaled(**base, of=name, cases=tuple(
        (_condition(draw, words, 1), draw(factors)) for _ in range(draw(st.integers(0, 2)))))


def _all_derived(draw: DrawFn, prefix: str, words: _Words, most: int) -> list[AnyDerived]:
    found = []
    for place in range(draw(st.integers(0, most))):
        found.append(_derived(draw, f"{prefix}_{place}", words))
        words.add(found[-1])
    return found


def _rows(draw: DrawFn, words: _Words, *, total: bool) -> list[tuple[str, Condition | None]]:
    first, *others = draw(st.permutations(OUTCOMES))
    rows: list[tuple[str, Condition | None]] = [
        (outcome, _condition(draw, words, 2)) for outcome in others[: draw(st.integers(1, 3))]]
    if draw(st.booleans()):
        rows.append((rows[0][0], _condition(draw, words, 1)))
    return [*rows, (first, None)] if total else rows


def _guideline(draw: DrawFn, id: str, words: _Words, *, total: bool) -> Guideline:
    local = _all_derived(draw, f"{id}_local", words, 2)
    everyone = draw(st.integers(0, 2)) > 0
    first = _leaf(draw, words)
    scope = Any((first, Not(leaf(first.said), HERE)), HERE) if everyone else _condition(draw, words, 1)
    tables = {"first": _rows(draw, words, total=total)}
    if draw(st.booleans()):
        words.choices["first"] = tuple(dict.fromkeys(outcome for outcome, _ in tables["first"]))
        tables = {"second": _rows(draw, words, total=total), **tables}
    return guideline(id, scope, tables, local)


def _impossible(draw: DrawFn, words: _Words, facts: Sequence[Fact]) -> list[Condition]:
    found: list[Condition] = []
    pairs = [(a.id, b.id) for a in facts for b in facts if a is not b and a.kind.numeric and b.kind.numeric and a.step == b.step]
    if pairs and draw(st.integers(0, 2)):
        one, other = draw(st.sampled_from(pairs))
        found.append(leaf(f"{one} {draw(st.sampled_from('<>'))} {other}"))
    for _ in range(draw(st.integers(0, 2))):
        found.append(All((_leaf(draw, words), _condition(draw, words, 1)), HERE))
    return found


@st.composite
def written_rules(draw: DrawFn, *, total: bool = True) -> Rules:
    """Rules as they could be written; `total` gives every table a row that catches the rest."""
    words = _Words(draw(st.sampled_from([STEPS[:1], STEPS[1:2], STEPS[2:], STEPS[:2]])))
    facts = _facts(draw, words)
    shared = _all_derived(draw, "shared", words, 3)
    impossible = _impossible(draw, words, facts)
    conditions = {"advice": _condition(draw, words, 2)}
    guides = [_guideline(draw, f"guide_{place}", words.copy(), total=total) for place in range(draw(st.integers(1, 2)))]
    return rules_of(facts, guides, derived=shared, impossible=impossible, conditions=conditions)


@st.composite
def worlds(draw: DrawFn, *, total: bool = True) -> World:
    """Random rules that compile."""
    rules = draw(written_rules(total=total))
    book, _ = compile_rules(rules)
    return World(rules, book) if book else reject()


def _stated(draw: DrawFn, fact: Fact) -> Values:
    """One value a scenario may state."""
    if fact.may_be_absent and draw(st.integers(0, 3)) == 3:
        return fact.parse("not measured")
    if not fact.kind.numeric:
        return fact.parse(" | ".join(draw(st.lists(st.sampled_from(fact.choices), min_size=1, max_size=2, unique=True))))
    low, high = sorted((draw(st.integers(fact.low, fact.high)), draw(st.integers(fact.low, fact.high))))
    texts = [fact.number(low), f"{fact.number(low)}..{fact.number(high)}", f"{fact.number(low)}..", f"..{fact.number(high)}"]
    return fact.parse(draw(st.sampled_from(texts)))


@st.composite
def statements(draw: DrawFn, world: World) -> dict[str, Values]:
    """What a scenario could state: some facts, each a value, a range, or not measured."""
    return {fact.id: _stated(draw, fact) for fact in world.rules.facts if draw(st.integers(0, 3)) == 0}


def elements(values: Values) -> list[Values]:
    """Each single value of a set."""
    singles = [Values(((tick, tick),)) for low, high in values.ranges for tick in range(low, high + 1)]
    return singles + [Values(absent=True)] * values.absent + [Values(inapplicable=True)] * values.inapplicable


def union(parts: Sequence[Values]) -> Values:
    found = Values()
    for part in parts:
        found |= part
    return found


def subsets(values: Values) -> SearchStrategy[Values]:
    """Any part of a set of values, but not nothing."""
    singles = elements(values)
    return st.lists(st.sampled_from(range(len(singles))), min_size=1, unique=True).map(
        lambda places: union([singles[place] for place in places]))


@dataclass(frozen=True, repr=False)
class Case(Told):
    """A world and a box in it that holds somebody."""

    world: World
    box: Box

    def __repr__(self) -> str:
        return f"{self.world}stated: { {name: self.world.fact(name).write(values) for name, values in self.box.stated.items()} }"

    def __iter__(self):
        return iter((self.world, self.box))


@st.composite
def worlds_with_boxes(draw: DrawFn, *, total: bool = True) -> Case:
    """A random world and a box in it that holds somebody."""
    world = draw(worlds(total=total))
    box = open_box(world.book, draw(statements(world)))
    return Case(world, box) if isinstance(box, Box) else reject()


def everybody(world: World) -> Box | Contradiction:
    """The box of all values, measured or not."""
    return open_box(world.book, {fact.id: fact.whole for fact in world.rules.facts})


def reordered(condition: Condition) -> Condition:
    """The same condition with the parts of every list in the opposite order."""
    parts = tuple(reordered(part) for part in reversed(parts_of(condition)))
    if isinstance(condition, (All, Any, AtLeast)):
        return replace(condition, parts=parts)
    return Not(parts[0], condition.where) if isinstance(condition, Not) else leaf(condition.said)
