"""Read derived facts, global or local to a guideline.

In: DerivedShape.  Out: AnyDerived, Problems.  Never: resolves names.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pydantic import Field

from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.origin import Problem, Text
from generator.read.conditions import read_condition
from generator.read.fields import ConditionTree, Id, Line, Number, Positive
from generator.read.ranges import read_span
from generator.read.shape import Shape


class CaseShape(Shape):
    """One case of a scaled number."""

    when: ConditionTree = Field(description="Condition under which the factor applies; the first that is met counts.")
    factor: Positive = Field(description="What the number is multiplied with; never rounded afterwards.")


class BandShape(Shape):
    """One line of a threshold table."""

    range: Line = Field(description="Values of the other fact, such as 50..54; both ends belong.")
    value: Number = Field(description="The threshold that holds there.")


class DerivedShape(Shape):
    """A fact that follows from others; exactly one way of deriving it."""

    label: Line = Field(description="Words for it, as they read inside a sentence.")
    lowest_of: list[Id] | None = Field(None, description="The lowest of these numbers; those not measured are passed over.")
    highest_of: list[Id] | None = Field(None, description="The highest of these numbers.")
    valid: Id | None = Field(None, description="A number that counts as not measured where  unless  is met.")
    unless: ConditionTree | None = Field(None, description="Condition that makes the number invalid (with  valid ).")
    scaled: Id | None = Field(None, description="A number times a factor that depends on the case.")
    cases: list[CaseShape] | None = Field(None, description="The factors (with  scaled ); 1 where none applies.")
    by: Id | None = Field(None, description="The number by which a threshold table is read.")
    bands: list[BandShape] | None = Field(None, description="The lines of the threshold table (with  by ).")
    unit: Line | None = Field(None, description="The unit of the thresholds (with  by ), as it stands after a number.")
    when: ConditionTree | None = Field(None, description="A condition that gets a name.")
    difference_of: list[Id] | None = Field(None, description="First number minus second; for advice and notices only.")


_WAYS = ("lowest_of", "highest_of", "valid", "scaled", "by", "when", "difference_of")
_PARTNERS = {"valid": "unless", "scaled": "cases", "by": "bands"}


def read_derived(shapes: Mapping[Text, DerivedShape], problems: list[Problem]) -> dict[str, AnyDerived]:
    """Derived facts by id; one with a mistake is left out."""
    found = {}
    for name, shape in shapes.items():
        before = len(problems)
        way = _way(shape, problems)
        derived = None if way is None else _MAKERS[way](name, shape, problems)
        if derived is not None and len(problems) == before:
            found[str(name)] = derived
    return found


def _way(shape: DerivedShape, problems: list[Problem]) -> str | None:
    ways = [way for way in _WAYS if getattr(shape, way) is not None]
    if len(ways) != 1:
        problems.append(Problem(shape.where, "bad-derived", "a derived fact is derived in exactly one way",
                                f"Give one of {', '.join(_WAYS)}."))
        return None
    partner = _PARTNERS.get(ways[0])
    if partner and getattr(shape, partner) is None:
        problems.append(Problem(shape.where, "missing-key", f'"{partner}" is missing here',
                                DerivedShape.model_fields[partner].description or ""))
        return None
    return ways[0]


def _extreme(name: Text, shape: DerivedShape, problems: list[Problem]) -> AnyDerived | None:
    parts = shape.lowest_of or shape.highest_of or []
    if not parts:
        problems.append(Problem(shape.where, "bad-derived", "there is nothing to choose the lowest or highest of",
                                "Name at least one number."))
        return None
    return Extreme(id=str(name), label=shape.label, where=name.where, of=tuple(map(str, parts)), highest=bool(shape.highest_of))


def _valid(name: Text, shape: DerivedShape, problems: list[Problem]) -> AnyDerived | None:
    unless = None if shape.unless is None else read_condition(shape.unless, problems)
    if unless is None:
        return None
    return Valid(id=str(name), label=shape.label, where=name.where, of=str(shape.valid), unless=unless)


def _scaled(name: Text, shape: DerivedShape, problems: list[Problem]) -> AnyDerived | None:
    cases = []
    for case in shape.cases or []:
        when = read_condition(case.when, problems)
        if when is not None:
            cases.append((when, case.factor))
    return Scaled(id=str(name), label=shape.label, where=name.where, of=str(shape.scaled), cases=tuple(cases))


def _banded(name: Text, shape: DerivedShape, problems: list[Problem]) -> AnyDerived | None:
    bands = []
    for band in shape.bands or []:
        span = read_span(band.range, problems)
        if span is not None:
            bands.append((span, band.value))
    for (first, _), (second, _) in pairwise(bands):
        if first.high is None or second.low is None or first.high.value >= second.low.value:
            problems.append(Problem(shape.where, "bad-derived", "the bands overlap or are out of order",
                                    "List them from low to high; no value may lie in two."))
    return Banded(id=str(name), label=shape.label, where=name.where, by=str(shape.by), bands=tuple(bands), unit=shape.unit or "")


def _named(name: Text, shape: DerivedShape, problems: list[Problem]) -> AnyDerived | None:
    when = None if shape.when is None else read_condition(shape.when, problems)
    return None if when is None else Named(id=str(name), label=shape.label, where=name.where, when=when)


def _difference(name: Text, shape: DerivedShape, problems: list[Problem]) -> AnyDerived | None:
    parts = shape.difference_of or []
    if len(parts) != 2:
        problems.append(Problem(shape.where, "bad-derived", "a difference has two parts", "Write [first, second]."))
        return None
    return Difference(id=str(name), label=shape.label, where=name.where, minuend=str(parts[0]), subtrahend=str(parts[1]))


_MAKERS = {
    "lowest_of": _extreme, "highest_of": _extreme, "valid": _valid, "scaled": _scaled,
    "by": _banded, "when": _named, "difference_of": _difference,
}
