"""What would change the answer: the nearest other values of one fact that lead to another outcome.

In: stated Values, diagram of a decision.  Out: Changes.  Never: ranks; the page does.

The fact's dependents are set free with it, and what only followed from its old value no longer does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.boxes import Box, unnarrowed
from generator.core.cells import cells_in
from generator.core.facts import Fact, Values
from generator.core.needs import outcome_by_cell
from generator.core.rulebook import OUTSIDE


@dataclass(frozen=True, slots=True)
class Change:
    """If `fact` were one of `to`, the outcome would be `outcome`; `ticks` is how far that is, if the fact is a number."""

    fact: str
    to: Values
    outcome: str
    ticks: int | None


def changes(box: Box, node: int) -> tuple[Change, ...]:
    """Per fact and per other outcome the nearest values that bring it, in the order of the facts."""
    now = box.reach(node) - {OUTSIDE}
    loose = unnarrowed(box)
    return tuple(
        change
        for level in cells_in(box.book.diagrams.support(node))
        for change in _of_fact(_Question(box, _freed(loose, level), node, level))
        if len(now) > 1 or change.outcome not in now
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """What would happen to the answer of `node` if the fact at `level` were different?"""

    box: Box
    freed: Box
    node: int
    level: int

    @property
    def fact(self) -> Fact:
        return self.box.book.facts[self.level]


def _of_fact(question: _Question) -> list[Change]:
    fact, now = question.fact, question.box.values[question.level]
    if fact.id in question.box.book.rules.derived or now.inapplicable:
        return []
    found: dict[str, Change] = {}
    for values, outcome in _runs(question):
        ticks = _distance(now, values) if fact.kind.numeric else None
        best = found.get(outcome)
        if best is None or (ticks is not None and best.ticks is not None and ticks < best.ticks):
            found[outcome] = Change(fact.id, values, outcome, ticks)
    return list(found.values())


def _runs(question: _Question) -> Iterator[tuple[Values, str]]:
    """Runs of neighbouring cells that settle on one outcome; choices run alone."""
    cells = question.box.book.cells[question.level]
    outcomes = outcome_by_cell(question.freed, question.node, question.level)
    run, last = 0, None
    for cell in cells_in(cells.present):
        outcome = outcomes.get(cell)
        if run and (outcome != last or not question.fact.kind.numeric):
            yield cells.values(run), str(last)
            run = 0
        last = outcome
        run = run | 1 << cell if outcome is not None else 0
    if run:
        yield cells.values(run), str(last)


def _freed(loose: Box, level: int) -> Box:
    """The box as stated, with everything stated that hangs on one fact open again."""
    book = loose.book
    hanging = {book.levels[name] for name in loose.stated} & set(cells_in(book.dependents[level]))
    if not hanging:
        return loose
    return loose.with_cells({other: book.cells[other].mask(book.facts[other].at_start) for other in hanging})


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
