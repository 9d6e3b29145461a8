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
from generator.review.cases import BY_RULES
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


COVERED = "scenarios"  # the kind of item that may be approved together with the component that changed it
_TAKEN_DOWN = frozenset({State.HELD, State.RETIRED})
_DOUBTS = frozenset({State.HELD, State.RETIRED, State.CHANGES_REQUESTED})
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
    An approval is `doubted` once the item was held, retired or sent back, until a board approves it anew. `taken` are the
    events that count.
    """

    item: str
    state: State
    since: str = ""
    submitter: str = ""
    offered: Seen | None = None
    votes: tuple[Event, ...] = ()
    approval: Approval | None = None
    voided: bool = False
    doubted: bool = False
    taken: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    refused: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def last(self) -> Event | None:
        """The last event."""
        return self.events[-1] if self.events else None


def histories(records: Mapping[str, Record], court: Court) -> dict[str, History]:
    """The history of every item that events speak of; those that approve others together with themselves come first."""
    found: dict[str, History] = {}
    covers: dict[str, list[Event]] = {}
    for record in sorted(records.values(), key=lambda record: record.item.startswith(f"{COVERED}/")):
        found[record.item] = _history(record.item, record.events, covers.get(record.item, ()), court)
        for item, event in _about_others(record, found[record.item].refused):
            covers.setdefault(item, []).append(event)
    return {item: _history(item, (), events, court) for item, events in covers.items() if item not in found} | found


def _about_others(record: Record, refused: tuple[Event, ...]) -> Iterator[tuple[str, Event]]:
    """The events of a record that also concern other items: approvals that cover them, and what makes these void."""
    covers = {event.number: [seen.item for seen in event.seen[1:]] for event in record.events if event not in refused}
    for event in (event for event in record.events if event not in refused):
        concerned = covers.get(event.void, ()) if event.void is not None else covers[event.number]
        yield from ((item, event) for item in concerned)


def _history(item: str, own: tuple[Event, ...], others: Iterable[Event], court: Court) -> History:
    """The history of one item; an event from another record comes last on its day, if it was in turn then, or else earlier."""
    events = own
    for other in others:
        events = min(_orders(events, other), key=lambda order: len(_walk(item, order, court).problems))
    return _walk(item, events, court)


def _orders(events: tuple[Event, ...], other: Event) -> Iterator[tuple[Event, ...]]:
    """Where an event of another record can stand among the events of its day, the last place first."""
    first = sum(event.date < other.date for event in events)
    last = sum(event.date <= other.date for event in events)
    return ((*events[:place], other, *events[place:]) for place in range(last, first - 1, -1))


def _walk(item: str, events: tuple[Event, ...], court: Court) -> History:
    """Event by event; one that breaks the policy is named, and counts for nothing."""
    now, before = History(item=item, state=State(court.policy.unrecorded), events=events), ""
    for event in events:
        own = event.seen[0].item == item
        found = [*(misuses(event, court) if own else ()), *_out_of_turn(event, now, court, own=own)]
        if own and event.date < before:
            found.append(Problem(event.where, "date-goes-back", f"this event of {event.date} stands after one of {before}",
                                 "Events are added at the end, as they happen. Look at the clock of your machine."))
        before = max(before, event.date) if own else before
        if found:
            now = replace(now, problems=(*now.problems, *found), refused=(*now.refused, event))
        elif event.action is Action.INVALIDATE:
            now = _without(event, now, court)
        else:
            now = _moved(replace(now, taken=(*now.taken, event)), event, court)
    return now


def _without(event: Event, now: History, court: Court) -> History:
    """The history as it would be without the event that is void, and without what could not have happened without it."""
    void = event.seen[0].item, event.void
    again = History(item=now.item, state=State(court.policy.unrecorded), events=now.events, problems=now.problems,
                    refused=now.refused)
    for other in now.taken:
        own = other.seen[0].item == now.item
        if (other.seen[0].item, other.number) != void and not any(_out_of_turn(other, again, court, own=own)):
            again = _moved(replace(again, taken=(*again.taken, other)), other, court)
    lost = now.approval is not None and again.approval != now.approval
    return replace(again, voided=now.voided or lost)


def _out_of_turn(event: Event, now: History, court: Court, *, own: bool) -> Iterator[Problem]:
    """What is wrong with an event after those before it; `own` events stand in the record of the item."""
    sources, _ = _MOVES.get(event.action, (frozenset(State), now.state))
    if now.state not in sources:
        yield Problem(event.where, "out-of-turn", f"{now.item} is {now.state.replace('_', ' ')}, so no  {event.action}  now",
                      "What was taken back is submitted first;  kb review status  shows where things stand.")
    if event.action is Action.APPROVE:
        yield from _approved_wrongly(event, now, court, own=own)
    if event.action is Action.SUBMIT and now.state in _TAKEN_DOWN and event.role not in court.policy.senior:
        yield Problem(event.role.where, "not-senior", f"{now.item} was taken down, and this role may not bring it back",
                      f"It takes {' or '.join(court.policy.roles[one] for one in sorted(court.policy.senior))}.")
    if event.action is Action.INVALIDATE and own:
        yield from _voided_wrongly(event, now)


def _approved_wrongly(event: Event, now: History, court: Court, *, own: bool) -> Iterator[Problem]:
    """An approval of what one submitted oneself, or of what nobody submitted."""
    if event.by == now.submitter:
        yield Problem(event.by.where, "approves-own", f'"{event.by}" submitted {now.item}',
                      "Nobody approves what they submitted.")
    if now.offered is None:
        return
    seen = _seen_of(now.item, event)
    if (now.offered != seen) if own else not _same_own_words(court.seen(now.offered), court.seen(seen)):
        yield Problem(event.where, "out-of-turn", f"{now.item} has changed since it was submitted",
                      "Whoever changed it submits it as it is now, so that somebody else approves it.")


def _same_own_words(was: Snapshot | None, now: Snapshot | None) -> bool:
    """Whether two snapshots of a case differ in nothing but what the rules answer for it."""
    mine = [[(one.substance, one.words) for one in snapshot.statements if not one.id.startswith(BY_RULES)]
            for snapshot in (was, now) if snapshot is not None]
    return len(mine) == 2 and mine[0] == mine[1]


def _voided_wrongly(event: Event, now: History) -> Iterator[Problem]:
    """What says that an event is void, and names none that can be."""
    target = next((other for other in now.events if other.seen[0].item == now.item and other.number == event.void), None)
    if target is None or target.number >= event.number:
        yield Problem(event.where, "unknown-event", f"there is no event {event.void} before this one",
                      "Events are counted from 1.")
    elif target.action is Action.INVALIDATE:
        yield Problem(event.where, "out-of-turn", f"event {event.void} says that another is void, and that stands",
                      "Submit and approve anew instead.")


def _seen_of(item: str, event: Event) -> Seen:
    """What an event says was seen of an item."""
    return next(seen for seen in event.seen if seen.item == item)


def actions_on(now: History, seen: Seen) -> frozenset[Action]:
    """What can happen to an item of which this stands there now, as far as its record goes."""
    changed = now.offered is not None and now.offered != seen
    return frozenset(action for action in Action if now.state in _MOVES.get(action, (frozenset(State), State.DRAFT))[0]
                     and not (changed and action is Action.APPROVE))


def _moved(now: History, event: Event, court: Court) -> History:
    """The history after one more event."""
    if event.action is Action.DISSENT:
        return now
    seen = _seen_of(now.item, event)
    if event.action is Action.APPROVE:
        return _voted(now, event, seen, court)
    _, state = _MOVES[event.action]
    moved = replace(now, state=state, since=event.date, votes=(), doubted=now.doubted or state in _DOUBTS)
    snapshot = court.seen(seen)
    if event.action is Action.SUBMIT:
        return replace(moved, submitter=str(event.by), offered=seen, voided=False)
    if event.action is Action.URGENT_UPDATE and snapshot is not None:
        published = Approval(seen=snapshot, date=event.date, by=(event,), urgent=True)
        return replace(moved, submitter=str(event.by), offered=seen, approval=published, doubted=False, voided=False)
    return moved


def _voted(now: History, event: Event, seen: Seen, court: Court) -> History:
    """One more approval; with the last that the board lacks, the item is approved."""
    snapshot, approval = court.seen(seen), now.approval
    if snapshot is None:
        return now
    if approval is not None and words_alone(now, seen, court) and event.role == court.policy.words_role:
        return replace(now, state=State.APPROVED, since=event.date, votes=(), offered=seen,
                       approval=replace(approval, seen=snapshot, by=(*approval.by, event)))
    same = {str(vote.by): vote for vote in (*now.votes, event) if any(one == seen for one in vote.seen)}
    if wanting(same, now.item.partition("/")[0], court):
        state = State.UNDER_REVIEW if now.state is not State.APPROVED else State.APPROVED
        return replace(now, state=state, since=event.date, votes=(*now.votes, event))
    approved = Approval(seen=snapshot, date=event.date, by=tuple(same.values()))
    return replace(now, state=State.APPROVED, since=event.date, votes=(), offered=seen, approval=approved, doubted=False,
                   voided=False)


def words_alone(history: History, seen: Seen, court: Court) -> bool:
    """Whether words alone have changed since an approval that nobody doubts, so that the policy asks for one voice only."""
    approval = history.approval
    if approval is None or approval.urgent or history.doubted or history.voided or not court.policy.words_role:
        return False
    return approval.seen.seen.meaning == seen.meaning and approval.seen.seen.words != seen.words
