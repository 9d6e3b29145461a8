"""The diagrams that the finder runs, in the order in which they were asked for.

In: nodes.  Out: places in the list of roots.  Never: packs them.
"""

from __future__ import annotations


class Roots:
    """A list of nodes, each once."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}

    def add(self, node: int) -> int:
        """The place of a node; it is added where it has none."""
        return self._places.setdefault(node, len(self._places))

    @property
    def nodes(self) -> tuple[int, ...]:
        """All nodes, in order."""
        return tuple(self._places)
