"""The words of the case finder, in content/kb.yaml under  finder .

In: nothing.  Out: FinderWords.  Never: holds words of other pages.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class FinderWords(Shape):
    """Headings and sentences of the case finder."""

    title: Line = Field(description="Title of the page, and of the links to it.")
    description: Line = Field(description="One sentence about it, for search engines.")
    about: Line = Field(description="For whom it is and how it is used.")
    private: Line = Field(description="What happens to what is entered.")
    limits: Line = Field(description="What it cannot do.")
    without: Line = Field(description="Stands on the page while it does not run, before the lists that hold the same guidance.")
    open_case: Line = Field(description="On a case page: the link that opens the finder with the facts of the case.")
    known: Line = Field(description="Heading of the form.")
    how_to_write: Line = Field(description="How numbers and ranges are written.")
    answers: Line = Field(description="Heading of what follows.")
    see: Line = Field(description="Button that leads from the form to what follows.")
    clear: Line = Field(description="Button that empties the form.")
    print: Line = Field(description="Button that prints the page.")
    blank: Line = Field(description="Choice of a fact that is left blank.")
    not_measured: Line = Field(description="Box beside a number that was not measured.")
    does_not_apply: Line = Field(description="At a fact that is not asked of this patient.")
    asked_only_if: Line = Field(description="Between a fact and the condition under which it is asked.")
    matters: Line = Field(description="At a fact that can still matter.")
    given: Line = Field(description="After the number of facts of a group that are entered.")
    open: Line = Field(description="After the number of facts of a group that can still matter.")
    to: Line = Field(description="Between the two ends of a range.")
    wrong_number: Line = Field(description="What was entered is no number and no range.")
    wrong_finer: Line = Field(description="The number is finer than the step in which it is reported.")
    wrong_outside: Line = Field(description="The number is outside the range of the fact; the range follows.")
    wrong_backwards: Line = Field(description="The range runs backwards.")
    wrong_choice: Line = Field(description="No such choice.")
    wrong_absent: Line = Field(description="This fact cannot be not measured.")
    not_understood: Line = Field(description="Before parts of the address that were left out.")
    unused: Line = Field(description="Before facts in the address that no rule looks at.")
    contradiction: Line = Field(description="Heading where nobody can have all that is entered.")
    contradiction_fix: Line = Field(description="What to do then; the facts follow.")
    ask_next: Line = Field(description="Heading of what to ask next.")
    other_answers: Line = Field(description="Before a guideline's answers that are not compared.")
    left_out: Line = Field(description="Before decisions whose tables are too large to be worked out in full.")
    notices: Line = Field(description="Heading of what the facts themselves call for.")
    elsewhere: Line = Field(description="Heading of what points to other guidance.")
    source: Line = Field(description="Link to the page of an advice, with its citations.")
    nearest: Line = Field(description="Heading of the nearest cases.")
    nearest_note: Line = Field(description="How they are found, and what their pages hold besides.")
    same: Line = Field(description="Of a case: no fact stated on both sides differs.")
    differs: Line = Field(description="Of a case: before the facts that differ.")
    not_there: Line = Field(description="Of a case: before the facts that it does not state.")
    basis: Line = Field(description="Heading of the guidelines and editions that answer.")
    data: Line = Field(description="Link to the rules as data.")
