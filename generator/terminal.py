"""What all commands share: options, printing, and how a command ends over mistakes.

In: options, Problems, Paragraphs.  Out: text on standard output, exit codes.  Never: does the work of a command.

Exit codes: 0 fine, 1 errors in what was read, 2 wrong usage, 130 stopped with Ctrl+C, 141 nobody reads the output any more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.check.compendium import Compendium
from generator.corridor import Report
from generator.layout import Paragraph, Tone, lines_of
from generator.origin import Level, Problem
from generator.progress import progress_of
from generator.read.knowledge import Folders
from generator.streams import columns, speakable
from generator.watch import Watch, unwatched

_COLORS = {Level.ERROR: "red", Level.WARNING: "yellow"}


def _here_or_above(context: click.Context, _: click.Parameter, quiet: bool) -> bool:
    return quiet or (context.parent is not None and bool(context.parent.params.get("quiet")))


ROOT = click.option("--root", type=click.Path(file_okay=False, path_type=Path), default=Path(),
                    help="Folder of the knowledge base, with content/ and scenarios/.")
def _as_day(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a date such as 2026-11-21.') from None


def day_option(name: str, about: str) -> Callable[[Any], Any]:
    """An option that takes a day."""
    return click.option(name, metavar="DATE", callback=_as_day, help=about)


QUIET = click.option("-q", "--quiet", is_flag=True, callback=_here_or_above, help="Print problems and results only.")


class InOrder(click.Group):
    """A group that lists commands in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's own signature
        """The commands, in the order of work."""
        return list(self.commands)


def folders_of(root: Path, *expected: str) -> Folders:
    """The folders of a knowledge base; wrong usage without a root, a warning where a folder expected in it is missing."""
    if not root.is_dir():
        raise click.UsageError(f'There is no folder "{root}".')
    missing = " and no ".join(f"{name}/" for name in expected if not (root / name).is_dir())
    if missing:
        click.echo(f'There is no {missing} in "{root}". Is this the knowledge base? --root names another.', err=True)
    return Folders(root)


def watching(*, quiet: bool) -> Watch:
    """A watch that shows progress, where somebody may read it; the line is gone when the command ends."""
    progress = progress_of(quiet=quiet)
    if progress is None:
        return unwatched
    click.get_current_context().call_on_close(progress.erase)
    return progress


def say(text: str) -> None:
    """Text on standard output."""
    click.echo(speakable(text, sys.stdout))


def print_paragraphs(paragraphs: Iterable[Paragraph]) -> None:
    """Paragraphs as wide as the terminal."""
    click.echo("\n".join(lines_of(map(_speakable, paragraphs), columns(sys.stdout), _paint)))


def _speakable(one: Paragraph) -> Paragraph:
    words, mark, first, rest = (speakable(text, sys.stdout) for text in (one.words, one.mark, one.first, one.rest))
    return replace(one, words=words, mark=mark, first=first, rest=rest)


def _paint(words: str, tone: Tone) -> str:
    match tone:
        case Tone.HEADING:
            return click.style(words, bold=True)
        case Tone.GOOD:
            return click.style(words, fg="green")
        case Tone.BAD:
            return click.style(words, dim=True)
        case Tone.OPEN:
            return click.style(words, fg="yellow")


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem with its place and hint, its code in color."""
    for problem in problems:
        code = f"[{problem.code}]"
        click.echo(speakable(str(problem), sys.stdout).replace(code, click.style(code, fg=_COLORS[problem.level]), 1))


def count_of(problems: Sequence[Problem]) -> str:
    """How many errors and warnings in how many files."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    files = len({problem.where.file for problem in problems})
    return f"{counted(errors, 'error')} and {counted(len(problems) - errors, 'warning')} in {counted(files, 'file')}."


def counted(count: int, word: str) -> str:
    """A number with its noun."""
    return f"{count} {word if count == 1 else word + 's'}"


def stop_on_errors(report: Report, result: str) -> None:
    """Over errors, print all problems and what came of them, and end."""
    if report.errors:
        fail(report.problems, count_of(report.problems), result)


def sound_compendium(report: Report, result: str) -> Compendium:
    """The compendium of a knowledge base whose content stands, else the end; scenarios may have mistakes."""
    if report.compendium is None or any(problem.where.file.startswith("content/") for problem in report.errors):
        stop_on_errors(report, result)
    assert report.compendium is not None
    return report.compendium


def fail(problems: Iterable[Problem], *endings: str) -> NoReturn:
    """Print problems and closing words; the exit code says that something read is wrong."""
    print_problems(problems)
    for ending in endings:
        say(ending)
    sys.exit(1)
