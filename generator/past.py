"""The knowledge base as it was at a git revision, read and checked as the one of today is.

In: Folders, the name of a revision.  Out: Past.  Never: writes in the repository, or lets a link lead out of what was kept there.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.corridor import Report, check_all
from generator.origin import Problem
from generator.read.knowledge import Folders
from generator.revision import NoPast, commit_of, complaint, run_git, told_by_git
from generator.watch import Watch, unwatched

_FOLDERS = ("content", "scenarios")


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What was read at a revision: its name as asked for, its commit, and everything that `check_all` found."""

    name: str
    commit: str
    report: Report


def knowledge_at(folders: Folders, rev: str, watch: Watch = unwatched) -> Past:
    """The knowledge base of a folder as it was at a git revision.  Raises UnknownRevision, and NoPast for all else."""
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
