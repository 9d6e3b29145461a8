"""Every kind of page, wide and narrow, light and dark: what axe finds, what moves, overflows, is cut off or is not printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import AGED, KINDS, addresses, aged, kind, shape
from tests.browser.walks import NARROW, WIDE, Seen, walk
from tests.hosting import served
from tests.site.gardens import well_built
from tests.worlds import REPOSITORY, World

Walks = Callable[[str], list[Seen]]
EVERY_KIND = pytest.mark.parametrize("page", [*KINDS, *(f"aged:{page}" for page in AGED)])
# What works on a screen only, or says on a screen what stands elsewhere on paper.
CONTROLS = re.compile(r"BUTTON\.|SCRIPT\.|LABEL\.|LEGEND\.|FORM\.find|A\.back|"
                      r"DIV\.(?:page-tools|queue-tools|finder-left|finder-bar)|(?:DETAILS|P)\.narrow-")


@pytest.fixture(scope="module")
def aged_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A small world with a past, ready to build."""
    return aged(tmp_path_factory.mktemp("aged") / "plants")


@pytest.fixture(scope="module")
def walks(browser: Browser, address: str, aged_world: World) -> Iterator[Walks]:
    """Each page is opened once at each width, by the first test that asks for it."""
    with served(well_built(aged_world.root)) as host:
        @cache
        def walked(page: str) -> list[Seen]:
            place = host + page.removeprefix("aged:") if page.startswith("aged:") else address + page
            return [walk(browser, place, width) for width in (WIDE, NARROW)]
        yield walked


def test_each_kind_of_page_on_the_site_is_walked(site: Path) -> None:
    walked = {shape(page) for page in KINDS}
    assert sorted({shape(page) for page in addresses(site)} - walked) == []


def test_each_kind_that_a_template_names_is_walked(walks: Walks, aged_world: World) -> None:
    templates = (REPOSITORY / "generator/templates").glob("*.j2")
    named = {found for path in templates for found in re.findall(r"^kind: (\w+)$", path.read_text("utf-8"), re.MULTILINE)}
    walked = {kind(root / "build/docs", page) for root, pages in ((REPOSITORY, KINDS), (aged_world.root, AGED)) for page in pages}
    assert named - walked == set()


@EVERY_KIND
def test_axe_finds_nothing(walks: Walks, page: str) -> None:
    assert {(seen.width, scheme): found for seen in walks(page) for scheme, found in seen.axe.items() if found} == {}


@EVERY_KIND
def test_nothing_moves_while_a_page_loads(walks: Walks, page: str) -> None:
    assert {seen.width: seen.moved for seen in walks(page) if seen.moved >= 0.01} == {}


@EVERY_KIND
def test_a_page_fits_its_window_with_letters_far_apart_as_well(walks: Walks, page: str) -> None:
    found = {seen.width: (seen.overflow, seen.spread, seen.cut) for seen in walks(page)}
    assert found == dict.fromkeys(found, (0, 0, []))


@EVERY_KIND
def test_all_but_controls_is_printed(walks: Walks, page: str) -> None:
    assert {name for seen in walks(page) for name in seen.unprinted if not CONTROLS.match(name)} == set()


@EVERY_KIND
def test_a_page_asks_no_other_host_and_logs_no_error(walks: Walks, page: str) -> None:
    assert [(seen.asked, seen.errors) for seen in walks(page)] == [([], []), ([], [])]
