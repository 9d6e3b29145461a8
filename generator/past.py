"""The knowledge base as it was in an edition or at a git revision, read and checked as the one of today is.

In: Folders, the name of an edition or a revision.  Out: Past.  Never: writes in the repository, or lets a link lead out of it.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.corridor import Report, check_all, edition_at
from generator.origin import Problem
from generator.read.knowledge import Folders
from generator.read.releases import Release
from generator.revision import NoPast, commit_of, complaint, run_git, told_by_git
from generator.watch import Watch, unwatched

_FOLDERS = ("content", "scenarios")


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What was read: its name as asked for, its commit (an edition has none) or its day, and all that `check_all` found."""

    name: str
    commit: str = ""
    day: str = ""
    report: Report


def knowledge_at(folders: Folders, rev: str, watch: Watch = unwatched) -> Past:
    """The knowledge base of a folder as it was in an edition, or at a git revision.

    An edition comes before a revision of the same name.  Raises UnknownRevision, and NoPast for all else.
    """
    edition, _ = edition_at(folders, rev)  # mistakes of editions are named by the check
    return _at_revision(folders, rev, watch) if edition is None else _in_edition(edition, watch)


def _in_edition(edition: Release, watch: Watch) -> Past:
    with TemporaryDirectory(prefix="kb-past-") as place:
        for path, data in edition.archive.sources():
            target = Path(place) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return Past(name=edition.id, day=edition.date, report=check_all(Folders(Path(place)), watch))


def _at_revision(folders: Folders, rev: str, watch: Watch) -> Past:
    commit = commit_of(folders.root, rev)
    kept = told_by_git(folders.root, "ls-tree", "--name-only", commit, "--", *_FOLDERS).split()
    if "content" not in kept:
        raise NoPast(f'at "{rev}" there was no content/ in this folder', "Was the knowledge base somewhere else then?")
    packed = run_git(folders.root, "archive", "--format=tar", commit, "--", *kept)
    if packed.returncode:
        raise NoPast(f'git cannot read "{rev}": {complaint(packed)}', "Perhaps the clone is not whole:  git fetch  completes it.")
    with TemporaryDirectory(prefix="kb-past-") as place:
        _unpack(packed.stdout, Path(place), rev)
        return Past(name=rev, commit=commit, report=check_all(Folders(Path(place)), watch))


def labelled(problems: Iterable[Problem], rev: str) -> Iterator[Problem]:
    """Problems of a revision, with their places as git writes them: `main:content/facts.yaml:3:5`."""
    yield from (replace(problem, where=replace(problem.where, file=f"{rev}:{problem.where.file}")) for problem in problems)


def _unpack(packed: bytes, place: Path, rev: str) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(place, filter="data")
    except tarfile.FilterError as error:
        raise NoPast(f'"{rev}" holds something that must not be unpacked: {error.tarinfo.name}',
                     "It is a link that leads out of the knowledge base, or no plain file.") from None
