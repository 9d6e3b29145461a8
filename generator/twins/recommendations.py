"""What a page recommends, in the terms of schema.org: the answers that lead a case, and a guideline.

In: Context, Decided, GuidelineEdition.  Out: entities as data.  Never: leaves the condition of an answer out, or grades what its
source does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.core.evaluation import Answer
from generator.core.guidelines import Rule
from generator.core.truth import Truth
from generator.page.compare import depends_on
from generator.page.context import Context, Decided, in_own_words
from generator.page.standing import evidence_words
from generator.read.guidelines import GuidelineEdition
from generator.twins.plain import words_of


def recommendations(context: Context, decided: Decided) -> Iterator[dict[str, Any]]:
    """One recommendation for each decision that a guideline leads."""
    for decision in map(str, decided.places.compare):
        name = decided.evaluation.lead.get(decision)
        if name is not None:
            yield _recommendation(context, decided, context.editions[name], decision)


def _recommendation(context: Context, decided: Decided, edition: GuidelineEdition, decision: str) -> dict[str, Any]:
    verdict = decided.heard[edition.id]
    answer, rule = verdict.answers[decision], _decider(verdict.answers[decision])
    said = {"@type": "MedicalGuidelineRecommendation",
            "name": f"{context.compendium.knowledge.decisions[decision].label}, {edition.name}, {edition.jurisdiction}",
            "description": answer_in_words(context, decided, edition, answer)}
    if rule is not None and is_grade(context, rule.grade):
        said["recommendationStrength"] = rule.grade
    return {**said, "guideline": guideline_entity(context, edition)}


def answer_in_words(context: Context, decided: Decided, edition: GuidelineEdition, answer: Answer) -> str:
    """The outcomes still possible, under their condition, and what they depend on."""
    words, verdict, rule = context.words, decided.heard[edition.id], _decider(answer)
    scope = f"{words.scope_open} ({edition.rules.scope.words}): " if verdict.applies is Truth.UNKNOWN else ""
    outcomes = [context.outcome_words(answer.decision, one) for one in answer.possible]
    said = in_own_words(outcomes[0], rule.tier) if rule else f" {words.either} ".join(outcomes)
    depends = f". {words.depends_on}: {words_of(depends_on(context, [answer]))}" if answer.needs else ""
    return f"{scope}{said}{depends}"


def _decider(answer: Answer) -> Rule | None:
    """The rule that a settled answer rests on."""
    if answer.outcome is None or answer.decider is None:
        return None
    rule = answer.rules[answer.decider].rule
    return rule if rule.outcome == answer.outcome else None


def is_grade(context: Context, grade: str) -> bool:
    """Whether the source gives a strength; most say in words that there is none."""
    none = "|".join(map(re.escape, context.words.no_grades.split("|")))
    return re.search(rf"(?:^|, )(?:{none})", grade, re.IGNORECASE) is None


def guideline_entity(context: Context, edition: GuidelineEdition) -> dict[str, Any]:
    """A guideline; its date is the one from which it holds."""
    reference = context.compendium.knowledge.references[edition.reference]
    return {"@type": "MedicalGuideline", "name": edition.title,
            "evidenceOrigin": words_of(evidence_words(context, reference.evidence)), "guidelineDate": edition.in_force}
