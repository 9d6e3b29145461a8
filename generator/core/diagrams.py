"""Ordered decision diagrams over cells: multi-valued, shared, canonical.

In: masks of cells.  Out: Diagrams (node numbers).  Never: knows what a level means.

A node branches on one fact (its level); each edge carries the set of cells that takes it. Equal functions are equal
numbers, since every node is stored once and a node with a single edge is never made. Source of the method: Bryant 1986
(reduced ordered diagrams), Kam et al. 1998 (multi-valued diagrams); one operation, if-then-else, makes them all.

Diagrams can explode. A choice that would take too many nodes is not expanded: it is kept as one node of its own that knows
its three parts (Andersen and Hulgaard 1997, operator vertices). What it can answer is read off the parts in Kleene logic:
never fewer answers than there are, perhaps more. Such a diagram is not exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence, Sized
from functools import reduce
from operator import or_
from typing import NamedTuple

LEAF = 1 << 30
UNEXPANDED = LEAF - 1  # the level of a choice that is kept as it is: below every fact, above the leaves
ROOM = 50_000  # nodes for one table: over twenty times what any guideline tried takes, yet worked out in a second or two
STEPS = 10  # steps of a walk through pairs of nodes, for each node there is room for
DEEPEST = 150  # facts that one diagram may look at: walks go down by recursion, and Python stops those at a thousand calls


class TooLargeError(Exception):
    """What was asked would take more nodes, or more steps through them, than there is room for."""


class Node(NamedTuple):
    """One test: the level of its fact, and disjoint edges (cells, child) that cover all its cells."""

    level: int
    edges: tuple[tuple[int, int], ...]


class Diagrams:
    """A store of nodes that all share one order of levels.

    `widths[level]` is the mask of all cells of that level. Node 0 is False and node 1 is True. Each leaf has a bit of its own, so
    that a set of answers is one int: `bits[node]` are all answers that a diagram has. `parts[node]` are condition, then and
    otherwise of a choice that is not expanded. `room` is how many nodes may be worked out between one `renew` and the next,
    `taken` how many were at most.
    """

    def __init__(self, widths: Sequence[int], room: int = ROOM) -> None:
        self.widths = tuple(widths)
        self.room = self._left = room
        self.taken = 0
        self.nodes: list[Node] = []
        self.labels: list[Hashable] = []
        self.bits: list[int] = []
        self.exact: list[bool] = []
        self.parts: dict[int, tuple[int, int, int]] = {}
        self._leaves: dict[tuple[type, Hashable], int] = {}
        self._unique: dict[Node, int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}
        self._choices: dict[int, tuple[int, ...]] = {}
        self._kept: dict[tuple[int, int, int], int] = {}
        self._supports: list[int] = []
        self._labels: dict[int, frozenset[Hashable]] = {}
        self.false, self.true = self.leaf(False), self.leaf(True)

    def renew(self) -> None:
        """Give the next table, or what else is worked out for itself, all the room there is."""
        self.taken = max(self.taken, self.room - self._left)
        self._left = self.room

    def limit(self, seen: Sized) -> None:
        """Raises TooLargeError where a walk remembers more than can be waited for."""
        if len(seen) > STEPS * self.room:
            raise TooLargeError

    def leaf(self, label: Hashable) -> int:
        """The node that answers `label` for everyone."""
        key = (type(label), label)
        if key not in self._leaves:
            self._leaves[key] = self._store(Node(LEAF, ()), 0, 1 << len(self._leaves), exact=True)
            self.labels[-1] = label
        return self._leaves[key]

    def labels_of(self, bits: int) -> frozenset[Hashable]:
        """The labels that a set of leaves, as the sum of their bits, stands for."""
        if bits not in self._labels:
            self._labels[bits] = frozenset(self.labels[number] for number in self._leaves.values() if self.bits[number] & bits)
        return self._labels[bits]

    def _store(self, node: Node, support: int, bits: int, *, exact: bool) -> int:
        self.nodes.append(node)
        self.labels.append(None)
        self.bits.append(bits)
        self.exact.append(exact)
        self._supports.append(support)
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
            support = 1 << level | self._support_of(merged)
            bits = reduce(or_, (self.bits[child] for child in merged))
            number = self._unique[node] = self._store(node, support, bits, exact=all(self.exact[child] for child in merged))
        return number

    def test(self, level: int, mask: int) -> int:
        """True where the fact's cell is in `mask`."""
        rest = self.widths[level] & ~mask
        return self.branch(level, [edge for edge in ((mask, self.true), (rest, self.false)) if edge[0]])

    def choose(self, when: int, then: int, otherwise: int) -> int:
        """If `when` then `then` else `otherwise`: the one operation all others are made of; not expanded where room is short."""
        try:
            if self._support_of((when, then, otherwise)).bit_count() > DEEPEST:
                raise TooLargeError
            return self._choose(when, then, otherwise)
        except TooLargeError:
            return self._unexpanded(when, then, otherwise)

    def _choose(self, when: int, then: int, otherwise: int) -> int:
        if when == self.true or then == otherwise:
            return then
        if when == self.false:
            return otherwise
        if then == self.true and otherwise == self.false:
            return when
        key = (when, then, otherwise)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = self._expand(*key)
        return found

    def _expand(self, when: int, then: int, otherwise: int) -> int:
        level = min(self.nodes[when].level, self.nodes[then].level, self.nodes[otherwise].level)
        if level == UNEXPANDED:
            return self._unexpanded(when, then, otherwise)
        if not self._left:
            raise TooLargeError
        self._left -= 1
        edges = [
            (both & c, self._choose(w, t, o))
            for a, w in self._edges(when, level)
            for b, t in self._edges(then, level)
            if (both := a & b)
            for c, o in self._edges(otherwise, level)
            if both & c
        ]
        return self.branch(level, edges)

    def _unexpanded(self, when: int, then: int, otherwise: int) -> int:
        """The node of a choice that is kept as it is."""
        if when in (self.true, self.false) or then == otherwise:
            return otherwise if when == self.false else then
        key = (when, then, otherwise)
        number = self._kept.get(key)
        if number is None:
            bits = self.bits[then] | self.bits[otherwise]
            number = self._kept[key] = self._store(Node(UNEXPANDED, ()), self._support_of(key), bits, exact=False)
            self.parts[number] = key
        return number

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
        """Whether some combination of cells within the masks makes all parts true; none is built.  Raises TooLargeError."""
        memo: dict[frozenset[int], bool] = {frozenset(): True}

        def walk(parts: frozenset[int]) -> bool:
            if self.false in parts:
                return False
            left = parts - {self.true}
            if left not in memo:
                self.limit(memo)
                memo[left] = any(map(walk, self._steps(left, masks)))
            return memo[left]

        return walk(parts)

    def _steps(self, parts: frozenset[int], masks: Sequence[int]) -> Iterator[frozenset[int]]:
        """What is left of the parts below their highest level, for each way through it."""
        level = min(self.nodes[part].level for part in parts)
        if level == UNEXPANDED:
            raise TooLargeError
        ways = [(masks[level], frozenset(part for part in parts if self.nodes[part].level != level))]
        for part in parts:
            if self.nodes[part].level == level:
                ways = [(cells & mask, left | {child}) for mask, left in ways for cells, child in self.nodes[part].edges
                        if cells & mask]
        return (left for _, left in ways)

    def choices_below(self, root: int) -> tuple[int, ...]:
        """The choices in a diagram that are not expanded, each after those it leads to."""
        if root not in self._choices:
            self._choices[root] = tuple(node for node in self._below(root, exact=False) if node in self.parts)
        return self._choices[root]

    def _below(self, root: int, *, exact: bool) -> list[int]:
        """The nodes of a diagram, exact ones or not, parts of choices included, each after those it leads to."""
        found, waiting = {root}, [root]
        while waiting:
            number = waiting.pop()
            children = {*self.parts.get(number, ()), *(child for _, child in self.nodes[number].edges)}
            new = {child for child in children - found if exact or not self.exact[child]}
            found |= new
            waiting += new
        return sorted(found)

    def relabelled(self, number: int, chosen: frozenset[Hashable]) -> int:
        """True where the diagram answers one of the chosen labels."""
        now: dict[int, int] = {}
        for old in self._below(number, exact=True):
            node = self.nodes[old]
            if node.level == LEAF:
                now[old] = self.true if self.labels[old] in chosen else self.false
            elif node.level == UNEXPANDED:
                when, then, otherwise = self.parts[old]
                now[old] = self.choose(when, now[then], now[otherwise])
            else:
                now[old] = self.branch(node.level, [(mask, now[child]) for mask, child in node.edges])
        return now[number]

    def support(self, number: int) -> int:
        """The levels a diagram looks at, as a bitmask; no fewer than those on which its answers hang."""
        return self._supports[number]

    def _support_of(self, numbers: Iterable[int]) -> int:
        found = 0
        for number in numbers:
            found |= self._supports[number]
        return found
