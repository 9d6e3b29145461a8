"""Texts become the same words and numbers however they are typed; the browser's half is tried in tests/browser/test_search.py."""

from __future__ import annotations

import json

import pytest

from generator.search.tokens import tokens
from tests.worlds import TESTS

CASES: dict[str, list[str]] = json.loads((TESTS / "search_tokens.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_a_text_is_cut_into_words_and_numbers(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize("spellings", [("-1.3", "−1.3", "minus 1.3", "–1.30"), ("T-score -2.0", "t score minus 2", "T‑scores −2"),
                                       ("FRAX 3%", "frax 3 %", "FRAX 3.0 percent")])
def test_spellings_of_one_number_are_the_same(spellings: tuple[str, ...]) -> None:
    assert len({tuple(tokens(text)) for text in spellings}) == 1
