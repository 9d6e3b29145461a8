"""What is added to finished pages: a way to the editors, corrections, the editions in which a page changed, its last day.

In: Press, Pages, items as they are now.  Out: Pages.  Never: touches what a page says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.page.corrections import corrections_of
from generator.page.feedback import ways_to_the_editors
from generator.page.history import last_change, page_history
from generator.press import TELL, Page, Press, up_from
from generator.read.releases import FrozenItem

_END_OF_HEAD = "\n---\n"


def with_endings(press: Press, pages: Iterable[Page], items: Iterable[FrozenItem]) -> Iterator[Page]:
    """All pages with their endings; files that are no pages as they are."""
    on_page: dict[str, list[FrozenItem]] = {}
    for one in items:
        on_page.setdefault(path_of(one.page), []).append(one)
    for page in pages:
        if page.path.endswith(".md"):
            case = page.path.removesuffix("patient.md") + "index.md"  # a leaflet is as old as its case
            day = last_change(press.context, on_page.get(page.path, on_page.get(case, [])))
            yield replace(page, data=_ended(press, page, on_page.get(page.path, ()), day))
        else:
            yield page


def path_of(address: str) -> str:
    """The Markdown file of an address below the root of the site."""
    page = address.partition("#")[0].rstrip("/")
    return f"{page}/index.md" if page.startswith("scenarios/") else f"{page}.md"


def _ended(press: Press, page: Page, shown: Sequence[FrozenItem], day: str) -> bytes:
    head, mark, body = page.data.decode().partition(_END_OF_HEAD)
    up, dated = up_from(page.path), "" if "\nupdated: " in head else f"\nupdated: {day}"
    if len(shown) == 1:
        body = _with_way(press, body, shown[0], up)
    past = press.text("history.md.j2", history=page_history(press.context, shown), up=up,
                      corrections=corrections_of(press.context, (one.item for one in shown))).strip()
    ending = f"\n{past}\n" if past else ""
    return f"{head}{dated}{mark}{body.rstrip()}\n{ending}".encode()


def _with_way(press: Press, body: str, about: FrozenItem, up: str) -> str:
    """A way to the editors where a page keeps a place for it; at the end of any other, if there is an address to write to."""
    ways = ways_to_the_editors(press.context, about)
    said = press.text("tell.md.j2", ways=ways, up=up).strip()
    if TELL in body:
        return body.replace(TELL, said)
    return f"{body}\n{said}" if ways else body
