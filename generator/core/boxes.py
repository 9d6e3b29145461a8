"""Boxes: the set of possible patients, narrowed to those who can exist.

In: Rulebook, stated Values.  Out: Box or Contradiction.  Never: decides.

Narrowing is exact in cells: a cell stays only if some possible patient in the box has it. Facts compared with each other
("hip never exceeds all") are narrowed by their bounds as well. With cuts shared between such facts, a choice of cells
that satisfies the constraints always holds a patient: equal cells can take values in the right order, since the bounds do.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from generator.core.cells import cells_in
from generator.core.diagrams import LEAF
from generator.core.extents import difference_values
from generator.core.facts import Values
from generator.core.rulebook import Cluster, Rulebook


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Stated facts that nobody can have together, as few as needed to see it, and why."""

    facts: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Possible patients: one set of values per fact, in the rulebook's order, and the same as masks of cells."""

    book: Rulebook
    stated: Mapping[str, Values]
    values: tuple[Values, ...]
    masks: tuple[int, ...]
    _reached: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, fact: str) -> Values:
        return self.values[self.book.levels[fact]]

    def reach(self, node: int) -> frozenset[Hashable]:
        """The labels that a diagram can answer for patients of the box."""
        return self.book.diagrams.labels_of(self.reach_bits(node))

    def reach_bits(self, node: int) -> int:
        """The same as a sum of leaf bits."""
        found = self._reached.get(node)
        if found is None:
            level, edges = self.book.diagrams.nodes[node]
            if level == LEAF:
                found = self.book.diagrams.bits[node]
            else:
                found, mask = 0, self.masks[level]
                for cells, child in edges:
                    if cells & mask:
                        found |= self.reach_bits(child)
            self._reached[node] = found
        return found

    def reach_by_cell(self, root: int, level: int) -> list[tuple[int, int]]:
        """Per set of cells of one fact, whatever the box says of it, the answers as leaf bits."""
        nodes = self.book.diagrams.nodes
        found: dict[int, int] = {}
        past, seen, queue = 0, {root}, [root]
        while queue:
            number = queue.pop()
            here, edges = nodes[number]
            if here > level:
                past |= self.reach_bits(number)
            elif here == level:
                for cells, child in edges:
                    found[cells] = found.get(cells, 0) | self.reach_bits(child)
            else:
                fresh = {child for cells, child in edges if cells & self.masks[here]} - seen
                seen |= fresh
                queue += fresh
        return [(cells, bits | past) for cells, bits in found.items()] or [(self.book.cells[level].all, past)]

    def with_cells(self, changes: Mapping[int, int]) -> Box:
        """The box with other cells at some levels; nothing is narrowed again."""
        masks = tuple(changes.get(level, mask) for level, mask in enumerate(self.masks))
        return replace(self, masks=masks, _reached={})


def open_box(book: Rulebook, stated: Mapping[str, Values]) -> Box | Contradiction:
    """The narrowed box of all patients that fit what is stated."""
    values = _narrowed(book, _start(book, stated))
    if values is None:
        return _contradiction(book, stated)
    values = difference_values(book, values)
    masks = tuple(cells.mask(value) for cells, value in zip(book.cells, values, strict=True))
    return Box(book=book, stated=dict(stated), values=values, masks=masks)


def unnarrowed(box: Box) -> Box:
    """The box as stated, before anything follows from it; differences keep what is known of them."""
    book = box.book
    masks = tuple(
        box.masks[level] if fact.id in book.rules.derived else book.cells[level].mask(box.stated.get(fact.id, fact.at_start))
        for level, fact in enumerate(book.facts)
    )
    return replace(box, masks=masks, _reached={})


def _start(book: Rulebook, stated: Mapping[str, Values]) -> tuple[Values, ...]:
    return tuple(stated.get(fact.id, fact.at_start) for fact in book.facts)


