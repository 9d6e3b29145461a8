"""A stated percentage as a number of people: figures out of 100, beside the same in words.

In: Context, Decided.  Out: PeopleRows.  Never: draws what is not stated, or rounds: a part of a figure is filled in part, and
words say between which whole numbers it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.core.facts import Fact, People, Values
from generator.page.context import Context, Decided, capital
from generator.page.markup import md

_ROW, _SIDE = 10, 16  # figures in a row; the side of the square that one stands in
FIGURES = "".join(
    f'<pattern id="figure-{kind}" width="{_SIDE}" height="{_SIDE}" patternUnits="userSpaceOnUse">'
    f'<path class="figure-{kind}" d="M8 2.2a2.1 2.1 0 1 1 0 4.2a2.1 2.1 0 1 1 0-4.2M5 13.8V9.6q0-2 3-2t3 2v4.2z"/></pattern>'
    for kind in ("some", "rest"))


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleRow:
    """One percentage, ready to place: what it is of, the drawings with their sentences, and a note."""

    label: str
    drawn: tuple[tuple[str, str], ...]
    note: str


def people_rows(context: Context, decided: Decided) -> Iterator[PeopleRow]:
    """The percentages that the case states, as numbers of people; of a range both ends."""
    for name, values in decided.case.box.stated.items():
        fact = context.compendium.knowledge.known_facts[name]
        if fact.people is not None and values.ranges:
            yield _row(context, fact, values, fact.people)


def _row(context: Context, fact: Fact, values: Values, people: People) -> PeopleRow:
    ends = dict.fromkeys((values.low, values.high))
    said = [sentence(context, people, fact.step * tick) for tick in ends]
    opening = (context.words.people_low, context.words.people_high) if len(said) > 1 else ("",)
    drawn = ((_svg(fact, tick, md(capital(fact.plain))), md(f"{first} {words}".strip()))
             for tick, words, first in zip(ends, said, opening, strict=True))
    return PeopleRow(label=md(capital(fact.plain)), drawn=tuple(drawn), note=md(people.note))


def sentence(context: Context, people: People, percent: Fraction) -> str:
    """How many people are meant, and how many are not; a broken percentage in larger numbers, too."""
    words, whole = context.words, percent.numerator // percent.denominator
    out = f"{words.people_out} 100 {people.who}"
    if percent == whole:
        some = f"{words.people_about} {whole}" if whole else f"{words.people_fewer} 1"
        others = f" {words.people_others} {100 - whole} {words.people_wont}." if 0 < whole < 100 else ""
        return f"{out}, {some} {words.people_will} {people.event}.{others}"
    of, count = _larger(percent)
    some = f"{words.people_more} {whole} {words.people_but_fewer} {whole + 1}" if whole else f"{words.people_fewer} 1"
    return (f"{out}, {some} {words.people_will} {people.event}: {words.people_about} {count:,} {words.people_in} {of:,}. "
            f"{words.people_others} {of - count:,} {words.people_wont}.")


def _larger(percent: Fraction) -> tuple[int, int]:
    """The smallest power of ten of people of whom a percentage is a whole number, and that number."""
    of = 1000
    while (percent * of / 100).denominator != 1:
        of *= 10
    return of, int(percent * of / 100)


def _svg(fact: Fact, tick: int, label: str) -> str:
    """A hundred figures, filled from the lower left corner upward."""
    percent, side = fact.step * tick, _ROW * _SIDE
    name = f"people-{fact.id}-{tick}"
    title = f"{label}: {float(percent):g} / 100"
    marked = "".join(_marked(percent))
    return (f'<svg class="people-figures" viewBox="0 0 {side} {side}" role="img" aria-labelledby="{name}">'
            f'<title id="{name}">{title}</title><rect width="{side}" height="{side}" fill="url(#figure-rest)"/>{marked}</svg>')


def _marked(percent: Fraction) -> Iterator[str]:
    """What is filled: whole rows, whole figures of the next row, and part of one more."""
    whole, part = divmod(percent, 1)
    rows, ones = divmod(whole, _ROW)
    side, top = _ROW * _SIDE, (_ROW - 1 - rows) * _SIDE
    if rows:
        yield _filled(0, side - rows * _SIDE, side, rows * _SIDE)
    if ones:
        yield _filled(0, top, ones * _SIDE, _SIDE)
    if part:
        yield _filled(ones * _SIDE, top + _SIDE * (1 - float(part)), _SIDE, _SIDE * float(part))


def _filled(x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x:g}" y="{round(y, 2):g}" width="{width:g}" height="{round(height, 2):g}" fill="url(#figure-some)"/>'
