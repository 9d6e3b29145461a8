"""Boxes: the set of possible patients, and what diagrams answer for them.

In: Rulebook, values and cells per fact.  Out: Box.  Never: narrows or decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import NamedTuple

from generator.core.cells import cells_in, singles_in
from generator.core.diagrams import LEAF, UNEXPANDED, Diagrams
from generator.core.facts import Values
from generator.core.rulebook import Rulebook


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
        answers = diagrams.bits[node]
        if level == LEAF:
            return answers
        if self._made_from is not None and not diagrams.support(node) & self._differs:
            return self._made_from.reach_bits(node)
        if level == UNEXPANDED:
            return self._reach_choice(node)
        found, mask, known = 0, self.masks[level], self._reached
        for cells, child in edges:
            if cells & mask:
                found |= known[child] if child in known else self.reach_bits(child)
                if found == answers:
                    break
        return found

    def _reach_choice(self, root: int) -> int:
        """What a choice can answer, as far as its parts tell; those below it first, since a chain can be long."""
        diagrams = self.book.diagrams
        for node in diagrams.choices_below(root):
            if node not in self._reached and (self._made_from is None or diagrams.support(node) & self._differs):
                when, then, otherwise = diagrams.parts[node]
                taken = [part for part, truth in ((then, True), (otherwise, False)) if truth in self.reach(when)]
                self._reached[node] = reduce(or_, map(self.reach_bits, taken), 0)
        return self._reached[root]

    def somebody_meets(self, *conditions: int) -> bool:
        """Whether some possible patient of the box meets all these conditions.  Raises TooLargeError."""
        diagrams = self.book.diagrams
        support = 0
        for node in conditions:
            support |= diagrams.support(node)
        return diagrams.together(frozenset((*conditions, *self.book.bounds(support))), self.masks)

    def reach_by_cell(self, root: int, level: int) -> list[tuple[int, int]]:
        """Per set of cells of one fact, whatever the box says of it, the answers as leaf bits."""
        if not self.book.diagrams.exact[root]:
            every = singles_in(self.book.cells[level].all)
            return [(cell, self.with_cells({level: cell}).reach_bits(root)) for cell in every]
        crossing = self.crossing(root, level)
        past, answers = 0, self.book.diagrams.bits[root]
        for number in crossing.past:
            past |= self.reach_bits(number)
            if past == answers:
                return [(self.book.cells[level].all, past)]
        found: dict[int, int] = {}
        for number in crossing.at:
            for cells, child in self.book.diagrams.nodes[number].edges:
                found[cells] = found.get(cells, past) | self.reach_bits(child)
        return list(found.items()) or [(self.book.cells[level].all, past)]

    def cells_by_answer(self, root: int, level: int) -> dict[int, int]:
        """Per answer, as a leaf bit, the cells of one fact, whatever the box says of it, that can lead to it."""
        found: dict[int, int] = {}
        for cells, bits in self.reach_by_cell(root, level):
            while bits:
                bit = bits & -bits
                bits ^= bit
                found[bit] = found.get(bit, 0) | cells
        return found

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


def unnarrowed(box: Box) -> Box:
    """The box as stated, before anything follows from it; differences keep what is known of them."""
    book = box.book
    stated = {level: book.cells[level].mask(values) for name, values in box.stated.items() for level in (book.levels[name],)}
    return box.with_cells({
        level: stated.get(level, book.starts[level]) for level, fact in enumerate(book.facts) if fact.id not in book.rules.derived
    })
