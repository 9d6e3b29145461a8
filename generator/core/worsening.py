"""Whether an answer gets milder when one fact alone gets worse.

In: Box, diagram of an ordered decision, ranks of its outcomes.  Out: pairs of paths.  Never: judges why.

Held against each other are two possible patients who differ in one fact. Facts that give way to it, and only these, may differ
as well: they get no better, or begin or cease to apply.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.boxes import Box
from generator.core.cells import cells_in
from generator.core.diagrams import LEAF, TooLargeError
from generator.core.facts import Fact, Values
from generator.core.rulebook import Rulebook

Path = dict[int, int]  # cells by level
_Step = tuple[int, int, int, int]  # cells of the one and of the other, the nodes they come to
_Spans = dict[int, tuple[int, int] | None]  # per set of answers its mildest and its strongest rank


@dataclass(frozen=True, slots=True)
class Descending:
    """A fact that may get worse while the answer gets milder, and how the better and the worse patient come to that."""

    fact: str
    better: Path
    worse: Path


def worsens(fact: Fact, cells: tuple[int, int]) -> bool:
    """Whether some value in the first cells is better than some in the second."""
    first, second = cells
    if not first or not second:
        return False
    if fact.worse in ("higher", "yes"):
        return first & -first < 1 << second.bit_length() - 1
    return fact.worse in ("lower", "no") and 1 << first.bit_length() - 1 > second & -second


def is_worse(fact: Fact, better: Values, worse: Values) -> bool:
    """Whether every value in the second set is worse than every one in the first; only values that are there can be."""
    if any(values.absent or values.inapplicable or not values.ranges for values in (better, worse)):
        return False
    return better.high < worse.low if fact.worse in ("higher", "yes") else better.low > worse.high


def nearest_in_order(fact: Fact, better: Values, worse: Values) -> tuple[Values, Values]:
    """One range of each set, as near to each other as can be, of which the second is worse throughout."""
    pairs = [(Values((one,)), Values((other,))) for one in better.ranges for other in worse.ranges]
    return min((pair for pair in pairs if is_worse(fact, *pair)),
               key=lambda pair: max(pair[1].low - pair[0].high, pair[0].low - pair[1].high))


def descending(box: Box, node: int, ranks: Mapping[str, int], among: Container[str]) -> Iterator[Descending]:
    """The facts among some of which a worse value may bring a milder answer, in their order.  Raises TooLargeError.

    Outcomes without a rank are not compared. Where a fact that gives way brings a milder answer by itself, it must not get worse
    along with another: that would only be found twice.
    """
    book, support = box.book, box.book.diagrams.support(node)
    if not book.diagrams.exact[node]:
        raise TooLargeError
    wanted = _with_dependents(box.book, [level for level in cells_in(support) if book.facts[level].id in among])
    pairs: dict[tuple[int, bool], _Pairs] = {}
    spans: _Spans = {}
    found: dict[int, _Parting] = {}
    for level in reversed([*cells_in(wanted & support)]):
        free = book.dependents[level] & support
        alone = any(free >> other & 1 for other in found)
        if book.facts[level].worse:
            parting = _Parting(level, pairs.setdefault((free, alone), _Pairs(box, free, alone, ranks, spans)))
            if parting.somewhere(node):
                found[level] = parting
    yield from (Descending(book.facts[level].id, *parting.paths(node)) for level, parting in reversed(found.items())
                if book.facts[level].id in among)


def _with_dependents(book: Rulebook, levels: Iterable[int]) -> int:
    """These levels, and those that give way to them."""
    found = 0
    for level in levels:
        found |= 1 << level | book.dependents[level]
    return found


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Looks for two patients, the worse with the milder answer, who agree on every fact, except that `free` levels may differ.

    These may begin or cease to apply, and get worse unless the first fact is to do so `alone`.
    """

    box: Box
    free: int
    alone: bool
    ranks: Mapping[str, int]
    spans: _Spans
    found: dict[tuple[int, int], bool] = field(default_factory=dict)

    def falls(self, better: int, worse: int) -> bool:
        """Whether some patient below `worse` has a milder answer than the one below `better` who is otherwise alike.

        Only for nodes of which their ranks alone would allow it.
        """
        key = (better, worse)
        if key not in self.found:
            self.box.book.diagrams.limit(self.found)
            nodes = self.box.book.diagrams.nodes
            at_end = nodes[better].level == nodes[worse].level == LEAF
            self.found[key] = at_end or self.next(better, worse) is not None
        return self.found[key]

    def next(self, better: int, worse: int) -> _Step | None:
        """The next step of two such patients."""
        return next((step for step in self._steps(better, worse) if self.falls(step[2], step[3])), None)

    def ways(self, better: int, worse: int, level: int) -> Iterator[_Step]:
        """The ways of two patients through a level whose answers could fall; one patient alone never falls."""
        seconds = [(cells, child, ranks[0]) for cells, child, ranks in self._ranked(worse, level)]
        for cells, child, (_, strongest) in self._ranked(better, level):
            yield from ((cells, others, child, other) for others, other, mildest in seconds
                        if mildest < strongest and child != other)

    def _ranked(self, node: int, level: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """The ways through a level to answers that have a rank."""
        for cells, child in self.open_edges(node, level):
            ranks = self._ranks_below(child)
            if ranks is not None:
                yield cells, child, ranks

    def _ranks_below(self, node: int) -> tuple[int, int] | None:
        """The mildest and the strongest rank that patients below a node have."""
        bits = self.box.reach_bits(node)
        if bits not in self.spans:
            found = [self.ranks[label] for label in self.box.book.diagrams.labels_of(bits)
                     if isinstance(label, str) and label in self.ranks]
            self.spans[bits] = (min(found), max(found)) if found else None
        return self.spans[bits]

    def open_edges(self, node: int, level: int) -> list[tuple[int, int]]:
        """The ways through a level that patients of the box can take."""
        found, mask = self.box.book.diagrams.nodes[node], self.box.masks[level]
        edges = found.edges if found.level == level else ((mask, node),)
        return [(cells & mask, child) for cells, child in edges if cells & mask]

    def _steps(self, better: int, worse: int) -> Iterator[_Step]:
        nodes = self.box.book.diagrams.nodes
        level = min(nodes[better].level, nodes[worse].level)
        ways = [*self.ways(better, worse, level)]
        yield from ((cells & others, cells & others, child, other) for cells, others, child, other in ways if cells & others)
        if self.free >> level & 1:
            yield from ((*kept, child, other) for cells, others, child, other in ways
                        if (kept := self._given_way(level, cells, others)) is not None)

    def _given_way(self, level: int, better: int, worse: int) -> tuple[int, int] | None:
        """The cells that both can have at a level that gives way to the first; None where they cannot."""
        cells = self.box.book.cells[level]
        one, other = better & cells.inapplicable, worse & cells.inapplicable
        if one and worse & ~cells.inapplicable:
            return one, worse & ~cells.inapplicable
        if other and better & ~cells.inapplicable:
            return better & ~cells.inapplicable, other
        both = better & cells.present, worse & cells.present
        return both if not self.alone and worsens(self.box.book.facts[level], both) else None


@dataclass(frozen=True, slots=True)
class _Parting:
    """Where two such patients part: at the level of the fact that gets worse."""

    level: int
    pairs: _Pairs

    def somewhere(self, root: int) -> bool:
        """Whether two such patients part somewhere below `root`."""
        return any(self.step(node) is not None for node in self.pairs.box.crossing(root, self.level).at)

    def step(self, node: int) -> _Step | None:
        """The step at which they part, at a node that tests the level."""
        book, pairs = self.pairs.box.book, self.pairs
        fact, present = book.facts[self.level], book.cells[self.level].present
        return next(((cells & present, others & present, child, other)
                     for cells, others, child, other in pairs.ways(node, node, self.level)
                     if worsens(fact, (cells & present, others & present)) and pairs.falls(child, other)), None)

    def paths(self, root: int) -> tuple[Path, Path]:
        """The cells that two such patients have at the levels tested."""
        shared, node = self._way(root, set()) or ({}, root)
        better, worse = dict(shared), dict(shared)
        step, level, nodes = self.step(node), self.level, self.pairs.box.book.diagrams.nodes
        while step is not None:
            better[level], worse[level], one, other = step
            level = min(nodes[one].level, nodes[other].level)
            step = None if level == LEAF else self.pairs.next(one, other)
        return better, worse

    def _way(self, node: int, dead: set[int]) -> tuple[Path, int] | None:
        """How both come to the node at which they part."""
        level = self.pairs.box.book.diagrams.nodes[node].level
        if level == self.level and self.step(node) is not None:
            return {}, node
        if level < self.level and node not in dead:
            for cells, child in self.pairs.open_edges(node, level):
                found = self._way(child, dead)
                if found is not None:
                    return {level: cells, **found[0]}, found[1]
        dead.add(node)
        return None
