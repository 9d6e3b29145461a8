"""Read content/drugs/<id>.yaml: drugs and the cautions that go wherever they are named.

In: Tree.  Out: Drug, Problems.  Never: chooses a drug.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from generator.core.guidelines import Checked
from generator.origin import Problem, Text, Where
from generator.read.fields import Id, Line, ReferenceId, YesNo
from generator.read.prose import NOTHING, Prose, read_prose
from generator.read.shape import Shape, fit
from generator.read.yamltree import Tree


class CautionShape(Shape):
    """A caution that always stands where the drug is named."""

    id: Id = Field(description="Stable name.")
    checked: Checked = Field(description="How its citations were checked.")
    boxed: YesNo = Field(False, description="yes for a boxed warning.")
    clinician: Line = Field(description="The words for clinicians, cited.")
    patient: Line | None = Field(None, description="The words for the leaflet, cited.")


class DrugShape(Shape):
    """One drug."""

    id: Id = Field(description="Stable name; the file's name.")
    name: Line = Field(description="Name as it reads inside a sentence.")
    brands: list[Line] = Field(default_factory=list, description="Other words that name it.")
    class_: Line = Field(alias="class", description="What sort of drug it is.")
    reference: ReferenceId | None = Field(None, description="Its label in references.json.")
    summary: Line = Field(description="What it is for, cited.")
    checked: Checked = Field(description="How the citations of the summary were checked.")
    cautions: list[CautionShape] = Field(description="Cautions, always printed where the drug is named.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Caution:
    """A caution that always stands where the drug is named."""

    id: str
    boxed: bool
    checked: Checked
    clinician: Prose
    patient: Prose


@dataclass(frozen=True, kw_only=True, slots=True)
class Drug:
    """One drug."""

    id: str
    name: str
    brands: tuple[str, ...]
    kind: str
    reference: Text | None
    summary: Prose
    cautions: tuple[Caution, ...]
    where: Where

    @property
    def mentions(self) -> tuple[str, ...]:
        """The words that name the drug in a text."""
        return (self.name, *self.brands)


def read_drug(tree: Tree, problems: list[Problem]) -> Drug | None:
    """One drug with its cautions."""
    shape = fit(DrugShape, tree, problems)
    if shape is None:
        return None
    seen: set[str] = set()
    for entry in shape.cautions:
        if entry.id in seen:
            problems.append(Problem(entry.id.where, "duplicate-id", f'there is already a caution "{entry.id}"',
                                    "Give this one an id of its own, or delete it."))
        seen.add(entry.id)
    cautions = tuple(
        Caution(id=entry.id, boxed=entry.boxed, checked=entry.checked,
                clinician=read_prose(entry.clinician, entry.checked, problems),
                patient=NOTHING if entry.patient is None else read_prose(entry.patient, entry.checked, problems))
        for entry in shape.cautions
    )
    return Drug(id=shape.id, name=shape.name, brands=tuple(map(str, shape.brands)), kind=shape.class_,
                reference=shape.reference, summary=read_prose(shape.summary, shape.checked, problems),
                cautions=cautions, where=shape.where)
