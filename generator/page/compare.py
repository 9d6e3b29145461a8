"""Guidelines side by side: their answers, what these depend on, where they disagree.

In: Context, Decided.  Out: ComparePart, answers per decision.  Never: blends two guidelines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from generator.core.boxes import Box
from generator.core.evaluation import Answer, RuleTrace, Verdict
from generator.core.guidelines import DecisionKind
from generator.core.needs import joint_outcomes
from generator.core.truth import Truth
from generator.page.context import Context, Decided
from generator.page.markup import md, prose_md
from generator.page.mismatch import mismatches


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
    populations: tuple[tuple[str, str], ...]
    disagreements: tuple[str, ...]


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
    decisions = [str(name) for name in context.settings.places.compare]
    known = context.compendium.knowledge.decisions
    verdicts = [decided.evaluation.verdicts[name] for name in _order(context, decided)]
    return ComparePart(
        headings=tuple(md(known[name].label) for name in decisions),
        rows=tuple(_row(context, decided, verdict, decisions) for verdict in verdicts),
        populations=_populations(context, verdicts),
        disagreements=tuple(_disagreements(context, decided, decisions)),
    )


def _order(context: Context, decided: Decided) -> list[str]:
    """Leading guidelines first, in their order; then the rest."""
    lead = [str(name) for name in context.settings.lead if name in decided.evaluation.verdicts]
    return [*lead, *(name for name in decided.evaluation.verdicts if name not in lead)]


def _row(context: Context, decided: Decided, verdict: Verdict, decisions: list[str]) -> GuidelineRow:
    edition = context.editions[verdict.guideline]
    brief = {Truth.MET: "", Truth.UNKNOWN: context.words.scope_brief, Truth.NOT_MET: context.words.outside_scope}
    scope = [md(brief[verdict.applies]), *_mismatch_words(context, decided, edition.id)]
    treated = [verdict.answers[name] for name in decisions if name in verdict.answers]
    return GuidelineRow(
        id=edition.id, name=md(edition.name), jurisdiction=md(edition.jurisdiction), scope="; ".join(filter(None, scope)),
        answers=tuple(_cell(context, verdict, name) for name in decisions),
        depends_on=depends_on(context, treated) if verdict.applies is not Truth.NOT_MET else "–",
    )


def _populations(context: Context, verdicts: list[Verdict]) -> tuple[tuple[str, str], ...]:
    """For whom the guidelines are that apply only perhaps, or not; those with one population stand together."""
    together: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.applies is not Truth.MET:
            edition = context.editions[verdict.guideline]
            together.setdefault(edition.rules.scope.words, []).append(edition.name)
    return tuple((md(", ".join(names)), md(words)) for words, names in together.items())


def _cell(context: Context, verdict: Verdict, decision: str) -> str:
    if verdict.applies is Truth.NOT_MET or decision not in verdict.answers:
        return "–"
    answer = verdict.answers[decision]
    return answer_md(context, verdict.guideline, answer)


def answer_md(context: Context, guideline: str, answer: Answer) -> str:
    """The outcomes still possible, each cited to the rule that brings it, with the body's own tier word."""
    said = []
    for outcome in answer.possible:
        row = _bringing(answer, outcome)
        words = md(context.outcome_words(answer.decision, outcome))
        if row is None:
            said.append(words)
            continue
        tier = f" ({md(row.rule.tier)})" if row.rule.tier else ""
        said.append(words + tier + context.rule_cite(guideline, answer.decision, row.rule.id))
    return context.either.join(said)


def _choice(context: Context, verdict: Verdict, answer: Answer) -> str:
    """An answer in a list; several sets of drugs wait in the guideline's table while it is open whether any is indicated."""
    decision = context.compendium.knowledge.decisions[answer.decision]
    treatment = verdict.answers.get(str(context.settings.places.treatment))
    sets = [one for one in answer.possible if one not in decision.outside]
    if decision.kind is DecisionKind.DRUGS and len(sets) > 1 and (treatment is None or treatment.outcome is None):
        return f'<a href="../../guidelines/{verdict.guideline}/#{answer.decision}">{md(context.words.drugs_open)}</a>'
    return answer_md(context, verdict.guideline, answer)


def _bringing(answer: Answer, outcome: str) -> RuleTrace | None:
    """The rule that is met if it has this outcome, else the first before it that may be: what is certain is checked no
    better than the rule that makes it certain."""
    met = next((place for place, row in enumerate(answer.rules) if row.truth is Truth.MET), len(answer.rules))
    rows = [row for row in answer.rules[:met + 1] if row.rule.outcome == outcome and row.truth is not Truth.NOT_MET]
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


@dataclass(frozen=True, slots=True)
class _Parting:
    """Two guidelines that answer differently for one and the same possible patient, and how many ranks apart."""

    apart: int
    said: tuple[tuple[str, str], ...]
    certain: bool


