"""Where items stand in review, as paragraphs that can be read aloud and as plain data.

In: Standings.  Out: Paragraphs, dicts of text.  Never: judges, or leaves out why something is not approved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from generator.core.guidelines import Checked
from generator.layout import Paragraph, heading, item
from generator.page.phrases import listed
from generator.read.records import Event
from generator.read.statements import Statement
from generator.review.eligibility import Court
from generator.review.history import State
from generator.review.standing import Amended, Reason, Standing

# What asks for somebody comes first.
ORDER = (State.LAPSED, State.HELD, State.CHANGES_REQUESTED, State.UNDER_REVIEW, State.SUBMITTED, State.DRAFT, State.RETIRED,
         State.APPROVED)
_MANY = 4
_GAP = Paragraph()
_PARTS = {Reason.PART_CHANGED: "It uses what has changed since it was approved",
          Reason.PART_HELD: "It uses what was taken down",
          Reason.PART_WAITS: "It uses what is not approved yet"}


def list_paragraphs(standings: Iterable[Standing], day: str, *, every: bool) -> Iterator[Paragraph]:
    """How many items have which status, and each of them in a line; of those without any event only the number, unless asked."""
    found = sorted(standings, key=lambda one: (ORDER.index(one.state), one.item))
    yield heading(f"Review on {day}")
    yield Paragraph(words=f"{state_counts(found)}." if found else "Nothing has this status.")
    told = [one for one in found if every or one.history.events]
    yield from (item(f"{one.item}: {' '.join(_summary(one))}") for one in told)
    if len(told) < len(found):
        yield Paragraph(words="Items of which nothing is recorded are not listed;  --state  lists all of one status.")


def state_counts(standings: Iterable[Standing]) -> str:
    """How many items have which status, in words."""
    counts = Counter(one.state for one in standings)
    return listed([f"{counts[state]} {state_words(state)}" for state in ORDER if counts[state]], "and")


def state_words(state: State) -> str:
    """A status in words."""
    return state.replace("_", " ")


def _summary(standing: Standing) -> Iterator[str]:
    """The status, why it is that, and what is lacking, as sentences."""
    yield f"{state_words(standing.state).capitalize()}."
    yield from why(standing)
    yield from lacking(standing)


def why(standing: Standing) -> Iterator[str]:
    """Why an item is not approved any more, or not yet, as sentences."""
    reasons = [one.reason for one in standing.because]
    if Reason.MEANING in reasons:
        yield "Its meaning has changed since it was approved."
    if Reason.WORDS in reasons:
        yield "Its words have changed since it was approved; their meaning, as far as a machine can tell, has not."
    if Reason.OVERDUE in reasons:
        yield f"Its next review was due on {standing.due}."
    if Reason.URGENT in reasons:
        yield f"It was published as urgent, and a review of it was due on {standing.due}."
    if Reason.VOIDED in reasons:
        yield "Its approval was made void."
    for reason, words in _PARTS.items():
        names = [one.item for one in standing.because if one.reason is reason]
        if names:
            yield f"{words}: {_few(names)}."


def lacking(standing: Standing) -> Iterator[str]:
    """What the board still lacks, as a sentence."""
    reasons, names = {one.reason for one in standing.because}, ", ".join(standing.wanting)
    if reasons & {Reason.MEANING, Reason.WORDS}:
        yield f"Submitted anew, it needs: {names}."
    elif names and (standing.urgent or not standing.approved) and not reasons & _PARTS.keys():
        yield f"The board lacks: {names}."


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _MANY} more" if len(names) > _MANY else ""
    return f"{', '.join(names[:_MANY])}{more}"


def item_paragraphs(standing: Standing, court: Court) -> Iterator[Paragraph]:
    """All about one item: its status, its approval, what was not read, what has changed, and its record."""
    yield heading(f"{standing.item}: {standing.component.title}")
    yield Paragraph(words=f"[{standing.component.source}]")
    yield Paragraph(words=" ".join(_summary(standing)))
    yield from map(_line, _approval(standing, court))
    yield from map(_line, _not_read(standing))
    if standing.amended:
        yield from (_GAP, heading("What has changed since it was approved"))
        yield from (part for one in standing.amended for part in _amended(one))
    if standing.history.events:
        yield from (_GAP, heading("Record"))
        yield from (_event(standing, event, court) for event in standing.history.events)
    yield _GAP


def _line(words: str) -> Paragraph:
    return Paragraph(words=words)


def _approval(standing: Standing, court: Court) -> Iterator[str]:
    approval = standing.approval
    if approval is None:
        return
    people = listed(list(dict.fromkeys(f"{_name(event, court)} ({_role(event, court)})" for event in approval.by)), "and")
    if approval.urgent:
        yield f"Published as urgent on {approval.date} by {people}; its review is due on {standing.due}."
    else:
        yield f"Approved on {approval.date} by {people}; its next review is due on {standing.due}."


def _not_read(standing: Standing) -> Iterator[str]:
    unread = [one.id for one in standing.component.now.statements if one.checked not in (None, Checked.SOURCE)]
    if unread:
        yield f"Not read at its source, so it cannot be approved: {_few(unread)}."


def _amended(one: Amended) -> Iterator[Paragraph]:
    """A statement that has changed, in both wordings."""
    now, change = one.now or one.was, "meaning changed" if one.in_meaning else "words changed"
    assert now is not None
    if one.was is None or one.now is None:
        change = "new" if one.was is None else "gone"
    place = f" [{one.now.where.file}:{one.now.where.line}]" if one.now else ""
    yield item(f"{now.id}{place}, {change}")
    yield from (item(f"was: {_said(one.was, one.now)}", indent=2),) if one.was else ()
    yield from (item(f"now: {_said(one.now, one.was)}", indent=2),) if one.now else ()


def _said(one: Statement, other: Statement | None) -> str:
    """What a statement says; where the words of the other are the same, what else is not."""
    if other is None or one.words != other.words:
        return one.words or one.meaning
    told = ((one.heading, other.heading), (one.meaning, other.meaning), (f"checked: {one.checked}", f"checked: {other.checked}"))
    return f"{one.words} ({'; '.join(mine for mine, its in told if mine != its) or 'the same words'})"


def _event(standing: Standing, event: Event, court: Court) -> Paragraph:
    elsewhere = "" if event.seen[0].item == standing.item else f", together with {event.seen[0].item}"
    covers = f", with {len(event.seen) - 1} more" if len(event.seen) > 1 and not elsewhere else ""
    aside = "".join(f"; {words}" for words in (
        f"event {event.void} is void" if event.void else "", f"replaced by {event.replaced_by}" if event.replaced_by else "",
        f"message {event.message}" if event.message else "", event.note,
        "" if event in standing.history.taken or event.void else "it does not count") if words)
    number = f"{event.number}. " if not elsewhere else ""
    return item(f"{number}{event.date} {event.action}, {_name(event, court)} ({_role(event, court)}){covers}{elsewhere}{aside}")


def _name(event: Event, court: Court) -> str:
    person = court.reviewers.get(event.by)
    return person.name if person else str(event.by)


def _role(event: Event, court: Court) -> str:
    return court.policy.roles.get(event.role, str(event.role))


def standing_data(standing: Standing) -> dict[str, Any]:
    """One item as JSON-ready data."""
    now, approval = standing.component.now.seen, standing.approval
    return {
        "item": standing.item, "title": standing.component.title, "page": standing.component.page,
        "source": standing.component.source, "state": str(standing.state), "since": standing.history.since,
        "because": [{"reason": str(one.reason), "item": one.item} for one in standing.because],
        "wanting": list(standing.wanting), "due": standing.due, "meaning": now.meaning, "words": now.words,
        "approval": None if approval is None else {
            "date": approval.date, "urgent": approval.urgent, "by": [_event_data(event) for event in approval.by]},
        "changed": [_amended_data(one) for one in standing.amended],
        "events": [_event_data(event) for event in standing.history.events],
    }


def _event_data(event: Event) -> dict[str, Any]:
    return {"item": event.seen[0].item, "number": event.number, "action": str(event.action), "date": event.date,
            "by": str(event.by), "role": str(event.role), "void": event.void, "replaced_by": str(event.replaced_by),
            "message": str(event.message), "note": str(event.note), "covers": [one.item for one in event.seen[1:]]}


def _amended_data(one: Amended) -> dict[str, Any]:
    now = one.now or one.was
    assert now is not None
    return {"id": now.id, "in_meaning": one.in_meaning, "was": _statement_data(one.was), "now": _statement_data(one.now),
            "where": str(one.now.where) if one.now else ""}


def _statement_data(one: Statement | None) -> dict[str, str] | None:
    return None if one is None else {"words": one.words, "meaning": one.meaning}
