"""Read content/guidelines/<id>.yaml.

In: Tree, Decisions.  Out: GuidelineEdition, Problems.  Never: compiles rules or runs cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from generator.core.guidelines import Checked, Guideline, Scope
from generator.origin import Problem, Text
from generator.read.conditions import read_condition
from generator.read.derived import DerivedShape, read_derived
from generator.read.excuses import AcceptShape, Excuse, read_excuse
from generator.read.fields import ID, ConditionTree, Day, Id, Line, ReferenceId, Stated
from generator.read.prose import Prose, read_prose
from generator.read.shape import Shape, fit
from generator.read.tables import CaseShape, KnownNames, TableCase, Tables, read_cases, read_tables
from generator.read.yamltree import Tree


class ScopeShape(Shape):
    """Whom the guideline is for."""

    words: Line = Field(description="The population in words, as they finish a sentence.")
    applies_when: ConditionTree = Field(description="The same as a condition.")
    locator: Line = Field(description="Where the source says so.")
    checked: Checked = Field(description="How that was checked.")


class GuidelineShape(Shape):
    """One edition of one body's guidance."""

    id: Id = Field(description="Stable name; the file's name.")
    name: Line = Field(description="Short name for tables.")
    body: Line = Field(description="Who publishes it.")
    title: Line = Field(description="Full title.")
    reference: ReferenceId = Field(description="Its entry in references.json.")
    jurisdiction: Line = Field(description="Where it holds.")
    in_force: Day = Field(description="Date from which it holds.")
    supersedes: Line | None = Field(None, description="What it replaces: the id of an edition held here, or words for another.")
    until: Day | None = Field(None, description="Date from which it no longer holds.")
    expects: Stated = Field(default_factory=dict, description="Values of facts it is made for, such as a risk model.")
    summary: Line = Field(description="What it is and how it grades, with citations.")
    checked: Checked = Field(description="How the citations of the summary were checked.")
    scope: ScopeShape = Field(description="Whom it is for.")
    local: dict[Id, DerivedShape] = Field(default_factory=dict, description="Derived facts in this guideline's own sense.")
    decisions: Tables = Field(description="One table per decision it treats; first row that is met wins.")
    accept: list[AcceptShape] = Field(default_factory=list, description="What a proof finds and the source means; seldom needed.")
    cases: list[CaseShape] = Field(description="Cases on both sides of every threshold.")


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelineEdition:
    """A guideline with everything pages say about it.

    What it supersedes is told by `predecessor`, the id of an edition that is held here, or else in words.
    """

    rules: Guideline
    name: str
    body: str
    title: str
    reference: Text
    jurisdiction: str
    in_force: str
    until: str
    supersedes: str
    predecessor: Text | None
    expects: Mapping[Text, Text]
    summary: Prose
    reasons: Mapping[str, Prose]
    cases: tuple[TableCase, ...]
    drugs: Mapping[str, tuple[Text, ...]]
    accepted: tuple[Excuse, ...]
    unread: frozenset[str]

    @property
    def id(self) -> str:
        """The guideline's id."""
        return self.rules.id


def read_guideline(tree: Tree, known: KnownNames, problems: list[Problem]) -> GuidelineEdition | None:
    """One guideline."""
    shape = fit(GuidelineShape, tree, problems)
    if shape is None:
        return None
    found = read_tables(shape.decisions, known, problems)
    applies_when = read_condition(shape.scope.applies_when, problems)
    local = read_derived(shape.local, problems)
    summary = read_prose(shape.summary, shape.checked, problems)
    cases = read_cases(shape.cases, problems)
    if applies_when is None or len(local) < len(shape.local):
        return None  # what rests on its scope and its terms would be judged by others than were meant
    scope = Scope(words=shape.scope.words, applies_when=applies_when, locator=shape.scope.locator,
                  checked=shape.scope.checked, where=shape.scope.where)
    held = shape.supersedes is not None and re.fullmatch(ID, shape.supersedes) is not None
    rules = Guideline(id=shape.id, scope=scope, local=local, tables=found.tables,
                      in_force=shape.in_force.isoformat(), where=shape.where)
    return GuidelineEdition(
        rules=rules, name=shape.name, body=shape.body, title=shape.title, reference=shape.reference,
        jurisdiction=shape.jurisdiction, in_force=shape.in_force.isoformat(),
        supersedes="" if held else shape.supersedes or "", predecessor=shape.supersedes if held else None,
        until=shape.until.isoformat() if shape.until else "", expects=shape.expects, summary=summary,
        reasons=found.reasons, cases=cases, drugs=found.drugs,
        accepted=tuple(read_excuse(entry, shape.reference) for entry in shape.accept), unread=found.unread,
    )
