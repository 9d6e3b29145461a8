"""Read the scales of facts.yaml: classes of measured values on one scale, and the error of measuring.

In: ScaleShape.  Out: Scale, Problems.  Never: knows which facts are measured on a scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field

from generator.core.conditions import BadCondition, Condition, Within, parse_leaf
from generator.core.facts import Fact, Values
from generator.core.guidelines import Checked
from generator.origin import Problem, Text
from generator.read.conditions import read_condition
from generator.read.fields import ConditionTree, Id, Line, Number, Positive, ReferenceId
from generator.read.prose import Prose, read_prose
from generator.read.shape import Shape, no_repeats


class BandShape(Shape):
    """One class of values on a scale."""

    id: Id = Field(description="Stable name of the class.")
    test: Line = Field(description="Which values belong, as a comparison of the word  value , such as  value <= -2.5 .")
    label: Line = Field(description="Name of the class for clinicians.")
    plain: Line = Field(description="A short sentence about the class for patients.")
    distance: Line | None = Field(None, description="Heading of the column that shows how far a value is from this class.")


class ErrorShape(Shape):
    """What cannot be told from the error of measuring."""

    size: Positive = Field(description="Two numbers this far apart, or nearer, may be one and the same.")
    note: Line = Field(description="What readers are told where such a step alters an answer, with citations.")


class ScaleShape(Shape):
    """Says that the numbers of a group are measured sites on one scale."""

    unit: Line = Field(description="Unit of the scale.")
    from_: Number = Field(alias="from", description="Left end of the drawing.")
    to: Number = Field(description="Right end of the drawing.")
    condition: Line = Field(description="When the classes hold; stands in the heading of the class column.")
    applies_when: ConditionTree | None = Field(None, description="For whom classes may hold; others are shown bare numbers.")
    reference: ReferenceId = Field(description="Reference that sets the classes.")
    plain: Line = Field(description="What the numbers mean, for patients; stands on every leaflet that shows them.")
    bands: list[BandShape] = Field(description="The classes, from better to worse, without gap or overlap.")
    error: ErrorShape | None = Field(None, description="Error of measuring, for all sites of the scale.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """One class of values on a scale."""

    id: str
    test: Within
    label: str
    plain: str
    distance: str


@dataclass(frozen=True, slots=True)
class Error:
    """Numbers no further apart than `size` cannot be told from each other; `note` says what that means."""

    size: Fraction
    note: Prose


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """One scale for all measured sites of a group."""

    unit: str
    low: Fraction
    high: Fraction
    condition: str
    applies_when: Condition | None
    reference: Text
    checked: Checked
    plain: str
    bands: tuple[Band, ...]
    error: Error | None

    def ranks(self, fact: Fact, values: Values) -> list[int]:
        """The classes that values of a site touch, by their places from better to worse."""
        return [rank for rank, band in enumerate(self.bands) if fact.within(band.test.span) & values]


def read_scale(shape: ScaleShape, checked: Checked, problems: list[Problem]) -> Scale | None:
    """A scale; None where a class of values is missing from it."""
    bands = tuple(band for entry in shape.bands if (band := _band(entry, problems)) is not None)
    no_repeats([entry.id for entry in shape.bands], "band", problems)
    if shape.from_ >= shape.to or not shape.bands:
        problems.append(Problem(shape.where, "bad-range", "the scale has no length, or no bands, so it cannot be drawn",
                                "Let  from:  be less than  to: , and name the classes under  bands: ."))
        return None
    if len(bands) < len(shape.bands):
        return None
    error = None if shape.error is None else Error(shape.error.size, read_prose(shape.error.note, checked, problems))
    applies = None if shape.applies_when is None else read_condition(shape.applies_when, problems)
    return Scale(unit=shape.unit, low=shape.from_, high=shape.to, condition=shape.condition, applies_when=applies,
                 reference=shape.reference, checked=checked, plain=shape.plain, bands=bands, error=error)


def _band(shape: BandShape, problems: list[Problem]) -> Band | None:
    try:
        test = parse_leaf(shape.test, shape.test.where)
    except BadCondition as bad:
        problems.append(Problem(shape.test.where, "bad-condition", str(bad), bad.hint))
        return None
    if not isinstance(test, Within) or test.name != "value":
        problems.append(Problem(shape.test.where, "bad-condition", "a band compares the word  value  with numbers",
                                "Write  value <= -2.5 ."))
        return None
    return Band(id=shape.id, test=test, label=shape.label, plain=shape.plain, distance=shape.distance or "")
