"""Standing words of drawings: content, not code.

In: nothing.  Out: DrawingWords (a Shape).  Never: fills in a word that the knowledge base lacks.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class DrawingWords(Shape):
    """The words of drawings, each with the place where it stands."""

    atlas_how: Line = Field(description="Explains the maps of a profile.")
    atlas_switch: Line = Field(description="Over the names of guidelines of which one is chosen to see its map.")
    atlas_none_drawn: Line = Field(description="Where no guideline has a map to draw for a profile.")
    atlas_count: Line = Field(description="Name of the map of how many guidelines give the strongest answer.")
    atlas_count_how: Line = Field(description="Explains that map; the number of guidelines and the answer follow.")
    atlas_none: Line = Field(description="Legend of that map: none of them.")
    atlas_perhaps: Line = Field(description="Legend of that map: none for certain, though some can.")
    atlas_few: Line = Field(description="Legend of that map: fewer than half of them.")
    atlas_many: Line = Field(description="Legend of that map: half of them or more, but not all.")
    atlas_all: Line = Field(description="Legend of that map: all of them.")
    atlas_who: Line = Field(description="Opens the list of which guideline says what where.")
    atlas_open: Line = Field(description="Before guidelines of which several answers are possible.")
    people_out: Line = Field(description='Opens a number of people; a hundred and who they are follow: "Out of".')
    people_about: Line = Field(description="Before a whole number of people.")
    people_more: Line = Field(description="Before the whole number below a broken one.")
    people_but_fewer: Line = Field(description="Before the whole number above it.")
    people_fewer: Line = Field(description="Before the number 1, where there are fewer.")
    people_will: Line = Field(description="Before what becomes of them.")
    people_in: Line = Field(description='Between a larger number of people and out of how many: "in".')
    people_others: Line = Field(description="Before the number of all others.")
    people_wont: Line = Field(description="Behind that number.")
    people_low: Line = Field(description="Before the lower end of a range.")
    people_high: Line = Field(description="Before the upper end of a range.")
    atlas_if: Line = Field(description="Under a map of which it is open whether its guideline is meant; what decides follows.")
