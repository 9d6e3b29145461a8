"""A site of what is approved: what it leaves out, what it says of that, and its links.

In: rows of the queue, Pages.  Out: LeftOut, Pages without links to what is left out.  Never: lets a reader miss that something
is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.page.context import Context
from generator.page.markup import md
from generator.page.queue import QueueRow
from generator.press import Page, address_of

ONLY = "KB_ONLY"  # the environment variable behind --only, for the process that builds the site
APPROVED = "approved"
# References are listed on pages rather than being pages: a site with nothing else is empty.
_NO_PAGES = "references"
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_SHEET = 'class="sheet-link"'  # a link for reviewers says nothing without its page
_MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^# .*\n", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """The items that are left out, and by kind how many of how many."""

    items: frozenset[str] = frozenset()
    counts: tuple[tuple[str, str, int, int], ...] = ()
    sources: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether no page of an item is left."""
        return all(left == whole for kind, _, left, whole in self.counts if kind != _NO_PAGES)

    def said(self, context: Context) -> str:
        """What is left out, as plain text."""
        words = context.words
        counted = "; ".join(f"{label} {left} {words.coverage_of} {whole}" for _, label, left, whole in self.counts if left)
        return f"{words.only_empty if self.empty else words.only_note} {counted or words.map_no_case}."


NOTHING = LeftOut()


def left_out(rows: Iterable[QueueRow]) -> LeftOut:
    """What is not approved; a source is left out only where no approved item comes from it."""
    known = tuple(rows)
    whole = Counter((row.kind, row.kind_words) for row in known)
    left = [row for row in known if not row.status.approved]
    counts = Counter((row.kind, row.kind_words) for row in left)
    kept = {row.source for row in known if row.status.approved}
    return LeftOut(items=frozenset(row.item for row in left), sources=frozenset({row.source for row in left} - kept),
                   counts=tuple((*kind, counts[kind], whole[kind]) for kind in sorted(whole)))


def with_notice(body: str, said: str) -> str:
    """The first page with what is left out, below its heading."""
    notice = f'\n<p class="status-line"><strong class="draft">{md(said)}</strong></p>\n'
    found = _HEADING.search(body)
    return body[:found.end()] + notice + body[found.end():] if found else notice + body


def without_dead_links(pages: Iterable[Page]) -> Iterator[Page]:
    """The same pages, in which a link to a page that is not there is its text alone."""
    known = tuple(pages)
    there = {_address(page.path) for page in known}
    for page in known:
        yield replace(page, data=_unlinked(page, there).encode()) if page.path.endswith((".md", ".html")) else page


def _address(path: str) -> str:
    """Where a file of the site is found; pages of Markdown have a folder of their own."""
    return (address_of(path) if path.endswith(".md") else path.removesuffix("index.html")).strip("/")


def _unlinked(page: Page, there: set[str]) -> str:
    here = _address(page.path)
    folder = posixpath.dirname(page.path)  # links written in Markdown lead from file to file

    def html_link(found: re.Match[str]) -> str:
        if _leads(found[1], here, there):
            return found[0]
        return "" if _SHEET in found[0] else found[2]

    def markdown_link(found: re.Match[str]) -> str:
        path = found[2].partition("#")[0]
        alive = not path.endswith(".md") or _address(posixpath.normpath(posixpath.join(folder, path))) in there
        return found[0] if alive else found[1]

    text = _LINK.sub(html_link, page.data.decode())
    return _MARKDOWN_LINK.sub(markdown_link, text) if page.path.endswith(".md") else text


def _leads(href: str, here: str, there: set[str]) -> bool:
    """Whether a link leads to a page, or to another place altogether."""
    path = href.partition("#")[0]
    if not path or re.match(r"[a-z]+:", path) or path.startswith("//"):
        return True
    target = posixpath.normpath(posixpath.join(here or ".", path))
    return ("" if target == "." else target.strip("/")) in there or path.startswith("assets/")
