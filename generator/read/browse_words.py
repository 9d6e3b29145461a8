"""Standing words of browsing and of neighboring cases: content, not code.

In: nothing.  Out: BrowseWords (a Shape).  Never: fills in a word that the knowledge base lacks.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class BrowseWords(Shape):
    """The words of lists that can be narrowed, each with the place where it stands."""

    browse: Line = Field(description="Title of the page of all facets, and of links to it.")
    browse_about: Line = Field(description="First sentence of that page.")
    browse_narrow: Line = Field(description="Opens the facets above the list of cases.")
    browse_how: Line = Field(description="Explains how ticked values combine, and that the address can be shared.")
    browse_plain: Line = Field(description="Before links to plain lists.")
    browse_cases: Line = Field(description="After the numbers of cases shown and of all, as in 12 of 89 cases.")
    browse_filter: Line = Field(description="Before what a list was narrowed to; stands on paper, too.")
    browse_clear: Line = Field(description="Button that unticks everything.")
    browse_combine: Line = Field(description="Link from a plain list to the list of cases, narrowed to the same.")
    browse_open: Line = Field(description="Value of cases that leave a facet open, or do not state it.")
    browse_none: Line = Field(description="Value of cases of which no value of a facet holds, for certain.")
    near_instead: Line = Field(description="Between the value of a neighbor and that of the case.")
    near_different: Line = Field(description="Before what else a neighboring case states otherwise.")
    near_unstated: Line = Field(description="Before what the case states and its neighbor leaves open.")
    near_left_open: Line = Field(description="Before what a neighbor that is not published cannot keep, and leaves open.")
    near_more: Line = Field(description="After the number of facts that only the neighbor states.")
    near_silent: Line = Field(description="Stands for the answer where no leading guideline has one.")
    near_unpublished: Line = Field(description="After a neighbor that no case of this site describes.")
    near_finder: Line = Field(description="Link from there to the finder with the facts of the neighbor.")
    near_note: Line = Field(description="Below the neighbors of a case: what stays as it is in them.")
