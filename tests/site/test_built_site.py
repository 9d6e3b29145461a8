"""What must hold for every page of the built site."""

import json
import re
from pathlib import Path

import lxml.html
import pytest

from generator.check.compendium import Compendium
from tests.engines import pages_expected
from tests.site.links import EXTERNAL, dead_links, pages_of
from tests.worlds import REPOSITORY

DATA = ("application/json", "application/ld+json")  # read by scripts and machines, never run


def test_every_internal_link_leads_to_a_page_and_every_fragment_to_an_element(site: Path):
    assert dead_links(site) == []


def test_every_page_that_is_rendered_is_built_and_no_other(site: Path):
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert built == pages_expected(REPOSITORY / "build/docs") | {"404.html"}


def test_ids_are_unique_on_each_page(site: Path):
    for path, page in pages_of(site):
        found = [node.get("id") for node in page.iter() if node.get("id")]
        assert len(found) == len(set(found)), (path, sorted({one for one in found if found.count(one) > 1}))


def test_every_page_says_what_the_site_is_for_and_what_it_rests_on(site: Path, compendium: Compendium):
    words = compendium.knowledge.settings.words
    for path, page in pages_of(site):
        foot, = page.find_class("foot")
        assert " ".join(foot.text_content().split()) == f"{words.foot_said} {words.foot_basis}", path
        assert foot.find(".//a") is not None, path


def test_every_page_has_one_first_heading(site: Path):
    for path, page in pages_of(site):
        assert len(page.findall(".//h1")) == 1, path


def test_no_script_stands_in_a_page_and_its_policy_would_run_none(site: Path):
    for path, page in pages_of(site):
        policy, = page.findall(".//meta[@http-equiv='Content-Security-Policy']")
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.get("content").split(";"))
        assert "unsafe" not in rules.get("script-src", rules["default-src"]), path
        assert rules["connect-src"] == "'none'", path
        inline = [node for node in page.iter("script") if not node.get("src") and node.get("type") not in DATA]
        handlers = [(node.tag, name) for node in page.iter() for name in node.attrib if name.startswith("on")]
        assert (inline, handlers, page.findall(".//style")) == ([], [], []), path
        assert not [link for link in page.iterfind(".//a[@href]") if link.get("href").startswith("javascript:")], path


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
