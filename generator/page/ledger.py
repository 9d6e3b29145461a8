"""Everything that is under review as it stands now, and what has become of it since the last edition.

In: Context, Standings.  Out: Ledger.  Never: decides what a reader is told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.page.context import Context
from generator.read.releases import FrozenItem, frozen
from generator.review.changes import ItemChange, gone_since, in_order, item_change
from generator.review.standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One item as it stands now; no change where it is as it was in the last edition, or where none was released."""

    now: FrozenItem
    change: ItemChange | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """All items by name, and all changes since the last edition, those of meaning first."""

    items: Mapping[str, FrozenItem]
    since: tuple[ItemChange, ...]

    def without(self, left: frozenset[str]) -> Ledger:
        """The same without some items."""
        return Ledger(items={item: one for item, one in self.items.items() if item not in left},
                      since=tuple(one for one in self.since if one.about.item not in left))


def entry_of(context: Context, standing: Standing) -> Entry:
    """The entry of one item."""
    component, last = standing.component, context.compendium.knowledge.last_release
    now = frozen(component.title, component.page, standing.state, component.now.seen)
    return Entry(now=now, change=None if last is None else item_change(last, now, component.now))


def ledger_of(context: Context, cases: Iterable[Entry]) -> Ledger:
    """The components and the cases."""
    entries = [*(entry_of(context, one) for one in context.standings.whole.values()), *cases]
    items, last = {one.now.item: one.now for one in entries}, context.compendium.knowledge.last_release
    changed = [one.change for one in entries if one.change is not None]
    return Ledger(items=items, since=in_order([*changed, *(gone_since(last, items) if last else ())]))
