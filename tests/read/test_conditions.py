from __future__ import annotations

import pytest

from generator.core.conditions import All, Any, AtLeast, Not, leaves_of
from generator.origin import Problem
from generator.read.conditions import read_condition
from generator.read.fields import ConditionTree
from generator.read.shape import Shape, fit
from generator.read.yamltree import Tree
from tests.worlds import codes, read_with, tree_of


class Rule(Shape):
    when: ConditionTree


def condition(text: str) -> tuple[object, list[Problem]]:
    """The condition under `when:`."""
    return read_with(_read, f"when: {text}")


def _read(tree: Tree, problems: list[Problem]) -> object:
    rule = fit(Rule, tree, problems)
    return None if rule is None else read_condition(rule.when, problems)


@pytest.mark.parametrize(("text", "kind", "leaves"), [
    ("a", None, ["a"]),
    ("{all: [a, b]}", All, ["a", "b"]),
    ("{any: [a, b = c]}", Any, ["a", "b = c"]),
    ("{not: a}", Not, ["a"]),
    ("{at_least: {count: 2, of: [a, b, c]}}", AtLeast, ["a", "b", "c"]),
    ("{at_least: {of: [a], count: 1}}", AtLeast, ["a"]),
    ("{all: [a, {any: [b, {not: c}]}]}", All, ["a", "b", "c"]),
    ("\n  any:\n    - a\n    - -2.5 < b <= -1.0\n    - c   one_of( x  y )", Any, ["a", "-2.5 < b <= -1.0", "c one_of( x y )"]),
    ("{all: [a]}", All, ["a"]),
])
def test_a_tree_of_comparisons_becomes_a_condition(text: str, kind: type | None, leaves: list[str]) -> None:
    found, problems = condition(text)
    assert problems == []
    assert [leaf.said for leaf in leaves_of(found)] == leaves
    assert kind is None or type(found) is kind


@pytest.mark.parametrize(("text", "place", "code"), [
    ("[a, b]", "1:7", "bad-condition"),
    ("{all: [a], any: [b]}", "1:7", "bad-condition"),
    ("{}", "1:7", "bad-condition"),
    ("{all: a}", "1:13", "bad-condition"),
    ("{all: []}", "1:13", "bad-condition"),
    ("{any: {a: b}}", "1:13", "bad-condition"),
    ("{alll: [a]}", "1:8", "unknown-key"),
    ("{a: b}", "1:8", "unknown-key"),
    ("{not: [a]}", "1:13", "bad-condition"),
    ("{at_least: 2}", "1:18", "bad-condition"),
    ("{at_least: {count: two, of: [a]}}", "1:18", "bad-condition"),
    ("{at_least: {count: 0, of: [a]}}", "1:18", "bad-condition"),
    ("{at_least: {count: 3, of: [a, b]}}", "1:18", "bad-condition"),
    ("{at_least: {count: 1, of: [a], off: [b]}}", "1:18", "bad-condition"),
    ("{at_least: {count: [1], of: [a]}}", "1:18", "bad-condition"),
    ("{at_least: {count: ²,\n of: [a]}}", "1:18", "bad-condition"),
    ("a != b", "1:7", "bad-condition"),
    ("a and b", "1:7", "bad-condition"),
    ("a => 3", "1:7", "bad-condition"),
    ("a == b", "1:7", "bad-condition"),
    ("'3 <= a'", "1:7", "bad-condition"),
    ("a >= 3,5", "1:7", "bad-condition"),
    ("a <= −2.5", "1:7", "bad-condition"),
    ("5 < a < 3", "1:7", "bad-condition"),
    ("3 < a < 3", "1:7", "bad-condition"),
    ("'3 > a > 1'", "1:7", "bad-condition"),
    ("a one_of()", "1:7", "bad-condition"),
    ("a one_of(b b)", "1:7", "bad-condition"),
    ("a + b >= 3", "1:7", "bad-condition"),
    ("__import__('os')", "1:7", "bad-condition"),
    ("A >= 3", "1:7", "bad-condition"),
    ("''", "1:7", "empty-value"),
])
def test_what_is_no_condition_is_refused_where_it_stands(text: str, place: str, code: str) -> None:
    found, problems = condition(text)
    assert found is None
    assert [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in problems] == [(place, code)]


@pytest.mark.parametrize("text", ["3 <= a <= 3", "-2.5<a<=-1.0", "a>=3", "a = not measured", "a = 3", "a >= b"])
def test_the_leaf_grammar_takes_spaces_or_none(text: str) -> None:
    assert condition(text)[1] == []


def test_all_mistakes_of_a_condition_are_found_at_once() -> None:
    assert codes(condition("{all: [a != b, {anny: [c]}, {not: 'd or e'}]}")[1]) == ["bad-condition", "unknown-key",
            "bad-condition"]


def test_each_leaf_has_its_own_place() -> None:
    found, _ = condition("\n  all:\n    - a\n    - b")
    assert [str(leaf.where) for leaf in leaves_of(found)] == ["a.yaml:3:7", "a.yaml:4:7"]


def test_a_number_as_long_as_a_book_is_refused_and_does_not_stop_the_check() -> None:
    assert codes(condition("a >= " + "9" * 5000)[1]) == ["bad-condition"]


def test_a_condition_nested_as_deep_as_a_file_allows_is_read() -> None:
    assert condition("{not: " * 38 + "a" + "}" * 38)[1] == []


def test_a_missing_condition_is_not_a_tree() -> None:
    problems: list[Problem] = []
    assert fit(Rule, tree_of("{}"), problems) is None
    assert codes(problems) == ["missing-key"]
