"""Conditions as authors write them: a tree of one-line comparisons.

In: text of one leaf.  Out: Condition.  Never: knows which facts exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.origin import Where

NAME = r"[a-z][a-z0-9_]*"
NUMBER = r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?"
TOO_LONG = "A number has at most 9 digits before the point and 9 after it."
_OPERATOR = r"<=|>=|<|>"
_HOLDS = re.compile(rf"({NAME})")
_EQUALS = re.compile(rf"({NAME})\s*=\s*([^\s=<>|][^=<>|]*)")
_ONE_OF = re.compile(rf"({NAME})\s+one_of\(([^()]*)\)")
_COMPARED = re.compile(rf"({NAME})\s*({_OPERATOR})\s*(\S+)")
_BETWEEN = re.compile(rf"({NUMBER})\s*(<=|<)\s*({NAME})\s*(<=|<)\s*({NUMBER})")


class BadCondition(ValueError):
    """A leaf that does not follow the grammar; `hint` says how to write it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a span, in the fact's own unit."""

    value: Fraction
    included: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers between two bounds; an open end is None."""

    low: Bound | None = None
    high: Bound | None = None

    def times(self, factor: Fraction) -> Span:
        """The same span for a quantity `factor` times as large (factor > 0)."""
        return Span(_times(self.low, factor), _times(self.high, factor))

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in the span."""
        above = self.low is None or value > self.low.value or (self.low.included and value == self.low.value)
        below = self.high is None or value < self.high.value or (self.high.included and value == self.high.value)
        return above and below


def _times(bound: Bound | None, factor: Fraction) -> Bound | None:
    return bound and Bound(bound.value * factor, bound.included)


@dataclass(frozen=True, slots=True)
class Holds:
    """`fact`: a yes/no fact or a named condition is true."""

    name: str
    said: str
    where: Where


@dataclass(frozen=True, slots=True)
class OneOf:
    """`fact = value` or `fact one_of(a b)`."""

    name: str
    values: tuple[str, ...]
    said: str
    where: Where


@dataclass(frozen=True, slots=True)
class Within:
    """`fact <= 3` or `1 < fact < 3`: a number compared with numbers."""

    name: str
    span: Span
    said: str
    where: Where


@dataclass(frozen=True, slots=True)
class Against:
    """`fact >= other`: a number compared with another name."""

    name: str
    operator: str
    other: str
    said: str
    where: Where


@dataclass(frozen=True, slots=True)
class All:
    """Every part is met."""

    parts: tuple[Condition, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part is met."""

    parts: tuple[Condition, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not met."""

    part: Condition
    where: Where


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts are met."""

    count: int
    parts: tuple[Condition, ...]
    where: Where


Leaf = Holds | OneOf | Within | Against
Condition = Leaf | All | Any | Not | AtLeast


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The direct parts of a condition; none for a leaf."""
    if isinstance(condition, (All, Any, AtLeast)):
        return condition.parts
    return (condition.part,) if isinstance(condition, Not) else ()


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    """All leaves, in the order written."""
    if isinstance(condition, (Holds, OneOf, Within, Against)):
        yield condition
    for part in parts_of(condition):
        yield from leaves_of(part)


def names_in(condition: Condition) -> tuple[str, ...]:
    """Every name a condition mentions, in the order written, without repeats."""
    names: dict[str, None] = {}
    for leaf in leaves_of(condition):
        names[leaf.name] = None
        if isinstance(leaf, Against):
            names[leaf.other] = None
    return tuple(names)


def one_line(condition: Condition) -> str:
    """A condition on one line, in the words it was written in."""
    parts = [one_line(part) for part in parts_of(condition)]
    match condition:
        case All():
            return f"({' and '.join(parts)})"
        case Any():
            return f"({' or '.join(parts)})"
        case AtLeast():
            return f"at least {condition.count} of ({', '.join(parts)})"
        case Not():
            return f"not {parts[0]}"
        case _:
            return condition.said


def parse_leaf(text: str, where: Where) -> Leaf:
    """Read one comparison.

    Raises BadCondition for anything outside the closed vocabulary of the leaf grammar.
    """
    said = " ".join(text.split())
    if match := _HOLDS.fullmatch(said):
        return Holds(match[1], said, where)
    if match := _ONE_OF.fullmatch(said):
        return _one_of(match[1], match[2].split(), said, where)
    if match := _EQUALS.fullmatch(said):
        return OneOf(match[1], (match[2],), said, where)
    if match := _COMPARED.fullmatch(said):
        return _compared(match[1], match[2], match[3], said, where)
    if match := _BETWEEN.fullmatch(said):
        return _between(match, said, where)
    raise BadCondition(f'"{shortened(said)}" is not a comparison', _hint_for(said))


def _one_of(name: str, values: list[str], said: str, where: Where) -> OneOf:
    if not values:
        raise BadCondition(f'"{said}" lists no value', f"Write {name} one_of(first second).")
    if len(set(values)) < len(values):
        raise BadCondition(f'"{said}" lists a value twice', "Name each value once.")
    return OneOf(name, tuple(values), said, where)


def _compared(name: str, operator: str, other: str, said: str, where: Where) -> Within | Against:
    if re.fullmatch(NAME, other):
        return Against(name, operator, other, said, where)
    if not re.fullmatch(NUMBER, other):
        hint = TOO_LONG if too_long(other) else "Use a point, not a comma, and a plain minus: fact <= -2.5."
        raise BadCondition(f'"{shortened(other)}" in "{shortened(said)}" is neither a number nor a name', hint)
    return Within(name, span_of(operator, Fraction(other)), said, where)


def _between(match: re.Match[str], said: str, where: Where) -> Within:
    low, high = Fraction(match[1]), Fraction(match[5])
    span = Span(Bound(low, match[2] == "<="), Bound(high, match[4] == "<="))
    if low > high or (low == high and not span.holds(low)):
        raise BadCondition(f'"{said}" leaves no number', "Put the smaller number on the left.")
    return Within(match[3], span, said, where)


def span_of(operator: str, value: Fraction) -> Span:
    """The numbers that stand in a relation such as `<=` to a value."""
    bound = Bound(value, len(operator) == 2)
    return Span(low=bound) if operator[0] == ">" else Span(high=bound)


def too_long(said: str) -> bool:
    """Whether a text holds more digits in a row than a number may have."""
    return re.search(r"[0-9]{10}", said) is not None


def shortened(said: str) -> str:
    """A text as it is quoted in a message."""
    return said if len(said) <= 60 else f"{said[:57]}…"


def _hint_for(said: str) -> str:
    if too_long(said):
        return TOO_LONG
    if "!=" in said:
        return "There is no !=. Write  not: fact = value."
    if re.search(r"=\s*[=<>]", said):
        return "Write  fact = value  with one =, and  fact >= 3  with the = last."
    if "|" in said:
        return "Write  fact one_of(a b)."
    if re.search(r"\b(and|or|not)\b", said):
        return "Put each comparison on a line of its own under  all:,  any:  or  not:."
    if re.match(rf"{NUMBER}\s*({_OPERATOR})\s*{NAME}$", said):
        return "Write the name first: fact >= 3. A number stands left only in a two-sided range, 1 < fact <= 3."
    return "Write  fact,  fact = value,  fact one_of(a b),  fact >= 3,  or  1 < fact <= 3."