def _narrowed(book: Rulebook, values: tuple[Values, ...]) -> tuple[Values, ...] | None:
    """Narrow by bounds and by cells in turn until nothing changes; None where nobody is left."""
    found = list(values)
    while True:
        before = tuple(found)
        _keep_order(book, found)
        for cluster in book.clusters:
            if not _keep_possible(book, cluster, found):
                return None
        if not all(found):
            return None
        if tuple(found) == before:
            return before


def _keep_order(book: Rulebook, values: list[Values]) -> None:
    """Where one number never exceeds another and both are there for certain, each bounds the other."""
    for low, high in book.ties:
        below, above = values[low], values[high]
        if not below.ranges or not above.ranges:
            continue
        if not (above.absent or above.inapplicable):
            values[low] = _clipped(below, book.facts[low].low, above.high)
        if not (below.absent or below.inapplicable):
            values[high] = _clipped(above, below.low, book.facts[high].high)


def _clipped(values: Values, low: int, high: int) -> Values:
    ranges = ((low, high),) if low <= high else ()
    return values & Values(ranges, absent=True, inapplicable=True)


def _keep_possible(book: Rulebook, cluster: Cluster, values: list[Values]) -> bool:
    """Keep the cells of a cluster's facts that some possible patient has."""
    masks = {level: book.cells[level].mask(values[level]) for level in cells_in(cluster.levels)}
    kept = _Marginals(book, cluster, masks).find()
    if kept is None:
        return False
    for level, mask in kept.items():
        if mask != masks[level]:
            values[level] = values[level] & book.cells[level].values(mask)
    return True


class _Marginals:
    """Per level of a cluster, the cells that lie on some path to "possible"."""

    def __init__(self, book: Rulebook, cluster: Cluster, masks: Mapping[int, int]) -> None:
        self.nodes, self.true, self.root = book.diagrams.nodes, book.diagrams.true, cluster.node
        self.masks = masks
        self.alive: dict[int, bool] = {self.true: True, book.diagrams.false: False}
        self.kept = dict.fromkeys(sorted(masks), 0)
        self.seen: set[int] = set()

    def find(self) -> dict[int, int] | None:
        """The cells to keep; None where there is no path."""
        if not all(self.masks.values()) or not self._lives(self.root):
            return None
        self._keep_all_between(-1, self.nodes[self.root].level)
        if self.root != self.true:
            self._walk(self.root)
        return self.kept

    def _lives(self, number: int) -> bool:
        if number not in self.alive:
            level, edges = self.nodes[number]
            self.alive[number] = any(self._lives(child) for cells, child in edges if cells & self.masks[level])
        return self.alive[number]

    def _keep_all_between(self, above: int, below: int) -> None:
        """Levels that a path passes over without a test keep every cell."""
        for level in self.kept:
            if above < level < below:
                self.kept[level] |= self.masks[level]

    def _walk(self, number: int) -> None:
        self.seen.add(number)
        level, edges = self.nodes[number]
        for cells, child in edges:
            if cells & self.masks[level] and self._lives(child):
                self.kept[level] |= cells & self.masks[level]
                self._keep_all_between(level, self.nodes[child].level)
                if child not in self.seen and child != self.true:
                    self._walk(child)


def _contradiction(book: Rulebook, stated: Mapping[str, Values]) -> Contradiction:
    """Drop stated facts one by one while the rest still contradicts itself; name the constraints that rule the rest out."""
    left = dict(stated)
    for name in stated:
        fewer = {other: value for other, value in left.items() if other != name}
        if _narrowed(book, _start(book, fewer)) is None:
            left = fewer
    reasons = tuple(_reason(source) for node, source in book.constraints if _forbids(book, node, left))
    return Contradiction(tuple(left), reasons)


def _forbids(book: Rulebook, node: int, stated: Mapping[str, Values]) -> bool:
    """Whether one constraint alone already rules out what is stated."""
    alone = replace(book, clusters=(Cluster(book.diagrams.support(node), node),))
    return _narrowed(alone, _start(book, stated)) is None


def _reason(source: object) -> str:
    because = getattr(source, "because", "")
    return because or f'"{getattr(source, "id", "")}" is asked only if its condition is met'
