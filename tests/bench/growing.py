"""How the core grows with its rules: time, nodes and memory against the number of facts and rows.

In: nothing.  Out: a section of the report.  Never: compiles in this process, whose memory would blur the figures.
"""

from __future__ import annotations

import json

from tests.bench.children import progress, python
from tests.bench.table import number, section, table, times

SIZES = ((10, 10), (20, 20), (40, 40), (60, 80), (80, 160))
SHAPES = {"guideline": "rows that speak of a few facts near each other, as in guidelines",
          "anyhow": "rows that speak of any facts",
          "pairs": "rows of pairs of facts far apart, the worst there is"}
NOTE = """\
Each line is one table made at random, in a process of its own; deciding means everything about a box in which nothing is stated.
A table that is not expanded is answered row by row. Growth is of the time to compile, beside the line above.
"""


def growth() -> str:
    """Made rules, from few to many."""
    return section("How the core grows", NOTE, *(_growth(shape) for shape in SHAPES))


def _growth(shape: str) -> str:
    rows, before = [], 0.0
    for facts, count in SIZES:
        progress(f"{count} rows over {facts} facts")
        child = python("-m", "tests.bench.sprouts", shape, str(facts), str(count))
        found = json.loads(child.output)
        rows.append((f"{facts} facts, {count} rows", number(found["compiling"] * 1e3),
                     times(found["compiling"] / before) if before else "", f"{found['nodes']:,}",
                     "yes" if found["exact"] else "no", number(found["deciding"] * 1e3), number(child.megabytes)))
        before = found["compiling"]
    return table((SHAPES[shape], "compiling, ms", "growth", "nodes", "expanded", "deciding, ms", "peak, MB"), rows)
