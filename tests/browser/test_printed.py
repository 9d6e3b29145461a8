"""A case and its leaflet on paper: what the first sheet holds, what every sheet says, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from tests.browser.kinds import CASE, LEAFLET
from tests.browser.walks import reader

CASES = ((CASE, "A4"), (CASE, "Letter"), ("scenarios/denosumab-8-months-since-last-shot/", "Letter"),
         ("scenarios/woman-35-z-scores/", "Letter"), ("scenarios/frax-22-nice-and-nogg/", "A4"))
STATUS = "notreviewedbyaclinician"
# What a clinician needs for the decision: all of it stands on one sheet.
NEEDED = """() => {
  const rows = (start) => {
    const found = [];
    for (let at = document.querySelector(start).nextElementSibling; at && at.tagName !== "H2" && at.id !== "values-notes";
         at = at.nextElementSibling) found.push(...[...at.querySelectorAll("tbody tr")].map((row) => row.textContent));
    return found;
  };
  const whole = ["h1", ".draft", ".answer", ".audience"].map((place) => document.querySelector(place).textContent);
  return [...whole, ...rows("#questions"), ...rows("#values")];
}"""


def letters(text: str) -> str:
    """A text without what printing moves: spaces, raised numbers, hyphens."""
    return re.sub(r"[^a-z]", "", text.removeprefix("DRAFT. ").lower())


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A case on paper: the text of each sheet, its last line, what the first has to hold, and the headings of the page."""

    sheets: list[str]
    last: list[str]
    needed: list[str]
    headings: set[str]


def printed_on(page: Page, paper: str) -> list[PageObject]:
    """The sheets on which a page is printed."""
    return list(PdfReader(BytesIO(page.pdf(format=paper))).pages)


def last_line(sheet: PageObject) -> str:
    """What stands lowest above the number of a sheet."""
    lines = sheet.extract_text(extraction_mode="layout").splitlines()
    return [line for line in lines if line.strip() and not re.fullmatch(r"\s*\d+ / \d+\s*", line)][-1]


@pytest.fixture(scope="module")
def printed(browser: Browser, address: str) -> Callable[[str, str], Printed]:
    """Each case is printed once on each paper."""
    @cache
    def print_case(case: str, paper: str) -> Printed:
        with reader(browser, 1280) as page:
            page.goto(address + case)
            headings = {letters(one) for one in page.locator("article :is(h2, h3)").all_inner_texts()}
            sheets = printed_on(page, paper)
            return Printed(sheets=[sheet.extract_text() for sheet in sheets], last=[last_line(sheet) for sheet in sheets],
                           needed=page.evaluate(NEEDED), headings=headings)
    return print_case


@pytest.mark.parametrize(("case", "paper"), CASES)
def test_the_first_sheet_holds_what_a_decision_needs(printed: Callable[[str, str], Printed], case: str, paper: str) -> None:
    one = printed(case, paper)
    first = letters(one.sheets[0])
    assert len(one.needed) > 4
    assert [part for part in one.needed if letters(part)[:25] not in first or letters(part)[-25:] not in first] == []


@pytest.mark.parametrize(("case", "paper"), CASES)
def test_every_sheet_says_what_it_is_and_none_ends_with_a_heading(
        printed: Callable[[str, str], Printed], case: str, paper: str) -> None:
    one = printed(case, paper)
    assert [number for number, sheet in enumerate(one.sheets, 1) if STATUS not in letters(sheet)] == []
    assert [line for line in one.last if letters(line) in one.headings] == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_leaflet_takes_two_sheets_at_most_each_with_its_status(browser: Browser, address: str, paper: str) -> None:
    with reader(browser, 390) as page:
        page.goto(address + LEAFLET)
        sheets = printed_on(page, paper)
    assert len(sheets) <= 2
    assert all(STATUS in letters(sheet.extract_text()) for sheet in sheets)
