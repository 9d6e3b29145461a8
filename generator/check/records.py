"""Checks of the record of reviews: every event keeps to the policy, and stands where it belongs.

In: Compendium.  Out: findings.  Never: says what the status of an item is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.origin import Level, Problem, Where, nearest
from generator.read.knowledge import Knowledge
from generator.review.components import GLOSSARY
from generator.review.history import histories
from generator.review.standings import court_of


@check("bad-event", level=Level.ERROR)
def event_against_the_policy(compendium: Compendium) -> Iterator[Finding]:
    """An event of a review breaks the policy; it counts for nothing."""
    knowledge = compendium.knowledge
    if "reviewers" in knowledge.unread:
        return  # nobody would be found
    for history in histories(knowledge.records, court_of(knowledge)).values():
        yield from history.problems


@check("record-without-item", level=Level.ERROR)
def record_of_nothing(compendium: Compendium) -> Iterator[Finding]:
    """A record speaks of an item that is not there: renamed, it would lose what was approved without a word."""
    known = frozenset(reviewed_items(compendium.knowledge))
    for record in compendium.knowledge.records.values():
        named = [(record.where, record.item)]
        named += [(event.where, event.replaced_by) for event in record.events if event.replaced_by]
        for where, item in named:
            if item not in known and item.partition("/")[2] not in compendium.knowledge.unread:
                yield (where, f'"{item}" is not there',
                       nearest(item, known) or "An id is for good: give it back, or retire it and keep its file.")


@check("unused-snapshot", level=Level.WARNING)
def snapshot_of_nobody(compendium: Compendium) -> Iterator[Finding]:
    """A snapshot was written, and no event speaks of it; perhaps an event was removed."""
    knowledge = compendium.knowledge
    if any(name.startswith("content/reviews/") for name in knowledge.unread):
        return  # a record that cannot be read may speak of it
    named = {seen.file for record in knowledge.records.values() for event in record.events for seen in event.seen}
    for file in knowledge.snapshots:
        if file not in named:
            yield Where(file), "no event speaks of this snapshot", "Look for an event that was removed; else delete the file."


@check("interest-in-nothing", level=Level.ERROR)
def interest_in_no_drug(compendium: Compendium) -> Iterator[Finding]:
    """A reviewer declares an interest in a drug that is not there, so it would bar nothing."""
    drugs = compendium.knowledge.drugs
    for person in compendium.knowledge.reviewers.values():
        for name in (name for interest in person.interests for name in interest.drugs):
            if name not in drugs and name not in compendium.knowledge.unread:
                yield name.where, f'"{name}" is no drug', nearest(name, drugs) or "Drugs live in content/drugs/."


def dates_ahead(knowledge: Knowledge, today: str) -> Iterator[Problem]:
    """Events that are yet to come: a clock was wrong, and an approval would hold too long."""
    for record in knowledge.records.values():
        for event in record.events:
            if event.date > today:
                yield Problem(event.where, "date-ahead", f"this event is of {event.date}, and today is {today}",
                              "Look at the clock of the machine that wrote it, and at that of this one.")


def reviewed_items(knowledge: Knowledge) -> Iterator[str]:
    """Everything that can be reviewed."""
    yield from (f"guidelines/{one.id}" for one in knowledge.guidelines)
    yield from (f"advice/{one.id}" for one in knowledge.topics)
    yield from (f"drugs/{name}" for name in knowledge.drugs)
    yield from (f"references/{name}" for name in knowledge.references)
    yield from (f"facts/{one.id}" for one in knowledge.facts.groups)
    yield from (f"decisions/{name}" for name in knowledge.decisions)
    yield from (f"profiles/{name}" for name in knowledge.profiles)
    yield from (f"scenarios/{one.id}" for one in knowledge.scenarios)
    if knowledge.glossary:
        yield GLOSSARY
