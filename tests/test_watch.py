"""Watching the corridor at work."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from generator.corridor import check_all, render_all
from generator.watch import unwatched
from tests.worlds import SMALL_WORLD, World

T = TypeVar("T")


class Counts:
    """A watch that remembers how much of each stage was taken."""

    def __init__(self) -> None:
        self.announced: dict[str, int] = {}
        self.taken: dict[str, int] = {}

    def __call__(self, stage: str, items: Collection[T], /) -> Iterable[T]:
        self.announced[stage] = len(items)
        for item in items:
            self.taken[stage] = self.taken.get(stage, 0) + 1
            yield item


def test_unwatched_items_are_the_same_items() -> None:
    items = [1, 2]
    assert unwatched("Reading", items) is items


def test_every_case_is_counted_at_every_stage() -> None:
    counts = Counts()
    render_all(World(SMALL_WORLD).folders, counts)
    assert counts.announced == counts.taken == {"Reading": 2, "Checking": 2, "Rendering": 2}


def test_to_be_watched_changes_nothing() -> None:
    folders = World(SMALL_WORLD).folders
    assert render_all(folders, Counts()).pages == render_all(folders).pages
    assert check_all(folders, Counts()).problems == check_all(folders).problems
