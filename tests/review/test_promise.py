"""The promise: whatever people do, and in whatever order, nothing is approved that its board has not approved as it stands.

Each run makes up a sequence of edits and events, and takes an event only where `kb review` would. What is approved at the
end is then reckoned again from the bare list of events, without the code that is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations

from hypothesis import event, given, settings
from hypothesis import strategies as st

from generator.core.guidelines import Checked
from generator.read.records import Action, Event
from generator.read.statements import Seen, Snapshot
from generator.review.standing import Standing
from tests.review.worlds import CARE, PLANT, ROLES, Log, page, people, statement

# As it was, in other words, and with another meaning; what the case says is what the rules answer.
VERSIONS = {item: tuple(page(item, statement(*said, id=part, checked=Checked.SOURCE))
                        for said in (("Water it.",), ("Water it!", "Water it."), ("Never water it.",)))
            for item, part in ((CARE, "part/1"), (PLANT, "answer/club/watering"))}
DAYS = [f"2026-02-{day:02}" for day in range(1, 29)]
Step = tuple[str, str, object, bool]
VOTE, ITEM = Action.APPROVE, st.sampled_from([CARE, PLANT])
EDIT = st.tuples(st.just("edit"), ITEM, st.integers(0, 2), st.booleans())
DEED = st.tuples(st.sampled_from([*Action]), ITEM, st.sampled_from(sorted(ROLES)), st.booleans())
DOUBT = st.sampled_from([(), (), (Action.REQUEST_CHANGES,), (Action.HOLD,), (Action.INVALIDATE,), (Action.INVALIDATE,)])
ROUND = st.tuples(ITEM, st.integers(0, 2), st.permutations(["bob", "cyd", "ada", "gus"]), st.integers(0, 4), DOUBT)


def round_of(item: str, version: int, people: list[str], votes: int, doubt: tuple[Action, ...]) -> list[Step]:
    """Somebody edits and submits, and others approve: without these, random events seldom come to an approval."""
    return [("edit", item, version, False), (Action.SUBMIT, item, people[-1] if votes else "dot", False),
            *((VOTE, item, one, votes == 3) for one in people[:votes]), *((action, item, "dot", False) for action in doubt)]


BLOCKS = st.one_of(EDIT.map(lambda one: [one]), DEED.map(lambda one: [one]), ROUND.map(lambda one: round_of(*one)))
STEPS = st.lists(BLOCKS, max_size=8).map(lambda blocks: [step for block in blocks for step in block][: len(DAYS) - 1])


@settings(max_examples=300, deadline=None)
@given(steps=STEPS, late=st.integers(0, 30))
def test_nothing_is_approved_that_its_board_has_not_approved_as_it_stands(steps: list[Step], late: int) -> None:
    log, now = played(steps)
    day = date.fromordinal(date.fromisoformat(DAYS[len(steps)]).toordinal() + late).isoformat()
    for item in (CARE, PLANT):
        standing = log.standing(now[item], day)
        event(f"{item.partition('/')[0]} {standing.state}{' urgent' if standing.urgent else ''}")
        if standing.approved:
            assert_deserved(item, standing, log, now[item].seen, day)


def played(steps: list[Step]) -> tuple[Log, dict[str, Snapshot]]:
    """The log of what could be recorded, and what stands there at the end."""
    log, now = Log(), {item: VERSIONS[item][0] for item in (CARE, PLANT)}
    for number, (action, item, who, more) in enumerate(steps):
        if action == "edit":
            now = {**now, item: VERSIONS[item][int(str(who))]}
            continue
        by = str(who)
        seen = (now[CARE], now[PLANT]) if more and action == VOTE and item == CARE else (now[item],)
        role = "botanist" if by == "gus" and more else ROLES[by]
        void = {"void": len(log.records.get(item, ())) - number % 4} if action == Action.INVALIDATE else {}
        tried = log.then(action, by, *seen, day=DAYS[number], role=role, **void)
        if not any(history.problems for history in tried.histories.values()):
            log = tried
    return log, now


def assert_deserved(item: str, standing: Standing, log: Log, seen: Seen, day: str) -> None:
    """That the events alone say so, too."""
    events = [one for one in counting(log) if any(other.item == item for other in one.seen)]
    assert approves(standing), "an approval of something else"
    settled = events[1 + last_of(events, Action.HOLD, Action.RETIRE, Action.REQUEST_CHANGES):]
    round_ = events[last_of(events, Action.SUBMIT, Action.URGENT_UPDATE):]
    submitter, after = round_[0].by, {one.action for one in round_[1:]}
    assert not after & {Action.HOLD, Action.RETIRE, Action.REQUEST_CHANGES, Action.WITHDRAW}
    votes = [one for one in round_ if one.action is VOTE and seen in one.seen and one.by != submitter]
    age = date.fromisoformat(day) - date.fromisoformat(round_[0].date)
    urgent = round_[0].action is Action.URGENT_UPDATE and age.days <= 14
    alike = [one for one in settled if one.action is VOTE
             and any((other.item, other.meaning) == (item, seen.meaning) for other in one.seen)]
    worded = any(one.role == "editor" for one in votes) and any(
        complete([one for one in alike if other in one.seen]) for other in {other for one in alike for other in one.seen})
    assert complete(votes) or worded or urgent


def last_of(events: list[Event], *actions: Action) -> int:
    """The place of the last event of some sort; -1 where there is none."""
    return max((place for place, one in enumerate(events) if one.action in actions), default=-1)


def approves(standing: Standing) -> bool:
    return standing.approval is not None and standing.approval.seen.seen == standing.component.now.seen


def counting(log: Log) -> Iterator[Event]:
    """All events by day, without those that are void."""
    every = sorted((one for events in log.records.values() for one in events), key=lambda one: one.date)
    void = {(one.seen[0].item, one.void) for one in every if one.action is Action.INVALIDATE}
    return (one for one in every if (one.seen[0].item, one.number) not in void)


def complete(votes: Iterable[Event]) -> bool:
    """Whether a botanist and a gardener, two people, are among those who vote, and these come from two places at least."""
    cast = {(str(one.by), str(one.role)) for one in votes}
    return len({people()[name].institution for name, _ in cast}) > 1 and any(
        (one[1], other[1]) == ("botanist", "gardener") and one[0] != other[0] for one, other in permutations(cast, 2))
