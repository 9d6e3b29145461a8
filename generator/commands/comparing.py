"""The command that shows what an edit changes: diff.

In: arguments, the knowledge base and its past in git.  Out: what changes as text, Markdown or JSON.  Never: writes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.check.compendium import Compendium
from generator.corridor import Report, check_all
from generator.impact.comparison import compare
from generator.impact.data import impact_data
from generator.impact.markdown import markdown_of
from generator.impact.outline import outline_of
from generator.impact.plain import outline_paragraphs
from generator.layout import Paragraph
from generator.origin import Problem
from generator.past import Past, knowledge_at, labelled
from generator.read.knowledge import Folders
from generator.revision import NoPast, UnknownRevision
from generator.streams import says_everything
from generator.terminal import QUIET, ROOT, count_of, counted, fail, folders_of, print_paragraphs, say, watching
from generator.watch import Watch

# Judgments of what is there: an edit on its way has them, such as a case that does not yet come out as expected.  Behind any
# other error something is missing that would look as if it had been taken away.
JUDGED = frozenset({"bands-apart", "case-fails", "drug-point", "empty-map", "expectation-fails", "gets-milder",
                    "needless-excuse", "retracted-reference", "rule-never-met", "rule-never-reached", "table-not-total",
                    "uncited-sentence", "unknown-guideline", "unknown-reference", "unknown-scenario"})


@click.command()
@click.argument("rev", metavar="REV")
@ROOT
@QUIET
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def diff(rev: str, root: Path, quiet: bool, form: str) -> None:
    """Show what changes from a git revision, or from a released edition, to what is here now.  Writes nothing.

    Compares scenario by scenario, and every edited table for all possible patients.

    Example: kb diff main --format markdown
    """
    folders, watch = folders_of(root, "content", "scenarios"), watching(quiet=quiet)
    past = _past(folders, rev, watch)
    before = _readable(past.report, list(labelled(past.report.errors, rev)), f'"{rev}" cannot be read by the generator of today')
    report = check_all(folders, watch)
    now = _readable(report, report.errors, "What is here now cannot be read")
    impact = compare(before, now, mark=f"{rev}:", watch=watch)
    which = past.commit[:12] or f"the edition of {past.day}"
    notes = (f"Compared with {rev} ({which}).", *_noted(past, report))
    if form == "json":
        data: dict[str, Any] = {"revision": rev, "commit": past.commit or None, "errors": _errors(past, report),
                                **impact_data(impact)}
        click.echo(json.dumps(data, ensure_ascii=not says_everything(sys.stdout), indent=2))
    elif form == "markdown":
        say(markdown_of(outline_of(impact), notes))
    else:
        print_paragraphs([*outline_paragraphs(outline_of(impact)), Paragraph(), *(Paragraph(words=note) for note in notes)])


COMMANDS = (diff,)


def _past(folders: Folders, rev: str, watch: Watch) -> Past:
    """What was there; wrong usage where nothing has this name."""
    try:
        return knowledge_at(folders, rev, watch)
    except UnknownRevision as error:
        raise click.UsageError(f"{error}. {error.hint}") from None
    except NoPast as error:
        raise click.ClickException(f"{error}. {error.hint}") from None


def _readable(report: Report, errors: list[Problem], what: str) -> Compendium:
    """The compendium of one side; stops over errors behind which something is missing."""
    wrong = [problem for problem in errors if problem.code not in JUDGED]
    if report.compendium is None or wrong:
        _stop(wrong or errors, what)
    return report.compendium


def _stop(problems: list[Problem], what: str) -> NoReturn:
    fail(problems, count_of(problems), f"{what}, so nothing was compared.")


def _errors(past: Past, report: Report) -> dict[str, int]:
    return {"before": len(past.report.errors), "now": len(report.errors)}


def _noted(past: Past, report: Report) -> Iterable[str]:
    """What else is wrong on either side: an edit on its way breaks what is expected of cases."""
    sides = ((f"in {past.name}", past.report), ("in what is here now", report))
    yield from (f"kb check finds {counted(len(side.errors), 'error')} {where}; what is compared is complete all the same."
                for where, side in sides if side.errors)
