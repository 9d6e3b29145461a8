"""Revisions of git: what they are called, and the files that were there.

In: a folder in a repository, the name of a revision.  Out: a commit, bytes by path.  Never: writes, or looks at the working tree.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.origin import nearest

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # a hook sets them; here the folder decides


class NoPast(Exception):
    """What keeps a revision from being read; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class UnknownRevision(NoPast):
    """Nothing in the repository has this name."""


def files_at(root: Path, rev: str, folder: str) -> Mapping[str, bytes]:
    """Every file below a folder as it was, by its path below the root.  Raises UnknownRevision, and NoPast for all else."""
    listed = told_by_git(root, "ls-tree", "-r", "-z", commit_of(root, rev), "--", f"{folder}/")
    rows = [row.partition("\t") for row in listed.split("\0") if row]
    blobs = {path: head.split()[2] for head, _, path in rows if head.split()[1] == "blob"}
    return dict(zip(blobs, _contents(root, list(blobs.values())), strict=True))


def _contents(root: Path, blobs: list[str]) -> Iterator[bytes]:
    """The bytes of blobs, asked for all at once."""
    told = run_git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode()).stdout
    for _ in blobs:
        head, _, rest = told.partition(b"\n")
        size = int(head.split()[2])
        yield rest[:size]
        told = rest[size + 1 :]


def commit_of(root: Path, rev: str) -> str:
    """The commit that a revision names.  Raises UnknownRevision, and NoPast for all else."""
    told_by_git(root, "rev-parse", "--git-dir")
    found = run_git(root, "rev-parse", "--verify", f"{rev}^{{commit}}")
    if found.returncode or rev.startswith("-"):  # no revision begins so, but options do
        raise UnknownRevision(f'"{rev}" is no revision of this repository', _hint(root, rev, complaint(found)))
    return found.stdout.decode().strip()


def _hint(root: Path, rev: str, said: str) -> str:
    """The nearest branch or tag; what git itself says, such as which commits begin so; how to get what a clone may lack."""
    names = told_by_git(root, "for-each-ref", "--format=%(refname:short)").split()
    if near := nearest(rev, names):
        return near
    if "ambiguous" in said:
        return said
    if told_by_git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        return "This clone holds only the last commits:  git fetch --unshallow  gets the others."
    return "Name a branch, a tag or a commit, such as main or HEAD~1."


def told_by_git(root: Path, *arguments: str) -> str:
    """What git prints.  Raises NoPast where it fails."""
    done = run_git(root, *arguments)
    if done.returncode:
        raise NoPast(f"git cannot read this folder: {complaint(done)}",
                     "Only a knowledge base that is kept in git has a past to compare with.")
    return done.stdout.decode()


def run_git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """One command of git in a folder, and what it is told.  Raises NoPast where there is no git."""
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | {"LC_ALL": "C"}
    try:
        return subprocess.run(["git", *arguments], cwd=root, env=environment, input=given, capture_output=True, check=False)
    except OSError as error:
        raise NoPast(f"git cannot be run: {error.strerror}", "Install git: it keeps the earlier states of the content.") from None


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git complained of, on one line."""
    lines = done.stderr.decode(errors="replace").splitlines()
    return " ".join(line.removeprefix("fatal: ").removeprefix("error: ").removeprefix("hint: ").strip() for line in lines)
