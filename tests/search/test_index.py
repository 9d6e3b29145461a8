"""The index says what the pages say: facts in steps, names, whole sentences, and nothing that all pages repeat."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from generator.core.facts import Fact, Kind, Values
from generator.corridor import render_all
from generator.origin import Where
from generator.read.knowledge import Folders
from generator.search.entries import LONGEST_LINE, SearchEntry, shortened
from generator.search.index import SHELF, address, stated_steps
from generator.search.tokens import tokens
from tests.worlds import SMALL_WORLD


@cache
def files() -> dict[str, str]:
    """What is made for search in the small world."""
    pages = render_all(Folders(SMALL_WORLD)).pages
    return {page.path: page.data.decode() for page in pages if page.path.startswith("data/search")}


def script(path: str) -> Any:
    """The data of a script: what stands behind the first = of its only statement."""
    opens, _, data = files()[path].partition("=")
    assert opens.startswith("window.kbSearch")
    return json.loads(data.removesuffix(";\n"))


def test_the_scripts_say_the_same_as_their_json() -> None:
    index, entries = script("data/search.js"), json.loads(files()["data/search.json"])
    shown = [row for number in range(-(-len(entries) // SHELF)) for row in script(f"data/search/{number}.js")]
    assert [[entry["short_title"], entry["status"], entry["line"]] for entry in entries] == shown
    found = [index["kinds"][kind][0].replace("*", name) for kind, name, *_ in index["pages"]]
    assert [entry["url"] for entry in entries] == found


FACTS = [Fact(id=f"fact_{number}", kind=Kind.NUMBER, where=Where(""), low=-99, high=99) for number in range(120)]
YES_NO = Fact(id="yes_or_no", kind=Kind.YES_NO, where=Where(""), choices=("no", "yes"))


@pytest.mark.parametrize(("stated", "written"), [
    ({}, ""), ({0: ((7, 7),)}, "A7"), ({0: ((1, 1),), 1: ((-14, -10),), 30: ((0, 0),)}, "AA-14:-10c0"),
    ({110: ((2, 2),)}, "z!z!G2"), ({3: ((1, 2), (5, 5))}, "D1:2+5"),
])
def test_stated_values_are_written_in_steps(stated: dict[int, tuple[tuple[int, int], ...]], written: str) -> None:
    assert stated_steps({f"fact_{number}": Values(ranges) for number, ranges in stated.items()}, FACTS) == written


def test_yes_is_written_and_no_is_not() -> None:
    assert stated_steps({"yes_or_no": Values(((1, 1),))}, [YES_NO]) == "A"
    assert stated_steps({"yes_or_no": Values(((0, 0),))}, [YES_NO]) == ""


def test_other_names_of_a_fact_lead_to_it() -> None:
    index = script("data/search.js")
    numbers = dict(index["names"])["meter"]
    assert {index["facts"][number]["unit"] for number in numbers} == {""}
    assert all("step" in index["facts"][number] for number in numbers)


def test_a_drug_goes_by_its_brands() -> None:
    entries = json.loads(files()["data/search.json"])
    drug = next(entry for entry in entries if entry["url"] == "drugs/soap_spray/")
    assert drug["names"][0] == drug["title"].lower() or drug["names"][0] == drug["title"]


def test_words_of_a_page_stand_once() -> None:
    for _, _, title, words, *_ in script("data/search.js")["pages"]:
        found = words.split()
        assert len(found) == len(set(found))
        assert not set(found) & set(tokens(title))


@pytest.mark.parametrize(("text", "expected"), [
    ("One. Two.", "One. Two."),
    ("If it holds, one thing;  else another.  Then more.", "If it holds, one thing; else another. Then more."),
    (f"{'Long ' * 100}if so. Next.", f"{'Long ' * 100}if so."),
])
def test_a_line_is_whole_sentences(text: str, expected: str) -> None:
    assert shortened(text) == expected
    assert len(expected) <= LONGEST_LINE or ". " not in expected


def test_every_kind_of_page_has_an_address() -> None:
    entry = SearchEntry(kind="term", id="mite", title="Mite", short_title="Mite", status="", line="")
    assert address(entry) == "glossary/#mite"
