"""The hook counts pages while MkDocs builds."""

from __future__ import annotations

from itertools import count

import pytest
from mkdocs.structure.files import File, Files

from generator import mkdocs_hook
from generator.progress import Progress
from tests.test_progress import Terminal


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> mkdocs_hook._Session:
    fresh = mkdocs_hook._Session()
    monkeypatch.setattr(mkdocs_hook, "_SESSION", fresh)
    return fresh


def build_of_two_pages() -> None:
    files = [File(name, "docs", "site", use_directory_urls=True) for name in ("a.md", "b.md", "c.css")]
    mkdocs_hook.on_files(Files(files), config=None)
    for step in (mkdocs_hook.on_page_content, mkdocs_hook.on_page_content):
        step("<p>", page=None)
    for step in (mkdocs_hook.on_post_page, mkdocs_hook.on_post_page):
        step("<html>", page=None)
    mkdocs_hook.on_post_build(config=None)


def test_pages_are_counted_as_they_are_converted_and_built(session: mkdocs_hook._Session) -> None:
    terminal = Terminal()
    session.progress = Progress(terminal, count(0, 5).__next__)
    build_of_two_pages()
    shown = [line.strip() for line in terminal.shown]
    assert shown == ["Converting 1 of 2", "Converting 2 of 2", "Building 1 of 2", "Building 2 of 2", "", ""]


def test_without_a_terminal_nothing_is_said(session: mkdocs_hook._Session, capsys: pytest.CaptureFixture[str]) -> None:
    build_of_two_pages()
    assert capsys.readouterr() == ("", "")
