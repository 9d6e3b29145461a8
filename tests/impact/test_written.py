"""What was written, without places."""

from __future__ import annotations

import pytest

from generator.core.conditions import parse_leaf
from generator.core.guidelines import Checked
from generator.impact.written import content_of, differing, same, with_citations
from generator.origin import Text, Where
from generator.read.prose import read_prose

HERE, THERE = Where("a.yaml"), Where("b.yaml", 7, 3)


def test_the_same_condition_at_two_places_is_the_same() -> None:
    assert same(parse_leaf("age >= 3", HERE), parse_leaf("age  >=  3", THERE))


@pytest.mark.parametrize("other", ["age > 3", "age >= 4", "size >= 3"])
def test_another_condition_is_not_the_same(other: str) -> None:
    assert not same(parse_leaf("age >= 3", HERE), parse_leaf(other, HERE))


def test_a_place_inside_a_mapping_does_not_count() -> None:
    assert content_of({"age": HERE}) == content_of({"age": THERE})


def test_what_differs_is_named_now_first_then_what_is_gone() -> None:
    assert differing({"a": 1, "b": 2, "gone": 0}, {"new": 0, "b": 3, "a": 1}) == ("new", "b", "gone")


@pytest.mark.parametrize("text", [
    "Take **1,200 mg** [@club-2020, page 4]{source}. Not more [@fern-2024; @club-2020, table 2]{recalled}.",
    "No citation at all.", "",
])
def test_a_text_with_its_citations_reads_as_it_was_written(text: str) -> None:
    prose = read_prose(Text(text, HERE), Checked.SECONDARY, [])
    again = read_prose(Text(with_citations(prose), THERE), Checked.SECONDARY, [])
    assert with_citations(again) == with_citations(prose)
    assert [one.reference for one in again.cited] == [one.reference for one in prose.cited]
    assert again.plain.split() == prose.plain.split()
