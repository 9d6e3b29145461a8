"""Under the policy of the pages nothing is refused that a page needs, on a host and from a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.kinds import CASE, KINDS
from tests.browser.test_finder import answers

LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation",
  event => window.refused.push(event.violatedDirective + " " + event.blockedURI));"""


class Watched:
    """A page, and what its browser complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.add_init_script(LISTEN)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def goto(self, address: str) -> None:
        self.page.goto(address, wait_until="load")
        self.check()

    def check(self) -> None:
        refused = self.page.evaluate("window.refused")
        self.wrong += [f"{self.page.url}: {one}" for one in refused]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Watched(context.new_page())
    context.close()


def test_no_page_runs_into_its_policy_and_each_has_a_foot_on_paper_too(watched: Watched, address: str, site: Path) -> None:
    watched.page.emulate_media(media="print")
    for kind in KINDS:
        watched.goto(address + kind)
        assert watched.page.locator(".foot").is_visible(), kind
    watched.goto((site / CASE / "index.html").as_uri())
    assert watched.wrong == []


def test_colors_search_finder_and_copying_work_under_the_policy(watched: Watched, address: str) -> None:
    page = watched.page
    watched.goto(address + CASE)
    page.locator("label[for=__palette_1]").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.get_by_role("button", name="Copy").first.click()
    assert page.locator("[data-copy] [role=status]").first.inner_text() != ""
    watched.goto(f"{address}finder/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"  # as chosen, on every page
    assert answers(page)
    page.locator("input[name=q]").fill("-1.3 femoral neck")
    page.locator("#site-found [role=option]").first.wait_for(timeout=15_000)
    assert page.evaluate("fetch('../data/scenarios.json').then(() => 'sent', () => 'refused')") == "refused"
    watched.wrong = [one for one in watched.wrong if "scenarios.json" not in one]
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert page.evaluate("window.ran") is None
    assert [one for one in watched.wrong if "inline script" not in one] == []
