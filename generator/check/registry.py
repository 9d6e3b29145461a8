"""The list of checks: each has a code, a level and one small function.

In: nothing.  Out: check(), run_checks(), meanings().  Never: holds a check itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from generator.check.compendium import Compendium
from generator.origin import Level, Problem, Where

Placed = tuple[Where, str, str]
Finding = Placed | Problem
CheckFunction = Callable[[Compendium], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class _Registry:
    checks: list[tuple[str, Level, CheckFunction]] = field(default_factory=list)


_REGISTRY = _Registry()


def check(code: str, *, level: Level) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check: a function that yields (where, message, hint), or a Problem of another check where it came upon one."""

    def register(function: CheckFunction) -> CheckFunction:
        _REGISTRY.checks.append((code, level, function))
        return function

    return register


def meanings() -> Iterator[tuple[str, str, str]]:
    """Of every check its code, the module it stands in, and why it matters."""
    for code, level, function in _REGISTRY.checks:
        mark = "" if level is Level.ERROR else "A warning only. "
        yield code, function.__module__.rpartition(".")[2], f"{mark}{function.__doc__ or ''}"


def run_checks(compendium: Compendium, among: str = "") -> Iterator[Problem]:
    """Run all checks on a compendium, or those of one module."""
    checks = (one for one in _REGISTRY.checks if among in ("", one[2].__module__.rpartition(".")[2]))
    for code, level, function in checks:
        for found in function(compendium):
            yield found if isinstance(found, Problem) else Problem(*_placed(found, code), level)


def _placed(found: Placed, code: str) -> tuple[Where, str, str, str]:
    where, message, hint = found
    return where, code, message, hint
