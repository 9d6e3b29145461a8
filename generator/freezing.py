"""A new edition: what every page said on its day, and the statements behind it, ready to be written.

In: Compendium's Context, finished Pages, Components.  Out: Release.  Never: writes, or changes an edition that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.attic import is_kept
from generator.origin import Where
from generator.page.context import Context
from generator.press import Page
from generator.read.archives import packed
from generator.read.knowledge import Knowledge
from generator.read.releases import FOLDER, Release, described, frozen
from generator.review.standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """Name, day and note of an edition that is to be."""

    id: str
    date: str
    note: str = ""

    def of(self, knowledge: Knowledge) -> Knowledge:
        """The same knowledge under this name and as of this day."""
        return replace(knowledge, settings=replace(knowledge.settings, edition=self.id, edition_date=self.date))


def edition_of(name: Name, context: Context, pages: Iterable[Page], cases: Iterable[Standing],
               sources: Mapping[str, bytes]) -> Release:
    """The edition; its items are in the order of their names, and `sources` are what it was made from."""
    standings = sorted((*context.standings.whole.values(), *cases), key=lambda one: one.item)
    kept = {page.path: page.data for page in pages if is_kept(page.path)}
    items = [frozen(one.component.title, one.component.page, one.state, one.component.now.seen) for one in standings]
    archive = packed(described(name.id, name.date, name.note, items), kept, (one.component.now for one in standings),
                     sources)
    return Release(id=name.id, date=name.date, note=name.note, items={one.item: one for one in items}, archive=archive,
                   where=Where(f"{FOLDER}/{name.id}.yaml"))
