"""One decision table in this core, zen-engine and cel-python.

In: the folder of a knowledge base.  Out: a section of the report.  Never: times engines before they agree.

`python -m tests.bench.race FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from generator.core.boxes import Box
from generator.core.evaluation import applies
from generator.core.truth import Truth
from tests.bench.clock import compendium_of, fastest, opened
from tests.bench.draws import known_patient
from tests.bench.engines import Engine, SharedTable, engines_for, largest_table, missing_packages, outcomes, shared_tables
from tests.bench.table import number, section, table, times

PATIENTS = 300
LEFT_OUT = 1 / 3
CANNOT = """\
What the others cannot say: a value that is a range; "not stated" apart from "not measured"; combinations that nobody has. Where a
fact is left out they go on as if it were not there, or stop with an error (last two columns: patients with a third of their
facts left out). None lists what is still possible, which facts matter, or what would change the answer.

How they were asked: zen-engine's trace names the first row that is met; this core's tells the truth of every part of every row;
cel-python has none, so all its rows are evaluated. Derived facts had to be written out for the others, a count as a sum, the
scope as a first row. cel-python runs compiled, which is faster than its standard runner. Opening a box stands under "The core".
"""
HEADINGS = ("engine", "answer, µs", "with the fullest trace it has, µs", "one answer where this core finds several", "an error")


def race_section(root: Path) -> str:
    """One table in three engines, timed once they agree on all tables."""
    if missing := missing_packages():
        return section("Other engines", f"Left out: {' and '.join(missing)} not installed (`make bench` installs them).\n")
    book = compendium_of(root).book
    agreed = sum(agreement(shared) for shared in shared_tables(book))
    shared = largest_table(book)
    patients = [box for box in patients_of(shared, PATIENTS) if applies(box, shared.compiled) is Truth.MET]
    rows = [(engine.name, *_raced(engine, shared, patients), *blind(engine, shared)) for engine in engines_for(shared)]
    said = (f"{shared.name}: {len(shared.rows)} rows, {shared.comparisons} comparisons, {len(shared.facts)} facts; median of "
            f"{len(patients)} patients in scope. Before, the engines agreed on {agreed:,} answers about random patients of whom "
            "everything is known, from all tables that they can say.\n")
    return section("One decision table in other engines", said, table(HEADINGS, _lines(rows)), CANNOT)


def _lines(rows: list[tuple[str, float, float, int, int]]) -> list[tuple[str, ...]]:
    _, answer, traced, *_ = rows[0]
    return [(name, f"{number(one)} ({times(one / answer)})", f"{number(other)} ({times(other / traced)})",
             f"{hidden} of {PATIENTS}", f"{errors} of {PATIENTS}") for name, one, other, hidden, errors in rows]


def patients_of(shared: SharedTable, count: int) -> list[Box]:
    """Random patients of whom every fact of the table is known."""
    return [known_patient(shared.book, shared.facts, Random(f"patient {number}")) for number in range(count)]


def agreement(shared: SharedTable, count: int = 60) -> int:
    """How many answers were compared.  Raises AssertionError at the first patient on whom two engines part."""
    engines = engines_for(shared)
    for box in patients_of(shared, count):
        said = {engine.name: engine.answer(engine.take(box)) for engine in engines}
        said |= {f"{engine.name}, traced": engine.traced(engine.take(box)) for engine in engines}
        assert len(set(said.values())) == 1, f"{shared.name}: {said}, {dict(box.stated)}"
    return count * len(engines)


def _raced(engine: Engine, shared: SharedTable, patients: list[Box]) -> tuple[float, float]:
    def taken() -> list[object]:
        return [engine.take(opened(shared.book, box.stated)) for box in patients]

    return fastest(engine.answer, taken), fastest(engine.traced, taken)


def blind(engine: Engine, shared: SharedTable) -> tuple[int, int]:
    """Of random patients with facts left out: how often one answer hides another, and how often it ends in an error."""
    hidden = errors = 0
    for place in range(PATIENTS):
        box = half_known(shared, place)
        several = outcomes(box, shared)
        try:
            hidden += len(several) > 1 and engine.answer(engine.take(box)) in several
        except engine.failures:
            errors += 1
    return hidden, errors


def half_known(shared: SharedTable, place: int) -> Box:
    """A patient of whom some facts were left out."""
    random = Random(f"half known {place}")
    whole = known_patient(shared.book, shared.facts, random)
    return opened(shared.book, {name: values for name, values in whole.stated.items() if random.random() > LEFT_OUT})


if __name__ == "__main__":
    print(race_section(Path(sys.argv[1])))
