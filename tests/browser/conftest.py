"""The built site on a loopback address, and the system's Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.hosting import chromium, served
from tests.site.conftest import site

__all__ = ["site"]


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below a sub-path, as a host might serve it."""
    root = tmp_path_factory.mktemp("host")
    (root / "some" / "path").mkdir(parents=True)
    (root / "some" / "path" / "kb").symlink_to(site)
    with served(root) as host:
        yield f"{host}some/path/kb/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path is not None, "install Chromium: see tests/browser/need_chromium.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    yield page
    context.close()
