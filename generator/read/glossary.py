"""Read content/glossary.yaml: terms in the words of clinicians and in plain words.

In: Tree.  Out: Terms, Problems.  Never: looks for a term on a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import Field

from generator.core.guidelines import Checked
from generator.origin import Problem, Text, Where
from generator.read.fields import Id, Line, Whole
from generator.read.prose import Prose, read_prose
from generator.read.shape import Shape, fit, no_repeats
from generator.read.yamltree import Tree

# Anchors of the page itself: its top, its list of references, and the numbers that lead there and back.
_TAKEN = re.compile(r"top|references|version|[rc][0-9]+")


class TermShape(Shape):
    """One term."""

    id: Id = Field(description="Stable name; links from other pages lead to it.")
    term: Line = Field(description="The term as it heads its entry.")
    also: list[Line] = Field(default_factory=list, description="Abbreviations, plurals and other spellings found on pages too.")
    clinician: Line = Field(description="What it means, cited; the first sentence is the hint on pages for clinicians.")
    plain: Line = Field(description="The same for patients, cited; the first sentence is the hint on leaflets.")
    units: Line | None = Field(None, description="Units in which readers meet it and how to turn one into another, cited.")
    checked: Checked = Field(description="How its citations were checked, unless one says otherwise.")
    rank: Whole = Field(50, description="Which terms come first on a page with more than it marks; low comes first.")


class GlossaryShape(Shape):
    """The terms that pages explain."""

    terms: list[TermShape] = Field(description="The terms, in any order.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One term with all spellings that name it."""

    id: str
    term: str
    also: tuple[str, ...]
    clinician: Prose
    plain: Prose
    units: Prose
    rank: int
    where: Where

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that names it on a page."""
        return (self.term, *self.also)

    @property
    def prose(self) -> tuple[Prose, ...]:
        """All its texts."""
        return (self.clinician, self.plain, self.units)


def read_glossary(tree: Tree, problems: list[Problem]) -> tuple[Term, ...] | None:
    """All terms, in the order of the file."""
    shape = fit(GlossaryShape, tree, problems)
    if shape is None:
        return None
    no_repeats([entry.id for entry in shape.terms], "term", problems)
    _check_spellings([name for entry in shape.terms for name in _names(entry)], problems)
    for entry in shape.terms:
        if _TAKEN.fullmatch(entry.id):
            problems.append(Problem(entry.id.where, "reserved-name", f'"{entry.id}" is the name of another part of the page',
                                    "Links to the term would lead there. Add a word to the id."))
    return tuple(_term(entry, problems) for entry in shape.terms)


def _names(shape: TermShape) -> tuple[Text, ...]:
    return (shape.term, *shape.also)


def _check_spellings(names: list[Text], problems: list[Problem]) -> None:
    """Each spelling names one term, and begins as a word does."""
    first: dict[str, Text] = {}
    for name in names:
        other = first.setdefault(name.casefold(), name)
        if other is not name:
            problems.append(Problem(name.where, "duplicate-spelling", f'"{name}" names a term already',
                                    f'"{other}" is on line {other.where.line}. A spelling can lead to one term only.'))
        if not name[0].isalnum():
            problems.append(Problem(name.where, "bad-spelling", f'"{name}" does not begin with a letter or a digit',
                                    "It would not be found on any page. Leave out what stands in front."))


def _term(shape: TermShape, problems: list[Problem]) -> Term:
    def prose(text: Text | None) -> Prose:
        return read_prose(text, shape.checked, problems)

    return Term(id=shape.id, term=shape.term, also=tuple(shape.also), clinician=prose(shape.clinician), plain=prose(shape.plain),
                units=prose(shape.units), rank=shape.rank, where=shape.where)
