"""What a reader's browser loads and works for a page: requests, weight, the main thread, and whether what stands there moves.

In: the folder of a built site.  Out: a table.  Never: fails where there is no Chromium; it says so.

`python -m tests.bench.loading SITE`. Each page is opened afresh from a server on this machine that packs nothing, three times on
the screen of a phone, and once on that of a desk.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.bench.table import number, table, under
from tests.hosting import chromium, served

PAGES = {"home": "", "a case": "scenarios/{case}/", "list of cases": "scenarios/", "case finder": "finder/",
         "references": "references/"}
REQUESTS, SHIFT = 30, 0.05  # the finder's scripts are many and small; browsers' makers call a shift below 0.1 good
KILOBYTES = {"case finder": 1_200, "references": 900}  # as they are, not packed: rules and references weigh by themselves
OTHERS, BUSY = 500, 500  # kB of any other page, ms
ROUNDS = 3
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
WATCH = """window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { window.moved += one.hadRecentInput ? 0 : one.value; }))
  .observe({type: "layout-shift", buffered: true});"""
PARTS = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration")


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """One page opened once: requests, kB of 1,000 bytes, ms of scripts, of layout and style, of all work, and the shift."""

    requests: int
    kilobytes: float
    scripts: float
    layout: float
    busy: float
    shift: float


def loading(site: Path) -> str:
    """The table of one site."""
    path = chromium()
    if path is None:
        return "No Chromium here, so nothing was opened.\n"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        said = loads(browser, site)
        browser.close()
    return said


def loads(browser: Browser, site: Path) -> str:
    """The same in a browser that runs."""
    case = sorted(site.glob("scenarios/*/index.html"))[0].parent.name
    with served(site) as address:
        rows = [_row(name, [_opened(browser, address + path.format(case=case), screen) for screen in (*ROUNDS * [PHONE], DESK)])
                for name, path in PAGES.items()]
    heads = ("page", "requests", "kB", "scripts, ms", "style and layout, ms", "main thread, ms", "shift", "aims")
    return table(heads, rows)


def _row(name: str, loads: list[Load]) -> tuple[str, ...]:
    """The median of the rounds on a phone; of the shift the largest, on whatever screen."""
    def middle(field: str) -> float:
        return statistics.median(getattr(load, field) for load in loads[:ROUNDS])

    aims = [under(middle("requests"), REQUESTS, " requests"), under(middle("kilobytes"), KILOBYTES.get(name, OTHERS), " kB"),
            under(middle("busy"), BUSY, " ms"), under(max(load.shift for load in loads), SHIFT, " shift")]
    return (name, f"{middle('requests'):.0f}", *(number(middle(field)) for field in ("kilobytes", "scripts", "layout", "busy")),
            number(max(load.shift for load in loads)), "; ".join(aims))


def _opened(browser: Browser, address: str, screen: ViewportSize) -> Load:
    """Open a page and wait until it is quiet."""
    context = browser.new_context(viewport=screen)
    page, sizes = context.new_page(), []
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    metrics = _metrics(session.send("Performance.getMetrics"))
    moved = float(page.evaluate("window.moved"))
    context.close()
    return Load(requests=len(sizes), kilobytes=sum(sizes) / 1000, scripts=metrics["ScriptDuration"], busy=metrics["TaskDuration"],
                layout=metrics["LayoutDuration"] + metrics["RecalcStyleDuration"], shift=moved)


def _metrics(said: dict[str, Any]) -> dict[str, float]:
    """Milliseconds by name."""
    return {one["name"]: one["value"] * 1000 for one in said["metrics"] if one["name"] in PARTS}


if __name__ == "__main__":
    print(loading(Path(sys.argv[1])))
