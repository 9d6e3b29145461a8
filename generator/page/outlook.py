"""Maps of a profile: what each guideline answers over two numbers, one map each behind a switch, and how many agree.

In: Context, Described, AnswerMap, Cases.  Out: OutlookParts.  Never: shows one answer where several are possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.check.compendium import Case, Described, Plane, box_of
from generator.core.boxes import Box
from generator.core.evaluation import Answer
from generator.core.guidelines import SILENT
from generator.core.needs import needs
from generator.core.planes import Region, overlaps_of, regions_of
from generator.core.rulebook import OUTSIDE
from generator.origin import Problem, Text
from generator.page.agreement import Agreement, agreement
from generator.page.atlas import Regions, Sheet
from generator.page.axes import assumed_of, shown_part
from generator.page.bearing import Bearing, bearing, scope_needs
from generator.page.compare import depends_on
from generator.page.context import Context
from generator.page.legend import Key, legend_of
from generator.page.markup import md
from generator.page.placing import places_of
from generator.read.maps import AnswerMap


@dataclass(frozen=True, kw_only=True, slots=True)
class PatchLine:
    """A patch in words: where it lies, the answers there, and what decides between these."""

    words: str
    letters: str
    answer: str
    depends_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelineMap:
    """The map by one guideline; `notes` say what it supposes, and that its table could not be proved."""

    id: str
    name: str
    jurisdiction: str
    notes: tuple[str, ...]
    drawing: str
    lines: tuple[PatchLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutlookPart:
    """All maps over two numbers, ready to place."""

    id: str
    title: str
    about: str
    question: str
    given: str
    assumed: str
    shown: str
    patterns: str
    keys: tuple[Key, ...]
    count: Agreement | None
    maps: tuple[GuidelineMap, ...]
    silent: str
    elsewhere: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What guidelines answer on one map of one profile."""

    plane: Plane
    regions: dict[str, Regions]
    bearings: dict[str, Bearing]

    @property
    def drawn(self) -> dict[str, Regions]:
        """The regions of guidelines that answer, be it perhaps; those that are meant for these patients for certain first."""
        order = (Bearing.TELLING, Bearing.PERHAPS)
        return {name: self.regions[name] for kind in order for name in self.regions
                if self.bearings[name] is kind and {one for region in self.regions[name] for one in region.answers} - _MUTE}


_MUTE = {OUTSIDE, SILENT}


def outlook_parts(context: Context, one: Described, cases: Sequence[tuple[int, Case]]) -> Iterator[OutlookPart]:
    """The maps of one profile; one that waits for another only where the numbers of that part nothing."""
    parted: set[str] = set()
    for drawn in context.settings.profile_maps:
        if drawn.where_same_on not in parted:
            found = _found(context, one, drawn)
            if found is not None and any(len(regions) > 1 for regions in found.drawn.values()):
                parted.add(drawn.id)
            if found is not None:
                yield _part(context, found, cases)


def _found(context: Context, one: Described, drawn: AnswerMap) -> _Found | None:
    """What guidelines answer; None where nobody of the profile has both numbers."""
    box = _patients(context, one, drawn)
    if box is None:
        return None
    book, axes = box.book, (str(drawn.across.fact), str(drawn.up.fact))
    across, up = (book.levels[name] for name in axes)
    guides = {name: book.guidelines[name] for name in context.treating(drawn.decision)}
    regions = {name: regions_of(box, guide, guide.tables[drawn.decision], across, up) for name, guide in guides.items()}
    bearings = {name: bearing(box, guide, (region.answers for region in regions[name]), axes) for name, guide in guides.items()}
    for name, kind in bearings.items():
        if kind is Bearing.PERHAPS:
            regions[name] = _as_meant(box, regions[name], (across, up))
    return _Found(plane=Plane(map=drawn, box=box), regions=regions, bearings=bearings)


def _patients(context: Context, one: Described, drawn: AnswerMap) -> Box | None:
    """The patients of the profile for whom the rest holds, too; None where there are none with both numbers to draw."""
    problems: list[Problem] = []
    given = replace(drawn.given, profiles=(*drawn.given.profiles, Text(one.profile.id, one.profile.where)))
    box = box_of(context.compendium.book, given, context.compendium.knowledge.profiles, problems)
    if box is None or problems or not (box[drawn.across.fact].ranges and box[drawn.up.fact].ranges):
        return None
    return box.forgetful()


