"""Boxes: the set of possible patients, narrowed to those who can exist.

In: Rulebook, stated Values.  Out: Box or Contradiction.  Never: decides.

Narrowing is exact in cells: a cell stays only if some possible patient in the box has it. Facts compared with each other
("a part never exceeds the whole") are narrowed by their bounds as well. With cuts shared between such facts, a choice of cells
that satisfies the constraints holds a patient: equal cells can take values in the right order, since the bounds do. (Only
where two such facts may both be missing, and stated ones bound them from outside, is a box wider than its patients.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from generator.core.cells import cells_in
from generator.core.conditions import one_line
from generator.core.diagrams import LEAF, Diagrams
from generator.core.extents import difference_values
from generator.core.facts import Fact, Values
from generator.core.guidelines import Impossible
from generator.core.rulebook import Cluster, Rulebook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Stated facts that nobody can have together, as few as needed to see it, and the constraints that forbid them."""

    facts: tuple[str, ...]
    sources: tuple[Impossible | Fact, ...]

    @property
    def because(self) -> tuple[str, ...]:
        """The constraints in words."""
        return tuple(map(_reason, self.sources))


class Crossing(NamedTuple):
    """How patients cross one level of a diagram: the nodes that test it, and those they come to without that test."""

    at: AbstractSet[int]
    past: AbstractSet[int]


class Descent:
    """How patients walk down one diagram, level by level, as far as somebody asks."""

    def __init__(self, diagrams: Diagrams, root: int, masks: tuple[int, ...]) -> None:
        self.nodes, self.masks = diagrams.nodes, masks
        self.levels = cells_in(diagrams.support(root))
        self.ahead: dict[int, set[int]] = {self.nodes[root].level: {root}}
        self.found: dict[int, Crossing] = {}

    def crossing(self, level: int) -> Crossing:
        """How they cross a level that the diagram looks at."""
        while level not in self.found:
            self._step(next(self.levels))
        return self.found[level]

    def _step(self, level: int) -> None:
        here, ahead, mask = self.ahead.pop(level, set()), self.ahead, self.masks[level]
        self.found[level] = Crossing(here, frozenset().union(*ahead.values()))
        for number in here:
            for cells, child in self.nodes[number].edges:
                if cells & mask:
                    ahead.setdefault(self.nodes[child].level, set()).add(child)


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Possible patients: one set of values per fact, in the rulebook's order, and the same as masks of cells.

    A box made from another differs from it at the levels in `_differs`; below them it knows what the other found out.
    """

    book: Rulebook
    stated: Mapping[str, Values]
    values: tuple[Values, ...]
    masks: tuple[int, ...]
    _made_from: Box | None = field(default=None, repr=False, compare=False)
    _differs: int = field(default=0, repr=False, compare=False)
    _reached: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    _descents: dict[int, Descent] = field(default_factory=dict, repr=False, compare=False)
    _others: dict[tuple[int, ...], Box] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, fact: str) -> Values:
        return self.values[self.book.levels[fact]]

    def reach(self, node: int) -> frozenset[Hashable]:
        """The labels that a diagram can answer for patients of the box."""
        return self.book.diagrams.labels_of(self.reach_bits(node))

    def reach_bits(self, node: int) -> int:
        """The same as a sum of leaf bits."""
        found = self._reached.get(node)
        if found is None:
            found = self._reached[node] = self._reach(node)
        return found

    def _reach(self, node: int) -> int:
        diagrams = self.book.diagrams
        level, edges = diagrams.nodes[node]
        if level == LEAF:
            return diagrams.bits[node]
        if self._made_from is not None and not diagrams.support(node) & self._differs:
            return self._made_from.reach_bits(node)
        found, mask = 0, self.masks[level]
        for cells, child in edges:
            if cells & mask:
                found |= self.reach_bits(child)
        return found

    def reach_by_cell(self, root: int, level: int) -> list[tuple[int, int]]:
        """Per set of cells of one fact, whatever the box says of it, the answers as leaf bits."""
        crossing = self.crossing(root, level)
        past = 0
        for number in crossing.past:
            past |= self.reach_bits(number)
        found: dict[int, int] = {}
        for number in crossing.at:
            for cells, child in self.book.diagrams.nodes[number].edges:
                found[cells] = found.get(cells, past) | self.reach_bits(child)
        return list(found.items()) or [(self.book.cells[level].all, past)]

    def crossing(self, root: int, level: int) -> Crossing:
        """How patients of the box cross a level of the diagram below `root`; only what lies above that level plays a part."""
        if self._made_from is not None and not self._differs & (1 << level) - 1:
            return self._made_from.crossing(root, level)
        if not self.book.diagrams.support(root) >> level & 1:
            return Crossing(frozenset(), frozenset((root,)))
        if root not in self._descents:
            self._descents[root] = Descent(self.book.diagrams, root, self.masks)
        return self._descents[root].crossing(level)

    def forgetful(self) -> Box:
        """The same box, to be asked much and then dropped: what is found out about it is not kept for as long as the box is."""
        return replace(self, _reached={}, _descents={}, _others={})

    def with_cells(self, changes: Mapping[int, int]) -> Box:
        """The box with other cells at some levels; nothing is narrowed again, and what is found out about it is kept."""
        masks = list(self.masks)
        for level, mask in changes.items():
            masks[level] = mask
        key = tuple(masks)
        if key not in self._others:
            differs = sum(1 << level for level, mask in enumerate(self.masks) if masks[level] != mask)
            self._others[key] = replace(self, masks=key, _made_from=self, _differs=differs, _reached={}, _descents={}, _others={})
        return self._others[key]


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
    stated = {level: book.cells[level].mask(values) for name, values in box.stated.items() for level in (book.levels[name],)}
    return box.with_cells({
        level: stated.get(level, book.starts[level]) for level, fact in enumerate(book.facts) if fact.id not in book.rules.derived
    })


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
    """As few stated facts as contradict each other, and the constraints that forbid them: each alone, or else all together."""
    names = _fewest(stated, lambda some: _nobody(book, {name: stated[name] for name in some}))
    left = {name: stated[name] for name in names}
    alone = tuple(constraint for constraint in book.constraints if _nobody(book.under([constraint]), left))
    forbidding = alone or _fewest(book.constraints, lambda some: _nobody(book.under(some), left))
    return Contradiction(names, tuple(constraint.source for constraint in forbidding))


def _fewest(items: Iterable[T], enough: Callable[[tuple[T, ...]], bool]) -> tuple[T, ...]:
    """Drop items one by one while the rest is still enough."""
    left = tuple(items)
    for item in left:
        fewer = tuple(other for other in left if other is not item)
        if enough(fewer):
            left = fewer
    return left


def _nobody(book: Rulebook, stated: Mapping[str, Values]) -> bool:
    return _narrowed(book, _start(book, stated)) is None


def _reason(source: Impossible | Fact) -> str:
    if isinstance(source, Impossible):
        return source.because
    asked = "" if source.only_if is None else f" only where {one_line(source.only_if)}"
    return f'"{source.id}" is asked{asked}'
