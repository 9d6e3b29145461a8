"""Statements: the smallest parts of the knowledge base that somebody reviews, and snapshots of what was seen.

In: bytes of content/reviews/seen/<name>.json.  Out: Statement, Snapshot, Seen, Problems.  Never: says who saw them.

A snapshot keeps every statement as it was when somebody judged it, so that a page can say what has changed since, on any
host and without a history of versions.  Its two digests are worked out from it each time; none is taken on trust.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.core.guidelines import Checked
from generator.origin import Problem, Where
from generator.read.text import read_text

KINDS = ("guidelines", "advice", "drugs", "references", "facts", "decisions", "glossary", "profiles", "scenarios")
FOLDER = "content/reviews/seen"
VERSION = "1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One sentence, row or value: its words, what they mean, how its sources were checked, what it cites and names."""

    id: str
    heading: str
    words: str
    meaning: str
    where: Where
    checked: Checked | None = None
    cites: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()

    @property
    def substance(self) -> tuple[str, str, Checked | None, tuple[str, ...], tuple[str, ...]]:
        """All of it that goes into the digest of meaning: how well it was checked is part of what it says."""
        return self.id, self.meaning, self.checked, self.cites, self.drugs

    def says_the_same(self, other: Statement | None) -> bool:
        """Whether the meaning has not changed."""
        return other is not None and self.substance == other.substance

    def reads_the_same(self, other: Statement | None) -> bool:
        """Whether neither meaning nor words have changed."""
        return self.says_the_same(other) and other is not None and self.words == other.words


@dataclass(frozen=True, slots=True)
class Seen:
    """An item and the two digests of what stood in it; one of meaning, one of words."""

    item: str
    meaning: str
    words: str

    @property
    def brief(self) -> str:
        """Its digests in short: enough to tell it from whatever else stood there."""
        return f"{_hex(self.meaning)}-{_hex(self.words)}"

    @property
    def file(self) -> str:
        """Where the snapshot of it lies."""
        return f"{FOLDER}/{self.brief}.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """All statements of an item at one time."""

    item: str
    statements: tuple[Statement, ...]

    @property
    def seen(self) -> Seen:
        """The item with its digests."""
        meaning = digest([[self.item], *(one.substance for one in self.statements)])  # two items may say the same
        return Seen(self.item, meaning, digest([[one.id, one.heading, one.words] for one in self.statements]))

    @property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by id."""
        return {one.id: one for one in self.statements}

    def part(self, name: str) -> tuple[Statement, ...]:
        """The statements of a part: itself, and what stands below it."""
        return tuple(one for one in self.statements if one.id == name or one.id.startswith(f"{name}/"))

    def reads_the_same(self, other: Snapshot, part: str) -> bool:
        """Whether neither meaning nor words of a part differ from another snapshot."""
        mine, theirs = self.part(part), other.part(part)
        return len(mine) == len(theirs) and all(one.reads_the_same(two) for one, two in zip(mine, theirs, strict=True))

    @property
    def drugs(self) -> frozenset[str]:
        """Every drug that it names."""
        return frozenset(name for one in self.statements for name in one.drugs)

    @property
    def data(self) -> bytes:
        """The snapshot as a file."""
        lines = ",\n".join(json.dumps(_entry(one), ensure_ascii=False) for one in self.statements)
        return f'{{"item": {json.dumps(self.item)}, "statements": [\n{lines}\n]}}\n'.encode()


def _entry(one: Statement) -> dict[str, Any]:
    """A statement without what goes without saying, on one line, so that versions of it can be held side by side."""
    entry = {"id": one.id, "heading": one.heading, "words": one.words, "checked": one.checked, "cites": one.cites,
             "drugs": one.drugs}
    means = {} if one.meaning == one.words else {"meaning": one.meaning}
    return {key: value for key, value in entry.items() if value} | means


def digest(data: Any, version: str = VERSION) -> str:
    """A digest of plain data; the number in front is the version of what goes into it."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{version}:sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _hex(one: str) -> str:
    return one.rpartition(":")[2][:16]


def read_snapshot(data: bytes, file: str, problems: list[Problem]) -> Snapshot | None:
    """One snapshot; its name must be made of its digests, so that a changed one is found out."""
    where = Where(file)
    text, found = read_text(data, file)
    problems += found
    if text is None:
        return None
    snapshot = snapshot_of(text.encode(), where)
    if snapshot is None:
        problems.append(Problem(where, "bad-snapshot", "this is no snapshot of what a reviewer saw",
                                "Snapshots are written by  kb review  and never by hand. Take it back from version control."))
    elif snapshot.seen.file != file:
        problems.append(Problem(where, "forged-snapshot", "what stands here is not what its name was made from",
                                "Somebody has changed it since it was reviewed. Take it back from version control."))
        return None
    return snapshot


def snapshot_of(data: bytes, where: Where) -> Snapshot | None:
    """A snapshot without a look at its name; None where it is none."""
    try:
        return _snapshot(json.loads(data), where)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _snapshot(found: Any, where: Where) -> Snapshot:
    """Raises ValueError, TypeError, KeyError or AttributeError where it is none."""
    return Snapshot(item=_text(found["item"]), statements=tuple(_statement(one, where) for one in found["statements"]))


def _statement(entry: Any, where: Where) -> Statement:
    """What goes without saying is left out of an entry."""
    words = _text(entry.get("words", ""))
    checked = Checked(entry["checked"]) if "checked" in entry else None
    return Statement(id=_text(entry["id"]), heading=_text(entry.get("heading", "")), words=words, where=where,
                     checked=checked, meaning=_text(entry.get("meaning", words)),
                     cites=tuple(map(_text, entry.get("cites", ()))), drugs=tuple(map(_text, entry.get("drugs", ()))))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
