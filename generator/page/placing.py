"""Where cases lie on a map.

In: Plane, Cases.  Out: Places, numbered, each with its cases.  Never: decides; what holds for a case stands on its own page.

A case is placed if none of its facts contradicts a fact of the map's patient, and if it bounds one of the two numbers at least.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.check.compendium import Case, Plane
from generator.core.boxes import Box
from generator.core.facts import Values
from generator.read.scenarios import Scenario


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Cases with the same values of both numbers."""

    number: int
    across: Values
    up: Values
    cases: tuple[Scenario, ...]


def places_on(plane: Plane, cases: Iterable[Case]) -> tuple[Place, ...]:
    """All places of a map, from left to right and from below upward."""
    found: dict[tuple[Values, Values], list[Scenario]] = {}
    for case in cases:
        across, up = case.box[plane.map.across.fact], case.box[plane.map.up.fact]
        if across.ranges and up.ranges and _bounds(plane, case.box) and fits(plane.box, case.box):
            found.setdefault((across, up), []).append(case.scenario)
    ordered = sorted(found, key=lambda place: (place[0].ranges, place[1].ranges))
    return tuple(Place(number=number, across=place[0], up=place[1], cases=tuple(found[place]))
                 for number, place in enumerate(ordered, 1))


def places_of(plane: Plane, numbered: Iterable[tuple[int, Case]]) -> tuple[Place, ...]:
    """The places of cases that have numbers already; of those that share a place, the first."""
    found: dict[tuple[Values, Values], Place] = {}
    for number, case in numbered:
        across, up = case.box[plane.map.across.fact], case.box[plane.map.up.fact]
        if across.ranges and up.ranges and _bounds(plane, case.box) and fits(plane.box, case.box):
            found.setdefault((across, up), Place(number=number, across=across, up=up, cases=(case.scenario,)))
    return tuple(found.values())


def _bounds(plane: Plane, case: Box) -> bool:
    """Whether a case says something of one of the two numbers."""
    names = (plane.map.across.fact, plane.map.up.fact)
    return any(not Values(plane.box[name].ranges) <= case[name] for name in names)


def fits(patient: Box, case: Box) -> bool:
    """Whether no fact stated of a drawing's patient contradicts the case."""
    levels = [patient.book.levels[name] for name in patient.stated]
    return all(patient.masks[level] & case.masks[level] for level in levels) and (
        all(patient.values[level] & case.values[level] for level in levels))
