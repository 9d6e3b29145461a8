"""The command that only reads: check.

In: arguments.  Out: every problem, a count, an exit code.  Never: writes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from generator.check.rewriting import REVIEWS, rewritten
from generator.check.station import errors_in
from generator.clock import today
from generator.corridor import check_all
from generator.read.knowledge import Folders
from generator.revision import NoPast, files_at
from generator.terminal import QUIET, ROOT, count_of, counted, folders_of, print_problems, say, watching


@click.command()
@click.option("--since", metavar="REV", help="Also refuse review events and snapshots that were changed or removed since REV.")
@ROOT
@QUIET
def check(since: str | None, root: Path, quiet: bool) -> None:
    """Read everything and print every problem.  Writes nothing.

    With --since also what the record of reviews lacks of what it held at a revision of git.

    Example: kb check --root my-knowledge-base
    """
    folders = folders_of(root, "content", "scenarios")
    before = {} if since is None else _files_then(folders, since)
    report = check_all(folders, watching(quiet=quiet), today())
    problems = sorted([*report.problems, *rewritten(before, _files_now(folders, before))], key=lambda one: one.where)
    print_problems(problems)
    if not quiet:
        cases = len(report.compendium.cases) if report.compendium else 0
        say(count_of(problems) if problems else f"No problems. {counted(cases, 'scenario')} "
            f"{'comes' if cases == 1 else 'come'} out as expected.")
    if errors_in(problems):
        sys.exit(1)


def _files_then(folders: Folders, rev: str) -> Mapping[str, bytes]:
    """The record of reviews as it was."""
    try:
        return files_at(folders.root, rev, REVIEWS)
    except NoPast as error:
        raise click.UsageError(f"{error}. {error.hint}") from None


def _files_now(folders: Folders, before: Iterable[str]) -> dict[str, bytes]:
    """The same files as they are now, as far as they are there."""
    return {path: (folders.root / path).read_bytes() for path in before if (folders.root / path).is_file()}


COMMANDS = (check,)
