"""Where references are named, and for what: every citation, and every rule, which rests on its guideline's own reference.

In: Knowledge.  Out: texts, Uses.  Never: judges a use, or knows the address of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from generator.core.guidelines import Checked
from generator.origin import Where
from generator.read.advice import Topic
from generator.read.drugs import Drug
from generator.read.facts import Group
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge
from generator.read.prose import Citation, Prose, Run, Words


class Holder(Enum):
    """What sort of text or rule names a reference."""

    RULE = auto()
    GUIDELINE = auto()
    ADVICE = auto()
    LABEL = auto()
    DRUG = auto()
    CASE = auto()
    TERM = auto()
    VALUES = auto()
    SITE = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """What names a reference: the id of its file, and the part of it (of a table: decision and row)."""

    holder: Holder
    id: str
    part: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """One reference named at one spot: where in the source, how that was checked, and the sentence that rests on it."""

    reference: str
    where: Where
    spot: Spot
    locator: str = ""
    checked: Checked | None = None
    sentence: str = ""


def texts_of(knowledge: Knowledge) -> Iterator[tuple[Prose, Spot]]:
    """Every text in which sentences make claims."""
    for group in knowledge.facts.groups:
        yield from ((prose, Spot(Holder.VALUES, group.id)) for prose in _texts_of_group(group))
    for edition in knowledge.guidelines:
        yield edition.summary, Spot(Holder.GUIDELINE, edition.id)
    for topic in knowledge.topics:
        yield from _texts_of_topic(topic)
    for drug in knowledge.drugs.values():
        yield from _texts_of_drug(drug)
    for term in knowledge.glossary:
        yield from ((prose, Spot(Holder.TERM, term.id)) for prose in term.prose)
    for scenario in knowledge.scenarios:
        yield scenario.bottom_line, Spot(Holder.CASE, scenario.id)
        if scenario.leaflet:
            yield scenario.leaflet.short_answer, Spot(Holder.CASE, scenario.id)


def _texts_of_group(group: Group) -> Iterator[Prose]:
    yield group.why
    if group.scale and group.scale.error:
        yield group.scale.error.note


def _texts_of_topic(topic: Topic) -> Iterator[tuple[Prose, Spot]]:
    for item in topic.items:
        yield from ((prose, Spot(Holder.ADVICE, topic.id, (item.id,))) for prose in item.prose)


def _texts_of_drug(drug: Drug) -> Iterator[tuple[Prose, Spot]]:
    yield drug.summary, Spot(Holder.DRUG, drug.id)
    yield from ((prose, Spot(Holder.DRUG, drug.id, (name,))) for name, prose in drug.points.items())
    for caution in drug.cautions:
        yield from ((prose, Spot(Holder.DRUG, drug.id)) for prose in (caution.clinician, caution.patient))


def uses_of(knowledge: Knowledge) -> Iterator[Use]:
    """Every reference named anywhere, with the place; a standing sentence need not cite, but may."""
    for prose, spot in (*texts_of(knowledge), (knowledge.settings.general_advice, Spot(Holder.SITE, ""))):
        yield from _cited(prose, spot)
    for edition in knowledge.guidelines:
        yield from _uses_of_edition(edition, Holder.RULE, Holder.GUIDELINE)
    for drug in knowledge.drugs.values():
        if drug.reference:
            yield Use(reference=drug.reference, where=drug.reference.where, spot=Spot(Holder.DRUG, drug.id))
        if drug.label:
            yield from _uses_of_edition(drug.label, Holder.LABEL, Holder.DRUG)
    for group in knowledge.facts.groups:
        if group.scale:
            yield Use(reference=group.scale.reference, where=group.scale.reference.where, spot=Spot(Holder.VALUES, group.id),
                      checked=group.scale.checked)


def _uses_of_edition(edition: GuidelineEdition, row: Holder, whole: Holder) -> Iterator[Use]:
    """All rules of a guideline or label, what their reasons cite beside it, and what excuses rest on."""
    yield Use(reference=edition.reference, where=edition.reference.where, spot=Spot(whole, edition.id))
    for decision, rules in edition.rules.tables.items():
        for rule in rules:
            spot = Spot(row, edition.id, (decision, rule.id))
            yield Use(reference=edition.reference, where=edition.reference.where, spot=spot, locator=rule.locator,
                      checked=rule.checked)
            yield from _cited(edition.reasons[f"{decision}.{rule.id}"], spot)
    for excuse in edition.accepted:
        yield Use(reference=excuse.reference, where=excuse.reference.where, spot=Spot(whole, edition.id),
                  locator=excuse.locator, checked=excuse.checked)


def _cited(prose: Prose, spot: Spot) -> Iterator[Use]:
    """The citations of a text, each with the sentence it stands in."""
    for sentence in prose.sentences:
        words = words_of(sentence)
        for run in sentence:
            if isinstance(run, Citation):
                yield from (Use(reference=cited.reference, where=prose.where, spot=spot, locator=cited.locator,
                                checked=cited.checked, sentence=words) for cited in run.cited)


def words_of(sentence: tuple[Run, ...]) -> str:
    """The words of a sentence, without citations."""
    return " ".join("".join(run.text for run in sentence if isinstance(run, Words)).split())
