"""Facets: what each case is found by when cases are browsed, read off its evaluated box.

In: Context, Decided.  Out: FacetValues of a case, FacetParts of all cases.  Never: takes what is open for settled; an open fact
or outcome is a value of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.core.facts import Fact, Values
from generator.core.guidelines import SILENT
from generator.core.truth import Truth
from generator.page.context import Context, Decided, capital
from generator.page.markup import md
from generator.page.status import StatusLine
from generator.read.browsing import By, Facet
from generator.review.history import State

OPEN, NONE = ".open", ".none"  # no id of an item begins with a point
_EACH, _LAST = 100, 10_000  # ranks for the outcomes of a decision; a rank behind all others


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, ready to place; values stand in the order of their ranks."""

    id: str
    label: str
    rank: int = 0


class Listed(Protocol):
    """What a list knows of a case."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def facets(self) -> Mapping[str, tuple[FacetValue, ...]]:
        """Its values by facet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ValuePart:
    """One value with the cases that have it; `number` counts through all facets."""

    value: FacetValue
    number: int
    anchor: str
    cases: tuple[Listed, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetPart:
    """One facet with those of its values that some case has."""

    id: str
    heading: str
    plain_heading: str
    at_home: bool
    values: tuple[ValuePart, ...]

    @property
    def named(self) -> tuple[ValuePart, ...]:
        """The values without those that stand for an open one or for none."""
        return tuple(one for one in self.values if one.value.id not in (OPEN, NONE))


def facet_values(context: Context, decided: Decided, status: StatusLine) -> dict[str, tuple[FacetValue, ...]]:
    """By facet the values of one case; of a case that was taken down nothing but its topic and its status is told."""
    told = (By.TOPIC, By.STATUS) if status.held else tuple(By)
    sources = _sources(context, decided, status)
    return {facet.id: tuple(sources[facet.by](facet)) for facet in context.settings.facets if facet.by in told}


def _sources(context: Context, decided: Decided, status: StatusLine) -> dict[By, Callable[[Facet], Iterable[FacetValue]]]:
    topic, places = decided.case.scenario.topic, decided.places
    return {
        By.TOPIC: lambda _: [FacetValue(topic, topic_label(topic))],
        By.SITES: lambda facet: _sites(context, decided, facet),
        By.CLASS: lambda facet: [_class(context, decided, facet)],
        By.TREATMENT: lambda _: [_answer(context, decided, str(places.treatment), f"{places.treatment}.")],
        By.DECISION: lambda facet: [_answer(context, decided, str(facet.of))],
        By.FACT: lambda facet: [_choice(context, decided, facet)],
        By.CONDITIONS: lambda facet: _conditions(context, decided, facet),
        By.GUIDELINES: lambda _: _guidelines(context, decided),
        By.DRUGS: lambda _: _drugs(context, decided),
        By.STATUS: lambda _: [FacetValue(status.indexed, status.word, [*State].index(State(status.state)))],
    }


def topic_label(topic: str) -> str:
    """The name of a topic, made from that of its folder."""
    return md(topic.replace("-", " ").capitalize())


def _open(context: Context) -> FacetValue:
    return FacetValue(OPEN, md(context.words.browse_open), _LAST)


def _none(context: Context, label: str = "") -> FacetValue:
    return FacetValue(NONE, md(label or context.words.browse_none), _LAST - 1)


def _sites(context: Context, decided: Decided, facet: Facet) -> Iterable[FacetValue]:
    found = [FacetValue(fact.id, md(fact.site), rank) for rank, (fact, values) in enumerate(_measured(context, decided, facet))
             if values.ranges]
    return found or [_open(context)]


def _measured(context: Context, decided: Decided, facet: Facet) -> Iterator[tuple[Fact, Values]]:
    """The sites of a group in their order, with what the case states of each."""
    stated = decided.case.box.stated
    for fact in context.compendium.knowledge.facts.sites(facet.of):
        yield fact, stated.get(fact.id, Values())


def _class(context: Context, decided: Decided, facet: Facet) -> FacetValue:
    """The worst class among the stated sites, where it is one class for certain and classes may hold."""
    group = next(one for one in context.compendium.knowledge.facts.groups if one.id == facet.of)
    if decided.evaluation.conditions.get(group.condition) is Truth.NOT_MET:
        return _none(context, context.words.no_class)
    assert group.scale is not None
    ranks = [found for fact, values in _measured(context, decided, facet) if (found := group.scale.ranks(fact, values))]
    worst = {max(map(min, ranks)), max(map(max, ranks))} if ranks else set()
    if len(worst) != 1:
        return _open(context)
    band = group.scale.bands[worst.pop()]
    return FacetValue(band.id, md(band.label), group.scale.bands.index(band))


def _answer(context: Context, decided: Decided, decision: str, prefix: str = "") -> FacetValue:
    """The leading answer, if it is the one answer of a guideline that applies for certain."""
    if decision not in (*decided.places.compare, decided.places.treatment):
        return _none(context)
    name = decided.evaluation.lead.get(decision)
    if name is None:
        return _outcome(context, decision, SILENT, prefix)
    verdict = decided.evaluation.verdicts[name]
    outcome = verdict.answers[decision].outcome
    if verdict.applies is not Truth.MET or outcome is None:
        return _open(context)
    return _outcome(context, decision, outcome, prefix)


def _outcome(context: Context, decision: str, outcome: str, prefix: str) -> FacetValue:
    """An outcome; those of one decision stand together, from mild to strong."""
    known = context.compendium.knowledge.decisions
    rank = _EACH * [*known].index(decision) + known[decision].rank(outcome)[0]
    return FacetValue(prefix + outcome, md(context.outcome_words(decision, outcome)), rank)


def _choice(context: Context, decided: Decided, facet: Facet) -> FacetValue:
    """The value of a fact with choices."""
    fact, values = context.compendium.knowledge.known_facts[facet.of], decided.case.box[facet.of]
    if not values.single:
        return _open(context)
    if not values.ranges:
        return _none(context)
    return FacetValue(fact.choices[values.low], md(fact.choice_words[values.low]), values.low)


def _conditions(context: Context, decided: Decided, facet: Facet) -> Iterable[FacetValue]:
    """The values that are certain; open only where none is, and one may be."""
    truths = {value.id: decided.evaluation.conditions[value.condition] for value in facet.values}
    found = [FacetValue(value.id, md(value.label), rank) for rank, value in enumerate(facet.values)
             if truths[value.id] is Truth.MET]
    return found or [_open(context) if Truth.UNKNOWN in truths.values() else _none(context)]


def _guidelines(context: Context, decided: Decided) -> Iterable[FacetValue]:
    applying = [name for name, verdict in decided.evaluation.verdicts.items() if verdict.applies is Truth.MET]
    ranks = {name: rank for rank, name in enumerate(context.in_lead_order(context.editions))}
    return [FacetValue(name, md(context.editions[name].name), ranks[name]) for name in applying] or [_open(context)]


def _drugs(context: Context, decided: Decided) -> Iterable[FacetValue]:
    """The drugs that the case itself names: in its words, or in what it states."""
    scenario, knowledge = decided.case.scenario, context.compendium.knowledge
    stated = (context.phrases.values(knowledge.known_facts[name], values) for name, values in decided.case.box.stated.items())
    text = " ; ".join((scenario.title, scenario.short_title, scenario.description, scenario.bottom_line.plain, *stated))
    return [FacetValue(drug.id, md(drug.name)) for drug in knowledge.drugs.values() if drug.named_in(text)] or [_none(context)]


def facet_parts(context: Context, cases: Sequence[Listed]) -> tuple[FacetPart, ...]:
    """All facets of which some case has a value, with the cases of each in the order given."""
    parts: list[FacetPart] = []
    number = 0
    for facet in context.settings.facets:
        found: dict[FacetValue, list[Listed]] = {}
        for case in cases:
            for value in case.facets.get(facet.id, ()):
                found.setdefault(value, []).append(case)
        ordered = sorted(found, key=lambda value: (value.rank, value.label))
        values = tuple(ValuePart(value=value, number=place, anchor=_anchor(value.id), cases=tuple(found[value]))
                       for place, value in enumerate(ordered, number))
        number += len(values)
        if values:
            parts.append(FacetPart(id=facet.id, heading=md(capital(facet.heading)), plain_heading=facet.heading,
                                   at_home=facet.at_home, values=values))
    return tuple(parts)


def _anchor(name: str) -> str:
    """An id as a place on a page, another one for each."""
    return re.sub(r"[^a-z0-9_-]", lambda sign: f"-{ord(sign[0]):x}", name)


def numbers_of(parts: Iterable[FacetPart]) -> dict[str, str]:
    """Per case the numbers of its values, as a script reads them from its row."""
    found: dict[str, list[str]] = {}
    for value in (value for part in parts for value in part.values):
        for case in value.cases:
            found.setdefault(case.id, []).append(str(value.number))
    return {case: " ".join(numbers) for case, numbers in found.items()}
