"""The page of all references: what each is, what became of it, what rests on it and where."""

from __future__ import annotations

import re

import lxml.html
import pytest

from generator.page.references import MOST_OPEN
from tests.page.conftest import Shelf
from tests.worlds import World

LIST = "content/references.json"


def entry(world: World, reference: str) -> lxml.html.HtmlElement:
    page = lxml.html.fromstring(world.pages()["references.md"].data.decode().split("\n---\n", 1)[1])
    return page.find(f".//li[@id='{reference}']")


def text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def links(element: lxml.html.HtmlElement) -> list[str]:
    return [link.get("href") for link in element.iterfind(".//a")]


@pytest.mark.parametrize(("reference", "words"), [
    ("fern-society-2024", "Kind: guideline. Status: ✓ current (looked up 2026-01-31)."),
    ("leaf-trial-2019", "Kind: randomized trial. Status: ± corrected (looked up 2026-01-30), notice doi:10.1000/182."),
    ("garden-club-2020", "Kind: guideline. Status: ? not looked up. Seen at: the printed guide."),
    ("soap-label", "Status: → superseded (looked up 2026-01-31). Cited all the same: the bottle of 2019 could not be read. "
                   "Set id 01234567-89ab-cdef-0123-456789abcdef."),
])
def test_a_reference_says_what_it_is_and_what_became_of_it(small_world: World, reference: str, words: str) -> None:
    assert words in text(entry(small_world, reference))


def test_what_took_the_place_of_a_work_is_linked(small_world: World) -> None:
    small_world.edit(LIST, '"still_cited":', '"replaced_by": "leaf-trial-2019", "notice": "fern-society-2024", "still_cited":')
    found = entry(small_world, "soap-label")
    assert "replaced by Green 2019, notice Fern Society 2024. Cited all the same" in text(found)
    assert {"#leaf-trial-2019", "#fern-society-2024"} <= set(links(found))


@pytest.mark.parametrize(("reference", "line"), [
    ("garden-club-2020", "Garden Club 2020, Watering: some reading is 2.0 or lower (page 3); no reading"),
    ("garden-club-2020", "Daily care: Look under 3 leaves a week. (page 4); Any heater is too near."),
    ("fern-society-2024", "Daily care: 1 m is enough. (†)"),
    ("soap-label", "soap spray: It is sprayed under the leaves, 3 times in 2 weeks. (warning); How it is used"),
    ("leaf-trial-2019", "Daily care: Move it 2 m away from the heater. (table 3‡); Do not water a wilted plant with a moist root "
                        "because it is drowning. (table 2); The top reads"),
])
def test_what_rests_on_a_reference_is_listed_with_its_place_and_how_it_was_checked(small_world: World, reference: str,
                                                                                   line: str) -> None:
    assert any(text(found).startswith(line) for found in entry(small_world, reference).iterfind(".//details//li"))


@pytest.mark.parametrize(("reference", "link"), [
    ("garden-club-2020", "../guidelines/garden-club-2020/#watering-not-dry"),
    ("garden-club-2020", "../guidelines/garden-club-2020/"), ("garden-club-2020", "../advice/daily-care/#look-under-leaves"),
    ("garden-club-2020", "../scenarios/wilting-plant/"),
    ("soap-label", "../drugs/soap_spray/#spray_fit-cactus"), ("soap-label", "../drugs/soap_spray/#point-use"),
])
def test_everything_that_rests_on_a_reference_is_linked(small_world: World, reference: str, link: str) -> None:
    assert link in links(entry(small_world, reference))


def test_a_use_of_a_standing_sentence_needs_no_page(small_world: World) -> None:
    small_world.edit("content/kb.yaml", "the open answers turn out to be.", "the open answers turn out to be [@soap-label].")
    assert "standing sentence" not in text(entry(small_world, "soap-label"))


def test_pages_that_are_linked_as_resting_on_a_work_are_not_listed_again(shelf: Shelf) -> None:
    page = lxml.html.fromstring(shelf.text("references.md").split("\n---\n", 1)[1])
    for found in page.iterfind(".//ol/li"):
        resting = {link.get("href").partition("#")[0] for link in found.iterfind("details//a")}
        assert not resting & {link.get("href") for link in found.iterfind("p[last()]/a")}, found.get("id")


def test_long_lists_are_folded_and_short_ones_are_not(shelf: Shelf) -> None:
    page = lxml.html.fromstring(shelf.text("references.md").split("\n---\n", 1)[1])
    for found in page.iterfind(".//details"):
        count = sum(int(number) for number in re.findall(r"\((\d+)\)", text(found.find("summary"))))
        assert (found.get("open") is None) is (count > MOST_OPEN)


def test_every_rule_of_every_guideline_and_label_stands_on_the_page(shelf: Shelf) -> None:
    page = shelf.text("references.md")
    for edition in shelf.context.compendium.knowledge.editions:
        for decision, rules in edition.rules.tables.items():
            assert [rule.id for rule in rules if f'/{edition.id}/#{decision}-{rule.id}"' not in page] == []


def test_every_link_leads_to_an_element_of_its_page(shelf: Shelf) -> None:
    known = {path.removesuffix("index.md").removesuffix(".md").rstrip("/"): page.data.decode()
             for path, page in shelf.pages.items() if path.endswith(".md")}
    for path, anchor in set(re.findall(r'href="\.\./([^"#]+)/#([^"]+)"', shelf.text("references.md"))):
        assert f'id="{anchor}"' in known[path] or f"{{ #{anchor} }}" in known[path], (path, anchor)


@pytest.mark.parametrize(("status", "words"), [
    ("corrected", "± corrected"), ("of-concern", "! expression of concern"), ("current", ""), ("", ""),
])
def test_a_page_says_which_of_its_references_no_longer_stand(small_world: World, status: str, words: str) -> None:
    notes = f'"status": "{status}", "status_seen": "2026-01-30"' if status else '"x": 0'
    small_world.edit(LIST, '"status": "corrected", "status_seen": "2026-01-30",\n   "notice": "10.1000/182"', notes)
    found = re.search(r"<li id=\"r\d+\">Green.*", small_world.pages()["advice/daily-care.md"].data.decode())
    assert found is not None
    shown = text(lxml.html.fromstring(found[0]))
    assert f"1-9. {words} Research, read".replace("  ", " ") in shown
