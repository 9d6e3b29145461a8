"""What a page says of its own past: the editions in which it changed, and the day of its last change.

In: Context, items as they are now.  Out: HistoryLines, days.  Never: takes the day of a build for that of a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.page.context import Context
from generator.page.markup import md
from generator.read.releases import FrozenItem, Release
from generator.review.changes import Change, changes_by_item


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryLine:
    """One edition in which a page changed; `address` leads there from the root of the site.  Without `id`: since the last one."""

    id: str
    date: str
    change: str
    address: str


def anchor(item: str) -> str:
    """The name of an item's place in a list of changes."""
    return item.replace("/", "-")


def page_history(context: Context, items: Sequence[FrozenItem]) -> tuple[HistoryLine, ...]:
    """The editions in which a page changed, the newest first; the items are those that stand on it."""
    found = [HistoryLine(id=md(release.id) if release else "", date=release.date if release else "",
                         change=change_words(context, change), address=_address(context, release, items))
             for release, change in _changes(context, items)]
    return tuple(reversed(found))


def _address(context: Context, release: Release | None, items: Sequence[FrozenItem]) -> str:
    """Where the changes of an edition are listed; the first has no list of its own."""
    place = f"#{anchor(items[0].item)}" if len(items) == 1 else ""
    if release is None:
        return f"changes/{place}"
    return "changes/" if release is context.compendium.knowledge.releases[0] else f"changes/{release.id}/{place}"


def _changes(context: Context, items: Sequence[FrozenItem]) -> Iterator[tuple[Release | None, Change]]:
    """Every edition in which one of the items changed, with the weightiest change; None stands for now."""
    releases = context.compendium.knowledge.releases
    now = {one.item: one for one in items}
    states = [{item: release.items[item] for item in now if item in release.items} for release in releases]
    for place, release in enumerate(releases):
        found = _weightiest(states[place - 1] if place else {}, states[place])
        if found is not None:
            yield release, found
    if releases:
        found = _weightiest(states[-1], now)
        if found is not None:
            yield None, found


def _weightiest(before: dict[str, FrozenItem], after: dict[str, FrozenItem]) -> Change | None:
    """One item alone is new; where others stand beside it, the page changed in meaning."""
    found = set(changes_by_item(before, after).values())
    if before and found & {Change.NEW, Change.GONE}:
        return Change.MEANING
    return min(found, key=list(Change).index, default=None)


def change_words(context: Context, change: Change) -> str:
    """What has become of an item."""
    words = context.words
    return md({Change.MEANING: words.change_meaning, Change.WORDS: words.change_words, Change.NEW: words.change_new,
               Change.GONE: words.change_gone}[change])


def last_change(context: Context, items: Sequence[FrozenItem]) -> str:
    """The day of the last change of a page, as far as the content tells: that of its case, else of the edition."""
    knowledge, names = context.compendium.knowledge, {one.item for one in items}
    cases = [one for one in knowledge.scenarios if f"scenarios/{one.id}" in names]
    if cases:
        return max(day for one in cases for day in (one.updated, *(date for date, _ in one.history)))
    found = [release for release, _ in _changes(context, items)]
    return found[-1].date if found and found[-1] is not None else context.settings.edition_date
