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
WHOLE = 30  # boxes at random of which everything is asked
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
    page.evaluate("all => { window.said = null; setTimeout(() => { window.said = JSON.stringify(finderBatch(JSON.parse(all))); }); }",
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
