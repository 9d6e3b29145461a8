"""Worlds: small sets of rules, compiled, with their patients; built by hand for examples, drawn at random for laws.

Every comparison is written as text and read by `parse_leaf`, so a world also exercises the leaf grammar.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from hypothesis import HealthCheck, reject, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from generator.core.boxes import Box
from generator.core.conditions import All, Any, AtLeast, Condition, Not, parse_leaf, parts_of
from generator.core.derived import AnyDerived
from generator.core.diagrams import LEAF
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
from generator.core.narrowing import Contradiction, open_box
from generator.core.rulebook import Rulebook, compile_rules
from generator.origin import Text, Where
from tests.core.reference import Patient, Reference, as_values

HERE = Where("world.yaml")
EFFORT = int(os.environ.get("WORLDS_EFFORT", "1"))  # WORLDS_EFFORT=50 searches fifty times as long, and at random
OUTCOMES = (SILENT, "mild", "middle", "strong")


def at_random(examples: int) -> settings:
    """The settings of all random tests: no deadline, the same examples every time unless more effort is asked for."""
    return settings(max_examples=examples * EFFORT, deadline=None, derandomize=EFFORT == 1, database=None,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large])


# --- by hand


def leaf(text: str) -> Condition:
    return parse_leaf(text, HERE)


def all_of(*parts: str | Condition) -> All:
    return All(tuple(leaf(part) if isinstance(part, str) else part for part in parts), HERE)


def any_of(*parts: str | Condition) -> Any:
    return Any(all_of(*parts).parts, HERE)


def at_least(count: int, *parts: str | Condition) -> AtLeast:
    return AtLeast(count, all_of(*parts).parts, HERE)


def not_(part: str | Condition) -> Not:
    return Not(all_of(part).parts[0], HERE)


def everyone(text: str) -> Any:
    """A condition that all patients meet, whatever the comparison."""
    return any_of(text, not_(text))


def number(id: str, low: int, high: int, *, step: str = "1", **more: object) -> Fact:
    """A number fact whose range goes from tick `low` to tick `high`."""
    return Fact(id=id, kind=Kind.NUMBER, where=HERE, low=low, high=high, step=Fraction(step), **more)


def yes_no(id: str, **more: object) -> Fact:
    return Fact(id=id, kind=Kind.YES_NO, where=HERE, choices=("no", "yes"), **more)


def choice(id: str, *choices: str, **more: object) -> Fact:
    return Fact(id=id, kind=Kind.CHOICE, where=HERE, high=len(choices) - 1, choices=choices, **more)


def guideline(name: str, applies_when: Condition, tables: Mapping[str, Sequence[tuple[str, Condition | None]]],
              local: Sequence[AnyDerived] = ()) -> Guideline:
    scope = Scope(words="", applies_when=applies_when, locator="", checked=Checked.SOURCE, where=HERE)
    rows = {key: tuple(_rule(place, *row) for place, row in enumerate(table)) for key, table in tables.items()}
    return Guideline(id=name, scope=scope, local={one.id: one for one in local}, tables=rows, in_force="", where=HERE)


def _rule(place: int, outcome: str, when: Condition | None) -> Rule:
    return Rule(id=f"row_{place}", outcome=outcome, when=when, because=Text("", HERE), grade="", locator="",
                checked=Checked.SOURCE, where=HERE)


def rules_of(facts: Sequence[Fact], guidelines: Sequence[Guideline] = (), *, derived: Sequence[AnyDerived] = (),
             impossible: Sequence[Condition] = (), conditions: Mapping[str, Condition] | None = None) -> Rules:
    names = dict.fromkeys(name for guide in guidelines for name in guide.tables)
    forbidden = [Impossible(when=when, because=f"reason {place}", where=HERE) for place, when in enumerate(impossible)]
    return Rules(facts=tuple(facts), derived={one.id: one for one in derived}, guidelines=tuple(guidelines),
                 impossible=tuple(forbidden), decisions={name: _decision(name) for name in names}, conditions=conditions or {})


def _decision(name: str) -> Decision:
    return Decision(id=name, kind=DecisionKind.ORDERED, label="", question="", where=HERE,
                    outcomes=tuple(Outcome(id=one, label=one, clinician=one, plain=one) for one in OUTCOMES))


# --- worlds and boxes


class Told:
    """Prints in its own words where a random test fails."""

    def _repr_pretty_(self, printer, _cycle: bool) -> None:
        printer.text(repr(self))


@dataclass(frozen=True, repr=False)
class World(Told):
    """Rules, compiled, and the reference that decides them by hand."""

    rules: Rules
    book: Rulebook

    @cached_property
    def reference(self) -> Reference:
        return Reference(self.rules)

    def fact(self, name: str) -> Fact:
        return self.book.facts[self.book.levels[name]]

    def parse(self, stated: Mapping[str, str]) -> dict[str, Values]:
        return {name: self.fact(name).parse(text) for name, text in stated.items()}

    def tables(self) -> Iterator[tuple[Guideline, str]]:
        """Every guideline with each of its decisions."""
        return ((guide, name) for guide in self.rules.guidelines for name in guide.tables)

    def node(self, guide: Guideline, name: str) -> int:
        return self.book.guidelines[guide.id].tables[name].node

    def __repr__(self) -> str:
        rules = self.rules
        lines = [str(named) for named in (*map(_told, rules.facts), *rules.derived.values())]
        lines += [f"impossible: {written(entry.when)}" for entry in rules.impossible]
        for guide in rules.guidelines:
            lines += [f"{guide.id} if {written(guide.scope.applies_when)}", *map(str, guide.local.values())]
            lines += [f"{guide.id}.{name}: {row.outcome} if {written(row.when)}" for name in guide.tables
                      for row in guide.tables[name]]
        return "\n" + "\n".join(lines).replace(f", where={HERE!r}", "") + "\n"


@dataclass(frozen=True, repr=False)
class Case(Told):
    """A world and a box in it that holds somebody."""

    world: World
    box: Box

    def __repr__(self) -> str:
        said = {name: self.world.fact(name).write(values) for name, values in self.box.stated.items()}
        return f"{self.world}stated: {said}"


def written(condition: Condition | None) -> str:
    """A condition on one line, for messages."""
    if condition is None:
        return "nothing else"
    parts = ", ".join(map(written, parts_of(condition)))
    return f"{type(condition).__name__} {getattr(condition, 'count', '')}({parts})" if parts else condition.said


def _told(fact: Fact) -> str:
    values = ", ".join(fact.choices) or f"{fact.number(fact.low)}..{fact.number(fact.high)}"
    only_if = f" only if {written(fact.only_if)}" if fact.only_if else ""
    unstated = f" unstated {fact.write(fact.unstated)}" if fact.unstated else ""
    return f"{fact.id}: {fact.kind} {values}{' or not measured' * fact.may_be_absent}{only_if}{unstated}"


def world_of(rules: Rules) -> World:
    book, problems = compile_rules(rules)
    assert book is not None, problems
    return World(rules, book)


def case_of(world: World, **stated: str) -> Case:
    """What a scenario states, as a case."""
    box = open_box(world.book, world.parse(stated))
    assert isinstance(box, Box), box
    return Case(world, box)


def everybody(world: World) -> Box | Contradiction:
    """The box of all values, measured or not."""
    return open_box(world.book, {fact.id: fact.whole for fact in world.rules.facts})


def answer(book: Rulebook, node: int, patient: Patient) -> object:
    """What a diagram answers for one patient, read edge by edge."""
    nodes = book.diagrams.nodes
    while nodes[node].level != LEAF:
        level, edges = nodes[node]
        cell = book.cells[level].mask(as_values(book.facts[level], patient[book.facts[level].id]))
        (node,) = [child for cells, child in edges if cells & cell]
    return book.diagrams.labels[node]


def reordered(condition: Condition) -> Condition:
    """The same condition with the parts of every list in the opposite order."""
    parts = tuple(reordered(part) for part in reversed(parts_of(condition)))
    match condition:
        case All() | Any():
            return type(condition)(parts, HERE)
        case AtLeast(count=count):
            return AtLeast(count, parts, HERE)
        case Not():
            return Not(parts[0], HERE)
    return leaf(condition.said)


# --- at random


def cases(worlds: SearchStrategy[World]) -> SearchStrategy[Case]:
    """Random worlds, each with a box that holds somebody."""
    return _cases(worlds)


@st.composite
def _cases(draw: DrawFn, worlds: SearchStrategy[World]) -> Case:
    world = draw(worlds)
    box = open_box(world.book, draw(statements(world)))
    return Case(world, box) if isinstance(box, Box) else reject()


@st.composite
def statements(draw: DrawFn, world: World) -> dict[str, Values]:
    """What a scenario could state: some facts, each a value, a range, or not measured."""
    return {fact.id: draw(said(fact)) for fact in world.rules.facts if draw(st.integers(0, 3)) == 0}


@st.composite
def said(draw: DrawFn, fact: Fact) -> Values:
    """One value a scenario may state."""
    if fact.may_be_absent and draw(st.integers(0, 3)) == 3:
        return fact.parse("not measured")
    first, second = draw(st.integers(fact.low, fact.high)), draw(st.integers(fact.low, fact.high))
    if not fact.kind.numeric:
        return fact.parse(f"{fact.choices[first]} | {fact.choices[second]}")
    low, high = (fact.number(tick) for tick in sorted((first, second)))
    return fact.parse(draw(st.sampled_from([low, f"{low}..{high}", f"{low}..", f"..{high}"])))


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
    return st.sets(st.sampled_from(range(len(singles))), min_size=1).map(lambda places: union([singles[i] for i in places]))
