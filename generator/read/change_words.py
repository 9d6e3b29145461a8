"""Standing words of changes, editions, corrections and messages to the editors: content, not code.

In: nothing.  Out: ChangeWords (a Shape).  Never: fills in a word that the knowledge base lacks.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class ChangeWords(Shape):
    """The words of what changes, each with the place where it stands."""

    tell_private: Line = Field(description="After the links to forms.")
    tell_policy: Line = Field(description="Link to what becomes of messages.")
    triage_where: Line = Field(description="Before the address to write to.")
    triage_nowhere: Line = Field(description="Stands for that address where there is none.")
    triage_kind: Line = Field(description="Column of the kind of a message.")
    triage_days: Line = Field(description="Column of the days within which it is looked at.")
    triage_then: Line = Field(description="Column of what happens then.")
    change_log: Line = Field(description="Title of the page on changes, and of links to it.")
    change_log_about: Line = Field(description="First sentence of that page.")
    change_log_feed: Line = Field(description="Link to the feed.")
    change_log_none: Line = Field(description="Where no edition has been released.")
    change_log_since: Line = Field(description="Heading of what has changed since the last edition; its name follows.")
    change_log_all: Line = Field(description="Heading of the list of editions.")
    change_log_against: Line = Field(description="Heading of the changes of an edition; the name of the one before follows.")
    change_log_first: Line = Field(description="With the first edition, before the number of items in it.")
    change_log_details: Line = Field(description="Link to the changes of an edition.")
    change_log_pages: Line = Field(description="Link to the pages of an older edition.")
    change_log_file: Line = Field(description="Link to the pages of an older edition as a file.")
    change_none: Line = Field(description="Where nothing has changed.")
    change_meaning: Line = Field(description="Heading and label of changes in meaning.")
    change_words: Line = Field(description="Heading and label of changes in words alone.")
    change_new: Line = Field(description="Heading and label of what is new.")
    change_gone: Line = Field(description="Heading and label of what is gone.")
    change_wordings: Line = Field(description="Opens both wordings; their number follows.")
    change_was: Line = Field(description="Before the older wording.")
    change_now: Line = Field(description="Before the newer wording.")
    change_added: Line = Field(description="Before a statement that is new.")
    change_removed: Line = Field(description="Before a statement that is gone.")
    change_moved: Line = Field(description="Before a statement that stands in another place.")
    change_headings: Line = Field(description="Where no statement has changed, but a heading.")
    change_held: Line = Field(description="Stands for the wordings of what a senior editor has taken down.")
    change_why: Line = Field(description="Before the reason of a change; its day follows.")
    page_history: Line = Field(description="Before the editions in which a page changed.")
    page_corrections: Line = Field(description="Before the corrections that concern a page.")
    old_edition: Line = Field(description="Opens the banner of a page of an older edition; its name follows.")
    old_edition_note: Line = Field(description="Goes on there.")
    old_edition_now: Line = Field(description="Link from there to what supersedes the page.")
    old_edition_gone: Line = Field(description="Stands there where the page is gone.")
    corrections: Line = Field(description="Title of the page of corrections, and of links to it.")
    corrections_about: Line = Field(description="First sentence of that page.")
    corrections_none: Line = Field(description="Where there is none.")
    correction: Line = Field(description="In front of a correction in the feed.")
    correction_wrong: Line = Field(description="Before what was wrong.")
    correction_done: Line = Field(description="Before what was done.")
    correction_harm: Line = Field(description="Before whether harm was possible.")
    correction_harm_yes: Line = Field(description="That it was.")
    correction_harm_no: Line = Field(description="That it was not.")
    correction_message: Line = Field(description="Before the message that pointed it out.")
