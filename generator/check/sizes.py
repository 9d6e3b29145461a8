"""Checks of sizes: what is too large to be worked out is answered all the same, and nothing is proved of it.

In: Compendium, findings of proofs.  Out: findings.  Never: calls anything proved that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.core.diagrams import TooLargeError
from generator.core.rulebook import Table
from generator.origin import Level, Problem

NOT_PROVED = "not-proved"
_HINT = "Answers stay right, but may leave more open than they must. Split it, or raise  limits: {nodes: }  in content/kb.yaml."


@check(NOT_PROVED, level=Level.WARNING)
def constraints_can_be_worked_out(compendium: Compendium) -> Iterator[Finding]:
    """What is too large to be worked out is answered row by row: never wrongly, but nothing is proved of it."""
    for constraint in compendium.book.constraints:
        if not compendium.book.diagrams.exact[constraint.node]:
            yield constraint.source.where, "not proved: this is too large to tell who is possible", _HINT


def as_far_as_proved(findings: Iterable[Finding], guideline: str, decision: str, table: Table) -> Iterator[Finding]:
    """The findings of a proof, up to where the table turned out to be too large; then that."""
    try:
        yield from findings
    except TooLargeError:
        yield Problem(table.rules[0].where, NOT_PROVED, f'"{decision}" of {guideline} is not proved: it is too large', _HINT,
                      Level.WARNING)
