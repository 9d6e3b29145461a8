"""All standings of one knowledge base on one day.

In: Knowledge, judged cases.  Out: Standings.  Never: writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.read.knowledge import Knowledge
from generator.review.cases import Judged, case_component
from generator.review.components import Component, components_of
from generator.review.eligibility import Court
from generator.review.history import History, histories
from generator.review.meaning import Lexicon, lexicon_of
from generator.review.standing import Standing, own_standing, whole_standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Standings:
    """The status of every component; that of a case is worked out when its evaluation is at hand."""

    knowledge: Knowledge
    lexicon: Lexicon
    court: Court
    day: str
    components: Mapping[str, Component]
    histories: Mapping[str, History]
    own: Mapping[str, Standing]
    whole: Mapping[str, Standing]

    def among(self, *kinds: str) -> tuple[Standing, ...]:
        """The components of some kinds."""
        return tuple(one for one in self.whole.values() if one.component.kind in kinds)

    def case(self, case: Judged) -> Standing:
        """The status of the page of a case."""
        component = case_component(case, self.knowledge, self.components, self.lexicon)
        own = own_standing(component, self.histories.get(component.item), self.court, self.day)
        return whole_standing(own, self.own)


def court_of(knowledge: Knowledge) -> Court:
    """What the events of a knowledge base are judged by."""
    return Court(policy=knowledge.settings.policy, reviewers=knowledge.reviewers, snapshots=knowledge.snapshots)


def standings_of(knowledge: Knowledge, day: str) -> Standings:
    """The standings of a knowledge base on a day."""
    lexicon, court = lexicon_of(knowledge.settings.policy, knowledge.drugs.values()), court_of(knowledge)
    components = components_of(knowledge, lexicon)
    found = histories(knowledge.records, court)
    own = {item: own_standing(component, found.get(item), court, day) for item, component in components.items()}
    whole = {item: whole_standing(one, own) for item, one in own.items()}
    return Standings(knowledge=knowledge, lexicon=lexicon, court=court, day=day, components=components, histories=found, own=own,
                     whole=whole)
