"""Files as they were at a revision of git.

In: a folder below a repository, a revision, a folder in it.  Out: bytes by path.  Never: writes, or looks at the working tree.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import click


def files_at(root: Path, revision: str, folder: str) -> Mapping[str, bytes]:
    """Every file below a folder as it was, by its path below the root.

    Raises click.UsageError where there is no git, no repository, or no such revision.
    """
    commit = _commit(root, revision)
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", f"{folder}/").decode("utf-8", "surrogateescape")
    rows = [row.partition("\t") for row in listed.split("\0") if row]
    blobs = {path: head.split()[2] for head, _, path in rows if head.split()[1] == "blob"}
    return dict(zip(blobs, _contents(root, list(blobs.values())), strict=True))


def _commit(root: Path, revision: str) -> str:
    _git(root, "rev-parse", "--git-dir", otherwise=f'"{root}" is not in a git repository, so nothing can be compared.')
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
                 otherwise=f'git knows no revision "{revision}" here. A shallow clone lacks the earlier ones: fetch them first.')
    return found.decode().strip()


def _contents(root: Path, blobs: list[str]) -> list[bytes]:
    """The bytes of blobs, asked for all at once."""
    told = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    found: list[bytes] = []
    for _ in blobs:
        head, _, rest = told.partition(b"\n")
        size = int(head.split()[2])
        found.append(rest[:size])
        told = rest[size + 1 :]
    return found


def _git(root: Path, *arguments: str, given: bytes = b"", otherwise: str = "") -> bytes:
    """What git says; where it fails, it ends with the words given, or git's own."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise click.UsageError("git is not installed here, and only it knows what was recorded before.") from None
    if done.returncode:
        raise click.UsageError(otherwise or f"git could not be asked: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout
