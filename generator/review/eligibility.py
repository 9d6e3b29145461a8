"""Who may do what: whether an event keeps to the review policy, judged by the roles and interests of its own day.

In: Event, Policy, Reviewers, Snapshots.  Out: Problems.  Never: knows the day on which it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.core.guidelines import Checked
from generator.origin import Problem, nearest
from generator.read.policy import Policy
from generator.read.records import Action, Event
from generator.read.reviewers import Reviewer
from generator.read.statements import Seen, Snapshot

SENIOR = frozenset({Action.HOLD, Action.URGENT_UPDATE, Action.INVALIDATE, Action.RETIRE})
PUBLISHING = frozenset({Action.APPROVE, Action.URGENT_UPDATE})  # after these a reader may see an item as approved


@dataclass(frozen=True, kw_only=True, slots=True)
class Court:
    """What events are judged by."""

    policy: Policy
    reviewers: Mapping[str, Reviewer]
    snapshots: Mapping[str, Snapshot]

    def seen(self, one: Seen) -> Snapshot | None:
        """What stood there when it was seen."""
        found = self.snapshots.get(one.file)
        return found if found is not None and found.seen == one else None


def months_later(day: str, months: int) -> str:
    """The same day some months later; the last of the month where it has no such day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def misuses(event: Event, court: Court) -> Iterator[Problem]:
    """What is wrong with an event whatever went before it; all of it at once."""
    yield from _misplaced(event)
    for seen in event.seen:
        if court.seen(seen) is None:
            yield Problem(event.where, "unknown-digest", f"there is no snapshot of {seen.item} with these digests",
                          "kb review  writes digests together with what was seen. One typed by hand counts for nothing.")
    person = court.reviewers.get(event.by)
    if person is None:
        yield Problem(event.by.where, "unknown-reviewer", f'"{event.by}" is nobody who reviews',
                      nearest(event.by, court.reviewers) or "Reviewers are declared in content/reviewers.yaml.")
        return
    yield from _role_problems(event, person, court.policy)
    if event.action in PUBLISHING:
        yield from _interests(event, person, court)
        yield from _unread(event, court)


def _misplaced(event: Event) -> Iterator[Problem]:
    """Keys that belong to one action, and are missing there or stand elsewhere."""
    given = {"number": event.void is not None, "covers": len(event.seen) > 1, "replaced_by": bool(event.replaced_by)}
    for key, action in (("number", Action.INVALIDATE), ("covers", Action.APPROVE), ("replaced_by", Action.RETIRE)):
        if given[key] and event.action is not action:
            yield Problem(event.where, "misplaced-key", f'"{key}" says nothing of  {event.action}', f"It belongs to  {action} .")
    for seen in event.seen[1:]:
        if not seen.item.startswith("scenarios/") or event.seen[0].item.startswith("scenarios/"):
            yield Problem(event.where, "misplaced-key", f"an approval of {event.seen[0].item} cannot cover {seen.item}",
                          "A component is approved together with the scenarios that it changes, and with nothing else.")
    if event.action is Action.INVALIDATE and event.void is None:
        yield Problem(event.where, "missing-key", "this does not say which event is void",
                      "Add  number:  with its place in the record.")


def _role_problems(event: Event, person: Reviewer, policy: Policy) -> Iterator[Problem]:
    if event.role not in policy.roles:
        yield Problem(event.role.where, "unknown-role", f'"{event.role}" is no role', nearest(event.role, policy.roles)
                      or f"The roles are {', '.join(policy.roles)}.")
    elif not person.held(event.role, event.date):
        yield Problem(event.role.where, "role-not-held", f"{person.name} was not {policy.roles[event.role]} on {event.date}",
                      "Roles and their days stand in content/reviewers.yaml.")
    elif event.action in SENIOR and event.role not in policy.senior:
        yield Problem(event.role.where, "not-senior", f"{policy.roles[event.role]} may not do this: {event.action}",
                      f"It takes {' or '.join(policy.roles[one] for one in sorted(policy.senior))}.")


def _interests(event: Event, person: Reviewer, court: Court) -> Iterator[Problem]:
    """An interest in a drug that is named bars approval; so does a declaration that is missing or too old."""
    declared = [day for day in person.declared if day <= event.date]
    if not declared or months_later(declared[-1], court.policy.interests_months) < event.date:
        yield Problem(event.by.where, "interests-not-declared", f"{person.name} had declared no interests lately on {event.date}",
                      "Declare them anew in content/reviewers.yaml, then approve. Comments are open to all.")
    for seen in event.seen:
        snapshot = court.seen(seen)
        for interest in person.interests:
            named = sorted(snapshot.drugs & set(interest.drugs)) if snapshot and event.date in interest.days else []
            if named:
                yield Problem(event.by.where, "interest-bars-approval",
                              f"{person.name} has a tie to {interest.company} and {', '.join(named)}, which {seen.item} names",
                              "An interest bars approval, not comment: somebody else must approve.")


def _unread(event: Event, court: Court) -> Iterator[Problem]:
    """Every rule and citation of what is approved must have been read at its source."""
    for seen in event.seen:
        snapshot = court.seen(seen)
        unread = [one.id for one in snapshot.statements if one.checked not in (None, Checked.SOURCE)] if snapshot else []
        if unread:
            more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
            yield Problem(event.where, "not-read-at-source", f"{seen.item} rests on what nobody has read at the source: "
                          f"{', '.join(unread[:3])}{more}", "Read it there, say so under  checked , then approve.")


def wanting(votes: Mapping[str, Event], kind: str, court: Court) -> tuple[str, ...]:
    """What a board still lacks, in words; `votes` are approvals of the same content by person."""
    board, roles = court.policy.boards[kind], {str(event.role) for event in votes.values()}
    lacking = [court.policy.roles[role] for role in board.roles if role not in roles]
    places = {court.reviewers[person].institution for person in votes}
    if not lacking and len(votes) < board.approvals:
        lacking.append(f"{board.approvals - len(votes)} more")
    if not lacking and len(places) < board.institutions:
        lacking.append(f"{board.institutions - len(places)} from elsewhere")
    return tuple(lacking)
