"""What can still matter, and what alone can settle a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given

from generator.core.boxes import Box
from generator.core.facts import Values
from generator.core.needs import can_settle, needs, settling
from tests.core.random_rules import worlds
from tests.core.reference import Patient, Value, as_values, values_of
from tests.core.worlds import (
    Case,
    all_of,
    any_of,
    at_random,
    case_of,
    cases,
    choice,
    everyone,
    guideline,
    leaf,
    not_,
    number,
    rules_of,
    world_of,
    yes_no,
)

Answers = list[tuple[Patient, str]]


def questions(case: Case) -> Iterator[tuple[int, Answers]]:
    """Every decision of a case as its diagram and the answers of all patients in scope."""
    for guide, name in case.world.tables():
        yield case.world.node(guide, name), case.world.reference.answers(guide, name, case.box.stated)


def pairs(answers: Answers, name: str, free: set[str]) -> Iterator[tuple[Patient, str, Patient, str]]:
    """Two patients with different outcomes who differ in a fact, and otherwise only in free ones."""
    groups: dict[tuple[Value, ...], Answers] = defaultdict(list)
    for patient, outcome in answers:
        groups[tuple(value for other, value in patient.items() if other not in free | {name})].append((patient, outcome))
    for group in groups.values():
        for one, first in group:
            yield from ((one, first, other, second) for other, second in group if one[name] != other[name] and first != second)


def outcomes(answers: Answers, **known: Value) -> set[str]:
    return {outcome for patient, outcome in answers if known.items() <= patient.items()}


def assert_no_need_is_left_out(case: Case) -> None:
    """Each fact is needed of which another value, with its dependents, brings another outcome."""
    for node, answers in questions(case):
        outcome_of = {tuple(patient.items()): outcome for patient, outcome in answers}
        for name, dependents in case.world.reference.dependents.items():
            if any(outcome_of.get(tuple({**other, name: one[name]}.items())) != second
                   for one, _, other, second in pairs(answers, name, dependents)):
                assert name in needs(case.box, node)


@given(cases(worlds()))
@at_random(70)
def test_something_is_needed_exactly_while_more_than_one_outcome_is_possible(case):
    for node, answers in questions(case):
        assert bool(needs(case.box, node)) == (len(outcomes(answers)) > 1)


@given(cases(worlds()))
@at_random(40)
def test_needs_stand_in_the_order_declared_without_repeats(case):
    for node, _ in questions(case):
        places = [case.world.book.levels[name] for name in needs(case.box, node)]
        assert places == sorted(set(places))


@given(cases(worlds()))
@at_random(70)
def test_a_fact_that_alone_changes_the_outcome_is_needed(case):
    for node, answers in questions(case):
        alone = {fact.id for fact in case.world.rules.facts if any(pairs(answers, fact.id, set()))}
        assert alone <= set(needs(case.box, node))


@given(cases(worlds()))
@at_random(70)
def test_a_fact_that_changes_the_outcome_with_its_dependents_is_needed(case):
    """Where changing the dependents alone would not do: with the first patient's value the second could not be."""
    assert_no_need_is_left_out(case)


@given(cases(worlds()))
@at_random(70)
def test_a_fact_is_needed_where_two_patients_differ_in_it_and_its_dependents(case):
    """Differ as far as any comparison can tell: in cells."""
    for node, answers in questions(case):
        for name, dependents in case.world.reference.dependents.items():
            cells = case.world.book.cells[case.world.book.levels[name]]
            told = [({**patient, name: str(cells.mask(as_values(case.world.fact(name), patient[name])))}, outcome)
                    for patient, outcome in answers]
            assert name in needs(case.box, node) or not any(pairs(told, name, dependents))


@given(cases(worlds()))
@at_random(70)
def test_each_need_has_two_patients_who_differ_in_it_and_its_dependents(case):
    for node, answers in questions(case):
        differing = {name for name, free in case.world.reference.dependents.items() if any(pairs(answers, name, free))}
        assert set(needs(case.box, node)) <= differing or not differing


@given(cases(worlds()))
@at_random(70)
def test_every_value_listed_as_settling_leaves_exactly_one_outcome(case):
    for node, answers in questions(case):
        for name, values in can_settle(case.box, node, needs(case.box, node)).items():
            assert all(len(outcomes(answers, **{name: value})) == 1 for value in values_of(case.world.fact(name), values))


@given(cases(worlds()))
@at_random(70)
def test_every_value_that_settles_is_listed(case):
    for node, answers in questions(case):
        needed = needs(case.box, node)
        listed = can_settle(case.box, node, needed)
        for name in needed:
            values = {patient[name] for patient, _ in answers}
            settling = [value for value in values if len(outcomes(answers, **{name: value})) == 1]
            assert all(name in listed and as_values(case.world.fact(name), value) <= listed[name] for value in settling)


