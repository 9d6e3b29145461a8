"""How many guidelines give the strongest answer, patch by patch, and what each says where they part.

In: Context, Sheet, the regions of guidelines that are meant for the patient.  Out: Agreement.  Never: counts an open answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.guidelines import DecisionKind
from generator.core.planes import Answers, Overlap, Region, overlaps_of
from generator.core.rulebook import OUTSIDE
from generator.page.atlas import Sheet
from generator.page.context import Context
from generator.page.legend import Key
from generator.page.markup import md
from generator.page.plot import Patch, pattern, swatch

# Patterns for none, fewer than half, half or more, and all: a tone and a texture each.
_SHADES = (("none", "tone-0", 0), ("few", "tone-2", 1), ("many", "tone-3", 2), ("all", "tone-5", 3))


@dataclass(frozen=True, kw_only=True, slots=True)
class CountLine:
    """A patch in words: the number in it, where it lies, and which guidelines say what there."""

    number: int
    words: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """The map of how many guidelines give one answer for certain, ready to place."""

    answer: str
    total: int
    patterns: str
    keys: tuple[Key, ...]
    drawing: str
    lines: tuple[CountLine, ...]


def agreement(context: Context, sheet: Sheet, told: Mapping[str, tuple[Region, ...]]) -> Agreement | None:
    """The map of counts; None where fewer than two guidelines speak, or answers have no order in which one is the strongest."""
    decision = context.compendium.knowledge.decisions[sheet.plane.map.decision]
    settled = {one for regions in told.values() for region in regions for one in region.answers} - {OUTSIDE, *decision.outside}
    if len(told) < 2 or decision.kind is not DecisionKind.ORDERED or not settled:
        return None
    answer, laid = max(settled, key=decision.rank), _laid(sheet, list(told.values()))
    words = context.outcome_words(decision.id, answer)
    shades = {one: _shade(_count(one, answer), len(told)) for one in laid}
    return Agreement(
        answer=md(words), total=len(told), patterns="".join(_patterns(sheet)),
        keys=tuple(_key(context, sheet, shade) for shade, _, _ in _SHADES if shade in shades.values()),
        drawing=sheet.plot(laid, _patches(sheet, laid, (answer, len(told))), f"{context.words.atlas_count}, {words}"),
        lines=tuple(CountLine(number=_count(one, answer), words=md(sheet.named(one)), says=tuple(_says(context, sheet, told, one)))
                    for one in laid))


def _laid(sheet: Sheet, planes: Sequence[Sequence[Region]]) -> tuple[Overlap, ...]:
    book, one = sheet.plane.box.book, sheet.plane.map
    return overlaps_of(sheet.plane.box, planes, book.levels[one.across.fact], book.levels[one.up.fact])


def _count(one: Overlap, answer: str) -> int:
    return sum(answers == {answer} for answers in one.answers)


def _patches(sheet: Sheet, laid: Sequence[Overlap], counted: tuple[str, int]) -> list[Patch]:
    """Patches of equal number, whoever makes it up."""
    answer, total = counted
    numbers = [Region(one.across, one.up, frozenset((str(_count(one, answer)),))) for one in laid]
    patches = []
    for one in _laid(sheet, [numbers]):
        (number,), = one.answers
        across, up = sheet.ends(one)
        patches.append(Patch(across=across, up=up, pattern=_name(sheet, _shade(int(number), total)), letters=number))
    return patches


def _shade(count: int, total: int) -> str:
    if count in (0, total):
        return "all" if count else "none"
    return "few" if 2 * count < total else "many"


def _name(sheet: Sheet, shade: str) -> str:
    return f"map-{sheet.plane.map.id}-{shade}"


def _patterns(sheet: Sheet) -> Iterator[str]:
    return (pattern(_name(sheet, shade), [tone], texture) for shade, tone, texture in _SHADES)


def _key(context: Context, sheet: Sheet, shade: str) -> Key:
    words = {"none": context.words.atlas_none, "few": context.words.atlas_few, "many": context.words.atlas_many,
             "all": context.words.atlas_all}[shade]
    return Key(pattern=_name(sheet, shade), swatch=swatch(_name(sheet, shade)), letters="", words=md(words))


def _says(context: Context, sheet: Sheet, told: Mapping[str, object], one: Overlap) -> Iterator[tuple[str, str]]:
    """Each answer of a patch, and the guidelines that give it; open answers last."""
    decision = context.compendium.knowledge.decisions[sheet.plane.map.decision]
    groups: dict[str, list[str]] = {}
    for name, answers in zip(told, one.answers, strict=True):
        groups.setdefault(_said(answers), []).append(md(context.editions[name].name))
    for said in sorted(groups, key=lambda said: (said != "", decision.rank(said)), reverse=True):
        words = context.words.outside_scope if said == OUTSIDE else context.outcome_words(decision.id, said) if said else ""
        yield md(words or context.words.atlas_open), ", ".join(groups[said])


def _said(answers: Answers) -> str:
    """The one answer, or nothing while several are possible."""
    return next(iter(answers)) if len(answers) == 1 else ""
