"""Read content/reviewers.yaml: who reviews, in which roles, with which interests.

In: Tree.  Out: Reviewers by id, Problems.  Never: judges an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from generator.origin import Problem, Text, Where
from generator.read.fields import Day, DrugId, Id, Line
from generator.read.shape import Shape, fit, no_repeats
from generator.read.yamltree import Tree

ALWAYS = "9999-12-31"


class RoleShape(Shape):
    """A role, and from when to when somebody holds it."""

    role: Id = Field(description="One of the roles of the review policy in kb.yaml.")
    from_: Day = Field(alias="from", description="First day.")
    until: Day | None = Field(None, description="Last day; for now without end if left out.")


class InterestShape(Shape):
    """A tie to a company, and to the drugs it concerns."""

    company: Line = Field(description="The company or other body.")
    drugs: list[DrugId] = Field(default_factory=list, description="The drugs it concerns; it bars approval where one is named.")
    what: Line = Field(description="The kind of tie, as readers see it.")
    from_: Day = Field(alias="from", description="First day.")
    until: Day | None = Field(None, description="Last day on which it counts; without end if left out.")


class ReviewerShape(Shape):
    """One person who reviews."""

    id: Id = Field(description="Stable name; events name the person by it, for good.")
    name: Line = Field(description="Name as readers see it.")
    institution: Line = Field(description="Where the person works; boards count different institutions.")
    roles: list[RoleShape] = Field(description="The roles held, each with its days.")
    declared: list[Day] = Field(description="Days on which the interests below were declared complete.")
    interests: list[InterestShape] = Field(default_factory=list, description="The interests; none is said by an empty list.")


class ReviewersShape(Shape):
    """Everybody who reviews or has reviewed; nobody is ever removed."""

    reviewers: list[ReviewerShape] = Field(description="The people.")


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days in ISO form, both ends included."""

    first: str
    last: str

    def __contains__(self, day: str) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Interest:
    """A tie to a company, and to the drugs it concerns."""

    company: str
    drugs: tuple[Text, ...]
    what: str
    days: Days


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewer:
    """One person who reviews."""

    id: str
    name: str
    institution: str
    roles: tuple[tuple[str, Days], ...]
    declared: tuple[str, ...]
    interests: tuple[Interest, ...]
    where: Where

    def held(self, role: str, day: str) -> bool:
        """Whether the person held a role on a day."""
        return any(name == role and day in days for name, days in self.roles)

    def active(self, day: str) -> bool:
        """Whether the person held any role on a day."""
        return any(day in days for _, days in self.roles)


def read_reviewers(tree: Tree, problems: list[Problem]) -> Mapping[str, Reviewer] | None:
    """Everybody, by id."""
    shape = fit(ReviewersShape, tree, problems)
    if shape is None:
        return None
    no_repeats([one.id for one in shape.reviewers], "reviewer", problems)
    for one in shape.reviewers:
        spans = [(held.where, held.from_, held.until) for held in one.roles]
        spans += [(tie.where, tie.from_, tie.until) for tie in one.interests]
        problems += (Problem(where, "bad-value", f"{last.isoformat()} is before {first.isoformat()}",
                             "Days run from the first to the last.") for where, first, last in spans if last and last < first)
    return {str(one.id): _reviewer(one) for one in shape.reviewers}


def _reviewer(shape: ReviewerShape) -> Reviewer:
    return Reviewer(
        id=shape.id, name=shape.name, institution=shape.institution, where=shape.id.where,
        roles=tuple((str(one.role), _days(one.from_, one.until)) for one in shape.roles),
        declared=tuple(sorted(day.isoformat() for day in shape.declared)),
        interests=tuple(Interest(one.company, tuple(one.drugs), one.what, _days(one.from_, one.until))
                        for one in shape.interests),
    )


def _days(first: date, last: date | None) -> Days:
    return Days(first.isoformat(), ALWAYS if last is None else last.isoformat())
