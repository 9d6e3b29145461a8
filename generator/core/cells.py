"""Cells: each fact's domain, cut at every threshold used anywhere.

In: Facts, Formulas.  Out: Cells (fact value sets as bitmasks).  Never: knows a guideline.

A set of cells is an int whose bit i stands for cell i; the last cells are "not measured" and "not applicable".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.facts import Fact, Values
from generator.core.formulas import Formula, In, NotAbove, atoms_of


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one fact: `starts[i]` is the first tick of cell i."""

    starts: tuple[int, ...]
    high: int
    absent: int
    inapplicable: int

    @property
    def all(self) -> int:
        """Every cell."""
        return (1 << len(self.starts)) - 1 | self.absent | self.inapplicable

    @property
    def present(self) -> int:
        """Every cell of numbers or choices."""
        return (1 << len(self.starts)) - 1

    def range_of(self, cell: int) -> tuple[int, int]:
        """First and last tick of a cell."""
        last = self.starts[cell + 1] - 1 if cell + 1 < len(self.starts) else self.high
        return self.starts[cell], last

    def mask(self, values: Values) -> int:
        """The cells a set of values touches."""
        mask = (self.absent if values.absent else 0) | (self.inapplicable if values.inapplicable else 0)
        for low, high in values.ranges:
            first, last = bisect_right(self.starts, low) - 1, bisect_right(self.starts, high) - 1
            mask |= (1 << last + 1) - (1 << first)
        return mask

    def values(self, mask: int) -> Values:
        """All values in a set of cells."""
        ranges = tuple((self.range_of(run.bit_length() - run.bit_count())[0], self.range_of(run.bit_length() - 1)[1])
                       for run in runs_in(mask & self.present))
        return Values(ranges, bool(mask & self.absent), bool(mask & self.inapplicable))


def cells_in(mask: int) -> Iterator[int]:
    """The cells of a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def singles_in(mask: int) -> Iterator[int]:
    """The cells of a mask, in order, each as a mask of its own."""
    return (1 << cell for cell in cells_in(mask))


def runs_in(mask: int) -> Iterator[int]:
    """Neighbouring cells of a mask, in order, each run as a mask of its own."""
    while mask:
        run = mask & ~(mask + (mask & -mask))
        yield run
        mask ^= run


def cut(facts: Sequence[Fact], formulas: Iterable[Formula]) -> tuple[Cells, ...]:
    """Cut every fact's domain at the thresholds of all formulas.

    Facts compared with each other share their cuts, so that two values in different cells compare like the cells; they are
    cut at what is assumed of them as well, since two that may both be missing do not bound each other.
    """
    known = {fact.id: fact for fact in facts}
    cuts: dict[str, set[int]] = {fact.id: {fact.low} for fact in facts}
    ties: list[tuple[str, str]] = []
    for atom in atoms_of(*formulas):
        if isinstance(atom, In):
            cuts[atom.fact] |= _ends(atom.values)
        elif isinstance(atom, NotAbove):
            ties.append((atom.low, atom.high))
            for name in ties[-1]:
                cuts[name] |= _ends(known[name].at_start)
    _share(cuts, ties, known)
    return tuple(_cells(fact, cuts[fact.id]) for fact in facts)


def _ends(values: Values) -> set[int]:
    """The first tick of each range, and the first behind it."""
    return {end for low, high in values.ranges for end in (low, high + 1)}


def _share(cuts: dict[str, set[int]], ties: list[tuple[str, str]], facts: Mapping[str, Fact]) -> None:
    """Give tied facts the same cuts; each keeps those inside its own range."""
    for _ in ties:
        for first, second in ties:
            shared = cuts[first] | cuts[second]
            shared |= {facts[first].high + 1, facts[second].high + 1}
            cuts[first] = cuts[second] = shared


def _cells(fact: Fact, cuts: set[int]) -> Cells:
    if not fact.kind.numeric:
        cuts = set(range(fact.low, fact.high + 1))
    starts = tuple(sorted(tick for tick in cuts if fact.low <= tick <= fact.high))
    absent = 1 << len(starts) if fact.may_be_absent else 0
    inapplicable = 0
    if fact.only_if is not None:
        inapplicable = 1 << len(starts) + bool(absent)
    return Cells(starts, fact.high, absent, inapplicable)
