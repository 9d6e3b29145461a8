"""Formulas: conditions resolved down to sets of values of plain facts.

In: nothing.  Out: Formula and its walkers.  Never: knows derived facts or labels.

Formulas share parts: what a name stands for is one formula, wherever the name is used. A walker looks at each part once, and
tells parts by their identity, since comparing them would walk through them again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.core.facts import Values


@dataclass(frozen=True, slots=True)
class In:
    """The fact's value lies in a set."""

    fact: str
    values: Values


@dataclass(frozen=True, slots=True)
class NotAbove:
    """One number does not exceed another on the same grid; met where either is not there."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the same guideline comes out as one of these."""

    decision: str
    outcomes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Both:
    """Every part is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Neither:
    """The part is false."""

    part: Formula


@dataclass(frozen=True, slots=True)
class Count:
    """At least `count` parts are true."""

    count: int
    parts: tuple[Formula, ...]


Formula = In | NotAbove | Decided | Both | Either | Neither | Count
TRUE = Both(())
FALSE = Either(())


def both(parts: Iterable[Formula]) -> Formula:
    """The conjunction, without a wrapper around a single part."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Both(found)


def either(parts: Iterable[Formula]) -> Formula:
    """The disjunction, without a wrapper around a single part."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Either(found)


def atoms_of(*formulas: Formula) -> Iterator[In | NotAbove | Decided]:
    """All leaves of formulas; one that several share comes once."""
    seen: set[int] = set()
    waiting = [*reversed(formulas)]
    while waiting:
        formula = waiting.pop()
        if id(formula) in seen:
            continue
        seen.add(id(formula))
        if isinstance(formula, In | NotAbove | Decided):
            yield formula
        else:
            waiting += reversed((formula.part,) if isinstance(formula, Neither) else formula.parts)
