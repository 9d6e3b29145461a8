"""The knowledge base as it was at a git revision, read and checked as the one of today is.

In: Folders, the name of a revision.  Out: Past.  Never: writes in the repository, or lets a link lead out of what was kept there.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.corridor import Report, check_all
from generator.origin import Problem, nearest
from generator.read.knowledge import Folders
from generator.watch import Watch, unwatched

_FOLDERS = ("content", "scenarios")
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # a hook sets them; here the folder decides


class NoPast(Exception):
    """What keeps a revision from being read; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class UnknownRevision(NoPast):
    """Nothing in the repository has this name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What was read at a revision: its name as asked for, its commit, and everything that `check_all` found."""

    name: str
    commit: str
    report: Report


def knowledge_at(folders: Folders, rev: str, watch: Watch = unwatched) -> Past:
    """The knowledge base of a folder as it was at a git revision.  Raises UnknownRevision, and NoPast for all else."""
    commit = _commit(folders.root, rev)
    kept = _git(folders.root, "ls-tree", "--name-only", commit, "--", *_FOLDERS).split()
    if "content" not in kept:
        raise NoPast(f'at "{rev}" there was no content/ in this folder', "Was the knowledge base somewhere else then?")
    packed = _run(folders.root, "archive", "--format=tar", commit, "--", *kept)
    if packed.returncode:
        raise NoPast(f'git cannot read "{rev}": {_said(packed)}', "Perhaps this clone is not complete:  git fetch  completes it.")
    with TemporaryDirectory(prefix="kb-past-") as place:
        _unpack(packed.stdout, Path(place), rev)
        return Past(name=rev, commit=commit, report=check_all(Folders(Path(place)), watch))


def labelled(problems: Iterable[Problem], rev: str) -> Iterator[Problem]:
    """Problems of a revision, with their places as git writes them: `main:content/facts.yaml:3:5`."""
    yield from (replace(problem, where=replace(problem.where, file=f"{rev}:{problem.where.file}")) for problem in problems)


def _commit(root: Path, rev: str) -> str:
    _git(root, "rev-parse", "--git-dir")
    found = _run(root, "rev-parse", "--verify", f"{rev}^{{commit}}")
    if found.returncode or rev.startswith("-"):  # no revision begins so, but options do
        raise UnknownRevision(f'"{rev}" is no revision of this repository', _hint(root, rev, _said(found)))
    return found.stdout.decode().strip()


def _hint(root: Path, rev: str, said: str) -> str:
    """The nearest branch or tag; what git itself says, such as which commits begin so; how to get what a clone may lack."""
    names = _git(root, "for-each-ref", "--format=%(refname:short)").split()
    if near := nearest(rev, names):
        return near
    if "ambiguous" in said:
        return said
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        return "This clone holds only the last commits:  git fetch --unshallow  gets the others."
    return "Name a branch, a tag or a commit, such as main or HEAD~1."


def _git(root: Path, *arguments: str) -> str:
    done = _run(root, *arguments)
    if done.returncode:
        raise NoPast(f"git cannot read this folder: {_said(done)}",
                     "Only a knowledge base that is kept in git has a past to compare with.")
    return done.stdout.decode()


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | {"LC_ALL": "C"}
    try:
        return subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise NoPast(f"git cannot be run: {error.strerror}", "Install git: it keeps the earlier states of the content.") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git complained of, on one line."""
    lines = done.stderr.decode(errors="replace").splitlines()
    return " ".join(line.removeprefix("fatal: ").removeprefix("error: ").removeprefix("hint: ").strip() for line in lines)


def _unpack(packed: bytes, place: Path, rev: str) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(place, filter="data")
    except tarfile.FilterError as error:
        raise NoPast(f'"{rev}" holds something that must not be unpacked: {error.tarinfo.name}',
                     "It is a link that leads out of the knowledge base, or no plain file.") from None
