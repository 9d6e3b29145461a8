"""How many guidelines give the strongest answer, patch by patch, and what each says where they part.

In: Context, Sheet, the regions of guidelines that are meant for the patient.  Out: Agreement.  Never: counts what is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.core.guidelines import DecisionKind
from generator.core.planes import Answers, Overlap, Region, overlaps_of
from generator.core.rulebook import OUTSIDE
from generator.page.atlas import Regions, Sheet
from generator.page.context import Context
from generator.page.legend import Key
from generator.page.markup import md
from generator.page.plot import Patch, pattern, swatch

# How much of all guidelines: a pattern each, of a tone and a texture.
_SHADES = (("none", "tone-0", 0), ("open", "tone-outer-0", 1), ("few", "tone-2", 2), ("many", "tone-3", 3), ("all", "tone-5", 4))


class Count(NamedTuple):
    """How many guidelines give an answer for certain, and how many can."""

    certain: int
    possible: int

    def __str__(self) -> str:
        return str(self.certain) if self.certain == self.possible else f"{self.certain}\N{EN DASH}{self.possible}"

    def shade(self, total: int) -> str:
        """How much that is of all of them."""
        if self.certain in (0, total):
            return "all" if self.certain else "open" if self.possible else "none"
        return "few" if 2 * self.certain < total else "many"


@dataclass(frozen=True, kw_only=True, slots=True)
class CountLine:
    """A patch in words: the number in it, and where it lies."""

    number: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidLine:
    """Where each guideline says one thing throughout, and which says what there."""

    words: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """The map of how many guidelines give one answer, ready to place."""

    answer: str
    total: int
    patterns: str
    keys: tuple[Key, ...]
    drawing: str
    lines: tuple[CountLine, ...]
    said: tuple[SaidLine, ...]


def agreement(context: Context, sheet: Sheet, told: Mapping[str, Regions]) -> Agreement | None:
    """The map of counts; None where fewer than two guidelines speak, or answers have no order in which one is the strongest."""
    decision = context.compendium.knowledge.decisions[sheet.plane.map.decision]
    settled = {one for regions in told.values() for region in regions for one in region.answers} - {OUTSIDE, *decision.outside}
    if len(told) < 2 or decision.kind is not DecisionKind.ORDERED or not settled:
        return None
    answer = max(settled, key=decision.rank)
    laid, words = _laid(sheet, list(told.values())), context.outcome_words(decision.id, answer)
    counted = _counted(sheet, laid, answer)
    shades = {count.shade(len(told)) for _, count in counted}
    patches = [_patch(sheet, one, count, len(told)) for one, count in counted]
    return Agreement(
        answer=md(words), total=len(told), patterns="".join(_patterns(sheet, shades)), keys=tuple(_keys(context, sheet, shades)),
        drawing=sheet.plot([one for one, _ in counted], patches, f"{context.words.atlas_count}, {words}"),
        lines=tuple(CountLine(number=str(count), words=md(sheet.named(one))) for one, count in counted),
        said=tuple(SaidLine(words=md(sheet.named(one)), says=tuple(_says(context, sheet, told, one))) for one in laid))


def _laid(sheet: Sheet, planes: Sequence[Sequence[Region]]) -> tuple[Overlap, ...]:
    book, one = sheet.plane.box.book, sheet.plane.map
    return overlaps_of(sheet.plane.box, planes, book.levels[one.across.fact], book.levels[one.up.fact])


def _counted(sheet: Sheet, laid: Sequence[Overlap], answer: str) -> list[tuple[Overlap, Count]]:
    """Patches of equal count, whoever makes it up."""
    counts = {str(count): count for count in (_count(one, answer) for one in laid)}
    plane = [Region(one.across, one.up, frozenset((str(_count(one, answer)),))) for one in laid]
    return [(one, counts[next(iter(one.answers[0]))]) for one in _laid(sheet, [plane])]


def _count(one: Overlap, answer: str) -> Count:
    return Count(sum(answers == {answer} for answers in one.answers), sum(answer in answers for answers in one.answers))


def _patch(sheet: Sheet, one: Overlap, count: Count, total: int) -> Patch:
    across, up = sheet.ends(one)
    return Patch(across=across, up=up, pattern=_name(sheet, count.shade(total)), letters=str(count))


def _name(sheet: Sheet, shade: str) -> str:
    return f"map-{sheet.plane.map.id}-{shade}"


def _patterns(sheet: Sheet, shades: Collection[str]) -> Iterator[str]:
    return (pattern(_name(sheet, shade), [tone], texture) for shade, tone, texture in _SHADES if shade in shades)


def _keys(context: Context, sheet: Sheet, shades: Collection[str]) -> Iterator[Key]:
    words = context.words
    meant = (words.atlas_none, words.atlas_perhaps, words.atlas_few, words.atlas_many, words.atlas_all)
    for (shade, _, _), said in zip(_SHADES, meant, strict=True):
        if shade in shades:
            yield Key(pattern=_name(sheet, shade), swatch=swatch(_name(sheet, shade)), letters="", words=md(said))


def _says(context: Context, sheet: Sheet, told: Iterable[str], one: Overlap) -> Iterator[tuple[str, str]]:
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
