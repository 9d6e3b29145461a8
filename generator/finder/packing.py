"""Decision diagrams as one short text.

In: Diagrams, roots.  Out: Packed.  Never: changes a diagram, or packs one that is not exact.

Nodes stand in the order in which a walk from the first root to the last meets them. Each place where a node may stand is a
number: 0 opens a new node, an odd number 2b + 1 is the leaf with bit b, an even one 2d is the node met d nodes ago. A new node is
the levels that it skips below the node it hangs on, then its cells as runs: their count (0 for all that are left), and what they
lead to.
Numbers are written as in source maps: five bits a character, the lowest first, with a sixth bit where more follow.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from generator.core.cells import cells_in
from generator.core.diagrams import LEAF, Diagrams
from generator.core.rulebook import OUTSIDE

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MOST_BITS = 31  # a set of leaves is one number of 32 bits, with a sign, in the browser


class TooManyAnswersError(Exception):
    """The diagrams have more answers than a set of leaves can hold."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The text, and the bit of each label."""

    text: str
    bits: Mapping[Hashable, int]


def pack(diagrams: Diagrams, roots: Iterable[int]) -> Packed:
    """Diagrams, one after the other, in one text.  Raises TooManyAnswersError."""
    wanted = tuple(roots)
    bits = _bits(diagrams, wanted)
    packing = _Packing(diagrams, bits)
    for root in wanted:
        packing.place(root, -1)
    return Packed("".join(map(number, packing.numbers)), bits)


def number(value: int) -> str:
    """A number from 0 up."""
    digits = []
    while True:
        value, digit = divmod(value, 32)
        digits.append(DIGITS[digit + 32 * bool(value)])
        if not value:
            return "".join(digits)


def _bits(diagrams: Diagrams, roots: Iterable[int]) -> dict[Hashable, int]:
    """A bit for each label: the same for two of them only where no diagram has both."""
    bits: dict[Hashable, int] = {OUTSIDE: 0, False: 1, True: 2}
    apart: dict[Hashable, set[Hashable]] = {}
    for labels in (labels_below(diagrams, root) for root in roots):
        for label in labels:
            apart.setdefault(label, set()).update(labels)
    for label in sorted(map(str, apart.keys() - bits.keys())):
        taken = {bits[other] for other in apart[label] if other in bits} | {0, 1, 2}
        bits[label] = next(bit for bit in range(len(taken) + 1) if bit not in taken)
    if max(bits.values()) >= MOST_BITS:
        raise TooManyAnswersError
    return bits


def labels_below(diagrams: Diagrams, root: int) -> set[Hashable]:
    """The labels that a diagram can answer."""
    found, waiting = {root}, [root]
    while waiting:
        new = {child for _, child in diagrams.nodes[waiting.pop()].edges} - found
        found |= new
        waiting += new
    return {diagrams.labels[node] for node in found if diagrams.nodes[node].level == LEAF}


class _Packing:
    """One walk through diagrams that remembers which nodes it has met, and the numbers that it wrote."""

    def __init__(self, diagrams: Diagrams, bits: Mapping[Hashable, int]) -> None:
        self.diagrams, self.bits = diagrams, bits
        self.met: dict[int, int] = {}
        self.numbers: list[int] = []

    def place(self, node: int, above: int) -> None:
        """Write what stands for a node that hangs on one of the level above."""
        level, edges = self.diagrams.nodes[node]
        assert self.diagrams.exact[node]
        if level == LEAF:
            self.numbers.append(2 * self.bits[self.diagrams.labels[node]] + 1)
        elif node in self.met:
            self.numbers.append(2 * (len(self.met) - self.met[node]))
        else:
            self.met[node] = len(self.met)
            self.numbers += (0, level - above - 1)
            *runs, (_, last) = runs_of(edges)
            for count, child in (*runs, (0, last)):
                self.numbers.append(count)
                self.place(child, level)


def runs_of(edges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Edges as runs of neighbouring cells, each with its length and where it leads, from the first cell to the last."""
    children = dict(sorted((cell, child) for cells, child in edges for cell in cells_in(cells)))
    runs: list[tuple[int, int]] = []
    for child in children.values():
        if runs and runs[-1][1] == child:
            runs[-1] = (runs[-1][0] + 1, child)
        else:
            runs.append((1, child))
    return runs
