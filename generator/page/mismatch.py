"""What a guideline expects of a fact, where a case states something else.

In: Knowledge, Evaluation.  Out: Mismatches.  Never: changes an answer; it says beside it what the answer was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.boxes import Box
from generator.core.evaluation import Evaluation
from generator.core.facts import Fact, Values
from generator.core.truth import Truth
from generator.page.phrases import Phrases
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge
from generator.read.words import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Mismatch:
    """One guideline that may apply, the fact, the values it is made for, and what is stated instead."""

    edition: GuidelineEdition
    fact: Fact
    wanted: Values
    stated: Values

    @property
    def id(self) -> str:
        """A name among notices."""
        return f"{self.edition.id}-{self.fact.id}".replace("_", "-")

    def words(self, words: Words, phrases: Phrases) -> str:
        """The mismatch as a clause that follows the guideline's name."""
        return (f"{words.expects} {phrases.stated(self.fact, self.wanted)}; "
                f"{words.stated_here} {phrases.values(self.fact, self.stated)}")


def mismatches(knowledge: Knowledge, evaluation: Evaluation) -> tuple[Mismatch, ...]:
    """Every stated fact that is not what a guideline in question is made for."""
    return unexpected(knowledge, evaluation.box, {name: verdict.applies for name, verdict in evaluation.verdicts.items()})


def unexpected(knowledge: Knowledge, box: Box, applies: Mapping[str, Truth]) -> tuple[Mismatch, ...]:
    """The same of a box, where it is known which guidelines apply to it."""
    facts = knowledge.known_facts
    found = (
        Mismatch(edition=edition, fact=facts[name], wanted=facts[name].parse(value), stated=box.stated[name])
        for edition in knowledge.guidelines if applies.get(edition.id, Truth.NOT_MET) is not Truth.NOT_MET
        for name, value in edition.expects.items() if name in box.stated
    )
    return tuple(one for one in found if not one.stated & one.wanted)
