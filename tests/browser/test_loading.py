"""What the bench says of opening pages is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bench.loading import PAGES, loads


def test_what_a_page_loads_is_counted_and_what_moves_is_seen(
        browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.loading.PAGES", {"home": PAGES["home"]})
    push = "setTimeout(() => document.body.prepend(Object.assign(document.createElement('div'), {style: 'height: 300px'})), 50)"
    (tmp_path / "scenarios/one").mkdir(parents=True)
    (tmp_path / "scenarios/one/index.html").write_text("")
    page = '<link rel="icon" href="data:,"><script src="a.js"></script><p style="height: 300px">x</p>'
    (tmp_path / "index.html").write_text(page)
    (tmp_path / "a.js").write_text(f"{push};\n//{'x' * 50_000}")
    _, _, row = loads(browser, tmp_path).splitlines()[:3]
    _, name, requests, kilobytes, *_, shift, _, _ = (cell.strip() for cell in row.split("|"))
    assert (name, requests) == ("home", "2")
    assert 50 < float(kilobytes) < 52
    assert float(shift) > 0.1
