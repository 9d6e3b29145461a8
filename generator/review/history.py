"""What the events of an item come to: its status as far as the record goes, and what is wrong with the record.

In: Events, Court.  Out: History, Problems.  Never: knows what stands in the item today, or the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from generator.origin import Problem
from generator.read.records import Action, Event, Record
from generator.read.statements import Seen, Snapshot
from generator.review.eligibility import Court, misuses, wanting


class State(StrEnum):
    """The status of an item."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    LAPSED = "lapsed"
    HELD = "held"
    RETIRED = "retired"


Void = frozenset[tuple[str, int]]  # events by the item of their record and their number
COVERED = "scenarios"  # the kind of item that may be approved together with the component that changed it
_MOVES = {
    Action.SUBMIT: (frozenset(State) - {State.SUBMITTED, State.UNDER_REVIEW}, State.SUBMITTED),
    Action.START: (frozenset({State.SUBMITTED}), State.UNDER_REVIEW),
    Action.APPROVE: (frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.APPROVED}), State.UNDER_REVIEW),
    Action.REQUEST_CHANGES: (frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.APPROVED}), State.CHANGES_REQUESTED),
    Action.WITHDRAW: (frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.CHANGES_REQUESTED}), State.DRAFT),
    Action.RETIRE: (frozenset(State) - {State.RETIRED}, State.RETIRED),
    Action.HOLD: (frozenset(State) - {State.HELD, State.RETIRED}, State.HELD),
    Action.URGENT_UPDATE: (frozenset(State) - {State.RETIRED}, State.APPROVED),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """What a board approved, when, and by whom; an urgent one has no board behind it yet."""

    seen: Snapshot
    date: str
    by: tuple[Event, ...]
    urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """Where the events of an item have led; `votes` are approvals of a round that is not complete.

    `offered` is what was submitted or approved last: nothing else may be approved, so that nobody approves an edit of their own.
    """

    item: str
    state: State
    since: str = ""
    submitter: str = ""
    offered: Seen | None = None
    votes: tuple[Event, ...] = ()
    approval: Approval | None = None
    voided: bool = False
    events: tuple[Event, ...] = ()
    refused: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def last(self) -> Event | None:
        """The last event."""
        return self.events[-1] if self.events else None


def histories(records: Mapping[str, Record], court: Court) -> dict[str, History]:
    """The history of every item that events speak of; those that approve others together with themselves come first."""
    void = frozenset((record.item, event.void) for record in records.values() for event in record.events
                     if event.action is Action.INVALIDATE and event.void is not None and not any(misuses(event, court)))
    found: dict[str, History] = {}
    covers: dict[str, list[Event]] = {}
    for record in sorted(records.values(), key=lambda record: record.item.startswith(f"{COVERED}/")):
        found[record.item] = _history(record.item, record.events, covers.get(record.item, []), court, void)
        for event in record.events:
            for seen in event.seen[1:] if event not in found[record.item].refused else ():
                covers.setdefault(seen.item, []).append(event)
    return {item: _history(item, (), events, court, void) for item, events in covers.items() if item not in found} | found


def _history(item: str, own: tuple[Event, ...], covers: Iterable[Event], court: Court, void: Void) -> History:
    """The history of one item; where an approval was voided, the one that would have been is compared with what is left."""
    events = list(own)
    for event in covers:  # after all own events of its day
        events.insert(next((place for place, other in enumerate(events) if other.date > event.date), len(events)), event)
    walked = _walk(item, tuple(events), court, frozenset())
    if not any(owner == event.seen[0].item and number == event.number for event in events for owner, number in void):
        return walked
    kept = _walk(item, tuple(events), court, void)
    lost = walked.approval is not None and kept.approval != walked.approval
    return replace(kept, voided=lost, problems=walked.problems, refused=walked.refused)


