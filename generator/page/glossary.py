"""The glossary: all terms from A to Z, each in the words of clinicians and in plain words.

In: Context.  Out: GlossaryPage.  Never: knows where terms are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.page.context import Context
from generator.page.markup import md, prose_md
from generator.page.status import StatusLine, status_line
from generator.read.glossary import Term
from generator.review.components import GLOSSARY

# The heading above terms that begin with no letter.
DIGITS = "0–9"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One term, ready to place."""

    id: str
    term: str
    also: str
    clinician: str
    plain: str
    units: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """All terms that begin with one letter; `anchor` has a capital, which no term's id has."""

    anchor: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GlossaryPage:
    """The page, ready to place."""

    plain_title: str
    description: str
    source: str
    status: StatusLine
    letters: tuple[Letter, ...]


def glossary_page(context: Context) -> GlossaryPage:
    """Build the page."""
    terms = sorted(context.compendium.knowledge.glossary, key=lambda term: (_letter(term), term.term.casefold(), term.id))
    return GlossaryPage(
        plain_title=context.words.glossary, description=context.words.glossary_note, source=terms[0].where.file,
        status=status_line(context, context.standings.whole[GLOSSARY], context.settings.edition_date),
        letters=tuple(Letter(anchor=f"Letter-{name[0]}", name=name, entries=tuple(map(_entry, found)))
                      for name, found in groupby(terms, key=_letter)))


def _letter(term: Term) -> str:
    first = term.term[0].upper()
    return first if first.isalpha() else DIGITS


def _entry(term: Term) -> Entry:
    return Entry(id=term.id, term=md(term.term), also=md(", ".join(term.also)), clinician=prose_md(term.clinician),
                 plain=prose_md(term.plain), units=prose_md(term.units))
