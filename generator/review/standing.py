"""What an approval is worth today: the status of an item on a day, given what stands in it now.

In: Component, History, Policy, a day.  Out: Standing.  Never: trusts an approval of anything else than what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from generator.read.records import Action, Event
from generator.read.statements import Seen, Snapshot, Statement
from generator.review.components import Component
from generator.review.eligibility import Court, months_later, wanting
from generator.review.history import Approval, History, State, words_alone

_COUNTS = frozenset({State.APPROVED, State.SUBMITTED, State.UNDER_REVIEW})


class Reason(StrEnum):
    """Why an approval has lapsed, or is not there yet."""

    MEANING = "meaning"
    WORDS = "words"
    OVERDUE = "overdue"
    URGENT = "urgent"
    VOIDED = "voided"
    PART_CHANGED = "part_changed"
    PART_HELD = "part_held"
    PART_WAITS = "part_waits"


@dataclass(frozen=True, slots=True)
class Because:
    """A reason, and the item that it is about where that is another one."""

    reason: Reason
    item: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """A statement as it was approved and as it is now; one of them is missing where it is new or gone."""

    was: Statement | None
    now: Statement | None

    @property
    def in_meaning(self) -> bool:
        """Whether more than words has changed."""
        return self.was is None or not self.was.says_the_same(self.now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The status of an item; `due` is the day on which its review is due again, `wanting` what its board still lacks."""

    component: Component
    history: History
    state: State
    because: tuple[Because, ...] = ()
    amended: tuple[Amended, ...] = ()
    wanting: tuple[str, ...] = ()
    due: str = ""
    overdue: bool = False

    @property
    def item(self) -> str:
        """Kind and id."""
        return self.component.item

    @property
    def approved(self) -> bool:
        """Whether a reader may rely on it having been reviewed as it stands."""
        return self.state is State.APPROVED

    @property
    def approval(self) -> Approval | None:
        """The last approval."""
        return self.history.approval

    @property
    def urgent(self) -> bool:
        """Whether it is published without a board behind it."""
        return self.approval is not None and self.approval.urgent

    @property
    def dissent(self) -> tuple[Event, ...]:
        """Opinions against it."""
        return tuple(event for event in self.history.events if event.action is Action.DISSENT)

    def vouches_for(self, part: str) -> bool:
        """Whether a part of it was approved as it stands now; changes to other parts do not matter."""
        history = self.history
        if self.approval is None or self.overdue or history.voided or history.doubted or history.state not in _COUNTS:
            return False
        return self.approval.seen.reads_the_same(self.component.now, part)


def own_standing(component: Component, history: History | None, court: Court, day: str) -> Standing:
    """The status of an item by its own record and its own words."""
    history = history or History(item=component.item, state=State(court.policy.unrecorded))
    approval, seen = history.approval, component.now.seen
    state = history.state
    reasons: list[Reason] = []
    due = "" if approval is None else _due(approval, component.kind, court)
    overdue = approval is not None and due < day
    if state is State.APPROVED and approval is not None:
        reasons = list(_reasons(approval, component.now, overdue=overdue))
    elif history.voided and state in _COUNTS:
        reasons = [Reason.VOIDED]
    return Standing(
        component=component, history=history, state=State.LAPSED if reasons else state, due=due, overdue=overdue,
        because=tuple(map(Because, reasons)), amended=() if approval is None else amended(approval.seen, component.now),
        wanting=() if _settled(history, reasons) else _wanting(history, seen, court),
    )


def _settled(history: History, reasons: list[Reason]) -> bool:
    """Whether a board has approved it in full as it stands."""
    return history.state is State.APPROVED and not reasons and history.approval is not None and not history.approval.urgent


def _wanting(history: History, seen: Seen, court: Court) -> tuple[str, ...]:
    """What is lacking until an item is approved as it stands."""
    if history.state in (State.HELD, State.RETIRED):
        return ()
    if words_alone(history, seen, court):
        return (court.policy.roles[court.policy.words_role],)
    votes = {str(event.by): event for event in history.votes if seen in event.seen}
    return wanting(votes, seen.item.partition("/")[0], court)


def _reasons(approval: Approval, now: Snapshot, *, overdue: bool) -> Iterable[Reason]:
    """Why an approval no longer holds."""
    was = approval.seen.seen
    if was.meaning != now.seen.meaning:
        yield Reason.MEANING
    elif was.words != now.seen.words:
        yield Reason.WORDS
    if overdue:
        yield Reason.URGENT if approval.urgent else Reason.OVERDUE


def _due(approval: Approval, kind: str, court: Court) -> str:
    """The last day on which an approval holds."""
    if approval.urgent:
        return (date.fromisoformat(approval.date) + timedelta(days=court.policy.urgent_days)).isoformat()
    return months_later(approval.date, court.policy.boards[kind].months)


def whole_standing(own: Standing, others: Mapping[str, Standing]) -> Standing:
    """The status of an item that rests on others: approved only where every part that it uses is."""
    if own.state is not State.APPROVED:
        return own
    dues = [others[item].due for item, _ in own.component.uses if item in others and others[item].due]
    own = replace(own, due=min([own.due, *dues]))
    weak = dict.fromkeys(_weakness(others.get(item), item, part) for item, part in sorted(own.component.uses))
    because = tuple(one for one in weak if one is not None)
    if not because:
        return own
    waits = all(one.reason is Reason.PART_WAITS for one in because)
    return replace(own, state=State.UNDER_REVIEW if waits else State.LAPSED, because=because)


def _weakness(other: Standing | None, item: str, part: str) -> Because | None:
    """What keeps a part of another item from being vouched for."""
    if other is not None and other.vouches_for(part):
        return None
    if other is None or other.approval is None:
        return Because(Reason.PART_WAITS, item)
    return Because(Reason.PART_HELD if other.history.state in (State.HELD, State.RETIRED) else Reason.PART_CHANGED, item)


def amended(was: Snapshot, now: Snapshot) -> tuple[Amended, ...]:
    """What has changed between two snapshots, in the order of the newer one; what is gone stands where it stood."""
    before, after = was.statements, now.statements
    was_told, now_told = ([(one.substance, one.words, one.heading) for one in statements] for statements in (before, after))
    match = SequenceMatcher(None, was_told, now_told, autojunk=False)
    found: list[Amended] = []
    for kind, low, high, start, end in match.get_opcodes():
        if kind != "equal":
            old, new = {one.id: one for one in before[low:high]}, {one.id: one for one in after[start:end]}
            found += (Amended(old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new)))
    return tuple(found)
