"""Facts and the sets of values still possible.

In: text of a stated value.  Out: Fact, Values.  Never: knows a topic, a file or a guideline.

Numbers live on a grid of whole steps ("ticks"), so `<` and `<=` are exact. "Not measured" and "not applicable"
are values of their own, and no comparison on them is ever met.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache

from generator.core.conditions import NUMBER, TOO_LONG, Condition, Span, shortened, too_long
from generator.origin import Where

NOT_MEASURED = "not measured"
NOT_APPLICABLE = "not applicable"
_RANGE = re.compile(rf"({NUMBER})?\s*\.\.\s*({NUMBER})?")


class BadValue(ValueError):
    """A stated value the fact cannot have; `hint` says what it can."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Kind(StrEnum):
    """What sort of values a fact has."""

    NUMBER = "number"
    INTEGER = "integer"
    YES_NO = "yes_no"
    CHOICE = "choice"

    @property
    def numeric(self) -> bool:
        """Whether values can be compared by size."""
        return self in (Kind.NUMBER, Kind.INTEGER)


@dataclass(frozen=True, slots=True)
class Values:
    """A set of values of one fact: sorted, disjoint ranges of ticks (both ends included), and the two non-values."""

    ranges: tuple[tuple[int, int], ...] = ()
    absent: bool = False
    inapplicable: bool = False

    def __bool__(self) -> bool:
        return bool(self.ranges) or self.absent or self.inapplicable

    def __and__(self, other: Values) -> Values:
        ranges = tuple(
            (max(a, c), min(b, d)) for a, b in self.ranges for c, d in other.ranges if max(a, c) <= min(b, d)
        )
        return Values(ranges, self.absent and other.absent, self.inapplicable and other.inapplicable)

    def __or__(self, other: Values) -> Values:
        merged: list[tuple[int, int]] = []
        for low, high in sorted(self.ranges + other.ranges):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return Values(tuple(merged), self.absent or other.absent, self.inapplicable or other.inapplicable)

    def __le__(self, other: Values) -> bool:
        return self & other == self

    @property
    def low(self) -> int:
        """The lowest tick; only for sets with numbers."""
        return self.ranges[0][0]

    @property
    def high(self) -> int:
        """The highest tick; only for sets with numbers."""
        return self.ranges[-1][1]

    @property
    def single(self) -> bool:
        """Whether exactly one value is left."""
        ticks = sum(high - low + 1 for low, high in self.ranges)
        return ticks + self.absent + self.inapplicable == 1


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """What a percentage means as a number of people: who they are, what will become of some of them, and a note for readers."""

    who: str
    event: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One question about a patient or subject: its grid of values and the words for it."""

    id: str
    kind: Kind
    where: Where
    low: int = 0
    high: int = 1
    step: Fraction = Fraction(1)
    choices: tuple[str, ...] = ()
    choice_words: tuple[str, ...] = ()
    may_be_absent: bool = False
    only_if: Condition | None = None
    unstated: Values | None = None
    unstated_because: str = ""
    unit: str = ""
    unit_of_one: str = ""
    label: str = ""
    plain: str = ""
    also: tuple[str, ...] = ()
    group: str = ""
    site: str = ""
    worse: str = ""
    route: str = ""
    people: People | None = None

    @property
    def measured(self) -> Values:
        """Every value the fact can have when it was asked or measured."""
        return Values(((self.low, self.high),))

    @property
    def whole(self) -> Values:
        """Every value at all, the non-values included where they can occur."""
        return Values(((self.low, self.high),), self.may_be_absent, self.only_if is not None)

    @property
    def at_start(self) -> Values:
        """What is possible while nothing is stated."""
        values = self.measured if self.unstated is None else self.unstated
        return Values(values.ranges, values.absent, self.only_if is not None)

    def within(self, span: Span) -> Values:
        """The measured values that lie in a span of numbers."""
        low, high = self.low, self.high
        if span.low is not None:
            scaled = span.low.value / self.step
            low = max(low, math.ceil(scaled) if span.low.included else math.floor(scaled) + 1)
        if span.high is not None:
            scaled = span.high.value / self.step
            high = min(high, math.floor(scaled) if span.high.included else math.ceil(scaled) - 1)
        return Values(((low, high),)) if low <= high else Values()

    def parse(self, text: str) -> Values:
        """Read a stated value: `-1.1`, `60..69`, `female`, `yes`, `not measured`.

        Raises BadValue for anything the fact cannot have.
        """
        said = " ".join(text.split())
        if said == NOT_MEASURED:
            if not self.may_be_absent:
                raise BadValue(f'"{self.id}" cannot be "{NOT_MEASURED}"', "Leave it out if it is unknown.")
            return Values(absent=True)
        return self._parse_number(said) if self.kind.numeric else self._parse_choice(said)

    def _parse_choice(self, said: str) -> Values:
        picked = [part.strip() for part in said.split("|")]
        for part in picked:
            if part not in self.choices:
                raise BadValue(f'"{part}" is no value of "{self.id}"', f"It can be {_listed(self.choices)}.")
        values = Values()
        for part in picked:
            tick = self.choices.index(part)
            values |= Values(((tick, tick),))
        return values

    def _parse_number(self, said: str) -> Values:
        if re.fullmatch(NUMBER, said):
            tick = self._tick(said)
            return Values(((tick, tick),))
        match = _RANGE.fullmatch(said)
        if not match or match[1] is match[2] is None:
            raise BadValue(f'"{shortened(said)}" is not a number or a range', _number_hint(said))
        low = self.low if match[1] is None else self._tick(match[1])
        high = self.high if match[2] is None else self._tick(match[2])
        if low > high:
            raise BadValue(f'the range "{said}" runs backwards', "Put the lower number first, as in -2.4..-1.1.")
        return Values(((low, high),))

    def _tick(self, said: str) -> int:
        ticks = Fraction(said) / self.step
        if ticks.denominator != 1:
            raise BadValue(f"{said} is finer than the step of {self.number(1)} in which \"{self.id}\" is reported",
                           "Round as the report does. A threshold may be finer, a stated value may not.")
        if not self.low <= ticks <= self.high:
            span = f"{self.number(self.low)} to {self.number(self.high)}"
            raise BadValue(f'{said} is outside the range of "{self.id}"', f"It goes from {span} {self.unit}".rstrip() + ".")
        return int(ticks)

    def number(self, tick: int) -> str:
        """A tick as a decimal with the digits of the step."""
        digits = self.digits
        scaled = tick * self.step.numerator * 10**digits // self.step.denominator
        return str(Decimal(scaled).scaleb(-digits))

    @property
    def digits(self) -> int:
        """Decimals of the step."""
        return _digits(self.step.denominator)

    def write(self, values: Values) -> str:
        """A set of values as a scenario would state it."""
        said = [self._write_range(low, high) for low, high in values.ranges]
        if not self.kind.numeric:
            said = [self.choices[tick] for low, high in values.ranges for tick in range(low, high + 1)]
        if values.absent:
            said.append(NOT_MEASURED)
        if values.inapplicable:
            said.append(NOT_APPLICABLE)
        return " | ".join(said)

    def _write_range(self, low: int, high: int) -> str:
        return self.number(low) if low == high else f"{self.number(low)}..{self.number(high)}"


@cache
def _digits(denominator: int) -> int:
    digits = 0
    while 10**digits % denominator:
        digits += 1
    return digits


def _number_hint(said: str) -> str:
    if too_long(said):
        return TOO_LONG
    if "," in said:
        return "Use a point, not a comma: -2.5."
    if "\N{MINUS SIGN}" in said or "\N{EN DASH}" in said:
        return "Use a plain minus from the keyboard: -2.5."
    if said.startswith(("<", ">")):
        return "Write a range with both ends, such as 60..69, or one open end, such as 60.. ."
    return "Write a number such as -2.5, or a range such as 60..69."


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
