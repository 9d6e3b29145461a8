"""Diagrams as text come back as they were."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import pytest

from generator.check.compendium import Compendium
from generator.core.diagrams import LEAF, Diagrams
from generator.core.rulebook import OUTSIDE
from generator.finder.packing import DIGITS, Packed, TooManyAnswersError, labels_below, number, pack


class Reader:
    """Reads the text again, and makes the same nodes in a store that shares them."""

    def __init__(self, packed: Packed, diagrams: Diagrams) -> None:
        self.diagrams, self.numbers = diagrams, numbers_in(packed.text)
        self.met: list[int] = []
        self.labels: dict[int, set[Hashable]] = {}
        for label, bit in packed.bits.items():
            self.labels.setdefault(bit, set()).add(label)

    def place(self, above: int, allowed: set[Hashable]) -> int:
        said = next(self.numbers)
        if said % 2:
            (label,) = self.labels[said // 2] & allowed
            return self.diagrams.leaf(label)
        return self.met[len(self.met) - said // 2] if said else self.node(above, allowed)

    def node(self, above: int, allowed: set[Hashable]) -> int:
        level, own = above + 1 + next(self.numbers), len(self.met)
        self.met.append(-1)
        edges, cell, width = [], 0, self.diagrams.widths[level].bit_length()
        while cell < width:
            end = cell + (next(self.numbers) or width - cell)
            edges.append(((1 << end) - (1 << cell), self.place(level, allowed)))
            cell = end
        self.met[own] = self.diagrams.branch(level, edges)
        return self.met[own]


def numbers_in(text: str) -> Iterator[int]:
    value, size = 0, 1
    for digit in map(DIGITS.index, text):
        value += digit % 32 * size
        size *= 32
        if digit < 32:
            yield value
            value, size = 0, 1


@pytest.mark.parametrize("value", [0, 1, 31, 32, 33, 1023, 1024, 40_000, 10**6])
def test_a_number_comes_back(value: int) -> None:
    assert list(numbers_in(number(value) + number(7))) == [value, 7]


def test_every_table_of_a_knowledge_base_comes_back_as_the_same_node(small_library: Compendium) -> None:
    book = small_library.book
    for root in (table.node for guide in book.guidelines.values() for table in guide.tables.values()):
        packed = pack(book.diagrams, [root])
        assert Reader(packed, book.diagrams).place(-1, labels_below(book.diagrams, root)) == root


def test_what_two_diagrams_share_is_written_once(small_library: Compendium) -> None:
    diagrams = small_library.book.diagrams
    root = next(table.node for guide in small_library.book.guidelines.values() for table in guide.tables.values()
                if diagrams.nodes[table.node].level != LEAF)
    once, twice = pack(diagrams, [root]).text, pack(diagrams, [root, root]).text
    assert twice.startswith(once)
    assert len(twice) <= len(once) + 3


def test_labels_of_one_diagram_have_bits_of_their_own(compendium: Compendium) -> None:
    book = compendium.book
    roots = [table.node for guide in book.guidelines.values() for table in guide.tables.values()]
    bits = pack(book.diagrams, roots).bits
    assert bits[OUTSIDE] == 0
    for labels in (labels_below(book.diagrams, root) for root in roots):
        assert len({bits[label] for label in labels}) == len(labels)


def test_a_diagram_with_more_answers_than_a_number_has_bits_is_refused() -> None:
    diagrams = Diagrams([(1 << 40) - 1])
    root = diagrams.branch(0, [(1 << cell, diagrams.leaf(f"answer {cell}")) for cell in range(40)])
    with pytest.raises(TooManyAnswersError):
        pack(diagrams, [root])
