from __future__ import annotations

from fractions import Fraction

import pytest

from generator.core.facts import Fact, Kind, Values
from generator.origin import Problem
from generator.read.facts import FactBook, read_facts
from tests.worlds import codes, read_with, said

GROUP = "{id: g, label: g, question: g, plain: g, why: 'So [@a].', checked: source}"


def book(*facts: str, groups: str = f"[{GROUP}]", more: str = "") -> tuple[FactBook | None, list[Problem]]:
    listed = "".join(f"\n  - {{group: g, label: l, plain: p, {fact}}}" for fact in facts)
    return read_with(read_facts, f"groups: {groups}\nfacts:{listed or ' []'}\n{more}")


def fact(text: str) -> Fact:
    found, problems = book(text)
    assert problems == [], said(problems)
    assert found is not None
    return found.facts[0]


@pytest.mark.parametrize(("text", "whole"), [
    ("id: x, kind: integer, range: 0..120", Values(((0, 120),))),
    ("id: x, kind: integer, range: 010..020", Values(((10, 20),))),
    ("id: x, kind: number, range: -10.0..10.0, step: 0.1", Values(((-100, 100),))),
    ("id: x, kind: number, range: 0..1, step: 0.25", Values(((0, 4),))),
    ("id: x, kind: number, range: 0..1, step: 0.1, may_be_absent: yes", Values(((0, 10),), absent=True)),
    ("id: x, kind: number, range: 0..1, step: 0.1, only_if: y", Values(((0, 10),), inapplicable=True)),
    ("id: x, kind: yes_no", Values(((0, 1),))),
    ("id: x, kind: choice, choices: {a: one, b: two, c: three}", Values(((0, 2),))),
])
def test_a_fact_has_all_its_values(text: str, whole: Values) -> None:
    assert fact(text).whole == whole


def test_a_step_is_an_exact_tenth() -> None:
    assert fact("id: x, kind: number, range: 0..1, step: 0.1").step == Fraction(1, 10)


def test_choices_keep_their_order_and_words() -> None:
    found = fact("id: x, kind: choice, choices: {no_drug: none, a: first}")
    assert (found.choices, found.choice_words) == (("no_drug", "a"), ("none", "first"))


def test_an_assumption_replaces_all_measured_values() -> None:
    found = fact("id: x, kind: integer, range: 1..4, unstated: {value: 4, because: most are whole}")
    assert (found.at_start, found.unstated_because) == (Values(((4, 4),)), "most are whole")


def test_facts_keep_the_order_of_the_file() -> None:
    found, _ = book("id: b, kind: yes_no", "id: a, kind: yes_no")
    assert found is not None
    assert [one.id for one in found.facts] == ["b", "a"]


def test_a_fact_knows_its_place() -> None:
    assert str(fact("id: x, kind: yes_no").where) == "a.yaml:3:5"


def test_a_fact_has_its_kind() -> None:
    assert fact("id: x, kind: yes_no").kind is Kind.YES_NO


@pytest.mark.parametrize(("text", "code"), [
    ("id: x, kind: integer", "missing-key"),
    ("id: x, kind: integer, range: 5..1", "bad-range"),
    ("id: x, kind: integer, range: all", "bad-range"),
    ("id: x, kind: integer, range: 0..", "bad-range"),
    ("id: x, kind: integer, range: ..9", "bad-range"),
    ("id: x, kind: number, range: 0..1, step: 0.3", "bad-range"),
    ("id: x, kind: number, range: 0..1, step: 0", "bad-value"),
    ("id: x, kind: number, range: 0..1, step: -0.1", "bad-value"),
    ("id: x, kind: choice", "missing-key"),
    ("id: x, kind: choice, choices: {a: one}", "missing-key"),
    ("id: x, kind: choice, choices: {A: one, b: two}", "bad-value"),
    ("id: x, kind: boolean", "bad-value"),
    ("id: x, kind: yes_no, worse: maybe", "bad-value"),
    ("id: x, kind: yes_no, only_if: y != 3", "bad-condition"),
    ("id: x, kind: integer, range: 1..4, unstated: {value: 5, because: it is}", "bad-value"),
    ("id: x, kind: integer, range: 1..4, unstated: {value: 4}", "missing-key"),
    ("id: x, kind: integer, range: 1..4, unstated: {value: not measured, because: it is}", "bad-value"),
    ("id: x, kind: yes_no, group: h", "duplicate-key"),
])
def test_a_fact_that_cannot_be_is_refused(text: str, code: str) -> None:
    assert codes(book(text)[1]) == [code]


def test_a_fact_without_a_group_of_that_name_is_refused() -> None:
    _, problems = book("id: x, kind: yes_no", groups=f"[{GROUP.replace('id: g', 'id: h')}]")
    assert said(problems) == ['3:13 [unknown-group] "g" is no group']


@pytest.mark.parametrize(("more", "words"), [
    ("derived: {x: {label: l, when: x}}", 'there is already a fact "x"'),
    ("derived: {y: {label: l, when: x}, y: {label: l, when: x}}", '"y" stands here a second time'),
])
def test_a_derived_fact_needs_a_name_of_its_own(more: str, words: str) -> None:
    assert words in said(book("id: x, kind: yes_no", more=more)[1])[0]


def test_a_way_back_is_a_route() -> None:
    _, problems = book("id: x, kind: yes_no", more="routes: [{id: time, label: Time, back: elsewhere}]")
    assert [(problem.code, problem.hint) for problem in problems] == [("unknown-route", "Routes are time.")]


def test_two_groups_of_one_name_are_refused() -> None:
    assert codes(book(groups=f"[{GROUP}, {GROUP}]")[1]) == ["duplicate-id"]


def test_two_facts_of_one_name_are_refused_at_the_second() -> None:
    _, problems = book("id: x, kind: yes_no", "id: x, kind: yes_no")
    assert [(problem.where.line, problem.code, problem.hint) for problem in problems] == [
        (4, "duplicate-id", "The first is on line 3.")]


def test_all_mistakes_of_all_facts_are_found_at_once() -> None:
    _, problems = book("id: x, kind: integer", "id: y, kind: choice", "id: z, kind: yes_no, only_if: a or b")
    assert codes(problems) == ["missing-key", "missing-key", "bad-condition"]
