"""Read content/guidelines/<id>.yaml.

In: Tree, Decisions.  Out: GuidelineEdition, Problems.  Never: compiles rules or runs cases.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from generator.core.conditions import names_in
from generator.core.guidelines import Checked, Decision, DecisionKind, Guideline, Rule, Scope
from generator.origin import Problem, Text, Where, nearest
from generator.read.conditions import read_condition
from generator.read.decisions import INTERVAL, drugs_outcome
from generator.read.derived import DerivedShape, read_derived
from generator.read.excuses import AcceptShape, Excuse, read_excuse
from generator.read.expectations import Expectation, read_expectations
from generator.read.fields import (
    CaseExpectationTree,
    ConditionTree,
    Day,
    DrugId,
    Id,
    Line,
    OutcomeTree,
    ReferenceId,
    Stands,
    Stated,
)
from generator.read.prose import Prose, read_prose
from generator.read.shape import Shape, fit
from generator.read.yamltree import Map, Seq, Tree


class ScopeShape(Shape):
    """Whom the guideline is for."""

    words: Line = Field(description="The population in words, as they finish a sentence.")
    applies_when: ConditionTree = Field(description="The same as a condition.")
    locator: Line = Field(description="Where the source says so.")
    checked: Checked = Field(description="How that was checked.")


class RuleShape(Shape):
    """One row of a decision table."""

    id: Id = Field(description="Stable name, unique in the table.")
    outcome: OutcomeTree = Field(description="The answer: an outcome id, an interval such as 1..2 years, or a set of drugs.")
    when: ConditionTree | None = Field(None, description="When the row holds; the last row has none and catches the rest.")
    because: Line = Field(description="The rule in words, lower case, without a full stop.")
    grade: Line = Field(description="The source's own words for its strength.")
    locator: Line = Field(description="Where the source says so.")
    checked: Checked = Field(description="How the row was checked.")
    tier: Line | None = Field(None, description="The body's own word for the tier.")
    plain: Line | None = Field(None, description="The rule in words for patients.")


Tables = Annotated[dict[Id, list[RuleShape]], Stands("tables", inside=True)]


class DrugsShape(Shape):
    """A set of drugs in order of choice."""

    first: list[DrugId] = Field(description="Drugs of first choice.")
    alternative: list[DrugId] = Field(default_factory=list, description="Drugs to turn to otherwise.")


class CaseShape(Shape):
    """A boundary case: a test of the guideline."""

    id: Id = Field(description="Name of the case.")
    facts: Stated = Field(description="What is stated; the rest is unknown.")
    expect: CaseExpectationTree = Field(description="Outcome per decision, or  applies: yes | no | unknown .")


class GuidelineShape(Shape):
    """One edition of one body's guidance."""

    id: Id = Field(description="Stable name; the file's name.")
    name: Line = Field(description="Short name for tables.")
    body: Line = Field(description="Who publishes it.")
    title: Line = Field(description="Full title.")
    reference: ReferenceId = Field(description="Its entry in references.json.")
    jurisdiction: Line = Field(description="Where it holds.")
    in_force: Day = Field(description="Date from which it holds.")
    supersedes: Line | None = Field(None, description="What it replaces.")
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
class GuidelineCase:
    """A boundary case."""

    id: str
    facts: Mapping[Text, Text]
    expect: tuple[Expectation, ...]
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelineEdition:
    """A guideline with everything pages say about it."""

    rules: Guideline
    name: str
    body: str
    title: str
    reference: Text
    jurisdiction: str
    in_force: str
    until: str
    supersedes: str
    expects: Mapping[Text, Text]
    summary: Prose
    reasons: Mapping[str, Prose]
    cases: tuple[GuidelineCase, ...]
    drugs: Mapping[str, tuple[Text, ...]]
    accepted: tuple[Excuse, ...]
    unread: frozenset[str]

    @property
    def id(self) -> str:
        """The guideline's id."""
        return self.rules.id


def read_guideline(tree: Tree, decisions: Mapping[str, Decision] | None, facts: Collection[str] | None,
                   problems: list[Problem]) -> GuidelineEdition | None:
    """One guideline, with the outcomes of its rules checked against the decisions; a fact's name never means a decision.

    None for decisions or facts says that their file could not be read, so that no name of one is judged.
    """
    shape = fit(GuidelineShape, tree, problems)
    if shape is None:
        return None
    reader = _Rules(decisions, problems)
    tables = {str(name): reader.table(name, rows) for name, rows in shape.decisions.items()}
    _no_circles(tables, shape, facts or (), problems)
    _no_repeats(shape.cases, problems)
    applies_when = read_condition(shape.scope.applies_when, problems)
    local = read_derived(shape.local, problems)
    summary = read_prose(shape.summary, shape.checked, problems)
    cases = tuple(_case(entry, problems) for entry in shape.cases)
    if applies_when is None or len(local) < len(shape.local):
        return None  # what rests on its scope and its terms would be judged by others than were meant
    scope = Scope(words=shape.scope.words, applies_when=applies_when, locator=shape.scope.locator,
                  checked=shape.scope.checked, where=shape.scope.where)
    rules = Guideline(id=shape.id, scope=scope, local=local, tables=tables,
                      in_force=shape.in_force.isoformat(), where=shape.where)
    return GuidelineEdition(
        rules=rules, name=shape.name, body=shape.body, title=shape.title, reference=shape.reference,
        jurisdiction=shape.jurisdiction, in_force=shape.in_force.isoformat(), supersedes=shape.supersedes or "",
        until=shape.until.isoformat() if shape.until else "", expects=shape.expects,
        summary=summary, reasons=reader.reasons, cases=cases, drugs=reader.drugs,
        accepted=tuple(read_excuse(entry, shape.reference) for entry in shape.accept),
        unread=frozenset(name for name, rows in shape.decisions.items() if len(tables[str(name)]) < len(rows)),
    )


