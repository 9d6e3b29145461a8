"""Facts, the values they can have, and the sets of values still possible."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.conditions import Bound, Span
from generator.core.facts import BadValue, Kind, Values
from tests.core.reference import inside, values_of
from tests.core.worlds import at_random, choice, leaf, number, said, yes_no

SCORE = number("score", -50, 40, step="0.1", may_be_absent=True, unit="SD")
DOSE = number("dose", 0, 40, step="0.25")
AGE = replace(number("age", 0, 120), kind=Kind.INTEGER)
COLOUR = choice("colour", "red", "green", "blue")
BROKEN = yes_no("broken", only_if=leaf("age >= 50"))
LOW, HIGH = -4, 8  # ticks of the small sets below


@st.composite
def sets(draw) -> tuple[Values, frozenset[object]]:
    """A set of values, and the same as a set of Python."""
    ticks = draw(st.frozensets(st.integers(LOW, HIGH)))
    absent, inapplicable = draw(st.booleans()), draw(st.booleans())
    values = Values((), absent, inapplicable)
    for tick in ticks:
        values |= Values(((tick, tick),))
    return values, ticks | ({"absent"} if absent else set()) | ({"inapplicable"} if inapplicable else set())


def as_set(values: Values) -> set[object]:
    ticks = {tick for low, high in values.ranges for tick in range(low, high + 1)}
    return ticks | ({"absent"} if values.absent else set()) | ({"inapplicable"} if values.inapplicable else set())


@given(sets(), sets())
@at_random(100)
def test_what_two_sets_share_is_their_intersection(first, second):
    assert as_set(first[0] & second[0]) == first[1] & second[1]


@given(sets(), sets())
@at_random(100)
def test_what_is_in_either_set_is_their_union(first, second):
    assert as_set(first[0] | second[0]) == first[1] | second[1]


@given(sets(), sets())
@at_random(100)
def test_equal_sets_are_equal_however_they_were_made(first, second):
    assert (first[0] == second[0] | first[0] & second[0]) == (first[1] == second[1] | first[1] & second[1])


@given(sets(), sets())
@at_random(100)
def test_a_set_lies_in_another_when_all_its_values_do(first, second):
    assert (first[0] <= second[0]) == (first[1] <= second[1])


@given(sets())
@at_random(70)
def test_a_single_value_is_one_value(drawn):
    assert drawn[0].single == (len(drawn[1]) == 1)


@given(sets())
@at_random(70)
def test_a_set_is_empty_when_it_has_no_value(drawn):
    assert bool(drawn[0]) == bool(drawn[1])


@given(sets())
@at_random(70)
def test_the_ranges_of_a_set_are_sorted_and_apart(drawn):
    ranges = drawn[0].ranges
    assert all(high + 1 < low for (_, high), (low, _) in pairwise(ranges))


@pytest.mark.parametrize(("fact", "text", "expected"), [
    (SCORE, "-1.1", Values(((-11, -11),))),
    (SCORE, "-2", Values(((-20, -20),))),
    (SCORE, "+0.3", Values(((3, 3),))),
    (SCORE, "-1.10", Values(((-11, -11),))),
    (SCORE, "-2.4..-1.1", Values(((-24, -11),))),
    (SCORE, "-2.4 .. -1.1", Values(((-24, -11),))),
    (SCORE, "-2.4..-2.4", Values(((-24, -24),))),
    (SCORE, "3.5..", Values(((35, 40),))),
    (SCORE, "..-4.9", Values(((-50, -49),))),
    (SCORE, "-5.0", Values(((-50, -50),))),
    (SCORE, "4.0", Values(((40, 40),))),
    (SCORE, "not measured", Values(absent=True)),
    (SCORE, "  not   measured ", Values(absent=True)),
    (DOSE, "7.25", Values(((29, 29),))),
    (AGE, "60..69", Values(((60, 69),))),
    (COLOUR, "green", Values(((1, 1),))),
    (COLOUR, "blue | red", Values(((0, 0), (2, 2)))),
    (COLOUR, "green|blue", Values(((1, 2),))),
    (BROKEN, "yes", Values(((1, 1),))),
    (BROKEN, "no", Values(((0, 0),))),
])
def test_a_stated_value_is_read(fact, text, expected):
    assert fact.parse(text) == expected


@pytest.mark.parametrize(("fact", "text", "words"), [
    (SCORE, "", "is not a number or a range"),
    (SCORE, "..", "is not a number or a range"),
    (SCORE, "-1,1", "is not a number or a range"),
    (SCORE, "\N{MINUS SIGN}1.1", "is not a number or a range"),
    (SCORE, "-2.4-1.1", "is not a number or a range"),
    (SCORE, "> 3", "is not a number or a range"),
    (SCORE, "1e0", "is not a number or a range"),
    (SCORE, ".5", "is not a number or a range"),
    (SCORE, "1.1 | 1.2", "is not a number or a range"),
    (SCORE, "unknown", "is not a number or a range"),
    (SCORE, "not applicable", "is not a number or a range"),
    (SCORE, "-2.45", "is finer than the step of 0.1"),
    (SCORE, "-2.45..-1", "is finer than the step of 0.1"),
    (SCORE, "4.1", "is outside the range"),
    (SCORE, "-5.1..", "is outside the range"),
    (SCORE, "-1.1..-2.4", "runs backwards"),
    (DOSE, "7.3", "is finer than the step of 0.25"),
    (AGE, "60.5", "is finer than the step of 1"),
    (AGE, "not measured", "cannot be"),
    (AGE, "-1", "is outside the range"),
    (COLOUR, "pink", "is no value"),
    (COLOUR, "red blue", "is no value"),
    (COLOUR, "red |", "is no value"),
    (COLOUR, "Red", "is no value"),
    (COLOUR, "not measured", "cannot be"),
    (BROKEN, "true", "is no value"),
    (BROKEN, "not applicable", "is no value"),
])
def test_a_stated_value_is_refused(fact, text, words):
    with pytest.raises(BadValue, match=words):
        fact.parse(text)


@pytest.mark.parametrize(("fact", "text", "hint"), [
    (SCORE, "-1,1", "Use a point"),
    (SCORE, "\N{MINUS SIGN}1.1", "plain minus"),
    (SCORE, "> 3", "range with both ends"),
    (SCORE, "9", "It goes from -5.0 to 4.0 SD."),
    (COLOUR, "pink", "It can be red, green or blue."),
    (AGE, "not measured", "Leave it out"),
])
def test_a_refusal_says_what_the_fact_can_be(fact, text, hint):
    with pytest.raises(BadValue) as bad:
        fact.parse(text)
    assert hint in bad.value.hint


@pytest.mark.parametrize(("fact", "values", "text"), [
    (SCORE, Values(((-25, -25),)), "-2.5"),
    (SCORE, Values(((-3, 0),)), "-0.3..0.0"),
    (SCORE, Values(((-25, -25), (0, 4)), absent=True), "-2.5 | 0.0..0.4 | not measured"),
    (DOSE, Values(((1, 1),)), "0.25"),
    (AGE, Values(((60, 69),)), "60..69"),
    (COLOUR, Values(((1, 2),)), "green | blue"),
    (BROKEN, Values(((1, 1),), inapplicable=True), "yes | not applicable"),
])
def test_values_are_written_as_a_scenario_states_them(fact, values, text):
    assert fact.write(values) == text


@given(st.sampled_from([SCORE, DOSE, AGE, COLOUR]).flatmap(lambda fact: st.tuples(st.just(fact), said(fact))))
@at_random(100)
def test_what_is_written_is_read_back(drawn):
    fact, values = drawn
    assert fact.parse(fact.write(values)) == values


@given(st.sampled_from(["1", "1/2", "1/10", "1/4"]), st.integers(-6, 2), st.integers(1, 8),
       *[st.one_of(st.none(), st.builds(Bound, st.fractions(-4, 4, max_denominator=20), st.booleans()))] * 2)
@at_random(200)
def test_a_fact_within_a_span_has_exactly_the_values_in_it(step, low, width, first, second):
    fact, span = number("fact", low, low + width, step=step), Span(first, second)
    expected = [value for value in values_of(fact, fact.measured) if inside(span, value)]
    assert values_of(fact, fact.within(span)) == expected


@pytest.mark.parametrize(("fact", "expected"), [
    (SCORE, Values(((-50, 40),))),
    (COLOUR, Values(((0, 2),))),
    (BROKEN, Values(((0, 1),), inapplicable=True)),
    (replace(SCORE, unstated=Values(absent=True)), Values(absent=True)),
    (replace(AGE, unstated=Values(((4, 4),))), Values(((4, 4),))),
])
def test_what_is_possible_while_nothing_is_stated(fact, expected):
    assert fact.at_start == expected


def test_every_value_at_all_includes_the_values_that_are_none():
    assert replace(SCORE, only_if=leaf("age >= 50")).whole == Values(((-50, 40),), absent=True, inapplicable=True)


@pytest.mark.parametrize(("step", "tick", "text"), [
    ("1", -3, "-3"), ("0.1", -25, "-2.5"), ("0.25", 3, "0.75"), ("0.5", 0, "0.0")])
def test_a_number_is_written_with_the_digits_of_its_step(step, tick, text):
    assert number("fact", -99, 99, step=step).number(tick) == text


def test_a_tenth_is_exact():
    assert SCORE.step * 3 == Fraction("0.3")
