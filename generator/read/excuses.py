"""Read what a guideline accepts of the findings of proofs.

In: AcceptShape, the reference of its guideline.  Out: Excuse.  Never: judges whether there is anything to accept.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from generator.core.guidelines import Checked
from generator.origin import Text, Where
from generator.read.fields import DecisionId, Id, Line, ReferenceId
from generator.read.shape import Shape


class AcceptShape(Shape):
    """What a proof finds and the source means."""

    finding: Line = Field(description="The code in the message, such as  gets-milder .")
    decision: DecisionId = Field(description="The decision in which it was found.")
    about: Id = Field(description="The fact or the rule that the message names.")
    because: Line = Field(description="Why it is right as it stands.")
    reference: ReferenceId | None = Field(None, description="The source that says so, if not the guideline's own reference.")
    locator: Line = Field(description="Where the source says so.")
    checked: Checked = Field(description="How that was checked.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Excuse:
    """Why a finding is accepted."""

    finding: str
    decision: str
    about: str
    because: str
    reference: Text
    locator: str
    checked: Checked
    where: Where


def read_excuse(shape: AcceptShape, own: Text) -> Excuse:
    """One excuse, at the place of what it answers; it rests on the guideline's own reference unless it names another."""
    return Excuse(finding=shape.finding, decision=shape.decision, about=shape.about, because=shape.because,
                  reference=shape.reference or own, locator=shape.locator, checked=shape.checked, where=shape.finding.where)
