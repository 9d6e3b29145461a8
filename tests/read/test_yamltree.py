from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.origin import Text, Where
from generator.read.text import LARGEST_FILE
from generator.read.yamltree import DEEPEST_NESTING, Map, Seq, read_tree
from tests.worlds import codes, said, tree_of

TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x85\u2028\u2029"), max_size=20)
QUICK = settings(max_examples=150, deadline=None, derandomize=True, database=None,
                 suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("written", ["010", "0x1F", "0o17", "1.0", "1e3", "1_000", "NO", "no", "Yes", "on", "~", "null", "Null",
                                     ".inf",
                                     "2026-11-21", "2026-11-21 10:00:00", "12:30:45", "=", "-0", "+1.50", "66..69"])
def test_plain_text_stays_as_it_was_written(written: str) -> None:
    assert tree_of(f"value: {written}") == {"value": written}


@pytest.mark.parametrize(("written", "value"), [
    ("'it''s'", "it's"), ('"a\\tb"', "a\tb"), ('"NO"', "NO"), ("'010'", "010"), ("a  b", "a  b"), (">-\n  one\n  two", "one two"),
    ("|\n  one\n  two\n", "one\ntwo\n"), ("", ""), ('""', ""), ("a # note", "a"), ("a#b", "a#b"), ("−1.3", "−1.3"),
])
def test_quotes_and_blocks_are_taken_off(written: str, value: str) -> None:
    assert tree_of(f"value: {written}") == {"value": value}


@pytest.mark.parametrize(("text", "path", "line", "column"), [
    ("a: b", [], 1, 1),
    ("a: b", ["a"], 1, 4),
    ("\n# note\na:\n  b:   c", ["a", "b"], 4, 8),
    ("a:\n  - x\n  - y", ["a", 1], 3, 5),
    ("a:\n  - x\n  - y", ["a"], 2, 3),
    ("a: {b: [x, y]}", ["a", "b", 1], 1, 12),
    ("a: >-\n  text", ["a"], 1, 4),
    ("a: 'text'", ["a"], 1, 4),
    ("é: ß", ["é"], 1, 4),
    ("a: b\r\nc: d", ["c"], 2, 4),
    ("\N{BYTE ORDER MARK}a: b", ["a"], 1, 4),
])
def test_a_value_knows_its_line_and_column(text: str, path: list[str | int], line: int, column: int) -> None:
    part = tree_of(text)
    for step in path:
        part = part[step]
    assert part.where == Where("a.yaml", line, column)


def test_a_key_knows_its_line_and_column() -> None:
    tree = tree_of("a: b\nlong key:   c")
    assert isinstance(tree, Map)
    assert tree.key("long key").where == Where("a.yaml", 2, 1)


def test_a_mapping_keeps_the_order_of_its_keys() -> None:
    assert list(tree_of("b: 1\na: 2\nc: 3")) == ["b", "a", "c"]


def test_the_parts_of_a_tree_are_maps_lists_and_text() -> None:
    tree = tree_of("a: [b]")
    assert (type(tree), type(tree["a"]), type(tree["a"][0])) == (Map, Seq, Text)


@pytest.mark.parametrize(("text", "place", "code"), [
    ("a: b\na: c", "2:1", "duplicate-key"),
    ("{a: b, a: c}", "1:8", "duplicate-key"),
    ("a:\n  b: 1\n  'b': 2", "3:3", "duplicate-key"),
    ("a: &name b", "1:4", "anchor"),
    ("a: &name [b]", "1:4", "anchor"),
    ("a: *name", "1:4", "alias"),
    ("a: !!int 3", "1:4", "tag"),
    ("a: !own {b: c}", "1:4", "tag"),
    ("<<: {a: b}", "1:1", "merge-key"),
    ("{a: b}: c", "1:1", "complex-key"),
    ("? [a]\n: c", "1:3", "complex-key"),
    ("a: b\n---\nc: d", "2:1", "second-document"),
    ("a: b\n...\nc: d", "3:1", "yaml-syntax"),
    ("a: 'b", "1:4", "yaml-syntax"),
    ("a: b: c", "1:5", "yaml-syntax"),
    ("a: [b}", "1:6", "yaml-syntax"),
    ("a: b\n c: d", "2:3", "yaml-syntax"),
    ("a: @b", "1:4", "yaml-syntax"),
    ("a: %b", "1:4", "yaml-syntax"),
    ("a:\n\tb: c", "2:1", "tab"),
    ("a:\n  b: c\n\td: e", "3:1", "tab"),
])
def test_what_is_not_plain_yaml_is_refused_where_it_stands(text: str, place: str, code: str) -> None:
    _, problems = read_tree(text.encode(), "a.yaml")
    assert [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in problems] == [(place, code)]


@pytest.mark.parametrize("text", ["a: <<", 'a: "<<"', "a: '*b'", "a: '&b'", "a: b---", "---\na: b", "a: b\n...", "a: x!y",
                                  "a: b\tc"])
def test_what_only_looks_like_it_is_accepted(text: str) -> None:
    assert read_tree(text.encode(), "a.yaml")[1] == []


@pytest.mark.parametrize(("data", "place", "code"), [
    (b"", "1:1", "empty-file"),
    (b" \n\n", "1:1", "empty-file"),
    (b"\xef\xbb\xbf", "1:1", "empty-file"),
    (b"# only a note\n", "1:1", "empty-file"),
    (b"---\n", None, None),
    (b"a: b\nc: caf\xe9\n", "2:7", "not-utf-8"),
    ("a: b".encode("utf-16"), "1:1", "not-utf-8"),
    (b"a: " + b"b" * LARGEST_FILE, "1:1", "too-large"),
])
def test_a_file_that_cannot_be_read_says_why(data: bytes, place: str | None, code: str | None) -> None:
    tree, problems = read_tree(data, "a.yaml")
    found = [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in problems]
    assert found == ([] if code is None else [(place, code)])
    assert (tree is None) is bool(found)


def test_a_file_may_be_as_large_as_the_limit() -> None:
    assert read_tree(b"a: ".ljust(LARGEST_FILE, b"b"), "a.yaml")[1] == []


def test_nesting_may_be_as_deep_as_the_limit() -> None:
    assert read_tree(b"[" * DEEPEST_NESTING + b"]" * DEEPEST_NESTING, "a.yaml")[1] == []


def test_nesting_one_level_deeper_is_refused_where_it_begins() -> None:
    _, problems = read_tree(b"[" * (DEEPEST_NESTING + 1) + b"]" * (DEEPEST_NESTING + 1), "a.yaml")
    assert said(problems) == [f"1:{DEEPEST_NESTING + 1} [too-deep] more than {DEEPEST_NESTING} levels are nested here"]


def test_nesting_that_never_ends_is_refused_without_running_out_of_stack() -> None:
    assert codes(read_tree(b"[" * 500_000, "a.yaml")[1]) == ["too-deep"]


def test_all_mistakes_of_one_file_are_found_at_once() -> None:
    _, problems = read_tree(b"a: &x 1\nb: !!int 2\na: 3\n<<: {}\n", "a.yaml")
    assert codes(problems) == ["anchor", "tag", "duplicate-key", "merge-key"]


def test_mistakes_before_the_place_where_reading_stops_are_kept() -> None:
    _, problems = read_tree(b"a: &x 1\nb: [", "a.yaml")
    assert codes(problems) == ["anchor", "yaml-syntax"]


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert read_tree(b"a: first\na: second", "a.yaml")[0] == {"a": "first"}


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    _, problems = read_tree(b"a: 1\nb: 2\na: 3", "a.yaml")
    assert problems[0].hint == "The first is on line 1. Keep one of them."


def test_a_key_that_is_a_control_character_is_not_dropped_in_silence() -> None:
    tree, problems = read_tree(b'"\\0": value', "a.yaml")
    assert problems or tree == {"\0": "value"}


def test_an_alias_is_one_mistake_and_leaves_no_empty_value_behind() -> None:
    tree, _ = read_tree(b"a: *name", "a.yaml")
    assert isinstance(tree, Map)
    assert tree.at("a") != ""


@QUICK
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_tree_or_a_problem(data: bytes) -> None:
    tree, problems = read_tree(data, "a.yaml")
    assert tree is not None or problems


@QUICK
@given(st.text(alphabet="ab:-[]{}?&*!|>'\"#%@,\n \t<", max_size=30))
def test_any_punctuation_gives_a_tree_or_a_problem_inside_the_file(text: str) -> None:
    tree, problems = read_tree(text.encode(), "a.yaml")
    assert tree is not None or problems
    assert all(1 <= problem.where.line <= text.count("\n") + 2 and problem.where.column >= 1 for problem in problems)


@QUICK
@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXT))
def test_quoted_text_comes_back_letter_by_letter(content: dict[str, str]) -> None:
    lines = [f"{key}: '" + value.replace("'", "''") + "'" for key, value in content.items()]
    tree, problems = read_tree("\n".join(lines or ["{}"]).encode(), "a.yaml")
    assert problems or tree == content
