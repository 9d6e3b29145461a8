"""Misfits: drugs that the facts of a case speak against, by their labels, marked in every list in which they stand.

In: Context, Decided.  Out: a mark per drug.  Never: takes a drug out of a list, or says that one fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.evaluation import Answer
from generator.page.context import Context, Decided, capital
from generator.page.markup import md
from generator.read.advice import Item

Marks = Mapping[str, str]
NO_MARKS: Marks = {}


def label_answers(decided: Decided) -> Iterator[tuple[str, Answer]]:
    """What labels answer, drug by drug."""
    for drug, answers in decided.evaluation.labels.items():
        yield from ((drug, answers[name]) for name in decided.places.eligibility if name in answers)


def misfits(context: Context, decided: Decided) -> Marks:
    """Per drug that for certain does not get the mildest answer that its label has: what it gets, as shape and words."""
    return {drug: _mark(context, answer) for drug, answer in label_answers(decided) if not _may_suit(context, answer)}


def _may_suit(context: Context, answer: Answer) -> bool:
    decision = context.compendium.knowledge.decisions[answer.decision]
    return min((row.rule.outcome for row in answer.rules), key=decision.rank) in answer.possible


def _mark(context: Context, answer: Answer) -> str:
    """The gravest answer of all has a sign of its own."""
    gravest = context.compendium.knowledge.decisions[answer.decision].outcomes[-1].id
    sign = "✗" if answer.outcome == gravest else "!"
    said = f"{md(context.words.misfit)}: {context.outcomes_md(answer.decision, answer.possible)}"
    return f' <a class="misfit" href="#eligibility">(<span aria-hidden="true">{sign}</span> {said})</a>'


def marked_outcome(context: Context, decision: str, outcome: str, marks: Marks) -> str:
    """An outcome in words; a set of drugs with the marks of its misfits."""
    drugs, sets = context.compendium.knowledge.drugs, context.drugs_of(decision, outcome)
    if not sets:
        return md(context.outcome_words(decision, outcome))
    return "; then ".join(", ".join(md(drugs[name].name) + marks.get(name, "") for name in names) for names in sets)


def remark(context: Context, item: Item, marks: Marks) -> str:
    """The misfits that an item names, with their marks, as it stands behind its text."""
    drugs = context.compendium.knowledge.drugs
    text = " ".join((item.clinician.plain, *(position.says.plain for position in item.positions)))
    named = [md(drugs[name].name) + mark for name, mark in marks.items() if drugs[name].named_in(text)]
    return f" <em>{capital('; '.join(named))}.</em>" if named else ""
