"""Checks of names that must exist elsewhere.

In: Compendium.  Out: findings.  Never: reads files.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.core.facts import BadValue
from generator.origin import Level, nearest
from generator.read.settings import all_places, names_of_places


@check("unknown-guideline", level=Level.ERROR)
def leading_guidelines_exist(compendium: Compendium) -> Iterator[Finding]:
    """A leading guideline that does not exist would silently never lead."""
    known = {edition.id for edition in compendium.knowledge.guidelines} | compendium.knowledge.unread
    lists = [compendium.knowledge.settings.lead, *(scenario.given.lead for scenario in compendium.knowledge.scenarios)]
    for name in (name for names in lists for name in names):
        if name not in known:
            yield name.where, f'"{name}" is no guideline, so it could never lead', \
                nearest(name, known) or "Guidelines live in content/guidelines/."


@check("unknown-decision", level=Level.ERROR)
def places_name_decisions(compendium: Compendium) -> Iterator[Finding]:
    """A section that shows an unknown decision would be empty."""
    known = compendium.knowledge.decisions
    for places in all_places(compendium.knowledge.settings):
        for name in (name for names in names_of_places(places).values() for name in names):
            if name not in known:
                hint = nearest(name, known) or "Decisions are declared in content/decisions.yaml."
                yield name.where, f'"{name}" is no decision, so its section would be empty', hint


@check("unknown-scenario", level=Level.ERROR)
def neighbours_exist(compendium: Compendium) -> Iterator[Finding]:
    """A neighbor that does not exist would be a dead link."""
    known = {scenario.id for scenario in compendium.knowledge.scenarios} | compendium.knowledge.unread
    for scenario in compendium.knowledge.scenarios:
        for neighbor in scenario.neighbours:
            if neighbor.scenario not in known:
                yield (neighbor.scenario.where, f'"{neighbor.scenario}" is no scenario, so the link would lead nowhere',
                       nearest(neighbor.scenario, known) or "Scenarios live in scenarios/<topic>/.")


@check("unknown-drug", level=Level.ERROR)
def drugs_exist(compendium: Compendium) -> Iterator[Finding]:
    """A drug without a file would be named without its cautions."""
    known = compendium.knowledge.drugs.keys() | compendium.knowledge.unread
    for edition in compendium.knowledge.editions:
        for name in (name for names in edition.drugs.values() for name in names):
            if name not in known:
                yield name.where, f'"{name}" is no drug, so it would be named without its cautions', \
                    nearest(name, known) or "Drugs live in content/drugs/."


@check("bad-expectation-of-fact", level=Level.ERROR)
def expected_facts_exist(compendium: Compendium) -> Iterator[Finding]:
    """A guideline that is made for a certain value of a fact must name a fact and a value that exist."""
    known = compendium.knowledge.known_facts
    for edition in compendium.knowledge.guidelines:
        for name, value in edition.expects.items():
            if name not in known:
                yield name.where, f'"{name}" is no fact, so nothing could be held against it', \
                    nearest(name, known) or "Facts are declared in content/facts.yaml."
                continue
            try:
                known[name].parse(value)
            except BadValue as bad:
                yield value.where, str(bad), bad.hint


@check("duplicate-id", level=Level.ERROR)
def ids_are_given_once(compendium: Compendium) -> Iterator[Finding]:
    """Items of all topics share one space of ids, and so do scenarios of all folders."""
    first: dict[str, str] = {}
    for topic in compendium.knowledge.topics:
        for item in topic.items:
            if item.id in first:
                yield item.where, f'there is already an item "{item.id}"', \
                    f'It is in the topic "{first[item.id]}". Give this one an id of its own.'
            first.setdefault(item.id, topic.id)
    homes: dict[str, str] = {}
    for scenario in compendium.knowledge.scenarios:
        if scenario.id in homes:
            yield scenario.where, f'there is already a scenario "{scenario.id}", and both would have one address', \
                f"It is in scenarios/{homes[scenario.id]}/. Give this one another id and file name."
        homes.setdefault(scenario.id, scenario.topic)


@check("unknown-outcome", level=Level.ERROR)
def acting_outcomes_exist(compendium: Compendium) -> Iterator[Finding]:
    """The outcomes that open the section on drugs must be outcomes of the treatment decision."""
    for places in all_places(compendium.knowledge.settings):
        decision = compendium.knowledge.decisions.get(places.treatment)
        known = [outcome.id for outcome in decision.outcomes] if decision else []
        for name in places.acts:
            if decision and name not in known:
                yield name.where, f'"{name}" is no outcome of "{decision.id}"', \
                    nearest(name, known) or f"It can be {', '.join(known)}."
