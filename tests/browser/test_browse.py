"""The list of cases in a real browser: facets combine, counts are right, the address holds them; and without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

Ticked = Mapping[str, set[str]]
TICKED: Ticked = {"class": {"low_bone_mass", "osteoporosis"}, "population": {"men-from-50"}, "site": {"t_score_total_hip"}}
HOSTILE = ("class=<img src=x onerror=alert(1)>", "__proto__=1", "constructor=class", "class=%E0%A4%A", "=", "&&&=&",
           "class=", "class=low_bone_mass%00", "class=" + "9" * 20000, "a=1&" * 5000, "javascript:alert(1)=1", "toString=1",
           "class=nonsense")


@dataclass(frozen=True)
class Listing:
    """The list as it stands in the file: per row its values by facet, and every value by facet."""

    rows: tuple[Ticked, ...]
    values: tuple[tuple[str, str], ...]

    def left(self, ticked: Ticked) -> int:
        """How many rows fit."""
        return sum(all(row.get(facet, set()) & wanted for facet, wanted in ticked.items()) for row in self.rows)

    def count(self, facet: str, value: str, ticked: Ticked) -> int:
        """How many rows fit with one value in the place of what is ticked in its facet."""
        return self.left({**ticked, facet: {value}})


@pytest.fixture(scope="module")
def listing(site: Path) -> Listing:
    page = lxml.html.fromstring((site / "scenarios/index.html").read_text("utf-8"))
    values = tuple((box.get("name"), box.get("value")) for box in page.iterfind(".//form[@class='narrow']//input"))
    rows = []
    for row in page.iterfind(".//li[@data-values]"):
        own: dict[str, set[str]] = {}
        for number in row.get("data-values").split():
            facet, value = values[int(number)]
            own.setdefault(facet, set()).add(value)
        rows.append(own)
    return Listing(tuple(rows), values)


def shown(page: Page) -> tuple[int, str, list[int]]:
    """Rows in sight, what the live region says, and every count."""
    return (page.locator("ul.cases > li:visible").count(), page.locator("form.narrow [role=status]").inner_text(),
            [int(text) for text in page.locator(".narrow-count").all_text_contents()])


def expected(listing: Listing, ticked: Ticked) -> tuple[int, str, list[int]]:
    left = listing.left(ticked)
    return left, f"{left} of {len(listing.rows)} cases", [listing.count(*value, ticked) for value in listing.values]


def tick(page: Page, facet: str, value: str) -> None:
    box = page.locator(f'input[name="{facet}"][value="{value}"]')
    page.evaluate("node => { node.closest('.narrow-facet').open = true; }", box.element_handle())
    box.focus()
    page.keyboard.press("Space")


def test_facets_combine_and_the_address_holds_them(page: Page, address: str, listing: Listing):
    page.goto(f"{address}scenarios/")
    assert not page.locator(".narrow-grid").is_visible()  # closed on a phone
    page.locator(".narrow-facets > summary").press("Enter")
    ticked: dict[str, set[str]] = {}
    for facet, value in ((facet, value) for facet, values in TICKED.items() for value in sorted(values)):
        tick(page, facet, value)
        ticked.setdefault(facet, set()).add(value)
        assert shown(page) == expected(listing, ticked)
    assert ticked == TICKED
    assert page.locator(".narrow-said").inner_text() == (
        "Narrowed to: Lowest class of a stated T-score: low bone mass or osteoporosis range; "
        "Site measured: Total hip; Population: men aged 50 or older")
    assert page.locator("article h2:visible").count() == page.locator("ul.cases:visible").count()
    shared = page.url
    page.go_back()
    assert shown(page) == expected(listing, {facet: values for facet, values in TICKED.items() if facet != "site"})
    page.go_forward()
    assert shown(page) == expected(listing, TICKED)
    page.goto("about:blank")
    page.goto(shared)
    assert shown(page) == expected(listing, TICKED)
    page.get_by_role("button", name="Show all cases").click()
    assert shown(page) == expected(listing, {})
    assert page.evaluate("[location.hash, document.activeElement.tagName]") == ["", "SUMMARY"]


def test_a_hostile_address_narrows_nothing(page: Page, address: str, listing: Listing):
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None)
    page.goto(f"{address}scenarios/")
    for fragment in HOSTILE:
        page.evaluate("fragment => { location.hash = fragment; }", fragment)
        assert shown(page)[0] == len(listing.rows)
    page.evaluate("location.hash = 'class=nonsense&tier=high&class=low_bone_mass&tier=%'")
    page.wait_for_function("document.querySelectorAll('form.narrow input:checked').length === 2")
    page.evaluate("location.hash = 'men'")  # a place on the page
    assert shown(page) == expected(listing, {"tier": {"high"}, "class": {"low_bone_mass"}})
    assert wrong == []


def test_a_narrowed_list_is_accessible_from_a_disk_and_says_on_paper_what_it_was_narrowed_to(browser: Browser, site: Path):
    context = browser.new_context(viewport={"width": 320, "height": 900}, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{(site / 'scenarios/index.html').as_uri()}#class=osteoporosis&answer=.open&drug=denosumab")
    page.evaluate("document.querySelectorAll('form.narrow details').forEach(one => { one.open = true; })")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.emulate_media(media="print")
    said, form = page.locator(".narrow-said").is_visible(), page.locator(".narrow-grid").is_visible()
    context.close()
    assert [f'{one["id"]}: {[node["target"] for node in one["nodes"]][:3]}' for one in found] == []
    assert overflow <= 0
    assert (said, form) == (True, False)


def test_without_scripts_all_cases_stand_there_and_plain_lists_are_linked(browser: Browser, site: Path, listing: Listing):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "scenarios/index.html").as_uri())
    assert page.locator("ul.cases > li:visible").count() == len(listing.rows)
    assert not page.locator("form.narrow").is_visible()
    links = page.locator(".narrow-plain a")
    assert links.count() == len({facet for facet, _ in listing.values})
    href = links.nth(1).get_attribute("href")
    page.goto((site / "scenarios" / href / "index.html").resolve().as_uri())
    heading = page.locator("h2#low_bone_mass")
    assert f'({listing.count("class", "low_bone_mass", {})})' in heading.inner_text()
    context.close()
