"""From what is stated to the box of all patients that fit it.

In: Rulebook, stated Values.  Out: Box or Contradiction.  Never: decides.

Narrowing is exact in cells: a cell stays only if some possible patient in the box has it. Facts compared with each other
("a part never exceeds the whole") are narrowed by their bounds as well. With cuts shared between such facts, a choice of cells
that satisfies the constraints holds a patient: equal cells can take values in the right order, since the bounds do. (Only
where two such facts may both be missing, and stated ones bound them from outside, is a box wider than its patients.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.core.boxes import Box
from generator.core.cells import cells_in, singles_in
from generator.core.conditions import one_line
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


def open_box(book: Rulebook, stated: Mapping[str, Values]) -> Box | Contradiction:
    """The narrowed box of all patients that fit what is stated."""
    values = _narrowed(book, _start(book, stated))
    if values is None:
        return _contradiction(book, stated)
    values = difference_values(book, values)
    masks = tuple(cells.mask(value) for cells, value in zip(book.cells, values, strict=True))
    return Box(book=book, stated=dict(stated), values=values, masks=masks)


def somebody_fits(book: Rulebook, stated: Mapping[str, Values]) -> bool:
    """Whether somebody fits what is stated; cheaper than to learn why nobody does."""
    return not _nobody(book, stated)


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
    cells = tuple(masks.values())
    if cells not in cluster.found:
        cluster.found[cells] = _Marginals(book, cluster, masks).find()
    kept = cluster.found[cells]
    if kept is None:
        return False
    for level, mask in kept.items():
        if mask != masks[level]:
            values[level] = values[level] & book.cells[level].values(mask)
    return True


class _Marginals:
    """Per level of a cluster, the cells that lie on some path to "possible"."""

    def __init__(self, book: Rulebook, cluster: Cluster, masks: Mapping[int, int]) -> None:
        self.diagrams, self.nodes, self.root, self.masks = book.diagrams, book.diagrams.nodes, cluster.node, masks
        self.box = Box(book=book, stated={}, values=(), masks=tuple(masks.get(level, 0) for level in range(len(book.facts))))
        self.possible = book.diagrams.bits[book.diagrams.true]
        self.kept = dict.fromkeys(sorted(masks), 0)
        self.seen: set[int] = set()

    def find(self) -> dict[int, int] | None:
        """The cells to keep; None where there is no path."""
        if not all(self.masks.values()) or not self._lives(self.root):
            return None
        if not self.diagrams.exact[self.root]:
            return {level: self._by_cell(level) for level in self.kept}
        self._keep_all_between(-1, self.nodes[self.root].level)
        if self.root != self.diagrams.true:
            self._walk(self.root)
        return self.kept

    def _by_cell(self, level: int) -> int:
        """The cells that may be possible, each tried alone: all that can be said of a diagram that is not exact."""
        return sum(cell for cell in singles_in(self.masks[level])
                   if self.box.with_cells({level: cell}).reach_bits(self.root) & self.possible)

    def _lives(self, number: int) -> bool:
        return bool(self.box.reach_bits(number) & self.possible)

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
                if child not in self.seen and child != self.diagrams.true:
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
