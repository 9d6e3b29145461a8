"""The ledger: new events are judged as `kb check` judges them, and recorded if nothing is wrong with any.

In: Folders, Compendium, Entries, today.  Out: Knowledge with the events, Problems; snapshots and records on disk.  Never:
changes what was recorded before, or writes anything while something is wrong.

What was seen is written before the event that speaks of it, so that a run that is cut short leaves at most a snapshot of
which nobody speaks; the same command then does the rest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from generator.check.compendium import Compendium
from generator.check.records import dates_ahead
from generator.check.registry import run_checks
from generator.check.station import errors_in
from generator.disk import write_lasting
from generator.lock import one_writer
from generator.origin import Problem
from generator.read.knowledge import Folders, Knowledge, read_reviews
from generator.read.records import Record, read_record
from generator.read.yamltree import read_tree
from generator.review.entries import Entry, appended


class CannotRecord(click.ClickException):
    """The disk does not take what is to be recorded; nobody's mistake in the content."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """What came of entries: the knowledge with them, or what is wrong."""

    knowledge: Knowledge
    problems: tuple[Problem, ...] = ()


def record(folders: Folders, compendium: Compendium, entries: Sequence[Entry], today: str) -> Recorded:
    """Judge entries, at most one for each item, and record all of them or none.

    Raises CannotRecord, or BusyError while somebody else records.
    """
    reviews = folders.content / "reviews"
    with _refusals(reviews), one_writer(reviews):
        knowledge, problems = read_reviews(folders, compendium.knowledge)
        drafts = {entry.file: _draft(folders, entry, knowledge, problems) for entry in entries}
        knowledge = _with(knowledge, entries, drafts)
        if not errors_in(problems):
            problems += run_checks(replace(compendium, knowledge=knowledge), among="records")
            problems += dates_ahead(knowledge, today)
        if errors := errors_in(problems):
            unique = sorted(dict.fromkeys(errors), key=lambda one: (one.where, one.code, one.message))
            return Recorded(knowledge=knowledge, problems=tuple(unique))
        _write(folders, entries, {file: data for file, (data, _) in drafts.items()})
    return Recorded(knowledge=knowledge)


Draft = tuple[bytes, Record | None]


def _draft(folders: Folders, entry: Entry, knowledge: Knowledge, problems: list[Problem]) -> Draft:
    """A record with one more event, read back from the bytes that are to be written."""
    path, before = folders.root / entry.file, knowledge.records.get(entry.item)
    data = appended(path.read_bytes() if before else b"", before, entry)
    tree, found = read_tree(data, entry.file)
    now = None if tree is None else read_record(entry.file, tree, found)
    *earlier, last = (None,) if now is None else now.events
    whole = last is not None and tuple(earlier) == (before.events if before else ()) and entry.is_recorded_as(last)
    if (tree is None and before) or not (found or whole):
        raise CannotRecord(f"No event can be added at the end of {entry.file}. Write  events:  last in it, as a list of lines "
                           "that start with  - , and nothing after it. Nothing was recorded.")
    problems += found
    return data, now


def _with(knowledge: Knowledge, entries: Sequence[Entry], drafts: Mapping[str, Draft]) -> Knowledge:
    """The knowledge as it would be."""
    records = {draft.item: draft for _, draft in drafts.values() if draft is not None}
    snapshots = {one.seen.file: one for entry in entries for one in entry.seen}
    return replace(knowledge, records={**knowledge.records, **records}, snapshots={**knowledge.snapshots, **snapshots})


def _write(folders: Folders, entries: Sequence[Entry], records: Mapping[str, bytes]) -> None:
    """First what was seen, then the events."""
    files = {one.seen.file: one.data for entry in entries for one in entry.seen} | dict(records)
    for file in files:
        _refuse_closed(folders.root / file, files[file])
    done: list[str] = []
    for file, data in files.items():
        try:
            write_lasting(folders.root / file, data)
        except OSError as error:
            said = f"Recorded before that: {', '.join(done)}." if done else "Nothing was recorded."
            raise CannotRecord(f"{file} cannot be written: {error.strerror or error}. {said} Mend that, then run the command "
                               "again for the rest.") from error
        done += [file] if file in records else []


def _refuse_closed(path: Path, data: bytes) -> None:
    """A file that its owner has closed is not replaced by another."""
    if path.exists() and path.read_bytes() != data and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise CannotRecord(f"{path} is read-only. Nothing was recorded. Let it be written (chmod u+w), then run the same "
                           "command again.")


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    """Say in words what the disk refuses."""
    try:
        yield
    except OSError as error:
        raise CannotRecord(f'"{folder}" cannot be written: {error.strerror or error}. Nothing was recorded. Give write '
                           "permission there, then run the same command again.") from error
