"""The index says what the pages say: facts in steps, names, whole sentences, and nothing that all pages repeat."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from generator.corridor import render_all
from generator.read.knowledge import Folders
from generator.search.entries import LONGEST_LINE, Entry, shortened
from generator.search.index import SHELF, address
from generator.search.tokens import tokens
from tests.worlds import SMALL_WORLD


@cache
def files() -> dict[str, str]:
    """What is made for search in the small world."""
    return {page.path: page.data.decode() for page in render_all(Folders(SMALL_WORLD)).pages if page.path.startswith("data/search")}


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
    assert [entry["short_title"] for entry in entries] == [page[2] for page in index["pages"]]


def test_a_stated_value_stands_in_whole_steps() -> None:
    index, entries = script("data/search.js"), json.loads(files()["data/search.json"])
    place = next(number for number, entry in enumerate(entries) if entry["url"] == "scenarios/wilting-plant/")
    stated = dict(one.split(":", 1) for one in index["pages"][place][4].split())
    assert entries[place]["facts"]["moisture_root"] == "2.0"
    number = next(at for at, fact in enumerate(index["facts"]) if "root" in fact["label"] and fact.get("step") == 0.1)
    assert stated[str(number)] == "20"


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
    entry = Entry(kind="term", id="mite", title="Mite", short_title="Mite", status="", line="")
    assert address(entry) == "glossary/#mite"
