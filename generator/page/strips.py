"""Strips of answers: for the patients of a profile, a strip for each guideline over one number, and its ranges in words.

In: Context, Described, Strip, Cases.  Out: StripPart.  Never: shows one answer where several are possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.check.compendium import Case, Described, box_of
from generator.core.boxes import Box
from generator.core.evaluation import Answer
from generator.core.facts import Values
from generator.core.needs import needs
from generator.core.planes import Stretch, stretches_of
from generator.origin import Problem, Text
from generator.page.axes import assumed_of, held, hull, scale_of, shown_part
from generator.page.bearing import Bearing, bearing, scope_needs
from generator.page.compare import depends_on
from generator.page.context import Context
from generator.page.legend import Key, Legend, legend_of
from generator.page.markup import md
from generator.page.placing import fits
from generator.page.plot import WIDTH, Patch, Pin, Plot, Room, Scale
from generator.read.maps import Strip

_STRIP = Room(height=46, left=12, right=12, top=2, bottom=19)
_LEVEL = Scale(low=0, high=0, name="", marks=())
_LANE, _APART = 17, 15  # the height of a row of pins; how far pins in one row stand apart
Stretches = tuple[Stretch, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RangeRow:
    """A range of the number, ready to place: its values, the answers for them, and what decides between these."""

    values: str
    letters: str
    answer: str
    depends_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StripRow:
    """The strip by one guideline; `note` says so where its table could not be proved."""

    id: str
    name: str
    jurisdiction: str
    note: str
    drawing: str
    ranges: tuple[RangeRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StripPart:
    """All strips over one number; `perhaps` are guidelines of which it is open whether they are meant for these patients."""

    id: str
    title: str
    about: str
    question: str
    given: str
    assumed: str
    shown: str
    patterns: str
    keys: tuple[Key, ...]
    rows: tuple[StripRow, ...]
    pins: str
    silent: str
    perhaps: str
    elsewhere: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """What the strips of one part share; `found` are the stretches of each guideline in force that treats the decision."""

    context: Context
    strip: Strip
    box: Box
    found: dict[str, Stretches]
    legend: Legend


def strip_part(context: Context, one: Described, strip: Strip, cases: Iterable[tuple[int, Case]]) -> StripPart:
    """The strips of one profile; cases come with the numbers that stand for them."""
    sheet, phrases = _sheet(context, one, strip), context.phrases
    standing = {name: _bearing(sheet, name) for name in sheet.found}
    telling, silent, perhaps, elsewhere = ([name for name in standing if standing[name] is kind] for kind in Bearing)
    stated = [phrases.stated(phrases.facts[name], values) for name, values in strip.given.stated.items()]
    return StripPart(
        id=strip.id, title=md(strip.title), about=md(strip.about),
        question=md(context.compendium.knowledge.decisions[strip.decision].question),
        given=md("; ".join(stated)), assumed=md("; ".join(assumed_of(sheet.box, strip.decision, phrases))),
        shown=md(shown_part(phrases, strip.along)), patterns=sheet.legend.patterns, keys=_keys(sheet, telling),
        rows=tuple(_row(sheet, name) for name in telling), pins=_pins(sheet, cases) if telling else "",
        silent=_names(context, silent), elsewhere=_names(context, elsewhere),
        perhaps="; ".join(f"{_names(context, [name])} ({_questions(sheet, _scope_needs(sheet, name))})" for name in perhaps))


def _bearing(sheet: _Sheet, name: str) -> Bearing:
    said = (answers for _, answers in sheet.found[name])
    return bearing(sheet.box, sheet.box.book.guidelines[name], said, (sheet.strip.along.fact,))


def _scope_needs(sheet: _Sheet, name: str) -> tuple[str, ...]:
    """The facts, beside the number itself, that decide whether a guideline is meant for these patients."""
    return scope_needs(sheet.box, sheet.box.book.guidelines[name], (sheet.strip.along.fact,))


def _others(sheet: _Sheet, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name != sheet.strip.along.fact)


def _sheet(context: Context, one: Described, strip: Strip) -> _Sheet:
    """The answers of each guideline that treats the decision; of none where nobody of the profile has a number to draw."""
    box, decision = _patients(context, one, strip), context.compendium.knowledge.decisions[strip.decision]
    found = {} if box is None else _found(context, strip, box)
    together = {answers for stretches in found.values() for _, answers in stretches}
    singly = {frozenset((answer,)) for answers in together for answer in answers}
    legend = legend_of(context, f"strip-{strip.id}", decision, together | singly)
    return _Sheet(context=context, strip=strip, box=box or one.box, found=found, legend=legend)


def _patients(context: Context, one: Described, strip: Strip) -> Box | None:
    """The patients of the profile for whom the rest holds, too; None where there are none with a number to draw."""
    problems: list[Problem] = []
    given = replace(strip.given, profiles=(Text(one.profile.id, one.profile.where),))
    box = box_of(context.compendium.book, given, context.compendium.knowledge.profiles, problems)
    return None if box is None or problems or not box[strip.along.fact].ranges else box.forgetful()


def _found(context: Context, strip: Strip, box: Box) -> dict[str, Stretches]:
    """The stretches by each guideline in force, those that lead first."""
    guides = ((name, box.book.guidelines[name]) for name in context.treating(strip.decision))
    return {name: stretches_of(box, guide, guide.tables[strip.decision], box.book.levels[strip.along.fact])
            for name, guide in guides}


def _names(context: Context, guidelines: list[str]) -> str:
    return md(", ".join(context.editions[name].name for name in guidelines))


def _keys(sheet: _Sheet, telling: list[str]) -> tuple[Key, ...]:
    """What each letter means that stands on a strip; several answers are spelled out below the strips."""
    drawn = {one for name in telling for _, answers in sheet.found[name] for one in answers}
    return tuple(key for answers, key in sheet.legend.keys.items() if len(answers) == 1 and answers <= drawn)


def _row(sheet: _Sheet, name: str) -> StripRow:
    edition, strip = sheet.context.editions[name], sheet.strip
    patches = [Patch(across=hull(held(sheet.box, strip.along, cells)), up=(0, 0), pattern=sheet.legend.keys[answers].pattern,
                     letters=sheet.legend.keys[answers].letters) for cells, answers in sheet.found[name]]
    scale = scale_of(sheet.context.phrases, strip.along, {patch.across[0] for patch in patches})
    return StripRow(id=name, name=md(edition.name), jurisdiction=md(edition.jurisdiction),
                    drawing=Plot(scale, _LEVEL, _STRIP).svg(patches, (), f"{md(strip.title)}: {md(edition.name)}"),
                    note="" if sheet.context.proved(name, strip.decision) else md(sheet.context.words.not_proved),
                    ranges=tuple(_range(sheet, name, stretch) for stretch in sheet.found[name]))


def _range(sheet: _Sheet, name: str, stretch: Stretch) -> RangeRow:
    (cells, answers), fact = stretch, sheet.context.phrases.facts[sheet.strip.along.fact]
    values, key = held(sheet.box, sheet.strip.along, cells), sheet.legend.keys[answers]
    everything = Values(sheet.box[fact.id].ranges) <= values
    written = sheet.context.words.strip_any if everything else sheet.context.phrases.values(fact, values)
    return RangeRow(values=md(written), letters=key.letters, answer=key.words, depends_on=_depends_on(sheet, name, stretch))


def _depends_on(sheet: _Sheet, name: str, stretch: Stretch) -> str:
    """What decides between the answers of a range, beside the number itself."""
    box = sheet.box.with_cells({sheet.box.book.levels[sheet.strip.along.fact]: stretch[0]})
    needed = _others(sheet, needs(box, box.book.guidelines[name].tables[sheet.strip.decision].node))
    return _questions(sheet, needed) if needed else ""


def _questions(sheet: _Sheet, needed: tuple[str, ...]) -> str:
    """Facts as the questions that an open answer depends on."""
    answer = Answer(decision=sheet.strip.decision, possible=(), needs=needed, can_settle={}, rules=())
    return depends_on(sheet.context, [answer])


def _pins(sheet: _Sheet, cases: Iterable[tuple[int, Case]]) -> str:
    """The cases that fit these patients and say something of the number, each where it lies; nothing if there is none."""
    fact = sheet.strip.along.fact
    everything = Values(sheet.box[fact].ranges)
    placed = [Pin(across=hull(case.box[fact]), up=(0, 0), number=number) for number, case in cases
              if case.box[fact].ranges and not everything <= case.box[fact] and fits(sheet.box, case.box)]
    scale = scale_of(sheet.context.phrases, sheet.strip.along, ())
    lanes = _lanes([pin for pin in placed if scale.shows(*pin.across)], scale)
    if not lanes:
        return ""
    pins = [replace(pin, up=(lane, lane)) for lane, row in enumerate(lanes) for pin in row]
    room = replace(_STRIP, height=_STRIP.top + _LANE * len(lanes) + _STRIP.bottom)
    label = f"{md(sheet.strip.title)}: {md(sheet.context.words.strip_cases)}"
    return Plot(scale, replace(_LEVEL, high=len(lanes) - 1), room).svg((), pins, label)


def _lanes(pins: list[Pin], scale: Scale) -> list[list[Pin]]:
    """Pins in rows in which none runs into another."""
    lanes: list[list[Pin]] = []
    ticks = _APART * (scale.high - scale.low + 1) / (WIDTH - _STRIP.left - _STRIP.right)  # as many as pins must stand apart
    for pin in pins:
        row = next((row for row in lanes if all(_clear(pin, other, ticks) for other in row)), None)
        if row is None:
            lanes.append([pin])
        else:
            row.append(pin)
    return lanes


def _clear(one: Pin, other: Pin, ticks: float) -> bool:
    return one.across[0] - other.across[1] >= ticks or other.across[0] - one.across[1] >= ticks
