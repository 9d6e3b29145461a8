"""What would change the answer: the nearest other values of one fact that lead to another outcome.

In: stated Values, diagram of a decision.  Out: Changes.  Never: ranks; the page does.

The fact's dependents are set free with it, and what only followed from its old value no longer does.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from generator.core.boxes import Box, unnarrowed
from generator.core.cells import cells_in, runs_in, singles_in
from generator.core.facts import Fact, Values
from generator.core.needs import cells_by_outcome
from generator.core.rulebook import OUTSIDE


@dataclass(frozen=True, slots=True)
class Change:
    """If `fact` were one of `to`, the outcome would be `outcome`; `ticks` is how far that is, if the fact is a number.

    Without an outcome, an answer that is settled would no longer be.
    """

    fact: str
    to: Values
    outcome: str | None
    ticks: int | None


def changes(box: Box, node: int) -> tuple[Change, ...]:
    """Per fact and per other outcome the nearest numbers, or all choices, that bring it, in the order of the facts.

    Where one outcome is settled, also the nearest values that would leave more than one.
    """
    now = box.reach(node) - {OUTSIDE}
    loose, settled = unnarrowed(box), now if len(now) == 1 else frozenset()
    return tuple(
        change
        for level in cells_in(box.book.diagrams.support(node))
        if box.book.facts[level].id not in box.book.rules.derived and not box.values[level].inapplicable
        and (elsewhere := _elsewhere(box, level, settled))
        for change in _of_fact(_Question(box, loose, _freed(box, loose, node, level), node, level, elsewhere, settled))
    )


def _elsewhere(box: Box, level: int, settled: frozenset[Hashable]) -> int:
    """The cells that a fact has not now; all of them while it and the answer are open."""
    present = box.book.cells[level].present
    known = settled or box.values[level].single
    return present & ~box.masks[level] if known else present


@dataclass(frozen=True, slots=True)
class _Question:
    """What would happen to the answer of `node`, perhaps settled, if the fact at `level` were in a cell `elsewhere`?"""

    box: Box
    loose: Box
    freed: Box
    node: int
    level: int
    elsewhere: int
    settled: frozenset[Hashable]

    @property
    def fact(self) -> Fact:
        return self.box.book.facts[self.level]

    def runs(self) -> Iterator[tuple[Values, str | None]]:
        """Runs of neighbouring cells that would bring one other outcome, or several, in their order; choices run alone."""
        cells = self.box.book.cells[self.level]
        split = runs_in if self.fact.kind.numeric else singles_in
        found = [(run, outcome) for outcome, leading in self._leading() for run in split(leading & self.elsewhere)]
        for run, outcome in sorted(found, key=lambda pair: pair[0] & -pair[0]):
            yield cells.values(run), outcome

    def _leading(self) -> Iterator[tuple[str | None, int]]:
        """Per other outcome its cells; several only where one is settled, and with everything stated elsewhere kept."""
        freed = cells_by_outcome(self.freed, self.node, self.level)
        yield from ((outcome, cells) for outcome, cells in freed.items() if outcome is not None and outcome not in self.settled)
        if self.settled:
            kept = freed if self.freed is self.loose else cells_by_outcome(self.loose, self.node, self.level)
            yield None, kept.get(None, 0)


def _of_fact(question: _Question) -> list[Change]:
    fact, now = question.fact, question.box.values[question.level]
    found: dict[str | None, Change] = {}
    for run, outcome in question.runs():
        values = run & _room(question)
        if not values:
            continue
        change = Change(fact.id, values, outcome, _distance(now, values) if fact.kind.numeric else None)
        best = found.get(outcome)
        found[outcome] = change if best is None else _better(best, change)
    return list(found.values())


def _better(best: Change, other: Change) -> Change:
    """The nearer of two numbers, or both choices."""
    if best.ticks is None or other.ticks is None:
        return replace(best, to=best.to | other.to)
    return other if other.ticks < best.ticks else best


def _room(question: _Question) -> Values:
    """The numbers that stated facts leave room for, where this one is compared with them and they do not give way."""
    book, fact, level = question.box.book, question.fact, question.level
    room = fact.whole
    for low, high in book.ties:
        other = high if level == low else low
        stated = question.box.stated.get(book.facts[other].id)
        if level in (low, high) and stated is not None and stated.ranges and not book.dependents[level] >> other & 1:
            first, last = (fact.low, stated.high) if level == low else (stated.low, fact.high)
            room &= replace(fact.whole, ranges=((first, last),) if first <= last else ())
    return room


def _freed(box: Box, loose: Box, node: int, level: int) -> Box:
    """The box as stated, with everything stated that hangs on one fact, as far as it plays a part, open again."""
    book = box.book
    hanging = cells_in(book.dependents[level] & book.diagrams.support(node))
    stated = [other for other in hanging if book.facts[other].id in box.stated]
    return loose.with_cells({other: book.starts[other] | box.masks[other] for other in stated}) if stated else loose


def _distance(now: Values, to: Values) -> int:
    if not now.ranges:
        return 0
    return max(0, to.low - now.high, now.low - to.high)


def in_comparison(fact: Fact, values: Values) -> str:
    """Values as a comparison: `>= 3`, `<= -2.5`, `1..2.9`, or the value itself."""
    if not fact.kind.numeric or not values.ranges:
        return fact.write(values)
    low, high = values.low, values.high
    if high == fact.high and low > fact.low:
        return f">= {_short(fact, low)}"
    if low == fact.low and high < fact.high:
        return f"<= {_short(fact, high)}"
    return _short(fact, low) if low == high else f"{_short(fact, low)}..{_short(fact, high)}"


def _short(fact: Fact, tick: int) -> str:
    said = fact.number(tick)
    return said.rstrip("0").rstrip(".") if "." in said else said
