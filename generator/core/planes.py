"""Planes: the answers of one guideline over two numbers, as few rectangles of equal answer; over one, as few stretches.

In: Box of the patients shown, Compiled, Table, one or two levels.  Out: Regions, Overlaps, Stretches.  Never: draws, or guesses
where an answer is open.

Each column of cells is asked for itself, so what is found is exact; neighbors with the same possible answers are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations, groupby
from typing import TypeVar

from generator.core.boxes import Box
from generator.core.cells import cells_in, runs_in, singles_in
from generator.core.rulebook import OUTSIDE, Compiled, Table

Answers = frozenset[str]
Stretch = tuple[int, Answers]  # neighboring cells of one number, and the answers there
Said = TypeVar("Said")
Rectangle = tuple[int, int, Said]  # cells of either number, and what is said of all their pairs
Asked = Callable[[int, int], Said]


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of cells whose patients have the same possible answers.

    OUTSIDE among them: the guideline is not for some of these patients.  No answer at all: nobody has these two numbers.
    Of two numbers that bound each other and lie between the same thresholds, those in the wrong order are not left out.
    """

    across: int
    up: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class Overlap:
    """A rectangle of cells in which each of several guidelines has the same possible answers throughout, in their order."""

    across: int
    up: int
    answers: tuple[Answers, ...]


def regions_of(box: Box, compiled: Compiled, table: Table, across: int, up: int) -> tuple[Region, ...]:
    """The rectangles that make up the plane: they share no pair of cells, and leave out none that the box has."""
    asked = _asked(box.forgetful(), compiled, table, across, up)
    return tuple(Region(*one) for one in _rectangles(box, across, up, asked))


def overlaps_of(box: Box, planes: Sequence[Sequence[Region]], across: int, up: int) -> tuple[Overlap, ...]:
    """Several guidelines' planes of one box, laid over each other."""

    @cache
    def at(cell: int, other: int) -> tuple[Answers, ...]:
        return tuple(next(one.answers for one in plane if one.across >> cell & one.up >> other & 1) for plane in planes)

    return tuple(Overlap(*one) for one in _rectangles(box, across, up, at))


def stretches_of(box: Box, compiled: Compiled, table: Table, along: int) -> tuple[Stretch, ...]:
    """The stretches that make up the answers over one number, from low to high."""
    return tuple(_joined(box, along, _said(box, compiled, table, (along,)).__getitem__))


def _rectangles(box: Box, across: int, up: int, asked: Asked[Said]) -> list[Rectangle[Said]]:
    """Rectangles of pairs of which the same is said."""
    found: list[Rectangle[Said]] = []
    growing: dict[tuple[int, Said], int] = {}  # the runs of the last column, and the rectangles that they belong to
    for stretch in runs_in(box.masks[across] & box.book.cells[across].present):
        growing.clear()
        for cell in cells_in(stretch):
            column = _joined(box, up, partial(asked, cell))
            growing = {run: _grown(found, growing.get(run), cell, run) for run in column}
    return found


def _grown(found: list[Rectangle[Said]], place: int | None, cell: int, run: tuple[int, Said]) -> int:
    """The place of the rectangle that a run belongs to: the one that had it in the column before, or a new one."""
    if place is None:
        found.append((1 << cell, *run))
        return len(found) - 1
    across, up, said = found[place]
    found[place] = (across | 1 << cell, up, said)
    return place


def _joined(box: Box, level: int, asked: Callable[[int], Said]) -> list[tuple[int, Said]]:
    """The runs of cells of one number of which the same is said, from low to high."""
    runs: list[tuple[int, Said]] = []
    for stretch in runs_in(box.masks[level] & box.book.cells[level].present):
        pairs = ((one, asked(one)) for one in cells_in(stretch))
        for said, group in groupby(pairs, key=lambda pair: pair[1]):
            runs.append((sum(1 << one for one, _ in group), said))
    return runs


def _asked(box: Box, compiled: Compiled, table: Table, across: int, up: int) -> Asked[Answers]:
    """What a guideline answers at a pair of cells; a whole column is found out at once."""

    @cache
    def column(cell: int) -> dict[int, Answers]:
        return _said(box.with_cells({across: 1 << cell}), compiled, table, (across, up))

    return lambda cell, other: column(cell)[other]


def _said(box: Box, compiled: Compiled, table: Table, levels: tuple[int, ...]) -> dict[int, Answers]:
    """What a guideline answers in each cell of the last level."""
    had, answers = _had(box, levels), _answers(box, compiled, table, levels[-1])
    return {cell: frozenset(label for label, cells in answers.items() if (cells & had) >> cell & 1)
            for cell in cells_in(box.book.cells[levels[-1]].all)}


def _answers(box: Box, compiled: Compiled, table: Table, level: int) -> dict[str, int]:
    """Per answer the cells that can lead to it; OUTSIDE only where the scope is not met, whoever else is outside."""
    diagrams = box.book.diagrams
    found = {str(*diagrams.labels_of(bit)): cells for bit, cells in box.cells_by_answer(table.node, level).items()}
    return found | {OUTSIDE: box.cells_by_answer(compiled.scope_node, level).get(diagrams.bits[diagrams.false], 0)}


def _had(box: Box, levels: tuple[int, ...]) -> int:
    """The cells of the last level that some possible patient has, given the others; bounds that share facts hold jointly."""
    book, last = box.book, levels[-1]
    bounds, diagrams, had = book.bounds(sum(1 << level for level in levels)), book.diagrams, book.cells[last].all
    for node in bounds:
        had &= box.cells_by_answer(node, last).get(diagrams.bits[diagrams.true], 0)
    if all(not diagrams.support(one) & diagrams.support(other) for one, other in combinations(bounds, 2)):
        return had
    return sum(cell for cell in singles_in(had) if diagrams.together(frozenset(bounds), box.with_cells({last: cell}).masks))
