"""The reference: one concrete patient at a time, decided by reading the conditions as they are written.

It shares nothing with lowering, cells, diagrams or boxes, only the types that authors fill in.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from generator.core.conditions import (
    Against,
    All,
    Any,
    AtLeast,
    Condition,
    Holds,
    Not,
    OneOf,
    Span,
    Within,
    names_in,
)
from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid, names_used
from generator.core.facts import Fact, Values
from generator.core.guidelines import Guideline, Rules

NOT_MEASURED = "not measured"
NOT_APPLICABLE = "not applicable"
NO_ROW = "gap"
Value = Fraction | str
Patient = Mapping[str, Value]
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def values_of(fact: Fact, values: Values) -> list[Value]:
    """Every concrete value in a set."""
    ticks = [tick for low, high in values.ranges for tick in range(low, high + 1)]
    found: list[Value] = [fact.choices[tick] if fact.choices else tick * fact.step for tick in ticks]
    return found + [NOT_MEASURED] * values.absent + [NOT_APPLICABLE] * values.inapplicable


def as_values(fact: Fact, value: Value) -> Values:
    """One concrete value as a set."""
    if value in (NOT_MEASURED, NOT_APPLICABLE):
        return Values(absent=value == NOT_MEASURED, inapplicable=value == NOT_APPLICABLE)
    tick = fact.choices.index(value) if fact.choices else int(value / fact.step)
    return Values(((tick, tick),))


def inside(span: Span, value: Fraction) -> bool:
    if span.low and (value < span.low.value or (value == span.low.value and not span.low.included)):
        return False
    return not (span.high and (value > span.high.value or (value == span.high.value and not span.high.included)))


class Reference:
    """Decides patients of one set of rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.facts = {fact.id: fact for fact in rules.facts}
        self.guides = {guide.id: guide for guide in rules.guidelines}

    def number(self, name: str, patient: Patient, guide: Guideline | None = None) -> Fraction | None:
        """The number a name stands for; None where it is not there."""
        if name in self.facts:
            value = patient[name]
            return value if isinstance(value, Fraction) else None
        derived = self._derived(name, guide)
        match derived:
            case Extreme():
                parts = [self.number(part, patient, guide) for part in derived.of]
                there = [part for part in parts if part is not None]
                return (max if derived.highest else min)(there) if there else None
            case Valid():
                return None if self.holds(derived.unless, patient, guide) else self.number(derived.of, patient, guide)
            case Scaled():
                return self._scaled(derived, patient, guide)
            case Banded():
                by = self.number(derived.by, patient, guide)
                found = [value for span, value in derived.bands if by is not None and inside(span, by)]
                return found[0] if found else None
            case Difference():
                first, second = (self.number(part, patient, guide) for part in (derived.minuend, derived.subtrahend))
                return None if first is None or second is None else first - second
        raise AssertionError(name)

    def _scaled(self, derived: Scaled, patient: Patient, guide: Guideline | None) -> Fraction | None:
        number = self.number(derived.of, patient, guide)
        factor = next((factor for when, factor in derived.cases if self.holds(when, patient, guide)), Fraction(1))
        return None if number is None else number * factor

    def _derived(self, name: str, guide: Guideline | None) -> AnyDerived | None:
        return guide.local[name] if guide and name in guide.local else self.rules.derived.get(name)

    def holds(self, condition: Condition, patient: Patient, guide: Guideline | None = None) -> bool:
        """Whether a condition is true of one patient."""
        match condition:
            case All(parts=parts):
                return all(self.holds(part, patient, guide) for part in parts)
            case Any(parts=parts):
                return any(self.holds(part, patient, guide) for part in parts)
            case AtLeast(count=count, parts=parts):
                return sum(self.holds(part, patient, guide) for part in parts) >= count
            case Not(part=part):
                return not self.holds(part, patient, guide)
            case Holds(name=name):
                derived = self._derived(name, guide)
                return self.holds(derived.when, patient, guide) if isinstance(derived, Named) else patient[name] == "yes"
            case OneOf(name=name, values=values):
                return self._one_of(name, values, patient, guide)
            case Within(name=name, span=span):
                number = self.number(name, patient, guide)
                return number is not None and inside(span, number)
            case Against(name=name, operator=sign, other=other):
                first, second = self.number(name, patient, guide), self.number(other, patient, guide)
                return first is not None and second is not None and COMPARE[sign](first, second)

    def _one_of(self, name: str, values: tuple[str, ...], patient: Patient, guide: Guideline | None) -> bool:
        if name in self.facts and self.facts[name].choices:
            return patient[name] in values
        if guide and name in guide.tables:
            return self.decide(guide, name, patient) in values
        return self.number(name, patient, guide) in [Fraction(value) for value in values]

    def decide(self, guide: Guideline, decision: str, patient: Patient) -> str:
        """The outcome of the first row that is met."""
        return next((row.outcome for row in guide.tables[decision] if row.when is None or self.holds(row.when, patient, guide)),
                    NO_ROW)

    def applies(self, guide: Guideline, patient: Patient) -> bool:
        return self.holds(guide.scope.applies_when, patient, guide)

    def exists(self, patient: Patient) -> bool:
        """Whether nothing forbids the patient."""
        for fact in self.rules.facts:
            if fact.only_if and self.holds(fact.only_if, patient) == (patient[fact.id] == NOT_APPLICABLE):
                return False
        return not any(self.holds(entry.when, patient) for entry in self.rules.impossible)

    def start(self, stated: Mapping[str, Values]) -> dict[str, list[Value]]:
        """Per fact the values that are possible as far as it goes: as stated, as assumed, or as measured."""
        found = {}
        for fact in self.rules.facts:
            values = values_of(fact, stated.get(fact.id) or fact.unstated or Values(((fact.low, fact.high),)))
            found[fact.id] = values + [NOT_APPLICABLE] * (fact.only_if is not None and fact.id not in stated)
        return found

    def combinations(self, values: Mapping[str, list[Value]]) -> Iterator[Patient]:
        """Every combination of values, whether it can be or not."""
        for combination in itertools.product(*values.values()):
            yield dict(zip(values, combination, strict=True))

    def patients(self, stated: Mapping[str, Values]) -> list[Patient]:
        """All patients who can be and who fit what is stated."""
        return [patient for patient in self.combinations(self.start(stated)) if self.exists(patient)]

    def answers(self, guide: Guideline, decision: str, stated: Mapping[str, Values]) -> list[tuple[Patient, str]]:
        """The patients in scope who fit what is stated, each with the outcome."""
        return [(patient, self.decide(guide, decision, patient))
                for patient in self.patients(stated) if self.applies(guide, patient)]

    def outcomes(self, guide: Guideline, decision: str, stated: Mapping[str, Values]) -> set[str]:
        """The outcomes that patients in scope who fit what is stated can have."""
        return {outcome for _, outcome in self.answers(guide, decision, stated)}

    @cached_property
    def dependents(self) -> dict[str, set[str]]:
        """Per fact, the facts that give way when it changes: the last fact of each constraint, and so on from there."""
        order = list(self.facts)
        found: dict[str, set[str]] = {name: set() for name in order}
        for bound in self._bound_together():
            for name in bound[:-1]:
                found[name].add(bound[-1])
        for name in reversed(order):
            for later in sorted(found[name], key=order.index):
                found[name] |= found[later]
        return found

    def _bound_together(self) -> Iterator[list[str]]:
        """Per constraint the facts that it depends on, in the order declared."""
        for fact in self.rules.facts:
            if fact.only_if:
                every = list(self._of_facts({fact.id, *self._read(names_in(fact.only_if))}))
                truths = [self.holds(fact.only_if, patient) != (patient[fact.id] == NOT_APPLICABLE) for patient in every]
                yield self._deciding(every, truths)
        for entry in self.rules.impossible:
            every = list(self._of_facts(self._read(names_in(entry.when))))
            yield self._deciding(every, [self.holds(entry.when, patient) for patient in every])

    def _read(self, names: Iterable[str]) -> set[str]:
        """The facts that some names come down to."""
        return {fact for name in names for fact in
                ([name] if name in self.facts else self._read(names_used(self.rules.derived[name])))}

    def _of_facts(self, names: set[str]) -> Iterator[Patient]:
        return self.combinations({name: values_of(fact, fact.whole) for name, fact in self.facts.items() if name in names})

    @staticmethod
    def _deciding(every: list[Patient], truths: list[bool]) -> list[str]:
        """The facts a change of which alone can change the truth."""
        found = []
        for name in every[0]:
            groups: dict[tuple[Value, ...], bool] = {}
            rests = (tuple(value for other, value in patient.items() if other != name) for patient in every)
            if any(groups.setdefault(rest, truth) != truth for rest, truth in zip(rests, truths, strict=True)):
                found.append(name)
        return found
