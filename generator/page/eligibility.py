"""Whom the labels of drugs suit: what the facts of a case rule in or out, and why.

In: Context, Decided.  Out: Fits.  Never: recommends a drug; guidelines do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.evaluation import Answer, RuleTrace
from generator.core.truth import Truth
from generator.page.compare import depends_on
from generator.page.context import Context, Decided, capital
from generator.page.markup import md, prose_md


@dataclass(frozen=True, slots=True)
class Fit:
    """Drugs of which the labels say the same of a case, for the same reason or with the same open facts."""

    drugs: tuple[tuple[str, str], ...]
    answer: str
    why: str


def fits(context: Context, decided: Decided) -> tuple[Fit, ...]:
    """Per answer and reason the drugs, the gravest answer first."""
    together: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for drug, answer in sorted(_answers(context, decided), key=lambda pair: _grave(context, pair[1])):
        key = context.outcomes_md(answer.decision, answer.possible), _why(context, drug, answer)
        together.setdefault(key, []).append((drug, md(context.compendium.knowledge.drugs[drug].name)))
    return tuple(Fit(drugs=tuple(drugs), answer=answer, why=why) for (answer, why), drugs in together.items())


def _answers(context: Context, decided: Decided) -> Iterator[tuple[str, Answer]]:
    for drug, answers in decided.evaluation.labels.items():
        yield from ((drug, answers[name]) for name in context.settings.places.eligibility if name in answers)


def _grave(context: Context, answer: Answer) -> tuple[int, ...]:
    """Settled answers from strong to mild, then open ones, by their strongest outcome."""
    decision = context.compendium.knowledge.decisions[answer.decision]
    return answer.outcome is None, -max(decision.rank(outcome)[0] for outcome in answer.possible), len(answer.possible)


def _why(context: Context, drug: str, answer: Answer) -> str:
    """The rows that settle the answer, in words and cited; or what an open one depends on."""
    if answer.outcome is None:
        return f"{md(context.words.depends_on)}: {depends_on(context, [answer])}"
    reasons = context.editions[drug].reasons
    return "; ".join(
        capital(prose_md(reasons[f"{answer.decision}.{row.rule.id}"])) + context.rule_cite(drug, answer.decision, row.rule.id)
        for row in _deciding(answer))


def _deciding(answer: Answer) -> Iterator[RuleTrace]:
    """The rows that may decide: all that are not failed, down to the first that is met."""
    for row in answer.rules:
        if row.truth is not Truth.NOT_MET:
            yield row
        if row.truth is Truth.MET:
            return
