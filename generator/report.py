"""One evaluation as plain data: the contract of `kb evaluate --format json` and of the machine twins.

In: Evaluation, Knowledge.  Out: dicts of text.  Never: decides or formats for reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.core.changes import in_comparison
from generator.core.evaluation import Answer, Evaluation, Verdict
from generator.core.facts import Fact
from generator.core.truth import Truth
from generator.page.mismatch import Mismatch, mismatches
from generator.page.phrases import phrases_of
from generator.page.plan import ranked
from generator.read.advice import Item, Sort
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge
from generator.read.prose import Prose

_APPLIES = {Truth.MET: "yes", Truth.NOT_MET: "no", Truth.UNKNOWN: "unknown"}


def evaluation_data(evaluation: Evaluation, knowledge: Knowledge) -> dict[str, Any]:
    """Everything one evaluation found, as JSON-ready data."""
    facts = {fact.id: fact for fact in evaluation.box.book.facts}
    editions = {edition.id: edition for edition in knowledge.guidelines}
    return {
        "facts": {name: facts[name].write(values) for name, values in evaluation.box.stated.items()},
        "assumed": {name: facts[name].write(values) for name, values in evaluation.assumed.items()},
        "follows": {name: facts[name].write(values) for name, values in evaluation.follows.items()},
        "lead": dict(evaluation.lead),
        "guidelines": {name: _verdict(verdict, editions[name], facts) for name, verdict in evaluation.verdicts.items()},
        "advice": [_advice(item, truth) for item, truth in items_of(evaluation, knowledge, Sort.ADVICE)],
        "pitfalls": [_pitfall(item, truth) for item, truth in items_of(evaluation, knowledge, Sort.PITFALL)],
        "notices": [
            {"id": item.id, "clinician": item.clinician.plain, "references": _references(item.clinician)}
            for item, truth in items_of(evaluation, knowledge, Sort.NOTICE) if truth is Truth.MET
        ] + [_mismatch(one, knowledge) for one in mismatches(knowledge, evaluation)],
        "what_would_change": [
            {"guideline": name, "decision": decision, "fact": change.fact,
             "to": in_comparison(facts[change.fact], change.to), "outcome": change.outcome}
            for name, verdict in evaluation.verdicts.items()
            for decision, answer in verdict.answers.items()
            for change in ranked(knowledge.facts, answer.changes, evaluation.box) if change.outcome is not None
        ],
    }


def _mismatch(mismatch: Mismatch, knowledge: Knowledge) -> dict[str, Any]:
    words = mismatch.words(knowledge.settings.words, phrases_of(knowledge))
    return {"id": mismatch.id, "clinician": f"{mismatch.edition.name} {words}.",
            "references": [str(mismatch.edition.reference)]}


def items_of(evaluation: Evaluation, knowledge: Knowledge, sort: Sort) -> list[tuple[Item, Truth]]:
    """The items of a sort that hold or may hold, in the order of the topics."""
    found: list[tuple[Item, Truth]] = []
    for topic in knowledge.topics:
        for item in topic.items:
            truth = evaluation.conditions.get(item.id, Truth.MET)
            if item.sort is sort and truth is not Truth.NOT_MET:
                found.append((item, truth))
    return found


def _verdict(verdict: Verdict, edition: GuidelineEdition, facts: dict[str, Fact]) -> dict[str, Any]:
    decisions = None
    if verdict.applies is not Truth.NOT_MET:
        decisions = {name: _answer(answer, edition, facts) for name, answer in verdict.answers.items()}
    return {"applies": _APPLIES[verdict.applies], "decisions": decisions}


def _answer(answer: Answer, edition: GuidelineEdition, facts: dict[str, Fact]) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "possible": list(answer.possible),
        "needs": list(answer.needs),
        "can_settle": {name: in_comparison(facts[name], values) for name, values in answer.can_settle.items()},
        "rules": [
            {"id": row.rule.id, "outcome": row.rule.outcome, "truth": row.truth.word,
             "words": edition.reasons[f"{answer.decision}.{row.rule.id}"].plain.strip(),
             "references": [str(edition.reference)]}
            for row in answer.rules
        ],
    }


def _advice(item: Item, truth: Truth) -> dict[str, Any]:
    return {"id": item.id, "topic": item.topic, "truth": truth.word, "clinician": item.clinician.plain,
            "patient": item.patient.plain, "references": _references(item.clinician, item.patient)}


def _pitfall(item: Item, truth: Truth) -> dict[str, Any]:
    return {"id": item.id, "truth": truth.word, "clinician": item.clinician.plain, "references": _references(item.clinician)}


def _references(*texts: Prose) -> list[str]:
    names: Iterable[str] = (cited.reference for text in texts for cited in text.cited)
    return list(dict.fromkeys(names))
