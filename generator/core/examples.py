"""Example patients: as few stated facts as show something, one value each.

In: Rulebook, cells on a path through a diagram, what to show.  Out: Examples.  Never: decides what is worth showing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.core.boxes import Box
from generator.core.diagrams import LEAF, TooLargeError
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box
from generator.core.rulebook import OUTSIDE, Compiled, Rulebook

Stated = dict[str, Values]
Examples = tuple[Stated, ...]  # one patient, or two to be compared
Shows = Callable[[tuple[Box, ...]], bool]


def shortest_path(box: Box, node: int, label: str | int) -> dict[int, int] | None:
    """The cells per level on the way to an answer with the fewest tests; None where no patient of the box gets it.

    Raises TooLargeError where the diagram is not exact.
    """
    diagrams, memo = box.book.diagrams, dict[int, int | None]()
    if not diagrams.exact[node]:
        raise TooLargeError

    def ways(number: int) -> list[tuple[int, int, int]]:
        level, edges = diagrams.nodes[number]
        return sorted((left, cells & box.masks[level], child) for cells, child in edges
                      if cells & box.masks[level] and (left := tests(child)) is not None)

    def tests(number: int) -> int | None:
        if number not in memo:
            if diagrams.nodes[number].level == LEAF:
                memo[number] = 0 if diagrams.labels[number] == label else None
            else:
                memo[number] = next((1 + left for left, _, _ in ways(number)), None)
        return memo[number]

    if tests(node) is None:
        return None
    path: dict[int, int] = {}
    while diagrams.nodes[node].level != LEAF:
        _, path[diagrams.nodes[node].level], node = ways(node)[0]
    return path


def stated_on(book: Rulebook, path: Mapping[int, int]) -> Stated:
    """A path as facts that are stated."""
    return {book.facts[level].id: book.cells[level].values(cells) for level, cells in sorted(path.items())}


def always(compiled: Compiled, node: int, label: str | int) -> Shows:
    """That a guideline applies to one patient and answers `label`, whatever is not stated."""
    return lambda boxes: in_scope(boxes[0], compiled) and boxes[0].reach(node) - {OUTSIDE} == {label}


def in_scope(box: Box, compiled: Compiled) -> bool:
    """Whether a guideline applies to all patients of a box."""
    return box.reach(compiled.scope_node) - {OUTSIDE} == {True}


def smallest(book: Rulebook, examples: Examples, shows: Shows) -> Examples:
    """The examples with as few facts as still show it, one value each; with all their facts where nothing less does."""
    names = [fact.id for fact in book.facts if any(fact.id in stated for stated in examples)]
    implied = [name for name in names if all(stated[name].inapplicable for stated in examples if name in stated)]
    rest = [name for name in names if name not in implied]
    tried = [_fewer(book, examples, [*implied, *order], shows) for order in (rest, rest[::-1])]
    return _single(book, min(tried, key=lambda some: sum(map(len, some))), shows)


def _fewer(book: Rulebook, examples: Examples, names: list[str], shows: Shows) -> Examples:
    """Without the facts that can be left out, tried in this order; what does not apply goes first, since it cannot be stated."""
    for name in names:
        fewer = tuple({other: values for other, values in stated.items() if other != name} for stated in examples)
        if (boxes := _opened(book, fewer)) and shows(boxes):
            examples = fewer
    return examples


def _single(book: Rulebook, examples: Examples, shows: Shows) -> Examples:
    """With one value for each fact stated."""
    for level, fact in enumerate(book.facts):
        boxes = _opened(book, examples) if any(fact.id in stated for stated in examples) else ()
        for choice in _choices(fact, [box.values[level] for box in boxes]) if boxes else ():
            chosen = tuple(_with(stated, fact.id, value) for stated, value in zip(examples, choice, strict=True))
            if (now := _opened(book, chosen)) and shows(now):
                examples = chosen
                break
    return tuple(dict(sorted(stated.items(), key=lambda entry: book.levels[entry[0]])) for stated in examples)


def _opened(book: Rulebook, examples: Examples) -> tuple[Box, ...]:
    """The boxes of all patients of an example; none where one of them cannot be."""
    boxes = [open_box(book, stated) for stated in examples]
    return tuple(box for box in boxes if isinstance(box, Box)) if all(isinstance(box, Box) for box in boxes) else ()


def _with(stated: Stated, name: str, values: Values) -> Stated:
    """A fact that does not apply is not stated; that follows from others."""
    left = {other: known for other, known in stated.items() if other != name}
    return left if values.inapplicable else {**stated, name: values}


def _choices(fact: Fact, left: list[Values]) -> Iterator[tuple[Values, ...]]:
    """Single values to try: the same for all if they can share one, else as near to each other as can be."""
    shared = left[0]
    for values in left[1:]:
        shared &= values
    if shared:
        yield from ((value,) * len(left) for value in _singles(fact, shared))
    elif len(left) == 2 and left[0].ranges and left[1].ranges:
        _, one, other = min(_gap(first, second) for first in left[0].ranges for second in left[1].ranges)
        yield _tick(one), _tick(other)
    yield tuple(next(_singles(fact, values)) for values in left)


def _gap(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int, int]:
    """How far two ranges lie apart, and the ends that face each other."""
    if first[1] < second[0]:
        return second[0] - first[1], first[1], second[0]
    return first[0] - second[1], first[0], second[1]


def _singles(fact: Fact, values: Values) -> Iterator[Values]:
    """Single values of a set: those at a threshold before those at the ends of the scale, numbers before their absence."""
    ends = [end for low, high in values.ranges for end in (low, high)]
    yield from map(_tick, sorted(dict.fromkeys(ends), key=lambda end: end in (fact.low, fact.high) and fact.kind.numeric))
    if values.absent:
        yield Values(absent=True)
    if values.inapplicable:
        yield Values(inapplicable=True)


def _tick(tick: int) -> Values:
    return Values(((tick, tick),))
