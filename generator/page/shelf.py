"""Pages of the compendium itself: topics of advice, lists of cases, cautions of drugs.

In: Context, decided cases.  Out: page models.  Never: depends on one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.core.firing import deciding
from generator.core.truth import Truth
from generator.page.browse import FacetValue, facet_values, topic_label
from generator.page.context import Context, Decided, settled_answers
from generator.page.dated import dated
from generator.page.markup import md, prose_md
from generator.page.status import StatusLine, status_line
from generator.read.advice import Item, Sort, Topic
from generator.read.drugs import Drug


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRow:
    """One item of a topic, with everything a reviewer wants to see."""

    id: str
    kind: str
    condition: str
    condition_exact: str
    clinician: str
    patient: str
    positions: tuple[tuple[str, str], ...]
    checked: str
    strength: str
    dated: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPage:
    """A topic's page."""

    id: str
    title: str
    plain_title: str
    description: str
    summary: str
    source: str
    status: StatusLine
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """A case in a list.

    `said` is what each guideline that speaks on it says on treatment; `rows` are, per guideline that speaks on it and decision,
    the places of the rows that decide for some of its patients; `settled` are the settled answers.
    """

    id: str
    topic: str
    title: str
    short_title: str
    description: str
    answer: str
    status: StatusLine
    said: Mapping[str, str]
    rows: Mapping[str, Mapping[str, tuple[int, ...]]]
    settled: Mapping[str, Mapping[str, str]]
    facets: Mapping[str, tuple[FacetValue, ...]]


def topic_page(context: Context, topic: Topic) -> TopicPage:
    """The page of one topic of advice."""
    standing = context.standings.whole[f"advice/{topic.id}"]
    return TopicPage(
        id=topic.id, title=md(topic.title), plain_title=topic.title, description=topic.summary,
        summary=md(topic.summary), source=topic.where.file, status=status_line(context, standing, context.settings.edition_date),
        items=tuple(_item(context, item, dated(context, standing, item.id)) for item in topic.items),
    )


def _item(context: Context, item: Item, label: str) -> ItemRow:
    words = context.words
    kinds = {Sort.ADVICE: words.advice_kind, Sort.PITFALL: words.pitfall_kind, Sort.NOTICE: words.notice_kind}
    exact = "" if item.when is None else md(context.phrases.condition(item.when))
    return ItemRow(
        id=item.id, kind=md(kinds[item.sort]),
        condition=md(f"{words.condition_opens} {item.when_words}") if item.when is not None else md(words.everyone),
        condition_exact=exact, clinician=prose_md(item.clinician), patient=prose_md(item.patient),
        positions=tuple((md(position.who), prose_md(position.says)) for position in item.positions),
        checked=md(context.checked_words(item.checked)), strength=md(item.strength), dated=label,
    )


def case_line(context: Context, decided: Decided, status: StatusLine) -> CaseLine:
    """One case, for lists; of one that was taken down its answers are not told."""
    scenario, verdicts = decided.case.scenario, decided.evaluation.verdicts
    treatment = str(decided.places.treatment)
    said = {name: context.outcomes_md(treatment, verdict.answers[treatment].possible) if treatment in verdict.answers else ""
            for name, verdict in verdicts.items() if verdict.answers}
    lead = decided.evaluation.lead.get(treatment)
    line = CaseLine(
        id=scenario.id, topic=topic_label(scenario.topic), title=md(scenario.title),
        short_title=md(scenario.short_title), description=md(scenario.description),
        answer=led_by(context, lead, verdicts[lead].applies, said[lead]) if lead else "",
        status=status, said=said, rows=_rows(decided),
        settled=settled_answers(context, decided), facets=facet_values(context, decided, status))
    return replace(line, answer="", said={}, rows={}, settled={name: {} for name in line.settled}) if status.held else line


def led_by(context: Context, guideline: str, applies: Truth, said: str) -> str:
    """A leading answer for lists: whose it is, where it holds, and its condition where it is open whether it applies."""
    edition = context.editions[guideline]
    condition = f", {md(context.words.scope_brief)}" if applies is Truth.UNKNOWN else ""
    return f"{md(edition.name)} ({md(edition.jurisdiction)}){condition}: {said}"


def _rows(decided: Decided) -> dict[str, dict[str, tuple[int, ...]]]:
    box = decided.case.box.forgetful()
    speaking = [name for name, verdict in decided.evaluation.verdicts.items() if verdict.answers]
    return {name: {decision: deciding(box, compiled, table) for decision, table in compiled.tables.items()}
            for name in (*speaking, *decided.evaluation.labels)
            for compiled in (box.book.guidelines[name],)}


def by_topic(lines: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    """Cases in the order of a list."""
    return tuple(sorted(lines, key=lambda line: (line.topic, line.id)))


def cautions_for(drugs: Mapping[str, Drug], text: str) -> tuple[Drug, ...]:
    """Every drug that a text names, and every drug that those drugs' cautions name in turn."""
    named: dict[str, Drug] = {}
    queue = [text]
    while queue:
        said = queue.pop()
        for name, drug in drugs.items():
            if name not in named and drug.named_in(said):
                named[name] = drug
                queue += [caution.clinician.plain for caution in drug.cautions]
    return tuple(named[name] for name in drugs if name in named)
