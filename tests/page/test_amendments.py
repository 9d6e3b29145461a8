from __future__ import annotations

import pytest

from generator.origin import Where
from generator.page.amendments import shortened, stretches, uncited, wordings
from generator.read.statements import Statement
from generator.review.standing import Amended

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def statement(words: str) -> Statement:
    return Statement(id="a", heading="", words=words, meaning="m", where=Where("a.yaml"))


@pytest.mark.parametrize(("was", "now", "shown"), [
    ("take 3 a day", "take 5 a day", "take 3 a day"),
    (LONG, LONG.replace("twelve", "12"), "… six seven eight nine ten eleven twelve thirteen fourteen"),
    (LONG, LONG, "…"),
])
def test_what_both_wordings_have_is_cut_short(was: str, now: str, shown: str) -> None:
    assert shortened(was, now) == shown


def test_both_wordings_in_one_line_lose_no_word() -> None:
    found = stretches("take 3 a day with food", "take 5 a day")
    assert [(one.kind, one.words) for one in found] == [
        ("same", "take"), ("was", "3"), ("now", "5"), ("same", "a day"), ("was", "with food")]


def test_citations_are_left_out_unless_they_alone_have_changed() -> None:
    cited, other = "Water it [@a, page 2]{source}.", "Water it [@b]{recalled}."
    assert uncited(cited) == "Water it."
    assert wordings(Amended(statement(cited), statement(other))) == (cited, other)
    assert wordings(Amended(statement(cited), statement(cited.replace("Water", "Dry")))) == ("Water it.", "Dry it.")
