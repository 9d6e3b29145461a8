"""What search knows of each page: how it is called, what it says in short, and which facts it states.

In: Context, a Decided case, its line in lists.  Out: Entries.  Never: repeats what every page says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.core.facts import Values
from generator.page.case import bottom_line
from generator.page.context import Context, Decided
from generator.page.markup import uncited
from generator.page.status import StatusLine, status_word
from generator.review.components import GLOSSARY
from generator.review.history import State

LONGEST_LINE = 300  # characters; the first sentence is never cut, since its condition may stand at its end
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9−])")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchEntry:
    """One page as search shows and finds it: `names` are its own names, `words` what else leads to it, `line` what it says."""

    kind: str
    id: str
    title: str
    short_title: str
    status: str
    line: str
    words: str = ""
    names: tuple[str, ...] = ()
    facts: Mapping[str, Values] = field(default_factory=dict)


def case_entry(context: Context, decided: Decided, status: StatusLine) -> SearchEntry:
    """The entry of a case: its bottom line unless it was taken down, and what it states."""
    scenario = decided.case.scenario
    said = scenario.bottom_line.plain or " ".join(_plain(part) for part in bottom_line(context, decided))
    return SearchEntry(
        kind="case", id=scenario.id, title=scenario.title, short_title=scenario.short_title, status=_plain(status.word),
        line="" if status.held else shortened(said), words=f"{scenario.title} {scenario.description}",
        facts=decided.case.box.stated,
    )


def shelf_entries(context: Context, left: Container[str]) -> Iterator[SearchEntry]:
    """The entries of all pages that depend on no case, without items that are left out."""
    for item, entry in (*_components(context), *_terms(context)):
        standing = context.standings.whole[item]
        if item not in left:
            shown = replace(entry, line="", words="") if standing.state is State.HELD else entry
            yield replace(shown, status=_plain(status_word(context, standing)))
    for page in context.compendium.knowledge.pages:
        if page.searched and page.id != "home":
            yield _entry(context, "page", page.id, page.title, page.description)


def _components(context: Context) -> Iterator[tuple[str, SearchEntry]]:
    knowledge = context.compendium.knowledge
    for drug in knowledge.drugs.values():
        points = " ".join(point.plain for point in drug.points.values())
        yield f"drugs/{drug.id}", replace(_entry(context, "drug", drug.id, drug.name, drug.summary.plain), names=drug.mentions,
                                          words=f"{drug.kind} {drug.summary.plain} {points}")
    for edition in knowledge.guidelines:
        words = f"{edition.title} {edition.body} {edition.jurisdiction} {edition.summary.plain}"
        yield (f"guidelines/{edition.id}",
               replace(_entry(context, "guideline", edition.id, edition.name, edition.summary.plain), words=words))
    for topic in knowledge.topics:
        said = " ".join(f"{item.when_words} {item.clinician.plain}" for item in topic.items)
        yield (f"advice/{topic.id}",
               replace(_entry(context, "topic", topic.id, topic.title, topic.summary), words=f"{topic.summary} {said}"))
    for one in context.compendium.described:
        yield (f"profiles/{one.profile.id}",
               _entry(context, "profile", one.profile.id, one.profile.title, one.profile.description))


def _terms(context: Context) -> Iterator[tuple[str, SearchEntry]]:
    for term in context.compendium.knowledge.glossary:
        said = term.clinician.plain
        yield GLOSSARY, replace(_entry(context, "term", term.id, term.term, said), words=f"{said} {' '.join(term.also)}")


def _entry(context: Context, kind: str, name: str, title: str, said: str) -> SearchEntry:
    return SearchEntry(kind=kind, id=name, title=title, short_title=title, status=context.words.status_draft,
                       line=shortened(said), words=said)


def _plain(said: str) -> str:
    """The words of Markdown that was made of escaped texts."""
    return html.unescape(_TAG.sub("", uncited(said)))


def shortened(said: str) -> str:
    """The first sentences of a text, whole ones only: the condition of an answer stands inside its sentence."""
    first, *others = _SENTENCE.split(" ".join(said.split()))
    for sentence in others:
        if len(first) + len(sentence) >= LONGEST_LINE:
            break
        first = f"{first} {sentence}"
    return first
