"""Events that are about to be recorded, as lines of YAML at the end of a record.

In: Entry, the bytes of a record.  Out: the bytes with one more event.  Never: changes a byte of what was there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.read.records import Action, Event, Record
from generator.read.statements import Seen, Snapshot

_HEAD = """\
# yaml-language-server: $schema=../../../build/schemas/record.schema.json
# Written by  kb review ; only ever added to at the end.
item: {item}
events:
"""
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_:/-]*")  # ids, days, digests and numbers need no quotation marks


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An event to be recorded; `seen` is what stands in the item now, then in those approved together with it."""

    action: Action
    date: str
    by: str
    role: str
    seen: tuple[Snapshot, ...]
    void: int | None = None
    replaced_by: str = ""
    message: str = ""
    note: str = ""

    @property
    def item(self) -> str:
        """The item that it is about."""
        return self.seen[0].item

    @property
    def file(self) -> str:
        """The record that it belongs to."""
        return f"content/reviews/{self.item}.yaml"

    def is_recorded_as(self, event: Event) -> bool:
        """Whether an event that was read says all of it, and nothing else."""
        seen = tuple(one.seen for one in self.seen)
        texts = (event.date, event.by, event.role, event.replaced_by, event.message, event.note)
        return ((event.action, event.seen, event.void) == (self.action, seen, self.void)
                and texts == (self.date, self.by, self.role, self.replaced_by, self.message, self.note))


def appended(data: bytes, record: Record | None, entry: Entry) -> bytes:
    """A record with one more event; a new one where there is none yet."""
    before = data if record is not None else _HEAD.format(item=entry.item).encode()
    gap = b"" if before.endswith(b"\n") else b"\n"
    margin = "  " if record is None else _margin(data, record)
    return before + gap + "".join(f"{margin}{line}\n" for line in _lines(entry)).encode()


def _margin(data: bytes, record: Record) -> str:
    """What stands before the hyphen of the last event."""
    if not record.events:
        return "  "
    where = record.events[-1].where
    line = data.decode("utf-8-sig").splitlines()[where.line - 1]
    margin, hyphen, _ = line[: where.column - 1].rpartition("-")
    return margin if hyphen and not margin.strip() else "  "


def _lines(entry: Entry) -> Iterator[str]:
    yield f"- action: {entry.action}"
    yield from (f"  {key}: {_scalar(value)}" for key, value in
                (("date", entry.date), ("by", entry.by), ("role", entry.role), *_digests(entry.seen[0].seen)))
    yield from ("  covers:",) if len(entry.seen) > 1 else ()
    for one in entry.seen[1:]:
        yield f"    - item: {one.item}"
        yield from (f"      {key}: {value}" for key, value in _digests(one.seen))
    others = (("number", "" if entry.void is None else str(entry.void)), ("replaced_by", entry.replaced_by),
              ("message", entry.message), ("note", entry.note))
    yield from (f"  {key}: {_scalar(value)}" for key, value in others if value)


def _digests(seen: Seen) -> tuple[tuple[str, str], ...]:
    return ("meaning", seen.meaning), ("words", seen.words)


def _scalar(text: str) -> str:
    """A text so that YAML reads the same; what JSON quotes, YAML reads alike."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
