"""Which rows of a table ever decide, and which rows take the patients of those that never do.

In: Box, Compiled.  Out: Shadowed.  Never: builds a diagram unless a row is found that never decides.
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


def shadowed(box: Box, compiled: Compiled, table: Table) -> Iterator[Shadowed]:
    """The rows that some patient in scope meets, and each of them meets an earlier row.  Raises TooLargeError."""
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
    outside, unmet = diagrams.leaf(OUTSIDE), diagrams.leaf(GAP)
    node = unmet
    for earlier in reversed(range(place)):
        node = diagrams.choose(_met(box, table, earlier), diagrams.leaf(earlier), node)
    node = diagrams.choose(_met(box, table, place), node, unmet)
    return box.book.possible_where(diagrams.choose(compiled.scope.node, node, outside), outside)
