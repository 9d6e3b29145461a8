"""The corridor: read, check, decide, page, render, in one order and in one place.

In: Folders.  Out: Report.  Never: prints, or writes anything while there are errors.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.compendium import Compendium
from generator.check.station import check_knowledge, errors_in
from generator.origin import Problem
from generator.page.context import context_of, decide_cases
from generator.press import Page
from generator.read.knowledge import Folders, read_knowledge
from generator.render import render
from generator.watch import Watch, unwatched


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What came out: all problems, sorted; the compendium if it stands; the pages if nothing is wrong."""

    problems: tuple[Problem, ...]
    compendium: Compendium | None
    pages: tuple[Page, ...] = ()

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return errors_in(list(self.problems))


def check_all(folders: Folders, watch: Watch = unwatched) -> Report:
    """Read and check."""
    knowledge, problems = read_knowledge(folders, watch)
    compendium = None
    if knowledge is not None:
        compendium, found = check_knowledge(knowledge, watch)
        problems = [*problems, *found]
    unique = dict.fromkeys(sorted(problems, key=lambda problem: (problem.where, problem.code, problem.message)))
    return Report(problems=tuple(unique), compendium=compendium)


def render_all(folders: Folders, watch: Watch = unwatched) -> Report:
    """Read, check, decide and render; pages only if there is no error."""
    report = check_all(folders, watch)
    if report.compendium is None or report.errors:
        return report
    cases = decide_cases(report.compendium, watch=watch)
    pages = render(context_of(report.compendium), cases, folders.root, watch)
    return Report(problems=report.problems, compendium=report.compendium, pages=tuple(pages))
