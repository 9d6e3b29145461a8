"""Knowledge bases kept in git, in a folder of the test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.worlds import World

_NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
           "GIT_AUTHOR_NAME": "nobody", "GIT_COMMITTER_NAME": "nobody",
           "GIT_AUTHOR_EMAIL": "nobody@example.org", "GIT_COMMITTER_EMAIL": "nobody@example.org",
           "GIT_AUTHOR_DATE": "2026-01-15T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-15T12:00:00Z"}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, env=os.environ | _NOBODY, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def committed(world: World, *, top: Path | None = None) -> World:
    """The world as the only commit of a new repository, on the branch main; `top` is a folder above that holds the repository."""
    folder = top or world.root
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    return world


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=content")
    return git(folder, "rev-parse", "HEAD")
