"""Planes: the answers of one guideline over two numbers, as few rectangles of equal answer; over one, as few stretches.

In: Box of the patients shown, Compiled, Table, one or two levels.  Out: Regions, Stretches.  Never: draws, or guesses where an
answer is open.

Every pair of cells is asked for itself, so what is found is exact; neighbors with the same possible answers are joined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from generator.core.boxes import Box
from generator.core.cells import cells_in, runs_in
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
    runs: list[Stretch] = []
    for stretch in runs_in(box.masks[up] & box.book.cells[up].present):
        pairs = ((one, _answers(box, {**cell, up: 1 << one}, compiled, table)) for one in cells_in(stretch))
        for answers, group in groupby(pairs, key=lambda pair: pair[1]):
            runs.append((sum(1 << one for one, _ in group), answers))
    return runs


def _answers(box: Box, pair: dict[int, int], compiled: Compiled, table: Table) -> Answers:
    book, inside = box.book, box.with_cells(pair)
    bounds = book.bounds(sum(1 << level for level in pair))
    if not book.diagrams.together(frozenset(bounds), inside.masks):
        return frozenset()
    answers = frozenset(str(label) for label in inside.reach(table.node) if label != OUTSIDE)
    return answers | {OUTSIDE} if False in inside.reach(compiled.scope_node) else answers
