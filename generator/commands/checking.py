"""The command that only reads: check.

In: arguments.  Out: every problem, a count, an exit code.  Never: writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.clock import today
from generator.corridor import check_all
from generator.terminal import QUIET, ROOT, count_of, counted, folders_of, print_problems, say, watching


@click.command()
@ROOT
@QUIET
def check(root: Path, quiet: bool) -> None:
    """Read everything and print every problem.  Writes nothing.

    Example: kb check --root my-knowledge-base
    """
    report = check_all(folders_of(root, "content", "scenarios"), watching(quiet=quiet), today())
    print_problems(report.problems)
    if not quiet:
        cases = len(report.compendium.cases) if report.compendium else 0
        say(count_of(report.problems) if report.problems else f"No problems. {counted(cases, 'scenario')} "
            f"{'comes' if cases == 1 else 'come'} out as expected.")
    if report.errors:
        sys.exit(1)


COMMANDS = (check,)
