"""Read how readers reach the editors: where they write, and how soon each kind of message is looked at.

In: FeedbackShape (a part of content/kb.yaml).  Out: Feedback, Problems.  Never: invents an address.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from generator.origin import Problem
from generator.read.fields import Address, Id, Line, Whole
from generator.read.shape import Shape, no_repeats


class KindOfMessageShape(Shape):
    """A kind of message."""

    id: Id = Field(description="Stable name; the form of that name is opened:  .github/ISSUE_TEMPLATE/<id>.yml .")
    label: Line = Field(description="What such a message is about, as the words of a link.")
    days: Whole = Field(description="Within how many working days an editor looks at it.")
    then: Line = Field(description="What happens then.")


class FeedbackShape(Shape):
    """How readers reach the editors."""

    issues: Address | None = Field(None, description="Where a new message is opened, such as "
                                                     "https://github.com/some/repository/issues/new; no links if left out.")
    kinds: list[KindOfMessageShape] = Field(description="Kinds of messages, the most urgent first.")


@dataclass(frozen=True, kw_only=True, slots=True)
class KindOfMessage:
    """A kind of message."""

    id: str
    label: str
    days: int
    then: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    """How readers reach the editors; without an address there is no link to them."""

    issues: str
    kinds: tuple[KindOfMessage, ...]


NONE = Feedback(issues="", kinds=())


def read_feedback(shape: FeedbackShape | None, problems: list[Problem]) -> Feedback:
    """How readers reach the editors; nothing where the knowledge base does not say."""
    if shape is None:
        return NONE
    no_repeats([one.id for one in shape.kinds], "kind of message", problems)
    return Feedback(issues=str(shape.issues or ""), kinds=tuple(
        KindOfMessage(id=str(one.id), label=str(one.label), days=one.days, then=str(one.then)) for one in shape.kinds))
