"""How heavy the built pages and the first search are.

In: the folder of a built site.  Out: a table.  Never: builds anything.

`python -m tests.bench.weights SITE`
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.table import number, table, under

CASE_PAGE, SEARCH = 60, 500  # kB
FIRST_SEARCH, SHOWN = ("assets/vendor/minisearch.js", "assets/search-engine.js", "data/search.js"), 8
LEVEL = 6  # of gzip, as web servers use it


def weights(site: Path) -> str:
    """The weights of one site, in kB of 1,000 bytes."""
    cases = sorted((site / "scenarios").glob("*/index.html"))
    rows = [*_pages("case page", cases, CASE_PAGE),
            *_pages("leaflet", sorted((site / "scenarios").glob("*/patient/index.html")), None),
            *_pages("any page", sorted(site.rglob("*.html")), None), _search(site)]
    return table(("what", "count", "median kB", "largest kB", "median gzip kB", "largest gzip kB", "aim"), rows)


def _pages(name: str, paths: list[Path], aim: float | None) -> Iterator[tuple[str, ...]]:
    bare, packed = ([size(path) / 1000 for path in paths] for size in (_bare, _packed))
    yield (name, f"{len(paths):,}", *(number(pick(sizes)) for sizes in (bare, packed) for pick in (statistics.median, max)),
           "" if aim is None else under(max(bare), aim, " kB"))


def _search(site: Path) -> tuple[str, ...]:
    """What the first search loads: library, engine, index, and what is shown of eight pages that stand in eight files."""
    shown = sorted((site / "data/search").glob("*.js"), key=lambda path: path.stat().st_size)[-SHOWN:]
    paths = [*(site / name for name in FIRST_SEARCH), *shown]
    pages = len(json.loads((site / "data/search.json").read_bytes()))
    bare, packed = (sum(map(size, paths)) / 1000 for size in (_bare, _packed))
    return ("first search, per page and whole", f"{pages:,}", number(bare / pages), number(bare), number(packed / pages),
            number(packed), under(bare, SEARCH, " kB"))


def _bare(path: Path) -> int:
    return path.stat().st_size


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), LEVEL))


if __name__ == "__main__":
    print(weights(Path(sys.argv[1])))
