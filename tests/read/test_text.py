from __future__ import annotations

import pytest

from generator.origin import Where
from generator.read.text import HIDDEN, LARGEST_FILE, hidden_character, read_text
from tests.worlds import codes, said


@pytest.mark.parametrize(("data", "place", "code"), [
    (b"", "1:1", "empty-file"),
    (b" \n\t\n", "1:1", "empty-file"),
    (b"\xef\xbb\xbf", "1:1", "empty-file"),
    (b"a\nb\xe9", "2:2", "not-utf-8"),
    ("é\xe9".encode() + b"\xff", "1:3", "not-utf-8"),
    ("text".encode("utf-16"), "1:1", "not-utf-8"),
    (b"a" * (LARGEST_FILE + 1), "1:1", "too-large"),
])
def test_what_is_no_text_is_refused_with_its_place(data: bytes, place: str, code: str) -> None:
    text, problems = read_text(data, "a")
    assert text is None
    assert [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in problems] == [(place, code)]


@pytest.mark.parametrize("text", [
    "plain", "à la carte −1.3 °C ≥ 3 %", "日本語", "a\u200cb\u200dc", "👩🏽\u200d⚕️", "a\tb\r\nc", "no\u00a0break",
])
def test_text_that_shows_what_it_says_is_kept(text: str) -> None:
    assert read_text(text.encode(), "a") == (text, [])


def test_a_byte_order_mark_in_front_is_no_part_of_the_text() -> None:
    assert read_text(b"\xef\xbb\xbftext", "a") == ("text", [])


@pytest.mark.parametrize("char", [
    "\0", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\u00ad", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a",
    "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\ufffe", "\ue000", "\U000e0041", "\U000f0000", "\r",
])
def test_a_character_that_hides_is_refused_where_it_stands_and_leaves_a_space(char: str) -> None:
    text, problems = read_text(f"one\ntwo {char}three".encode(), "a")
    assert text == "one\ntwo  three"
    assert [(str(problem.where), problem.code) for problem in problems] == [("a:2:5", "bad-character")]
    assert f"U+{ord(char):04X}" in problems[0].message


def test_half_a_character_is_hidden_too() -> None:
    assert HIDDEN.search("\ud83d")


def test_each_line_with_a_hidden_character_is_named_once() -> None:
    _, problems = read_text("a\u200b\u200b\nb\nc\u200b".encode(), "a")
    assert [problem.where.line for problem in problems] == [1, 3]


def test_a_message_about_a_hidden_character_names_it_and_does_not_hold_it() -> None:
    problem = hidden_character("a\u202eb", Where("a"))
    assert problem is not None
    assert "right-to-left override" in str(problem)
    assert "\u202e" not in str(problem)


def test_a_text_without_hidden_characters_has_no_problem() -> None:
    assert hidden_character("plain", Where("a")) is None


def test_no_file_of_the_shipped_knowledge_base_holds_a_hidden_character(shipped) -> None:
    assert "bad-character" not in codes(shipped.problems), said(shipped.problems)


MERGED = b"title: Ferns\n<<<<<<< ours\nsummary: dry\n=======\nsummary: wet\n>>>>>>> theirs\n"


def test_two_versions_that_nobody_has_chosen_from_are_one_mistake() -> None:
    text, problems = read_text(MERGED, "a.yaml")
    assert (text, [str(one).split("\n")[0] for one in problems]) == (
        None, ["a.yaml:2:1: [merge-conflict] from here on this file was merged by two people"])


@pytest.mark.parametrize("text", ["Ferns\n=======\n", "a: <<<<<<< b\n", "<<<<<<< ours\n", ">>>>>>> theirs\n<<<<<<< ours\n"])
def test_signs_that_only_look_like_it_are_text(text: str) -> None:
    assert read_text(text.encode(), "a.md") == (text, [])
