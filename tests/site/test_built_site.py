"""What must hold for every page of the built site."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest

EXTERNAL = re.compile(r"^(https?:)?//")


def pages_of(site: Path) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path, lxml.html.fromstring(path.read_text("utf-8"))


def test_every_internal_link_leads_to_a_page_and_every_fragment_to_an_element(site: Path):
    ids = {path: {node.get("id") for node in page.iter() if node.get("id")} for path, page in pages_of(site)}
    dead = []
    for path, page in pages_of(site):
        for link in page.iterfind(".//a[@href]"):
            href = link.get("href")
            if EXTERNAL.match(href) or href.startswith(("mailto:", "javascript:")) or path.name == "404.html":
                continue
            address, fragment = urldefrag(href)
            if "=" in fragment:
                fragment = ""  # it holds the facts of a case or what a list is narrowed to, and names no element
            target = (path.parent / unquote(urlsplit(address).path)).resolve() if address else path
            if target.is_dir():
                target /= "index.html"
            if not target.is_file() or (fragment and target in ids and fragment not in ids[target]):
                dead.append(f"{path.relative_to(site)} -> {href}")
    assert dead == []


def test_ids_are_unique_on_each_page(site: Path):
    for path, page in pages_of(site):
        found = [node.get("id") for node in page.iter() if node.get("id")]
        assert len(found) == len(set(found)), (path, sorted({one for one in found if found.count(one) > 1}))


def test_every_page_has_one_first_heading(site: Path):
    for path, page in pages_of(site):
        assert len(page.findall(".//h1")) == 1, path


def test_no_page_loads_anything_from_another_host(site: Path):
    for path, page in pages_of(site):
        loads = [node.get("src") for node in page.iter() if node.get("src")]
        loads += [node.get("href") for node in page.iterfind(".//link[@href]") if node.get("rel") != "canonical"]
        assert not [load for load in loads if EXTERNAL.match(load)], path


def test_style_sheets_and_scripts_name_no_other_host(site: Path):
    for path in [*site.glob("assets/*.css"), *site.glob("assets/*.js")]:
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import\s|fetch\(|XMLHttpRequest", path.read_text("utf-8")), path


@pytest.mark.parametrize("folder", ["scenarios", "guidelines", "advice", "drugs"])
def test_no_unapproved_page_asks_to_be_indexed(site: Path, folder: str):
    found = list((site / folder).rglob("index.html"))
    assert found
    for path in found:
        robots = lxml.html.fromstring(path.read_text("utf-8")).findall(".//meta[@name='robots']")
        assert [node.get("content") for node in robots] == ["noindex"], path


def test_addresses_are_relative_so_that_any_sub_path_works(site: Path):
    for path, page in pages_of(site):
        if path.name != "404.html":
            links = [node.get("href") or node.get("src") for node in page.iter() if node.get("href") or node.get("src")]
            assert not [link for link in links if link.startswith("/")], path


@pytest.mark.parametrize("name", ["mild-osteopenia-three-sites", "femoral-neck-osteopenia"])
@pytest.mark.parametrize("page", ["", "patient/"])
def test_the_seed_cases_have_their_addresses(site: Path, name: str, page: str):
    assert (site / "scenarios" / name / page / "index.html").is_file()


@pytest.mark.parametrize("page", [
    "glossary", "references", "method", "editorial-policy", "guidelines/bhof-2022", "advice/calcium", "drugs/denosumab",
])
def test_the_other_pages_have_their_addresses(site: Path, page: str):
    assert (site / page / "index.html").is_file()


def test_machine_twins_are_published_and_agree_with_each_other(site: Path):
    lines = json.loads((site / "data" / "scenarios.json").read_text("utf-8"))
    for line in lines:
        data = json.loads((site / "data" / "scenarios" / f"{line['id']}.json").read_text("utf-8"))
        for key, possible in line["outcomes"].items():
            guideline, decision = key.split(".")
            assert data["guidelines"][guideline]["decisions"][decision]["possible"] == possible
        assert line["status"] == "submitted"
        assert (site / line["url"] / "index.html").is_file()


def test_every_reference_leads_back_to_the_pages_that_cite_it(site: Path):
    page = lxml.html.fromstring((site / "references" / "index.html").read_text("utf-8"))
    entries = page.findall(".//ol[@class='references']/li")
    assert entries
    for entry in entries:
        links = [link.get("href") for link in entry.iterfind(".//a") if link.get("href").startswith("../")]
        assert links, entry.get("id")


def test_the_sitemap_carries_the_editions_date(site: Path):
    dates = set(re.findall(r"<lastmod>([^<]+)</lastmod>", (site / "sitemap.xml").read_text("utf-8")))
    assert dates <= {"2026-11-21"}
