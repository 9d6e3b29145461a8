"""The command line.

In: arguments.  Out: one command called, exit codes (see terminal.py).  Never: does the work itself.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from generator.commands import (
    authoring,
    building,
    checking,
    comparing,
    evaluating,
    exploring,
    releasing,
    reviewing,
)
from generator.streams import speak_plainly, wants_color
from generator.terminal import QUIET, InOrder

# A family of commands is a module that lists them as COMMANDS; help shows them in this order.
FAMILIES = (checking, building, evaluating, exploring, comparing, authoring, reviewing, releasing)
_STOPPED, _NOBODY_READS = 130, 141


class Commands(InOrder):
    """A group that speaks on any terminal, and stops without a trace."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; from the first word on, no character is too much for the terminal."""
        speak_plainly()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run one command, until it is done, stopped, or not listened to."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped." if sys.stderr.isatty() else "Stopped.", err=True)
            ctx.exit(_STOPPED)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(_NOBODY_READS)


def _forget_output() -> None:
    """Let nothing that is still waiting be written to a pipe that is closed."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    try:
        click.echo(f"kb {version('guideline-kb')}")
    except PackageNotFoundError:
        click.echo("kb, not installed")
    context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@QUIET
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version.")
@click.pass_context
def main(context: click.Context, quiet: bool) -> None:  # noqa: ARG001  commands look it up
    """Check, render and build a guideline knowledge base.

    Example: kb check

    Exit codes: 0 fine, 1 errors in what was read, 2 wrong usage.
    """
    context.color = wants_color(os.environ)


for family in FAMILIES:
    for command in family.COMMANDS:
        main.add_command(command)
