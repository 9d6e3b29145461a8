"""The page of one case: fourteen sections from one evaluation.

In: Context, Decided.  Out: CasePage.  Never: numbers citations; that is done on the finished text.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.truth import Truth
from generator.page.branches import Branch, branch_rows
from generator.page.compare import (
    ComparePart,
    DecisionLine,
    answer_md,
    compare_part,
    decision_lines,
    depends_on,
)
from generator.page.context import Context, Decided, instead_of
from generator.page.eligibility import Fit, fits
from generator.page.finder import finder_address
from generator.page.items import Shown, all_pitfalls, shown_items
from generator.page.markup import md, prose_md
from generator.page.misfits import NO_MARKS, Marks, misfits
from generator.page.neighbours import Nearby, nearby
from generator.page.questions import Question, open_facts, questions
from generator.page.status import StatusLine
from generator.page.treatment import TreatmentPart, leading, treatment_part
from generator.page.values import ValuesPart, values_part
from generator.read.advice import Section, Sort
from generator.review.history import State


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPart:
    """The items of one topic under its own title."""

    id: str
    title: str
    items: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionPart:
    """All guidelines on one decision."""

    label: str
    lines: tuple[DecisionLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePage:
    """A case page, every string ready to place."""

    id: str
    topic: str
    title: str
    plain_title: str
    short_title: str
    description: str
    source: str
    leaflet_title: str
    status: StatusLine
    audience: str
    not_for: str
    bottom_line: tuple[str, ...]
    questions: tuple[Question, ...]
    values: ValuesPart
    treatment_question: str
    treatment: TreatmentPart | None
    branches: tuple[Branch, ...]
    compare: ComparePart
    check_decisions: tuple[DecisionPart, ...]
    check: tuple[TopicPart, ...]
    do_now: tuple[TopicPart, ...]
    drug_decisions: tuple[DecisionPart, ...]
    fits: tuple[Fit, ...]
    drugs: tuple[TopicPart, ...]
    acts: bool
    follow_up_decisions: tuple[DecisionPart, ...]
    follow_up: tuple[TopicPart, ...]
    urgent: tuple[tuple[str, tuple[Shown, ...]], ...]
    pitfalls: tuple[Shown, ...]
    silent: tuple[str, ...]
    chart_note: str
    finder: str
    neighbours: tuple[tuple[str, str, str], ...]
    nearby: tuple[Nearby, ...]
    history: tuple[tuple[str, str], ...]


def case_page(context: Context, decided: Decided, status: StatusLine) -> CasePage:
    """Build the page of one case."""
    scenario, places = decided.case.scenario, decided.places
    readers = instead_of(context.settings, decided.evaluation) or context.settings
    marks = misfits(context, decided)
    return CasePage(
        id=scenario.id, topic=scenario.topic, title=md(scenario.title), plain_title=scenario.title,
        short_title=md(scenario.short_title), description=scenario.description, source=scenario.where.file,
        leaflet_title=md(scenario.leaflet.title if scenario.leaflet else scenario.short_title),
        status=status,
        audience=md((scenario.audience or readers.audience).rstrip(".")),
        not_for=md((scenario.not_for or readers.not_for).rstrip(".")),
        bottom_line=bottom_line(context, decided),
        questions=questions(context, decided),
        values=values_part(context, decided, open_facts(context, decided)),
        treatment_question=md(context.compendium.knowledge.decisions[places.treatment].question),
        treatment=treatment_part(context, decided),
        branches=branch_rows(context, decided),
        compare=compare_part(context, decided),
        check_decisions=_decisions(context, decided, places.check), check=_topics(context, decided, Section.CHECK),
        do_now=_topics(context, decided, Section.DO_NOW),
        acts=_acts(decided),
        drug_decisions=_decisions(context, decided, places.drugs, marks), fits=fits(context, decided),
        drugs=_topics(context, decided, Section.DRUGS, marks),
        follow_up_decisions=_decisions(context, decided, places.follow_up),
        follow_up=_topics(context, decided, Section.FOLLOW_UP),
        urgent=_urgent(context, decided), pitfalls=all_pitfalls(context, decided),
        silent=_silent(context, decided), chart_note=_chart_note(context, decided, status),
        finder=finder_address(context.phrases.facts, decided.case.box.stated),
        neighbours=tuple((str(entry.scenario), _short_title(context, entry.scenario), md(entry.because))
                         for entry in scenario.neighbours),
        nearby=nearby(context, decided),
        history=tuple((date, md(change)) for date, change in scenario.history),
    )


def bottom_line(context: Context, decided: Decided) -> tuple[str, ...]:
    """The editors' own sentences, or sentences made from the leading answers."""
    prose = decided.case.scenario.bottom_line
    if prose.runs:
        return (prose_md(prose),)
    return tuple(_sentence(context, decided, str(name)) for name in decided.places.compare
                 if name in decided.evaluation.lead)