def _as_meant(box: Box, regions: Regions, levels: tuple[int, int]) -> Regions:
    """The answers for those patients that the guideline is meant for, where there are any."""
    bare = [replace(region, answers=region.answers - {OUTSIDE} or region.answers) for region in regions]
    return tuple(Region(one.across, one.up, one.answers[0]) for one in overlaps_of(box, [bare], *levels))


def _part(context: Context, found: _Found, cases: Iterable[tuple[int, Case]]) -> OutlookPart:
    plane, phrases, one = found.plane, context.phrases, found.plane.map
    decision = context.compendium.knowledge.decisions[one.decision]
    answers = {region.answers for regions in found.drawn.values() for region in regions}
    singly = {frozenset((answer,)) for together in answers for answer in together}
    legend = legend_of(context, f"map-{one.id}", decision, answers | singly)
    sheet = Sheet(plane, phrases, legend, places_of(plane, cases))
    certain = {name: regions for name, regions in found.drawn.items() if found.bearings[name] is Bearing.TELLING}
    return OutlookPart(
        id=one.id, title=md(one.title), about=md(one.about), question=md(decision.question),
        given=md("; ".join(phrases.stated(phrases.facts[name], values) for name, values in one.given.stated.items())),
        assumed=md("; ".join(assumed_of(plane.box, one.decision, phrases))),
        shown=md("; ".join(shown_part(phrases, axis) for axis in (one.across, one.up))),
        patterns=legend.patterns, keys=tuple(key for some, key in legend.keys.items() if len(some) < 2),
        count=agreement(context, sheet, certain), maps=tuple(_map(context, found, sheet, name) for name in found.drawn),
        silent=_names(context, (name for name, kind in found.bearings.items()
                                if kind is not Bearing.ELSEWHERE and name not in found.drawn)),
        elsewhere=_names(context, (name for name, kind in found.bearings.items() if kind is Bearing.ELSEWHERE)))


def _names(context: Context, guidelines: Iterable[str]) -> str:
    return md(", ".join(context.editions[name].name for name in guidelines))


def _map(context: Context, found: _Found, sheet: Sheet, name: str) -> GuidelineMap:
    edition, regions = context.editions[name], found.regions[name]
    return GuidelineMap(id=name, name=md(edition.name), jurisdiction=md(edition.jurisdiction),
                        notes=tuple(_notes(context, found, name)), drawing=sheet.drawing(regions, edition.name),
                        lines=tuple(_line(context, sheet, name, region) for region in regions))


def _notes(context: Context, found: _Found, name: str) -> Iterator[str]:
    box, one, words = found.plane.box, found.plane.map, context.words
    if found.bearings[name] is Bearing.PERHAPS:
        needed = scope_needs(box, box.book.guidelines[name], (one.across.fact, one.up.fact))
        yield f"{md(words.atlas_if)} {_questions(context, one.decision, needed)}."
    if not context.proved(name, one.decision):
        yield md(words.not_proved)


def _line(context: Context, sheet: Sheet, name: str, region: Region) -> PatchLine:
    key = sheet.legend.keys[region.answers]
    return PatchLine(words=md(sheet.named(region)), letters=key.letters, answer=key.words,
                     depends_on=_depends_on(context, sheet.plane, name, region) if len(region.answers) > 1 else "")


def _depends_on(context: Context, plane: Plane, name: str, region: Region) -> str:
    """What decides between the answers of a patch, beside the numbers themselves."""
    book, one = plane.box.book, plane.map
    axes = (one.across.fact, one.up.fact)
    box = plane.box.with_cells({book.levels[axes[0]]: region.across, book.levels[axes[1]]: region.up})
    needed = tuple(fact for fact in needs(box, book.guidelines[name].tables[one.decision].node) if fact not in axes)
    return _questions(context, one.decision, needed) if needed else ""


def _questions(context: Context, decision: str, needed: tuple[str, ...]) -> str:
    """Facts as the questions that something open depends on."""
    return depends_on(context, [Answer(decision=decision, possible=(), needs=needed, can_settle={}, rules=())])
