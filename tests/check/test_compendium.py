from __future__ import annotations

from generator.check.compendium import build_compendium
from generator.core.facts import Values
from tests.worlds import SMALL_WORLD, World, codes

FERN = "scenarios/indoor/healthy-young-fern.yaml"
FACTS = "content/facts.yaml"


def box(world: World, id: str):
    return next(case.box for case in world.compendium.cases if case.scenario.id == id)


def test_the_facts_of_a_profile_hold_too() -> None:
    assert box(World(SMALL_WORLD), "healthy-young-fern")["pests_seen"] == Values(((0, 0),))


def test_a_fact_in_profile_and_case_is_narrowed_to_what_both_allow() -> None:
    assert box(World(SMALL_WORLD), "healthy-young-fern").stated["yellow_leaves"] == Values(((1, 2),))


def test_what_follows_from_the_stated_facts_is_in_the_box(small_world: World) -> None:
    small_world.edit(FERN, "yellow_leaves: 1..9", "leaves: 1")
    assert box(small_world, "healthy-young-fern")["yellow_leaves"] == Values(((0, 1),))


def test_every_profile_that_does_not_exist_is_named(small_world: World) -> None:
    small_world.edit(FERN, "[healthy-fern]", "[healthy-ferm, zzz]")
    assert [(problem.code, problem.hint) for problem in small_world.problems() if problem.code == "unknown-profile"] == [
        ("unknown-profile", 'Did you mean "healthy-fern"?'), ("unknown-profile", "Profiles live in scenarios/profiles/.")]


def test_a_clash_with_a_profile_stands_at_the_fact_of_the_case(small_world: World) -> None:
    small_world.edit(FERN, "yellow_leaves: 1..9", "yellow_leaves: 3..9")
    clash = [str(problem.where) for problem in small_world.problems() if problem.code == "profile-clash"]
    assert clash == [small_world.place(FERN, "yellow_leaves")]


def test_facts_that_nobody_has_stand_at_the_last_of_them(small_world: World) -> None:
    small_world.edit(FERN, "yellow_leaves: 1..9", "yellow_leaves: 2\n  leaves: 1")
    assert [(str(problem.where), problem.code) for problem in small_world.problems()] == [
        (small_world.place(FERN, "leaves: 1"), "contradictory-facts")]


def test_facts_that_nobody_has_come_with_the_reason(small_world: World) -> None:
    small_world.edit(FERN, "yellow_leaves: 1..9", "yellow_leaves: 2\n  leaves: 1")
    assert small_world.problems()[0].hint == "The yellow leaves are some of all leaves."


def test_a_fact_asked_for_nothing_names_its_condition(small_world: World) -> None:
    small_world.edit(FERN, "yellow_leaves: 1..9", "pests_per_leaf: 3")
    assert "pests_per_leaf" in small_world.problems()[0].hint


def test_rules_that_do_not_compile_leave_no_library(small_world: World) -> None:
    knowledge = small_world.compendium.knowledge
    small_world.edit("content/guidelines/garden-club-2020.yaml", "when: many_pests", "when: many_pets")
    assert codes(build_compendium(knowledge)[1]) == []
    assert codes(small_world.problems()) == ["unknown-fact"]


def test_all_conditions_that_do_not_compile_are_named_at_once(small_world: World) -> None:
    small_world.edit("content/guidelines/garden-club-2020.yaml", "when: many_pests", "when: many_pets")
    small_world.edit("content/guidelines/fern-society-2024.yaml", "applies_when: plant_kind", "applies_when: plant_kinds")
    small_world.edit("content/advice/daily-care.yaml", "when: meter = hundred", "when: metre = hundred")
    small_world.edit(FACTS, "only_if: pests_seen", "only_if: pest_seen")
    assert codes(small_world.problems()) == ["unknown-fact"] * 4


def test_a_name_that_nobody_knows_is_unknown_and_not_a_number(small_world: World) -> None:
    small_world.edit("content/guidelines/fern-society-2024.yaml", "applies_when: plant_kind", "applies_when: plant_kinds")
    assert codes(small_world.problems()) == ["unknown-fact"]


def test_a_difference_of_unknown_facts_is_a_problem(small_world: World) -> None:
    small_world.edit(FACTS, "difference_of: [moisture_top,", "difference_of: [moisture_tip,")
    assert codes(small_world.problems()) == ["unknown-fact"]


def test_constraints_that_leave_nobody_are_a_problem(small_world: World) -> None:
    small_world.edit(FACTS, "impossible:\n", "impossible:\n  - {when: {any: [pests_seen, not: pests_seen]}, because: None.}\n")
    assert FACTS in {problem.where.file for problem in small_world.problems()}