def _walk(item: str, events: tuple[Event, ...], court: Court, void: Void) -> History:
    """Event by event; one that breaks the policy is named, and counts for nothing."""
    now, before = History(item=item, state=State(court.policy.unrecorded), events=events), ""
    for event in events:
        own = event.seen[0].item == item
        found = [*(misuses(event, court) if own else ()), *_out_of_turn(event, now, own=own)]
        if own and event.date < before:
            found.append(Problem(event.where, "date-goes-back", f"this event of {event.date} stands after one of {before}",
                                 "Events are added at the end, as they happen. Look at the clock of your machine."))
        before = max(before, event.date) if own else before
        if found:
            now = replace(now, problems=(*now.problems, *found), refused=(*now.refused, event))
        elif (event.seen[0].item, event.number) not in void:
            now = _moved(now, event, next(seen for seen in event.seen if seen.item == item), court)
    return now


def _out_of_turn(event: Event, now: History, *, own: bool) -> Iterator[Problem]:
    """What is wrong with an event after those before it."""
    sources, _ = _MOVES.get(event.action, (frozenset(State), now.state))
    if now.state not in sources:
        yield Problem(event.where, "out-of-turn", f"{now.item} is {now.state.replace('_', ' ')}, so no  {event.action}  now",
                      "What was taken back is submitted first;  kb review status  shows where things stand.")
    if event.action is Action.APPROVE and own:
        if event.by == now.submitter:
            yield Problem(event.by.where, "approves-own", f'"{event.by}" submitted {now.item}',
                          "Nobody approves what they submitted.")
        if now.offered is not None and now.offered != event.seen[0]:
            yield Problem(event.where, "out-of-turn", f"{now.item} has changed since it was submitted",
                          "Whoever changed it submits it as it is now, so that somebody else approves it.")
    if event.void is not None and not 0 < event.void < event.number:
        yield Problem(event.where, "unknown-event", f"there is no event {event.void} before this one",
                      "Events are counted from 1.")


def actions_on(now: History, seen: Seen) -> frozenset[Action]:
    """What can happen to an item of which this stands there now, as far as its record goes."""
    changed = now.state is State.APPROVED and now.approval is not None and now.approval.seen.seen.meaning != seen.meaning
    return frozenset(action for action in Action if now.state in _MOVES.get(action, (frozenset(State), State.DRAFT))[0]
                     and not (changed and action is Action.APPROVE))


def _moved(now: History, event: Event, seen: Seen, court: Court) -> History:
    """The history after one more event."""
    if event.action in (Action.DISSENT, Action.INVALIDATE):
        return now
    if event.action is Action.APPROVE:
        return _voted(now, event, seen, court)
    _, state = _MOVES[event.action]
    moved = replace(now, state=state, since=event.date, votes=())
    snapshot = court.seen(seen)
    if event.action is Action.SUBMIT:
        return replace(moved, submitter=str(event.by), offered=seen, voided=False)
    if event.action is Action.URGENT_UPDATE and snapshot is not None:
        published = Approval(seen=snapshot, date=event.date, by=(event,), urgent=True)
        return replace(moved, submitter=str(event.by), offered=seen, approval=published)
    return moved


def _voted(now: History, event: Event, seen: Seen, court: Court) -> History:
    """One more approval; with the last that the board lacks, the item is approved."""
    snapshot, approval = court.seen(seen), now.approval
    if snapshot is None:
        return now
    if approval is not None and _is_word(event, seen, now, court):
        return replace(now, state=State.APPROVED, since=event.date, votes=(), offered=seen,
                       approval=replace(approval, seen=snapshot, by=(*approval.by, event)))
    same = {str(vote.by): vote for vote in (*now.votes, event) if any(one == seen for one in vote.seen)}
    if wanting(same, now.item.partition("/")[0], court):
        state = State.UNDER_REVIEW if now.state is not State.APPROVED else State.APPROVED
        return replace(now, state=state, since=event.date, votes=(*now.votes, event))
    approved = Approval(seen=snapshot, date=event.date, by=tuple(same.values()))
    return replace(now, state=State.APPROVED, since=event.date, votes=(), offered=seen, approval=approved)


def _is_word(event: Event, seen: Seen, now: History, court: Court) -> bool:
    """Whether words alone have changed since the approval, and this is the one voice that they ask for."""
    approval = now.approval
    if approval is None or approval.urgent or event.role != court.policy.words_role:
        return False
    return approval.seen.seen.meaning == seen.meaning and approval.seen.seen.words != seen.words
