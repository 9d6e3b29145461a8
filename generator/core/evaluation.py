"""Decide one box by every guideline, and say why.

In: Rulebook, Box.  Out: Evaluation.  Never: reads files, knows the date, knows words for pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.core.boxes import Box
from generator.core.changes import Change, changes
from generator.core.facts import Values
from generator.core.guidelines import SILENT, Decision, Rule
from generator.core.needs import can_settle, needs
from generator.core.rulebook import OUTSIDE, Compiled
from generator.core.truth import Step, Truth, trace, truth_of


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTrace:
    """One row: its rule, its truth on its own, and the trace (None for the row that catches the rest)."""

    rule: Rule
    truth: Truth
    step: Step | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one guideline says on one decision, for the possible patients in its scope."""

    decision: str
    possible: tuple[str, ...]
    needs: tuple[str, ...]
    can_settle: Mapping[str, Values]
    rules: tuple[RuleTrace, ...]
    changes: tuple[Change, ...] = ()

    @property
    def outcome(self) -> str | None:
        """The outcome, or None while more than one is possible."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def silent(self) -> bool:
        """Whether the guideline has nothing to say to anyone in the box."""
        return self.possible == (SILENT,)

    @property
    def decider(self) -> int | None:
        """The place of the first row that is met; rows above it may still be, while the answer is open."""
        return next((place for place, row in enumerate(self.rules) if row.truth is Truth.MET), None)

    @property
    def in_play(self) -> tuple[RuleTrace, ...]:
        """The rows that may decide: all that are not failed, down to the first that is met."""
        last = len(self.rules) if self.decider is None else self.decider
        return tuple(row for row in self.rules[:last + 1] if row.truth is not Truth.NOT_MET)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One guideline on one box; without answers where it does not apply."""

    guideline: str
    applies: Truth
    scope: Step
    scope_needs: tuple[str, ...]
    answers: Mapping[str, Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """Everything decided about one box; `labels` hold what the tables of labels answer, by label and decision."""

    box: Box
    assumed: Mapping[str, Values]
    follows: Mapping[str, Values]
    lead: Mapping[str, str]
    verdicts: Mapping[str, Verdict]
    labels: Mapping[str, Mapping[str, Answer]]
    conditions: Mapping[str, Truth]


def possible(box: Box, compiled: Compiled, decision: str) -> tuple[str, ...]:
    """The outcomes that possible patients in scope can have, mild to strong."""
    found = box.reach(compiled.tables[decision].node) - {OUTSIDE}
    order: Decision = box.book.rules.decisions[decision]
    return tuple(sorted((str(outcome) for outcome in found), key=order.rank))


def applies(box: Box, compiled: Compiled) -> Truth:
    """Whether the guideline is for all, some or none of the possible patients."""
    return truth_of(box.reach(compiled.scope_node))


def evaluate(box: Box, *, lead: Iterable[str], in_force: Iterable[str] | None = None, labels: Iterable[str] = ()) -> Evaluation:
    """Decide a box by all guidelines in force, and by labels; `lead` is the order in which guidelines may lead a decision."""
    book, work = box.book, box.forgetful()
    names = list(book.guidelines) if in_force is None else [name for name in book.guidelines if name in set(in_force)]
    verdicts = {name: _verdict(work, book.guidelines[name]) for name in names}
    return Evaluation(
        box=box,
        assumed=_assumed(box),
        follows=_follows(box),
        lead=_lead(verdicts, [name for name in lead if name in verdicts]),
        verdicts=verdicts,
        labels={name: _answers(work, book.guidelines[name]) for name in labels},
        conditions={name: truth_of(work.reach(clause.node)) for name, clause in book.conditions.items()},
    )


@dataclass(frozen=True, slots=True)
class Leading:
    """The answer that leads one decision: whose it is, whether it applies, and the outcomes still possible."""

    guideline: str
    applies: Truth
    possible: tuple[str, ...]


def leading_answer(box: Box, decision: str, lead: Iterable[str]) -> Leading | None:
    """What an evaluation of the box would lead a decision with, worked out alone; `lead` are guidelines in force, in order."""
    for name in lead:
        compiled = box.book.guidelines[name]
        truth = applies(box, compiled) if decision in compiled.tables else Truth.NOT_MET
        found = possible(box, compiled, decision) if truth is not Truth.NOT_MET else (SILENT,)
        if found != (SILENT,):
            return Leading(name, truth, found)
    return None


def _verdict(box: Box, compiled: Compiled) -> Verdict:
    truth = applies(box, compiled)
    answers = {} if truth is Truth.NOT_MET else _answers(box, compiled)
    return Verdict(
        guideline=compiled.guideline.id,
        applies=truth,
        scope=trace(compiled.scope, box),
        scope_needs=needs(box, compiled.scope_node),
        answers={name: replace(answer, changes=changes(box, compiled.tables[name].node)) for name, answer in answers.items()},
    )


def _answers(box: Box, compiled: Compiled) -> dict[str, Answer]:
    """The answer of every table, without what would change it."""
    return {name: _answer(box, compiled, name) for name in compiled.tables}


def _answer(box: Box, compiled: Compiled, decision: str) -> Answer:
    table = compiled.tables[decision]
    needed = needs(box, table.node)
    steps = [None if row is None else trace(row, box) for row in table.rows]
    rules = tuple(
        RuleTrace(rule=rule, truth=Truth.MET if step is None else step.truth, step=step)
        for rule, step in zip(table.rules, steps, strict=True)
    )
    return Answer(
        decision=decision,
        possible=possible(box, compiled, decision),
        needs=needed,
        can_settle=can_settle(box, table.node, needed),
        rules=tuple(_catch_all(rules)),
    )


def _catch_all(rules: tuple[RuleTrace, ...]) -> Iterable[RuleTrace]:
    """The row without a condition holds as far as no row before it does."""
    strongest = Truth.NOT_MET
    for row in rules:
        if row.step is None:
            yield RuleTrace(rule=row.rule, truth=Truth(Truth.MET - strongest), step=None)
        else:
            yield row
        strongest = max(strongest, row.truth)


def _assumed(box: Box) -> dict[str, Values]:
    return {
        fact.id: fact.unstated
        for fact, values in zip(box.book.facts, box.values, strict=True)
        if fact.unstated is not None and fact.id not in box.stated and not values.inapplicable
    }


def _follows(box: Box) -> dict[str, Values]:
    """What narrowing found out about facts that were not stated, or not stated so exactly."""
    return {
        fact.id: values
        for fact, values in zip(box.book.facts, box.values, strict=True)
        if fact.id not in box.book.rules.derived
        and (values.ranges, values.absent) != _began(box, fact.id)
        and (values.ranges or values.absent)
    }


def _began(box: Box, name: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    start = box.stated.get(name, box.book.facts[box.book.levels[name]].at_start)
    return start.ranges, start.absent


def _lead(verdicts: Mapping[str, Verdict], order: list[str]) -> dict[str, str]:
    """Per decision the first guideline in the order that applies and is not silent."""
    lead: dict[str, str] = {}
    for name in order:
        for decision, answer in verdicts[name].answers.items():
            if not answer.silent:
                lead.setdefault(decision, name)
    return lead

