"""How long the core takes: one scenario by all guidelines.

In: the folder of a knowledge base.  Out: a section of the report.  Never: reads a page.

`python -m tests.bench.deciding FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator.check.compendium import Compendium
from generator.core.boxes import Box
from generator.core.evaluation import applies, evaluate, possible
from generator.core.truth import trace
from tests.bench.clock import compendium_of, fastest, opened
from tests.bench.table import number, section, table, under

EVALUATION = 2.0  # ms


def core_section(root: Path) -> str:
    """One scenario by all guidelines."""
    compendium = compendium_of(root)
    title = f"The core: {len(compendium.book.guidelines)} guidelines, {len(compendium.book.facts)} facts"
    return section(title, _evaluations(compendium))


def _evaluations(compendium: Compendium) -> str:
    book, lead = compendium.book, compendium.knowledge.settings.lead
    stated = [dict(case.box.stated) for case in compendium.cases]

    def boxes() -> list[Box]:
        return [opened(book, one) for one in stated]

    whole = fastest(lambda box: evaluate(box, lead=lead), boxes)
    rows = [
        ("open a box: what follows from what is stated", fastest(lambda one: opened(book, one), lambda: stated), ""),
        ("outcomes and full trace of every table", fastest(_trace_all, boxes), ""),
        ("evaluate: the same, with what is missing, what settles it, what would change it", whole,
         under(whole / 1000, EVALUATION, " ms")),
    ]
    return table((f"one scenario by all guidelines, median of {len(stated)}", "µs", "aim"),
                 [(name, number(took), aim) for name, took, aim in rows])


def _trace_all(box: Box) -> None:
    for compiled in box.book.guidelines.values():
        applies(box, compiled)
        trace(compiled.scope, box)
        for name, decision in compiled.tables.items():
            possible(box, compiled, name)
            for row in decision.rows:
                if row is not None:
                    trace(row, box)


if __name__ == "__main__":
    print(core_section(Path(sys.argv[1])))
