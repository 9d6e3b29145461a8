"""Resolving all conditions of a set of rules."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from generator.core.derived import Difference, Extreme, Scaled, Valid
from generator.core.resolved import Resolved
from generator.core.rulebook import compile_rules
from tests.core.random_rules import written_rules
from tests.core.worlds import HERE, all_of, at_random, choice, everyone, guideline, leaf, number, rules_of, yes_no

FACTS = [number("part", 0, 9), number("whole", 0, 9), number("fine", 0, 90, step="0.1"),
         choice("colour", "red", "green"), yes_no("broken")]


def codes(rules) -> list[str]:
    return [problem.code for problem in Resolved(rules).problems]


def gap(first: str = "part", second: str = "whole") -> Difference:
    return Difference(id="gap", label="gap", where=HERE, minuend=first, subtrahend=second)


@given(written_rules())
@at_random(100)
def test_rules_that_follow_the_grammar_resolve(rules):
    assert codes(rules) == []


def test_every_problem_is_reported_once():
    condition = all_of("nothing", all_of("nothing"), "broken")
    assert codes(rules_of(FACTS, [guideline("guide", condition, {})])) == ["unknown-fact"]


def test_every_wrong_leaf_is_reported():
    assert codes(rules_of(FACTS, conditions={"advice": all_of("nothing", "colour", "part > colour")})) == [
        "unknown-fact", "not-a-condition", "not-a-threshold"]


def test_with_problems_there_is_no_rulebook():
    book, problems = compile_rules(rules_of(FACTS, conditions={"advice": leaf("nothing")}))
    assert (book, len(problems)) == (None, 1)


@pytest.mark.parametrize("text", ["part > whole", "part < whole"])
def test_a_number_may_be_forbidden_to_exceed_another(text):
    assert codes(rules_of(FACTS, impossible=[leaf(text)])) == []


@pytest.mark.parametrize("text", ["part >= whole", "part > fine", "part > colour", "colour > part", "part > nothing"])
def test_other_comparisons_of_facts_are_refused(text):
    assert len(codes(rules_of(FACTS, impossible=[leaf(text)]))) == 1


def test_facts_are_compared_only_as_impossible():
    assert codes(rules_of(FACTS, conditions={"advice": leaf("part > whole")})) == ["not-a-threshold"]


def test_a_difference_may_stand_in_advice():
    assert codes(rules_of(FACTS, derived=[gap()], conditions={"advice": leaf("gap > 1")})) == []


@pytest.mark.parametrize("place", ["scope", "table"])
def test_a_difference_is_refused_in_guidelines(place):
    scope = leaf("gap > 1") if place == "scope" else everyone("broken")
    guide = guideline("guide", scope, {"first": [("mild", leaf("gap > 1") if place == "table" else None)]})
    assert codes(rules_of(FACTS, [guide], derived=[gap()])) == ["difference-in-table"]


def test_a_difference_is_refused_as_impossible():
    assert len(codes(rules_of(FACTS, derived=[gap()], impossible=[leaf("gap > 1")]))) == 1


def test_a_difference_is_refused_in_only_if():
    months = number("months", 0, 9, only_if=leaf("gap > 1"))
    assert len(codes(rules_of([*FACTS, months], derived=[gap()]))) == 1


@pytest.mark.parametrize("second", ["nothing", "colour", "broken", "scaled", "fine"])
def test_a_difference_of_what_cannot_be_subtracted_is_refused(second):
    scaled = Scaled(id="scaled", label="", where=HERE, of="whole", cases=((leaf("broken"), Fraction(3, 2)),))
    assert len(codes(rules_of(FACTS, derived=[scaled, gap("part", second)], conditions={"advice": leaf("gap > 1")}))) == 1


@pytest.mark.parametrize("derived", [
    Extreme(id="lowest", label="", where=HERE, of=("part", "whole"), highest=False),
    Valid(id="lowest", label="", where=HERE, of="part", unless=leaf("broken")),
])
def test_a_difference_of_derived_numbers_is_accepted(derived):
    assert codes(rules_of(FACTS, derived=[derived, gap("lowest")], conditions={"advice": leaf("gap > 1")})) == []


def test_a_difference_of_a_difference_is_accepted():
    twice = Difference(id="twice", label="", where=HERE, minuend="gap", subtrahend="part")
    assert codes(rules_of(FACTS, derived=[gap(), twice], conditions={"advice": leaf("twice > 1")})) == []


def test_differences_of_each_other_are_refused():
    twice = Difference(id="twice", label="", where=HERE, minuend="gap", subtrahend="part")
    assert codes(rules_of(FACTS, derived=[gap("twice"), twice])) == ["circle"]


def test_a_table_may_read_only_outcomes_that_another_can_have():
    guide = guideline("guide", everyone("broken"), {
        "first": [("mild", None)], "second": [("strong", leaf("first = strong")), ("mild", None)]})
    assert codes(rules_of(FACTS, [guide])) == ["unknown-outcome"]


def test_a_scope_cannot_read_a_decision():
    guide = guideline("guide", leaf("first = mild"), {"first": [("mild", None)]})
    assert codes(rules_of(FACTS, [guide])) == ["unknown-fact"]


def test_decisions_that_read_each_other_are_refused():
    guide = guideline("guide", everyone("broken"), {
        "first": [("mild", leaf("second = mild")), ("strong", None)],
        "second": [("mild", leaf("first = mild")), ("strong", None)]})
    assert codes(rules_of(FACTS, [guide])) == ["circle"]


def test_a_decision_that_reads_itself_is_refused():
    guide = guideline("guide", everyone("broken"), {"first": [("mild", leaf("first = strong")), ("strong", None)]})
    assert codes(rules_of(FACTS, [guide])) == ["circle"]


def test_a_derived_fact_that_no_rule_uses_is_resolved_too():
    lowest = Extreme(id="lowest", label="", where=HERE, of=("part", "nothing"), highest=False)
    assert codes(rules_of(FACTS, derived=[lowest])) == ["unknown-fact"]
