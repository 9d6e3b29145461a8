"""The kinds of YAML files: what each is called, where it lives, which shape it has.

In: nothing.  Out: FileKind, KINDS, kind_of().  Never: reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.read.advice import TopicShape
from generator.read.corrections import CorrectionsShape
from generator.read.decisions import DecisionsShape
from generator.read.drugs import DrugShape
from generator.read.facts import FactBookShape
from generator.read.glossary import GlossaryShape
from generator.read.guidelines import GuidelineShape
from generator.read.records import RecordShape
from generator.read.releases import ReleaseShape
from generator.read.reviewers import ReviewersShape
from generator.read.scenarios import ProfileShape, ScenarioShape
from generator.read.settings import SettingsShape
from generator.read.shape import Shape


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """One kind of file; `*` in its place stands for one name."""

    name: str
    place: str
    shape: type[Shape]

    @property
    def schema_file(self) -> str:
        """The name of its JSON Schema."""
        return f"{self.name}.schema.json"


# A profile lies where a scenario could lie, so it comes first.
KINDS = (
    FileKind(name="profile", place="scenarios/profiles/*.yaml", shape=ProfileShape),
    FileKind(name="scenario", place="scenarios/*/*.yaml", shape=ScenarioShape),
    FileKind(name="guideline", place="content/guidelines/*.yaml", shape=GuidelineShape),
    FileKind(name="advice", place="content/advice/*.yaml", shape=TopicShape),
    FileKind(name="drug", place="content/drugs/*.yaml", shape=DrugShape),
    FileKind(name="facts", place="content/facts.yaml", shape=FactBookShape),
    FileKind(name="decisions", place="content/decisions.yaml", shape=DecisionsShape),
    FileKind(name="glossary", place="content/glossary.yaml", shape=GlossaryShape),
    FileKind(name="reviewers", place="content/reviewers.yaml", shape=ReviewersShape),
    FileKind(name="corrections", place="content/corrections.yaml", shape=CorrectionsShape),
    FileKind(name="edition", place="content/editions/*.yaml", shape=ReleaseShape),
    FileKind(name="record", place="content/reviews/*/*.yaml", shape=RecordShape),
    FileKind(name="kb", place="content/kb.yaml", shape=SettingsShape),
)


def kind_of(path: str) -> FileKind | None:
    """The kind of a file, by its path below the root of the knowledge base."""
    parts = len(PurePosixPath(path).parts)
    fitting = (kind for kind in KINDS if parts == len(PurePosixPath(kind.place).parts) and PurePosixPath(path).match(kind.place))
    return next(fitting, None)


def kind_named(name: str) -> FileKind:
    """The kind with this name."""
    return next(kind for kind in KINDS if kind.name == name)
