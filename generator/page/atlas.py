"""Maps of answers: a panel for each guideline, its regions in words, and the cases that lie on it.

In: Context, Plane.  Out: MapParts.  Never: shows one answer where several are possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.check.compendium import Plane
from generator.core.facts import Fact, Values
from generator.core.planes import Overlap, Region, regions_of
from generator.core.rulebook import OUTSIDE
from generator.page.axes import assumed_of, axis_name, held, hull, scale_of, shown_part
from generator.page.context import Context, editions_in_force
from generator.page.legend import Key, Legend, legend_of
from generator.page.markup import md
from generator.page.phrases import Phrases
from generator.page.placing import Place, places_on
from generator.page.plot import Patch, Pin, Plot, Scale
from generator.read.guidelines import GuidelineEdition
from generator.read.maps import Axis

# What grows with the number of cases ends here.
MOST_PLACES, MOST_CASES, MOST_NUMBERS, MOST_BARE = 40, 3, 6, 6
Regions = tuple[Region, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegionRow:
    """A region in words, with the numbers of the places that lie in it."""

    across: str
    up: str
    words: str
    letters: str
    answer: str
    places: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """The map by one guideline; `bare` are regions in which no case lies."""

    id: str
    name: str
    drawing: str
    regions: tuple[RegionRow, ...]
    bare: tuple[RegionRow, ...]
    more_bare: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRow:
    """A place with its first cases, and how many more there are."""

    values: str
    cases: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPart:
    """One map."""

    id: str
    title: str
    about: str
    question: str
    patient: str
    assumed: str
    shown: str
    across: str
    up: str
    patterns: str
    keys: tuple[Key, ...]
    panels: tuple[Panel, ...]
    elsewhere: str
    places: tuple[PlaceRow, ...]
    more_places: int


def map_part(context: Context, plane: Plane) -> MapPart:
    """One map, drawn for every guideline in force that treats its decision and may be meant for its patient."""
    one, phrases, places = plane.map, context.phrases, places_on(plane, context.compendium.cases)
    found = _regions(context, plane)
    drawn = {name: regions for name, regions in found.items() if any(region.answers - {OUTSIDE} for region in regions)}
    answers = (region.answers for regions in drawn.values() for region in regions)
    decision = context.compendium.knowledge.decisions[one.decision]
    legend = legend_of(context, f"map-{one.id}", decision, answers)
    sheet = Sheet(plane, phrases, legend, places)
    return MapPart(
        id=one.id, title=md(one.title), about=md(one.about), question=md(decision.question),
        patient=md("; ".join(phrases.stated(plane.box.book.facts[level], plane.box.values[level]) for level in _stated(plane))),
        assumed=md("; ".join(assumed_of(plane.box, one.decision, phrases))),
        shown=md("; ".join(shown_part(phrases, axis) for axis in (one.across, one.up))),
        across=md(phrases.label(one.across.fact)), up=md(phrases.label(one.up.fact)), patterns=legend.patterns,
        keys=tuple(legend.keys.values()),
        panels=tuple(sheet.panel(context.editions[name], regions) for name, regions in drawn.items()),
        elsewhere=md(", ".join(context.editions[name].name for name in found if name not in drawn)),
        places=tuple(map(sheet.place, places[:MOST_PLACES])), more_places=max(0, len(places) - MOST_PLACES))


def _regions(context: Context, plane: Plane) -> dict[str, Regions]:
    """The regions of the map by each guideline in force that has a table for its decision."""
    book = plane.box.book
    across, up = (book.levels[axis.fact] for axis in (plane.map.across, plane.map.up))
    guides = ((name, book.guidelines[name]) for name in editions_in_force(context.compendium, context.settings.edition_date))
    return {name: regions_of(plane.box, guide, guide.tables[plane.map.decision], across, up)
            for name, guide in guides if plane.map.decision in guide.tables}


def _stated(plane: Plane) -> list[int]:
    """What is stated of the map's patient, in the order of facts."""
    return sorted(plane.box.book.levels[name] for name in plane.box.stated)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the panels of one map share."""

    plane: Plane
    phrases: Phrases
    legend: Legend
    places: tuple[Place, ...]

    def panel(self, edition: GuidelineEdition, regions: Regions) -> Panel:
        """The map by one guideline."""
        rows = tuple(map(self._row, regions))
        bare = tuple(row for row, region in zip(rows, regions, strict=True) if not row.places and region.answers - {OUTSIDE})
        return Panel(id=edition.id, name=md(edition.name), regions=rows, bare=bare[:MOST_BARE],
                     more_bare=max(0, len(bare) - MOST_BARE),
                     drawing=self.drawing(regions, edition.name))

    def drawing(self, regions: Regions, name: str) -> str:
        """The drawing of some regions."""
        return self.plot(regions, [self._patch(region) for region in regions], name)

    def plot(self, regions: Iterable[Region | Overlap], patches: Sequence[Patch], name: str) -> str:
        """The drawing of patches, with numbers where their regions begin; `name` says whose answers they are."""
        starts = [self.ends(region) for region in regions]
        plot = Plot(self._scale(self.plane.map.across, {across[0] for across, _ in starts}),
                    self._scale(self.plane.map.up, {up[0] for _, up in starts}))
        pins = [Pin(across=hull(place.across), up=hull(place.up), number=place.number) for place in self.places[:MOST_PLACES]]
        return plot.svg(patches, pins, f"{md(self.plane.map.title)}: {md(name)}")

    def place(self, place: Place) -> PlaceRow:
        """A place in words, with its first cases."""
        one = self.plane.map
        values = (self.phrases.stated(self._fact(axis), found) for axis, found in ((one.across, place.across), (one.up, place.up))
                  if not self._open(axis) <= found)
        return PlaceRow(values=md("; ".join(values)), more=max(0, len(place.cases) - MOST_CASES),
                        cases=tuple((case.id, md(case.short_title)) for case in place.cases[:MOST_CASES]))

    def _row(self, region: Region) -> RegionRow:
        across, up = self.values(region)
        numbers = [str(place.number) for place in self.places if place.across <= across and place.up <= up]
        more = len(numbers) - MOST_NUMBERS
        key, one = self.legend.keys[region.answers], self.plane.map
        return RegionRow(across=self._written(one.across, across), up=self._written(one.up, up),
                         words=md(self.named(region)), letters=key.letters, answer=key.words,
                         places=", ".join(numbers[:MOST_NUMBERS]) + (f" + {more}" if more > 0 else ""))

    def named(self, region: Region | Overlap) -> str:
        """A region in one phrase; an axis of which it takes in everything is left out."""
        one, (across, up) = self.plane.map, self.values(region)
        named = [self.phrases.compared(self._fact(axis), values) for axis, values in ((one.across, across), (one.up, up))
                 if not self._open(axis) <= values]
        return ", ".join(named)

    def _written(self, axis: Axis, values: Values) -> str:
        """Values of a region; nothing where it takes in all that the patient can have."""
        return "" if self._open(axis) <= values else md(self.phrases.values(self._fact(axis), values))

    def _open(self, axis: Axis) -> Values:
        """All numbers that the map's patient can have."""
        return Values(self.plane.box[axis.fact].ranges)

    def values(self, region: Region | Overlap) -> tuple[Values, Values]:
        """The values of both numbers in a region."""
        one = self.plane.map
        return held(self.plane.box, one.across, region.across), held(self.plane.box, one.up, region.up)

    def ends(self, region: Region | Overlap) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where a region begins and ends, by either number."""
        across, up = self.values(region)
        return hull(across), hull(up)

    def _patch(self, region: Region) -> Patch:
        across, up = self.ends(region)
        key = self.legend.keys[region.answers]
        return Patch(across=across, up=up, pattern=key.pattern, letters=key.letters)

    def _scale(self, axis: Axis, starts: set[int]) -> Scale:
        return scale_of(self.phrases, axis, starts, axis_name(self.phrases, axis))

    def _fact(self, axis: Axis) -> Fact:
        return self.phrases.facts[axis.fact]
