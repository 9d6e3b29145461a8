"""Open one page as readers have it, and look at all that can be looked at before it is closed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

WALK = (Path(__file__).parent / "walk.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = ["color-contrast", "link-in-text-block"]
TODAY = "2026-01-26"  # a review that is overdue by the reader's date is said by a script, and does move the page
WIDE, NARROW = 1280, 320  # 320 pixels are 1280 at 400 %


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen of one page at one width: asked of other hosts, errors, layout shift, what scrolls, is cut or is not printed,
    and what axe found in each scheme."""

    width: int
    asked: list[str]
    errors: list[str]
    moved: float
    overflow: int
    spread: int
    cut: list[str]
    unprinted: list[str]
    axe: dict[str, list[str]]


@contextmanager
def reader(browser: Browser, width: int) -> Iterator[Page]:
    """A window of a width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def walk(browser: Browser, address: str, width: int) -> Seen:
    """Open a page and look; what changes it comes last."""
    with reader(browser, width) as page:
        asked, errors = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.clock.set_fixed_time(TODAY)
        page.goto(address)
        page.evaluate(WALK)
        moved, overflow = page.evaluate("kbWalk.moved()"), page.evaluate("kbWalk.overflow()")
        page.emulate_media(media="print")
        unprinted = page.evaluate("kbWalk.gone()")
        page.emulate_media(media="screen")
        page.evaluate("kbWalk.thin()")
        axe = _axe(page)
        page.evaluate("kbWalk.spread()")
        return Seen(width=width, asked=[url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))],
                    errors=errors, moved=moved, overflow=overflow, unprinted=unprinted, axe=axe,
                    spread=page.evaluate("kbWalk.overflow()"), cut=page.evaluate("kbWalk.cut()"))


def _axe(page: Page) -> dict[str, list[str]]:
    """What axe finds in each scheme; the second differs in colors alone."""
    page.evaluate(AXE_SCRIPT)
    found = {}
    for scheme, rules in (("light", RULES), ("dark", COLORS)):
        page.emulate_media(color_scheme=scheme)
        options = json.dumps({"runOnly": rules, "resultTypes": ["violations"]})
        violations: list[dict[str, Any]] = page.evaluate(f"axe.run({options}).then(done => done.violations)")
        found[scheme] = [f'{one["id"]}: {[node["target"] for node in one["nodes"]][:3]}' for one in violations]
    return found
