"""Run the whole station.

In: Knowledge.  Out: Compendium (None with errors that stop it), Problems.  Never: prints.
"""

from __future__ import annotations

from generator.check import (
    browsing,
    editions,
    links,
    maps,
    names,
    proofs,
    records,
    references,
    releases,
    rules,
    scales,
    sizes,
    texts,
)
from generator.check.compendium import Compendium, build_compendium
from generator.check.registry import run_checks
from generator.origin import Level, Problem
from generator.read.knowledge import Knowledge
from generator.watch import Watch, unwatched

LOADED = (browsing, editions, links, maps, names, proofs, records, references, releases, rules, scales, sizes, texts)


def check_knowledge(knowledge: Knowledge, watch: Watch = unwatched) -> tuple[Compendium | None, list[Problem]]:
    """Compile the knowledge and run every check on it."""
    compendium, problems = build_compendium(knowledge, watch)
    problems += run_checks(compendium)
    return compendium if compendium.whole else None, problems


def errors_in(problems: list[Problem]) -> list[Problem]:
    """The problems that keep pages from being written."""
    return [problem for problem in problems if problem.level is Level.ERROR]
