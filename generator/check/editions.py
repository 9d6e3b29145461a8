"""Checks of editions: when each holds, and which takes the place of which.

In: Compendium.  Out: findings.  Never: knows what day it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.origin import Level, nearest
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge


@check("never-in-force", level=Level.ERROR)
def editions_hold_for_a_while(compendium: Compendium) -> Iterator[Finding]:
    """An edition that ends before it begins would never answer."""
    for edition in compendium.knowledge.guidelines:
        if edition.until and edition.until <= edition.in_force:
            yield (edition.rules.where,
                   f"{edition.id} ends on {edition.until} and begins on {edition.in_force}, so it would never answer",
                   "in_force:  is the first day on which it holds,  until:  the first on which it no longer does.")


@check("unknown-guideline", level=Level.ERROR)
def superseded_editions_exist(compendium: Compendium) -> Iterator[Finding]:
    """An edition that takes the place of an unknown one would leave readers without the way back."""
    known = {edition.id for edition in compendium.knowledge.guidelines} | compendium.knowledge.unread
    for name in (edition.predecessor for edition in compendium.knowledge.guidelines):
        if name is not None and name not in known:
            yield (name.where, f'"{name}" is no guideline held here, so the link would lead nowhere',
                   nearest(name, known) or "An edition that is not held here is named in words, such as  Guide of 2014 .")


@check("circle", level=Level.ERROR)
def no_edition_supersedes_itself(compendium: Compendium) -> Iterator[Finding]:
    """An edition that by a detour takes its own place has no day on which it could begin."""
    for edition in compendium.knowledge.guidelines:
        round_trip = _round_trip(compendium.knowledge, edition)
        if edition.predecessor is not None and edition.id == min(round_trip, default=""):
            yield (edition.predecessor.where, f"{' supersedes '.join((*round_trip, edition.id))}",
                   "The newer edition names the older one, and the oldest one here names none, or one in words.")


@check("both-in-force", level=Level.ERROR)
def editions_end_where_the_next_begins(compendium: Compendium) -> Iterator[Finding]:
    """While an edition and the one that supersedes it both hold, a case would be judged twice by the same body."""
    editions = {edition.id: edition for edition in compendium.knowledge.guidelines}
    for edition in editions.values():
        before = None if edition.predecessor is None else editions.get(edition.predecessor)
        if edition.predecessor is None or before is None or _round_trip(compendium.knowledge, edition):
            continue
        if not before.until or before.until > edition.in_force:
            ends = f"ends on {before.until}" if before.until else "has no  until:"
            yield (edition.predecessor.where, f"{before.id} {ends}, so it would hold beside {edition.id}, which supersedes it",
                   f"Write  until: {edition.in_force}  in {before.rules.where.file}, or an earlier day on which it ended.")


def _round_trip(knowledge: Knowledge, edition: GuidelineEdition) -> tuple[str, ...]:
    """The editions that lead from this one back to itself; none as a rule."""
    line = knowledge.lineage(edition.id)
    last = next(other for other in knowledge.guidelines if other.id == line[-1])
    return line if last.predecessor == edition.id else ()
