from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from generator.core.conditions import Holds
from generator.core.facts import Fact, Kind, Values
from generator.origin import Problem, Where
from generator.read.scenarios import Given, Scenario, read_given, read_profile, read_scenario
from tests.worlds import codes, read_with, said

HERE = Where("facts.yaml")
KNOWN = {fact.id: fact for fact in (
    Fact(id="t_score", kind=Kind.NUMBER, where=HERE, low=-100, high=100, step=Fraction(1, 10)),
    Fact(id="radius", kind=Kind.NUMBER, where=HERE, low=-100, high=100, step=Fraction(1, 10), may_be_absent=True),
    Fact(id="age", kind=Kind.INTEGER, where=HERE, low=0, high=120),
    Fact(id="months", kind=Kind.INTEGER, where=HERE, low=0, high=600, only_if=Holds("fracture", "fracture", HERE)),
    Fact(id="fracture", kind=Kind.YES_NO, where=HERE, choices=("no", "yes"), choice_words=("no", "yes")),
    Fact(id="status", kind=Kind.CHOICE, where=HERE, high=2, choices=("never", "past", "current"), choice_words=("a", "b", "c")),
)}
SCENARIO = """id: a-case
title: A case?
short_title: Case
description: A case.
updated: 2026-01-15
history: [{date: 2026-01-15, change: First version}]
expect: {guide.decision: outcome}
"""


def given(text: str) -> tuple[Given | None, list[Problem]]:
    return read_with(lambda tree, problems: read_given(tree, KNOWN, problems), text)


def scenario(more: str, text: str = SCENARIO) -> tuple[Scenario | None, list[Problem]]:
    return read_with(lambda tree, problems: read_scenario(tree, "topic", KNOWN, problems), text + more)


@pytest.mark.parametrize(("fact", "text", "values"), [
    ("t_score", "-1.1", Values(((-11, -11),))),
    ("t_score", "1.0", Values(((10, 10),))),
    ("t_score", "1", Values(((10, 10),))),
    ("t_score", "0.10", Values(((1, 1),))),
    ("t_score", "-0.0", Values(((0, 0),))),
    ("t_score", "+0.1", Values(((1, 1),))),
    ("t_score", "-2.4..-1.1", Values(((-24, -11),))),
    ("t_score", "-2.4 .. -1.1", Values(((-24, -11),))),
    ("t_score", "..-2.5", Values(((-100, -25),))),
    ("t_score", "9.9..", Values(((99, 100),))),
    ("t_score", "-10.0", Values(((-100, -100),))),
    ("age", "60..69", Values(((60, 69),))),
    ("age", "60..60", Values(((60, 60),))),
    ("age", "010", Values(((10, 10),))),
    ("age", "66.0", Values(((66, 66),))),
    ("radius", "not measured", Values(absent=True)),
    ("radius", "not   measured", Values(absent=True)),
    ("fracture", "yes", Values(((1, 1),))),
    ("fracture", "no", Values(((0, 0),))),
    ("fracture", "'no'", Values(((0, 0),))),
    ("status", "past", Values(((1, 1),))),
    ("status", "past | current", Values(((1, 2),))),
    ("status", "current|never", Values(((0, 0), (2, 2)))),
])
def test_a_stated_value_is_the_set_of_values_it_allows(fact: str, text: str, values: Values) -> None:
    found, problems = given(f"facts: {{{fact}: {text}}}")
    assert problems == [], said(problems)
    assert found is not None
    assert found.stated == {fact: values}


@pytest.mark.parametrize(("fact", "text", "words"), [
    ("t_score", "-1.15", "is finer than the step of 0.1"),
    ("t_score", "-1.15..0.0", "is finer than the step of 0.1"),
    ("age", "66.5", "is finer than the step of 1"),
    ("t_score", "-1.1..-2.4", "runs backwards"),
    ("t_score", "10.1", "is outside the range"),
    ("t_score", "-10.1..0.0", "is outside the range"),
    ("age", "-1", "is outside the range"),
    ("age", "121", "is outside the range"),
    ("age", "0x1F", "is not a number or a range"),
    ("age", "1e2", "is not a number or a range"),
    ("age", "1_0", "is not a number or a range"),
    ("age", "sixty", "is not a number or a range"),
    ("age", "60-69", "is not a number or a range"),
    ("age", "60...69", "is not a number or a range"),
    ("age", "'..'", "is not a number or a range"),
    ("age", "'> 60'", "is not a number or a range"),
    ("age", "~", "is not a number or a range"),
    ("age", "60 years", "is not a number or a range"),
    ("t_score", "'-1,1'", "is not a number or a range"),
    ("t_score", "−1.1", "is not a number or a range"),
    ("t_score", ".5", "is not a number or a range"),
    ("t_score", "-.inf", "is not a number or a range"),
    ("t_score", "not measured", 'cannot be "not measured"'),
    ("months", "not applicable", "is not a number or a range"),
    ("fracture", "NO", '"NO" is no value'),
    ("fracture", "No", '"No" is no value'),
    ("fracture", "false", '"false" is no value'),
    ("fracture", "unknown", '"unknown" is no value'),
    ("status", "former", '"former" is no value'),
    ("status", "past |", '"" is no value'),
    ("status", "past, current", '"past, current" is no value'),
])
def test_a_value_the_fact_cannot_have_is_refused_where_it_stands(fact: str, text: str, words: str) -> None:
    _, problems = given(f"facts:\n  {fact}: {text}")
    assert [(str(problem.where), problem.code) for problem in problems] == [(f"a.yaml:2:{len(fact) + 5}", "bad-value")]
    assert words in problems[0].message


