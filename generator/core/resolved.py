"""Resolve every condition of a set of rules to a formula, and report what does not resolve.

In: Rules.  Out: Resolved (formulas by condition), Problems.  Never: builds diagrams.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.core import conditions as said
from generator.core import formulas as f
from generator.core.conditions import Condition, parts_of
from generator.core.derived import Difference, Valid
from generator.core.facts import Fact, Kind, Values
from generator.core.formulas import Formula
from generator.core.guidelines import Guideline, Impossible, Rules
from generator.core.lowering import Unresolved, Vocabulary, lower
from generator.origin import Problem


class Resolved:
    """All conditions of the rules as formulas, keyed by the identity of the condition; problems are collected."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.facts = (*rules.facts, *_differences(rules))
        self.problems: list[Problem] = []
        self.formulas: dict[int, Formula] = {}
        self.plain = Vocabulary({fact.id: fact for fact in self.facts},
                                {name: d for name, d in rules.derived.items() if not isinstance(d, Difference)}, {})
        self.tables_words = {guide.id: self._words_of(guide) for guide in rules.guidelines}
        self.constraint_formulas = list(self._constraints())
        for condition, words in self._conditions():
            self._lower(condition, words)

    def _words_of(self, guide: Guideline) -> Vocabulary:
        outcomes = {name: tuple({rule.outcome: None for rule in rows}) for name, rows in guide.tables.items()}
        facts = {fact.id: fact for fact in self.rules.facts}
        return Vocabulary(facts, {**self.rules.derived, **guide.local}, outcomes)

    def _constraints(self) -> Iterator[tuple[Formula, Impossible | Fact]]:
        for fact in self.rules.facts:
            if fact.only_if is not None and (condition := self._lower(fact.only_if, self.plain)) is not None:
                there = f.Neither(f.In(fact.id, Values(inapplicable=True)))
                yield f.Either((f.Both((condition, there)), f.Both((f.Neither(condition), f.Neither(there))))), fact
        for entry in self.rules.impossible:
            formula = self._tie(entry.when) or self._negated(entry.when)
            if formula is not None:
                self.formulas[id(entry)] = formula
                yield formula, entry

    def _negated(self, condition: Condition) -> Formula | None:
        formula = self._lower(condition, self.plain)
        return None if formula is None else f.Neither(formula)

    def _tie(self, condition: Condition) -> Formula | None:
        """`hip > all` forbidden means hip never exceeds all."""
        if not isinstance(condition, said.Against) or condition.operator not in "<>":
            return None
        names = (condition.name, condition.other) if condition.operator == ">" else (condition.other, condition.name)
        facts = [fact for name in names if (fact := self.plain.facts.get(name)) is not None and fact.kind.numeric]
        if len(facts) < 2 or facts[0].step != facts[1].step:
            return None
        return f.NotAbove(*names)

    def _conditions(self) -> Iterator[tuple[Condition, Vocabulary]]:
        for guide in self.rules.guidelines:
            words = self.tables_words[guide.id]
            yield guide.scope.applies_when, Vocabulary(words.facts, words.derived, {})
            for rows in guide.tables.values():
                yield from ((rule.when, words) for rule in rows if rule.when is not None)
        yield from ((condition, self.plain) for condition in self.rules.conditions.values())
        for derived in self.rules.derived.values():
            if isinstance(derived, Valid):
                yield derived.unless, self.plain

    def _lower(self, condition: Condition, words: Vocabulary) -> Formula | None:
        """Lower a condition and each of its parts; a part that fails is reported once."""
        parts = [self._lower(part, words) for part in parts_of(condition)]
        try:
            if None not in parts:
                return self.formulas.setdefault(id(condition), lower(condition, words))
        except Unresolved as wrong:
            problem = Problem(wrong.where, wrong.code, str(wrong), wrong.hint)
            if problem not in self.problems:
                self.problems.append(problem)
        return None


def _differences(rules: Rules) -> Iterator[Fact]:
    """A difference behaves like one more fact, whose values are worked out from its parts' values."""
    plain = {fact.id: fact for fact in rules.facts}
    for derived in rules.derived.values():
        if isinstance(derived, Difference):
            steps = {fact.step for fact in plain.values() if fact.kind is Kind.NUMBER} or {Fraction(1)}
            reach = max(int((fact.high - fact.low) * fact.step / min(steps)) for fact in plain.values() if fact.kind.numeric)
            yield Fact(id=derived.id, kind=Kind.NUMBER, where=derived.where, low=-reach, high=reach,
                       step=min(steps), may_be_absent=True, label=derived.label)
