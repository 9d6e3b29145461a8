"""The desk of reviewers: the queue of all items, and a view of each with a tick for every statement.

In: Press, Standings.  Out: Pages below /review/.  Never: shows readers anything that pages do not say.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from generator.core.guidelines import Checked
from generator.page.context import Context
from generator.page.foot import foot_of
from generator.page.markup import md
from generator.page.queue import QueueRow, queue_page, unread_citations
from generator.page.sheet import sheet_page, ticks
from generator.page.status import status_line
from generator.press import Page, Press, page_of
from generator.review.standing import Standing

_REFERENCE_COMMANDS = ("kb review approve references/ID … --by ID --role ROLE",
                       'kb review request-changes references/ID --by ID --note "…"')


def sheet(press: Press, standing: Standing, changed: str) -> Page:
    """The reviewer's view of one item."""
    model = sheet_page(press.context, standing, changed)
    return _bare(press, f"review/{standing.item}/index.html", "sheet.html.j2", model.plain_title, page=model)


def _bare(press: Press, path: str, template: str, title: str, **values: Any) -> Page:
    """A finished page without the look of the site: there are many, nobody but reviewers reads them, and they are light."""
    up = "../" * path.count("/")
    site = press.context.settings.title
    text = press.text(template, title=html.escape(title), site=html.escape(site), up=up,
                      foot=foot_of(press.context.compendium.knowledge), **values)
    return Page(path=path, data=re.sub(r"\n{2,}", "\n", text).encode())


def desk_pages(press: Press, cases: Iterable[QueueRow]) -> Iterator[Page]:
    """The queue, the views of all components, and one of all references."""
    context, words = press.context, press.context.words
    page = queue_page(context, cases)
    counts = Counter((row.status.state, row.status.word) for row in page.rows)
    text = press.text("queue.md.j2", page=page, references=tuple(_unread_references(context)),
                      counts=[(state, word, count) for (state, word), count in counts.items()])
    yield page_of("review/index.md", text, words.queue)
    for item, standing in context.standings.whole.items():
        if not item.startswith("references/"):
            yield sheet(press, standing, context.settings.edition_date)
    yield _references_sheet(press)


def _references_sheet(press: Press) -> Page:
    """All references on one page; a page for each would say little more than its address."""
    context = press.context
    found = sorted(context.standings.among("references"), key=lambda one: one.item)
    rows = [(one.item.partition("/")[2], tick, status_line(context, one, context.settings.edition_date))
            for one in found for tick in ticks(context, one)]
    title = f"{context.words.sheet}: {context.words.sheet_references}"
    return _bare(press, "review/references/index.html", "sheets.html.j2", title, rows=rows, typed=_REFERENCE_COMMANDS)


def _unread_references(context: Context) -> Iterator[tuple[str, str, int, int, str]]:
    """References with citations that nobody has read, or with identifiers that nobody has looked up; recalled ones first."""
    cited = unread_citations(context.standings.own.values())
    rows = [(name, md(str(one.csl["title"])), cited[name, Checked.RECALLED], cited[name, Checked.SECONDARY],
             md(", ".join(one.unchecked))) for name, one in context.compendium.knowledge.references.items()]
    yield from sorted((row for row in rows if any(row[2:])), key=lambda row: (-row[2], -row[3], row[0]))
