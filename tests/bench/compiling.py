"""What compiling and proving take: each guideline alone, all of them, and what all answer together.

In: the folder of a knowledge base.  Out: a section of the report.  Never: calls a table proved that is too large.

`python -m tests.bench.compiling FOLDER`
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from generator.check.compendium import Compendium, build_compendium
from generator.check.proofs import excuses_are_needed, rules_can_be_reached, worse_never_means_milder
from generator.check.registry import CheckFunction
from generator.check.remarks import remarks_on
from generator.check.rules import rules_can_be_met, tables_are_total
from generator.check.showing import judged_tables
from generator.check.sizes import constraints_can_be_worked_out
from generator.core.guidelines import Guideline
from generator.core.rulebook import Rulebook, compile_rules
from generator.read.knowledge import Folders, Knowledge, read_knowledge
from tests.bench.clock import fastest_of
from tests.bench.products import joint_diagrams
from tests.bench.table import number, percent, section, table, times, under

PROVING = 30.0  # s, all proofs of all guidelines on one core
NOTE = """\
A table is not expanded beyond {room:,} nodes; the largest one here took {most:,}, which is {share} of that. Memory is what Python
allocated at most, seen in a run of its own, since looking slows it down.
"""


def compiling_section(root: Path) -> str:
    """Compiling and proving a knowledge base."""
    knowledge, _ = read_knowledge(Folders(root))
    assert knowledge is not None
    compendium, _ = build_compendium(knowledge)
    return section("Compiling and proving", _compiling(compendium), _note(compendium.book), _proving(knowledge))


def _compiled(book: Rulebook, guidelines: Iterable[Guideline]) -> Rulebook:
    found, problems = compile_rules(replace(book.rules, guidelines=tuple(guidelines)), book.diagrams.room)
    assert found is not None, problems
    return found


def _compiling(compendium: Compendium) -> str:
    book = compendium.book
    guidelines = book.rules.guidelines
    parts = {"constraints and conditions of advice, which stand under each line below": (),
             **{f"{guide.id} alone": (guide,) for guide in guidelines}, "all guidelines: the rulebook": guidelines}
    rows = [_row(name, lambda some=some: _compiled(book, some)) for name, some in parts.items()]
    started = time.perf_counter()
    joint = joint_diagrams(_compiled(book, guidelines))
    rows.append(("then, per decision, one diagram of what all guidelines answer",
                 number((time.perf_counter() - started) * 1e3), joint, ""))
    return table(("compiling", "ms", "nodes", "MB"), rows)


def _row(name: str, run: Callable[[], Rulebook]) -> tuple[str, str, str, str]:
    found, took = fastest_of(run)
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return name, number(took), f"{len(found.diagrams.nodes):,}", number(peak / 1e6)


def _note(book: Rulebook) -> str:
    most, room = book.diagrams.taken, book.diagrams.room
    return NOTE.format(room=room, most=most, share=percent(most / room))


def _proving(knowledge: Knowledge) -> str:
    compendium, _ = build_compendium(knowledge)
    checks: dict[str, CheckFunction] = {
        "constraints and tables are small enough": constraints_can_be_worked_out, "every patient has a row": tables_are_total,
        "every row is met by somebody": rules_can_be_met, "every row decides for somebody": rules_can_be_reached,
        "nothing worse is answered milder": worse_never_means_milder, "every excuse is needed": excuses_are_needed,
    }
    took = {name: _seconds(lambda check=check: list(check(compendium))) for name, check in checks.items()}
    took["remarks of `kb explore`"] = _seconds(lambda: [list(remarks_on(judged)) for judged in judged_tables(compendium)])
    whole = sum(took.values())
    rows = [(name, number(seconds), percent(seconds / whole), "") for name, seconds in took.items()]
    decisions = sum(len(compiled.tables) for compiled in compendium.book.guidelines.values())
    rows.append((f"all proofs of {decisions} tables", number(whole), times(1), under(whole, PROVING, " s")))
    return table(("proving", "s", "share", "aim"), rows)


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    print(compiling_section(Path(sys.argv[1])))
