"""The leaflet of one case: the same facts in plain words.

In: Context, Decided.  Out: LeafletPage.  Never: says what the clinician page does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.truth import Truth
from generator.page.context import Context, Decided, capital
from generator.page.items import live_items
from generator.page.markup import md, prose_md
from generator.page.people import FIGURES, PeopleRow, people_rows
from generator.page.questions import questions
from generator.page.status import StatusLine
from generator.page.treatment import leading
from generator.page.values import ScaleTable, ValuesPart
from generator.read.advice import Item, Section, Sort
from generator.read.prose import Prose


@dataclass(frozen=True, kw_only=True, slots=True)
class LeafletPage:
    """A leaflet, every string ready to place."""

    id: str
    title: str
    plain_title: str
    source: str
    status: StatusLine
    audience: str
    short_answer: str
    tables: tuple[ScaleTable, ...]
    people: tuple[PeopleRow, ...]
    figures: str
    notices: tuple[str, ...]
    unknown: tuple[str, ...]
    medicine: tuple[str, ...]
    now: tuple[tuple[str, str], ...]
    follow_up: tuple[str, ...]
    urgent: tuple[tuple[str, tuple[str, ...]], ...]
    cautions: tuple[str, ...]
    ask: tuple[str, ...]


def leaflet_page(context: Context, decided: Decided, values: ValuesPart, status: StatusLine) -> LeafletPage:
    """Build the leaflet of one case."""
    scenario, words = decided.case.scenario, context.words
    own = scenario.leaflet
    return LeafletPage(
        id=scenario.id, title=md(own.title if own else scenario.short_title),
        plain_title=own.title if own else scenario.short_title, source=scenario.where.file,
        status=status,
        audience=md(own.audience if own else f"{words.audience}: {scenario.audience or context.settings.audience}."),
        short_answer=_plain(own.short_answer) if own else " ".join(_rules(context, decided)),
        tables=values.tables, people=tuple(people_rows(context, decided)), figures=FIGURES,
        notices=tuple(text for text in _texts(context, decided, Section.VALUES, Sort.NOTICE)),
        unknown=tuple(question.plain for question in questions(context, decided)),
        medicine=_medicine(context, decided),
        now=tuple((title, text) for title, text in _titled(context, decided, Section.DO_NOW)),
        follow_up=_texts(context, decided, Section.FOLLOW_UP, Sort.ADVICE),
        urgent=_urgent(context, decided),
        cautions=(),
        ask=tuple(md(question) for question in words.leaflet_questions.split("|")),
    )


def _plain(prose: Prose) -> str:
    return prose_md(prose, cite=False)


def _patient_text(context: Context, item: Item, truth: Truth) -> str:
    """An item's words for patients, with its condition where that is unknown."""
    text = _plain(item.patient)
    if text and truth is Truth.UNKNOWN:
        return f"{md(context.words.condition_opens)} {md(item.plain_when)}: {text}"
    return text


def _live(context: Context, decided: Decided, section: Section, sort: Sort) -> list[tuple[str, str, Item]]:
    """Title, text and item of all words for patients in a section."""
    found = []
    for topic in context.compendium.knowledge.topics:
        if topic.section is section:
            for item, truth in live_items(decided, topic, sort):
                text = _patient_text(context, item, truth) if item.leaflet else ""
                if text:
                    found.append((md(topic.plain_title), text, item))
    return found


def _texts(context: Context, decided: Decided, section: Section, sort: Sort) -> tuple[str, ...]:
    return tuple(text for _, text, _ in _live(context, decided, section, sort))


def _titled(context: Context, decided: Decided, section: Section) -> list[tuple[str, str]]:
    """Texts under their topic's title; a second text of a topic joins the first."""
    found: dict[str, str] = {}
    for title, text, _ in _live(context, decided, section, Sort.ADVICE):
        found[title] = f"{found[title]} {text}" if title in found else text
    return list(found.items())


def _urgent(context: Context, decided: Decided) -> tuple[tuple[str, tuple[str, ...]], ...]:
    words = context.words
    live = _live(context, decided, Section.URGENT, Sort.ADVICE)
    kinds = (("emergency", words.emergency), ("same_day", words.same_day), ("visit", words.visit))
    return tuple(
        (md(label), found) for kind, label in kinds
        if (found := tuple(text for _, text, item in live if item.urgency == kind))
    )


def _medicine(context: Context, decided: Decided) -> tuple[str, ...]:
    """The answer on medicine: open or settled, by the leading rules, with the rules that still may hold in plain words."""
    found = leading(decided)
    if found is not None and found[1].outcome is None:
        return (md(context.words.leaflet_open), *_rules(context, decided))
    return _rules(context, decided)


def _rules(context: Context, decided: Decided) -> tuple[str, ...]:
    """Per outcome of the leading guideline, strong to mild: its plain words, and for which plain reasons."""
    found = leading(decided)
    if found is None:
        return ()
    verdict, answer = found
    edition, decision = context.editions[verdict.guideline], context.compendium.knowledge.decisions[answer.decision]
    lines = []
    for outcome in reversed(answer.possible):
        rows = [row for row in answer.rules if row.rule.outcome == outcome and row.truth is not Truth.NOT_MET and row.rule.plain]
        if answer.outcome is not None:
            rows = [row for row in rows if row.truth is Truth.MET][:1] or rows
        head = f"{context.words.leaflet_rules_of} {edition.name} ({edition.jurisdiction}), {decision.outcome(outcome).plain}"
        lines.append(_with_reasons(context, head, [row.rule.plain for row in rows], settled=answer.outcome is not None))
    return tuple(lines)


def _with_reasons(context: Context, head: str, reasons: list[str], *, settled: bool) -> str:
    """One reason joins the sentence, several follow as a list; a settled answer holds because of its reason, not if."""
    words = context.words
    if len(reasons) > 1:
        return "\n".join([md(f"{head} {words.leaflet_any}"), "", *(f"- {md(capital(reason))}." for reason in reasons)])
    joined = words.leaflet_because if settled else words.condition_opens.lower()
    return md(f"{head} {joined} {reasons[0]}." if reasons else f"{head}.")
