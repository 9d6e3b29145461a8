"""Ordered decision diagrams over cells: multi-valued, shared, canonical.

In: masks of cells.  Out: Diagrams (node numbers).  Never: knows what a level means.

A node branches on one fact (its level); each edge carries the set of cells that takes it. Equal functions are equal
numbers, since every node is stored once and a node with a single edge is never made. Source of the method: Bryant 1986
(reduced ordered diagrams), Kam et al. 1998 (multi-valued diagrams); one operation, if-then-else, makes them all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

LEAF = 1 << 30


class Node(NamedTuple):
    """One test: the level of its fact, and disjoint edges (cells, child) that cover all its cells."""

    level: int
    edges: tuple[tuple[int, int], ...]


class Diagrams:
    """A store of nodes that all share one order of levels.

    `widths[level]` is the mask of all cells of that level. Node 0 is False and node 1 is True. `bits[node]` is a bit of
    its own for each leaf, so that a set of answers is one int.
    """

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = tuple(widths)
        self.nodes: list[Node] = []
        self.labels: list[Hashable] = []
        self.bits: list[int] = []
        self._leaves: dict[tuple[type, Hashable], int] = {}
        self._unique: dict[Node, int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}
        self._supports: dict[int, int] = {}
        self._labels: dict[int, frozenset[Hashable]] = {}
        self.false, self.true = self.leaf(False), self.leaf(True)

    def leaf(self, label: Hashable) -> int:
        """The node that answers `label` for everyone."""
        key = (type(label), label)
        if key not in self._leaves:
            self._leaves[key] = self._store(Node(LEAF, ()), label)
            self.bits[-1] = 1 << len(self._leaves) - 1
        return self._leaves[key]

    def labels_of(self, bits: int) -> frozenset[Hashable]:
        """The labels that a set of leaves, as the sum of their bits, stands for."""
        if bits not in self._labels:
            self._labels[bits] = frozenset(self.labels[number] for number in self._leaves.values() if self.bits[number] & bits)
        return self._labels[bits]

    def _store(self, node: Node, label: Hashable) -> int:
        self.nodes.append(node)
        self.labels.append(label)
        self.bits.append(0)
        return len(self.nodes) - 1

    def branch(self, level: int, edges: Iterable[tuple[int, int]]) -> int:
        """The node that sends each set of cells to its child; edges to one child are merged."""
        merged: dict[int, int] = {}
        for mask, child in edges:
            merged[child] = merged.get(child, 0) | mask
        if len(merged) == 1:
            return next(iter(merged))
        ordered = sorted((mask & -mask, mask, child) for child, mask in merged.items())
        node = Node(level, tuple((mask, child) for _, mask, child in ordered))
        number = self._unique.get(node)
        if number is None:
            number = self._unique[node] = self._store(node, None)
        return number

    def test(self, level: int, mask: int) -> int:
        """True where the fact's cell is in `mask`."""
        rest = self.widths[level] & ~mask
        return self.branch(level, [edge for edge in ((mask, self.true), (rest, self.false)) if edge[0]])

    def choose(self, when: int, then: int, otherwise: int) -> int:
        """If `when` then `then` else `otherwise`: the one operation all others are made of."""
        if when == self.true or then == otherwise:
            return then
        if when == self.false:
            return otherwise
        if then == self.true and otherwise == self.false:
            return when
        key = (when, then, otherwise)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = self._choose(when, then, otherwise)
        return found

    def _choose(self, when: int, then: int, otherwise: int) -> int:
        level = min(self.nodes[when].level, self.nodes[then].level, self.nodes[otherwise].level)
        edges = [
            (both & c, self.choose(w, t, o))
            for a, w in self._edges(when, level)
            for b, t in self._edges(then, level)
            if (both := a & b)
            for c, o in self._edges(otherwise, level)
            if both & c
        ]
        return self.branch(level, edges)

    def _edges(self, number: int, level: int) -> tuple[tuple[int, int], ...]:
        node = self.nodes[number]
        return node.edges if node.level == level else ((self.widths[level], number),)

    def both(self, parts: Iterable[int]) -> int:
        """The conjunction."""
        result = self.true
        for part in parts:
            result = self.choose(result, part, self.false)
        return result

    def either(self, parts: Iterable[int]) -> int:
        """The disjunction."""
        result = self.false
        for part in parts:
            result = self.choose(result, self.true, part)
        return result

    def negated(self, part: int) -> int:
        """The negation."""
        return self.choose(part, self.false, self.true)

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """True where `count` or more parts are true."""
        reached = [self.true] + [self.false] * count
        for part in parts:
            reached = [self.true] + [
                self.choose(part, reached[number - 1], reached[number]) for number in range(1, count + 1)
            ]
        return reached[count]

    def together(self, parts: frozenset[int], masks: Sequence[int]) -> bool:
        """Whether some combination of cells within the masks makes all parts true; none is built for it."""
        memo: dict[frozenset[int], bool] = {frozenset(): True}

        def walk(parts: frozenset[int]) -> bool:
            if self.false in parts:
                return False
            left = parts - {self.true}
            if left not in memo:
                memo[left] = any(map(walk, self._steps(left, masks)))
            return memo[left]

        return walk(parts)

    def _steps(self, parts: frozenset[int], masks: Sequence[int]) -> Iterator[frozenset[int]]:
        """What is left of the parts below their highest level, for each way through it."""
        level = min(self.nodes[part].level for part in parts)
        ways = [(masks[level], frozenset(part for part in parts if self.nodes[part].level != level))]
        for part in parts:
            if self.nodes[part].level == level:
                ways = [(cells & mask, left | {child}) for mask, left in ways for cells, child in self.nodes[part].edges
                        if cells & mask]
        return (left for _, left in ways)

    def relabelled(self, number: int, chosen: frozenset[Hashable]) -> int:
        """True where the diagram answers one of the chosen labels."""
        memo: dict[int, int] = {}

        def walk(number: int) -> int:
            if number not in memo:
                node = self.nodes[number]
                if node.level == LEAF:
                    memo[number] = self.true if self.labels[number] in chosen else self.false
                else:
                    memo[number] = self.branch(node.level, [(mask, walk(child)) for mask, child in node.edges])
            return memo[number]

        return walk(number)

    def support(self, number: int) -> int:
        """The levels a diagram looks at, as a bitmask."""
        if number not in self._supports:
            node = self.nodes[number]
            found = 0 if node.level == LEAF else 1 << node.level
            for _, child in node.edges:
                found |= self.support(child)
            self._supports[number] = found
        return self._supports[number]
