"""Which rows of a table decide, for a box or ever, and which rows take the patients of those that never do.

In: Box, Compiled.  Out: places of rows, Shadowed.  Never: takes a row that is met for the one that decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.boxes import Box
from generator.core.diagrams import TooLargeError
from generator.core.guidelines import Rule
from generator.core.rulebook import GAP, OUTSIDE, Compiled, Table


@dataclass(frozen=True, slots=True)
class Shadowed:
    """A row that patients meet but that never decides, the earlier rows that decide instead, and the diagram of which does.

    The diagram answers with the place of the deciding row for whoever meets the shadowed one, and GAP for others in scope.
    """

    rule: Rule
    by: tuple[int, ...]
    node: int


def deciding(box: Box, compiled: Compiled, table: Table) -> tuple[int, ...]:
    """The places of the rows that decide for some patient of the box in scope; with one place, that row decides for all.

    The store of diagrams remembers what it chose, so only the first box that is asked about pays for the table's diagram.
    """
    box.book.diagrams.renew()
    node = _in_scope(box, compiled, _first_met(box, table, len(table.rows)))
    return tuple(sorted(place for place in box.reach(node) if isinstance(place, int)))


def shadowed(box: Box, compiled: Compiled, table: Table) -> Iterator[Shadowed]:
    """The rows that some patient in scope meets, and each of them meets an earlier row; builds a diagram only for these.

    Raises TooLargeError.
    """
    if not box.book.diagrams.exact[table.node]:
        raise TooLargeError
    box.book.diagrams.renew()
    outcomes = [rule.outcome for rule in table.rules]
    given = box.reach(table.node)
    for place, rule in enumerate(table.rules):
        if rule.outcome in given and outcomes.count(rule.outcome) == 1:
            continue
        met = _met(box, table, place)
        if not _decides(box, compiled, table, place) and box.somebody_meets(met, compiled.scope.node):
            node = _deciding(box, compiled, table, place)
            if not box.book.diagrams.exact[node]:
                raise TooLargeError
            by = tuple(sorted(label for label in box.reach(node) if isinstance(label, int)))
            yield Shadowed(rule, by, node)


def _met(box: Box, table: Table, place: int) -> int:
    row = table.rows[place]
    return box.book.diagrams.true if row is None else row.node


def _decides(box: Box, compiled: Compiled, table: Table, place: int) -> bool:
    """Whether somebody in scope meets the row and none before it."""
    none_before = [box.book.diagrams.negated(_met(box, table, earlier)) for earlier in range(place)]
    return box.somebody_meets(_met(box, table, place), compiled.scope.node, *none_before)


def _deciding(box: Box, compiled: Compiled, table: Table, place: int) -> int:
    """The place of the row that decides for those who meet this one."""
    diagrams = box.book.diagrams
    earlier = _first_met(box, table, place)
    return _in_scope(box, compiled, diagrams.choose(_met(box, table, place), earlier, diagrams.leaf(GAP)))


def _first_met(box: Box, table: Table, count: int) -> int:
    """Of so many rows from the top, the place of the first that is met; GAP where none is."""
    diagrams = box.book.diagrams
    node = diagrams.leaf(GAP)
    for place in reversed(range(count)):
        node = diagrams.choose(_met(box, table, place), diagrams.leaf(place), node)
    return node


def _in_scope(box: Box, compiled: Compiled, node: int) -> int:
    """A diagram, answering OUTSIDE for whoever is impossible or out of scope."""
    diagrams = box.book.diagrams
    outside = diagrams.leaf(OUTSIDE)
    return box.book.possible_where(diagrams.choose(compiled.scope.node, node, outside), outside)
