"""Explain terms where a finished page uses them: a link to the glossary with a short hint.

In: Terms, a finished page.  Out: the page with links.  Never: changes a word, or marks a term twice on one page.

A hint is a `title` on a link: it needs no script, a keyboard and a finger follow the link, a screen reader reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.page.markup import md
from generator.read.glossary import Term
from generator.read.prose import Prose, Words

# A page that explained every other word could not be read.
MOST_MARKED = 12

# What is no running text: the head of the page, headings, heads of tables, labels alone on a line, code, links, drawings,
# citations, lists of references and of steps, what is there to be copied; then any other tag, entity or attribute.
_ELEMENTS = "a|button|code|dt|fieldset|figure|h[1-6]|pre|script|style|summary|sup|svg|th|thead"
_CLASSES = "chart-note|exact|flow|references|status-line|steps"
_NOT_TEXT = "|".join((
    r"\A---\n.*?\n---\n", r"<!--.*?-->",
    r"(?m:^#+ [^\n]*$)", r"(?m:^\|[^\n]*\n(?=\|[-|: ]+\|$))", r"(?m:^\*\*[^*\n]+\*\*$)",
    rf"<({_ELEMENTS})\b[^>]*>.*?</\1>",
    rf'<(\w+)\b[^>]*\bclass="(?:{_CLASSES})\b[^>]*>.*?</\2>',
    r"`[^`\n]*`", r"\[[^\]\n]*\]\([^)\n]*\)", r"<[^>]*>", r"&#?\w+;",
))
_PARTS = re.compile(rf"(?s:{_NOT_TEXT})|(?<![\w-])(?P<word>\w+)")


class Spelling(NamedTuple):
    """One way in which pages name a term, as finished pages write it."""

    text: str
    term: str


class Hint(NamedTuple):
    """What a link to a term says, for either reader."""

    rank: int
    clinician: str
    plain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The terms of a glossary, ready to be found: spellings by first word with the longest in front, hints by id."""

    spellings: Mapping[str, tuple[Spelling, ...]]
    hints: Mapping[str, Hint]


class _Found(NamedTuple):
    """The first place of a term on a page."""

    start: int
    end: int
    term: str


def terms_of(glossary: Iterable[Term]) -> Terms:
    """A glossary, ready to mark pages with."""
    known = tuple(glossary)
    by_word: dict[str, list[Spelling]] = {}
    for spelling in (Spelling(text, term.id) for term in known for name in term.spellings for text in _as_found(name)):
        by_word.setdefault(re.split(r"\W", spelling.text, maxsplit=1)[0], []).append(spelling)
    return Terms(
        spellings={word: tuple(sorted(found, key=lambda one: (-len(one.text), one))) for word, found in by_word.items()},
        hints={term.id: Hint(term.rank, md(first_sentence(term.clinician)), md(first_sentence(term.plain))) for term in known})


def _as_found(name: str) -> set[str]:
    """A spelling, also as it opens a sentence; capitals within it stay, since "OR" is not "or"."""
    return {md(name), md(name[0].upper() + name[1:])}


def first_sentence(prose: Prose) -> str:
    """The words of the first sentence."""
    return "".join(run.text for run in prose.sentences[0] if isinstance(run, Words)).strip()


def marked(terms: Terms, text: str, up: str, *, plain: bool = False) -> str:
    """A finished page with its first use of each term linked; `up` leads from the page to the root of the site."""
    firsts = sorted(_first_uses(terms, text), key=lambda found: (terms.hints[found.term].rank, found.start))
    done, at = [], 0
    for found in sorted(firsts[:MOST_MARKED]):
        hint = terms.hints[found.term]
        said = hint.plain if plain else hint.clinician
        link = f'<a href="{up}glossary/#{found.term}" title="{said}">{text[found.start:found.end]}</a>'
        done += [text[at:found.start], link]
        at = found.end
    return "".join((*done, text[at:]))


def _first_uses(terms: Terms, text: str) -> Iterable[_Found]:
    """Where each term stands first in running text; within a longer term it does not count."""
    firsts: dict[str, _Found] = {}
    spaced, after = text.replace("\N{NO-BREAK SPACE}", " "), 0
    for match in _PARTS.finditer(spaced):
        if match["word"] is None or match.start() < after:
            continue
        spelling = _spelling_at(terms.spellings.get(match["word"], ()), spaced, match.start())
        if spelling is not None:
            after = match.start() + len(spelling.text)
            firsts.setdefault(spelling.term, _Found(match.start(), after, spelling.term))
    return firsts.values()


def _spelling_at(candidates: Iterable[Spelling], text: str, start: int) -> Spelling | None:
    """The longest spelling that stands at a place as whole words."""
    for spelling in candidates:
        end = start + len(spelling.text)
        if text.startswith(spelling.text, start) and not re.match(r"[\w-]", text[end:end + 1]):
            return spelling
    return None
