"""Three truth values and the trace of a condition over a box.

In: Clause, Box.  Out: Step.  Never: stops early: the trace shows every branch.

Source of the logic: Kleene 1952, strong three-valued connectives.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from generator.core.boxes import Box
from generator.core.conditions import All, Any, AtLeast, Condition, Not
from generator.core.rulebook import Clause


class Truth(IntEnum):
    """Of all possible patients a condition holds for none, some or all."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2

    @property
    def word(self) -> str:
        """How the truth is written in exports."""
        return self.name.lower()


def all_of(parts: Iterable[Truth]) -> Truth:
    """Met where every part is."""
    return min(parts, default=Truth.MET)


def any_of(parts: Iterable[Truth]) -> Truth:
    """Met where some part is."""
    return max(parts, default=Truth.NOT_MET)


def not_of(part: Truth) -> Truth:
    """Met where the part is not."""
    return Truth(Truth.MET - part)


def at_least(count: int, parts: Iterable[Truth]) -> Truth:
    """Met where `count` parts are for certain, unknown where they might be."""
    truths = list(parts)
    if sum(part is Truth.MET for part in truths) >= count:
        return Truth.MET
    return Truth.UNKNOWN if sum(part is not Truth.NOT_MET for part in truths) >= count else Truth.NOT_MET


def truth_of(answers: Iterable[Hashable]) -> Truth:
    """The truth that a set of possible answers True and False amounts to; nobody left means not met."""
    found = set(answers) & {True, False}
    if len(found) == 2:
        return Truth.UNKNOWN
    return Truth.MET if True in found else Truth.NOT_MET


@dataclass(frozen=True, slots=True)
class Step:
    """One condition of a trace: what was written, its truth over the box, and the steps it is made of."""

    written: Condition
    truth: Truth
    parts: tuple[Step, ...]

    @property
    def decisive(self) -> tuple[Step, ...]:
        """The parts that make the truth what it is."""
        if isinstance(self.written, Not):
            return self.parts
        return tuple(part for part in self.parts if part.truth is self.truth)


def trace(clause: Clause, box: Box) -> Step:
    """The truth of a condition and of each of its parts over all patients of a box."""
    parts = tuple(trace(part, box) for part in clause.parts)
    truths = [part.truth for part in parts]
    match clause.written:
        case All():
            truth = all_of(truths)
        case Any():
            truth = any_of(truths)
        case Not():
            truth = not_of(truths[0])
        case AtLeast(count=count):
            truth = at_least(count, truths)
        case _:
            truth = truth_of(box.reach(clause.node))
    return Step(clause.written, truth, parts)
