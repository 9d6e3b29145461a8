"""Pages of the compendium itself: guidelines, topics of advice, drugs, references, lists.

In: Context, lines of cases.  Out: page models.  Never: depends on one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.core.conditions import Span
from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.page.context import Context, Decided, capital
from generator.page.markup import cite, md, prose_md
from generator.page.phrases import Phrases, listed
from generator.page.status import StatusLine, status_line
from generator.read.advice import Item, Sort, Topic
from generator.read.drugs import Drug
from generator.read.guidelines import GuidelineEdition

# Lists on a page that grow with the number of cases end here; the list of cases itself goes on.
MOST_CITING, MOST_USING = 12, 40


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRow:
    """One rule in words."""

    id: str
    outcome: str
    because: str
    condition: str
    grade: str
    locator: str
    checked: str
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTable:
    """One decision of a guideline."""

    id: str
    label: str
    question: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelinePage:
    """A guideline's page."""

    id: str
    title: str
    plain_title: str
    description: str
    full_title: str
    body: str
    jurisdiction: str
    in_force: str
    until: str
    supersedes: str
    population: str
    population_plain: str
    population_condition: str
    summary: str
    source: str
    status: StatusLine
    terms: tuple[tuple[str, str], ...]
    tables: tuple[RuleTable, ...]
    cases: int
    used_by: tuple[tuple[str, str, str], ...]
    used_more: int


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
class DrugPage:
    """A drug's page."""

    id: str
    title: str
    plain_title: str
    description: str
    brands: str
    kind: str
    summary: str
    source: str
    status: StatusLine
    cautions: tuple[tuple[bool, str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """A case in a list; `said` is what each guideline that speaks on it says on treatment."""

    id: str
    topic: str
    title: str
    short_title: str
    description: str
    answer: str
    status: str
    said: Mapping[str, str]


def guideline_page(context: Context, edition: GuidelineEdition, lines: Iterable[CaseLine]) -> GuidelinePage:
    """The page of one guideline: each rule in words, with grade, locator and how it was checked."""
    phrases = context.phrases.local(edition.rules.local)
    scope = edition.rules.scope
    used_by = [(line.id, line.short_title, line.said[edition.id]) for line in lines if edition.id in line.said]
    return GuidelinePage(
        id=edition.id, title=md(edition.name), plain_title=edition.name,
        description=f"{edition.name}, {edition.jurisdiction}", full_title=md(edition.title),
        body=md(edition.body), jurisdiction=md(edition.jurisdiction), in_force=edition.in_force,
        until=edition.until, supersedes=md(edition.supersedes),
        population=md(scope.words) + cite(edition.reference, scope.locator, scope.checked),
        population_plain=md(scope.words), population_condition=md(phrases.condition(scope.applies_when)),
        summary=prose_md(edition.summary), source=edition.rules.where.file,
        status=status_line(context, context.settings.edition_date),
        terms=tuple((md(derived.label), md(_term(phrases, derived))) for derived in edition.rules.local.values()),
        tables=tuple(_table(context, edition, name, phrases) for name in edition.rules.tables),
        cases=len(edition.cases),
        used_by=tuple(used_by[:MOST_USING]), used_more=max(0, len(used_by) - MOST_USING),
    )


def _table(context: Context, edition: GuidelineEdition, name: str, phrases: Phrases) -> RuleTable:
    decision = context.compendium.knowledge.decisions[name]
    rows = []
    for rule in edition.rules.tables[name]:
        condition = context.words.otherwise if rule.when is None else phrases.condition(rule.when)
        tier = f" ({rule.tier})" if rule.tier else ""
        rows.append(RuleRow(
            id=rule.id, outcome=md(context.outcome_words(name, rule.outcome) + tier),
            because=capital(prose_md(edition.reasons[f"{name}.{rule.id}"])) + cite(edition.reference, rule.locator, rule.checked),
            condition=md(condition), grade=md(rule.grade), locator=md(rule.locator),
            checked=md(context.checked_words(rule.checked)), mark=rule.checked))
    return RuleTable(id=name, label=md(decision.label), question=md(decision.question), rows=tuple(rows))


def _term(phrases: Phrases, derived: AnyDerived) -> str:
    """A derived fact in words."""
    match derived:
        case Extreme(of=parts, highest=highest):
            return f"{'highest' if highest else 'lowest'} of {listed([phrases.label(part) for part in parts])}"
        case Valid(of=name, unless=unless):
            return f"{phrases.label(name)}, unless {phrases.condition(unless)}"
        case Scaled(of=name, cases=cases):
            factors = [f"× {float(factor):g} if {phrases.condition(when)}" for when, factor in cases]
            return f"{phrases.label(name)} {'; '.join(factors)}"
        case Banded(by=name, bands=bands, unit=unit):
            after = f"\N{NO-BREAK SPACE}{unit}" if unit else ""
            rows = [f"{_span(phrases, name, span)}: {phrases.number(name, value)}{after}" for span, value in bands]
            return f"by {phrases.label(name)}: {'; '.join(rows)}"
        case Named(when=when):
            return phrases.condition(when)
        case Difference(minuend=first, subtrahend=second):
            return f"{phrases.label(first)} minus {phrases.label(second)}"


def _span(phrases: Phrases, name: str, span: Span) -> str:
    """Both ends of a band, with the unit of the number it is read by."""
    low, high = (bound and phrases.number(name, bound.value) for bound in (span.low, span.high))
    if low and high:
        return f"{low}–{high}{phrases.unit(name)}"
    return f"{low}{phrases.unit(name)} or more" if low else f"{high}{phrases.unit(name)} or less"


def topic_page(context: Context, topic: Topic) -> TopicPage:
    """The page of one topic of advice."""
    return TopicPage(
        id=topic.id, title=md(topic.title), plain_title=topic.title, description=topic.summary,
        summary=md(topic.summary), source=topic.where.file, status=status_line(context, context.settings.edition_date),
        items=tuple(_item(context, item) for item in topic.items),
    )


def _item(context: Context, item: Item) -> ItemRow:
    words = context.words
    kinds = {Sort.ADVICE: words.advice_kind, Sort.PITFALL: words.pitfall_kind, Sort.NOTICE: words.notice_kind}
    exact = "" if item.when is None else md(context.phrases.condition(item.when))
    return ItemRow(
        id=item.id, kind=md(kinds[item.sort]),
        condition=md(f"{words.condition_opens} {item.when_words}") if item.when is not None else md(words.everyone),
        condition_exact=exact, clinician=prose_md(item.clinician), patient=prose_md(item.patient),
        positions=tuple((md(position.who), prose_md(position.says)) for position in item.positions),
        checked=md(context.checked_words(item.checked)), strength=md(item.strength),
    )


def drug_page(context: Context, drug: Drug) -> DrugPage:
    """The page of one drug."""
    title = drug.name[:1].upper() + drug.name[1:]
    return DrugPage(
        id=drug.id, title=md(title), plain_title=title, description=f"{title}, {drug.kind}",
        brands=md(", ".join(drug.brands)), kind=md(drug.kind), summary=prose_md(drug.summary), source=drug.where.file,
        status=status_line(context, context.settings.edition_date),
        cautions=tuple((caution.boxed, prose_md(caution.clinician), prose_md(caution.patient),
                        md(context.checked_words(caution.checked))) for caution in drug.cautions),
    )


def case_line(context: Context, decided: Decided) -> CaseLine:
    """One case, for lists."""
    scenario, verdicts = decided.case.scenario, decided.evaluation.verdicts
    treatment = str(context.settings.places.treatment)
    said = {name: context.outcomes_md(treatment, verdict.answers[treatment].possible) if treatment in verdict.answers else ""
            for name, verdict in verdicts.items() if verdict.answers}
    lead = decided.evaluation.lead.get(treatment)
    return CaseLine(
        id=scenario.id, topic=md(scenario.topic.replace("-", " ").capitalize()), title=md(scenario.title),
        short_title=md(scenario.short_title), description=md(scenario.description),
        answer=f"{md(context.editions[lead].name)}: {said[lead]}" if lead else "",
        status=md(context.words.status_draft), said=said)


def by_topic(lines: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    """Cases in the order of a list."""
    return tuple(sorted(lines, key=lambda line: (line.topic, line.id)))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceRow:
    """One reference with the first pages that cite it, and how many more do."""

    id: str
    text: str
    kind: str
    seen: str
    unchecked: str
    cited_on: tuple[tuple[str, str], ...]
    more: int


def reference_rows(context: Context, texts: Mapping[str, str],
                   pages: Iterable[tuple[str, str, tuple[str, ...]]]) -> tuple[ReferenceRow, ...]:
    """All references in the order of their texts; pages come as path, title and cited ids."""
    users: dict[str, list[tuple[str, str]]] = {}
    for path, title, cited in pages:
        for name in cited:
            users.setdefault(name, []).append((path.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/", md(title)))
    known = context.compendium.knowledge.references
    rows = (ReferenceRow(id=name, text=texts[name], kind=known[name].kind, seen=md(known[name].seen),
                         unchecked=md(", ".join(known[name].unchecked)), cited_on=tuple(users.get(name, ())[:MOST_CITING]),
                         more=max(0, len(users.get(name, ())) - MOST_CITING)) for name in known)
    return tuple(sorted(rows, key=lambda row: row.text.lower()))


def cautions_for(drugs: Mapping[str, Drug], text: str) -> tuple[Drug, ...]:
    """Every drug that a text names, and every drug that those drugs' cautions name in turn."""
    named: dict[str, Drug] = {}
    queue = [text]
    while queue:
        said = queue.pop().lower()
        for name, drug in drugs.items():
            if name not in named and any(_names(word, said) for word in drug.mentions):
                named[name] = drug
                queue += [caution.clinician.plain for caution in drug.cautions]
    return tuple(named[name] for name in drugs if name in named)


def _names(word: str, text: str) -> bool:
    word = word.lower()
    return word in text and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
