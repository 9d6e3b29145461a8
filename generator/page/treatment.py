"""The section that explains the leading decision: its criteria, what would change it, and what follows once more is known.

In: Context, Decided.  Out: TreatmentPart.  Never: ranks by number; clinical order is the order of the facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.conditions import Within, names_in
from generator.core.derived import Extreme, Valid, names_used
from generator.core.evaluation import Answer, Verdict
from generator.core.extents import extent
from generator.core.guidelines import SILENT
from generator.core.truth import Step, Truth
from generator.page.context import Context, Decided, capital
from generator.page.markup import md, prose_md
from generator.page.phrases import Phrases
from generator.page.plan import Plan, plan_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One row of the leading guideline's table."""

    words: str
    grade: str
    outcome: str
    mark: str
    reading: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TreatmentPart:
    """The section, ready to place."""

    guideline: str
    guideline_id: str
    jurisdiction: str
    scope: str
    answer: str
    settled: bool
    criteria: tuple[Criterion, ...]
    plan: Plan
    changes_note: str


def leading(decided: Decided) -> tuple[Verdict, Answer] | None:
    """The guideline that leads the treatment decision, or None where all in scope are silent."""
    decision = decided.places.treatment
    name = decided.evaluation.lead.get(decision)
    if name is None:
        return None
    verdict = decided.heard[name]
    return verdict, verdict.answers[decision]


def treatment_part(context: Context, decided: Decided) -> TreatmentPart | None:
    """Build the section."""
    found = leading(decided)
    if found is None:
        return None
    verdict, answer = found
    edition = context.editions[verdict.guideline]
    return TreatmentPart(
        guideline=md(edition.name), guideline_id=edition.id, jurisdiction=md(edition.jurisdiction),
        scope=md(edition.rules.scope.words) if verdict.applies is Truth.UNKNOWN else "",
        answer=context.outcomes_md(answer.decision, answer.possible), settled=answer.outcome is not None,
        criteria=tuple(_criterion(context, decided, answer, place) for place in _speaking(answer)),
        plan=plan_of(context, answer, decided.case.box), changes_note=_changes_note(context, verdict, answer),
    )


def _changes_note(context: Context, verdict: Verdict, answer: Answer) -> str:
    """What stands below the changes: that there are none, or that some may be missing."""
    if not context.proved(verdict.guideline, answer.decision):
        return md(context.words.not_proved)
    return "" if answer.changes else md(context.words.changes_none)


def _speaking(answer: Answer) -> list[int]:
    """The places of the rows worth showing: all but those that only say why the guideline is silent for others."""
    return [place for place, row in enumerate(answer.rules) if row.rule.outcome != SILENT or row.truth is not Truth.NOT_MET]


def _criterion(context: Context, decided: Decided, answer: Answer, place: int) -> Criterion:
    """A row in words; below one that decides for certain it does not matter whether a row is met."""
    row, edition = answer.rules[place], context.editions[decided.evaluation.lead[answer.decision]]
    rule = row.rule
    words = prose_md(edition.reasons[f"{answer.decision}.{rule.id}"]) + context.rule_cite(edition.id, answer.decision, rule.id)
    reached = answer.decider is None or place <= answer.decider
    seen = row.step is not None and reached
    return Criterion(
        words=capital(words),
        grade=md(rule.grade), outcome=md(context.outcome_words(answer.decision, rule.outcome)),
        mark=context.truth_mark(row.truth) if reached else f'<span class="truth">{md(context.words.not_reached)}</span>',
        reading=md(reading(context, decided, row.step, context.phrases.local(edition.rules.local))) if row.step and seen else "",
    )


def reading(context: Context, decided: Decided, step: Step, phrases: Phrases) -> str:
    """What the case says about the parts of a condition that decide its truth, and what it does not say."""
    known: dict[str, None] = {}
    missing: dict[str, None] = {}
    for leaf in _leaves(step):
        known |= dict.fromkeys(_known(context, decided, leaf, phrases))
        if leaf.truth is Truth.UNKNOWN:
            missing |= dict.fromkeys(_missing(context, decided, leaf, phrases))
    return "; ".join([*known, f"{context.words.unknown}: {', '.join(missing)}"] if missing else known)


def _leaves(step: Step) -> list[Step]:
    return [leaf for part in step.parts for leaf in _leaves(part)] if step.parts else [step]


def _known(context: Context, decided: Decided, leaf: Step, phrases: Phrases) -> list[str]:
    """The values of the plain facts that a leaf reads; for a number that fails, the one that comes closest."""
    facts = context.compendium.knowledge.known_facts
    names = [name for name in plain_facts(leaf, phrases) if _is_known(decided, name)]
    if isinstance(leaf.written, Within) and leaf.truth is Truth.NOT_MET:
        nearest = _nearest(decided, leaf.written, phrases, names)
        if nearest:
            return [nearest]
    return [phrases.stated(facts[name], decided.case.box[name]) for name in names]


def _missing(context: Context, decided: Decided, leaf: Step, phrases: Phrases) -> list[str]:
    facts, box = context.compendium.knowledge.known_facts, decided.case.box
    return [facts[name].label for name in plain_facts(leaf, phrases) if not _is_known(decided, name)
            and facts[name].unstated is None and not box[name].inapplicable]


def _is_known(decided: Decided, name: str) -> bool:
    return name in decided.case.box.stated or name in decided.evaluation.follows


def plain_facts(leaf: Step, phrases: Phrases) -> list[str]:
    """The facts that a leaf reads, through derived facts; another decision that it reads is none."""
    found: dict[str, None] = {}
    queue = list(names_in(leaf.written))
    while queue:
        name = queue.pop(0)
        derived = phrases.derived.get(name)
        if name in phrases.facts:
            found[name] = None
        elif derived is None:
            continue
        elif isinstance(derived, Valid):
            queue.insert(0, derived.of)
        else:
            queue = [*names_used(derived), *queue]
    return list(found)


def _nearest(decided: Decided, written: Within, phrases: Phrases, names: list[str]) -> str:
    """The measured part that keeps a number from its limit, and how far it is.

    A lowest value is at or under a limit as soon as one part is: the closest part counts. It is at or over a limit only if
    every part is: the farthest part counts. A highest value is the other way round.
    """
    derived = phrases.derived.get(written.name)
    if not isinstance(derived, (Extreme, Valid)) or (written.span.low and written.span.high):
        return ""
    all_needed = isinstance(derived, Extreme) and (written.span.high is None) is not derived.highest
    box = decided.case.box
    best: tuple[int, str] | None = None
    for name in names:
        fact = phrases.facts[name]
        there = extent(box.book, box.values, name)
        if not there.ranges or there.low != there.high or not fact.kind.numeric:
            continue
        wanted = fact.within(written.span)
        if not wanted.ranges:
            continue
        ticks = max(0, wanted.low - there.high, there.low - wanted.high)
        if best is None or (ticks > best[0] if all_needed else ticks < best[0]):
            away = phrases.number(name, fact.step * ticks)
            best = (ticks, f"nearest is {fact.label} {phrases.values(fact, box[name])}, {away} away")
    return best[1] if best else ""
