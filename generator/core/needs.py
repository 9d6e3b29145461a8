"""Which facts can still matter to an open decision, and which alone can settle it.

In: Box, diagram of a decision.  Out: fact ids, settling values.  Never: guesses; both are exact where the diagram is. Where it
is not, or is too large to walk it in pairs, every open fact is needed that it looks at, and only what is certain settles.

A fact is needed when two possible patients of the box, differing in it and in what depends on it, have different
outcomes. What depends on a fact: the later facts that constraints make give way when it changes.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from generator.core.boxes import Box
from generator.core.cells import cells_in
from generator.core.diagrams import LEAF, TooLargeError
from generator.core.facts import Values
from generator.core.rulebook import OUTSIDE


def needs(box: Box, node: int) -> tuple[str, ...]:
    """The facts that can still matter, in the order declared; never empty while more than one outcome is possible."""
    if len(box.reach(node) - {OUTSIDE}) < 2:
        return ()
    book = box.book
    support = book.diagrams.support(node)
    open_levels = [level for level in cells_in(support) if box.masks[level].bit_count() > 1]
    needed = _mattering(box, node, open_levels) if book.diagrams.exact[node] else []
    return tuple(book.facts[level].id for level in needed or open_levels)


def _mattering(box: Box, node: int, open_levels: list[int]) -> list[int]:
    """The levels that matter to an exact diagram; none where it is too large to tell."""
    dependents, open_bits = box.book.dependents, sum(1 << level for level in open_levels)
    pairs = {free: _Pairs(box, free) for level in open_levels for free in (dependents[level] & open_bits,)}
    try:
        return [level for level in open_levels if pairs[dependents[level] & open_bits].matters(node, level)]
    except TooLargeError:
        return []


class _Pairs:
    """Looks for two patients that agree on every fact, except that `free` levels may differ."""

    def __init__(self, box: Box, free: int) -> None:
        self.box, self.free = box, free
        self.diagrams = box.book.diagrams
        self.inside = ~self.diagrams.bits[self.diagrams.leaf(OUTSIDE)]
        self.found: dict[tuple[int, int], bool] = {}

    def matters(self, root: int, level: int) -> bool:
        """Whether somewhere below `root` two cells of `level` lead to different outcomes."""
        crossing = self.box.crossing(root, level)
        return any(map(self._splits, crossing.at)) or any(self.differ(node, node) for node in crossing.past)

    def _splits(self, node: int) -> bool:
        if self._outcomes(node).bit_count() < 2:
            return False
        edges = self._open_edges(node)
        return any(self.differ(a, b) for i, (_, a) in enumerate(edges) for _, b in edges[i + 1 :]) or any(
            cells.bit_count() > 1 and self.differ(child, child) for cells, child in edges
        )

    def _outcomes(self, node: int) -> int:
        """The outcomes of the possible patients below a node, as leaf bits."""
        return self.box.reach_bits(node) & self.inside

    def _open_edges(self, node: int) -> list[tuple[int, int]]:
        level, edges = self.diagrams.nodes[node]
        mask = self.box.masks[level]
        return [(cells & mask, child) for cells, child in edges if cells & mask]

    def differ(self, first: int, second: int) -> bool:
        """Whether a patient below `first` and one below `second` have different outcomes."""
        key = (first, second) if first < second else (second, first)
        if key not in self.found:
            self.diagrams.limit(self.found)
            self.found[key] = self._can_differ(first, second) and self._compare(first, second)
        return self.found[key]

    def _can_differ(self, first: int, second: int) -> bool:
        """Cheap reasons why no such pair exists: one function without free levels, nobody inside, or one outcome in all."""
        if first == second and not self.diagrams.support(first) & self.free:
            return False
        one, other = self._outcomes(first), self._outcomes(second)
        return one != 0 and other != 0 and (one | other).bit_count() > 1

    def _compare(self, first: int, second: int) -> bool:
        one, other = self.diagrams.nodes[first].level, self.diagrams.nodes[second].level
        level = min(one, other)
        if level == LEAF:
            return first != second
        mask = self.box.masks[level]
        firsts = self._open_edges(first) if one == level else [(mask, first)]
        seconds = self._open_edges(second) if other == level else [(mask, second)]
        apart = bool(self.free >> level & 1)
        return any(self.differ(a, b) for cells, a in firsts for others, b in seconds if apart or cells & others)


def can_settle(box: Box, node: int, needed: tuple[str, ...]) -> dict[str, Values]:
    """Per needed fact the values that, once known, leave a single outcome."""
    by_outcome = settling(box, node, needed).values()
    return {name: reduce(or_, values) for name in needed if (values := [facts[name] for facts in by_outcome if name in facts])}


def settling(box: Box, node: int, needed: tuple[str, ...]) -> dict[str, dict[str, Values]]:
    """Per outcome the needed facts, each with all values that alone, once known, leave that outcome."""
    found: dict[str, dict[str, Values]] = {}
    for name in needed:
        level = box.book.levels[name]
        for outcome, cells in cells_by_outcome(box, node, level).items():
            if outcome is not None and cells & box.masks[level]:
                values = box.book.cells[level].values(cells & box.masks[level]) & box.values[level]
                found.setdefault(outcome, {})[name] = values
    return found


def cells_by_outcome(box: Box, node: int, level: int) -> dict[str | None, int]:
    """Per outcome the cells of one fact, whatever the box says of it, that lead to it alone; under None, to more than one."""
    diagrams = box.book.diagrams
    if not diagrams.exact[node]:
        return _certain_cells(box, node, level)
    leading = box.cells_by_answer(node, level)
    leading.pop(diagrams.bits[diagrams.leaf(OUTSIDE)], None)
    once = twice = 0
    for cells in leading.values():
        twice |= once & cells
        once |= cells
    found: dict[str | None, int] = {str(*diagrams.labels_of(bit)): cells & ~twice for bit, cells in sorted(leading.items())}
    return {outcome: cells for outcome, cells in (found | {None: twice}).items() if cells}


def _certain_cells(box: Box, node: int, level: int) -> dict[str | None, int]:
    """The same where a diagram is not exact: only cells of which each patient is possible, in scope, and has that outcome."""
    diagrams, found = box.book.diagrams, dict[str | None, int]()
    for cells, bits in box.reach_by_cell(node, level):
        labels = diagrams.labels_of(bits) - {OUTSIDE}
        if bits.bit_count() == len(labels) == 1:
            found[str(*labels)] = found.get(str(*labels), 0) | cells
    return found
