"""The questions that settle a case, in clinical order.

In: Context, Decided.  Out: Questions, open facts.  Never: asks what cannot matter any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.conditions import names_in
from generator.core.derived import names_used
from generator.core.truth import Truth
from generator.page.context import Context, Decided
from generator.page.markup import md, prose_md
from generator.read.advice import Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One group of facts that can still matter."""

    group: str
    ask: str
    plain: str
    open_facts: str
    why: str


def questions(context: Context, decided: Decided) -> tuple[Question, ...]:
    """One question per group that holds a fact which can still change a shown decision."""
    asked = asked_facts(context, decided)
    facts = context.compendium.knowledge.known_facts
    found = []
    for group in context.compendium.knowledge.facts.groups:
        names = [name for name in asked if facts[name].group == group.id]
        if names:
            labels = ", ".join(facts[name].label for name in names)
            found.append(Question(group=group.id, ask=md(group.question), plain=md(group.plain),
                                  open_facts=md(labels), why=prose_md(group.why)))
    return tuple(found)


def asked_facts(context: Context, decided: Decided) -> tuple[str, ...]:
    """Facts needed for scope, for the treatment decision and for the others that ask, and those that branch elsewhere."""
    shown = {str(decided.places.treatment), *map(str, decided.places.asks)}
    needed: set[str] = set()
    for verdict in decided.heard.values():
        needed |= set(verdict.scope_needs)
        for name in shown & set(verdict.answers):
            needed |= set(verdict.answers[name].needs)
    needed |= _branching(context, decided)
    return _in_order(context, decided, needed)


def open_facts(context: Context, decided: Decided) -> tuple[str, ...]:
    """All facts that any decision or any open advice still looks at."""
    needed = set(asked_facts(context, decided))
    for verdict in decided.heard.values():
        needed |= {name for answer in verdict.answers.values() for name in answer.needs}
    for topic in context.compendium.knowledge.topics:
        for item in topic.items:
            if item.when is not None and decided.evaluation.conditions[item.id] is Truth.UNKNOWN:
                needed |= _plain(context, names_in(item.when))
    return _in_order(context, decided, needed)


def _branching(context: Context, decided: Decided) -> set[str]:
    """Facts of open advice that points to other guidance."""
    found: set[str] = set()
    for topic in context.compendium.knowledge.topics:
        for item in topic.items if topic.section is Section.BRANCHES else ():
            if item.when is not None and decided.evaluation.conditions[item.id] is Truth.UNKNOWN:
                found |= _plain(context, names_in(item.when))
    return found


def _plain(context: Context, names: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for name in names:
        derived = context.phrases.derived.get(name)
        found |= {name} if derived is None else _plain(context, names_used(derived))
    return found


def _in_order(context: Context, decided: Decided, names: set[str]) -> tuple[str, ...]:
    """Facts that are still open, in the order declared; what is not applicable is not asked."""
    box = decided.case.box
    return tuple(
        name for name, fact in context.compendium.knowledge.known_facts.items()
        if name in names and not box[name].single and name not in decided.evaluation.assumed
        and not (fact.only_if is not None and box[name].inapplicable and not _could_be_asked(decided, name))
    )


def _could_be_asked(decided: Decided, name: str) -> bool:
    """Whether a dependent fact may apply to anyone in the box."""
    return bool(decided.case.box[name].ranges)
