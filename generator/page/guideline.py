"""The page of one guideline: whom it is for, its decision tables, its own terms, and the cases it speaks on.

In: Context, GuidelineEdition, lines of cases.  Out: GuidelinePage.  Never: depends on what one case states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from generator.core.conditions import Span
from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.page.context import Context
from generator.page.markup import cite, md, prose_md
from generator.page.phrases import Phrases, listed
from generator.page.shelf import CaseLine
from generator.page.status import StatusLine, status_line
from generator.page.tables import RuleTable, rule_tables
from generator.read.guidelines import GuidelineEdition

MOST_USING = 40  # the list of cases on the page ends here; the list of all cases goes on


class Term(Enum):
    """Where an edition stands on the day of the knowledge base, in the order of the list of guidelines."""

    IN_FORCE = "in-force"
    COMING = "coming"
    PAST = "past"


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelinePage:
    """A guideline's page; other editions stand as id and name."""

    id: str
    title: str
    plain_title: str
    description: str
    full_title: str
    body: str
    jurisdiction: str
    in_force: str
    until: str
    term: Term
    past: bool
    supersedes: str
    replaces: tuple[tuple[str, str], ...]
    superseded_by: tuple[tuple[str, str], ...]
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
    used_count: int
    used_more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionGroup:
    """Guidelines of one term in the list of all."""

    id: str
    title: str
    pages: tuple[GuidelinePage, ...]


def guideline_page(context: Context, edition: GuidelineEdition, lines: Iterable[CaseLine]) -> GuidelinePage:
    """The page of one guideline: each rule in words, with grade, locator, how it was checked, and the cases that come to it."""
    phrases = context.phrases.local(edition.rules.local)
    scope, standing = edition.rules.scope, context.standings.whole[f"guidelines/{edition.id}"]
    known = [line for line in lines if edition.id in line.said]
    term = _term_of(context, edition)
    used_by = tuple((line.id, line.short_title, line.said[edition.id]) for line in known[:MOST_USING])
    return GuidelinePage(
        id=edition.id, title=md(edition.name), plain_title=edition.name,
        description=f"{edition.name}, {edition.jurisdiction}", full_title=md(edition.title),
        body=md(edition.body), jurisdiction=md(edition.jurisdiction), in_force=edition.in_force,
        until=edition.until, term=term, past=term is Term.PAST, supersedes=md(edition.supersedes),
        replaces=_named(context, context.compendium.knowledge.lineage(edition.id)[1:2]),
        superseded_by=_named(context, context.successors.get(edition.id, ())),
        population=md(scope.words) + cite(edition.reference, scope.locator, scope.checked),
        population_plain=md(scope.words), population_condition=md(phrases.condition(scope.applies_when)),
        summary=prose_md(edition.summary), source=edition.rules.where.file,
        status=status_line(context, standing, context.settings.edition_date),
        terms=tuple((md(derived.label), md(_term(phrases, derived))) for derived in edition.rules.local.values()),
        tables=rule_tables(context, edition, known),
        cases=len(edition.cases),
        used_by=used_by, used_count=len(known), used_more=len(known) - len(used_by),
    )


def by_term(context: Context, pages: Iterable[GuidelinePage]) -> tuple[EditionGroup, ...]:
    """The list of guidelines: those in force, those to come, those of the past, as far as there are any."""
    words, every = context.words, tuple(pages)
    titles = ((Term.IN_FORCE, words.editions_in_force), (Term.COMING, words.editions_coming),
              (Term.PAST, words.editions_past))
    groups = (EditionGroup(id=term.value, title=md(title), pages=tuple(page for page in every if page.term is term))
              for term, title in titles)
    return tuple(group for group in groups if group.pages)


def _term_of(context: Context, edition: GuidelineEdition) -> Term:
    day = context.settings.edition_date
    if day < edition.in_force:
        return Term.COMING
    return Term.PAST if edition.until and edition.until <= day else Term.IN_FORCE


def _named(context: Context, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, md(context.editions[name].name)) for name in names)


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
    low, high = (bound and phrases.measure(name, bound.value) for bound in (span.low, span.high))
    if span.low and high:
        return f"{phrases.number(name, span.low.value)}–{high}"
    return f"{low} or more" if low else f"{high} or less"
