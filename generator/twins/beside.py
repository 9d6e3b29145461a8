"""The twins that lie beside one page, what the page's head says of them, and the lines below its references.

In: Press, finished Pages.  Out: Pages, files.  Never: touches what a page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.page.markup import md
from generator.press import TWINS, Page, Press, address_of, up_from
from generator.twins.linked import linked_data
from generator.twins.markdown import markdown_twin
from generator.twins.plain import markdown_path, words_of
from generator.twins.references import ENDINGS, NAMES, ReferenceTwins

_END_OF_HEAD = "\n---\n"
_UPDATED = re.compile(r"^updated: (\S+)$", re.MULTILINE)


def with_twins(press: Press, pages: Iterable[Page], references: ReferenceTwins) -> Iterator[Page]:
    """All pages, each followed by its twins; files that are no pages as they are."""
    for page in pages:
        if page.about is None:
            yield replace(page, data=page.data.replace(TWINS.encode(), b"")) if page.path.endswith(".md") else page
            continue
        done = _finished(press, page)
        yield done
        yield Page(path=markdown_path(page.path), data=markdown_twin(done.data.decode()).encode())
        if page.cited:
            yield from (Page(path=path, data=data) for path, data in references.files(_stem(page), page.cited))


def _stem(page: Page) -> str:
    """Where the references of a page lie, up to the ending."""
    return f"data/references/{address_of(page.path).rstrip('/')}"


def _finished(press: Press, page: Page) -> Page:
    head, mark, body = page.data.decode().partition(_END_OF_HEAD)
    found = _UPDATED.search(head)
    day = found[1] if found else press.context.settings.edition_date
    linked = linked_data(press.context, page, day).replace("'", "''")  # in single quotes YAML reads no escapes
    head = f"{head}\nlinked: '{linked}'"
    return replace(page, data=f"{head}{mark}{body.replace(TWINS, _below(press, page, day))}".encode())


def _below(press: Press, page: Page, day: str) -> str:
    """Links to the references as files, and the page's own citation."""
    up = up_from(page.path)
    files = [(NAMES[ending], f"{up}{_stem(page)}.{ending}") for ending in ENDINGS] if page.cited else []
    return press.text("twins.md.j2", files=files, plain=f"{up}{markdown_path(page.path)}",
                      citation=md(citation(press, page, day))).strip()


def citation(press: Press, page: Page, day: str) -> str:
    """The page in one line, with its status; the address of the site follows, where it is known."""
    settings, words, about = press.context.settings, press.context.words, page.about
    status = (about.status.printed or words_of(about.status.word)) if about else ""
    named = about.title if about else page.title
    title = named if named.endswith((".", "?", "!")) else f"{named}."
    return f"{title} {settings.title}. {words.edition} {settings.edition}. {words.changed} {day}. {status}"
