"""The table of all cases: it reads back as it was written, and no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.press import Page
from generator.twins.plain import one_line
from generator.twins.spreadsheet import HEADINGS, Line, spreadsheet
from tests.worlds import World


def rows(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def line(title: str) -> Line:
    return Line(case="a", title=title, url="scenarios/a/", status="draft", notice="DRAFT", edition="1")


def test_every_answer_of_every_case_has_a_line(pages: dict[str, Page]) -> None:
    found = rows(pages["data/scenarios.csv"].data)
    assert list(found[0]) == list(HEADINGS)
    said = {(one["id"], f"{one['guideline']}.{one['decision']}"): one["possible"].split(" | ") for one in found}
    listed = json.loads(pages["data/scenarios.json"].data)
    assert said == {(one["id"], name): possible for one in listed for name, possible in one["outcomes"].items()}
    assert len(found) == len(said)
    for one in found:
        assert one["outcome"] == ("open" if " | " in one["possible"] else one["possible"])
        assert (one["needs"] != "") is (one["outcome"] == "open")
        assert one["notice"] == "DRAFT, not reviewed."


def test_an_answer_that_holds_only_for_some_says_for_whom(pages: dict[str, Page]) -> None:
    for one in rows(pages["data/scenarios.csv"].data):
        verdict = json.loads(pages[f"data/scenarios/{one['id']}.json"].data)["guidelines"][one["guideline"]]
        assert (one["condition"] != "") is (verdict["applies"] == "unknown")


def test_a_case_that_was_taken_down_has_a_line_without_an_answer(small_world: World) -> None:
    from tests.page.reviewed import add_event
    add_event(small_world, "scenarios/wilting-plant", "hold", "hedy", note="A mistake")
    found = [one for one in rows(small_world.pages()["data/scenarios.csv"].data) if one["id"] == "wilting-plant"]
    assert [(one["status"], one["guideline"], one["answer"]) for one in found] == [("held", "", "")]
    assert found[0]["notice"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1.3", "@x", "＝1", "\t=1", " =1", "\r=1", "\u00a0=1", "＋", "－", "＠"])
def test_a_text_that_would_be_a_formula_has_an_apostrophe_in_front(text: str) -> None:
    assert rows(spreadsheet([line(text)]))[0]["title"] == f"'{one_line(text)}"


@pytest.mark.parametrize("text", ["−1.3", "a=b", "1-2", "'=1"])
def test_a_text_that_is_none_is_left_as_it_is(text: str) -> None:
    assert rows(spreadsheet([line(text)]))[0]["title"] == text


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=4))
def test_any_text_stays_in_its_cell(texts: list[str]) -> None:
    data = spreadsheet([line(text) for text in texts])
    assert [one["title"].removeprefix("'") for one in rows(data)] == [one_line(text).removeprefix("'") for text in texts]
    assert data.decode().count("\r\n") == len(texts) + 1