def _disagreements(context: Context, decided: Decided, decisions: list[str]) -> list[str]:
    """Per decision the two guidelines whose answers lie farthest apart; of equals, those that part for certain."""
    box = decided.case.box.forgetful()
    found = {name: _farthest(context, decided, name, box) for name in decisions}
    return [_parted(context, name, parting) for name, parting in found.items() if parting is not None]


def _farthest(context: Context, decided: Decided, decision: str, box: Box) -> _Parting | None:
    """Silence and answers outside the order are no disagreement.  Pairs that could lie farthest apart are looked at first."""
    verdicts, known = decided.evaluation.verdicts, context.compendium.knowledge.decisions[decision]
    ranks = {outcome.id: place for place, outcome in enumerate(known.outcomes) if outcome.id not in known.outside}
    best: _Parting | None = None
    names = [name for name in _order(context, decided) if decision in verdicts[name].answers]
    pairs = list(combinations((verdicts[name] for name in names), 2))
    for pair in sorted(pairs, key=lambda pair: _at_most(ranks, pair, decision), reverse=True):
        if best is not None and (best.apart, best.certain) >= _at_most(ranks, pair, decision):
            break
        one = _parting(ranks, pair, decision, box)
        if one is not None and (best is None or (one.apart, one.certain) > (best.apart, best.certain)):
            best = one
    return best


def _at_most(ranks: Mapping[str, int], pair: tuple[Verdict, Verdict], decision: str) -> tuple[int, bool]:
    """How far apart two answers could lie, as far as each tells on its own, and whether both are certain."""
    first, second = (pair[0].answers[decision], pair[1].answers[decision])
    gaps = [abs(ranks[one] - ranks[other]) for one in first.possible for other in second.possible if {one, other} <= ranks.keys()]
    return max(gaps, default=0), bool(first.outcome and second.outcome)


def _parting(ranks: Mapping[str, int], pair: tuple[Verdict, Verdict], decision: str, box: Box) -> _Parting | None:
    """The answers of two guidelines that lie farthest apart for one and the same possible patient."""
    nodes = [box.book.guidelines[verdict.guideline].tables[decision].node for verdict in pair]
    found = [said for said in joint_outcomes(box, *nodes) if said[0] != said[1] and set(said) <= ranks.keys()]
    if not found:
        return None
    said = max(found, key=lambda said: (abs(ranks[said[0]] - ranks[said[1]]), ranks[said[0]]))
    names, certain = [verdict.guideline for verdict in pair], _at_most(ranks, pair, decision)[1]
    return _Parting(abs(ranks[said[0]] - ranks[said[1]]), tuple(zip(names, said, strict=True)), certain)


def _parted(context: Context, decision: str, parting: _Parting) -> str:
    parts = [f"<strong>{md(context.editions[name].name)}</strong> ({md(context.editions[name].jurisdiction)}) "
             f"{md(context.words.agree_on)} {md(context.outcome_words(decision, outcome))}" for name, outcome in parting.said]
    label = md(context.compendium.knowledge.decisions[decision].label)
    note = md(context.words.disagree_certain if parting.certain else context.words.disagree_possible)
    return f"{label}, {note}: {', '.join(parts)}."


def _mismatch_words(context: Context, decided: Decided, guideline: str) -> list[str]:
    """What the guideline is made for, where this case states something else."""
    return [md(one.words(context.words, context.phrases))
            for one in mismatches(context.compendium.knowledge, decided.evaluation) if one.edition.id == guideline]


def decision_lines(context: Context, decided: Decided, decision: str) -> tuple[DecisionLine, ...]:
    """Every guideline in scope that treats a decision."""
    lines = []
    for name in _order(context, decided):
        verdict = decided.evaluation.verdicts[name]
        answer = verdict.answers.get(decision)
        if answer is not None:
            edition = context.editions[name]
            brief = [md(context.words.scope_brief) if verdict.applies is Truth.UNKNOWN else "",
                     *_mismatch_words(context, decided, name)]
            lines.append(DecisionLine(
                guideline=md(edition.name), guideline_id=name, jurisdiction=md(edition.jurisdiction),
                scope="; ".join(filter(None, brief)),
                answer=_choice(context, verdict, answer),
                reason=_reason(context, name, answer), depends_on=depends_on(context, [answer]) if answer.needs else ""))
    return tuple(lines)


def _reason(context: Context, guideline: str, answer: Answer) -> str:
    """Why a settled answer is what it is: the first rule that is met."""
    if answer.outcome is None:
        return ""
    row = next((row for row in answer.rules if row.truth is Truth.MET and row.rule.outcome == answer.outcome), None)
    return prose_md(context.editions[guideline].reasons[f"{answer.decision}.{row.rule.id}"]) if row else ""
