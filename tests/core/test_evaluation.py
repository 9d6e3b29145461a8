"""Deciding a box: possible outcomes, the law, scope, independence of order, and what a reader is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.evaluation import Answer, Evaluation, applies, evaluate, possible
from generator.core.facts import Values
from generator.core.guidelines import SILENT
from generator.core.narrowing import open_box
from generator.core.rulebook import GAP
from generator.core.truth import Truth, truth_of
from tests.core.random_rules import worlds
from tests.core.worlds import (
    Case,
    World,
    all_of,
    any_of,
    at_random,
    case_of,
    cases,
    choice,
    everybody,
    everyone,
    guideline,
    leaf,
    number,
    reordered,
    rules_of,
    subsets,
    world_of,
    yes_no,
)

Outcomes = Mapping[tuple[str, str], set[str]]


def outcomes(world: World, box: Box) -> Outcomes:
    """Per guideline and decision what is possible."""
    return {(guide.id, name): set(possible(box, world.book.guidelines[guide.id], name)) for guide, name in world.tables()}


def scopes(case: Case, box: Box | None = None) -> dict[str, Truth]:
    return {name: applies(box or case.box, compiled) for name, compiled in case.world.book.guidelines.items()}


@given(cases(worlds(total=False)))
@at_random(100)
def test_possible_outcomes_are_those_of_the_possible_patients_in_scope(case):
    expected = {(guide.id, name): case.world.reference.outcomes(guide, name, case.box.stated)
                for guide, name in case.world.tables()}
    assert outcomes(case.world, case.box) == expected


@given(cases(worlds()))
@at_random(70)
def test_a_guideline_applies_to_all_some_or_none_of_the_possible_patients(case):
    reference = case.world.reference
    patients = reference.patients(case.box.stated)
    assert scopes(case) == {guide.id: truth_of(reference.applies(guide, patient) for patient in patients)
                            for guide in case.world.rules.guidelines}


@given(worlds(total=False))
@at_random(50)
def test_a_gap_is_found_if_and_only_if_a_possible_patient_has_no_row(world):
    everyone_there = everybody(world)
    assume(isinstance(everyone_there, Box))
    whole = {fact.id: fact.whole for fact in world.rules.facts}
    expected = {(guide.id, name): GAP in world.reference.outcomes(guide, name, whole) for guide, name in world.tables()}
    assert {key: GAP in found for key, found in outcomes(world, everyone_there).items()} == expected


@given(cases(worlds(total=True)))
@at_random(40)
def test_a_table_with_a_last_row_has_no_gap(case):
    assert not any(GAP in found for found in outcomes(case.world, case.box).values())


# --- the law


@st.composite
def boxes_in_boxes(draw) -> tuple[Case, Box]:
    """A case, and the smaller box in which one fact is stated, or stated more narrowly."""
    case = draw(cases(worlds()))
    fact = draw(st.sampled_from(case.world.rules.facts))
    inner = open_box(case.world.book, {**case.box.stated, fact.id: draw(subsets(case.box[fact.id]))})
    assume(isinstance(inner, Box))
    return case, inner


@given(boxes_in_boxes())
@at_random(130)
def test_a_box_inside_another_never_has_more_outcomes(drawn):
    case, inner = drawn
    wide = outcomes(case.world, case.box)
    assert all(found <= wide[key] for key, found in outcomes(case.world, inner).items())


@given(boxes_in_boxes())
@at_random(70)
def test_an_outcome_remains_while_the_guideline_still_applies(drawn):
    case, inner = drawn
    known = scopes(case, inner)
    assert all(bool(found) == (known[name] is not Truth.NOT_MET) for (name, _), found in outcomes(case.world, inner).items())


@given(boxes_in_boxes())
@at_random(50)
def test_a_known_scope_stays_known_in_a_box_inside(drawn):
    case, inner = drawn
    narrow = scopes(case, inner)
    assert all(truth in (Truth.UNKNOWN, narrow[name]) for name, truth in scopes(case).items())


@given(cases(worlds()), st.data())
@at_random(40)
def test_every_patient_of_a_box_has_an_outcome_that_is_possible_for_it(case, data):
    patient = data.draw(st.sampled_from(case.world.reference.patients(case.box.stated)))
    wide = outcomes(case.world, case.box)
    for guide, name in case.world.tables():
        if case.world.reference.applies(guide, patient):
            assert case.world.reference.decide(guide, name, patient) in wide[guide.id, name]


# --- independence of order


@given(cases(worlds()), st.randoms(use_true_random=False))
@at_random(40)
def test_the_order_of_facts_does_not_change_what_is_possible(case, random):
    facts = case.world.rules.facts
    other = world_of(replace(case.world.rules, facts=tuple(random.sample(facts, len(facts)))))
    assert outcomes(other, open_box(other.book, case.box.stated)) == outcomes(case.world, case.box)


@given(cases(worlds()))
@at_random(30)
def test_the_order_of_guidelines_does_not_change_what_is_possible(case):
    other = world_of(replace(case.world.rules, guidelines=case.world.rules.guidelines[::-1]))
    assert outcomes(other, open_box(other.book, case.box.stated)) == outcomes(case.world, case.box)


@given(cases(worlds()))
@at_random(30)
def test_the_order_of_constraints_does_not_change_what_is_possible(case):
    other = world_of(replace(case.world.rules, impossible=case.world.rules.impossible[::-1]))
    assert open_box(other.book, case.box.stated).values == case.box.values


@given(cases(worlds()))
@at_random(40)
def test_the_order_of_conditions_does_not_change_what_is_possible(case):
    guides = [replace(guide, tables={name: tuple(replace(row, when=row.when and reordered(row.when)) for row in rows)
                                     for name, rows in guide.tables.items()}) for guide in case.world.rules.guidelines]
    other = world_of(replace(case.world.rules, guidelines=tuple(guides)))
    assert outcomes(other, open_box(other.book, case.box.stated)) == outcomes(case.world, case.box)


# --- what a reader is told


def answers(evaluation: Evaluation) -> list[Answer]:
    return [answer for verdict in evaluation.verdicts.values() for answer in verdict.answers.values()]


@given(cases(worlds()))
@at_random(40)
def test_a_guideline_that_does_not_apply_gives_no_answers(case):
    verdicts = evaluate(case.box, lead=()).verdicts
    assert {name: bool(verdict.answers) for name, verdict in verdicts.items()} == {
        name: truth is not Truth.NOT_MET for name, truth in scopes(case).items()}


@given(cases(worlds()))
@at_random(40)
def test_there_is_an_outcome_exactly_where_one_is_possible(case):
    assert all(answer.outcome == (answer.possible[0] if len(answer.possible) == 1 else None)
               for answer in answers(evaluate(case.box, lead=())))


@given(cases(worlds()))
@at_random(40)
def test_what_settles_is_listed_for_needed_facts_only(case):
    assert all(set(answer.can_settle) <= set(answer.needs) for answer in answers(evaluate(case.box, lead=())))


@given(cases(worlds()))
@at_random(40)
def test_the_truth_of_a_row_never_contradicts_the_exact_truth(case):
    reference = case.world.reference
    patients = reference.patients(case.box.stated)
    for name, verdict in evaluate(case.box, lead=()).verdicts.items():
        for answer in verdict.answers.values():
            earlier = [False] * len(patients)
            for row in answer.rules:
                holds = [not before if row.rule.when is None else reference.holds(row.rule.when, patient, reference.guides[name])
                         for before, patient in zip(earlier, patients, strict=True)]
                earlier = [before or now for before, now in zip(earlier, holds, strict=True)]
                assert row.truth in (Truth.UNKNOWN, truth_of(holds))


@given(cases(worlds()))
@at_random(40)
def test_what_follows_is_what_narrowing_found_out(case):
    follows = evaluate(case.box, lead=()).follows
    for fact in case.world.rules.facts:
        began, now = case.box.stated.get(fact.id, fact.at_start), case.box[fact.id]
        less = (now.ranges, now.absent) != (began.ranges, began.absent)
        assert follows.get(fact.id) == (now if less and (now.ranges or now.absent) else None)


FACTS = [
    yes_no("broken"), choice("sex", "female", "male"),
    number("count", 0, 9, only_if=leaf("broken")), number("levels", 0, 4, unstated=Values(((4, 4),))),
]


def treat(name: str, *rows: tuple[str, object], scope=None):
    return guideline(name, scope or everyone("broken"), {"treat": [(outcome, when and leaf(when)) for outcome, when in rows]})


def evaluated(*guides, lead: tuple[str, ...] = (), in_force: tuple[str, ...] | None = None, **stated: str) -> Evaluation:
    world = world_of(rules_of(FACTS, guides, impossible=[all_of("broken", "count = 0")]))
    return evaluate(case_of(world, **stated).box, lead=lead, in_force=in_force)


QUIET = ("quiet", (SILENT, None))
OPEN = ("open", ("strong", "sex = male"), (SILENT, None))
CLEAR = ("clear", ("mild", None))
MEN = ("men", ("middle", None))


@pytest.mark.parametrize(("lead", "expected"), [
    (("quiet", "clear", "open"), {"treat": "clear"}),
    (("quiet", "open", "clear"), {"treat": "open"}),
    (("men", "clear"), {"treat": "clear"}),
    (("quiet",), {}),
    (("unknown_edition", "clear"), {"treat": "clear"}),
    ((), {}),
])
def test_the_first_guideline_that_applies_and_is_not_silent_leads(lead, expected):
    guides = [treat(*QUIET), treat(*OPEN), treat(*CLEAR), treat(*MEN, scope=all_of("sex = male", "broken"))]
    assert evaluated(*guides, lead=lead, broken="no").lead == expected


def test_a_guideline_that_may_apply_can_lead():
    guides = [treat(*MEN, scope=leaf("sex = male")), treat(*CLEAR)]
    assert evaluated(*guides, lead=("men", "clear")).lead == {"treat": "men"}


def test_a_guideline_that_is_not_in_force_gives_no_verdict():
    assert list(evaluated(treat(*CLEAR), treat(*OPEN), in_force=("open",)).verdicts) == ["open"]


def test_outcomes_run_from_mild_to_strong_after_silence():
    guide = treat("guide", ("strong", "count > 5"), ("mild", "count > 3"), ("middle", "count > 1"), (SILENT, None))
    assert evaluated(guide).verdicts["guide"].answers["treat"].possible == (SILENT, "mild", "middle", "strong")


@pytest.mark.parametrize(("stated", "expected"), [
    ({"sex": "male"}, [Truth.MET, Truth.NOT_MET]),
    ({"sex": "female"}, [Truth.NOT_MET, Truth.MET]),
    ({}, [Truth.UNKNOWN, Truth.UNKNOWN]),
])
def test_the_row_that_catches_the_rest_holds_as_far_as_no_row_before_it(stated, expected):
    assert [row.truth for row in evaluated(treat(*OPEN), **stated).verdicts["open"].answers["treat"].rules] == expected


@pytest.mark.parametrize(("stated", "assumed"), [({}, ["levels"]), ({"levels": "2"}, [])])
def test_what_is_assumed_is_told_while_it_is_not_stated(stated, assumed):
    assert list(evaluated(treat(*CLEAR), **stated).assumed) == assumed


def test_what_follows_from_a_break_is_a_count():
    assert evaluated(treat(*CLEAR), broken="yes").follows == {"count": Values(((1, 9),))}


def test_what_is_not_applicable_does_not_follow():
    assert evaluated(treat(*CLEAR), broken="no").follows == {}


def test_an_unknown_scope_says_what_it_needs():
    guide = treat(*CLEAR, scope=any_of("sex = male", "count >= 3"))
    assert evaluated(guide).verdicts["clear"].scope_needs == ("broken", "sex", "count")


@pytest.mark.parametrize(("silent", "name"), [(True, "quiet"), (False, "open"), (False, "clear")])
def test_a_guideline_is_silent_where_it_recommends_nothing_to_anyone(silent, name):
    evaluation = evaluated(treat(*QUIET), treat(*OPEN), treat(*CLEAR))
    assert evaluation.verdicts[name].answers["treat"].silent is silent
