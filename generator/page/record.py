"""The record of reviews on a page: who approved it in which role and with which interests, who disagrees, what happened.

In: Context, Standing.  Out: RecordPart.  Never: leaves out an event, a dissent or an interest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.page.context import Context
from generator.page.markup import md
from generator.read.records import Action, Event
from generator.review.standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One who approved, ready to place."""

    name: str
    role: str
    institution: str
    date: str
    interests: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One event, ready to place; `message` is an address or a number."""

    date: str
    what: str
    who: str
    note: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPart:
    """The record of an item; `so_far` are approvals of a round that is not complete."""

    approved_by: tuple[Person, ...]
    so_far: tuple[Person, ...]
    needed: str
    dissent: tuple[Happening, ...]
    events: tuple[Happening, ...]

    @property
    def names(self) -> str:
        """Who approved, in one line."""
        return ", ".join(f"{one.name} ({one.role})" for one in self.approved_by)


NO_RECORD = RecordPart(approved_by=(), so_far=(), needed="", dissent=(), events=())


def record_part(context: Context, standing: Standing) -> RecordPart:
    """The record of an item as its page tells it."""
    approval, history = standing.approval, standing.history
    return RecordPart(
        approved_by=() if approval is None or approval.urgent else tuple(_people(context, approval.by)),
        so_far=tuple(_people(context, history.votes)), needed=md(", ".join(standing.wanting)),
        dissent=tuple(_happening(context, standing, event) for event in standing.dissent if event not in history.refused),
        events=tuple(_happening(context, standing, event) for event in history.events),
    )


def _people(context: Context, events: Iterable[Event]) -> Iterator[Person]:
    for event in events:
        person = context.compendium.knowledge.reviewers[event.by]
        ties = [f"{tie.company}, {tie.what}" + (f" ({_drugs(context, tie.drugs)})" if tie.drugs else "")
                for tie in person.interests if event.date in tie.days]
        yield Person(name=md(person.name), role=md(role_words(context, event)), institution=md(person.institution),
                     date=event.date, interests=md("; ".join(ties) or context.words.interests_none))


def _drugs(context: Context, names: Iterable[str]) -> str:
    drugs = context.compendium.knowledge.drugs
    return ", ".join(drugs[name].name if name in drugs else name for name in names)


def role_words(context: Context, event: Event) -> str:
    """What the role of an event is called."""
    return context.settings.policy.roles.get(event.role, event.role)


def _happening(context: Context, standing: Standing, event: Event) -> Happening:
    words, person = context.words, context.compendium.knowledge.reviewers.get(event.by)
    said = {action: getattr(words, f"event_{action.replace('-', '_')}") for action in Action}[event.action]
    what = f"{said} {event.void}" if event.void is not None else said
    if event in standing.history.refused:
        what = f"{what} ({words.event_refused})"
    who = f"{person.name if person else event.by}, {role_words(context, event)}"
    return Happening(date=event.date, what=md(what), who=md(who), note=md(event.note), message=md(event.message))
