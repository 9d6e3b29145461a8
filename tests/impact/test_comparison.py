"""What an edit changes for scenarios: exactly those that are answered otherwise, and what did it."""

from __future__ import annotations

import pytest

from generator.check.compendium import Compendium
from generator.impact.cases import CaseChange, Kind
from generator.impact.causes import CauseKind
from generator.impact.comparison import Impact, changed_scenarios, compare
from generator.impact.edits import Part
from tests.impact.edited import (
    CARE,
    CLUB,
    FERN,
    FERNS,
    MANY_PESTS,
    PLANT,
    SOME_PESTS,
    changed_answers,
    impact_of,
    really_changed,
)
from tests.worlds import World

LEAD = "lead: [garden-club-2020, fern-society-2024]"


def only_change(impact: Impact) -> CaseChange:
    change, = impact.changed
    return change


def kinds_of(impact: Impact) -> dict[str, Kind | None]:
    return {change.id: change.kind for change in impact.changed}


def causes(change: CaseChange) -> list[tuple[CauseKind, tuple[str, ...]]]:
    return [(cause.kind, cause.names) for answer in change.answers for cause in answer.causes]


def test_without_an_edit_nothing_changes(small_world: World) -> None:
    impact = impact_of(small_world)
    assert (impact.total, impact.changed, impact.new, impact.gone, impact.tables) == (2, (), (), (), ())
    assert (impact.edits.guidelines, impact.edits.facts, impact.edits.others) == ((), (), ())


def test_a_comment_or_another_order_of_keys_is_no_edit(small_world: World) -> None:
    small_world.write(CLUB, "# a comment\n" + small_world.text(CLUB))
    small_world.write(PLANT, "# another\n\n" + small_world.text(PLANT))
    small_world.edit(CLUB, "      grade: ungraded\n      locator: page 3\n      checked: source\n      plain:",
                     "      locator: page 3\n      checked: source\n      grade: ungraded\n      plain:")
    impact = impact_of(small_world)
    assert (impact.changed, impact.edits.guidelines, impact.edits.others) == ((), (), ())


# --- answers


