"""Hostile words in every text field: a browser shows them and runs none of them, on the page or in its search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.hosting import served
from tests.site.gardens import plant, well_built
from tests.site.hostile import make_hostile

FROM_TEXT = "img[src='x'], img[src*=evil], [onload], [onerror], [onclick], a[href^='javascript'], .evil, #evil"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hostile small world, built and served."""
    world = plant(Path(tmp_path_factory.mktemp("hostile")) / "plants")
    make_hostile(world)
    site = well_built(world.root)
    with served(site) as host:
        yield host


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, wrong = context.new_page(), []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: wrong.append(request.url) if "evil" in request.url else None)
    yield page, wrong
    context.close()


@pytest.mark.parametrize("path", ["", "scenarios/", "scenarios/wilting-plant/", "scenarios/wilting-plant/patient/", "references/",
                                  "guidelines/garden-club-2020/", "advice/daily-care/", "drugs/soap_spray/", "finder/"])
def test_a_page_runs_nothing_from_its_texts(hostile: str, watched: tuple[Page, list[str]], path: str) -> None:
    page, wrong = watched
    page.goto(hostile + path)
    page.wait_for_load_state("networkidle")
    assert "<script>alert(" in page.locator("body").inner_text()
    assert page.locator(FROM_TEXT).count() == 0
    assert wrong == []


def test_search_runs_nothing_from_what_it_finds(hostile: str, watched: tuple[Page, list[str]]) -> None:
    page, wrong = watched
    page.goto(hostile)
    page.locator("input[name=q]").click()
    page.keyboard.type("wilting plant <img src=x onerror=alert(1)>")
    page.locator("#site-found [role=option]").first.wait_for(timeout=15_000)
    assert "onerror" in page.locator("#site-found").inner_text()
    assert page.locator(FROM_TEXT).count() == 0
    assert wrong == []
