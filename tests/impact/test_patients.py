"""Patients whose answer changes although no scenario shows it."""

from __future__ import annotations

from generator.core.boxes import Box
from generator.core.evaluation import possible
from generator.core.narrowing import open_box
from generator.impact.comparison import Impact
from generator.impact.editions import INSIDE, OUTSIDE, SCOPE
from generator.impact.patients import MOST_SHOWN, Compared
from tests.impact.edited import CLUB, FERNS, impact_of
from tests.worlds import SMALL_WORLD, World, with_room


def table(impact: Impact, *place: str) -> Compared:
    found, = [one for one in impact.tables if one.place == place]
    return found


def written(impact: Impact, found: Compared) -> list[dict[str, str]]:
    facts = impact.now.context.phrases.facts
    return [{name: facts[name].write(values) for name, values in patient.stated.items()} for patient in found.patients]


def test_a_change_that_no_scenario_shows_has_the_smallest_patient(small_world: World) -> None:
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 2.1")
    impact = impact_of(small_world)
    found = table(impact, "garden-club-2020", "watering")
    patient, = found.patients
    assert (found.seen, patient.said, [row.id for row in patient.rows]) == ((), ("wait", "water"), ["not-dry", "dry"])
    assert "2.1" in written(impact, found)[0].values()


def test_the_patient_is_answered_so_on_both_sides(small_world: World) -> None:
    small_world.edit(CLUB, "pests_per_leaf >= 10", "pests_per_leaf >= 12")
    found = table(impact_of(small_world), "garden-club-2020", "treatment")
    patient, = found.patients
    for compendium, outcome in zip((World(SMALL_WORLD).compendium, small_world.compendium), patient.said, strict=True):
        box = open_box(compendium.book, patient.stated)
        assert isinstance(box, Box)
        assert possible(box, compendium.book.guidelines["garden-club-2020"], "treatment") == (outcome,)


def test_a_change_that_a_scenario_shows_needs_no_patient(small_world: World) -> None:
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    found = table(impact_of(small_world), "garden-club-2020", "watering")
    assert (found.seen, found.patients, found.more, found.same) == ((("water", "wait"),), (), 0, False)


def test_a_decision_that_reads_the_edited_one_is_compared_too(small_world: World) -> None:
    small_world.edit(CLUB, "pests_per_leaf >= 10", "pests_per_leaf >= 12")
    found = table(impact_of(small_world), "garden-club-2020", "first_spray")
    assert [patient.said for patient in found.patients] == [("soap_spray; then oil_spray", "no_recommendation")]


def test_of_an_edit_without_consequence_it_is_said_that_nobody_is_answered_otherwise(small_world: World) -> None:
    small_world.edit(CLUB, "when: driest_reading <= 2.0", "when: {not: driest_reading > 2.0}")
    assert [(one.place, one.same) for one in impact_of(small_world).tables] == [(("garden-club-2020", "watering"), True)]


def test_of_a_term_that_is_written_otherwise_all_tables_are_the_same(small_world: World) -> None:
    small_world.edit(CLUB, "when: pests_per_leaf >= 10", "when: {any: [pests_per_leaf >= 10, pests_per_leaf >= 11]}")
    found, = impact_of(small_world).tables
    assert (found.place, found.same) == (("garden-club-2020", ""), True)


def test_whoever_comes_into_a_scope_or_leaves_it_is_shown(small_world: World) -> None:
    small_world.edit(CLUB, "plant_kind one_of(fern orchid)", "plant_kind one_of(fern cactus)")
    impact = impact_of(small_world)
    found = table(impact, "garden-club-2020", SCOPE)
    assert {patient.said: stated for patient, stated in zip(found.patients, written(impact, found), strict=True)} == {
        (INSIDE, OUTSIDE): {"plant_kind": "orchid"}, (OUTSIDE, INSIDE): {"plant_kind": "cactus"}}


def test_a_term_of_all_guidelines_is_taken_as_it_was_for_the_earlier_edition(small_world: World) -> None:
    small_world.edit("content/facts.yaml", "[moisture_top, moisture_root, moisture_saucer]", "[moisture_top, moisture_root]")
    found = table(impact_of(small_world), "garden-club-2020", "watering")
    assert [patient.said for patient in found.patients] == [("water", "wait")]


def test_an_earlier_table_that_the_facts_of_now_cannot_read_is_not_guessed_at(small_world: World) -> None:
    small_world.edit("content/facts.yaml", "{fern: fern, orchid: orchid, cactus: cactus}", "{fern: fern, cactus: cactus}")
    small_world.edit(CLUB, "plant_kind one_of(fern orchid)", "plant_kind = fern")
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 2.1")
    found = table(impact_of(small_world), "garden-club-2020", "")
    assert found.unknown.startswith("as it was, it cannot be read with the facts of now (main:content/guidelines/garden-club")
    assert (found.patients, found.same) == ((), False)


def test_where_a_fact_has_another_name_only_what_does_not_read_it_is_compared(small_world: World) -> None:
    for file in ("content/facts.yaml", "content/kb.yaml", CLUB, FERNS, "scenarios/indoor/healthy-young-fern.yaml"):
        small_world.write(file, small_world.text(file).replace("years_kept", "years_owned"))
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 2.1")
    impact = impact_of(small_world)
    assert "years_kept" in table(impact, "garden-club-2020", "repotting").unknown
    assert [patient.said for patient in table(impact, "garden-club-2020", "watering").patients] == [("wait", "water")]
    assert "years_kept" in table(impact, "fern-society-2024", "").unknown
    assert len(impact.tables) == 3


def test_a_table_that_is_too_large_is_said_to_be(small_world: World) -> None:
    with_room(small_world, 3)
    small_world.edit(FERNS, "dry_saucer <= 0.5", "dry_saucer <= 0.6")
    found = table(impact_of(small_world), "fern-society-2024", "watering")
    assert found.unknown == "the table is too large to be compared for every possible patient"


def test_of_many_kinds_of_change_the_farthest_are_shown_and_the_others_counted(small_world: World) -> None:
    small_world.edit(CLUB, "outcome: leave_alone", "outcome: specialist_decision")
    small_world.edit(CLUB, "when: pests_seen\n      because: fewer", "when: yellow_leaves >= 5\n      because: fewer")
    found = table(impact_of(small_world), "garden-club-2020", "treatment")
    assert len(found.patients) <= MOST_SHOWN
    assert len(found.patients) + found.more + len(found.seen) >= 2
