"""Whether a guideline is meant for the patients of a drawing, and whether it tells them anything.

In: Box, Compiled, the answers that were found.  Out: Bearing, the facts that decide.  Never: looks at the numbers drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum, auto

from generator.core.boxes import Box
from generator.core.guidelines import SILENT
from generator.core.needs import needs
from generator.core.planes import Answers
from generator.core.rulebook import OUTSIDE, Compiled


class Bearing(Enum):
    """What a guideline has to do with these patients: it answers, is silent, may not be meant for them, or is not."""

    TELLING = auto()
    SILENT = auto()
    PERHAPS = auto()
    ELSEWHERE = auto()


def bearing(box: Box, compiled: Compiled, found: Iterable[Answers], axes: Collection[str]) -> Bearing:
    """What a guideline has to do with the patients of a drawing, by the answers found on it."""
    said = {one for answers in found for one in answers} - {OUTSIDE}
    if not said:
        return Bearing.ELSEWHERE
    if scope_needs(box, compiled, axes):
        return Bearing.PERHAPS
    return Bearing.SILENT if said == {SILENT} else Bearing.TELLING


def scope_needs(box: Box, compiled: Compiled, axes: Collection[str]) -> tuple[str, ...]:
    """The facts, beside those along the axes, that decide whether a guideline is meant for these patients."""
    return tuple(name for name in needs(box, compiled.scope_node) if name not in axes)
