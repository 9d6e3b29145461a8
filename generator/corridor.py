"""The corridor: read, check, decide, page, render, in one order and in one place.

In: Folders.  Out: Report.  Never: prints, or writes anything while there are errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.check.compendium import Case, Compendium
from generator.check.station import check_knowledge, errors_in
from generator.kept import Kept
from generator.origin import Problem
from generator.page.context import context_of, decide
from generator.press import Page, Press, press_of
from generator.read.knowledge import Folders, read_knowledge
from generator.render import CaseFile, case_file, render, render_approved
from generator.watch import Watch, unwatched


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What came out: all problems, sorted; the compendium if it stands; the pages if nothing is wrong; what they leave out."""

    problems: tuple[Problem, ...]
    compendium: Compendium | None
    pages: tuple[Page, ...] = ()
    left_out: str = ""

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


def render_all(folders: Folders, watch: Watch = unwatched, kept: Kept | None = None, *, approved: bool = False) -> Report:
    """Read, check, decide and render; pages only if there is no error.  `kept` is what a server takes over.

    With `approved` what is not approved is left out.
    """
    report = check_all(folders, watch)
    compendium = report.compendium
    if compendium is None or report.errors:
        return report
    press = press_of(context_of(compendium))
    files = _case_files(press, watch("Rendering", compendium.cases), Kept() if kept is None else kept)
    pages, left = render_approved(press, files, folders.root) if approved else (render(press, files, folders.root), None)
    return replace(report, pages=tuple(pages), left_out="" if left is None else left.said(press.context))


def _case_files(press: Press, cases: Iterable[Case], kept: Kept) -> Iterator[CaseFile]:
    """Decide and render case by case; of each only what was made of it stays."""
    compendium = press.context.compendium
    kept.begin(compendium.knowledge)
    for case in cases:
        file = kept.find(compendium.knowledge, case.scenario)
        if file is None:
            file = case_file(press, decide(compendium, case))
            kept.keep(compendium.knowledge, case.scenario, file)
        yield file
