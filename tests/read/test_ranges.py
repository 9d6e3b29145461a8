from __future__ import annotations

from fractions import Fraction

import pytest

from generator.core.conditions import Bound, Span
from generator.origin import Text, Where
from generator.read.ranges import read_span
from tests.worlds import said

HERE = Where("a.yaml", 2, 9)


def bound(value: str) -> Bound:
    return Bound(Fraction(value), included=True)


@pytest.mark.parametrize(("text", "span"), [
    ("0..120", Span(bound("0"), bound("120"))),
    ("-10.0..10.0", Span(bound("-10"), bound("10"))),
    ("-4.0..-2.5", Span(bound("-4"), bound("-2.5"))),
    ("5..5", Span(bound("5"), bound("5"))),
    ("0.1 .. 0.2", Span(bound("0.1"), bound("0.2"))),
    ("5..", Span(bound("5"), None)),
    ("..5", Span(None, bound("5"))),
])
def test_a_range_includes_both_ends(text: str, span: Span) -> None:
    assert read_span(Text(text, HERE), []) == span


@pytest.mark.parametrize(("text", "words"), [
    ("120..0", 'the range "120..0" runs backwards'), ("-1..-2", "runs backwards"), ("0-120", "is not a range"),
    ("0...120", "is not a range"),
    ("..", "is not a range"), ("5", "is not a range"), ("0,5..1", "is not a range"), ("a..b", "is not a range"),
    ("0..1..2", "is not a range"),
    ("−1..1", "is not a range"),
])
def test_what_is_no_range_is_refused(text: str, words: str) -> None:
    problems: list = []
    assert read_span(Text(text, HERE), problems) is None
    assert [(problem.where, problem.code) for problem in problems] == [(HERE, "bad-range")]
    assert words in said(problems)[0]


def test_a_number_as_long_as_a_book_is_refused_and_does_not_stop_the_check() -> None:
    problems: list = []
    read_span(Text("0.." + "9" * 5000, HERE), problems)
    assert problems
