"""Checks of the maps and strips that a knowledge base asks for.

In: Compendium.  Out: findings.  Never: draws.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.origin import Level, nearest
from generator.read.maps import AnswerMap, Strip


@check("unknown-decision", level=Level.ERROR)
def maps_name_decisions(compendium: Compendium) -> Iterator[Finding]:
    """A map of an unknown decision would be empty."""
    known = compendium.knowledge.decisions
    for one in _drawings(compendium):
        if one.decision not in known:
            yield one.decision.where, f'"{one.decision}" is no decision, so its map would be empty', \
                nearest(one.decision, known) or "Decisions are declared in content/decisions.yaml."


@check("empty-map", level=Level.ERROR)
def somebody_answers_on_maps(compendium: Compendium) -> Iterator[Finding]:
    """A map of a decision that no guideline has would be empty."""
    knowledge = compendium.knowledge
    answered = {name for edition in knowledge.guidelines for name in edition.rules.tables}
    for one in _drawings(compendium):
        if one.decision in knowledge.decisions.keys() - answered and not knowledge.unread:
            yield one.decision.where, f'no guideline has a table for "{one.decision}", so its map would be empty', \
                "Remove the map, or name a decision that guidelines have."


@check("duplicate-id", level=Level.ERROR)
def ids_of_maps_are_given_once(compendium: Compendium) -> Iterator[Finding]:
    """Two maps, or two strips, of one page and one id would share one place on the page."""
    settings = compendium.knowledge.settings
    for kind, drawings in (("map", settings.maps), ("profile map", settings.profile_maps), ("strip", settings.strips)):
        seen: set[str] = set()
        for one in drawings:
            if one.id in seen:
                yield one.where, f'there is already a {kind} "{one.id}"', "Give this one an id of its own."
            seen.add(one.id)


def _drawings(compendium: Compendium) -> tuple[AnswerMap | Strip, ...]:
    """All that is to be drawn; a strip is a map over one number."""
    settings = compendium.knowledge.settings
    return *settings.maps, *settings.profile_maps, *settings.strips
