"""Read decision tables with what pages say about them, of guidelines and of the labels of drugs.

In: RuleShapes, CaseShapes, Decisions.  Out: RuleTables, TableCases, Problems.  Never: compiles rules or runs cases.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from generator.core.conditions import names_in
from generator.core.guidelines import Checked, Decision, DecisionKind, Rule
from generator.origin import Problem, Text, Where, nearest
from generator.read.conditions import read_condition
from generator.read.decisions import INTERVAL, drugs_outcome
from generator.read.expectations import Expectation, read_expectations
from generator.read.fields import CaseExpectationTree, ConditionTree, DrugId, Id, Line, OutcomeTree, Stands, Stated
from generator.read.prose import Prose, read_prose
from generator.read.shape import Shape, fit, no_repeats
from generator.read.yamltree import Map, Seq


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


@dataclass(frozen=True, kw_only=True, slots=True)
class TableCase:
    """A boundary case."""

    id: str
    facts: Mapping[Text, Text]
    expect: tuple[Expectation, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What rows may name; None for what could not be read, so that no name of it is judged."""

    decisions: Mapping[str, Decision] | None
    facts: Collection[str] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTables:
    """Tables by decision; per row, as `decision.rule`, its reason and the drugs it names; `unread` tables lack rows."""

    tables: Mapping[str, tuple[Rule, ...]]
    reasons: Mapping[str, Prose]
    drugs: Mapping[str, tuple[Text, ...]]
    unread: frozenset[str]


def read_tables(written: Tables, known: KnownNames, problems: list[Problem]) -> RuleTables:
    """All tables, with the outcomes of their rules checked against the decisions; a fact's name never means a decision."""
    reader = _Rules(known.decisions, problems)
    tables = {str(name): reader.table(name, rows) for name, rows in written.items()}
    _no_circles(tables, written, known.facts or (), problems)
    unread = frozenset(name for name, rows in written.items() if len(tables[str(name)]) < len(rows))
    return RuleTables(tables=tables, reasons=reader.reasons, drugs=reader.drugs, unread=unread)


def read_cases(shapes: list[CaseShape], problems: list[Problem]) -> tuple[TableCase, ...]:
    """The boundary cases of all tables."""
    no_repeats([shape.id for shape in shapes], "case", problems)
    return tuple(TableCase(id=shape.id, facts=shape.facts, where=shape.id.where,
                           expect=read_expectations(shape.expect, problems)) for shape in shapes)


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
        no_repeats([row.id for row in rows], "rule", self.problems)
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


def _no_circles(tables: dict[str, tuple[Rule, ...]], written: Tables, facts: Collection[str], problems: list[Problem]) -> None:
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
            key = next(key for key in written if key == name)
            problems.append(Problem(key.where, "circle",
                                    f'the decision "{name}" depends on itself, so it could never be worked out',
                                    "Take one decision out of the  when:  of a rule, so that the chain ends."))
            tables[name] = tuple(replace(rule, when=None) for rule in tables[name][-1:])
