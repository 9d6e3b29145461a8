"""A site with older editions, built strictly: addresses, dates in the sitemap, the feed, and what search does not find."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest

from tests.editions import FIRST, SECOND, with_editions
from tests.site.gardens import plant, well_built

ADDRESS = "https://plants.example/kb/"
OLD = f"editions/{FIRST}/scenarios/wilting-plant/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return well_built(with_editions(plant(tmp_path_factory.mktemp("old") / "plants")).root, SITE_URL=ADDRESS)


def page(site: Path, path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / path).read_text("utf-8"))


def test_the_sitemap_dates_pages_by_their_last_change(site: Path) -> None:
    found = dict(re.findall(r"<loc>([^<]*)</loc>\s*<lastmod>([^<]*)</lastmod>", (site / "sitemap.xml").read_text("utf-8")))
    assert found[f"{ADDRESS}scenarios/wilting-plant/"] == "2025-12-20"
    assert found[f"{ADDRESS}guidelines/garden-club-2020/"] == "2025-11-01"
    assert found[ADDRESS] == "2026-02-01"
    assert not [address for address in found if "/editions/" in address]


def test_an_older_page_asks_not_to_be_indexed_and_is_not_found_by_search(site: Path) -> None:
    assert [node.get("content") for node in page(site, OLD).findall(".//meta[@name='robots']")] == ["noindex"]
    found = json.loads((site / "data/search.json").read_text("utf-8"))
    addresses = [one["url"] for one in found]
    assert addresses
    assert not [one for one in addresses if one.startswith(("editions/", f"changes/{SECOND}"))]


def test_no_link_of_an_older_page_is_dead(site: Path) -> None:
    for path in sorted((site / "editions").rglob("*.html")):
        for link in lxml.html.fromstring(path.read_text("utf-8")).xpath("//article//a[@href]"):
            address, _, place = link.get("href").partition("#")
            if not address.startswith("https:"):
                target = (path.parent / address).resolve() if address else path
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), (path, address)
                holds_facts = "=" in place  # what a case states, or what a list is narrowed to, and no element
                assert not place or holds_facts or f'id="{place}"' in target.read_text("utf-8"), (path, place)


def test_every_page_leads_to_the_feed(site: Path) -> None:
    for path in ("index.html", "scenarios/wilting-plant/patient/index.html", OLD):
        links = page(site, path).findall(".//link[@type='application/atom+xml']")
        assert [(site / path).parent.joinpath(link.get("href")).resolve() for link in links] == [site / "changes.atom.xml"]


def test_the_feed_knows_the_address_of_the_site(site: Path) -> None:
    assert f'xml:base="{ADDRESS}"' in (site / "changes.atom.xml").read_text("utf-8")


def test_twins_of_a_site_with_an_address_know_it(site: Path) -> None:
    case = page(site, "scenarios/wilting-plant/index.html")
    linked = json.loads(case.find(".//script[@type='application/ld+json']").text)
    assert linked["url"] == f"{ADDRESS}scenarios/wilting-plant/"
    assert [node.text_content().strip() for node in case.find_class("address")] == [f"{ADDRESS}scenarios/wilting-plant/"]
    path = "data/fhir/PlanDefinition-garden-club-2020.json"
    assert json.loads((site / path).read_text("utf-8"))["url"] == f"{ADDRESS}{path}"


def test_an_older_page_offers_no_files_of_now_and_no_data(site: Path) -> None:
    old = page(site, OLD)
    assert (old.find_class("exports"), old.findall(".//script[@type='application/ld+json']")) == ([], [])
    assert [node.get("href") for node in old.xpath("//article//a[contains(@href, 'data/')]")] == []
