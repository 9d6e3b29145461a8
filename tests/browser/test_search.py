"""A reader types what a report says, and the right page comes first: by keyboard, from a disk, and without JavaScript."""

from __future__ import annotations

import json
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from generator.search.tokens import tokens
from tests.worlds import TESTS

SEEDS = ("scenarios/mild-osteopenia-three-sites/", "scenarios/femoral-neck-osteopenia/")
NECK = r"femoral neck T-score −1\.3"
# What is typed; the page that comes first, or part of the reason for which it does.
QUERIES = (
    ("L1-L2 -1.3, left total hip -0.3, left femoral neck -1.1", SEEDS[0], ""),
    ("−1.3 −0.3 −1.1", SEEDS[0], ""),
    ("femoral neck -2.0 total hip -1.1 lumbar spine 0.1", SEEDS[1], ""),
    ("-1.3 femoral neck", "", NECK),
    ("femoral neck minus 1.3", "", NECK),
    ("T-score -2.0", SEEDS[1], r"−2\.0"),
    ("−2.0", SEEDS[1], r"−2\.0"),
    ("t score minus 2", SEEDS[1], r"−2\.0"),
    ("FRAX 3%", "", r"FRAX (hip|major) fracture (3 %|\S+ % \(nearest\))"),
    ("osteopenia t score -1.8 63 year old woman treat or not", "", r"T-score .*age 6"),
    ("spine 0.2 femoral neck -2.4 discordance", "", r"femoral neck T-score −2\.4"),
    ("missed prolia 8 months ago what now", "scenarios/denosumab-8-months-since-last-shot/", "8 months"),
    ("Prolia", "drugs/denosumab/", ""), ("fosamax", "drugs/alendronate/", ""), ("Evenity", "drugs/romosozumab/", ""),
    ("Evnity", "drugs/romosozumab/", ""), ("Reclast", "drugs/zoledronate/", ""),
)


def found(page: Page, query: str) -> tuple[str, str]:
    """The address and the words of the page that comes first."""
    page.evaluate("document.querySelector('#site-found').replaceChildren()")
    page.locator("input[name=q]").fill(query)
    first = page.locator("#site-found [role=option]").first
    first.wait_for(timeout=15_000)
    return first.get_attribute("href") or "", first.inner_text().replace("\u00a0", " ")


def test_the_right_page_comes_first(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    for query, path, reason in QUERIES:
        href, said = found(page, query)
        assert href.endswith(path), (query, href)
        assert re.search(reason, said), (query, said)
        assert "pending human review" in said, query
    page.close()


def test_browser_and_generator_cut_texts_alike(browser: Browser, address: str, site: Path):
    cases = json.loads((TESTS / "search_tokens.json").read_text("utf-8"))
    entries = json.loads((site / "data/search.json").read_text("utf-8"))
    texts = [*cases, *(entry[key] for entry in entries for key in ("title", "line"))]
    page = browser.new_page()
    page.goto(address)
    page.add_script_tag(url=f"{address}assets/search-engine.js")
    cut = page.evaluate("texts => texts.map(text => kbSearch.tokens(text))", texts)
    page.close()
    assert [(text, one) for text, one in zip(texts, cut, strict=True) if one != tokens(text)] == []


def test_search_goes_by_keyboard_is_announced_and_can_be_shared(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 390, "height": 740}, color_scheme="dark")
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("-2.0 femoral neck")
    field, options = page.locator("input[name=q]"), page.locator("#site-found [role=option]")
    options.first.wait_for(timeout=15_000)
    assert re.fullmatch(r"\d+ pages found", page.locator(".site-found [role=status]").inner_text())
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    broken = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [f'{one["id"]}: {[node["target"] for node in one["nodes"]][:3]}' for one in broken] == []
    shared = page.url
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert "q=" not in page.url
    page.goto(shared)
    options.first.wait_for(timeout=15_000)
    assert field.input_value() == "-2.0 femoral neck"
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(f"{address}{SEEDS[1]}")
    page.close()


def test_search_works_from_a_disk_and_leads_to_the_list_without_javascript(browser: Browser, address: str, site: Path):
    page = browser.new_page()
    page.goto((site / "scenarios/index.html").as_uri())
    href, _ = found(page, "t score minus 2")
    assert href == (site / SEEDS[1]).as_uri() + "/"
    page.close()
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto(address)
    bare.locator("input[name=q]").fill("-2.0")
    bare.locator("input[name=q]").press("Enter")
    bare.wait_for_url(f"{address}scenarios/?q=-2.0")
    assert bare.locator("h1").inner_text().endswith("Cases")  # the mark of a draft stands before it
    bare.context.close()
