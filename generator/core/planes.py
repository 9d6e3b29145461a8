"""Planes: the answers of one guideline over two numbers, as few rectangles of equal answer; over one, as few stretches.

In: Box of the patients shown, Compiled, Table, one or two levels.  Out: Regions, Stretches.  Never: draws, or guesses where an
answer is open.

Each column of cells is asked for itself, so what is found is exact; neighbors with the same possible answers are joined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, groupby

from generator.core.boxes import Box
from generator.core.cells import cells_in, runs_in, singles_in
from generator.core.rulebook import OUTSIDE, Compiled, Table

Answers = frozenset[str]
Stretch = tuple[int, Answers]  # neighboring cells of one number, and the answers there


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of cells whose patients have the same possible answers.

    OUTSIDE among them: the guideline is not for some of these patients.  No answer at all: nobody has these two numbers.
    Of two numbers that bound each other and lie between the same thresholds, those in the wrong order are not left out.
    """

    across: int
    up: int
    answers: Answers


def regions_of(box: Box, compiled: Compiled, table: Table, across: int, up: int) -> tuple[Region, ...]:
    """The rectangles that make up the plane: they share no pair of cells, and leave out none that the box has."""
    shown, cells = box.forgetful(), box.book.cells
    found: list[Region] = []
    growing: dict[Stretch, int] = {}  # the runs of the last column, and the regions that they belong to
    for stretch in runs_in(box.masks[across] & cells[across].present):
        growing.clear()
        for cell in cells_in(stretch):
            column = _column(shown, compiled, table, {across: 1 << cell}, up)
            growing = {run: _grown(found, growing.get(run), cell, run) for run in column}
    return tuple(found)


def stretches_of(box: Box, compiled: Compiled, table: Table, along: int) -> tuple[Stretch, ...]:
    """The stretches that make up the answers over one number, from low to high."""
    return tuple(_column(box, compiled, table, {}, along))


def _grown(found: list[Region], place: int | None, cell: int, run: Stretch) -> int:
    """The place of the region that a run belongs to: the one that had it in the column before, or a new one."""
    if place is None:
        found.append(Region(1 << cell, *run))
        return len(found) - 1
    found[place] = replace(found[place], across=found[place].across | 1 << cell)
    return place


def _column(box: Box, compiled: Compiled, table: Table, cell: dict[int, int], up: int) -> list[Stretch]:
    """The runs of equal answer over one cell of the other number, or over all there are, from low to high."""
    shown, column = box.masks[up] & box.book.cells[up].present, box.with_cells(cell)
    had, answers = _had(column, (*cell, up)), _answers(column, compiled, table, up)
    said = {one: frozenset(label for label, cells in answers.items() if (cells & had) >> one & 1) for one in cells_in(shown)}
    return [(sum(1 << one for one in group), labels)
            for stretch in runs_in(shown) for labels, group in groupby(cells_in(stretch), key=said.__getitem__)]


def _answers(box: Box, compiled: Compiled, table: Table, up: int) -> dict[str, int]:
    """Per answer the cells that can lead to it; OUTSIDE only where the scope is not met, whoever else is outside."""
    diagrams = box.book.diagrams
    found = {str(*diagrams.labels_of(bit)): cells for bit, cells in box.cells_by_answer(table.node, up).items()}
    return found | {OUTSIDE: box.cells_by_answer(compiled.scope_node, up).get(diagrams.bits[diagrams.false], 0)}


def _had(box: Box, levels: tuple[int, ...]) -> int:
    """The cells of the last level that some possible patient has, given the others; bounds that share facts hold jointly."""
    book, up = box.book, levels[-1]
    bounds, diagrams, had = book.bounds(sum(1 << level for level in levels)), book.diagrams, book.cells[up].all
    for node in bounds:
        had &= box.cells_by_answer(node, up).get(diagrams.bits[diagrams.true], 0)
    if all(not diagrams.support(one) & diagrams.support(other) for one, other in combinations(bounds, 2)):
        return had
    return sum(cell for cell in singles_in(had) if diagrams.together(frozenset(bounds), box.with_cells({up: cell}).masks))
