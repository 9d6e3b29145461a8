"""An evaluation as text for the terminal.

In: Context, Evaluation.  Out: lines.  Never: relies on color; met, not met and unknown differ in sign and word.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.conditions import All, Any, AtLeast, Not
from generator.core.evaluation import Answer, Evaluation, Verdict
from generator.core.truth import Step, Truth
from generator.page.context import Context
from generator.page.phrases import Phrases
from generator.read.advice import Sort
from generator.report import items_of

_SIGNS = {Truth.MET: "[x]", Truth.NOT_MET: "[ ]", Truth.UNKNOWN: "[?]"}


def evaluation_lines(context: Context, evaluation: Evaluation) -> Iterator[str]:
    """The answers of all guidelines, what they depend on, and the items that hold."""
    facts, phrases = context.compendium.knowledge.known_facts, context.phrases
    yield "Stated"
    yield from (f"  {phrases.stated(facts[name], values)}" for name, values in evaluation.box.stated.items())
    for title, found in (("Assumed", evaluation.assumed), ("Follows", evaluation.follows)):
        if found:
            yield title
            yield from (f"  {phrases.stated(facts[name], values)}" for name, values in found.items())
    for verdict in evaluation.verdicts.values():
        yield ""
        yield from _verdict_lines(context, verdict)
    yield ""
    yield "Notices and pitfalls"
    for sort in (Sort.NOTICE, Sort.PITFALL):
        for item, truth in items_of(evaluation, context.compendium.knowledge, sort):
            if truth is Truth.MET:
                yield f"  - {item.clinician.plain.strip()}"


def _verdict_lines(context: Context, verdict: Verdict) -> Iterator[str]:
    edition = context.editions[verdict.guideline]
    yield f"{edition.name} ({edition.jurisdiction})"
    if verdict.applies is Truth.NOT_MET:
        yield f"  does not apply: it is for {edition.rules.scope.words}"
        return
    if verdict.applies is Truth.UNKNOWN:
        yield f"  applies only to {edition.rules.scope.words}"
    for answer in verdict.answers.values():
        yield from _answer_lines(context, answer)


def _answer_lines(context: Context, answer: Answer) -> Iterator[str]:
    label = context.compendium.knowledge.decisions[answer.decision].label
    yield f"  {label}: {' OR '.join(context.outcome_words(answer.decision, one) for one in answer.possible)}"
    if answer.needs:
        yield f"      depends on: {', '.join(context.phrases.label(name) for name in answer.needs)}"


def explain_lines(context: Context, evaluation: Evaluation) -> Iterator[str]:
    """The trace of every decision as a tree; the row that decides is marked with an arrow."""
    yield "[x] met   [ ] not met   [?] not known   -> decides"
    for verdict in evaluation.verdicts.values():
        yield ""
        yield from _verdict_lines(context, verdict) if not verdict.answers else _trace_lines(context, verdict)


def _trace_lines(context: Context, verdict: Verdict) -> Iterator[str]:
    edition = context.editions[verdict.guideline]
    phrases = context.phrases.local(edition.rules.local)
    yield f"{edition.name} ({edition.jurisdiction})"
    yield f"  {_SIGNS[verdict.applies]} for {edition.rules.scope.words}"
    for answer in verdict.answers.values():
        yield from _answer_lines(context, answer)
        decided = False
        for row in answer.rules:
            arrow = "->" if row.truth is Truth.MET and not decided else "  "
            decided = decided or row.truth is Truth.MET
            reason = edition.reasons[f"{answer.decision}.{row.rule.id}"].plain.strip()
            yield f"    {arrow} {_SIGNS[row.truth]} {context.outcome_words(answer.decision, row.rule.outcome)}: {reason}"
            if row.step is not None:
                yield from _step_lines(row.step, phrases, 10)


def _step_lines(step: Step, phrases: Phrases, indent: int) -> Iterator[str]:
    heads = {All: "all of", Any: "any of", Not: "not"}
    if step.parts:
        written = step.written
        head = f"at least {written.count} of" if isinstance(written, AtLeast) else heads[type(written)]
        yield f"{' ' * indent}{_SIGNS[step.truth]} {head}"
        for part in step.parts:
            yield from _step_lines(part, phrases, indent + 4)
    else:
        yield f"{' ' * indent}{_SIGNS[step.truth]} {phrases.condition(step.written)}"
