"""Read the maps and strips that content/kb.yaml asks for: which answers to draw, over which numbers, for which patient.

In: AnswerMapShapes, StripShapes, Facts.  Out: AnswerMaps, Strips, Problems.  Never: decides or draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from generator.core.facts import BadValue, Fact
from generator.origin import Problem, Text, Where, nearest
from generator.read.fields import DecisionId, FactId, Id, Line, ProfileId, Stated
from generator.read.scenarios import Given, Known, read_stated
from generator.read.shape import Shape

_NUMBERS = "An axis takes a fact of the kind number or integer, each axis its own."


class AxisShape(Shape):
    """One axis of a map."""

    fact: FactId = Field(description="The fact along the axis, of the kind number or integer.")
    show: Line = Field(description="The part of its values that is drawn, such as 0..8; answers beyond it are listed only.")


class AnswerMapShape(Shape):
    """A drawn map of answers over two numbers."""

    id: Id = Field(description="Stable name; the map's place on its page.")
    title: Line = Field(description="What the map shows, as a heading.")
    about: Line = Field(description="For whom it is drawn and what to look for, in a sentence or two.")
    decision: DecisionId = Field(description="The decision whose answers are drawn, for each guideline that has it.")
    across: AxisShape = Field(description="The axis from left to right.")
    up: AxisShape = Field(description="The axis from below upward.")
    profiles: list[ProfileId] = Field(default_factory=list, description="Profiles whose facts the patient of the map has too.")
    given: Stated = Field(default_factory=dict, description="Facts of the patient of the map; the rest stays unknown.")


class ProfileMapShape(AnswerMapShape):
    """A map of answers over two numbers, drawn on the page of every profile."""

    where_same_on: Id | None = Field(None, description="Another such map; this one is drawn only where each guideline "
                                                           "says one thing all over that.")


class StripShape(Shape):
    """A strip of answers over one number, drawn on the page of every profile."""

    id: Id = Field(description="Stable name; the strip's place on its page.")
    title: Line = Field(description="What the strip shows, as a heading.")
    about: Line = Field(description="What holds beside the facts of the profile, and what to look for, in a sentence or two.")
    decision: DecisionId = Field(description="The decision whose answers are drawn, for each guideline that has it.")
    along: AxisShape = Field(description="The axis.")
    given: Stated = Field(default_factory=dict, description="Facts that hold beside those of the profile.")


@dataclass(frozen=True, slots=True)
class Axis:
    """A fact along an axis, and the ticks between which it is drawn."""

    fact: Text
    low: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerMap:
    """A map that is to be drawn."""

    id: str
    title: str
    about: str
    decision: Text
    across: Axis
    up: Axis
    given: Given
    where: Where
    where_same_on: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """A strip that is to be drawn for every profile."""

    id: str
    title: str
    about: str
    decision: Text
    along: Axis
    given: Given
    where: Where


def read_maps(shapes: Sequence[AnswerMapShape], known: Known, problems: list[Problem]) -> Iterator[AnswerMap]:
    """All maps that can be drawn; none where the facts themselves could not be read."""
    for shape in shapes if known is not None else ():
        before = len(problems)
        across, up = (_axis(axis, known, problems) for axis in (shape.across, shape.up))
        given = _given(shape.given, shape.profiles, shape.where, (known, problems))
        problems += _crossed((shape.across, shape.up), given)
        if across and up and len(problems) == before:
            yield AnswerMap(id=shape.id, title=shape.title, about=shape.about, decision=shape.decision, across=across, up=up,
                            given=given, where=shape.id.where,
                            where_same_on=shape.where_same_on if isinstance(shape, ProfileMapShape) else None)


def read_profile_maps(shapes: Sequence[ProfileMapShape], known: Known, problems: list[Problem]) -> Iterator[AnswerMap]:
    """All maps for profiles that can be drawn."""
    before: list[str] = []
    for shape in shapes:
        if shape.where_same_on is not None and shape.where_same_on not in before:
            problems.append(Problem(
                shape.where_same_on.where, "unknown-map",
                f'"{shape.where_same_on}" is no profile map above this one, so it is not clear when to draw it',
                nearest(shape.where_same_on, before) or "Name the id of a map that stands above it under  profile_maps: ."))
        before.append(str(shape.id))
    yield from read_maps(shapes, known, problems)


def read_strips(shapes: list[StripShape], known: Known, problems: list[Problem]) -> Iterator[Strip]:
    """All strips that can be drawn; none where the facts themselves could not be read."""
    for shape in shapes if known is not None else ():
        before = len(problems)
        along = _axis(shape.along, known, problems)
        given = _given(shape.given, (), shape.where, (known, problems))
        problems += _crossed((shape.along,), given)
        if along and len(problems) == before:
            yield Strip(id=shape.id, title=shape.title, about=shape.about, decision=shape.decision, along=along, given=given,
                        where=shape.id.where)


def _axis(shape: AxisShape, known: Known, problems: list[Problem]) -> Axis | None:
    fact = (known or {}).get(shape.fact)
    if fact is None:
        problems.append(Problem(shape.fact.where, "unknown-fact", f'"{shape.fact}" is no fact, so it has no axis',
                                nearest(shape.fact, known or {}) or "Facts are declared in content/facts.yaml."))
    elif not fact.kind.numeric:
        problems.append(Problem(shape.fact.where, "bad-axis", f'"{shape.fact}" has no numbers to lay along an axis', _NUMBERS))
    else:
        return _shown(shape, fact, problems)
    return None


def _shown(shape: AxisShape, fact: Fact, problems: list[Problem]) -> Axis | None:
    try:
        values = fact.parse(shape.show)
    except BadValue as bad:
        problems.append(Problem(shape.show.where, "bad-value", str(bad), bad.hint))
        return None
    if not values.ranges or values.single:
        problems.append(Problem(shape.show.where, "bad-axis", f'"{shape.show}" is a single value, so nothing could be drawn',
                                "Write a range such as 0..8."))
        return None
    return Axis(shape.fact, values.low, values.high)


def _given(facts: Mapping[Text, Text], profiles: Sequence[Text], where: Where, reading: tuple[Known, list[Problem]]) -> Given:
    stated = read_stated(facts, *reading)
    return Given(stated=stated, places={str(name): name.where for name in facts}, profiles=tuple(profiles), lead=(),
                 where=where, unread=len(stated) < len(facts))


def _crossed(axes: Sequence[AxisShape], given: Given) -> Iterator[Problem]:
    """One fact on both axes, or on an axis and stated of the patient."""
    if len({axis.fact for axis in axes}) < len(axes):
        yield Problem(axes[-1].fact.where, "bad-axis", f'"{axes[-1].fact}" is on both axes', _NUMBERS)
    for name in dict.fromkeys(axis.fact for axis in axes):
        if name in given.stated:
            yield Problem(given.places[name], "bad-axis", f'"{name}" is on an axis, so it cannot be given too',
                          "Remove it here; the axis goes through all its values.")
