from __future__ import annotations

import pytest

from generator.origin import Problem
from generator.read.expectations import Expectation, read_expectations
from tests.worlds import read_with


def expectations(text: str) -> tuple[tuple[Expectation, ...], list[Problem]]:
    return read_with(read_expectations, text)


@pytest.mark.parametrize(("text", "subject", "possible"), [
    ("x: mild", "x", ("mild",)),
    ("g.x: mild", "g.x", ("mild",)),
    ("g.applies: yes", "g.applies", ("yes",)),
    ("x: 5..10 years", "x", ("5..10 years",)),
    ("x: {possible: [mild, strong]}", "x", ("mild", "strong")),
    ("x: {possible: [mild]}", "x", ("mild",)),
    ("x: {first: [a, b], alternative: [c]}", "x", ("a b; then c",)),
    ("x: {first: [a]}", "x", ("a",)),
    ("x: {possible: [mild, {first: [a, b], alternative: [c]}, {first: [d]}]}", "x", ("mild", "a b; then c", "d")),
])
def test_an_expectation_names_what_must_come_out(text: str, subject: str, possible: tuple[str, ...]) -> None:
    found, problems = expectations(text)
    assert problems == []
    assert [(one.subject, one.possible) for one in found] == [(subject, possible)]


@pytest.mark.parametrize(("text", "place"), [
    ("mild", "1:1"), ("{}", "1:1"), ("[x]", "1:1"), ("x: [mild]", "1:4"), ("x: {possible: mild}", "1:4"),
    ("x: {possible: []}", "1:4"),
    ("x: {posible: [mild]}", "1:4"), ("x: {possible: [mild], note: y}", "1:4"), ("x: {possible: [[mild]]}", "1:4"),
    ("x: {possible: [{alternative: [c]}]}", "1:4"),
])
def test_what_names_no_outcome_is_refused_where_it_stands(text: str, place: str) -> None:
    found, problems = expectations(text)
    assert found == ()
    assert [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in problems] == [(place, "wrong-type")]


def test_expectations_beside_a_refused_one_are_kept() -> None:
    found, problems = expectations("x: [mild]\ny: strong")
    assert ([str(one.subject) for one in found], len(problems)) == (["y"], 1)