class _Rules:
    """Reads rules, and gathers what pages need of them."""

    def __init__(self, decisions: Mapping[str, Decision] | None, problems: list[Problem]) -> None:
        self.decisions, self.problems = decisions, problems
        self.reasons: dict[str, Prose] = {}
        self.drugs: dict[str, tuple[Text, ...]] = {}

    def table(self, name: Text, rows: list[RuleShape]) -> tuple[Rule, ...]:
        """The rules of one decision."""
        if self.decisions is None:
            for when in (row.when for row in rows if row.when is not None):
                read_condition(when, self.problems)
            return ()
        decision = self.decisions.get(name)
        if decision is None:
            self._report(name.where, "unknown-decision", f'"{name}" is no decision',
                         nearest(name, self.decisions) or "Decisions are declared in content/decisions.yaml.")
            return ()
        seen: set[str] = set()
        for row in rows:
            if row.id in seen:
                self._report(row.id.where, "duplicate-id", f'there is already a rule "{row.id}" in this table',
                             "Pages and reviews name a rule by its id: give this one another.")
            seen.add(row.id)
        return tuple(rule for row in rows if (rule := self._rule(row, decision)) is not None)

    def _rule(self, row: RuleShape, decision: Decision) -> Rule | None:
        outcome = self._outcome(row, decision)
        when = None if row.when is None else read_condition(row.when, self.problems)
        if outcome is None or (row.when is not None and when is None):
            return None
        self.reasons[f"{decision.id}.{row.id}"] = read_prose(row.because, row.checked, self.problems)
        return Rule(id=row.id, outcome=outcome, when=when, because=row.because, grade=row.grade, locator=row.locator,
                    checked=row.checked, where=row.where, tier=row.tier or "", plain=row.plain or "")

    def _outcome(self, row: RuleShape, decision: Decision) -> str | None:
        tree = row.outcome
        ids = [outcome.id for outcome in decision.outcomes]
        interval = decision.kind is DecisionKind.INTERVAL
        if isinstance(tree, Text) and (tree in ids or (interval and INTERVAL.fullmatch(tree))):
            return str(tree)
        if decision.kind is DecisionKind.DRUGS and isinstance(tree, Map):
            return self._drugs(row, tree, decision)
        if isinstance(tree, Text):
            form = ", or a time such as 6 months, 1..2 years or 2.. years" if interval else ""
            hint = nearest(tree, ids) or f"It can be {', '.join(ids)}{form}."
            self._report(tree.where, "unknown-outcome", f'"{tree}" is no outcome of "{decision.id}"', hint)
        else:
            self._report(tree.where, "wrong-type", f'an outcome of "{decision.id}" is one word', f"It can be {', '.join(ids)}.")
        return None

    def _drugs(self, row: RuleShape, tree: Map | Seq, decision: Decision) -> str | None:
        shape = fit(DrugsShape, tree, self.problems)
        if shape is None:
            return None
        self.drugs[f"{decision.id}.{row.id}"] = (*shape.first, *shape.alternative)
        return drugs_outcome(shape.first, shape.alternative)

    def _report(self, where: Where, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(where, code, message, hint))


def _no_circles(tables: dict[str, tuple[Rule, ...]], shape: GuidelineShape, facts: Collection[str],
                problems: list[Problem]) -> None:
    """A decision may read another one, but not itself by any road; a table that does is emptied."""
    reads = {
        name: {read for rule in rows if rule.when is not None for read in names_in(rule.when)
               if read in tables and read not in facts}
        for name, rows in tables.items()
    }
    for name in tables:
        reached, queue = set(), set(reads[name])
        while queue:
            reached |= queue
            queue = set().union(*(reads[other] for other in queue)) - reached
        if name in reached:
            key = next(key for key in shape.decisions if key == name)
            problems.append(Problem(key.where, "circle",
                                    f'the decision "{name}" depends on itself, so it could never be worked out',
                                    "Take one decision out of the  when:  of a rule, so that the chain ends."))
            tables[name] = tuple(replace(rule, when=None) for rule in tables[name][-1:])


def _no_repeats(cases: list[CaseShape], problems: list[Problem]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            problems.append(Problem(case.id.where, "duplicate-id", f'there is already a case "{case.id}"',
                                    "Give this one an id of its own."))
        seen.add(case.id)


def _case(shape: CaseShape, problems: list[Problem]) -> GuidelineCase:
    return GuidelineCase(id=shape.id, facts=shape.facts, where=shape.id.where,
                         expect=read_expectations(shape.expect, problems))
