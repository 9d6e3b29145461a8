"""The words of the case finder, in content/kb.yaml under  finder .

In: nothing.  Out: FinderWords.  Never: holds words of other pages.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class FinderWords(Shape):
    """Headings and sentences of the case finder."""

    asked_only_if: Line = Field(description="Between a fact and the condition under which it is asked.")
