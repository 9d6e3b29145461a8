"""One of the two states that are compared, and what it answers for a case, as far as a comparison needs it.

In: Compendium, Case.  Out: Side, Said.  Never: traces, or looks for what would change an answer, which takes much longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.check.compendium import Case, Compendium
from generator.core.boxes import Box
from generator.core.evaluation import applies, possible
from generator.core.firing import deciding
from generator.core.guidelines import SILENT, Rule
from generator.core.needs import needs
from generator.core.rulebook import Compiled
from generator.core.truth import Truth, truth_of
from generator.impact.written import with_citations
from generator.page.context import Context, context_of, editions_in_force, labels_of
from generator.page.mismatch import unexpected
from generator.read.advice import Item, Sort

Place = tuple[str, str]  # a guideline (or the label of a drug) and one of its decisions


@dataclass(frozen=True, slots=True)
class Stand:
    """What a guideline answers for a case: whether it applies, and the outcomes still possible."""

    applies: Truth
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """An item that holds or may hold for a case; `written` is everything that a page says of it, part by part."""

    id: str
    sort: Sort
    truth: Truth
    condition: str
    written: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a knowledge base says on a case."""

    box: Box
    stands: Mapping[Place, Stand]
    lead: Mapping[str, str]
    items: Mapping[str, Shown]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One state of a knowledge base; `mark` stands before its places, as in `main:`.

    `guides` are the guidelines in force and the labels, `written` is what pages say of each item.
    """

    context: Context
    mark: str
    cases: Mapping[str, Case]
    guides: tuple[str, ...]
    written: Mapping[str, Mapping[str, str]]

    def compiled(self, guideline: str) -> Compiled | None:
        """A guideline in force, or a label."""
        return self.context.compendium.book.guidelines[guideline] if guideline in self.guides else None

    def rows(self, box: Box, place: Place) -> tuple[Rule, ...]:
        """The rows that decide for somebody in the box; none where no such table is in force."""
        guide = self.compiled(place[0])
        table = None if guide is None else guide.tables.get(place[1])
        if guide is None or table is None or box.book is not self.context.compendium.book:
            return ()
        return tuple(table.rules[number] for number in deciding(box, guide, table))

    def needs(self, box: Box, place: Place) -> tuple[str, ...]:
        """The facts that an answer still depends on."""
        guide = self.compiled(place[0])
        return () if guide is None or place[1] not in guide.tables else needs(box, guide.tables[place[1]].node)


def side_of(compendium: Compendium, mark: str = "") -> Side:
    """A knowledge base as one side of a comparison, as of the day of its edition."""
    day = compendium.knowledge.settings.edition_date
    return Side(context=context_of(compendium), mark=mark, cases={case.scenario.id: case for case in compendium.cases},
                guides=(*editions_in_force(compendium, day), *labels_of(compendium, day)),
                written={item.id: _written(item) for topic in compendium.knowledge.topics for item in topic.items})


def said_of(side: Side, case: Case) -> Said:
    """What one side says on a case."""
    box = case.box.forgetful()
    stands = dict(_stands(side, box))
    knowledge = side.context.compendium.knowledge
    order = knowledge.succession(case.scenario.given.lead or knowledge.settings.lead)
    return Said(box=box, stands=stands, lead=_lead(stands, order),
                items={item.id: item for item in (*_items(side, box), *_mismatches(side, box, stands))})


def _stands(side: Side, box: Box) -> Iterator[tuple[Place, Stand]]:
    for name in side.guides:
        guide = side.context.compendium.book.guidelines[name]
        truth = applies(box, guide)
        for decision in guide.tables:
            yield (name, decision), Stand(truth, () if truth is Truth.NOT_MET else possible(box, guide, decision))


def _lead(stands: Mapping[Place, Stand], order: Iterable[str]) -> dict[str, str]:
    """Per decision the first guideline in the order that applies and is not silent."""
    lead: dict[str, str] = {}
    for name in order:
        for (guideline, decision), stand in stands.items():
            if guideline == name and stand.possible not in ((), (SILENT,)):
                lead.setdefault(decision, name)
    return lead


def _items(side: Side, box: Box) -> Iterator[Shown]:
    """Advice and pitfalls that hold or may hold, notices that hold."""
    conditions = side.context.compendium.book.conditions
    for topic in side.context.compendium.knowledge.topics:
        for item in topic.items:
            truth = truth_of(box.reach(conditions[item.id].node)) if item.id in conditions else Truth.MET
            if truth is Truth.MET or (truth is Truth.UNKNOWN and item.sort is not Sort.NOTICE):
                yield Shown(id=item.id, sort=item.sort, truth=truth, condition=item.when_words, written=side.written[item.id])


def _written(item: Item) -> dict[str, str]:
    """What pages say of an item, part by part; its condition shows in whether it holds."""
    words = {"for clinicians": with_citations(item.clinician), "for patients": with_citations(item.patient),
             "if": item.when_words, "if, for patients": item.plain_when, "strength": item.strength, "checked": item.checked,
             "urgency": item.urgency, "on the leaflet": "yes" if item.leaflet else "no", "topic": item.topic,
             "section": item.section, "on its topic's page only": "yes" if item.detail else "no",
             "positions": "; ".join(f"{one.who}: {with_citations(one.says)}" for one in item.positions)}
    return {part: said for part, said in words.items() if said}


def _mismatches(side: Side, box: Box, stands: Mapping[Place, Stand]) -> Iterator[Shown]:
    """The notices that no author wrote: a guideline expects something else than a case states."""
    truths = {guideline: stand.applies for (guideline, _), stand in stands.items()}
    for one in unexpected(side.context.compendium.knowledge, box, truths):
        words = f"{one.edition.name} {one.words(side.context.words, side.context.phrases)}."
        yield Shown(id=one.id, sort=Sort.NOTICE, truth=Truth.MET, condition="", written={"for clinicians": words})
