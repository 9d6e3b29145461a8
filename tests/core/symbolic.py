"""The rules as formulas of an SMT solver, read from the conditions as they are written.

It shares nothing with lowering, cells, diagrams or boxes, only the types that authors fill in. A number is an integer on the grid
of its fact's steps; "not measured" and "not applicable" are flags beside it.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import z3

from generator.core.conditions import Against, All, Any, AtLeast, Condition, Holds, Not, OneOf, Span, Within
from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.core.facts import Fact, Values
from generator.core.guidelines import Guideline, Rules

NO_ROW = "gap"
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one fact: its tick, and whether it was not measured or does not apply."""

    tick: z3.ArithRef
    absent: z3.BoolRef
    inapplicable: z3.BoolRef

    @property
    def there(self) -> z3.BoolRef:
        return z3.Not(z3.Or(self.absent, self.inapplicable))

    def same(self, other: Known) -> z3.BoolRef:
        return z3.And(self.tick == other.tick, self.absent == other.absent, self.inapplicable == other.inapplicable)

    def among(self, values: Values) -> z3.BoolRef:
        """Whether it is one of a set of values."""
        ranges = [z3.And(self.there, self.tick >= low, self.tick <= high) for low, high in values.ranges]
        return z3.Or(*ranges, *[self.absent] * values.absent, *[self.inapplicable] * values.inapplicable)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may not be there."""

    there: z3.BoolRef
    value: z3.ArithRef


def exactly(value: Fraction) -> z3.RatNumRef:
    return z3.Q(value.numerator, value.denominator)


def inside(span: Span, value: z3.ArithRef) -> z3.BoolRef:
    ends = []
    if span.low is not None:
        ends.append(value >= exactly(span.low.value) if span.low.included else value > exactly(span.low.value))
    if span.high is not None:
        ends.append(value <= exactly(span.high.value) if span.high.included else value < exactly(span.high.value))
    return z3.And(*ends)


def nested(cases: Iterable[tuple[z3.BoolRef, z3.ExprRef]], otherwise: z3.ExprRef) -> z3.ExprRef:
    """The value of the first case that is met."""
    for when, value in reversed(list(cases)):
        otherwise = z3.If(when, value, otherwise)
    return otherwise


class Somebody:
    """One patient nothing is known of, as variables; `name` tells patients apart."""

    def __init__(self, rules: Rules, name: str) -> None:
        self.rules = rules
        self.known = {fact.id: Known(z3.Int(f"{name}.{fact.id}"), z3.Bool(f"{name}.{fact.id} absent"),
                                     z3.Bool(f"{name}.{fact.id} inapplicable")) for fact in rules.facts}
        self.facts = {fact.id: fact for fact in rules.facts}
        rows = [row for guide in rules.guidelines for table in guide.tables.values() for row in table]
        self.labels = [*sorted({row.outcome for row in rows}), NO_ROW]
        self.decided: dict[tuple[str, str], z3.ArithRef] = {}

    def can_be(self) -> list[z3.BoolRef]:
        """What makes the patient possible: each value in its range, nothing asked in vain, nothing impossible."""
        found = [self._in_range(fact, self.known[fact.id]) for fact in self.rules.facts]
        found += [self.holds(fact.only_if) != self.known[fact.id].inapplicable for fact in self.rules.facts if fact.only_if]
        return found + [z3.Not(self.holds(entry.when)) for entry in self.rules.impossible]

    @staticmethod
    def _in_range(fact: Fact, known: Known) -> z3.BoolRef:
        """A value in the range, or one of the flags the fact may have, with a tick that then means nothing kept still."""
        return z3.And(known.tick >= fact.low, known.tick <= fact.high, z3.Not(z3.And(known.absent, known.inapplicable)),
                      z3.Or(known.there, known.tick == fact.low),
                      *[z3.Not(known.absent)] * (not fact.may_be_absent), *[z3.Not(known.inapplicable)] * (fact.only_if is None))

    def fits(self, stated: Mapping[str, Values]) -> list[z3.BoolRef]:
        """What is stated of the patient; of the rest what is assumed, or that it was measured."""
        found = []
        for fact in self.rules.facts:
            values = stated.get(fact.id) or fact.unstated or Values(((fact.low, fact.high),))
            known = self.known[fact.id]
            spared = fact.only_if is not None and fact.id not in stated
            found.append(z3.Or(known.among(values), known.inapplicable) if spared else known.among(values))
        return found

    def number(self, name: str, guide: Guideline | None = None) -> Number:
        """The number a name stands for."""
        if name in self.facts:
            known = self.known[name]
            return Number(known.there, z3.ToReal(known.tick) * exactly(self.facts[name].step))
        derived = self._derived(name, guide)
        match derived:
            case Extreme():
                return self._extreme(derived, guide)
            case Valid(of=of, unless=unless):
                part = self.number(of, guide)
                return Number(z3.And(part.there, z3.Not(self.holds(unless, guide))), part.value)
            case Scaled(of=of, cases=cases):
                part = self.number(of, guide)
                scaled = ((self.holds(when, guide), part.value * exactly(factor)) for when, factor in cases)
                return Number(part.there, nested(scaled, part.value))
            case Banded(by=by, bands=bands):
                part = self.number(by, guide)
                met = [(inside(span, part.value), exactly(value)) for span, value in bands]
                return Number(z3.And(part.there, z3.Or(*[when for when, _ in met])), nested(met, exactly(Fraction(0))))
            case Difference(minuend=minuend, subtrahend=subtrahend):
                first, second = self.number(minuend, guide), self.number(subtrahend, guide)
                return Number(z3.And(first.there, second.there), first.value - second.value)
        raise AssertionError(name)

    def _extreme(self, derived: Extreme, guide: Guideline | None) -> Number:
        """Part after part, the better one of those that are there."""
        found, *rest = (self.number(part, guide) for part in derived.of)
        for part in rest:
            better = part.value > found.value if derived.highest else part.value < found.value
            taken = z3.And(part.there, z3.Or(z3.Not(found.there), better))
            found = Number(z3.Or(found.there, part.there), z3.If(taken, part.value, found.value))
        return found

    def _derived(self, name: str, guide: Guideline | None) -> AnyDerived | None:
        return guide.local[name] if guide and name in guide.local else self.rules.derived.get(name)

    def holds(self, condition: Condition, guide: Guideline | None = None) -> z3.BoolRef:
        """Whether a condition is true of the patient."""
        match condition:
            case All(parts=parts):
                return z3.And(*[self.holds(part, guide) for part in parts])
            case Any(parts=parts):
                return z3.Or(*[self.holds(part, guide) for part in parts])
            case AtLeast(count=count, parts=parts):
                return z3.Sum([z3.If(self.holds(part, guide), 1, 0) for part in parts]) >= count
            case Not(part=part):
                return z3.Not(self.holds(part, guide))
            case Holds(name=name):
                derived = self._derived(name, guide)
                return self.holds(derived.when, guide) if isinstance(derived, Named) else self._is(name, "yes")
            case OneOf(name=name, values=values):
                return z3.Or(*[self._equals(name, value, guide) for value in values])
            case Within(name=name, span=span):
                number = self.number(name, guide)
                return z3.And(number.there, inside(span, number.value))
            case Against(name=name, operator=sign, other=other):
                first, second = self.number(name, guide), self.number(other, guide)
                return z3.And(first.there, second.there, COMPARE[sign](first.value, second.value))

    def _is(self, name: str, choice: str) -> z3.BoolRef:
        known = self.known[name]
        return z3.And(known.there, known.tick == self.facts[name].choices.index(choice))

    def _equals(self, name: str, value: str, guide: Guideline | None) -> z3.BoolRef:
        if name in self.facts and self.facts[name].choices:
            return self._is(name, value)
        if guide and name in guide.tables and name not in self.facts:
            return self.decides(guide, name) == self.labels.index(value)
        number = self.number(name, guide)
        return z3.And(number.there, number.value == exactly(Fraction(value)))

    def meets(self, guide: Guideline, decision: str) -> list[z3.BoolRef]:
        """Per row, whether its condition is met."""
        return [z3.BoolVal(True) if row.when is None else self.holds(row.when, guide) for row in guide.tables[decision]]

    def decides(self, guide: Guideline, decision: str) -> z3.ArithRef:
        """The place among the labels of the outcome of the first row that is met."""
        key = guide.id, decision
        if key not in self.decided:
            outcomes = [z3.IntVal(self.labels.index(row.outcome)) for row in guide.tables[decision]]
            rows = zip(self.meets(guide, decision), outcomes, strict=True)
            self.decided[key] = nested(rows, z3.IntVal(self.labels.index(NO_ROW)))
        return self.decided[key]

    def applies(self, guide: Guideline) -> z3.BoolRef:
        return self.holds(guide.scope.applies_when, guide)
