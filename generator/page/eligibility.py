"""Whom the labels of drugs suit: what the facts of a case rule in or out, and why.

In: Context, Decided.  Out: Fits.  Never: recommends a drug; guidelines do.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.evaluation import Answer
from generator.page.compare import depends_on
from generator.page.context import Context, Decided, capital
from generator.page.markup import md, prose_md
from generator.page.misfits import label_answers


@dataclass(frozen=True, slots=True)
class Fit:
    """Drugs of which the labels say the same of a case, for the same reason; without names, all others, which are open."""

    drugs: tuple[tuple[str, str], ...]
    answer: str
    why: str


def fits(context: Context, decided: Decided) -> tuple[Fit, ...]:
    """Per answer and reason the drugs, the gravest answer first; those that are open are not named, since none is ruled in."""
    answers = sorted(label_answers(decided), key=lambda pair: _grave(context, pair[1]))
    together: dict[tuple[str, str], list[str]] = {}
    for drug, answer in answers:
        if answer.outcome is not None:
            key = context.outcomes_md(answer.decision, answer.possible), _why(context, drug, answer)
            together.setdefault(key, []).append(drug)
    found = [_fit(context, drugs, answer, why) for (answer, why), drugs in together.items()]
    still = [answer for _, answer in answers if answer.outcome is None]
    if still:
        why = f"{md(context.words.depends_on)}: {depends_on(context, still)}"
        found.append(Fit(drugs=(), answer=md(context.words.eligibility_open), why=why))
    return tuple(found)


def _fit(context: Context, drugs: list[str], answer: str, why: str) -> Fit:
    known = context.compendium.knowledge.drugs
    return Fit(drugs=tuple((drug, md(known[drug].name)) for drug in drugs), answer=answer, why=why)


def _grave(context: Context, answer: Answer) -> int:
    """From strong to mild."""
    decision = context.compendium.knowledge.decisions[answer.decision]
    return -max(decision.rank(outcome)[0] for outcome in answer.possible)


def _why(context: Context, drug: str, answer: Answer) -> str:
    """The rows that settle the answer, in words and cited."""
    reasons = context.editions[drug].reasons
    return "; ".join(
        capital(prose_md(reasons[f"{answer.decision}.{row.rule.id}"])) + context.rule_cite(drug, answer.decision, row.rule.id)
        for row in answer.in_play)
