"""What has changed between two states of the knowledge base: item by item, statement by statement.

In: Releases, items as they are now.  Out: ItemChanges.  Never: words for readers, or a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.read.releases import FrozenItem, Release
from generator.read.statements import KINDS, Snapshot
from generator.review.standing import Amended, amended


class Change(StrEnum):
    """What has become of an item."""

    MEANING = "meaning"
    WORDS = "words"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemChange:
    """What has become of one item; `about` is the newer state of it, or the older one where it is gone."""

    about: FrozenItem
    change: Change
    amended: tuple[Amended, ...] = ()

    @property
    def order(self) -> tuple[int, int, str]:
        """Its place in a list: meaning before words, then by kind and title."""
        kind = self.about.item.partition("/")[0]
        return list(Change).index(self.change), KINDS.index(kind), self.about.title


def change_between(was: FrozenItem | None, now: FrozenItem | None) -> Change | None:
    """What has become of an item, by its digests; None where it is the same."""
    if was is None or now is None:
        return None if was is now else Change.NEW if was is None else Change.GONE
    if was.seen == now.seen:
        return None
    return Change.WORDS if was.seen.partition("-")[0] == now.seen.partition("-")[0] else Change.MEANING


def changes_by_item(before: Mapping[str, FrozenItem], after: Mapping[str, FrozenItem]) -> Mapping[str, Change]:
    """What has become of every item that is not the same."""
    found = {item: change_between(before.get(item), after.get(item)) for item in dict.fromkeys((*after, *before))}
    return {item: change for item, change in found.items() if change is not None}


def item_change(last: Release, now: FrozenItem, snapshot: Snapshot | None) -> ItemChange | None:
    """What has become of an item since an edition; None where it is the same."""
    change = change_between(last.items.get(now.item), now)
    if change is None:
        return None
    was = last.archive.snapshot(now.item)
    lines = () if was is None or snapshot is None else joined(amended(was, snapshot))
    return ItemChange(about=now, change=change, amended=lines)


def gone_since(last: Release, now: Iterable[str]) -> tuple[ItemChange, ...]:
    """The items of an edition that are there no more."""
    there = frozenset(now)
    return tuple(ItemChange(about=one, change=Change.GONE) for item, one in last.items.items() if item not in there)


def release_changes(before: Release, after: Release) -> tuple[ItemChange, ...]:
    """What has changed from one edition to another."""
    found = (item_change(before, one, None if one.item not in before.items else after.archive.snapshot(one.item))
             for one in after.items.values() if change_between(before.items.get(one.item), one) is not None)
    return in_order([*(one for one in found if one is not None), *gone_since(before, after.items)])


def in_order(changes: Iterable[ItemChange]) -> tuple[ItemChange, ...]:
    """Changes of meaning first."""
    return tuple(sorted(changes, key=lambda one: one.order))


def joined(found: Iterable[Amended]) -> tuple[Amended, ...]:
    """Changes of which none is a statement that goes in one place and comes in another: that one has moved."""
    found = tuple(found)
    gone = {one.was.id: one.was for one in found if one.was is not None and one.now is None}
    come = {one.now.id for one in found if one.was is None and one.now is not None}
    there = (Amended(gone[one.now.id], one.now) if one.was is None and one.now is not None and one.now.id in gone else one
             for one in found)
    return tuple(one for one in there if one.now is not None or (one.was is not None and one.was.id not in come))
