"""Render every page of the site.

In: Press, Decided cases.  Out: Pages.  Never: writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from generator.attic import older_editions
from generator.desk import desk_pages, sheet
from generator.endings import path_of, with_endings
from generator.feed import FEED, feed
from generator.finder.sheet import sheet_files
from generator.neighbours import with_neighbours
from generator.only import NOTHING, LeftOut, left_out, with_notice, without_dead_links
from generator.page.browse import facet_parts, numbers_of
from generator.page.case import case_page
from generator.page.changes import changes_page, edition_pages
from generator.page.context import Decided
from generator.page.corrections import correction_rows
from generator.page.coverage import coverage_page
from generator.page.disagreement import disagreement_page
from generator.page.drug import drug_page
from generator.page.feedback import triage
from generator.page.finder import finder_page
from generator.page.glossary import glossary_page
from generator.page.guideline import by_term, guideline_page
from generator.page.leaflet import LeafletPage, leaflet_page
from generator.page.ledger import Entry, Ledger, entry_of, ledger_of
from generator.page.manual import manual_tables
from generator.page.markup import md, prose_md
from generator.page.neighbours import Nearby
from generator.page.profile import profile_page
from generator.page.queue import QueueRow, queue_page, queue_row
from generator.page.references import reference_rows
from generator.page.shelf import CaseLine, by_topic, case_line, cautions_for, topic_page
from generator.page.status import status_line, weakest_line, weakest_of
from generator.press import CAUTIONS, Page, Press, address_of, page_of, taken_down, visible
from generator.read.placeholders import PLACEHOLDER
from generator.review.components import GLOSSARY, WITH_RULES
from generator.review.history import State
from generator.search.entries import SearchEntry, case_entry, shelf_entries
from generator.search.index import search_files
from generator.twins.cases import Twin, twin
from generator.twins.station import with_all_twins
from generator.twins.subjects import about_case, about_item, about_leaflet


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """All that is made of one case: its page, leaflet and twin, what stands of it in lists and in search, what reviewers need.

    `near` is what lies next to it, as far as that does not hang on other cases.
    """

    pages: tuple[Page, ...]
    line: CaseLine
    twin: Twin
    row: QueueRow
    sheet: Page
    found: SearchEntry
    entry: Entry
    near: tuple[Nearby, ...]


def case_file(press: Press, decided: Decided) -> CaseFile:
    """Page, leaflet and twin of one case."""
    context, scenario = press.context, decided.case.scenario
    standing = context.standing(decided)
    status = status_line(context, standing, scenario.updated)
    page = case_page(context, decided, status)
    done = replace(press.cited_page(f"scenarios/{page.id}/index.md", "case.md.j2", page), title=scenario.short_title,
                   about=about_case(context, decided, page))
    leaflet = leaflet_page(context, decided, page.values, status)
    pages = (press.explained(done), press.explained(_leaflet(press, leaflet), plain=True))
    if status.held:
        pages = (taken_down(press, done, page), taken_down(press, pages[1], leaflet, plain=True))
    return CaseFile(pages=pages, line=case_line(context, decided, status), found=case_entry(context, decided, status),
                    twin=twin(context, decided, status), row=queue_row(context, standing, scenario.updated, scenario.topic),
                    sheet=sheet(press, standing, scenario.updated), entry=entry_of(context, standing), near=page.nearby)


def render(press: Press, files: Iterable[CaseFile], root: Path) -> list[Page]:
    """All pages.  What is made of each case is all that is kept of it, so that many cases fit."""
    cases = tuple(files)
    ledger = ledger_of(press.context, (one.entry for one in cases))
    pages = _pages(press, cases, ledger, NOTHING)
    pages += [*desk_pages(press, (one.row for one in cases)), *(one.sheet for one in cases)]
    pages += _published_sources(press, root, NOTHING)
    return [*pages, *older_editions(press, frozenset(page.path for page in pages), _held(ledger))]


def render_approved(press: Press, files: Iterable[CaseFile], root: Path) -> tuple[list[Page], LeftOut]:
    """The pages of what is approved, and what is left out; older editions are, since nobody vouches for them today."""
    cases = tuple(files)
    left = left_out(queue_page(press.context, (one.row for one in cases)).rows)
    ledger = ledger_of(press.context, (one.entry for one in cases)).without(left.items)
    pages = _pages(press, [one for one in cases if one.row.item not in left.items], ledger, left)
    pages.append(_stub(press, "review/index.md", press.context.words.queue))
    return list(without_dead_links([*pages, *_published_sources(press, root, left)])), left


def _pages(press: Press, cases: Sequence[CaseFile], ledger: Ledger, left: LeftOut) -> list[Page]:
    """What readers come for, with its machine twins."""
    lines = by_topic(one.line for one in cases)
    own = (page for one in cases for page in one.pages)
    pages = [*with_neighbours(press, own, lines, {one.line.id: one.near for one in cases}), *_shelf_pages(press, lines, left),
             *_written_pages(press, lines, left)]
    pages.append(_references_page(press, pages, left))
    pages = list(with_endings(press, [*map(press.bound, pages), *_change_log(press, ledger)], ledger.items.values()))
    found = [*(one.found for one in sorted(cases, key=lambda one: one.line.id)), *shelf_entries(press.context, left.items)]
    files = [*search_files(press.context, found)]
    if not _lacks_rules(left):
        files += sheet_files(press.context, (one.line.id for one in cases))
    pages += [Page(path=path, data=data) for path, data in files]
    return list(with_all_twins(press, pages, [one.twin for one in cases], left.items))


def _held(ledger: Ledger) -> frozenset[str]:
    """The pages that a senior editor has taken down; with a case goes its leaflet."""
    paths = [path_of(one.page) for one in ledger.items.values() if one.status == State.HELD]
    return frozenset((*paths, *(path.replace("/index.md", "/patient.md") for path in paths)))


def _leaflet(press: Press, page: LeafletPage) -> Page:
    """A leaflet shows no citations, but the cautions of every drug it names."""
    text = press.text("leaflet.md.j2", page=page)
    drugs = cautions_for(press.context.compendium.knowledge.drugs, visible(text.replace(CAUTIONS, "")))
    lines = [prose_md(caution.patient, cite=False) for drug in drugs for caution in drug.cautions if caution.patient.runs]
    done = page_of(f"scenarios/{page.id}/patient.md", text.replace(CAUTIONS, "\n".join(f"- {line}" for line in lines)),
                   page.plain_title)
    return replace(done, about=about_leaflet(page))


def _shelf_pages(press: Press, lines: tuple[CaseLine, ...], left: LeftOut) -> Iterator[Page]:
    context, knowledge = press.context, press.context.compendium.knowledge
    guidelines = [guideline_page(context, edition, lines) for edition in knowledge.guidelines]
    topics = [topic_page(context, topic) for topic in knowledge.topics]
    profiles = [profile_page(context, one) for one in context.compendium.described]
    drugs = [drug_page(context, drug, lines) for drug in knowledge.drugs.values()]
    shelves = (("guidelines", "guideline.md.j2", guidelines), ("advice", "topic.md.j2", topics), ("drugs", "drug.md.j2", drugs),
               ("profiles", "profile.md.j2", profiles))
    for kind, template, models in shelves:
        shown = [model for model in models if f"{kind}/{model.id}" not in left.items]
        for model in shown:
            yield _item_page(press, f"{kind}/{model.id}.md", template, model)
        rows = by_term(context, [one for one in guidelines if one in shown]) if models is guidelines else shown
        line = weakest_of(model.status for model in shown)
        yield page_of(f"{kind}/index.md", press.text(f"{kind}.md.j2", rows=rows, line=line), kind)
    if knowledge.glossary and GLOSSARY not in left.items:
        yield _item_page(press, "glossary.md", "glossary.md.j2", glossary_page(context), explained=False)
    elif knowledge.glossary:
        yield _stub(press, "glossary.md", context.words.glossary)
    yield from _comparing_pages(press, lines, left)
    yield from _lists_of_cases(press, lines)


def _lists_of_cases(press: Press, lines: tuple[CaseLine, ...]) -> Iterator[Page]:
    """The list that a script can narrow, and the plain lists beside it."""
    facets, line = facet_parts(press.context, lines), weakest_of(line.status for line in lines)
    said = press.text("scenarios.md.j2", rows=lines, line=line, facets=facets, numbers=numbers_of(facets))
    yield page_of("scenarios/index.md", said, "scenarios")
    yield page_of("browse/index.md", press.text("browse.md.j2", facets=facets, line=line), "browse")
    for facet in facets:
        yield page_of(f"browse/{facet.id}.md", press.text("facet.md.j2", facet=facet, line=line), facet.plain_heading)


def _comparing_pages(press: Press, lines: tuple[CaseLine, ...], left: LeftOut) -> Iterator[Page]:
    """Pages on all guidelines at once; what is said of them together rests on each."""
    words, finder = press.context.words, finder_page(press.context)
    if _lacks_rules(left):
        yield _stub(press, "disagreement.md", words.disagreement)
        yield _stub(press, "coverage.md", words.coverage)
        yield _stub(press, "finder.md", finder.plain_title)
        return
    yield page_of("finder.md", press.text("finder.md.j2", page=finder), finder.plain_title)
    yield press.cited_page("disagreement.md", "disagreement.md.j2", disagreement_page(press.context, lines))
    yield press.cited_page("coverage.md", "coverage.md.j2", coverage_page(press.context))


def _lacks_rules(left: LeftOut) -> bool:
    """Whether some rules are left out, so that nothing may be said of all."""
    return any(item.partition("/")[0] in WITH_RULES for item in left.items)


def _stub(press: Press, path: str, title: str) -> Page:
    """In place of a page that stands in the navigation and is left out."""
    return page_of(path, press.text("stub.md.j2", title=title, heading=md(title)), title)


def _item_page(press: Press, path: str, template: str, model: Any, *, explained: bool = True) -> Page:
    """The page of one item, or a notice in its place."""
    page = replace(press.cited_page(path, template, model), about=about_item(press.context, path, model))
    if model.status.held:
        return taken_down(press, page, model)
    return press.explained(page) if explained else page


def _written_pages(press: Press, lines: tuple[CaseLine, ...], left: LeftOut) -> Iterator[Page]:
    """Hand-written pages, with the lists and tables that they ask for."""
    for page in press.context.compendium.knowledge.pages:
        path, up = ("index.md", "") if page.id == "home" else (f"{page.id}.md", "../")
        body = PLACEHOLDER.sub(partial(_asked_for, press, lines, up), page.body)
        if page.id == "home" and left.counts:
            body = with_notice(body, left.said(press.context))
        line = weakest_of(line.status for line in lines) if "<!-- cases -->" in page.body else None  # it shows answers
        yield page_of(path, press.text("written.md.j2", page=page, body=body, line=line), page.id)


def _asked_for(press: Press, lines: tuple[CaseLine, ...], up: str, asked: re.Match[str]) -> str:
    if asked["part"] == "cases":
        return press.text("cases.md.j2", rows=lines, up=up, heading=True, numbers=None).strip()
    if asked["part"] == "browse":
        return press.text("way-in.md.j2", facets=facet_parts(press.context, lines)).strip()
    if asked["part"] == "triage":
        return press.text("triage.md.j2", page=triage(press.context)).strip()
    nobody = f"<strong>{md(press.context.words.queue_nobody)}</strong>" if asked["part"] == "reviewers" else ""
    tables = manual_tables(press.context, asked["part"], asked["name"] or "")
    return press.text("manual.md.j2", tables=tables, empty=nobody).strip()


def _references_page(press: Press, pages: list[Page], left: LeftOut) -> Page:
    """All references, each with what rests on it and the pages that cite it."""
    rows = reference_rows(press.context, press.references, [(address_of(page.path), page.title, page.cited) for page in pages])
    rows = tuple(row for row in rows if f"references/{row.id}" not in left.items)
    line = weakest_line(press.context, [press.context.standings.whole[f"references/{row.id}"] for row in rows])
    return page_of("references.md", press.text("references.md.j2", rows=rows, md=md, line=line), "references")


def _change_log(press: Press, ledger: Ledger) -> Iterator[Page]:
    """What has changed and what was corrected, as pages and as a feed."""
    context, there = press.context, frozenset(ledger.items)
    overview = changes_page(context, ledger.since, there)
    yield page_of("changes/index.md", press.text("changes.md.j2", page=overview), overview.plain_title)
    for page in edition_pages(context, there):
        yield page_of(f"changes/{page.line.id}.md", press.text("edition.md.j2", page=page), page.plain_title)
    rows = correction_rows(context, ledger.items)
    yield page_of("corrections.md", press.text("corrections.md.j2", rows=rows), context.words.corrections)
    yield Page(path=FEED, data=feed(context))


def _published_sources(press: Press, root: Path, left: LeftOut) -> Iterator[Page]:
    """The sources themselves, so that "source of this page" leads somewhere on any host."""
    if press.context.settings.edit_base:
        return
    for folder in ("content", "scenarios"):
        for path in sorted((root / folder).rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            if name not in left.sources and name.removeprefix("content/reviews/").removesuffix(".yaml") not in left.items:
                yield Page(path=f"data/sources/{name}", data=path.read_bytes())
