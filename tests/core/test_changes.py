"""What would change the answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from generator.core.changes import Change, changes, in_comparison
from generator.core.evaluation import applies
from generator.core.facts import Fact, Values
from generator.core.guidelines import Guideline
from generator.core.truth import Truth
from tests.core.random_rules import worlds
from tests.core.reference import as_values, values_of
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
    number,
    rules_of,
    world_of,
    yes_no,
)


def outcomes(case: Case, guide: Guideline, decision: str, name: str, values: Values, *, kept: bool = False) -> set[str]:
    """What could come out if one fact were different and whatever hangs on it were open again.

    What was stated of a dependent is no longer known; `kept` still counts it among what is possible.
    """
    stated = {**case.box.stated, name: values}
    for other in case.world.reference.dependents[name] & set(case.box.stated):
        del stated[other]
        if kept:
            stated[other] = case.box.stated[other] | case.world.fact(other).at_start
    return case.world.reference.outcomes(guide, decision, stated)


def listed(case: Case) -> Iterator[tuple[Guideline, str, Change]]:
    for guide, decision in case.world.tables():
        yield from ((guide, decision, change) for change in changes(case.box, case.world.node(guide, decision)))


def found(case: Case) -> Iterator[tuple[Guideline, str, Change]]:
    """The changes that bring an outcome."""
    return (one for one in listed(case) if one[2].outcome is not None)


@given(cases(worlds()))
@at_random(70)
def test_only_a_settled_answer_is_reopened_and_by_values_that_leave_more_than_one_outcome(case):
    for guide, decision, change in listed(case):
        if change.outcome is None:
            assert len(case.world.reference.outcomes(guide, decision, case.box.stated)) == 1
            assert not change.to & case.box[change.fact]
            assert len(case.world.reference.outcomes(guide, decision, {**case.box.stated, change.fact: change.to})) > 1


@given(cases(worlds()))
@at_random(70)
def test_every_change_brings_its_outcome_and_no_other(case):
    for guide, decision, change in found(case):
        assert outcomes(case, guide, decision, change.fact, change.to) <= {change.outcome}


@given(cases(worlds()))
@at_random(70)
def test_every_change_can_come_about(case):
    for guide, decision, change in found(case):
        assert change.outcome in outcomes(case, guide, decision, change.fact, change.to, kept=True)


@given(cases(worlds()))
@at_random(40)
def test_a_change_leads_to_another_outcome_than_the_one_there_is(case):
    for guide, decision, change in found(case):
        now = case.world.reference.outcomes(guide, decision, case.box.stated)
        assert now != {change.outcome}


@given(cases(worlds()))
@at_random(40)
def test_no_settled_answer_changes_by_a_value_that_the_fact_may_have_already(case):
    for guide, decision, change in found(case):
        now = case.world.reference.outcomes(guide, decision, case.box.stated)
        if len(now) == 1 and applies(case.box, case.world.book.guidelines[guide.id]) is Truth.MET:
            assert not change.to & case.box[change.fact]


@given(cases(worlds()))
@at_random(40)
def test_the_distance_of_a_change_is_counted_in_steps(case):
    for _, _, change in found(case):
        now = case.box[change.fact]
        if case.world.fact(change.fact).kind.numeric and now.ranges:
            assert change.ticks == max(0, change.to.low - now.high, now.low - change.to.high)


@given(cases(worlds()))
@at_random(40)
def test_every_value_that_would_change_the_answer_is_listed_or_a_nearer_one(case):
    for guide, decision in case.world.tables():
        now = case.world.reference.outcomes(guide, decision, case.box.stated)
        listed = {(change.fact, change.outcome): change for change in changes(case.box, case.world.node(guide, decision))}
        for fact in case.world.rules.facts:
            for value in () if case.box[fact.id].inapplicable else values_of(fact, fact.measured):
                there = as_values(fact, value)
                then, at_most = (outcomes(case, guide, decision, fact.id, there, kept=kept) for kept in (False, True))
                if then == at_most != now and len(then) == 1:
                    change = listed.get((fact.id, *then))
                    assert change is not None
                    assert there <= change.to if change.ticks is None else change.ticks <= distance(case, fact, there.low)


def distance(case: Case, fact: Fact, tick: int) -> int:
    now = case.box[fact.id]
    return max(0, tick - now.high, now.low - tick) if now.ranges else 0


# --- examples

SCORE = number("score", -50, 40, step="0.1", may_be_absent=True)
RISK = number("risk", 0, 1000, step="0.1")
BROKEN = yes_no("broken")
COLOUR = choice("colour", "red", "green", "blue")


def changed(table: list, facts: list, impossible: list | None = None,
            **stated: str) -> dict[tuple[str, str], tuple[str, int | None]]:
    """Per fact and outcome the values that bring it, as text, and how far they are."""
    scope = everyone(f"{facts[0].id} = {first_of(facts[0])}")
    world = world_of(rules_of(facts, [guideline("guide", scope, {"first": table})], impossible=impossible or []))
    case = case_of(world, **stated)
    return {(change.fact, change.outcome): (in_comparison(world.fact(change.fact), change.to), change.ticks)
            for change in changes(case.box, world.node(world.rules.guidelines[0], "first"))}


def first_of(fact: Fact) -> str:
    return fact.choices[0] if fact.choices else fact.number(fact.low)


TREAT = [("strong", any_of("broken", "score <= -2.5", all_of("score < -1.0", "risk >= 3"))), ("mild", None)]


def test_the_nearest_changes_of_a_settled_answer():
    assert changed(TREAT, [BROKEN, SCORE, RISK], broken="no", score="-2.0", risk="1.5") == {
        ("broken", "strong"): ("yes", None), ("score", "strong"): ("<= -2.5", 5), ("risk", "strong"): (">= 3", 15)}


def test_a_settled_answer_lists_what_would_open_it_again():
    assert changed(TREAT, [BROKEN, SCORE, RISK], broken="no", score="-0.5") == {
        ("score", "strong"): ("<= -2.5", 20), ("score", None): ("-2.4..-1.1", 6), ("broken", "strong"): ("yes", None)}


def test_an_open_answer_lists_what_would_settle_it_either_way():
    assert changed(TREAT, [BROKEN, SCORE, RISK], broken="no", score="-2.0") == {
        ("score", "strong"): ("<= -2.5", 5), ("score", "mild"): (">= -1", 10),
        ("risk", "mild"): ("<= 2.9", 0), ("risk", "strong"): (">= 3", 0), ("broken", "strong"): ("yes", None)}


def test_a_score_that_was_not_measured_could_be_measured():
    assert changed(TREAT, [BROKEN, SCORE, RISK], broken="no", score="not measured", risk="5")["score", "strong"] == ("<= -1.1", 0)


def test_all_choices_are_listed():
    """To name the first alone would hide the others: no choice is nearer than another."""
    table = [("strong", leaf("colour one_of(green blue)")), ("mild", None)]
    assert changed(table, [COLOUR], colour="red") == {("colour", "strong"): ("green | blue", None)}


def test_what_hangs_on_the_changed_fact_is_open_again():
    months = number("months", 0, 24, only_if=leaf("broken"))
    table = [("strong", leaf("broken")), ("mild", None)]
    assert changed(table, [BROKEN, months], broken="yes", months="6") == {("broken", "mild"): ("no", None)}


def test_a_change_to_the_value_stated_is_no_change():
    table = [("strong", leaf("colour = green")), ("mild", None)]
    colour = choice("colour", "red", "green", may_be_absent=True)
    assert ("broken", "strong") not in changed(
        table, [BROKEN, colour], [all_of("broken", "colour = red")], broken="yes", colour="not measured")


def test_a_change_stays_within_what_the_other_facts_allow():
    part, whole = number("part", 0, 9), number("whole", 0, 9)
    table = [("strong", leaf("whole >= 8")), ("mild", None)]
    assert changed(table, [part, whole], [leaf("part > whole")], part="2", whole="9") == {("whole", "mild"): ("2..7", 2)}


@pytest.mark.parametrize(("fact", "values", "text"), [
    (SCORE, Values(((-50, -25),)), "<= -2.5"),
    (RISK, Values(((30, 1000),)), ">= 3"),
    (RISK, Values(((205, 1000),)), ">= 20.5"),
    (RISK, Values(((10, 29),)), "1..2.9"),
    (RISK, Values(((100, 100),)), "10"),
    (RISK, Values(((0, 1000),)), "0..100"),
    (number("age", 0, 120), Values(((70, 120),)), ">= 70"),
    (number("age", 0, 120), Values(((0, 100),)), "<= 100"),
    (BROKEN, Values(((1, 1),)), "yes"),
    (COLOUR, Values(((0, 1),)), "red | green"),
])
def test_values_are_written_as_a_comparison(fact, values, text):
    assert in_comparison(fact, values) == text
