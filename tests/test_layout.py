"""Paragraphs in lines of a width."""

from __future__ import annotations

import re

import pytest

from generator.layout import Paragraph, Tone, heading, item, lines_of


def unpainted(words: str, _: Tone) -> str:
    return words


def painted(words: str, tone: Tone) -> str:
    return f"<{tone.name}>{words}</>"


def test_words_that_fit_stay_on_a_line() -> None:
    assert list(lines_of([Paragraph(words="one two")], 7, unpainted)) == ["one two"]


def test_words_that_do_not_fit_hang_below() -> None:
    assert list(lines_of([item("one two three")], 8, unpainted)) == ["- one", "  two", "  three"]


def test_a_nested_item_hangs_below_itself() -> None:
    assert list(lines_of([item("one two", indent=2)], 7, unpainted)) == ["  - one", "    two"]


def test_lines_that_follow_carry_what_stands_before_them() -> None:
    paragraph = Paragraph(words="one two", first="├─ ", rest="│  ")
    assert list(lines_of([paragraph], 6, unpainted)) == ["├─ one", "│  two"]


def test_a_paragraph_without_words_is_an_empty_line() -> None:
    assert list(lines_of([Paragraph()], 40, unpainted)) == [""]


def test_a_word_longer_than_the_line_is_not_cut() -> None:
    assert list(lines_of([Paragraph(words="see content/a-b.yaml:12 now")], 10, unpainted)) == [
        "see", "content/a-b.yaml:12", "now"]


@pytest.mark.parametrize(("words", "together"), [
    ("a score ≥ 3 % now", "≥ 3"), ("a score <= -2.5 now", "<= -2.5"), ("a dose of 5\N{NO-BREAK SPACE}mg a day", "5 mg"),
    ("−2.5 < score < −1.0 now", "< −1.0"),
])
@pytest.mark.parametrize("width", range(8, 24))
def test_a_sign_its_number_and_its_unit_stay_together(words: str, together: str, width: int) -> None:
    assert any(together in line for line in lines_of([Paragraph(words=words)], width, unpainted))


def test_no_word_is_lost_at_any_width() -> None:
    words = "Advised if hip fracture, spine fracture or FRAX hip fracture ≥ 3 %: see content/x.yaml:3"
    for width in range(1, 100):
        assert " ".join(" ".join(lines_of([item(words)], width, unpainted)).split()) == f"- {words}"


def test_only_the_mark_is_painted() -> None:
    paragraph = Paragraph(mark="✓ met", words=": a leaf", tone=Tone.GOOD, first="└─ ", rest="   ")
    assert list(lines_of([paragraph], 40, painted)) == ["└─ <GOOD>✓ met</>: a leaf"]


def test_a_mark_that_runs_over_the_line_is_not_painted() -> None:
    paragraph = Paragraph(mark="✓ met, DECIDES", words=": a leaf", tone=Tone.GOOD)
    assert not any(re.search("<", line) for line in lines_of([paragraph], 8, painted))


def test_paint_takes_no_room() -> None:
    paragraph = Paragraph(mark="✓ met", words=": one two", tone=Tone.GOOD)
    assert list(lines_of([paragraph], 14, painted)) == ["<GOOD>✓ met</>: one two"]


def test_a_heading_is_all_mark() -> None:
    assert list(lines_of([heading("Stated")], 40, painted)) == ["<HEADING>Stated</>"]
