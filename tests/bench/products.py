"""Diagrams that answer for several guidelines at once.

In: Rulebook.  Out: how many nodes they take.  Never: goes on without end: the nodes of a product can be many.
"""

from __future__ import annotations

from generator.core.diagrams import LEAF, Diagrams
from generator.core.rulebook import Rulebook

MOST = 500_000


class TooManyError(Exception):
    """More nodes than are worth waiting for."""


def joint_diagrams(book: Rulebook) -> str:
    """How many nodes were added by one diagram per decision whose leaves are the answers of all guidelines."""
    before = len(book.diagrams.nodes)
    try:
        for decision in book.rules.decisions:
            tables = [compiled.tables[decision].node for compiled in book.guidelines.values() if decision in compiled.tables]
            joint = tables[0] if tables else book.diagrams.false
            for node in tables[1:]:
                joint = product(book.diagrams, joint, node, before + MOST)
    except TooManyError:
        return f"over {MOST:,} (stopped)"
    return f"{len(book.diagrams.nodes) - before:,}"


def product(diagrams: Diagrams, first: int, second: int, most: int) -> int:
    """The diagram that answers with both answers.  Raises TooManyError."""
    memo: dict[tuple[int, int], int] = {}

    def edges(number: int, level: int) -> tuple[tuple[int, int], ...]:
        node = diagrams.nodes[number]
        return node.edges if node.level == level else ((diagrams.widths[level], number),)

    def walk(one: int, other: int) -> int:
        if (one, other) not in memo:
            memo[one, other] = made(one, other)
        return memo[one, other]

    def made(one: int, other: int) -> int:
        if len(diagrams.nodes) > most:
            raise TooManyError
        level = min(diagrams.nodes[one].level, diagrams.nodes[other].level)
        if level == LEAF:
            return diagrams.leaf((diagrams.labels[one], diagrams.labels[other]))
        pairs = [(a & b, x, y) for a, x in edges(one, level) for b, y in edges(other, level) if a & b]
        return diagrams.branch(level, [(both, walk(x, y)) for both, x, y in pairs])

    return walk(first, second)
