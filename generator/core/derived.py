"""Facts that follow from other facts: the kinds of derivation.

In: nothing.  Out: one dataclass per kind.  Never: computes; `lowering.py` turns them into formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    unit: str = ""


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


def numbers_used(derived: AnyDerived) -> tuple[str, ...]:
    """The numbers a derived fact is made of."""
    match derived:
        case Extreme(of=of):
            return of
        case Valid(of=name) | Scaled(of=name) | Banded(by=name):
            return (name,)
        case Difference(minuend=first, subtrahend=second):
            return (first, second)
        case Named():
            return ()


def conditions_used(derived: AnyDerived) -> tuple[Condition, ...]:
    """The conditions on which a derived fact depends."""
    match derived:
        case Named(when=when) | Valid(unless=when):
            return (when,)
        case Scaled(cases=cases):
            return tuple(when for when, _ in cases)
        case _:
            return ()


def names_used(derived: AnyDerived) -> tuple[str, ...]:
    """The names a derived fact is made of."""
    return (*numbers_used(derived), *(name for when in conditions_used(derived) for name in names_in(when)))


def names_behind(names: Iterable[str], derived: Mapping[str, AnyDerived]) -> tuple[str, ...]:
    """These names, and all that they come down to, each once."""
    found: dict[str, None] = {}
    queue = list(names)
    while queue:
        name = queue.pop(0)
        if name not in found:
            found[name] = None
            queue += names_used(derived[name]) if name in derived else ()
    return tuple(found)
