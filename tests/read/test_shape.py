from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

import pytest
from pydantic import Field

from generator.origin import Problem
from generator.read.fields import Day, Id, Line, Number, Whole, YesNo
from generator.read.shape import Shape, fit
from tests.worlds import codes, said, tree_of


class Inner(Shape):
    word: Line = Field(description="A word.")
    note: Line | None = Field(None, description="A note.")


class Outer(Shape):
    title: Line | None = Field(None, description="A title.")
    kind: Literal["good", "bad"] | None = Field(None, description="A kind.")
    day: Day | None = Field(None, description="A day.")
    count: Whole = Field(0, description="A count.")
    size: Number | None = Field(None, description="A size.")
    sure: YesNo = Field(False, description="Whether it is sure.")
    name: Id | None = Field(None, description="A name.")
    inner: Inner | None = Field(None, description="A part.")
    parts: list[Inner] = Field(default_factory=list, description="Parts.")
    words: dict[Id, Line] = Field(default_factory=dict, description="Words by name.")
    by_name: dict[Id, Inner] = Field(default_factory=dict, description="Parts by name.")
    for_: Annotated[Line | None, Field(alias="for")] = Field(None, alias="for", description="For whom.")


def fitted(text: str) -> Outer:
    problems: list[Problem] = []
    shape = fit(Outer, tree_of(text), problems)
    assert shape is not None, said(problems)
    return shape


def misfits(text: str) -> list[Problem]:
    problems: list[Problem] = []
    assert fit(Outer, tree_of(text), problems) is None
    return problems


@pytest.mark.parametrize(("text", "field", "value"), [
    ("title: A title", "title", "A title"),
    ("title: NO", "title", "NO"),
    ("title: 1.0", "title", "1.0"),
    ("title: 010", "title", "010"),
    ("title: >-\n  one\n  two", "title", "one two"),
    ("kind: good", "kind", "good"),
    ("day: 2026-11-21", "day", date(2026, 11, 21)),
    ("day: 2024-02-29", "day", date(2024, 2, 29)),
    ("count: 010", "count", 10),
    ("count: 0", "count", 0),
    ("size: 1.15", "size", Fraction(23, 20)),
    ("size: 0.1", "size", Fraction(1, 10)),
    ("size: -2", "size", Fraction(-2)),
    ("sure: yes", "sure", True),
    ("sure: no", "sure", False),
    ("name: bhof-2022", "name", "bhof-2022"),
    ("name: t_score_2", "name", "t_score_2"),
    ("for: all", "for_", "all"),
    ("words: {a: b, c: d}", "words", {"a": "b", "c": "d"}),
])
def test_text_becomes_what_the_field_says(text: str, field: str, value: object) -> None:
    assert getattr(fitted(text), field) == value


