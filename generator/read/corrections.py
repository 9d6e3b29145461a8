"""Read content/corrections.yaml: what was wrong on this site, and what was done about it.

In: Tree.  Out: Corrections, Problems.  Never: knows whether what they speak of is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from generator.origin import Problem, Text, Where
from generator.read.fields import Day, Id, ItemName, Line, YesNo
from generator.read.shape import Shape, fit, no_repeats
from generator.read.yamltree import Tree


class CorrectionShape(Shape):
    """One mistake that stood on this site, and what was done about it."""

    id: Id = Field(description="Stable name; events of reviews may name it under  message .")
    date: Day = Field(description="Day of the correction.")
    items: list[ItemName] = Field(description="What it concerns, as kind/id; the pages of these lead here.")
    wrong: Line = Field(description="What was wrong, as readers could have seen it.")
    done: Line = Field(description="What was done.")
    harm: YesNo = Field(description="yes if somebody who relied on it could have come to harm.")
    message: Line | None = Field(None, description="The message that pointed it out: its address or number, never a person.")


class CorrectionsShape(Shape):
    """All corrections, the newest first; none is ever removed."""

    corrections: list[CorrectionShape] = Field(description="The corrections.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """One mistake that stood on this site, and what was done about it."""

    id: str
    date: str
    items: tuple[Text, ...]
    wrong: str
    done: str
    harm: bool
    message: str
    where: Where


def read_corrections(tree: Tree, problems: list[Problem]) -> tuple[Correction, ...] | None:
    """All corrections, the newest first."""
    shape = fit(CorrectionsShape, tree, problems)
    if shape is None:
        return None
    no_repeats([one.id for one in shape.corrections], "correction", problems)
    return tuple(sorted(map(_correction, shape.corrections), key=lambda one: one.date, reverse=True))


def _correction(shape: CorrectionShape) -> Correction:
    return Correction(id=str(shape.id), date=shape.date.isoformat(), items=tuple(shape.items), wrong=str(shape.wrong),
                      done=str(shape.done), harm=shape.harm, message=str(shape.message or ""), where=shape.id.where)
