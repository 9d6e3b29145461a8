"""The offline copy, opened as files: the way a reader goes through the site works without a server."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.offline import packed
from tests.browser.kinds import CASE
from tests.browser.test_finder import answers
from tests.browser.test_search import found
from tests.site.links import pages_of


@pytest.fixture(scope="module")
def disk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy."""
    folder = tmp_path_factory.mktemp("disk")
    with zipfile.ZipFile(io.BytesIO(packed(site, "copy"))) as archive:
        archive.extractall(folder)
    return folder / "copy"


def test_no_link_of_the_copy_leads_to_a_folder(disk: Path) -> None:
    links = [(path, link.get("href")) for path, page in pages_of(disk) for link in page.iterfind(".//a[@href]")]
    inner = [(path, re.split(r"[?#]", href)[0]) for path, href in links if ":" not in href]
    assert [(path, href) for path, href in inner if href and (path.parent / href).is_dir()] == []
    assert len(inner) > 10_000


def test_a_reader_goes_from_page_to_page_on_a_disk(browser: Browser, disk: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto((disk / "index.html").as_uri())
    page.locator(".md-nav--primary").get_by_role("link", name="Cases", exact=True).click()
    page.locator(f"article a[href*='{CASE.split('/')[1]}/']").first.click()
    assert page.url == (disk / CASE / "index.html").as_uri()
    page.locator("a[href^='patient/']").first.click()
    assert page.url == (disk / CASE / "patient/index.html").as_uri()
    page.go_back()
    found(page, "t score minus 2")
    page.locator("#site-found [role=option]").first.click()
    page.wait_for_url(f"{disk.as_uri()}/scenarios/*/index.html")
    assert "2.0" in page.locator("article").inner_text()
    page.locator(".finder-link a").click()
    assert page.url.startswith(f"{disk.as_uri()}/finder/index.html#")
    assert answers(page)
    page.locator("#finder a[href*='scenarios/']").first.click()
    page.wait_for_url(f"{disk.as_uri()}/scenarios/*/index.html")
    assert page.locator("h1").count() == 1
    page.close()
    assert wrong == []
