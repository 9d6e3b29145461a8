"""The command that proves: explore.

In: arguments.  Out: what proofs found in the tables of guidelines, with example patients, an exit code.  Never: writes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from generator.check.proofs import PROOFS, accepted
from generator.check.remarks import remarks_on
from generator.check.showing import Fall, Judged, Shade, fall_words, judged_tables, said, shade_words
from generator.check.sizes import NOT_PROVED
from generator.core.diagrams import TooLargeError
from generator.corridor import Report, check_all
from generator.layout import Paragraph, heading
from generator.origin import Level, Problem, nearest
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Folders
from generator.terminal import QUIET, ROOT, counted, folders_of, print_paragraphs, stop_on_errors, watching

_GAP = Paragraph()


def _guideline_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What may stand for GUIDELINE: names of files are ids, so nothing is read."""
    folders = Folders(context.params.get("root") or Path())
    return [CompletionItem(path.stem) for path in sorted((folders.content / "guidelines").glob(f"{incomplete}*.yaml"))]


@click.command()
@click.argument("guideline", required=False, shell_complete=_guideline_ids)
@ROOT
@QUIET
def explore(guideline: str | None, root: Path, quiet: bool) -> None:
    """Prove the tables of one guideline, or of all.  Writes nothing.

    Looks at all possible patients for whom no row, a wrong row, or a milder row decides, and shows an example of each.

    Example: kb explore some-guideline
    """
    report = check_all(folders_of(root, "content"), watching(quiet=quiet))
    if report.compendium is None:
        stop_on_errors(report, "Nothing was explored: the rules must be readable first.")
    editions = _wanted(report, guideline)
    print_paragraphs(part for edition in editions for part in _explored(report, edition))
    if any(problem.level is Level.ERROR for edition in editions for problem in _problems(report, edition)):
        sys.exit(1)


COMMANDS = (explore,)


def _wanted(report: Report, name: str | None) -> list[GuidelineEdition]:
    assert report.compendium is not None
    editions = {edition.id: edition for edition in report.compendium.knowledge.editions}
    if name is not None and name not in editions:
        hint = nearest(name, editions) or f"There are {', '.join(editions)}."
        raise click.UsageError(f'There is no guideline "{name}". {hint}')
    return [edition for edition in editions.values() if name in (None, edition.id)]


def _problems(report: Report, edition: GuidelineEdition) -> list[Problem]:
    """What the proofs found in a guideline; its other mistakes are for `kb check`."""
    return [problem for problem in report.problems
            if problem.where.file == edition.rules.where.file and problem.code in PROOFS]


def _explored(report: Report, edition: GuidelineEdition) -> Iterator[Paragraph]:
    """Mistakes, what is accepted, and remarks, in this order."""
    assert report.compendium is not None
    tables = [judged for judged in judged_tables(report.compendium) if judged.edition is edition]
    problems, rest = _problems(report, edition), list(_accepted(tables)) + list(_remarks(tables))
    unproved = sum(problem.code == NOT_PROVED for problem in problems)
    wrong = len(problems) - unproved
    yield heading(edition.name)
    yield _line(f"{counted(len(tables) - unproved, 'decision')} looked at for every possible patient in scope: "
                f"{counted(wrong, 'problem') if wrong else 'no problem'}."
                + (f" Not proved: {counted(unproved, 'decision')}, too large." if unproved else ""))
    for problem in problems:
        yield from (_GAP, _line(f"{problem.level.value} [{problem.code}] {problem.where}"), _line(f"{problem.message}."))
        yield from (_line(problem.hint),) if problem.hint else ()
    yield from rest
    yield _GAP


def _accepted(tables: list[Judged]) -> Iterator[Paragraph]:
    for judged in tables:
        with suppress(TooLargeError):
            for one in accepted(judged):
                excuse, (message, example) = one.excuse, _words(judged, one.shown)
                yield from (_GAP, _line(f"accepted [{one.finding}] {excuse.where}"), _line(f"{message}."), _line(example),
                            _line(f"Accepted because {excuse.because} ({excuse.reference}, {excuse.locator}; "
                                  f"checked: {excuse.checked.value})."))


def _words(judged: Judged, shown: Fall | Shade) -> tuple[str, str]:
    return fall_words(judged, shown) if isinstance(shown, Fall) else shade_words(judged, shown)


def _remarks(tables: list[Judged]) -> Iterator[Paragraph]:
    for judged in tables:
        with suppress(TooLargeError):
            for remark in remarks_on(judged):
                yield from (_GAP, _line(f"remark [{remark.code}] {remark.where}"),
                            _line(f"{judged.decision.id}: {remark.words}"))
                yield from (_line(f"Example:  {said(judged.book, remark.example)}"),) if remark.example is not None else ()


def _line(words: str) -> Paragraph:
    return Paragraph(words=words, first="  ", rest="    ")
