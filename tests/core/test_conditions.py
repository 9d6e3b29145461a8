"""The leaf grammar and the shape of condition trees."""

from __future__ import annotations

import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.conditions import (
    Against,
    BadCondition,
    Bound,
    Holds,
    OneOf,
    Span,
    Within,
    leaves_of,
    names_in,
    parse_leaf,
    parts_of,
    span_of,
)
from tests.core.worlds import HERE, all_of, any_of, at_least, at_random, leaf, not_

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
numbers = st.fractions(-5, 5, max_denominator=8)


def at(value: str, *, included: bool) -> Bound:
    return Bound(Fraction(value), included=included)


@pytest.mark.parametrize(("text", "expected"), [
    ("broken", Holds("broken", "broken", HERE)),
    ("colour = red", OneOf("colour", ("red",), "colour = red", HERE)),
    ("colour=red", OneOf("colour", ("red",), "colour=red", HERE)),
    ("count = 2", OneOf("count", ("2",), "count = 2", HERE)),
    ("colour one_of(red blue)", OneOf("colour", ("red", "blue"), "colour one_of(red blue)", HERE)),
    ("score <= -2.5", Within("score", Span(high=at("-2.5", included=True)), "score <= -2.5", HERE)),
    ("score < -2.5", Within("score", Span(high=at("-2.5", included=False)), "score < -2.5", HERE)),
    ("score >= 3", Within("score", Span(low=at("3", included=True)), "score >= 3", HERE)),
    ("score > +3.25", Within("score", Span(low=at("3.25", included=False)), "score > +3.25", HERE)),
    ("-3 < score < -1.0", Within("score", Span(at("-3", included=False), at("-1", included=False)), "-3 < score < -1.0", HERE)),
    ("1 <= score < 2", Within("score", Span(at("1", included=True), at("2", included=False)), "1 <= score < 2", HERE)),
    ("2 <= score <= 2", Within("score", Span(at("2", included=True), at("2", included=True)), "2 <= score <= 2", HERE)),
    ("score >= limit", Against("score", ">=", "limit", "score >= limit", HERE)),
    ("score<limit", Against("score", "<", "limit", "score<limit", HERE)),
    ("  score   >=\t3 ", Within("score", Span(low=at("3", included=True)), "score >= 3", HERE)),
])
def test_a_comparison_is_read(text, expected):
    assert parse_leaf(text, HERE) == expected


@pytest.mark.parametrize(("text", "words"), [
    ("", "is not a comparison"),
    ("Broken", "is not a comparison"),
    ("2nd", "is not a comparison"),
    ("score => 3", "is not a comparison"),
    ("score == 3", "is not a comparison"),
    ("colour = red | green", "is not a comparison"),
    ("a and b", "is not a comparison"),
    ("score != 3", "is not a comparison"),
    ("3 <= score", "is not a comparison"),
    ("3 >= score >= 1", "is not a comparison"),
    ("1 < score", "is not a comparison"),
    ("1 < 2 < 3", "is not a comparison"),
    ("score >= 3 4", "is not a comparison"),
    ("score >= 3,5", "neither a number nor a name"),
    ("score >= 3%", "neither a number nor a name"),
    ("score >= 1e3", "neither a number nor a name"),
    ("score <= \N{MINUS SIGN}2.5", "neither a number nor a name"),
    ("score <= .5", "neither a number nor a name"),
    ("colour one_of()", "lists no value"),
    ("colour one_of(red red)", "lists a value twice"),
    ("2 < score < 1", "leaves no number"),
    ("2 < score <= 2", "leaves no number"),
    ("2 < score < 2", "leaves no number"),
])
def test_a_comparison_is_refused(text, words):
    with pytest.raises(BadCondition, match=words):
        parse_leaf(text, HERE)


@pytest.mark.parametrize(("text", "hint"), [
    ("score != 3", "There is no !="),
    ("a and b", "on a line of its own"),
    ("3 <= score", "Write the name first"),
    ("score >= 3,5", "Use a point"),
    ("score => 3", "fact >= 3"),
])
def test_a_refusal_says_how_to_write_it(text, hint):
    with pytest.raises(BadCondition) as bad:
        parse_leaf(text, HERE)
    assert hint in bad.value.hint


@given(st.sampled_from(list(COMPARE)), numbers, numbers)
@at_random(130)
def test_a_span_holds_what_its_operator_holds(sign, threshold, value):
    assert span_of(sign, threshold).holds(value) == COMPARE[sign](value, threshold)


@given(st.sampled_from(["<", "<="]), st.sampled_from(["<", "<="]), st.integers(-3, 3), st.integers(1, 3), numbers)
@at_random(130)
def test_a_two_sided_comparison_holds_between_its_ends(first, second, low, width, value):
    span = leaf(f"{low} {first} score {second} {low + width}").span
    assert span.holds(value) == (COMPARE[first](low, value) and COMPARE[second](value, low + width))


@given(st.sampled_from(list(COMPARE)), numbers, numbers, st.fractions("1/8", 3, max_denominator=8))
@at_random(130)
def test_a_span_for_a_larger_quantity_holds_the_larger_values(sign, threshold, value, factor):
    span = span_of(sign, threshold)
    assert span.times(factor).holds(value * factor) == span.holds(value)


def test_an_open_span_holds_everything():
    assert Span().holds(Fraction(10**9))


TREE = any_of("broken", all_of(not_("score <= limit"), "colour = red"), at_least(2, "broken", "sore", "score > 1"))


def test_leaves_come_in_the_order_written():
    assert [one.said for one in leaves_of(TREE)] == ["broken", "score <= limit", "colour = red", "broken", "sore", "score > 1"]


def test_names_come_once_in_the_order_written():
    assert names_in(TREE) == ("broken", "score", "limit", "colour", "sore")


@pytest.mark.parametrize(("condition", "count"), [(leaf("broken"), 0), (not_("broken"), 1), (TREE, 3), (TREE.parts[2], 3)])
def test_a_condition_has_its_direct_parts(condition, count):
    assert len(parts_of(condition)) == count
