"""Run the whole station.

In: Knowledge.  Out: Library (None with errors that stop it), Problems.  Never: prints.
"""

from __future__ import annotations

from generator.check import links, names, rules, scales, texts
from generator.check.library import Library, build_library
from generator.check.registry import run_checks
from generator.origin import Level, Problem
from generator.read.knowledge import Knowledge

LOADED = (links, names, rules, scales, texts)


def check_knowledge(knowledge: Knowledge) -> tuple[Library | None, list[Problem]]:
    """Compile the knowledge and run every check on it."""
    library, problems = build_library(knowledge)
    if library is not None:
        problems += run_checks(library)
    return library, problems


def errors_in(problems: list[Problem]) -> list[Problem]:
    """The problems that keep pages from being written."""
    return [problem for problem in problems if problem.level is Level.ERROR]
