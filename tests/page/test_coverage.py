"""The page on coverage: what it claims is what proofs find, and its maps say what evaluation says."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from generator.check.compendium import Case, Compendium, Plane
from generator.check.proofs import MILDER, falling, never_reached
from generator.check.showing import judged_tables
from generator.core.boxes import Box
from generator.core.evaluation import evaluate
from generator.core.facts import Values
from generator.core.narrowing import open_box
from generator.core.planes import Region, regions_of
from generator.core.rulebook import OUTSIDE
from generator.core.truth import Truth
from generator.page.atlas import MOST_CASES, MOST_PLACES, Panel, map_part
from generator.page.context import Context, context_of
from generator.page.coverage import coverage_page
from generator.page.placing import places_on
from tests.page.conftest import Shelf, section_of, words_of
from tests.worlds import World

FERNS = "content/guidelines/fern-society-2024.yaml"
KB = "content/kb.yaml"


@pytest.fixture(scope="module")
def context(compendium: Compendium) -> Context:
    return context_of(compendium)


def planes(compendium: Compendium) -> list[Plane]:
    assert len(compendium.planes) >= 2
    return list(compendium.planes)


# --- what was proved


def test_every_claim_of_the_table_is_what_the_proofs_find(context: Context) -> None:
    page = coverage_page(context)
    for row in page.proofs:
        tables = [judged for judged in judged_tables(context.compendium) if judged.edition.id == row.id]
        milder = [judged for judged in tables if list(falling(judged, context.compendium.knowledge.known_facts))]
        idle = [found for judged in tables for found in never_reached(judged)]
        assert (row.total, row.decisions) == (len(tables), len(tables))
        assert (row.milder, row.idle_rows) == (len(milder), len(idle))
        assert all(judged.excused(MILDER) for judged in milder)


def test_every_guideline_has_a_row(context: Context) -> None:
    editions = context.compendium.knowledge.editions
    assert [row.id for row in coverage_page(context).proofs] == [edition.id for edition in editions]


def test_cases_in_scope_are_those_to_which_a_guideline_applies_for_certain(context: Context) -> None:
    compendium = context.compendium
    for row in coverage_page(context).proofs:
        truths = [evaluate(case.box, lead=(), in_force=(row.id,)).verdicts[row.id].applies for case in compendium.cases]
        assert (row.cases, row.perhaps) == (truths.count(Truth.MET), truths.count(Truth.UNKNOWN))


def test_an_exception_shows_two_patients_their_answers_and_the_reason_in_labels(shelf: Shelf) -> None:
    said = " ".join(words_of(section_of(shelf.text("coverage.md"), "exceptions")).split())
    assert "NOGG 2024, Drug treatment. The answer can get milder as this gets worse: age." in said
    assert "Patient 1: age: 54 years → advised" in said
    assert "Patient 2: age: 55 years → not indicated" in said
    assert "The same for both: menopause before age 45: no" in said
    assert "questions 2 and 3; read at the source" in said
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", said)


def test_where_nothing_is_accepted_or_remarked_the_page_says_so(small_world: World) -> None:
    page = small_world.pages()["coverage.md"].data.decode()
    assert "There is none." in section_of(page, "exceptions")
    assert "There is none." in section_of(page, "remarks")


def test_a_remark_is_said_in_words_with_a_patient(small_world: World) -> None:
    small_world.edit(FERNS, "      when: pests_seen\n", "      when: {any: [pests_per_leaf < 5, pests_per_leaf > 5]}\n")
    small_world.edit(FERNS, "facts: {plant_kind: fern, pests_seen: yes, pests_per_leaf: 1}",
                     "facts: {plant_kind: fern, pests_seen: yes, pests_per_leaf: 6}")
    page = coverage_page(context_of(small_world.compendium))
    remark, = page.remarks
    assert (remark.guideline, "only silence is left" in remark.what) == ("Fern Society 2024", True)
    assert remark.about == "pests on the worst leaf = 5\N{NO-BREAK SPACE}a leaf"
    assert remark.example == "kind of plant: fern; pests on the worst leaf: 5\N{NO-BREAK SPACE}a leaf"


# --- maps


def drawn(plane: Plane) -> dict[str, tuple[Region, ...]]:
    """The regions of a map by each guideline."""
    book = plane.box.book
    across, up = (book.levels[axis.fact] for axis in (plane.map.across, plane.map.up))
    return {name: regions_of(plane.box, guide, guide.tables[plane.map.decision], across, up)
            for name, guide in book.guidelines.items() if plane.map.decision in guide.tables}


def tick(dice: random.Random, values: Values) -> Values:
    low, high = dice.choice(values.ranges)
    one = dice.randint(low, high)
    return Values(((one, one),))


def test_a_map_says_at_any_point_what_evaluation_says_there(compendium: Compendium) -> None:
    dice = random.Random(7)
    for plane in planes(compendium):
        regions = drawn(plane)
        for _ in range(8):
            across, up = tick(dice, plane.box[plane.map.across.fact]), tick(dice, plane.box[plane.map.up.fact])
            box = open_box(compendium.book, {**plane.box.stated, plane.map.across.fact: across, plane.map.up.fact: up})
            if isinstance(box, Box):
                verdicts = evaluate(box, lead=(), in_force=tuple(regions)).verdicts
                for name, found in regions.items():
                    here, = [one for one in found if holds(plane, one, across, up)]
                    answers = verdicts[name].answers[plane.map.decision].possible if verdicts[name].answers else ()
                    assert here.answers - {OUTSIDE} == set(answers)
                    assert (OUTSIDE in here.answers) == (verdicts[name].applies is not Truth.MET)


def holds(plane: Plane, region: Region, across: Values, up: Values) -> bool:
    cells = plane.box.book.cells
    places = ((plane.map.across, region.across, across), (plane.map.up, region.up, up))
    return all(values <= cells[plane.box.book.levels[axis.fact]].values(mask) for axis, mask, values in places)


def bhof(context: Context) -> Panel:
    """One panel of one shipped map."""
    plane = next(plane for plane in context.compendium.planes if plane.map.id == "neck-and-hip-risk")
    return next(panel for panel in map_part(context, plane).panels if panel.id == "bhof-2022")


def test_a_region_is_named_by_the_line_of_its_guideline(context: Context) -> None:
    panel = bhof(context)
    rows = {(row.across, row.up): row.answer for row in panel.regions}
    assert rows["−2.5 or less", ""] == "advised"
    assert rows["−2.4 or more", "2.9\N{NO-BREAK SPACE}% or less"] == "not indicated"
    assert rows["−2.4 to −1.1", "3 to 14.9\N{NO-BREAK SPACE}%"] == "advised"


def test_where_a_fact_is_open_a_region_shows_all_answers(context: Context) -> None:
    panel = bhof(context)
    row = next(row for row in panel.regions if row.across == "−1.0 or more" and row.up.startswith("3"))
    assert row.answer == "not indicated <strong>or</strong> advised"
    assert row.letters in panel.drawing


def test_patterns_and_letters_of_a_map_are_its_own(context: Context) -> None:
    for plane in planes(context.compendium):
        part = map_part(context, plane)
        assert len({key.pattern for key in part.keys}) == len({key.letters for key in part.keys}) == len(part.keys)
        named = set(re.findall(r"url\(#([^)]+)\)", "".join(panel.drawing for panel in part.panels)))
        assert named <= set(re.findall(r'<pattern id="([^"]+)"', part.patterns))


def test_a_drawing_has_a_name_and_a_list_with_the_same_regions(shelf: Shelf) -> None:
    page = shelf.text("coverage.md")
    drawings = re.findall(r'<svg class="map"[^>]*role="img" aria-label="([^"]+)"', page)
    assert len(drawings) == page.count("Regions of this map in words") > 5
    assert len(set(drawings)) == len(drawings)


def test_a_guideline_that_is_not_meant_for_the_patient_is_named_and_not_drawn(small_world: World) -> None:
    small_world.edit(KB, "    profiles: [healthy-fern]\n    given: {", "    given: {plant_kind: orchid, ")
    part, = coverage_page(context_of(small_world.compendium)).maps
    assert ([panel.id for panel in part.panels], part.elsewhere) == (["garden-club-2020"], "Fern Society 2024")


def test_a_knowledge_base_without_maps_has_the_page_without_them(small_world: World) -> None:
    text = small_world.text(KB)
    small_world.write(KB, re.sub(r"^maps:\n(?:  .*\n)+", "", text, flags=re.MULTILINE))
    page = small_world.pages()["coverage.md"].data.decode()
    assert ("{ #proved }" in page, "<svg" in page) == (True, False)


# --- cases on maps


def plane_of(world: World) -> Plane:
    plane, = world.compendium.planes
    return plane


def test_a_case_is_placed_by_its_own_values(small_world: World) -> None:
    compendium = small_world.compendium
    place, = [place for place in places_on(compendium.planes[0], compendium.cases)
              if place.cases[0].id == "wilting-plant"]
    assert (place.across, place.up) == (Values(((45, 45),)), Values(((20, 20),)))


@pytest.mark.parametrize(("facts", "placed"), [
    ("moisture_top: 4.5\n  moisture_root: 2.0", True), ("moisture_top: 3.0..5.0", True), ("years_kept: 3", False),
    ("moisture_top: 4.5\n  plant_kind: orchid", False),
])
def test_a_case_is_placed_if_it_fits_and_says_something_of_an_axis(small_world: World, facts: str, placed: bool) -> None:
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "moisture_top: 4.5\n  moisture_root: 2.0", facts)
    compendium = small_world.compendium
    found = [case.id for place in places_on(compendium.planes[0], compendium.cases) for case in place.cases]
    assert ("wilting-plant" in found) is placed


def test_a_region_holds_a_case_only_if_all_its_values_lie_in_it(small_world: World) -> None:
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "moisture_root: 2.0", "moisture_root: 1.0..5.0")
    part = map_part(context_of(small_world.compendium), plane_of(small_world))
    club = next(panel for panel in part.panels if panel.id == "garden-club-2020")
    number = next(place for place, row in enumerate(part.places, 1) if row.cases[0][0] == "wilting-plant")
    assert [row.places for row in club.regions if str(number) in row.places.split(", ")] == []
    assert len(club.bare) >= 1


def many(compendium: Compendium, count: int) -> Compendium:
    """The same knowledge with many cases, of which none lies where another does."""
    case = next(case for case in compendium.cases if case.scenario.id == "wilting-plant")
    fact = compendium.planes[0].map.across.fact
    level = compendium.book.levels[fact]

    def moved(number: int) -> Case:
        place = Values(((number % 100, number % 100),))
        values = (*case.box.values[:level], place, *case.box.values[level + 1:])
        masks = (*case.box.masks[:level], compendium.book.cells[level].mask(place), *case.box.masks[level + 1:])
        scenario = replace(case.scenario, id=f"case-{number}", short_title=f"Case {number}")
        return Case(scenario=scenario, box=replace(case.box, values=values, masks=masks, _reached={}, _descents={}, _others={}))

    return replace(compendium, cases=tuple(map(moved, range(count))))


def test_many_cases_do_not_make_a_long_page(small_world: World) -> None:
    part = map_part(context_of(many(small_world.compendium, 3000)), plane_of(small_world))
    assert (len(part.places), part.more_places) == (MOST_PLACES, 100 - MOST_PLACES)
    assert all(len(row.cases) == MOST_CASES and row.more == 30 - MOST_CASES for row in part.places)
    assert sum(panel.drawing.count("<circle") for panel in part.panels) <= MOST_PLACES * len(part.panels)
