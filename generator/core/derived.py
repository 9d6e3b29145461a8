"""Facts that follow from other facts: the kinds of derivation.

In: nothing.  Out: one dataclass per kind.  Never: computes; `lowering.py` turns them into formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.core.conditions import Condition, Span, names_in
from generator.origin import Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived:
    """What every derived fact has: a name, words for it, a place."""

    id: str
    label: str
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Extreme(Derived):
    """The lowest or highest of several numbers; parts that are not measured are passed over."""

    of: tuple[str, ...]
    highest: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Valid(Derived):
    """A number that counts as not measured where `unless` is met."""

    of: str
    unless: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class Scaled(Derived):
    """A number times the factor of the first case that is met (1 where none is); never rounded."""

    of: str
    cases: tuple[tuple[Condition, Fraction], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Banded(Derived):
    """A threshold read from a table over another number; outside the table it is not there."""

    by: str
    bands: tuple[tuple[Span, Fraction], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named(Derived):
    """A condition with a name."""

    when: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference(Derived):
    """One number minus another; for advice and notices, not for decision tables."""

    minuend: str
    subtrahend: str


AnyDerived = Extreme | Valid | Scaled | Banded | Named | Difference
NUMERIC = (Extreme, Valid, Scaled, Banded, Difference)


def names_used(derived: AnyDerived) -> tuple[str, ...]:
    """The names a derived fact is made of."""
    match derived:
        case Extreme(of=of):
            return of
        case Valid(of=name, unless=unless):
            return (name, *names_in(unless))
        case Scaled(of=name, cases=cases):
            return (name, *(used for when, _ in cases for used in names_in(when)))
        case Banded(by=name):
            return (name,)
        case Named(when=when):
            return names_in(when)
        case Difference(minuend=first, subtrahend=second):
            return (first, second)
