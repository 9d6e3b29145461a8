"""How heavy the built pages and the search index are.

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

CASE_PAGE, INDEX_PER_PAGE = 60, 1.5  # kB
LEVEL = 6  # of gzip, as web servers use it


def weights(site: Path) -> str:
    """The weights of one site, in kB of 1,000 bytes."""
    cases = sorted((site / "scenarios").glob("*/index.html"))
    rows = [*_pages("case page", cases, CASE_PAGE),
            *_pages("leaflet", sorted((site / "scenarios").glob("*/patient/index.html")), None),
            *_pages("any page", sorted(site.rglob("*.html")), None), _index(site)]
    return table(("what", "count", "median kB", "largest kB", "median gzip kB", "largest gzip kB", "aim"), rows)


def _pages(name: str, paths: list[Path], aim: float | None) -> Iterator[tuple[str, ...]]:
    bare = [path.stat().st_size / 1000 for path in paths]
    packed = [len(gzip.compress(path.read_bytes(), LEVEL)) / 1000 for path in paths]
    yield (name, f"{len(paths):,}", *(number(pick(sizes)) for sizes in (bare, packed) for pick in (statistics.median, max)),
           "" if aim is None else under(max(bare), aim, " kB"))


def _index(site: Path) -> tuple[str, ...]:
    """The search index per page that it holds, the whole of it in the columns of the largest."""
    data = (site / "search" / "search_index.json").read_bytes()
    pages = len({entry["location"].partition("#")[0] for entry in json.loads(data)["docs"]})
    bare, packed = len(data) / 1000, len(gzip.compress(data, LEVEL)) / 1000
    sizes = map(number, (bare / pages, bare, packed / pages, packed))
    return ("search index, per page and whole", f"{pages:,}", *sizes, under(bare / pages, INDEX_PER_PAGE, " kB"))


if __name__ == "__main__":
    print(weights(Path(sys.argv[1])))
