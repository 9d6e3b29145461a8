"""Checks of facets and of relations between neighbors.

In: Compendium.  Out: findings.  Never: looks at a case.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.core.facts import Kind
from generator.origin import Level, Text, nearest
from generator.read.browsing import By


@check("unknown-group", level=Level.ERROR)
def scales_exist(compendium: Compendium) -> Iterator[Finding]:
    """A facet or a relation of sites needs a group whose numbers are measured on a scale."""
    settings = compendium.knowledge.settings
    known = [group.id for group in compendium.knowledge.facts.groups if group.scale]
    named = [facet.of for facet in settings.facets if facet.by in (By.SITES, By.CLASS)]
    for name in (*named, *(name for relation in settings.relations for name in relation.scales)):
        if name not in known:
            yield name.where, f'"{name}" is no group with a scale, so it has no sites and no classes', \
                nearest(name, known) or "Groups and their scales are declared in content/facts.yaml."


@check("unknown-decision", level=Level.ERROR)
def decisions_of_facets_exist(compendium: Compendium) -> Iterator[Finding]:
    """A facet of an unknown decision would have no values."""
    known = compendium.knowledge.decisions
    for name in (facet.of for facet in compendium.knowledge.settings.facets if facet.by is By.DECISION):
        if name not in known:
            yield name.where, f'"{name}" is no decision, so its facet would have no values', \
                nearest(name, known) or "Decisions are declared in content/decisions.yaml."


@check("unknown-fact", level=Level.ERROR)
def facts_exist(compendium: Compendium) -> Iterator[Finding]:
    """A facet or a relation names a fact that is declared."""
    for name, _ in _facts(compendium):
        if name not in compendium.knowledge.known_facts:
            yield name.where, f'"{name}" is no fact, so no case would have it', \
                nearest(name, compendium.knowledge.known_facts) or "Facts are declared in content/facts.yaml."


@check("bad-facet", level=Level.ERROR)
def facts_have_the_kind(compendium: Compendium) -> Iterator[Finding]:
    """A facet is made of a fact with choices, and a relation of facts that are yes or no; numbers have too many values."""
    for name, kinds in _facts(compendium):
        fact = compendium.knowledge.known_facts.get(name)
        if fact is not None and fact.kind not in kinds:
            yield name.where, f'"{name}" is of the kind {fact.kind}, and this takes {" or ".join(kinds)}', \
                "Name another fact. A facet of numbers is made  by: conditions ."


def _facts(compendium: Compendium) -> Iterator[tuple[Text, tuple[Kind, ...]]]:
    """The facts that are named, with the kinds that they may have."""
    settings = compendium.knowledge.settings
    yield from ((facet.of, (Kind.CHOICE, Kind.YES_NO)) for facet in settings.facets if facet.by is By.FACT)
    yield from ((name, (Kind.YES_NO,)) for relation in settings.relations for name in relation.facts)
