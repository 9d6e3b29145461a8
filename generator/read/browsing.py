"""Read by what cases are browsed, and what makes two cases neighbors.

In: FacetShapes, RelationShapes (parts of content/kb.yaml).  Out: Facets, Relations, Problems.  Never: looks at a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from generator.core.conditions import Condition
from generator.origin import Problem, Text
from generator.read.conditions import read_condition
from generator.read.fields import ConditionTree, FactId, Id, Line, YesNo
from generator.read.shape import Shape, no_repeats


class By(StrEnum):
    """Where the values of a facet come from."""

    TOPIC = "topic"
    SITES = "sites"
    CLASS = "class"
    TREATMENT = "treatment"
    DECISION = "decision"
    FACT = "fact"
    CONDITIONS = "conditions"
    GUIDELINES = "guidelines"
    DRUGS = "drugs"
    STATUS = "status"


_NEEDS_NAME = (By.SITES, By.CLASS, By.DECISION, By.FACT)


class FacetValueShape(Shape):
    """One value of a facet that is made of conditions."""

    id: Id = Field(description="Stable name; part of addresses that readers share.")
    label: Line = Field(description="Words for the value.")
    when: ConditionTree = Field(description="Cases of which this is certain have the value.")


class FacetShape(Shape):
    """One way to browse cases."""

    id: Id = Field(description="Stable name; part of addresses that readers share.")
    heading: Line = Field(description="What its values say of a case.")
    by: By = Field(description="Where the values come from: topic (the case's folder), sites (measured sites of a group with a "
                               "scale), class (lowest class of these), treatment (the leading answer to what the case is about), "
                               "decision (the leading answer to another decision), fact (the value of one fact), conditions "
                               "(those under  values ), guidelines (that apply for certain), drugs (named in the case's own "
                               "words), status.")
    of: Id | None = Field(None, description="The group of  sites  and  class , the decision of  decision , the fact of  fact .")
    values: list[FacetValueShape] = Field(default_factory=list, description="The values of  conditions .")
    at_home: YesNo = Field(False, description="yes if the first page leads to its values, too.")


class RelationShape(Shape):
    """What makes two cases neighbors, and is worked out for every case."""

    id: Id = Field(description="Stable name.")
    heading: Line = Field(description="The relation in a few words.")
    scales: list[Id] = Field(description="Groups with a scale. Without  facts  one of their stated values moves into the next "
                                         "worse class; with them all stay the same.")
    facts: list[FactId] = Field(default_factory=list, description="Yes/no facts: one of them becomes yes, where none is so for "
                                                                  "certain.")


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetCondition:
    """One value of a facet that is made of conditions; `condition` names it among all that are compiled."""

    id: str
    label: str
    when: Condition
    condition: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """One way to browse cases; `of` is empty where it needs no name."""

    id: str
    heading: str
    by: By
    of: Text
    values: tuple[FacetCondition, ...]
    at_home: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """What makes two cases neighbors."""

    id: str
    heading: str
    scales: tuple[Text, ...]
    facts: tuple[Text, ...]


def read_facets(shapes: Sequence[FacetShape], problems: list[Problem]) -> Iterator[Facet]:
    """All facets in their order."""
    no_repeats([shape.id for shape in shapes], "facet", problems)
    for shape in shapes:
        no_repeats([value.id for value in shape.values], "value", problems)
        if _complete(shape, problems):
            yield _facet(shape, problems)


def _facet(shape: FacetShape, problems: list[Problem]) -> Facet:
    return Facet(id=shape.id, heading=shape.heading, by=shape.by, of=shape.of or Text("", shape.id.where),
                 values=tuple(_conditions(shape, problems)), at_home=shape.at_home)


def _conditions(shape: FacetShape, problems: list[Problem]) -> Iterator[FacetCondition]:
    for value in shape.values:
        when = read_condition(value.when, problems)
        if when is not None:
            yield FacetCondition(id=value.id, label=value.label, when=when, condition=f"browse {shape.id} {value.id}")


def _complete(shape: FacetShape, problems: list[Problem]) -> bool:
    """Whether a facet has what its sort needs; what would be passed over is named, too."""
    parts = (("of", shape.of is not None, shape.by in _NEEDS_NAME), ("values", bool(shape.values), shape.by is By.CONDITIONS))
    for key, given, needed in parts:
        if needed and not given:
            problems.append(Problem(shape.where, "missing-key", f'the facet "{shape.id}" is by {shape.by}, and lacks  {key}',
                                    f"Add  {key}: ."))
        if given and not needed:
            problems.append(Problem(shape.where, "misplaced-key", f'"{key}" means nothing for a facet by {shape.by}',
                                    "Remove it."))
    return all(given or not needed for _, given, needed in parts)


def read_relations(shapes: Sequence[RelationShape], problems: list[Problem]) -> Iterator[Relation]:
    """All relations in their order."""
    no_repeats([shape.id for shape in shapes], "relation", problems)
    for shape in shapes:
        yield Relation(id=shape.id, heading=shape.heading, scales=tuple(shape.scales), facts=tuple(shape.facts))