@pytest.mark.parametrize(("text", "hint"), [
    ("t_score: '-1,1'", "Use a point, not a comma: -2.5."),
    ("t_score: −1.1", "Use a plain minus from the keyboard: -2.5."),
    ("age: '>= 60'", "Write a range with both ends, such as 60..69, or one open end, such as 60.. ."),
    ("age: 130", "It goes from 0 to 120."),
    ("status: pats", "It can be never, past or current."),
    ("t_scor: 1", 'Did you mean "t_score"?'),
    ("zzz: 1", "Facts are declared in content/facts.yaml."),
])
def test_a_refused_value_comes_with_what_to_write(text: str, hint: str) -> None:
    assert given(f"facts: {{{text}}}")[1][0].hint == hint


def test_a_number_as_long_as_a_book_is_refused_and_does_not_stop_the_check() -> None:
    assert codes(given("facts: {age: " + "9" * 5000 + "}")[1]) == ["bad-value"]


def test_an_unknown_fact_is_refused_where_its_name_stands() -> None:
    assert said(given("facts:\n  age: 60\n  aeg: 60")[1]) == ['3:3 [unknown-fact] "aeg" is no fact, so no rule would ever see it']


def test_all_refused_values_are_found_at_once() -> None:
    assert codes(given("facts: {age: 130, aeg: 1, fracture: NO}")[1]) == ["bad-value", "unknown-fact", "bad-value"]


def test_each_stated_fact_knows_its_place() -> None:
    found, _ = given("facts:\n  age: 60\n  t_score: 1.0")
    assert found is not None
    assert {name: str(where) for name, where in found.places.items()} == {"age": "a.yaml:2:3", "t_score": "a.yaml:3:3"}


@pytest.mark.parametrize("text", ["facts: {}", "facts: {age: 60}\ntitle: A case", "facts: {}\nfor: x\npatient: {}\nexpect: {}"])
def test_only_facts_are_needed_to_evaluate(text: str) -> None:
    assert given(text)[1] == []


@pytest.mark.parametrize(("text", "code"), [
    ("title: A case", "missing-key"), ("facts: age", "wrong-type"), ("fact: {}\nfacts: {}", "unknown-key"),
    ("- facts", "wrong-type"),
    ("facts: {age: [60]}", "wrong-type"), ("facts: {age: ''}", "empty-value"),
])
def test_a_file_without_readable_facts_cannot_be_evaluated(text: str, code: str) -> None:
    assert codes(given(text)[1]) == [code]


def test_a_scenario_keeps_what_it_says() -> None:
    found, problems = scenario("facts: {age: 60}\nprofiles: [p]\nlead: [g]\nsite_notes: {t_score: left}\nfor: all")
    assert problems == [], said(problems)
    assert found is not None
    assert (found.id, found.topic, found.audience, found.site_notes, found.given.profiles, found.given.lead) == (
        "a-case", "topic", "all", {"t_score": "left"}, ("p",), ("g",))


def test_a_scenario_without_facts_states_nothing() -> None:
    found, _ = scenario("")
    assert found is not None
    assert found.given.stated == {}


@pytest.mark.parametrize(("more", "code"), [
    ("site_notes: {t_scor: left}", "unknown-fact"),
    ("bottom_line: So it is [@a].", "missing-key"),
    ("bottom_line: So it is [@a].\nchecked: perhaps", "bad-value"),
    ("patient: {title: t, for: f, checked: source}", "missing-key"),
    ("neighbours: [{scenario: b}]", "missing-key"),
    ("neighbors: []", "unknown-key"),
    ("facts: {age: 200}", "bad-value"),
])
def test_a_scenario_with_a_mistake_is_refused(more: str, code: str) -> None:
    assert codes(scenario(more)[1]) == [code]


@pytest.mark.parametrize("key", ["id", "title", "short_title", "description", "updated", "history", "expect"])
def test_a_scenario_needs(key: str) -> None:
    text = "".join(line + "\n" for line in SCENARIO.splitlines() if not line.startswith(f"{key}:"))
    assert [problem.message for problem in scenario("", text)[1]] == [f'"{key}" is missing here']


def profile_facts(text: str) -> tuple[Mapping[str, Values], list[Problem]]:
    found, problems = read_with(lambda tree, problems: read_profile(tree, KNOWN, problems), text)
    return {} if found is None else found.facts, problems


def test_a_profile_is_a_set_of_facts() -> None:
    assert profile_facts("id: p\ntitle: P\nfacts: {fracture: no}") == ({"fracture": Values(((0, 0),))}, [])


def test_a_profile_without_facts_is_refused() -> None:
    assert codes(profile_facts("id: p\ntitle: P")[1]) == ["missing-key"]