EDITS = {
    "a threshold that one scenario lies on": (CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9"),
    "a threshold that no scenario lies on": (CLUB, "driest_reading <= 2.0", "driest_reading <= 2.1"),
    "a local term": (CLUB, "pests_per_leaf >= 10", "pests_seen"),
    "a band": (FERNS, "{range: 0..4, value: 3.0}", "{range: 0..4, value: 6.0}"),
    "a scope": (CLUB, "plant_kind one_of(fern orchid)", "plant_kind = orchid"),
    "an outcome": (CLUB, "outcome: leave_alone", "outcome: watch"),
    "a term of all guidelines": ("content/facts.yaml", "[moisture_top, moisture_root, moisture_saucer]", "[moisture_top]"),
    "what is assumed": ("content/facts.yaml", "unstated: {value: not measured, because: Few pots stand in a saucer.}",
                        "unstated: {value: 0.1, because: Most pots stand in a saucer.}"),
    "what nobody can have": ("content/facts.yaml", "{all: [plant_kind = cactus, yellow_leaves >= 1]}",
                             "{all: [plant_kind one_of(cactus fern), moisture_root <= 2.0]}"),
    "the day from which a guideline holds": (FERNS, "in_force: 2024-05-01", "in_force: 2094-05-01"),
    "a fact of a scenario": (PLANT, "moisture_root: 2.0", "moisture_root: 2.1"),
    "a fact of a profile": ("scenarios/profiles/healthy-fern.yaml", "pests_seen: no", "pests_seen: yes"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_names_exactly_the_answers_that_change(small_world: World, small_library: Compendium,
                                                       edit: tuple[str, str, str]) -> None:
    small_world.edit(*edit)
    changed = changed_answers(impact_of(small_world))
    assert changed == really_changed(small_library, small_world.compendium)
    assert bool(changed) is (edit != EDITS["a threshold that no scenario lies on"])


def test_a_threshold_edit_names_the_scenario_that_lies_on_it_and_no_other(small_world: World) -> None:
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    impact = impact_of(small_world)
    change = only_change(impact)
    answer, = change.answers
    assert changed_scenarios(impact) == ("wilting-plant",)
    assert (change.kind, answer.place) == (Kind.ANSWERS, ("garden-club-2020", "watering"))
    assert ([row.id for row in answer.rows_before], [row.id for row in answer.rows_now]) == (["dry"], ["not-dry"])
    assert causes(change) == [(CauseKind.ROW, ("dry",))]


def test_a_threshold_that_no_scenario_lies_on_names_none(small_world: World) -> None:
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 2.1")
    assert impact_of(small_world).changed == ()


def test_of_rows_in_another_order_the_answers_that_change_are_named(small_world: World, small_library: Compendium) -> None:
    small_world.edit(CLUB, SOME_PESTS, "")
    small_world.edit(CLUB, MANY_PESTS, SOME_PESTS + MANY_PESTS)
    impact = impact_of(small_world)
    change = only_change(impact)
    assert changed_answers(impact) == really_changed(small_library, small_world.compendium)
    assert (CauseKind.ORDER, ()) in causes(change)
    assert impact.edits.guidelines[0].reordered == ("treatment",)
    assert impact.edits.guidelines[0].rows == ()


def test_rows_of_one_outcome_may_change_places_without_a_word(small_world: World) -> None:
    text = small_world.text(CLUB)
    sick = "    - id: pests-on-a-sick-plant" + text.partition("    - id: pests-on-a-sick-plant")[2].partition("    - id:")[0]
    small_world.edit(CLUB, sick, "")
    small_world.edit(CLUB, MANY_PESTS, sick + MANY_PESTS)
    impact = impact_of(small_world)
    assert changed_answers(impact) == set()
    assert [(table.place[1], table.same) for table in impact.tables] == [("treatment", True)]


def test_another_id_of_a_row_changes_no_answer_and_no_word(small_world: World) -> None:
    small_world.edit(CLUB, "id: not-dry", "id: moist-enough")
    impact = impact_of(small_world)
    assert impact.changed == ()
    rows = {row.id: row.parts for row in impact.edits.guidelines[0].rows}
    assert rows == {"moist-enough": (Part.NEW,), "not-dry": (Part.GONE,)}


@pytest.mark.parametrize(("edit", "cause"), [
    ((PLANT, "moisture_root: 2.0", "moisture_root: 2.1"), (CauseKind.STATED, ("moisture_root",))),
    ((FERNS, "{range: 0..4, value: 3.0}", "{range: 0..4, value: 6.0}"), (CauseKind.TERM, ("dry_line",))),
    ((CLUB, "outcome: leave_alone", "outcome: watch"), (CauseKind.ROW, ("no-pests",))),
    ((CLUB, "outcome: watch\n      when: pests_seen", "outcome: treat\n      when: pests_seen"),
     (CauseKind.ROW, ("some-pests",))),
    (("content/facts.yaml", "[moisture_top, moisture_root, moisture_saucer]", "[moisture_top]"),
     (CauseKind.FACT, ("driest_reading",))),
    ((FERNS, "in_force: 2024-05-01", "in_force: 2094-05-01"), (CauseKind.IN_FORCE, ("fern-society-2024",))),
    ((CLUB, "plant_kind one_of(fern orchid)", "plant_kind = orchid"), (CauseKind.SCOPE, ())),
])
def test_what_did_it_is_named(small_world: World, edit: tuple[str, str, str], cause: tuple[CauseKind, tuple[str, ...]]) -> None:
    small_world.edit(*edit)
    impact = impact_of(small_world)
    named = [causes(change) for change in impact.changed if change.answers]
    assert named
    assert all(cause in one for one in named)


def test_an_edit_of_a_decision_is_the_cause_where_another_decision_reads_it(small_world: World) -> None:
    small_world.edit(CLUB, "outcome: leave_alone", "outcome: treat")
    change = next(change for change in impact_of(small_world).changed if change.id == "healthy-young-fern")
    spray = next(answer for answer in change.answers if answer.place[1] == "first_spray")
    assert [(cause.kind, cause.names) for cause in spray.causes] == [(CauseKind.DECISION, ("treatment",))]


def test_a_guideline_that_is_gone_answers_nothing_any_more(small_world: World, small_library: Compendium) -> None:
    (small_world.root / FERNS).unlink()
    small_world.edit("content/kb.yaml", LEAD, "lead: [garden-club-2020]")
    small_world.edit(FERN, "lead: [fern-society-2024, garden-club-2020]\n", "")
    impact = impact_of(small_world)
    assert changed_answers(impact) == really_changed(small_library, small_world.compendium)
    assert {key[1] for key in changed_answers(impact)} == {"fern-society-2024"}
    assert {cause[0] for change in impact.changed for cause in causes(change)} == {CauseKind.GUIDELINE}
    assert (impact.edits.guidelines[0].now, impact.tables) == (None, ())


def test_a_new_guideline_answers_what_was_not_answered(small_world: World) -> None:
    moss = small_world.text(FERNS).replace("fern-society-2024\nname: Fern Society", "moss-club-2025\nname: Moss Club")
    small_world.write("content/guidelines/moss-club-2025.yaml", moss)
    impact = impact_of(small_world)
    assert {key[1:] for key in changed_answers(impact)} == {("moss-club-2025", "watering"), ("moss-club-2025", "treatment")}
    assert all(answer.before is None for change in impact.changed for answer in change.answers)


def test_a_guideline_that_does_not_apply_says_as_little_as_one_that_is_not_there(small_world: World) -> None:
    text = small_world.text(FERNS).replace("applies_when: plant_kind = fern", "applies_when: plant_kind = cactus")
    small_world.write("content/guidelines/cactus-club-2025.yaml",
                      text.replace("fern-society-2024\nname: Fern Society", "cactus-club-2025\nname: Cactus Club"))
    assert {key[0] for key in changed_answers(impact_of(small_world))} == {"wilting-plant"}


# --- everything else


def test_a_scenario_with_another_id_is_gone_and_new(small_world: World) -> None:
    small_world.write("scenarios/indoor/dry-plant.yaml", small_world.text(PLANT).replace("id: wilting-plant", "id: dry-plant"))
    (small_world.root / PLANT).unlink()
    impact = impact_of(small_world)
    assert ([one.id for one in impact.new], [one.id for one in impact.gone]) == (["dry-plant"], ["wilting-plant"])
    assert (impact.total, impact.changed) == (1, ())


def test_another_order_of_leading_guidelines_changes_who_leads_only(small_world: World) -> None:
    small_world.edit("content/kb.yaml", LEAD, "lead: [fern-society-2024, garden-club-2020]")
    impact = impact_of(small_world)
    assert kinds_of(impact) == {"wilting-plant": Kind.LEAD}
    assert {(one.decision, one.before, one.now) for one in only_change(impact).lead} == {
        ("watering", "garden-club-2020", "fern-society-2024"), ("treatment", "garden-club-2020", "fern-society-2024")}


@pytest.mark.parametrize(("old", "new", "how"), [
    ("when: driest_reading <= 2.0", "when: driest_reading <= 1.0", {("wilting-plant", "disappears")}),
    ("when: driest_reading <= 2.0", "when: driest_reading <= 5.0", set()),
    ("when: driest_reading <= 2.0", "when: driest_reading <= 5.5", {("healthy-young-fern", "appears")}),
    ("when: driest_reading <= 2.0", "when: {all: [driest_reading <= 2.0, pests_seen]}", {("wilting-plant", "uncertain")}),
    ("Move it 2 m away from the heater [@leaf-trial-2019, table 3].", "Move it 3 m away [@leaf-trial-2019, table 3].",
     {("wilting-plant", "reworded")}),
    ("from the heater [@leaf-trial-2019, table 3].", "from the heater [@leaf-trial-2019, table 4].",
     {("wilting-plant", "reworded")}),
    ("plain_when: a reading is 2.0 or lower", "plain_when: a reading is two or lower", {("wilting-plant", "reworded")}),
])
def test_advice_that_changes_is_named_by_what_happens_to_it(small_world: World, old: str, new: str, how: set) -> None:
    small_world.edit(CARE, old, new)
    impact = impact_of(small_world)
    assert {(change.id, item.how) for change in impact.changed for item in change.items} == how
    assert set(kinds_of(impact).values()) <= {Kind.ADVICE}
    assert impact.edits.others == ((CARE, ("move-from-the-heater",)),)


def test_a_notice_that_no_author_wrote_is_compared_too(small_world: World) -> None:
    small_world.edit(PLANT, "  moisture_top: 4.5\n", "  moisture_top: 4.5\n  meter: hundred\n")
    before = World(small_world.root).compendium
    small_world.edit(FERNS, "expects: {meter: ten}\n", "")
    items = only_change(compare(before, small_world.compendium)).items
    assert [(item.item.id, item.how) for item in items] == [("fern-society-2024-meter", "disappears")]


def test_an_answer_that_depends_on_other_facts_is_no_other_answer(small_world: World) -> None:
    small_world.edit(CLUB, "[pests_seen, yellow_leaves >= 5]", "[pests_seen, months_since_repotting >= 5]")
    impact = impact_of(small_world)
    assert kinds_of(impact) == {"wilting-plant": Kind.QUESTIONS}
    needs, *_ = only_change(impact).needs
    assert ("yellow_leaves" in needs.before, "yellow_leaves" in needs.now) == (True, False)
    assert ("months_since_repotting" in needs.before, "months_since_repotting" in needs.now) == (False, True)


@pytest.mark.parametrize(("old", "new"), [
    ("because: some reading is 2.0 or lower", "because: a reading is 2.0 or lower"),
    ("some reading is 2.0 or lower\n      grade: ungraded", "some reading is 2.0 or lower\n      grade: strong"),
])
def test_other_words_of_the_row_that_decides_are_a_change_in_words_only(small_world: World, old: str, new: str) -> None:
    small_world.edit(CLUB, old, new)
    impact = impact_of(small_world)
    assert kinds_of(impact) == {"wilting-plant": Kind.WORDS}
    assert [answer.place for answer in only_change(impact).reasons] == [("garden-club-2020", "watering")]
    assert impact.tables == ()


@pytest.mark.parametrize(("old", "new", "part"), [
    ("short_title: Wilting plant", "short_title: A wilting plant", "short title"),
    ("not_for: cacti", "not_for: cacti and moss", "not for"),
    ("needs a spray turns on pests, e.g. mites [@garden-club-2020]{recalled}.", "needs a spray turns on pests, e.g. mites "
     "[@garden-club-2020]{source}.", "bottom line"),
    ("The soil is dry [@leaf-trial-2019].", "The soil is too dry [@leaf-trial-2019].", "leaflet"),
    ("because: moist soil and no pests}", "because: moist soil}", "neighbours"),
    ("site_notes: {moisture_root: beside the stem}", "site_notes: {moisture_root: below the stem}", "notes on sites"),
    ("change: First version", "change: Version one", "history"),
])
def test_own_words_of_a_scenario_are_a_change_in_words_only(small_world: World, old: str, new: str, part: str) -> None:
    small_world.edit(PLANT, old, new)
    impact = impact_of(small_world)
    assert kinds_of(impact) == {"wilting-plant": Kind.WORDS}
    assert [one.part for one in only_change(impact).words] == [part]


def test_an_expectation_alone_changes_no_page(small_world: World) -> None:
    small_world.edit(PLANT, "  garden-club-2020.applies: unknown\n", "")
    assert impact_of(small_world).changed == ()
