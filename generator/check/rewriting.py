"""Whether the record of reviews was rewritten: it is only ever added to.

In: files of content/reviews/ as they were and as they are.  Out: Problems.  Never: asks whether an event keeps to the policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from generator.origin import Problem, Where
from generator.read.records import Event, read_record
from generator.read.yamltree import read_tree

REVIEWS = "content/reviews"
_BACK = "Take it back from version control; what was wrong is answered by a new event, such as  invalidate ."
_AFTER = "Take the record back from version control, then record this event anew, after the others."


def rewritten(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[Problem]:
    """What was recorded before and is not there any more as it was."""
    for path, data in sorted(before.items()):
        if path not in now:
            said = "a snapshot of what was reviewed" if path.endswith(".json") else "a record of reviews"
            yield Problem(Where(path), "record-removed", f"{said} was here and is gone", _BACK)
        elif path.endswith(".json"):
            if now[path] != data:
                yield Problem(Where(path), "record-rewritten", "this snapshot of what was reviewed was changed", _BACK)
        else:
            yield from _record_rewritten(path, data, now[path])


def _record_rewritten(path: str, before: bytes, now: bytes) -> Iterator[Problem]:
    """The first event that is not as it was; else the first line."""
    kept, old, new = before.rstrip(), _events(path, before), _events(path, now)
    found = None if old is None or new is None else _event_rewritten(old, new, _end_of(path, now))
    if found is not None:
        yield found
    elif not now.startswith(kept) or now[len(kept) : len(kept) + 1].strip():
        yield Problem(_first_difference(path, kept, now), "record-rewritten", "this record differs here from what it was",
                      f"It is only ever added to at the end. {_BACK}")


def _event_rewritten(old: tuple[Event, ...], new: tuple[Event, ...], end: Where) -> Problem | None:
    """The first event that is not at its place as it was."""
    for event, other in zip_longest(old, new[: len(old)]):
        if other is not None and _same(event, other):
            continue
        said = f"{event.action}  of {event.date} by {event.by}"
        where = end if other is None else other.where
        if any(_same(event, one) for one in new):
            return Problem(where, "event-inserted", f"this was put before what was recorded already:  {said}", _AFTER)
        if other is None or any(_same(one, other) for one in old):
            return Problem(where, "event-removed", f"event {event.number} is gone:  {said}", _BACK)
        return Problem(where, "event-changed", f"event {event.number} is not what it was:  {said}", _BACK)
    return None


def _events(path: str, data: bytes) -> tuple[Event, ...] | None:
    """The events of a record; None where it cannot be read, which is said elsewhere."""
    tree, problems = read_tree(data, path)
    record = None if tree is None else read_record(path, tree, problems)
    return None if record is None else record.events


def _same(one: Event, other: Event) -> bool:
    return all(getattr(one, name) == getattr(other, name)
               for name in ("action", "date", "by", "role", "seen", "void", "replaced_by", "message", "note"))


def _end_of(path: str, data: bytes) -> Where:
    return Where(path, len(data.splitlines()) or 1)


def _first_difference(path: str, before: bytes, now: bytes) -> Where:
    """The line from which on a file is another."""
    lines = zip(before.splitlines(), now.splitlines(), strict=False)
    same = next((number for number, (one, other) in enumerate(lines) if one != other), None)
    return _end_of(path, now) if same is None else Where(path, same + 1)
