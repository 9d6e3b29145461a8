"""Guidelines side by side: their answers, what these depend on, where they disagree.

In: Context, Decided.  Out: ComparePart, answers per decision.  Never: blends two guidelines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.evaluation import Answer, RuleTrace, Verdict
from generator.core.guidelines import DecisionKind, Rule, worst
from generator.core.truth import Truth
from generator.page.context import Context, Decided, capital, in_own_words
from generator.page.markup import cite, md, prose_md
from generator.page.misfits import NO_MARKS, Marks, marked_outcome
from generator.page.mismatch import mismatches
from generator.page.parting import partings


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelineRow:
    """One guideline on the decisions that are compared."""

    id: str
    name: str
    jurisdiction: str
    scope: str
    answers: tuple[str, ...]
    depends_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparePart:
    """The section, ready to place."""

    headings: tuple[str, ...]
    rows: tuple[GuidelineRow, ...]
    left_out: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    populations: tuple[tuple[str, str], ...]
    perhaps: tuple[tuple[str, str], ...]
    partings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionLine:
    """What one guideline says on one decision, as a line of a list."""

    guideline: str
    guideline_id: str
    jurisdiction: str
    scope: str
    answer: str
    reason: str
    depends_on: str


def compare_part(context: Context, decided: Decided) -> ComparePart:
    """Build the section."""
    decisions = [str(name) for name in decided.places.compare]
    known = context.compendium.knowledge.decisions
    verdicts = [decided.heard[name] for name in context.in_lead_order(decided.heard)]
    said = [verdict for verdict in verdicts if _answers_any(verdict, decisions)]
    return ComparePart(
        headings=tuple(md(known[name].label) for name in decisions),
        rows=tuple(_row(context, decided, verdict, decisions) for verdict in said),
        left_out=tuple(_left_out(context, [verdict for verdict in verdicts if verdict not in said])),
        populations=_populations(context, said),
        perhaps=_populations(context, [decided.evaluation.verdicts[name] for name in decided.perhaps]),
        partings=partings(context, decided, [verdict.guideline for verdict in said], decisions),
    )


def _answers_any(verdict: Verdict, decisions: list[str]) -> bool:
    """Whether a guideline may apply and says something on one of the decisions."""
    return any(not answer.silent for name, answer in verdict.answers.items() if name in decisions)


def _left_out(context: Context, verdicts: list[Verdict]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Those without a row, by the reason: not for this case, or silent on all these decisions; each as id and name."""
    for reason, outside in ((context.words.outside_scope, True), (context.words.silent, False)):
        names = tuple((verdict.guideline, md(context.editions[verdict.guideline].name)) for verdict in verdicts
                      if (verdict.applies is Truth.NOT_MET) is outside)
        if names:
            yield md(capital(reason)), names


def _row(context: Context, decided: Decided, verdict: Verdict, decisions: list[str]) -> GuidelineRow:
    edition = context.editions[verdict.guideline]
    brief = context.words.scope_brief if verdict.applies is Truth.UNKNOWN else ""
    scope = [md(brief), *_mismatch_words(context, decided, edition.id)]
    treated = [verdict.answers[name] for name in decisions if name in verdict.answers]
    return GuidelineRow(
        id=edition.id, name=md(edition.name), jurisdiction=md(edition.jurisdiction), scope="; ".join(filter(None, scope)),
        answers=tuple(_cell(context, verdict, name) for name in decisions),
        depends_on=depends_on(context, treated),
    )


def _populations(context: Context, verdicts: list[Verdict]) -> tuple[tuple[str, str], ...]:
    """For whom the guidelines are that apply only perhaps; those with one population stand together."""
    together: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.applies is not Truth.MET:
            edition = context.editions[verdict.guideline]
            together.setdefault(edition.rules.scope.words, []).append(edition.name)
    return tuple((md(", ".join(names)), md(words)) for words, names in together.items())


def _cell(context: Context, verdict: Verdict, decision: str) -> str:
    answer = verdict.answers.get(decision)
    return "–" if answer is None else answer_md(context, verdict.guideline, answer)


