"""All machine twins of a site: those beside each page, those of all cases, and what lists them.

In: Press, finished Pages, Twins of cases.  Out: the Pages, and files.  Never: makes a twin of a page that is left out or
taken down.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from generator.page.context import Context
from generator.page.status import weakest_of
from generator.press import Page, Press, page_of
from generator.twins.beside import with_twins
from generator.twins.cases import Twin, scenario_list
from generator.twins.exports import exports_page
from generator.twins.overview import PATH as OVERVIEW
from generator.twins.overview import overview
from generator.twins.plain import json_bytes
from generator.twins.plans import plan_definition, plan_path
from generator.twins.references import reference_twins
from generator.twins.schemas import schema_files
from generator.twins.spreadsheet import spreadsheet


def with_all_twins(press: Press, pages: Iterable[Page], cases: Sequence[Twin], left_out: Container[str]) -> Iterator[Page]:
    """The pages with all that is made of them for programs."""
    references = reference_twins(press.context)
    known = list(with_twins(press, pages, references))
    known += (Page(path=path, data=data) for path, data in (
        *_case_files(cases), *references.all_files(_published(press.context, left_out)),
        *_plans(press, known), *schema_files()))
    paths = sorted(page.path for page in known)
    yield from known
    yield Page(path=OVERVIEW, data=overview(press.context, known, paths).encode())
    yield _exports(press, known, [*paths, OVERVIEW])


def _case_files(cases: Sequence[Twin]) -> Iterator[tuple[str, bytes]]:
    yield from ((one.path, one.data) for one in cases)
    yield "data/scenarios.json", scenario_list(cases)
    yield "data/scenarios.csv", spreadsheet(line for one in cases for line in one.lines)


def _published(context: Context, left_out: Container[str]) -> Iterator[str]:
    return (name for name in context.compendium.knowledge.references if f"references/{name}" not in left_out)


def _plans(press: Press, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """One resource for each guideline that has a page."""
    there = {page.path for page in pages if page.about}
    for edition in press.context.compendium.knowledge.guidelines:
        if f"guidelines/{edition.id}.md" in there:
            yield plan_path(edition.id), json_bytes(plan_definition(press, edition))


def _exports(press: Press, pages: Iterable[Page], files: Sequence[str]) -> Page:
    line = weakest_of(page.about.status for page in pages if page.about)
    page = exports_page(press.context, files, line)
    return page_of("data/index.md", press.text("data.md.j2", page=page), page.plain_title)
