"""How long work is watched without taking part in it: a watch hands on the items of a stage, one by one.

In: the items of a stage.  Out: the same items, in the same order.  Never: prints; one that does is brought along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Hands on the items of a stage; the stage is named as in `Reading`."""

    def __call__(self, stage: str, items: Collection[T], /) -> Iterable[T]:
        """The items, untouched."""


def unwatched(stage: str, items: Collection[T], /) -> Iterable[T]:  # noqa: ARG001  a watch that does not look
    """Nobody looks."""
    return items
