"""A reader opens a case and its leaflet, in a real browser."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import CASE


def test_the_answer_stands_above_the_fold_of_a_phone(page: Page, address: str):
    page.goto(address + CASE)
    first = page.locator(".answer strong").first
    box = first.bounding_box()
    assert "do not call for a bone drug" in first.inner_text()
    assert box is not None
    assert box["y"] + box["height"] <= 740


def test_the_draft_banner_stands_before_the_answer(page: Page, address: str):
    page.goto(address + CASE)
    banner, answer = page.locator(".draft").first.bounding_box(), page.locator(".answer").first.bounding_box()
    assert banner is not None
    assert answer is not None
    assert banner["y"] < answer["y"]


def test_a_reader_gets_from_the_case_to_its_leaflet_and_back(page: Page, address: str):
    page.goto(address + CASE)
    page.get_by_role("link", name="For patients").first.click()
    assert "Your bone scan" in page.locator("h1").inner_text()
    page.get_by_role("link", name="For clinicians").first.click()
    assert page.url == address + CASE


def test_a_citation_leads_to_its_reference_and_back(page: Page, address: str):
    page.goto(address + CASE)
    page.locator("article sup a").nth(3).click()
    number = page.url.split("#r")[1]
    page.locator(f"#r{number} .back").click()
    assert page.url.endswith(f"#c{number}")


@pytest.mark.parametrize("kind", [CASE, f"{CASE}patient/"])
def test_a_page_reads_without_javascript(browser: Browser, address: str, kind: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + kind)
    text = page.locator("article").inner_text()
    context.close()
    assert "DRAFT" in text
    assert "osteopenia" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scale_drawing_has_a_text_equivalent_and_shows_in_both_schemes(browser: Browser, address: str, scheme: str):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + CASE)
    drawing = page.locator("svg.scale").first
    label, visible = drawing.get_attribute("aria-label"), drawing.is_visible()
    clipped = drawing.locator(".mark").evaluate_all("marks => marks.map(mark => getComputedStyle(mark).clipPath)")
    context.close()
    assert visible
    assert clipped == ["none"] * 3
    assert label is not None
    assert "Lumbar spine" in label
    assert "−1.3" in label


def page_of(browser: Browser, width: int, **more: bool) -> Page:
    return browser.new_context(viewport={"width": width, "height": 900}, **more).new_page()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_drawn_line_keeps_its_words_and_its_outcome_inside_their_boxes(browser: Browser, address: str, width: int):
    page = page_of(browser, width)
    page.goto(address + "guidelines/nogg-2024/")
    overfull = page.locator(".flow-test, .flow-met, .flow-outcome").evaluate_all(
        "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.innerText)")
    page.context.close()
    assert overfull == []


@pytest.mark.parametrize("width", [320, 1280])
def test_each_drawn_outcome_stands_between_its_line_and_the_next(browser: Browser, address: str, width: int):
    page = page_of(browser, width)
    page.goto(address + "guidelines/acp-2023/")
    lines = page.locator("#drug_treatment ~ .flow").first.locator("> li")
    ends = lines.evaluate_all("lines => lines.map(line => [line, line.querySelector('.flow-outcome')].map("
                              "box => box.getBoundingClientRect()).flatMap(box => [box.top, box.bottom]))")
    page.context.close()
    assert len(ends) > 5
    assert all(top <= first and last <= bottom for top, bottom, first, last in ends)
    assert all(one[1] <= other[0] + 1 for one, other in pairwise(ends))


@pytest.mark.parametrize("script", [True, False])
def test_tables_in_full_are_printed_whether_open_or_not(browser: Browser, address: str, script: bool):
    page = page_of(browser, 800, java_script_enabled=script)
    page.goto(address + "guidelines/acp-2023/")
    cell = page.locator("details.lines td").first
    assert not cell.is_visible()
    page.emulate_media(media="print")
    assert cell.is_visible()
    page.context.close()


def test_a_copied_citation_carries_the_status_of_the_page(browser: Browser, address: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + CASE)
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith("T-scores −1.3 (L1–L2)")
    assert copied.endswith("Content changed 2026-11-21. DRAFT, not reviewed by a clinician. Do not use for care.")


def test_no_page_asks_for_a_file_that_is_not_there(browser: Browser, address: str):
    context = browser.new_context()
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    for kind in (CASE, f"{CASE}patient/", "data/"):
        page.goto(address + kind, wait_until="networkidle")
    context.close()
    assert missing == []
