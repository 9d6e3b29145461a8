"""The vocabulary under review: groups of facts with their questions and scales, and decisions with the words of their outcomes.

In: Knowledge, Lexicon.  Out: Statements by item.  Never: knows a case.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.facts import Fact
from generator.core.guidelines import Decision
from generator.read.facts import Group
from generator.read.knowledge import Knowledge
from generator.read.statements import Statement
from generator.review.canonical import canonical
from generator.review.meaning import Lexicon
from generator.review.sentences import line, sentences


def group_statements(group: Group, knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Statement]:
    """A group: how it is asked and why, its scale, and each fact with its range and what is assumed of it."""
    where = next((fact.where for fact in knowledge.facts.facts if fact.group == group.id), group.why.where)
    for part, text in (("label", group.label), ("question", group.question), ("plain", group.plain)):
        yield from line(f"asked/{part}", group.label, text, where, lexicon)
    yield from sentences("asked/why", group.label, group.why, lexicon)
    if group.scale:
        classes = "; ".join(f"{band.label}: {band.test.said}" for band in group.scale.bands)
        yield Statement(id="scale", heading=group.label, words=f"{classes}. {group.scale.plain}", meaning=canonical(group.scale),
                        checked=group.scale.checked, cites=(group.scale.reference,), where=where)
    for fact in knowledge.facts.facts:
        if fact.group == group.id:
            yield _fact(fact, group)


def _fact(fact: Fact, group: Group) -> Statement:
    known = fact.write(fact.measured)
    assumed = f"; while it is not stated: {fact.write(fact.unstated)} ({fact.unstated_because})" if fact.unstated else ""
    people = f"; out of 100 {fact.people.who} will {fact.people.event}. {fact.people.note}" if fact.people else ""
    means = (fact.kind, fact.unit, fact.low, fact.high, fact.step, fact.choices, fact.may_be_absent, fact.only_if, fact.unstated,
             fact.worse)
    return Statement(id=f"fact/{fact.id}", heading=group.label, meaning=canonical(means), where=fact.where,
                     words=f"{fact.label} ({fact.plain}): {known} {fact.unit}{assumed}{people}".replace(" ;", ";").rstrip())


def decision_statements(decision: Decision) -> Iterator[Statement]:
    """A decision with its question, and each outcome in the words for both readers; their order is part of what they mean."""
    yield Statement(id="question", heading=decision.label, words=f"{decision.label}: {decision.question}",
                    meaning=canonical((decision.kind, sorted(decision.outside))), where=decision.where)
    for outcome in decision.outcomes:
        yield Statement(id=f"outcome/{outcome.id}", heading=decision.label, where=decision.where, meaning=outcome.id,
                        words=f"{outcome.label} / {outcome.clinician} / {outcome.plain}")
