"""Proofs over all possible patients: rows that never decide, answers that get milder as a fact gets worse, excuses for these.

In: Compendium.  Out: findings, each with example patients; what is accepted, with its reason.  Never: accepts without a reason.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.check.showing import Fall, Judged, Shade, fall_of, fall_words, judged_tables, shade_of, shade_words
from generator.check.sizes import NOT_PROVED, as_far_as_proved
from generator.core.diagrams import TooLargeError
from generator.core.firing import Shadowed, shadowed
from generator.core.worsening import Descending, descending
from generator.origin import Level
from generator.read.excuses import Excuse

MILDER, NEVER_REACHED = "gets-milder", "rule-never-reached"
PROOFS = frozenset({MILDER, NEVER_REACHED, "rule-never-met", "table-not-total", "needless-excuse", NOT_PROVED})


def never_reached(judged: Judged) -> Iterator[Shadowed]:
    """The rows that never decide, though patients meet them, because rows with another answer, or for everyone, come first."""
    for found in shadowed(judged.compendium.everyone, judged.compiled, judged.table):
        if not harmless(judged, found):
            yield found


def harmless(judged: Judged, found: Shadowed) -> bool:
    """Whether the rows that come first give the same answer and have conditions of their own."""
    rows = [judged.table.rules[place] for place in found.by]
    return all(row.outcome == found.rule.outcome and row.when is not None for row in rows)


@check("rule-never-reached", level=Level.ERROR)
def rules_can_be_reached(compendium: Compendium) -> Iterator[Finding]:
    """A row that never decides is a dead letter: whoever meets it gets another answer from a row above."""
    for judged in judged_tables(compendium):
        yield from as_far_as_proved(_dead_letters(judged), judged.edition.id, judged.decision.id, judged.table)


def _dead_letters(judged: Judged) -> Iterator[Finding]:
    for found in never_reached(judged):
        if found.rule.id not in judged.excused(NEVER_REACHED):
            message, example = shade_words(judged, shade_of(judged, found))
            yield found.rule.where, message, f"{example} Move the row up, or narrow what stands above it."


def falling(judged: Judged, among: Container[str]) -> Iterator[Descending]:
    """The facts among some of which a worse value may bring a milder answer."""
    if judged.ranks:
        yield from descending(judged.compendium.everyone, judged.table.node, judged.ranks, among)


@check("gets-milder", level=Level.ERROR)
def worse_never_means_milder(compendium: Compendium) -> Iterator[Finding]:
    """A patient worse off in one fact alone, and with a milder answer, points to a slip, unless the source says why."""
    for judged in judged_tables(compendium):
        yield from as_far_as_proved(_falls(judged), judged.edition.id, judged.decision.id, judged.table)


def _falls(judged: Judged) -> Iterator[Finding]:
    for found in falling(judged, judged.compendium.knowledge.known_facts):
        if found.fact not in judged.excused(MILDER):
            fall = fall_of(judged, found)
            message, example = fall_words(judged, fall)
            yield fall.rules[1].where, message, \
                f"{example} Mend the rows; or, if the source means it, give its reason under  accept: ."


@check("needless-excuse", level=Level.ERROR)
def excuses_are_needed(compendium: Compendium) -> Iterator[Finding]:
    """An excuse for nothing would hide the mistake that it names once somebody makes it."""
    tables = {(judged.edition.id, judged.decision.id): judged for judged in judged_tables(compendium)}
    for edition in compendium.knowledge.editions:
        for excuse in edition.accepted if edition.id in compendium.book.guidelines else ():
            judged = tables.get((edition.id, excuse.decision))
            if excuse.decision not in edition.unread and (judged is None or not _needed(judged, excuse)):
                yield excuse.where, f'there is no "{excuse.finding}" of "{excuse.about}" in "{excuse.decision}" to accept', \
                    "Remove the excuse, or write the names as the message that it answers has them."


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a proof finds in a table and the guideline means so: the patients who show it, and the reason."""

    finding: str
    shown: Fall | Shade
    excuse: Excuse


def accepted(judged: Judged) -> Iterator[Accepted]:
    """Everything that proofs find in a table and that an excuse answers."""
    falls, shades = judged.excused(MILDER), judged.excused(NEVER_REACHED)
    for fall in falling(judged, falls):
        yield Accepted(MILDER, fall_of(judged, fall), falls[fall.fact])
    for shadow in never_reached(judged) if shades else ():
        if shadow.rule.id in shades:
            yield Accepted(NEVER_REACHED, shade_of(judged, shadow), shades[shadow.rule.id])


def _needed(judged: Judged, excuse: Excuse) -> bool:
    """Whether there is what is excused, or the table is too large to tell."""
    try:
        if excuse.finding == MILDER:
            return any(True for _ in falling(judged, {excuse.about}))
        return excuse.finding == NEVER_REACHED and any(found.rule.id == excuse.about for found in never_reached(judged))
    except TooLargeError:
        return True
