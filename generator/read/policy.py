"""The review policy: who must approve what, how often, and what a change of words is.

In: PolicyShape (a part of content/kb.yaml).  Out: Policy, Problems.  Never: judges an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from generator.origin import Problem, Text, nearest
from generator.read.fields import Id, Line, Whole
from generator.read.shape import Shape
from generator.read.statements import KINDS


class BoardShape(Shape):
    """Who must approve a kind of content, and how long that lasts."""

    approvals: Whole = Field(description="How many people must approve.")
    roles: list[Id] = Field(description="Roles of which each must be among those who approve, each by another person.")
    institutions: Whole = Field(1, description="From how many institutions these people must come.")
    months: Whole = Field(description="After how many months a review is due again.")


class MeaningShape(Shape):
    """Words that carry meaning in a text; a change of these, of a number, a drug or a citation is a change of meaning."""

    strength: list[Line] = Field(description="Words for how strongly something is said, such as must, consider, avoid, not.")
    comparison: list[Line] = Field(description="Words that compare, such as at least, below, more than.")
    population: list[Line] = Field(description="Words for whom something is meant, such as women, adults, after.")


class PolicyShape(Shape):
    """The review policy."""

    unrecorded: Literal["draft", "submitted"] = Field("draft", description="The status of what has no record of events.")
    roles: dict[Id, Line] = Field(description="The roles of reviewers, with what each is called.")
    senior: list[Id] = Field(description="Roles that may take a page down, publish an urgent update, or void an approval.")
    boards: dict[Id, BoardShape] = Field(description=f"Who approves what: one board for each of {', '.join(KINDS)}.")
    words_only: Id = Field(description="What a change of words alone asks for: a role whose word is enough, or  lapse .")
    urgent_days: Whole = Field(14, description="How many days an urgent update stands before a second review must be there.")
    interests_months: Whole = Field(12, description="How many months a declaration of interests holds.")
    meaning: MeaningShape = Field(description="Words that carry meaning.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Who must approve a kind of content; `months` until the next review is due."""

    approvals: int
    roles: tuple[Text, ...]
    institutions: int
    months: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """The review policy; `words_role` is empty where a change of words alone lapses an approval."""

    unrecorded: str
    roles: Mapping[str, str]
    senior: frozenset[str]
    boards: Mapping[str, Board]
    words_role: str
    urgent_days: int
    interests_months: int
    strength: tuple[str, ...]
    comparison: tuple[str, ...]
    population: tuple[str, ...]


LAPSE = "lapse"


def read_policy(shape: PolicyShape, problems: list[Problem]) -> Policy:
    """The policy; every kind of content has a board, and every role named is declared."""
    for missing in (kind for kind in KINDS if kind not in shape.boards):
        problems.append(Problem(shape.where, "missing-board", f'nobody approves "{missing}"',
                                f"Add  {missing}:  with approvals, roles and months under  boards ."))
    for kind in (kind for kind in shape.boards if kind not in KINDS):
        problems.append(Problem(kind.where, "unknown-board", f'"{kind}" is no kind of content that is reviewed',
                                nearest(kind, KINDS) or f"The kinds are {', '.join(KINDS)}."))
    named = [*shape.senior, *(role for board in shape.boards.values() for role in board.roles)]
    for role in (*named, *((shape.words_only,) if shape.words_only != LAPSE else ())):
        if role not in shape.roles:
            problems.append(Problem(role.where, "unknown-role", f'"{role}" is no role',
                                    nearest(role, shape.roles) or "Declare it under  roles ."))
    for board in shape.boards.values():
        if board.approvals < max(1, len(set(board.roles)), board.institutions):
            problems.append(Problem(board.where, "bad-board", "fewer people approve than roles or institutions are heard",
                                    "Each role is held by a person of its own: raise  approvals , or ask for fewer roles."))
    return Policy(
        unrecorded=shape.unrecorded, roles={str(name): str(label) for name, label in shape.roles.items()},
        senior=frozenset(map(str, shape.senior)), boards={str(kind): _board(board) for kind, board in shape.boards.items()},
        words_role="" if shape.words_only == LAPSE else str(shape.words_only), urgent_days=shape.urgent_days,
        interests_months=shape.interests_months, strength=tuple(map(str, shape.meaning.strength)),
        comparison=tuple(map(str, shape.meaning.comparison)), population=tuple(map(str, shape.meaning.population)),
    )


def _board(shape: BoardShape) -> Board:
    return Board(approvals=shape.approvals, roles=tuple(shape.roles), institutions=shape.institutions, months=shape.months)
