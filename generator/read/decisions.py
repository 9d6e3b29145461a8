"""Read content/decisions.yaml: the questions guidelines answer.

In: Tree.  Out: Decisions by id, Problems.  Never: knows a guideline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic import Field

from generator.core.guidelines import Decision, DecisionKind, Outcome
from generator.origin import Problem
from generator.read.fields import Id, Line
from generator.read.shape import Shape, fit
from generator.read.yamltree import Tree

INTERVAL = re.compile(r"([0-9]{1,4})(?:\.\.([0-9]{1,4})?)? (months|years)")


class OutcomeShape(Shape):
    """One answer."""

    id: Id = Field(description="Stable name, used in rules and expectations.")
    label: Line = Field(description="Words for tables.")
    clinician: Line = Field(description='Words that finish "By X, …".')
    plain: Line = Field(description='Words for patients that finish "By these rules, …".')


class DecisionShape(Shape):
    """One question that many guidelines answer."""

    id: Id = Field(description="Stable name of the decision.")
    kind: DecisionKind = Field(description="What sort of answers it has; ordered ones run from mild to strong.")
    label: Line = Field(description="Heading in tables.")
    question: Line = Field(description="The question in full.")
    outcomes: list[OutcomeShape] = Field(default_factory=list, description="Answers, from mild to strong.")


class DecisionsShape(Shape):
    """The questions that guidelines answer."""

    decisions: list[DecisionShape] = Field(description="The decisions, in the order in which pages show them.")
    outside: list[OutcomeShape] = Field(description="Answers outside the order, open to any decision.")


def read_decisions(tree: Tree, problems: list[Problem]) -> Mapping[str, Decision] | None:
    """All decisions, each with the outcomes outside the order put first; None where some outcomes could not be known."""
    shape = fit(DecisionsShape, tree, problems)
    if shape is None:
        return None
    outside = tuple(_outcome(entry) for entry in shape.outside)
    found: dict[str, Decision] = {}
    known = True
    for entry in shape.decisions:
        if entry.id in found:
            problems.append(Problem(entry.id.where, "duplicate-id", f'there is already a decision "{entry.id}"',
                                    "Guidelines name it by its id: give this one another, or delete it."))
        if not entry.outcomes and entry.kind in (DecisionKind.ORDERED, DecisionKind.CHOICE):
            problems.append(Problem(entry.where, "missing-key", f'"{entry.id}" has no outcomes, so no rule could answer it',
                                    "List them under  outcomes: ."))
            known = False
        seen = {outcome.id for outcome in outside}
        for outcome in entry.outcomes:
            if outcome.id in seen:
                problems.append(Problem(outcome.id.where, "duplicate-id", f'there is already an outcome "{outcome.id}"',
                                        "Rules name it by its id: give this one another, or delete it."))
            seen.add(outcome.id)
        found.setdefault(str(entry.id), Decision(
            id=entry.id, kind=entry.kind, label=entry.label, question=entry.question, where=entry.where,
            outcomes=(*outside, *(_outcome(outcome) for outcome in entry.outcomes)),
            outside=frozenset(outcome.id for outcome in outside),
        ))
    return found if known else None


def drugs_outcome(first: Iterable[str], alternative: Iterable[str]) -> str:
    """A set of drugs as one outcome, such as `a b; then c`."""
    return "; then ".join(part for part in (" ".join(first), " ".join(alternative)) if part)


def _outcome(shape: OutcomeShape) -> Outcome:
    return Outcome(id=shape.id, label=shape.label, clinician=shape.clinician, plain=shape.plain)