def answer_md(context: Context, guideline: str, answer: Answer, marks: Marks = NO_MARKS) -> str:
    """The outcomes still possible, with the body's own tier words, cited to the rules that bring them."""
    rows = {outcome: _bringing(answer, outcome) for outcome in answer.possible}
    said = [in_own_words(marked_outcome(context, answer.decision, outcome, marks), md(row.rule.tier) if row else "")
            for outcome, row in rows.items()]
    return context.either.join(said) + _cited(context, guideline, [row.rule for row in rows.values() if row])


def _cited(context: Context, guideline: str, rules: list[Rule]) -> str:
    """One rule at its place; several by the guideline alone, checked no better than the least of them."""
    if not rules:
        return ""
    locator = rules[0].locator if len(rules) == 1 else ""
    return cite(context.editions[guideline].reference, locator, worst(rule.checked for rule in rules))


def _choice(context: Context, decided: Decided, verdict: Verdict, answer: Answer, marks: Marks) -> str:
    """An answer in a list; several sets of drugs wait in the guideline's table while it is open whether any is indicated."""
    decision = context.compendium.knowledge.decisions[answer.decision]
    treatment = verdict.answers.get(str(decided.places.treatment))
    sets = [one for one in answer.possible if one not in decision.outside]
    if decision.kind is DecisionKind.DRUGS and len(sets) > 1 and (treatment is None or treatment.outcome is None):
        return f'<a href="../../guidelines/{verdict.guideline}/#{answer.decision}">{md(context.words.drugs_open)}</a>'
    return answer_md(context, verdict.guideline, answer, marks)


def _bringing(answer: Answer, outcome: str) -> RuleTrace | None:
    """The rule that is met if it has this outcome, else the first before it that may be: what is certain is checked no
    better than the rule that makes it certain."""
    rows = [row for row in answer.in_play if row.rule.outcome == outcome]
    return rows[-1] if rows and rows[-1].truth is Truth.MET else next(iter(rows), None)


def depends_on(context: Context, answers: list[Answer]) -> str:
    """The questions that open answers depend on, group by group."""
    needed = {name for answer in answers for name in answer.needs}
    if not needed:
        return md(context.words.depends_on_nothing)
    facts = context.compendium.knowledge.known_facts
    parts = []
    for group in context.compendium.knowledge.facts.groups:
        names = [facts[name].label for name in facts if name in needed and facts[name].group == group.id]
        if names:
            parts.append(", ".join(names) if len(names) <= 3 else group.label)
    return md("; ".join(parts))


def _mismatch_words(context: Context, decided: Decided, guideline: str) -> list[str]:
    """What the guideline is made for, where this case states something else."""
    return [md(one.words(context.words, context.phrases))
            for one in mismatches(context.compendium.knowledge, decided.evaluation) if one.edition.id == guideline]


def decision_lines(context: Context, decided: Decided, decision: str, marks: Marks = NO_MARKS) -> tuple[DecisionLine, ...]:
    """Every guideline in scope that treats a decision and is not silent on it; drugs with their marks."""
    lines = []
    for name in context.in_lead_order(decided.heard):
        verdict = decided.heard[name]
        answer = verdict.answers.get(decision)
        if answer is not None and not answer.silent:
            edition = context.editions[name]
            brief = [md(context.words.scope_brief) if verdict.applies is Truth.UNKNOWN else "",
                     *_mismatch_words(context, decided, name)]
            lines.append(DecisionLine(
                guideline=md(edition.name), guideline_id=name, jurisdiction=md(edition.jurisdiction),
                scope="; ".join(filter(None, brief)),
                answer=_choice(context, decided, verdict, answer, marks),
                reason=_reason(context, name, answer), depends_on=depends_on(context, [answer]) if answer.needs else ""))
    return tuple(lines)


def _reason(context: Context, guideline: str, answer: Answer) -> str:
    """Why a settled answer is what it is: the first rule that is met."""
    if answer.outcome is None:
        return ""
    row = next((row for row in answer.rules if row.truth is Truth.MET and row.rule.outcome == answer.outcome), None)
    return prose_md(context.editions[guideline].reasons[f"{answer.decision}.{row.rule.id}"]) if row else ""
