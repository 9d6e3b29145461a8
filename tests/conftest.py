"""What several tests share: the shipped knowledge base, read once, and a small one that a test may break."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from generator.check.compendium import Compendium
from generator.corridor import Report, check_all, render_all
from generator.press import Page
from generator.read.knowledge import Folders
from tests.shared import Once, once
from tests.worlds import REPOSITORY, SMALL_WORLD, World

__all__ = ["once"]


@pytest.fixture(scope="session")
def shipped() -> Report:
    """The shipped knowledge base, read and checked."""
    return check_all(Folders(REPOSITORY))


@pytest.fixture(scope="session")
def compendium(shipped: Report) -> Compendium:
    """The shipped knowledge base, ready to evaluate."""
    assert shipped.compendium is not None, [str(problem) for problem in shipped.errors]
    return shipped.compendium


@pytest.fixture(scope="session")
def shipped_pages(once: Once) -> tuple[Page, ...]:
    """The pages of the shipped knowledge base."""
    def make(path: Path) -> None:
        report = render_all(Folders(REPOSITORY))
        assert not report.errors, [str(problem) for problem in report.errors]
        path.write_bytes(pickle.dumps(report.pages))

    found: tuple[Page, ...] = pickle.loads(once("pages", make).read_bytes())
    return found


@pytest.fixture(scope="session")
def small_library() -> Compendium:
    """The knowledge base about house plants, ready to evaluate."""
    return World(SMALL_WORLD).compendium


@pytest.fixture
def small_world(tmp_path: Path) -> World:
    """A copy of the knowledge base about house plants, free to break."""
    root = tmp_path / "plants"
    shutil.copytree(SMALL_WORLD, root)
    return World(root)
