"""JSON-LD: what a page is, under its condition, and no review that did not happen."""

from __future__ import annotations

import json
import posixpath
from typing import Any

import pytest
import yaml

from generator.check.compendium import Compendium
from generator.page.context import context_of
from generator.press import Page, address_of
from generator.twins.linked import linked_data
from generator.twins.recommendations import is_grade
from tests.page.reviewed import add_event
from tests.site.hostile import WORDS
from tests.worlds import World

CASE = "scenarios/wilting-plant/index.md"


def head(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(page.data.decode().split("---\n", 2)[1])
    return found


def linked(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(head(page)["linked"])
    return found


def test_every_page_with_twins_says_its_own_title_status_and_day(pages: dict[str, Page]) -> None:
    for page in pages.values():
        if page.about is None:
            continue
        data, said = linked(page), head(page)
        assert data["@context"] == "https://schema.org"
        assert (data["name"], data["dateModified"]) == (page.about.title, str(said["updated"]))
        assert posixpath.normpath(f"{address_of(page.path)}{data['encoding']['contentUrl']}") in pages
        assert data["creativeWorkStatus"] == "Submitted, pending human review. DRAFT, not reviewed."
        assert {"lastReviewed", "reviewedBy"} & set(data) == set()
        assert (data["@type"], data.get("audience", {}).get("@type")) == {
            "case": ("MedicalWebPage", "MedicalAudience"), "guideline": ("MedicalWebPage", "MedicalAudience"),
            "leaflet": ("MedicalWebPage", "Patient")}.get(page.about.kind, ("WebPage", None))


def test_a_page_without_twins_has_no_such_data(pages: dict[str, Page]) -> None:
    assert "linked" not in head(pages["index.md"])


def test_a_case_recommends_what_leads_it_under_its_condition(pages: dict[str, Page]) -> None:
    data, evaluation = linked(pages[CASE]), json.loads(pages["data/scenarios/wilting-plant.json"].data)
    names = [one["name"] for one in data["mainEntity"]]
    assert names == [f"{decision}, Garden Club 2020, Northland" for decision in ("Watering", "Treatment")]
    assert [evaluation["lead"][name] for name in ("watering", "treatment")] == ["garden-club-2020"] * 2
    settled, open_one = (one["description"] for one in data["mainEntity"])
    condition = "if the plant belongs to its population (ferns and orchids): "
    assert settled == f"{condition}water"
    assert open_one.startswith(f"{condition}leave alone or watch or treat. Depends on: ")
    assert data["mainEntity"][0]["guideline"] == {
        "@type": "MedicalGuideline", "name": "Indoor plants: a guide for members", "evidenceOrigin": "guideline",
        "guidelineDate": "2020-03-01"}
    assert data["about"]["description"].startswith("For: ")


def test_a_strength_is_given_only_where_the_source_gives_one(small_world: World) -> None:
    club = "content/guidelines/garden-club-2020.yaml"
    assert all("recommendationStrength" not in one for one in linked(small_world.pages()[CASE])["mainEntity"])
    text = small_world.text(club)
    small_world.write(club, text.replace("grade: ungraded\n", "grade: strong, by two trials\n", 1))
    assert linked(small_world.pages()[CASE])["mainEntity"][0]["recommendationStrength"] == "strong, by two trials"


@pytest.mark.parametrize(("grade", "given"), [
    ("strong", True), ("strong by its verb \"we recommend\"; certainty not read", True), ("grade A, best evidence level 1", True),
    ("strong, against", True), ("none", False), ("none; a gap in the published table", False), ("not read", False),
    ("ungraded; verb \"consider\"", False), ("definition, ungraded", False), ("table, ungraded", False)])
def test_the_shipped_words_for_no_strength_are_known(grade: str, given: bool, compendium: Compendium) -> None:
    assert is_grade(context_of(compendium), grade) is given


def test_once_approved_a_page_says_when_and_by_whom(approved: dict[str, Page]) -> None:
    data = linked(approved[CASE])
    assert data["lastReviewed"] == "2026-01-05"
    assert [one["name"] for one in data["reviewedBy"]] == ["Bo Botanist", "Gus Gardener"]
    assert "DRAFT" not in data["creativeWorkStatus"]


def test_a_page_that_was_taken_down_has_no_twins_beside_it(small_world: World) -> None:
    add_event(small_world, "scenarios/wilting-plant", "hold", "hedy", note="A mistake")
    pages = small_world.pages()
    assert "linked" not in head(pages[CASE])
    found = [path for path in pages if "wilting-plant" in path and path.startswith("data/")]
    assert [path for path in found if not path.startswith("data/sources/")] == ["data/scenarios/wilting-plant.json"]
    assert b"wilting-plant" not in pages["llms.txt"].data


@pytest.mark.parametrize("text", [WORDS.format(1), "</script>", "<!--", "]]>", "a\u2028b\u2029c", "it's &amp; \\u003c"])
def test_no_text_ends_the_element(text: str, pages: dict[str, Page], small_library: Compendium) -> None:
    from dataclasses import replace
    page = pages[CASE]
    assert page.about is not None
    said = linked_data(context_of(small_library), replace(page, about=replace(page.about, title=text)), "2026-01-01")
    assert not set("<>&\u2028\u2029") & set(said)
    assert json.loads(said)["name"] == text
