"""Read content/drugs/<id>.yaml: drugs, the cautions that go wherever they are named, and whom their labels suit.

In: Tree, KnownNames.  Out: Drug, Problems.  Never: chooses a drug.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from generator.core.conditions import All
from generator.core.guidelines import Checked, Guideline, Scope
from generator.origin import Problem, Text, Where
from generator.read.excuses import AcceptShape, read_excuse
from generator.read.fields import Day, Id, Line, ReferenceId, YesNo
from generator.read.guidelines import GuidelineEdition
from generator.read.prose import NOTHING, Prose, read_prose
from generator.read.shape import Shape, fit, no_repeats
from generator.read.tables import CaseShape, KnownNames, Tables, read_cases, read_tables
from generator.read.yamltree import Tree


class CautionShape(Shape):
    """A caution that always stands where the drug is named."""

    id: Id = Field(description="Stable name.")
    checked: Checked = Field(description="How its citations were checked.")
    boxed: YesNo = Field(False, description="yes for a boxed warning.")
    clinician: Line = Field(description="The words for clinicians, cited.")
    patient: Line | None = Field(None, description="The words for the leaflet, cited.")


class PointShape(Shape):
    """What there is to say on one point that is said of every drug."""

    text: Line = Field(description="The sentences, cited.")
    checked: Checked = Field(description="How the citations were checked.")


class LabelShape(Shape):
    """Whom the drug suits by its label, in tables like those of a guideline; a label speaks of everybody, so it has no scope."""

    jurisdiction: Line = Field(description="Where the label holds.")
    revised: Day = Field(description="Date of the text that the tables follow; of the newest where there are several.")
    decisions: Tables = Field(description="One table per decision it treats; first row that is met wins.")
    accept: list[AcceptShape] = Field(default_factory=list, description="What a proof finds and the label means; seldom needed.")
    cases: list[CaseShape] = Field(description="Cases on both sides of every threshold.")


class DrugShape(Shape):
    """One drug."""

    id: Id = Field(description="Stable name; the file's name.")
    name: Line = Field(description="Name as it reads inside a sentence.")
    brands: list[Line] = Field(default_factory=list, description="Other words that name it.")
    class_: Line = Field(alias="class", description="What sort of drug it is.")
    reference: ReferenceId | None = Field(None, description="Its label in references.json.")
    summary: Line = Field(description="What it is for, cited.")
    checked: Checked = Field(description="How the citations of the summary were checked.")
    points: dict[Id, PointShape] = Field(default_factory=dict, description="The points declared under  drug_points  in kb.yaml.")
    cautions: list[CautionShape] = Field(description="Cautions, always printed where the drug is named.")
    label: LabelShape | None = Field(None, description="Whom the drug suits by its label; needs  reference .")


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
    points: Mapping[Text, Prose]
    cautions: tuple[Caution, ...]
    label: GuidelineEdition | None
    where: Where

    @property
    def mentions(self) -> tuple[str, ...]:
        """The words that name the drug in a text."""
        return (self.name, *self.brands)

    def named_in(self, text: str) -> bool:
        """Whether a text names the drug, as a word of its own."""
        said = text.lower()
        return any(word in said and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", said) is not None
                   for word in map(str.lower, self.mentions))


def read_drug(tree: Tree, known: KnownNames, problems: list[Problem]) -> Drug | None:
    """One drug with its cautions and its label."""
    shape = fit(DrugShape, tree, problems)
    if shape is None:
        return None
    no_repeats([entry.id for entry in shape.cautions], "caution", problems)
    cautions = tuple(
        Caution(id=entry.id, boxed=entry.boxed, checked=entry.checked,
                clinician=read_prose(entry.clinician, entry.checked, problems),
                patient=NOTHING if entry.patient is None else read_prose(entry.patient, entry.checked, problems))
        for entry in shape.cautions
    )
    points = {name: read_prose(point.text, point.checked, problems) for name, point in shape.points.items()}
    return Drug(id=shape.id, name=shape.name, brands=tuple(map(str, shape.brands)), kind=shape.class_,
                reference=shape.reference, summary=read_prose(shape.summary, shape.checked, problems), points=points,
                cautions=cautions, label=None if shape.label is None else _label(shape.label, shape, known, problems),
                where=shape.where)


def _label(shape: LabelShape, drug: DrugShape, known: KnownNames, problems: list[Problem]) -> GuidelineEdition | None:
    """The label as an edition that goes by the name of its drug and is for everybody."""
    if drug.reference is None:
        problems.append(Problem(shape.where, "missing-key", f'the label of "{drug.id}" cannot be cited',
                                "Add  reference:  with its entry in content/references.json."))
        return None
    found, revised = read_tables(shape.decisions, known, problems), shape.revised.isoformat()
    everybody = Scope(words="", applies_when=All((), shape.where), locator="", checked=Checked.SOURCE, where=shape.where)
    rules = Guideline(id=drug.id, scope=everybody, local={}, tables=found.tables, in_force=revised, where=shape.where)
    return GuidelineEdition(
        rules=rules, name=drug.name, body="", title=drug.name, reference=drug.reference, jurisdiction=shape.jurisdiction,
        in_force=revised, supersedes="", predecessor=None, until="", expects={}, summary=NOTHING, reasons=found.reasons,
        cases=read_cases(shape.cases, problems), drugs=found.drugs,
        accepted=tuple(read_excuse(entry, drug.reference) for entry in shape.accept), unread=found.unread,
    )
