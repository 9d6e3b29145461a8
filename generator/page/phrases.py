"""Words for facts, values and conditions.

In: Facts, Conditions, Values.  Out: plain text.  Never: escapes; the caller does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.core import conditions as said
from generator.core.conditions import Condition, Span
from generator.core.derived import AnyDerived, Banded, Named, names_used
from generator.core.facts import NOT_MEASURED, Fact, Values
from generator.core.guidelines import Decision
from generator.read.knowledge import Knowledge

MINUS = "\N{MINUS SIGN}"
_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of a knowledge base for its facts; `local` adds a guideline's own derived facts."""

    facts: Mapping[str, Fact]
    derived: Mapping[str, AnyDerived]
    decisions: Mapping[str, Decision]
    scaled: frozenset[str]

    def local(self, derived: Mapping[str, AnyDerived]) -> Phrases:
        """The phrases inside one guideline."""
        return Phrases(self.facts, {**self.derived, **derived}, self.decisions, self.scaled)

    def label(self, name: str) -> str:
        """A name in words."""
        if name in self.facts:
            return self.facts[name].label
        if name in self.derived:
            return self.derived[name].label
        return uncapital(self.decisions[name].label) if name in self.decisions else name

    def number(self, name: str, value: Fraction) -> str:
        """A number of a fact, with a real minus sign; scores, and what is reported finer than in tenths, keep all decimals."""
        fact = self.facts.get(name) or self.facts.get(self._base(name))
        digits = fact.digits if fact and (fact.group in self.scaled or (fact.digits > 1 and fact.id == name)) else 0
        while (value * 10**digits).denominator != 1:
            digits += 1
        return f"{float(value):.{digits}f}".replace("-", MINUS)

    def _base(self, name: str) -> str:
        """A fact that a derived number is made of."""
        derived = self.derived.get(name)
        while derived is not None and not isinstance(derived, (Named, Banded)):
            name = names_used(derived)[0]
            derived = self.derived.get(name)
        return name

    def unit(self, name: str, value: Fraction | None = None) -> str:
        """The unit that follows a number, that of one where it is one; none for scores on a scale."""
        fact = self.facts.get(name) or self.facts.get(self._base(name))
        if fact is None or not fact.unit or fact.group in self.scaled:
            return ""
        return f"\N{NO-BREAK SPACE}{fact.unit_of_one if fact.unit_of_one and value == 1 else fact.unit}"

    def measure(self, name: str, value: Fraction) -> str:
        """A number with its unit."""
        return self.number(name, value) + self.unit(name, value)

    def difference(self, name: str, value: Fraction) -> str:
        """A difference with its unit: two percentages differ by points, not by per cent."""
        unit = self.unit(name, value)
        return self.number(name, value) + (unit.replace("%", "point" if value == 1 else "points") if unit.endswith("%") else unit)

    def values(self, fact: Fact, values: Values) -> str:
        """A set of values: `−1.3`, `60 to 69 years`, `woman`, `not measured`."""
        if fact.kind.numeric:
            words = [self._range(fact, low, high) for low, high in values.ranges]
        else:
            words = [fact.choice_words[tick] for low, high in values.ranges for tick in range(low, high + 1)]
        return " or ".join([*words, NOT_MEASURED] if values.absent else words)

    def _range(self, fact: Fact, low: int, high: int) -> str:
        first, last = (self.measure(fact.id, fact.step * tick) for tick in (low, high))
        if low == high:
            return first
        if high == fact.high:
            return f"{first} or more"
        return f"{last} or less" if low == fact.low else f"{self.number(fact.id, fact.step * low)} to {last}"

    def stated(self, fact: Fact, values: Values) -> str:
        """A fact with its value."""
        return f"{fact.label}: {self.values(fact, values)}"

    def compared(self, fact: Fact, values: Values) -> str:
        """A fact with a set of values, as a comparison: `risk ≥ 3 %`, `a past event`, `sex: man`."""
        if not fact.kind.numeric:
            if fact.choices == ("no", "yes"):
                return fact.label if values.low else f"no {fact.label}"
            return self.stated(fact, values)
        if len(values.ranges) != 1 or values.absent:
            return self.stated(fact, values)
        low, high = values.low, values.high
        if high == fact.high and low > fact.low:
            return f"{fact.label} ≥\N{NO-BREAK SPACE}{self.measure(fact.id, fact.step * low)}"
        if low == fact.low and high < fact.high:
            return f"{fact.label} ≤\N{NO-BREAK SPACE}{self.measure(fact.id, fact.step * high)}"
        return self.stated(fact, values)

    def patient(self, stated: Mapping[str, Values]) -> str:
        """One possible patient in words: `age 65 years, a past event, no illness or operation`; what is not so stands last."""
        said, denied = list[str](), list[str]()
        for name, values in stated.items():
            fact = self.facts[name]
            if fact.choices == ("no", "yes") and values.ranges and not values.high:
                denied.append(fact.label)
            elif fact.kind.numeric and values.ranges:
                said.append(f"{fact.label} {self.values(fact, values)}")
            else:
                said.append(self.compared(fact, values) if values.ranges else self.stated(fact, values))
        return ", ".join([*said, *([f"no {listed(denied, 'or')}"] if denied else [])])

    def condition(self, condition: Condition) -> str:
        """A condition in words."""
        match condition:
            case said.All(parts=parts):
                return " and ".join(self._nested(part) for part in parts)
            case said.Any(parts=parts):
                return " or ".join(self._nested(part) for part in parts)
            case said.Not(part=part):
                return f"not {self._nested(part)}"
            case said.AtLeast(count=count, parts=parts):
                return f"at least {count} of: {', '.join(self.condition(part) for part in parts)}"
            case said.Holds(name=name):
                return self.label(name)
            case said.OneOf(name=name, values=values):
                return self._one_of(name, values)
            case said.Within(name=name, span=span):
                return self._within(name, span)
            case said.Against(name=name, operator=operator, other=other):
                return f"{self.label(name)} {_SIGNS[operator]} {self.label(other)}"

    def _nested(self, part: Condition) -> str:
        words = self.condition(part)
        return f"({words})" if isinstance(part, (said.All, said.Any, said.AtLeast)) else words

    def _one_of(self, name: str, values: tuple[str, ...]) -> str:
        fact = self.facts.get(name)
        if fact is not None and not fact.kind.numeric:
            words = [fact.choice_words[fact.choices.index(value)] for value in values]
        elif fact is None and name in self.decisions:
            words = [self.decisions[name].outcome(value).label for value in values]
        else:
            words = [self.measure(name, Fraction(value)) for value in values]
            return f"{self.label(name)} = {' or '.join(words)}"
        return f"{self.label(name)}: {' or '.join(words)}"

    def _within(self, name: str, span: Span) -> str:
        label, low, high = self.label(name), span.low, span.high
        if low and high:
            if low.value == high.value:
                return f"{label} = {self.measure(name, low.value)}"
            first, second = ("≤" if bound.included else "<" for bound in (low, high))
            return f"{self.number(name, low.value)} {first} {label} {second} {self.measure(name, high.value)}"
        if low:
            return f"{label} {'≥' if low.included else '>'}\N{NO-BREAK SPACE}{self.measure(name, low.value)}"
        return f"{label} {'≤' if high.included else '<'}\N{NO-BREAK SPACE}{self.measure(name, high.value)}" if high else label


def phrases_of(knowledge: Knowledge) -> Phrases:
    """The words of a knowledge base."""
    scaled = frozenset(group.id for group in knowledge.facts.groups if group.scale is not None)
    return Phrases(knowledge.known_facts, knowledge.facts.derived, knowledge.decisions, scaled)


def uncapital(words: str) -> str:
    """Words as they stand inside a sentence; names such as pH or X-ray keep their letters."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def listed(words: list[str], last: str = "and") -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
