"""Checks of texts: every sentence cites, every citation exists.

In: Compendium.  Out: findings.  Never: judges what a source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.origin import Level, Where, nearest
from generator.read.knowledge import Knowledge
from generator.read.prose import Citation, Prose, Words

POINTER = 10  # a sentence this short without digits may point or ask without a citation


def texts_of(knowledge: Knowledge) -> Iterator[Prose]:
    """Every text in which sentences make claims."""
    for group in knowledge.facts.groups:
        yield group.why
        if group.scale and group.scale.error:
            yield group.scale.error.note
    for edition in knowledge.guidelines:
        yield edition.summary
    for topic in knowledge.topics:
        for item in topic.items:
            yield from item.prose
    for drug in knowledge.drugs.values():
        yield drug.summary
        yield from drug.points.values()
        for caution in drug.cautions:
            yield from (caution.clinician, caution.patient)
    yield from (prose for term in knowledge.glossary for prose in term.prose)
    for scenario in knowledge.scenarios:
        yield scenario.bottom_line
        if scenario.leaflet:
            yield scenario.leaflet.short_answer


def references_used(knowledge: Knowledge) -> Iterator[tuple[str, Where]]:
    """Every reference named anywhere, with the place."""
    for prose in texts_of(knowledge):
        yield from ((cited.reference, prose.where) for cited in prose.cited)
    for edition in knowledge.editions:
        yield edition.reference, edition.reference.where
        for reason in edition.reasons.values():
            yield from ((cited.reference, reason.where) for cited in reason.cited)
        yield from ((excuse.reference, excuse.reference.where) for excuse in edition.accepted)
    for drug in knowledge.drugs.values():
        if drug.reference:
            yield drug.reference, drug.reference.where
    for group in knowledge.facts.groups:
        if group.scale:
            yield group.scale.reference, group.scale.reference.where


@check("unknown-reference", level=Level.ERROR)
def citations_exist(compendium: Compendium) -> Iterator[Finding]:
    """A citation without a reference cannot be checked by anyone."""
    known = compendium.knowledge.references.keys() | compendium.knowledge.unread
    for name, where in references_used(compendium.knowledge):
        if name not in known:
            yield where, f'"{name}" is no reference, so nobody could look it up', \
                nearest(name, known) or "References live in content/references.json."


@check("unused-reference", level=Level.WARNING)
def references_are_used(compendium: Compendium) -> Iterator[Finding]:
    """A reference nobody cites is clutter for the reviewer; what could not be read may cite it."""
    if compendium.knowledge.unread:
        return
    used = {name for name, _ in references_used(compendium.knowledge)}
    for reference in compendium.knowledge.references.values():
        if reference.id not in used:
            yield reference.where, f'nothing cites "{reference.id}"', "Remove it, or cite it."


@check("uncited-sentence", level=Level.ERROR)
def sentences_cite(compendium: Compendium) -> Iterator[Finding]:
    """A sentence without a source could be wrong and nobody could tell."""
    for prose in texts_of(compendium.knowledge):
        for sentence in prose.sentences:
            words = "".join(run.text for run in sentence if isinstance(run, Words))
            if not any(isinstance(run, Citation) for run in sentence) and not is_pointer(words):
                yield prose.where, f'no source is cited for "{_shortened(words)}"', \
                    "Put [@id, locator] before its full stop, so that a reader can check it."


def is_pointer(sentence: str) -> bool:
    """Whether a sentence only points or asks: a question, or a few words without a digit."""
    words = sentence.split()
    return sentence.strip(" *”\"").endswith("?") or (len(words) <= POINTER and not re.search(r"\d", sentence))


def _shortened(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= 60 else f"{said[:57]}…"
