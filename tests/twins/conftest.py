"""The small world as its pages are, and as they are once its board has approved everything."""

from __future__ import annotations

import shutil

import pytest

from generator.press import Page
from tests.page.reviewed import approve_all, read_at_source
from tests.worlds import SMALL_WORLD, World


@pytest.fixture(scope="session")
def pages() -> dict[str, Page]:
    return World(SMALL_WORLD).pages()


@pytest.fixture(scope="session")
def approved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    root = tmp_path_factory.mktemp("approved") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    read_at_source(World(root))
    approve_all(World(root))
    return World(root).pages()
