"""The corridor: read, check, decide, page, render, in one order and in one place.

In: Folders.  Out: Report.  Never: prints, or writes anything while there are errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.check.compendium import Case, Compendium
from generator.check.records import dates_ahead
from generator.check.station import check_knowledge, errors_in
from generator.freezing import Name, edition_of
from generator.kept import Kept
from generator.origin import Problem
from generator.page.context import context_of, decide
from generator.press import Page, Press, press_of
from generator.read.files import Files
from generator.read.knowledge import Folders, read_knowledge
from generator.read.releases import FOLDER as EDITIONS
from generator.read.releases import Release, releases_in
from generator.read.reviewers import ALWAYS
from generator.render import CaseFile, case_file, render, render_approved
from generator.review.standing import Standing
from generator.watch import Watch, unwatched


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What came out: all problems, sorted; the compendium if it stands; the pages if nothing is wrong; what they leave out."""

    problems: tuple[Problem, ...]
    compendium: Compendium | None
    pages: tuple[Page, ...] = ()
    edition: Release | None = None
    left_out: str = ""

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return errors_in(list(self.problems))


def check_all(folders: Folders, watch: Watch = unwatched, today: str = ALWAYS, name: Name | None = None) -> Report:
    """Read and check, under the name of another edition if one is given; with today's date, events yet to come are mistakes."""
    knowledge, problems = read_knowledge(folders, watch)
    compendium = None
    if knowledge is not None:
        compendium, found = check_knowledge(name.of(knowledge) if name else knowledge, watch)
        problems = [*problems, *found, *dates_ahead(knowledge, today)]
    unique = dict.fromkeys(sorted(problems, key=lambda problem: (problem.where, problem.code, problem.message)))
    return Report(problems=tuple(unique), compendium=compendium)


def render_all(folders: Folders, watch: Watch = unwatched, kept: Kept | None = None, today: str = ALWAYS, *,
               approved: bool = False) -> Report:
    """Read, check, decide and render; pages only if there is no error.  `kept` is what a server takes over.

    With `approved` what is not approved is left out.
    """
    report = check_all(folders, watch, today)
    compendium = report.compendium
    if compendium is None or report.errors:
        return report
    press = press_of(context_of(compendium))
    files = _case_files(press, watch("Rendering", compendium.cases), Kept() if kept is None else kept)
    pages, left = render_approved(press, files, folders.root) if approved else (render(press, files, folders.root), None)
    return replace(report, pages=tuple(pages), left_out="" if left is None else left.said(press.context))


def freeze_all(folders: Folders, name: Name, watch: Watch = unwatched, today: str = ALWAYS) -> Report:
    """Everything as an edition of this name would say it; an edition only if there is no error."""
    report = check_all(folders, watch, today, name)
    if report.compendium is None or report.errors:
        return report
    press, standings = press_of(context_of(report.compendium)), list[Standing]()
    pages = render(press, _frozen_files(press, watch("Rendering", report.compendium.cases), standings), folders.root)
    return replace(report, pages=tuple(pages), edition=edition_of(name, press.context, pages, standings, _sources(folders)))


def _sources(folders: Folders) -> dict[str, bytes]:
    """What editors wrote, by path, without the editions before."""
    files = (path for folder in (folders.content, folders.scenarios) for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folders.root).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith(f"{EDITIONS}/")}


def _frozen_files(press: Press, cases: Iterable[Case], standings: list[Standing]) -> Iterator[CaseFile]:
    """Decide and render case by case, and keep what stands in each."""
    for case in cases:
        decided = decide(press.context.compendium, case)
        standings.append(press.context.standing(decided))
        yield case_file(press, decided)


def released(folders: Folders) -> tuple[tuple[Release, ...], list[Problem]]:
    """Every released edition, the oldest first, without a look at anything else."""
    problems: list[Problem] = []
    return releases_in(Files(folders.root, (EDITIONS,), problems), problems), problems


def edition_at(folders: Folders, id: str) -> tuple[Release | None, list[Problem]]:
    """A released edition by its name, with the statements of all its items in its archive."""
    found, problems = released(folders)
    return next((one for one in found if one.id == id), None), problems


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
