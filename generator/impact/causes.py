"""What did it: of all that was edited, what a changed answer hangs on.

In: Edits, the rows that decide on both sides.  Out: Causes.  Never: names an edit that has no part in the answer.

Where the row that decides is another one than before, that row or the one before was edited, or what they are made of was, or
their order: an edit of any other row changes nothing for whoever comes to these two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.core.conditions import names_in
from generator.core.derived import AnyDerived, names_behind
from generator.core.guidelines import Rule
from generator.impact.edits import Edits, GuidelineEdit, NamedEdit, Part
from generator.impact.sides import Place, Side
from generator.read.knowledge import Knowledge


class CauseKind(StrEnum):
    """What sort of thing was edited."""

    STATED = "stated"
    GUIDELINE = "guideline"
    TABLE = "table"
    ROW = "row"
    ORDER = "order"
    SCOPE = "scope"
    TERM = "term"
    FACT = "fact"
    CONSTRAINTS = "constraints"
    DECISION = "decision"
    IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that was edited, by name."""

    kind: CauseKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One answer on both sides: where it stands, the rows that decide before and now, and the facts stated otherwise."""

    place: Place
    before: tuple[Rule, ...]
    now: tuple[Rule, ...]
    stated: tuple[str, ...]

    @property
    def rows(self) -> tuple[Rule, ...]:
        """The rows of both sides."""
        return (*self.before, *self.now)


def causes_of(judged: Judged, sides: tuple[Side, Side], edits: Edits) -> tuple[Cause, ...]:
    """Everything edited that the answer hangs on; nothing where it is none of these."""
    edit = edits.of(judged.place[0])
    found = [*([Cause(CauseKind.STATED, judged.stated)] if judged.stated else ()), *_of_guideline(judged, edit, sides),
             *_behind(judged, edit, sides, edits)]
    return tuple(found)


def _of_guideline(judged: Judged, edit: GuidelineEdit | None, sides: tuple[Side, Side]) -> Iterator[Cause]:
    guideline, decision = judged.place
    if edit is not None and (edit.before is None or edit.now is None):
        yield Cause(CauseKind.GUIDELINE, (guideline,))
    elif (guideline in sides[0].guides) != (guideline in sides[1].guides):
        yield Cause(CauseKind.IN_FORCE, (guideline,))
    elif edit is not None and edit.before is not None and edit.now is not None:
        if (decision in edit.before.rules.tables) != (decision in edit.now.rules.tables):
            yield Cause(CauseKind.TABLE, (decision,))
        else:
            yield from _in_table(judged, edit)
        if Part.CONDITION in edit.scope:
            yield Cause(CauseKind.SCOPE)


def _in_table(judged: Judged, edit: GuidelineEdit) -> Iterator[Cause]:
    decide = {rule.id for rule in judged.rows}
    edited = tuple(row.id for row in edit.rows
                   if row.decision == judged.place[1] and row.id in decide and row.parts != (Part.WORDS,))
    if edited:
        yield Cause(CauseKind.ROW, edited)
    if judged.place[1] in edit.reordered:
        yield Cause(CauseKind.ORDER)


def _behind(judged: Judged, edit: GuidelineEdit | None, sides: tuple[Side, Side], edits: Edits) -> Iterator[Cause]:
    """Terms, decisions and facts that the rows or the scope are made of."""
    names = {name for side in sides for name in _names(judged, side)}
    if terms := _meant(edit.terms if edit else (), names):
        yield Cause(CauseKind.TERM, terms)
    read = {row.decision for row in edit.rows if row.parts != (Part.WORDS,)} | set(edit.reordered) if edit else set()
    if decisions := tuple(sorted(read & names - {judged.place[1]})):
        yield Cause(CauseKind.DECISION, decisions)
    if facts := _meant((*edits.facts, *edits.derived), names):
        yield Cause(CauseKind.FACT, facts)
    if edits.constraints:
        yield Cause(CauseKind.CONSTRAINTS)


def _meant(edits: Iterable[NamedEdit], names: set[str]) -> tuple[str, ...]:
    return tuple(edit.name for edit in edits if edit.name in names and edit.parts != (Part.WORDS,))


def _names(judged: Judged, side: Side) -> Iterator[str]:
    """Every name that the rows, the scope, and the decisions that these read come down to."""
    guide = side.compiled(judged.place[0])
    if guide is None:
        return
    tables, derived = guide.guideline.tables, _derived(side.context.compendium.knowledge, judged.place[0])
    rules, seen = [*judged.rows], {judged.place[1]}
    written = list(names_in(guide.guideline.scope.applies_when))
    while rules:
        when = rules.pop().when
        behind = () if when is None else names_behind(names_in(when), derived)
        written += behind
        rules += [rule for name in behind if name in tables and name not in seen for rule in tables[name]]
        seen |= set(behind)
    yield from names_behind(written, derived)


def _derived(knowledge: Knowledge, guideline: str) -> dict[str, AnyDerived]:
    edition = next(one for one in knowledge.editions if one.id == guideline)
    return {**knowledge.facts.derived, **edition.rules.local}