@pytest.mark.parametrize(("text", "place", "code", "words"), [
    ("title:", "1:7", "empty-value", '"title" is empty'),
    ("title: ' '", "1:8", "empty-value", '"title" is empty'),
    ("title: [a]", "1:8", "wrong-type", "plain text"),
    ("title: {a: b}", "1:8", "wrong-type", "plain text"),
    ("kind: ugly", "1:7", "bad-value", '"ugly" is not one of'),
    ("kind: Good", "1:7", "bad-value", '"Good" is not one of'),
    ("day: 2026-02-29", "1:6", "bad-value", "should be a date"),
    ("day: 21.11.2026", "1:6", "bad-value", "should be a date"),
    ("day: 2026-11-21 10:00", "1:6", "bad-value", "should be a date"),
    ("day: 20261121", "1:6", "bad-value", "should be a date"),
    ("count: 1.0", "1:8", "bad-value", "should be a whole number"),
    ("count: -1", "1:8", "bad-value", "should be a whole number"),
    ("count: 1e3", "1:8", "bad-value", "should be a whole number"),
    ("size: 1,5", "1:7", "bad-value", "should be a number"),
    ("size: 1e3", "1:7", "bad-value", "should be a number"),
    ("size: .5", "1:7", "bad-value", "should be a number"),
    ("size: nan", "1:7", "bad-value", "should be a number"),
    ("size: 1_000", "1:7", "bad-value", "should be a number"),
    ("sure: YES", "1:7", "bad-value", "should be yes or no"),
    ("sure: true", "1:7", "bad-value", "should be yes or no"),
    ("sure: 1", "1:7", "bad-value", "should be yes or no"),
    ("name: Title", "1:7", "bad-value", "lower-case words"),
    ("name: a--b", "1:7", "bad-value", "lower-case words"),
    ("name: 2022-bhof", "1:7", "bad-value", "lower-case words"),
    ("name: ../../etc", "1:7", "bad-value", "lower-case words"),
    ("inner: text", "1:8", "wrong-type", "key: value"),
    ("inner: [a]", "1:8", "wrong-type", "key: value"),
    ("inner: {}", "1:8", "missing-key", '"word" is missing here'),
    ("parts: {word: a}", "1:8", "wrong-type", "this should be a list"),
    ("parts: text", "1:8", "wrong-type", "this should be a list"),
    ("parts:\n  - word: a\n  - note: b", "3:5", "missing-key", '"word" is missing here'),
    ("parts: [{word: a, wort: b}]", "1:19", "unknown-key", '"wort" is no key here'),
    ("words: [a]", "1:8", "wrong-type", "this should be"),
    ("words: a", "1:8", "wrong-type", "this should be"),
    ("words: {a: [b]}", "1:12", "wrong-type", "plain text"),
    ("words: {Big Key: b}", "1:9", "bad-value", "lower-case words"),
    ("by_name: {a: {word: b, noet: c}}", "1:24", "unknown-key", '"noet" is no key here'),
    ("by_name: {a: {}}", "1:14", "missing-key", '"word" is missing here'),
    ("for_: all", "1:1", "unknown-key", '"for_" is no key here'),
    ("where: here", "1:1", "unknown-key", '"where" is no key here'),
    ("'where ': here", "1:1", "unknown-key", "is no key here"),
    ("tilte: a", "1:1", "unknown-key", '"tilte" is no key here'),
    ("just text", "1:1", "wrong-type", "key: value"),
    ("- a", "1:1", "wrong-type", "key: value"),
])
def test_a_misfit_is_named_where_it_stands(text: str, place: str, code: str, words: str) -> None:
    found = misfits(text)
    assert [(f"{one.where.line}:{one.where.column}", one.code) for one in found] == [(place, code)]
    assert words in found[0].message


@pytest.mark.parametrize(("text", "hint"), [
    ("tilte: a", 'Did you mean "title"?'),
    ("fro: a", 'Did you mean "for"?'),
    ("inner: {word: a, ntoe: b}", 'Did you mean "note"?'),
    ("zzzzzz: a", "Known here: by_name, count, day, for, inner, kind, name, parts, size, sure, title, words."),
])
def test_an_unknown_key_gets_the_nearest_good_one_or_all(text: str, hint: str) -> None:
    assert misfits(text)[0].hint == hint


@pytest.mark.parametrize(("text", "hint"), [
    ("inner: {}", "A word."), ("sure: maybe", "Whether it is sure."), ("parts: [{word: a, note: []}]", "A note."),
    ("inner: {word: ''}", "A word."), ("kind: ugly", "A kind."),
    ("kind:", "A kind. It can be good or bad."),
    ("words: {a: ''}", "Words by name."), ("parts: [{word: }]", "A word."),
])
def test_a_misfit_says_what_the_field_is_for(text: str, hint: str) -> None:
    assert misfits(text)[0].hint == hint


def test_all_misfits_are_found_at_once() -> None:
    assert codes(misfits("tilte: a\nday: never\nsure: maybe\ninner: {}\nparts: [{}]")) == [
        "bad-value", "bad-value", "missing-key", "missing-key", "unknown-key"]


def test_a_shape_knows_the_place_of_its_mapping() -> None:
    assert str(fitted("\ninner:\n  word: a").inner.where) == "a.yaml:3:3"


def test_a_text_knows_its_place_after_it_was_fitted() -> None:
    assert str(fitted("title:\n  A title").title.where) == "a.yaml:2:3"


def test_a_message_stays_on_one_line_whatever_the_key() -> None:
    assert "\n" not in misfits('"a\\nb": c')[0].message
