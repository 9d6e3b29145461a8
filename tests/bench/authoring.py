"""How long an author waits: for `kb check`, and for a saved scenario to be served.

In: a Workshop, a size.  Out: a section of the report.  Never: works in its own process.
"""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import subprocess
import time
from pathlib import Path

from tests.bench.children import progress, python, running
from tests.bench.table import number, section, table, under
from tests.bench.workshop import Workshop

CHECK, SERVE = 1.0, 2.0  # seconds
TIMES = 3
PATIENCE = 600.0


def authoring(shop: Workshop, size: int) -> str:
    """The section on one size."""
    folder = shop.base(size)
    progress(f"{size:,} scenarios: check")
    checks = [python("-m", "generator", "check", "--root", str(folder)).seconds for _ in range(TIMES)]
    progress(f"{size:,} scenarios: serve")
    start, saves = serve(folder)
    rows = [
        ("`kb check`, the whole command", number(statistics.median(checks)), under(statistics.median(checks), CHECK, " s")),
        ("`kb serve`, until the first page is served", number(start), ""),
        ("`kb serve`, from saving a scenario to its new page", number(statistics.median(saves)),
         under(statistics.median(saves), SERVE, " s")),
    ]
    return section(f"Writing with {size:,} scenarios", table((f"median of {TIMES}", "seconds", "aim"), rows))


def serve(folder: Path) -> tuple[float, list[float]]:
    """Seconds until the first page is served, and from each save to the new page."""
    port = _free_port()
    case = sorted((folder / "scenarios").glob("*/case-*.yaml"))[0]
    page = f"/scenarios/{case.stem}/"
    before = case.read_text("utf-8")
    with running("-m", "generator", "serve", "--root", str(folder), "--address", f"127.0.0.1:{port}") as server:
        started = time.perf_counter()
        _wait_for(server, port, page, "")
        start = time.perf_counter() - started
        saves = []
        for turn in range(TIMES):
            mark = f"saved {turn} times"
            time.sleep(1)  # a watcher that looks at times of files must see another second
            case.write_text(re.sub(r'^title: "', f'title: "{mark}: ', before, count=1, flags=re.MULTILINE), encoding="utf-8")
            started = time.perf_counter()
            _wait_for(server, port, page, mark)
            saves.append(time.perf_counter() - started)
    case.write_text(before, encoding="utf-8")
    return start, saves


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], port: int, page: str, mark: str) -> None:
    """Ask for a page until it holds the mark.  Raises RuntimeError if the server ends, TimeoutError if it never does."""
    ends = time.perf_counter() + PATIENCE
    while time.perf_counter() < ends:
        text = _page(port, page)
        if text is not None and mark in text:
            return
        if server.poll() is not None:
            raise RuntimeError(f"kb serve ended with {server.returncode}")
        time.sleep(0.02)
    raise TimeoutError(f"{page} was not served within {PATIENCE:.0f} seconds")


def _page(port: int, page: str) -> str | None:
    """The page as it is served now; None while nobody answers, or it is not there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", page)
        answer = connection.getresponse()
        text = answer.read().decode()
        return text if answer.status == 200 else None
    except (ConnectionError, http.client.HTTPException):
        return None
    finally:
        connection.close()
