"""Guidelines as the core sees them: decisions, rules, tables, scope.

In: nothing.  Out: Decision, Rule, Guideline.  Never: computes; how a rule reads on a page is kept, not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.core.conditions import Condition
from generator.core.derived import AnyDerived
from generator.core.facts import Fact
from generator.origin import Text, Where

SILENT = "no_recommendation"


class Checked(StrEnum):
    """How a statement was checked, from best to worst."""

    SOURCE = "source"
    SECONDARY = "secondary"
    RECALLED = "recalled"


def worst(states: Iterable[Checked]) -> Checked:
    """How the least checked of several statements was checked."""
    return max(states, key=list(Checked).index, default=Checked.SOURCE)


class DecisionKind(StrEnum):
    """What sort of answer a decision has."""

    ORDERED = "ordered"
    CHOICE = "choice"
    INTERVAL = "interval"
    DRUGS = "drugs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One answer, in words for three places."""

    id: str
    label: str
    clinician: str
    plain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A question that many guidelines answer; outcomes run from mild to strong, those outside the order first."""

    id: str
    kind: DecisionKind
    label: str
    question: str
    outcomes: tuple[Outcome, ...]
    where: Where
    outside: frozenset[str] = frozenset({SILENT})

    def outcome(self, id: str) -> Outcome:
        """The outcome with this id; an interval or a set of drugs speaks for itself."""
        for outcome in self.outcomes:
            if outcome.id == id:
                return outcome
        return Outcome(id=id, label=id, clinician=id, plain=id)

    def rank(self, id: str) -> tuple[int, str]:
        """Where an outcome stands in the order: those outside it first, then mild to strong."""
        ids = [outcome.id for outcome in self.outcomes]
        return (ids.index(id) if id in ids else len(ids), id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One row of a decision table; a row without `when` is met by everyone who reaches it."""

    id: str
    outcome: str
    when: Condition | None
    because: Text
    grade: str
    locator: str
    checked: Checked
    where: Where
    tier: str = ""
    plain: str = ""
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Whom a guideline is for."""

    words: str
    applies_when: Condition
    locator: str
    checked: Checked
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Guideline:
    """One edition of one body's guidance: its own scope, derived facts and tables."""

    id: str
    scope: Scope
    local: Mapping[str, AnyDerived]
    tables: Mapping[str, tuple[Rule, ...]]
    in_force: str
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Impossible:
    """A combination of facts that nobody has."""

    when: Condition
    because: str
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Everything the core needs to decide: one vocabulary, all guidelines, and conditions of others by name."""

    facts: tuple[Fact, ...]
    derived: Mapping[str, AnyDerived]
    impossible: tuple[Impossible, ...]
    decisions: Mapping[str, Decision]
    guidelines: tuple[Guideline, ...]
    conditions: Mapping[str, Condition]
