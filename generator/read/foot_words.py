"""Words at the foot of every page: content, not code.

In: nothing.  Out: FootWords (a Shape).  Never: fills in a word that the knowledge base lacks.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class FootWords(Shape):
    """What stands at the foot of every page, whatever its kind."""

    foot_said: Line = Field(description="At the foot of every page: what the site is meant for, and its limits.")
    foot_basis: Line = Field(description="Link after that to the page called method, where there is one.")
