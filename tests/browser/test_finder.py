"""The case finder in a real browser: the same answers as Python, a reader's way through it, and hostile addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from generator.check.compendium import Compendium
from generator.core.rulebook import Rulebook
from generator.finder.sheet import sheet_files
from generator.page.context import Context, context_of, editions_in_force, labels_of
from tests.browser.finder_boxes import BATCH, ENGINE, Asked, Draw, nobodies, said_of

BOXES = 20_000
WHOLE = 25  # boxes at random of which everything is asked
NOBODIES = 40
SHARES = (0.4, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98)  # of all facts; the fewer are stated, the longer Python takes


def opened(page: Page, context: Context) -> None:
    """A page with the rules of a knowledge base and the engine of the finder, and nothing else."""
    files = dict(sheet_files(context, ()))
    page.set_content("<p>")
    page.add_script_tag(content=files["data/knowledge.js"].decode())
    for script in (*ENGINE, BATCH):
        page.add_script_tag(path=script)


def differing(page: Page, context: Context, asked: list[Asked]) -> list[tuple[Asked, Any, Any]]:
    """The boxes of which Python and the browser do not say the same; both work at the same time."""
    names = answering(context)
    page.evaluate("all => { window.said = null;"
                  "setTimeout(() => { window.said = JSON.stringify(finderBatch(JSON.parse(all))); }); }",
                  json.dumps([one.data(context.compendium.book) for one in asked]))
    mine = [said_of(context, one, names) for one in asked]
    page.wait_for_function("window.said !== null", timeout=120_000)
    theirs = json.loads(page.evaluate("window.said"))
    return [(one, here, there) for one, here, there in zip(asked, mine, theirs, strict=True) if here != there]


def answering(context: Context) -> list[str]:
    day = context.settings.edition_date
    return [*editions_in_force(context.compendium, day), *labels_of(context.compendium, day)]


def boxes(context: Context, book: Rulebook, count: int, whole: int) -> Iterator[Asked]:
    """Boxes at random, each asked about one table in turn; some asked about everything; some that nobody fits."""
    draw = Draw(book, seed=1)
    tables = [(name, decision) for name in answering(context) for decision in book.guidelines[name].tables]
    for number in range(count):
        yield Asked(draw.stated(SHARES[number % len(SHARES)]), *tables[number % len(tables)])
    yield from (Asked(draw.stated(SHARES[number % len(SHARES)])) for number in range(whole))
    yield from (Asked(stated) for stated in nobodies(draw, NOBODIES))


def test_browser_and_python_agree_on_boxes_at_random_and_on_all_cases(page: Page, compendium: Compendium):
    context = context_of(compendium)
    asked = [*boxes(context, compendium.book, BOXES, WHOLE), *(Asked(case.box.stated) for case in compendium.cases)]
    opened(page, context)
    assert len(asked) > BOXES
    assert differing(page, context, asked)[:1] == []


def test_browser_and_python_agree_on_another_knowledge_base(page: Page, small_library: Compendium):
    context = context_of(small_library)
    opened(page, context)
    assert differing(page, context, list(boxes(context, small_library.book, 200, 200)))[:1] == []


CASE = "scenarios/mild-osteopenia-three-sites/"


def answers(page: Page) -> str:
    page.locator("#finder [data-part=status]:not(:empty)").wait_for()
    page.wait_for_timeout(250)  # the page waits a moment for the next key
    return page.locator("#finder [data-part=answers]").inner_text()


def test_a_reader_enters_what_is_known_and_is_told_what_follows(page: Page, address: str):
    page.goto(f"{address}finder/")
    answers(page)
    page.get_by_label("Sex", exact=True).select_option("female")
    page.get_by_label("Age", exact=True).press_sequentially("6x")
    page.keyboard.press("Tab")
    assert "Not a number" in page.locator(".finder-error:not(:empty)").inner_text()
    page.get_by_label("Age", exact=True).fill("63")
    page.get_by_label("Menopausal status").select_option("postmenopausal")
    assert "Depends on" in answers(page)
    asked = page.locator(".finder-ask").first
    asked.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id").startswith("fact-prior_")
    page.goto(f"{page.url}&prior_hip_fracture=yes&fragility_fracture_count=0")
    assert "Nobody can have all of this" in answers(page)
    page.goto(page.url.replace("&fragility_fracture_count=0", ""))
    assert "advised" in page.locator("#finder .answer").inner_text() + answers(page)
    note = page.locator("#finder [data-part=note]").inner_text()
    assert "DRAFT" in note
    assert "hip fracture: yes" in note
    page.get_by_role("button", name="Clear all").click()
    page.wait_for_function("location.hash === ''")


def test_a_case_opens_the_finder_with_its_facts_and_is_the_nearest(page: Page, address: str):
    page.goto(address + CASE)
    page.locator(".finder-link a").click()
    answers(page)
    assert "lumbar spine T-score: −1.3" in page.locator("#finder [data-part=note]").inner_text()
    nearest = page.locator("#finder a[href*='scenarios/']").first
    assert nearest.get_attribute("href") == f"../{CASE}"


def test_an_address_that_is_partly_understood_says_so(page: Page, address: str):
    page.goto(f"{address}finder/#nonsense=1&age=70&{'a=1&' * 3000}")
    answers(page)
    said = page.locator("#finder [data-part=report]").inner_text()
    assert "left out: nonsense=1, a=1" in said
    assert len(said) < 1500
    assert page.get_by_label("Age", exact=True).input_value() == "70"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_a_filled_finder_is_accessible_from_a_disk_and_says_without_scripts_where_else_to_look(
        browser: Browser, site: Path, scheme: str, width: int):
    start = (site / "finder/index.html").as_uri()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{start}#sex=female&age=63&menopausal_status=postmenopausal&t_score_femoral_neck=-2.1&bmi=9999")
    answers(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    bare = browser.new_context(java_script_enabled=False)
    still = bare.new_page()
    still.goto(start)
    text, form = still.locator("article").inner_text(), still.locator("#finder").is_visible()
    bare.close()
    assert [f'{one["id"]}: {[node["target"] for node in one["nodes"]][:3]}' for one in found] == []
    assert overflow <= 0
    assert "This page needs JavaScript" in text
    assert not form
