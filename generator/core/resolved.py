"""Resolve every condition of a set of rules to a formula, and report what does not resolve.

In: Rules.  Out: Resolved (formulas by condition), Problems.  Never: builds diagrams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from generator.core import conditions as said
from generator.core import formulas as f
from generator.core.conditions import Condition, Span, parts_of
from generator.core.derived import AnyDerived, Difference, conditions_used, numbers_used
from generator.core.differences import difference_fact
from generator.core.facts import Fact, Kind, Values
from generator.core.formulas import Formula
from generator.core.guidelines import Guideline, Impossible, Rule, Rules
from generator.core.lowering import Unresolved, Vocabulary, lower, lower_number
from generator.origin import Problem

T = TypeVar("T")


class Resolved:
    """All conditions of the rules as formulas, keyed by the identity of the condition; problems are collected.

    Constraints use bare words, without differences. Advice uses plain words, in which a difference is one more fact.
    A guideline's tables add its local derived facts, and the outcomes of its decisions; its scope does not see these.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.problems: list[Problem] = []
        self.formulas: dict[int, Formula] = {}
        self.bare = Vocabulary({fact.id: fact for fact in rules.facts}, rules.derived, {})
        self.facts = (*rules.facts, *map(self._difference, _differences(rules)))
        self.plain = Vocabulary({fact.id: fact for fact in self.facts},
                                {name: d for name, d in rules.derived.items() if not isinstance(d, Difference)}, {})
        self.constraint_formulas = list(self._constraints())
        for condition in rules.conditions.values():
            self._lower(condition, self.plain)
        for derived in rules.derived.values():
            self._derived(derived, self.plain)
        self.orders = {guide.id: self._guideline(guide) for guide in rules.guidelines}

    def _difference(self, derived: Difference) -> Fact:
        """A difference behaves like one more fact; one that cannot be is still known by its name."""
        nothing = Fact(id=derived.id, kind=Kind.NUMBER, where=derived.where)
        return self._attempt(partial(difference_fact, derived, self.bare)) or nothing

    def _derived(self, derived: AnyDerived, words: Vocabulary) -> None:
        """Resolve a derived fact for itself, whether a rule uses it or not."""
        inside = words.within(derived.id, derived.where)
        for condition in conditions_used(derived):
            self._lower(condition, inside)
        for name in numbers_used(derived):
            self._attempt(partial(lower_number, name, Span(), inside, derived.where))
        if isinstance(derived, Difference):
            self._attempt(partial(lower_number, derived.id, Span(), words, derived.where))

    def _constraints(self) -> Iterator[tuple[Formula, Impossible | Fact]]:
        for fact in self.rules.facts:
            if fact.only_if is not None and (condition := self._lower(fact.only_if, self.bare)) is not None:
                there = f.Neither(f.In(fact.id, Values(inapplicable=True)))
                yield f.Either((f.Both((condition, there)), f.Both((f.Neither(condition), f.Neither(there))))), fact
        for entry in self.rules.impossible:
            formula = self._tie(entry.when) or self._negated(entry.when)
            if formula is not None:
                self.formulas[id(entry)] = formula
                yield formula, entry

    def _negated(self, condition: Condition) -> Formula | None:
        formula = self._lower(condition, self.bare)
        return None if formula is None else f.Neither(formula)

    def _tie(self, condition: Condition) -> Formula | None:
        """`part > whole` forbidden means that the part never exceeds the whole."""
        if not isinstance(condition, said.Against) or condition.operator not in "<>":
            return None
        names = (condition.name, condition.other) if condition.operator == ">" else (condition.other, condition.name)
        facts = [fact for name in names if (fact := self.bare.facts.get(name)) is not None and fact.kind.numeric]
        if len(facts) < 2 or facts[0].step != facts[1].step:
            return None
        return f.NotAbove(*names)

    def _guideline(self, guide: Guideline) -> tuple[str, ...]:
        """Resolve a guideline; the order of its tables in which each comes after those it reads."""
        outcomes = {name: tuple({rule.outcome: None for rule in rows}) for name, rows in guide.tables.items()}
        names = {**self.rules.derived, **guide.local}
        words = Vocabulary(self.bare.facts, names, outcomes)
        self._lower(guide.scope.applies_when, Vocabulary(self.bare.facts, names, {}))
        for derived in guide.local.values():
            self._derived(derived, words)
        reads = {name: tuple(self._decisions_read(rows, words)) for name, rows in guide.tables.items()}
        try:
            return tuple(TopologicalSorter(reads).static_order())
        except CycleError as circle:
            where = guide.tables[circle.args[1][0]][0].where
            said_so = " → ".join(reversed(circle.args[1]))
            self._report(Problem(where, "circle", f"this decision depends on itself: {said_so}",
                                 "Take one of them out of a  when: , so that the chain ends."))
            return ()

    def _decisions_read(self, rows: tuple[Rule, ...], words: Vocabulary) -> Iterator[str]:
        """Resolve a table; the other decisions it reads."""
        for rule in rows:
            formula = None if rule.when is None else self._lower(rule.when, words)
            atoms = () if formula is None else f.atoms_of(formula)
            yield from (atom.decision for atom in atoms if isinstance(atom, f.Decided))

    def _lower(self, condition: Condition, words: Vocabulary) -> Formula | None:
        """Lower a condition and each of its parts; a part that fails is reported once."""
        parts = [self._lower(part, words) for part in parts_of(condition)]
        formula = None if None in parts else self._attempt(partial(lower, condition, words))
        return None if formula is None else self.formulas.setdefault(id(condition), formula)

    def _attempt(self, resolve: Callable[[], T]) -> T | None:
        """What resolves, or None with the problem kept."""
        try:
            return resolve()
        except Unresolved as wrong:
            self._report(wrong.problem)
            return None

    def _report(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def _differences(rules: Rules) -> list[Difference]:
    return [derived for derived in rules.derived.values() if isinstance(derived, Difference)]