def _sentence(context: Context, decided: Decided, decision: str) -> str:
    """By the leading guideline, with its condition: what holds, or what is possible and on what it depends."""
    name = decided.evaluation.lead[decision]
    verdict, edition = decided.heard[name], context.editions[name]
    answer = verdict.answers[decision]
    label = md(context.compendium.knowledge.decisions[decision].label)
    population = md(f"{context.words.scope_open} ({edition.rules.scope.words})")
    scope = f", {population}" if verdict.applies is Truth.UNKNOWN else ""
    depends = f" {md(context.words.depends_on)}: {depends_on(context, [answer])}." if answer.needs else ""
    head = f"<strong>{label}</strong>, {md(edition.name)} ({md(edition.jurisdiction)}){scope}: "
    return f"{head}{answer_md(context, name, answer)}.{depends}"


def _decisions(context: Context, decided: Decided, names: tuple[str, ...], marks: Marks = NO_MARKS) -> tuple[DecisionPart, ...]:
    known = context.compendium.knowledge.decisions
    parts = (DecisionPart(label=md(known[name].label), lines=decision_lines(context, decided, str(name), marks))
             for name in names)
    return tuple(part for part in parts if part.lines)


def _topics(context: Context, decided: Decided, section: Section, marks: Marks = NO_MARKS) -> tuple[TopicPart, ...]:
    shown = shown_items(context, decided, section, Sort.ADVICE, marks)
    parts = (
        TopicPart(id=topic.id, title=md(topic.title), items=tuple(item for item in shown if item.topic == topic.id))
        for topic in context.compendium.knowledge.topics if topic.section is section
    )
    return tuple(part for part in parts if part.items)


def _acts(decided: Decided) -> bool:
    """Whether some guideline in scope may come to an outcome that leads to a drug."""
    places = decided.places
    return any(
        set(verdict.answers[places.treatment].possible) & set(places.acts)
        for verdict in decided.heard.values() if places.treatment in verdict.answers
    )


def _urgent(context: Context, decided: Decided) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    words = context.words
    items = shown_items(context, decided, Section.URGENT, Sort.ADVICE)
    kinds = (("emergency", words.emergency), ("same_day", words.same_day), ("visit", words.visit))
    return tuple((md(label), found) for kind, label in kinds if (found := tuple(i for i in items if i.urgency == kind)))


def _silent(context: Context, decided: Decided) -> tuple[str, ...]:
    """Guidelines that treat the decision but have nothing to say, with their reason."""
    treatment = decided.places.treatment
    lines = []
    for name, verdict in decided.heard.items():
        answer = verdict.answers.get(treatment)
        if answer is not None and answer.silent:
            row = answer.in_play[0]
            reason = context.editions[name].reasons[f"{treatment}.{row.rule.id}"]
            cited = context.rule_cite(name, treatment, row.rule.id)
            lines.append(f"{md(context.editions[name].name)}: {prose_md(reason)}{cited}")
    return tuple(lines)


def _chart_note(context: Context, decided: Decided, status: StatusLine) -> str:
    """A note to copy: what is stated, the answers with their conditions, what is open, and the status."""
    facts, phrases, words = context.compendium.knowledge.known_facts, context.phrases, context.words
    stated = "; ".join(phrases.stated(facts[name], values) for name, values in decided.case.box.stated.items())
    lines = [f"{stated}."]
    for decision in map(str, decided.places.compare):
        name = decided.evaluation.lead.get(decision)
        if name is not None:
            verdict, edition = decided.heard[name], context.editions[name]
            outcomes = " or ".join(context.outcome_words(decision, one) for one in verdict.answers[decision].possible)
            condition = f" ({words.scope_open}: {edition.rules.scope.words})" if verdict.applies is Truth.UNKNOWN else ""
            label = context.compendium.knowledge.decisions[decision].label
            lines.append(f"{label}, {edition.name}, {edition.jurisdiction}{condition}: {outcomes}.")
    found = leading(decided)
    if found and found[1].needs:
        groups = {facts[name].group for name in found[1].needs}
        open_groups = [group.label for group in context.compendium.knowledge.facts.groups if group.id in groups]
        lines.append(f"{words.chart_open}: {', '.join(open_groups)}.")
    return md(" ".join([*lines, *_reviewed(context, status)]))


def _reviewed(context: Context, status: StatusLine) -> tuple[str, ...]:
    """What a note to copy says of the review of its page."""
    words = context.words
    if not status.approved or not status.record.approved_by:
        return (words.chart_note_draft if status.state != State.LAPSED else status.printed,)
    return (f"{words.chart_note_approved} {status.reviewed}, {words.queue_due} {status.day}.",)


def _short_title(context: Context, scenario: str) -> str:
    return next(md(other.short_title) for other in context.compendium.knowledge.scenarios if other.id == scenario)
