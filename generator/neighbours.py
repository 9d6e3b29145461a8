"""What lies next to each case, set into its finished page: a published case, or else the finder with the facts of a neighbor.

In: Press, Pages, by case what is near it, the published cases.  Out: Pages.  Never: leads to a case that is not published, or
tells the answer of one that was taken down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.check.compendium import Case
from generator.page.markup import md
from generator.page.neighbours import MOST, Nearby
from generator.page.published import Published, published_words
from generator.page.shelf import CaseLine
from generator.page.status import StatusLine
from generator.press import NEIGHBORS, Page, Press
from generator.review.history import State


@dataclass(frozen=True, kw_only=True, slots=True)
class NearLine:
    """One neighbor, ready to place: with the address of its page, or with its facts for the finder."""

    heading: str
    words: str
    answer: str
    address: str = ""
    title: str = ""
    status: StatusLine | None = None
    finder: str = ""


def with_neighbours(press: Press, pages: Iterable[Page], lines: Sequence[CaseLine],
                    near: Mapping[str, tuple[Nearby, ...]]) -> Iterator[Page]:
    """All pages, those of cases with their neighbors."""
    told = {line.id: line for line in lines if line.status.state not in (State.HELD, State.RETIRED)}
    cases = {case.scenario.id: case for case in press.context.compendium.cases}
    published = Published(press.context, tuple(case for name, case in cases.items() if name in told))
    for page in pages:
        name = page.path.removeprefix("scenarios/").removesuffix("/index.md")
        text = page.data.decode() if page.path == f"scenarios/{name}/index.md" else ""
        if NEIGHBORS not in text:
            yield page
            continue
        found = [line for one in near[name] for line in _near_lines(cases[name], one, published, told)]
        yield replace(page, data=text.replace(NEIGHBORS, press.text("nearby.md.j2", lines=found)).encode())


def _near_lines(case: Case, near: Nearby, published: Published, told: Mapping[str, CaseLine]) -> list[NearLine]:
    """The published case that comes nearest, if one does; then the nearest of the others."""
    heading, found = md(near.relation.heading), published.nearest(case, near.moves)
    lines, fact = [], ""
    if found is not None:
        line, fact = told[found[1].scenario.id], found[0].fact.id
        lines.append(NearLine(heading=heading, words=published_words(published.context, case, found), answer=line.answer,
                              address=line.id, title=line.short_title, status=line.status))
    lines += [NearLine(heading=heading, words=variant.words, answer=variant.answer, finder=variant.finder)
              for variant in near.variants if variant.move.fact.id != fact]
    return lines[:MOST]