@given(cases(worlds()))
@at_random(70)
def test_every_value_that_settles_is_listed_under_the_outcome_it_leaves(case):
    for node, answers in questions(case):
        needed = needs(case.box, node)
        for outcome, found in settling(case.box, node, needed).items():
            for name, values in found.items():
                assert all(outcomes(answers, **{name: value}) == {outcome} for value in values_of(case.world.fact(name), values))


@given(cases(worlds()))
@at_random(70)
def test_the_outcomes_share_out_what_settles(case):
    for node, _ in questions(case):
        needed = needs(case.box, node)
        shared: dict[str, Values] = {}
        for found in settling(case.box, node, needed).values():
            for name, values in found.items():
                assert not values & shared.get(name, Values())
                shared[name] = shared.get(name, Values()) | values
        assert shared == can_settle(case.box, node, needed)


# --- examples


def asked(table: list, facts: list, **stated: str) -> tuple[Box, int]:
    """A decision table for everybody, over a box."""
    guide = guideline("guide", everyone(f"{facts[0].id} = {facts[0].choices[0]}"), {"first": table})
    world = world_of(rules_of(facts, [guide]))
    return case_of(world, **stated).box, world.node(guide, "first")


SEX = choice("sex", "female", "male")
MENOPAUSE = choice("menopause", "before", "after", only_if=leaf("sex = female"))
SCORE = number("score", -50, 40, step="0.1")
LATE = [("strong", leaf("menopause = after")), ("mild", None)]


def test_nothing_is_needed_once_one_outcome_is_left():
    assert needs(*asked(LATE, [SEX, MENOPAUSE, SCORE], sex="male")) == ()


def test_a_fact_is_needed_for_the_sake_of_what_hangs_on_it():
    assert needs(*asked(LATE, [SEX, MENOPAUSE, SCORE])) == ("sex", "menopause")


def test_a_fact_that_plays_no_part_is_not_needed():
    assert needs(*asked(LATE, [SEX, MENOPAUSE, SCORE], sex="female")) == ("menopause",)


def test_two_facts_that_matter_only_together_are_both_needed():
    facts = [yes_no("first_site"), yes_no("second_site"), SCORE]
    table = [("strong", all_of("first_site", "second_site")), ("mild", None)]
    assert needs(*asked(table, facts)) == ("first_site", "second_site")


def test_needs_do_not_depend_on_the_order_of_facts_that_hang_on_nothing():
    first, other = choice("first", "red", "green"), yes_no("other")
    third = number("third", 0, 2, only_if=any_of("first = red", "other"))
    found = [needs(*asked([("mild", leaf("third <= 0")), ("strong", None)], facts, first="red"))
             for facts in ([first, other, third], [other, first, third])]
    assert set(found[0]) == set(found[1])


def test_a_fact_that_decides_only_whether_the_guideline_applies_is_not_needed():
    guide = guideline("guide", leaf("sex = female"), {"first": [("strong", leaf("score <= -2.5")), ("mild", None)]})
    world = world_of(rules_of([SEX, SCORE], [guide]))
    assert needs(case_of(world).box, world.node(guide, "first")) == ("score",)


def test_facts_that_can_only_change_together_are_all_needed():
    sides = [yes_no("left"), yes_no("right"), yes_no("middle")]
    alike = any_of(all_of("left", "right", "middle"), all_of(not_("left"), not_("right"), not_("middle")))
    guide = guideline("guide", everyone("left"), {"first": [("strong", leaf("left")), ("mild", None)]})
    world = world_of(rules_of(sides, [guide], impossible=[not_(alike)]))
    assert needs(case_of(world).box, world.node(guide, "first")) == ("left", "right", "middle")


def test_settling_values_are_exact_at_the_threshold():
    box, node = asked([("strong", leaf("score <= -2.5")), ("mild", None)], [SEX, SCORE], score="-2.6..-2.3")
    assert can_settle(box, node, needs(box, node)) == {"score": replace(box["score"], ranges=((-26, -23),))}


def test_a_value_that_leaves_the_answer_open_does_not_settle_it():
    table = [("strong", all_of("sex = female", "score <= -2.5")), ("mild", None)]
    box, node = asked(table, [SEX, SCORE])
    assert {name: box.book.facts[box.book.levels[name]].write(values)
            for name, values in can_settle(box, node, needs(box, node)).items()} == {"sex": "male", "score": "-2.4..4.0"}


def test_not_applicable_can_settle_an_answer():
    box, node = asked(LATE, [SEX, MENOPAUSE])
    assert can_settle(box, node, needs(box, node))["menopause"].inapplicable


