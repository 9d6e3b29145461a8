"""Render every page of the site.

In: Press, Decided cases.  Out: Pages.  Never: writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.finder.sheet import sheet_files
from generator.page.case import case_page
from generator.page.context import Decided
from generator.page.coverage import coverage_page
from generator.page.disagreement import disagreement_page
from generator.page.drug import drug_page
from generator.page.finder import finder_page
from generator.page.glossary import glossary_page
from generator.page.guideline import by_term, guideline_page
from generator.page.leaflet import LeafletPage, leaflet_page
from generator.page.manual import manual_tables
from generator.page.markup import md, prose_md
from generator.page.profile import profile_page
from generator.page.shelf import (
    CaseLine,
    by_topic,
    case_line,
    cautions_for,
    reference_rows,
    topic_page,
)
from generator.press import CAUTIONS, Page, Press, page_of, visible
from generator.read.placeholders import PLACEHOLDER
from generator.twins import Twin, twin, twin_lists


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """All that is made of one case: its page, leaflet and twin, and its line in lists."""

    pages: tuple[Page, ...]
    line: CaseLine
    twin: Twin


def case_file(press: Press, decided: Decided) -> CaseFile:
    """Page, leaflet and twin of one case."""
    page = case_page(press.context, decided)
    done = press.cited_page(f"scenarios/{page.id}/index.md", "case.md.j2", page)
    leaflet = _leaflet(press, leaflet_page(press.context, decided, page.values))
    pages = (press.explained(replace(done, title=decided.case.scenario.short_title)), press.explained(leaflet, plain=True))
    return CaseFile(pages=pages, line=case_line(press.context, decided), twin=twin(press.context, decided))


def render(press: Press, files: Iterable[CaseFile], root: Path) -> list[Page]:
    """All pages.  What is made of each case is all that is kept of it, so that many cases fit."""
    cases = tuple(files)
    lines, twins = by_topic(one.line for one in cases), [one.twin for one in cases]
    pages = [*(page for one in cases for page in one.pages), *_shelf_pages(press, lines), *_written_pages(press, lines)]
    pages.append(_coverage_page(press))
    pages.append(_references_page(press, pages))
    pages += [Page(path=one.path, data=one.data) for one in twins]
    pages += [Page(path=path, data=data) for path, data in twin_lists(press.context, twins)]
    pages += [Page(path=path, data=data) for path, data in sheet_files(press.context, (one.entry["id"] for one in twins))]
    return [*pages, *_published_sources(press, root)]


def _leaflet(press: Press, page: LeafletPage) -> Page:
    """A leaflet shows no citations, but the cautions of every drug it names."""
    text = press.text("leaflet.md.j2", page=page)
    drugs = cautions_for(press.context.compendium.knowledge.drugs, visible(text.replace(CAUTIONS, "")))
    lines = [prose_md(caution.patient, cite=False) for drug in drugs for caution in drug.cautions if caution.patient.runs]
    return page_of(f"scenarios/{page.id}/patient.md", text.replace(CAUTIONS, "\n".join(f"- {line}" for line in lines)),
                   page.plain_title)


def _shelf_pages(press: Press, lines: tuple[CaseLine, ...]) -> Iterator[Page]:
    context, knowledge = press.context, press.context.compendium.knowledge
    guidelines = [guideline_page(context, edition, lines) for edition in knowledge.guidelines]
    topics = [topic_page(context, topic) for topic in knowledge.topics]
    profiles = [profile_page(context, one) for one in context.compendium.described]
    drugs = [drug_page(context, drug, lines) for drug in knowledge.drugs.values()]
    for kind, template, models, rows in (("guidelines", "guideline.md.j2", guidelines, by_term(context, guidelines)),
                                         ("advice", "topic.md.j2", topics, topics), ("drugs", "drug.md.j2", drugs, drugs),
                                         ("profiles", "profile.md.j2", profiles, profiles)):
        for model in models:
            yield press.explained(press.cited_page(f"{kind}/{model.id}.md", template, model))
        yield page_of(f"{kind}/index.md", press.text(f"{kind}.md.j2", rows=rows), kind)
    yield press.cited_page("disagreement.md", "disagreement.md.j2", disagreement_page(context, lines))
    if knowledge.glossary:
        yield press.cited_page("glossary.md", "glossary.md.j2", glossary_page(context))
    finder = finder_page(context)
    yield page_of("finder.md", press.text("finder.md.j2", page=finder), finder.plain_title)
    yield page_of("scenarios/index.md", press.text("scenarios.md.j2", rows=lines), "scenarios")


def _written_pages(press: Press, lines: tuple[CaseLine, ...]) -> Iterator[Page]:
    """Hand-written pages, with the lists and tables that they ask for."""
    for page in press.context.compendium.knowledge.pages:
        path, up = ("index.md", "") if page.id == "home" else (f"{page.id}.md", "../")
        body = PLACEHOLDER.sub(partial(_asked_for, press, lines, up), page.body)
        yield page_of(path, press.text("written.md.j2", page=page, body=body), page.id)


def _asked_for(press: Press, lines: tuple[CaseLine, ...], up: str, asked: re.Match[str]) -> str:
    if asked["part"] == "cases":
        return press.text("cases.md.j2", rows=lines, up=up, heading=True).strip()
    return press.text("manual.md.j2", tables=manual_tables(press.context, asked["part"], asked["name"] or "")).strip()


def _coverage_page(press: Press) -> Page:
    """What was proved, by the proofs themselves."""
    return press.cited_page("coverage.md", "coverage.md.j2", coverage_page(press.context))


def _references_page(press: Press, pages: list[Page]) -> Page:
    """All references, each with the pages that cite it."""
    rows = reference_rows(press.context, press.references, [(page.path, page.title, page.cited) for page in pages])
    return page_of("references.md", press.text("references.md.j2", rows=rows, md=md), "references")


def _published_sources(press: Press, root: Path) -> Iterator[Page]:
    """The sources themselves, so that "source of this page" leads somewhere on any host."""
    if press.context.settings.edit_base:
        return
    for folder in ("content", "scenarios"):
        for path in sorted((root / folder).rglob("*.yaml")):
            yield Page(path=f"data/sources/{path.relative_to(root).as_posix()}", data=path.read_bytes())
