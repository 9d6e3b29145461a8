"""Plain example patients: as few stated facts as show something, each with a value that people meet.

In: Box of what is given, facts to choose from, what to show.  Out: stated facts.  Never: decides what is worth showing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.boxes import Box, unnarrowed
from generator.core.examples import Stated
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box

MOST_TRIED = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What an example must show, at which cells of one fact, if all else stays, it may be shown, and the levels it is about."""

    by: Callable[[Box], bool]
    at: Callable[[Box, int], int]
    about: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for an example besides what it states: the box of what is given, and the usual value of some facts."""

    given: Box
    usual: Mapping[str, Values] = field(default_factory=dict)


def plain_example(setting: Setting, stated: Stated, shown: Shown) -> Stated:
    """The facts that must be stated besides those given, each with one plain value; all of them where nothing less shows it.

    What is shown only by what follows from it is left out first, then what hangs on other facts, then what is asked last, or
    first if that leaves less.
    """
    trial = _Trial(setting, unnarrowed(setting.given.forgetful()), shown)
    book = setting.given.book
    facts = [fact for fact in book.facts if fact.id in stated]
    ranks = {fact.id: (bool(shown.about >> book.levels[fact.id] & 1), fact.only_if is None) for fact in facts}
    backward = sorted((fact.id for fact in reversed(facts)), key=ranks.__getitem__)
    forward = sorted(backward, key=lambda name: (ranks[name], book.levels[name] if all(ranks[name]) else 0))
    return trial.single(min((trial.fewest(stated, order) for order in (backward, forward)), key=len))


@dataclass(frozen=True, slots=True)
class _Trial:
    """Patients are tried for what is to be shown; `start` is the box of what is given, before anything follows from it."""

    setting: Setting
    start: Box
    shown: Shown

    def fewest(self, stated: Stated, order: Iterable[str]) -> Stated:
        """Without the facts that can be left out; what does not apply goes first, since it cannot be stated."""
        for name in sorted(order, key=lambda name: not stated[name].inapplicable):
            fewer = {other: values for other, values in stated.items() if other != name}
            if self.shown.by(self._cells_of(fewer)):
                stated = fewer
        return stated

    def _cells_of(self, stated: Stated) -> Box:
        """The patients as cells: the answers are the same before and after what follows is found out, which takes longer."""
        book = self.start.book
        return self.start.with_cells({level: book.cells[level].mask(values) for name, values in stated.items()
                                      for level in (book.levels[name],)})

    def single(self, stated: Stated) -> Stated:
        """With one value for each fact."""
        for name in list(stated):
            rest = {other: values for other, values in stated.items() if other != name}
            for value in self._to_try(name, rest, stated[name]):
                box = open_box(self.start.book, {**self.setting.given.stated, **rest, name: value})
                if isinstance(box, Box) and self.shown.by(box):
                    stated = {**stated, name: value}
                    break
        return stated

    def _to_try(self, name: str, rest: Stated, values: Values) -> Iterator[Values]:
        """Plain values among all that may show it, the rest being as it is; then those already found to show it."""
        book, usual = self.start.book, self.setting.usual.get(name)
        level = book.levels[name]
        given = self.setting.given.stated.get(name, book.facts[level].whole)
        allowed = book.cells[level].values(self.shown.at(self._cells_of(rest), level)) & given
        yield from plain_values(book.facts[level], allowed, usual)
        yield from plain_values(book.facts[level], values & given, usual)


def plain_values(fact: Fact, values: Values, usual: Values | None = None) -> Iterator[Values]:
    """Some single values of a set: the usual one, then round ones a little inside their thresholds, not measured last."""
    if usual is not None and usual <= values:
        yield usual
    for low, high in values.ranges:
        ticks = _inside(fact, low, high) if fact.kind.numeric else range(low, high + 1)
        yield from (Values(((tick, tick),)) for tick in ticks)
    if values.absent:
        yield Values(absent=True)


def _inside(fact: Fact, low: int, high: int) -> list[int]:
    """A few ticks of a range, plainest first; where it is open to one end of the scale, those near the other."""
    ends = {low, high}
    if low == fact.low and high < fact.high:
        low = max(low, high - _near(fact, high))
    elif high == fact.high and low > fact.low:
        high = min(high, low + _near(fact, low))
    middle = (low + high) / 2
    order = sorted(range(low, high + 1), key=lambda tick: (tick in ends, tick % 10 > 0, tick % 5 > 0, abs(tick - middle)))
    return order[:MOST_TRIED]


def _near(fact: Fact, threshold: int) -> int:
    """How many steps lie near a threshold: a fifth of it, and a few where it is measured in fractions."""
    return max(abs(threshold) // 5, 5 if fact.step < 1 else 0)
