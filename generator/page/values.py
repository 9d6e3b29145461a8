"""The section on values: sites and their classes, what is stated, assumed, follows, and is open.

In: Context, Decided.  Out: ValuesPart.  Never: decides a class that the scale does not declare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.core.conditions import Span
from generator.core.facts import Fact, Values
from generator.core.truth import Truth
from generator.page.context import Context, Decided, capital
from generator.page.items import Shown, shown_items
from generator.page.markup import cite, md
from generator.page.scale import Mark, scale_svg
from generator.read.advice import Section, Sort
from generator.read.facts import Group
from generator.read.scales import Band, Scale


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRow:
    """One measured site."""

    site: str
    plain_site: str
    value: str
    band: str
    plain: str
    distances: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScaleTable:
    """All measured sites of one group."""

    heading: str
    class_heading: str
    distance_headings: tuple[str, ...]
    limits: str
    plain: str
    rows: tuple[SiteRow, ...]
    figure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ValuesPart:
    """The section, ready to place."""

    tables: tuple[ScaleTable, ...]
    notices: tuple[Shown, ...]
    advice: tuple[Shown, ...]
    stated: tuple[str, ...]
    follows: tuple[str, ...]
    assumed: tuple[str, ...]
    unstated: tuple[str, ...]
    profiles: tuple[tuple[str, str], ...]


def values_part(context: Context, decided: Decided, open_facts: tuple[str, ...]) -> ValuesPart:
    """Build the section; `open_facts` are the facts that can still matter."""
    evaluation, box = decided.evaluation, decided.case.box
    facts = context.compendium.knowledge.known_facts
    phrases = context.phrases
    everything = context.compendium.knowledge.facts.groups
    groups = [group for group in everything if group.scale and _stated_sites(decided, context, group)]
    sites = context.compendium.knowledge.facts.sites
    shown = {fact.id for group in groups for fact in sites(group.id)}
    hidden = {fact.id for group in everything if group.scale and group not in groups for fact in sites(group.id)}
    hidden |= set(_not_spoken_of(context, decided))
    return ValuesPart(
        tables=tuple(_table(context, decided, group) for group in groups),
        notices=shown_items(context, decided, Section.VALUES, Sort.NOTICE),
        advice=shown_items(context, decided, Section.VALUES, Sort.ADVICE),
        stated=tuple(md(phrases.stated(facts[name], values)) for name, values in box.stated.items()
                     if name not in shown or not values.ranges),
        follows=tuple(md(phrases.stated(facts[name], values)) for name, values in evaluation.follows.items()),
        assumed=tuple(f"{md(phrases.stated(facts[name], values))} ({md(facts[name].unstated_because)})"
                      for name, values in evaluation.assumed.items() if name not in hidden),
        unstated=tuple(_unstated(context, decided, open_facts)),
        profiles=tuple((str(name), md(context.compendium.knowledge.profiles[name].title))
                       for name in decided.case.scenario.given.profiles),
    )


def _not_spoken_of(context: Context, decided: Decided) -> Iterator[str]:
    """Facts assumed not measured, of groups in which nothing is stated."""
    facts = context.compendium.knowledge.known_facts
    stated = {facts[name].group for name in decided.case.box.stated}
    for name, values in decided.evaluation.assumed.items():
        if not values.ranges and facts[name].group not in stated:
            yield name


def _unstated(context: Context, decided: Decided, open_facts: tuple[str, ...]) -> Iterator[str]:
    """Groups that still matter; a group of which something is stated names what is missing."""
    facts = context.compendium.knowledge.known_facts
    for group in context.compendium.knowledge.facts.groups:
        missing = [facts[name].label for name in open_facts if facts[name].group == group.id
                   and name not in decided.case.box.stated]
        stated = any(facts[name].group == group.id for name in decided.case.box.stated)
        if missing:
            yield md(f"{group.label} ({', '.join(missing)})" if stated else group.label)


def _stated_sites(decided: Decided, context: Context, group: Group) -> list[tuple[Fact, Values]]:
    stated = decided.case.box.stated
    sites = context.compendium.knowledge.facts.sites(group.id)
    return [(fact, stated[fact.id]) for fact in sites if fact.id in stated and stated[fact.id].ranges]


def _table(context: Context, decided: Decided, group: Group) -> ScaleTable:
    scale = group.scale
    assert scale is not None
    sites = _stated_sites(decided, context, group)
    notes = decided.case.scenario.site_notes
    rows = tuple(_row(context, scale, fact, values, notes.get(fact.id, "")) for fact, values in sites)
    marks = [Mark(name=fact.site, written=context.phrases.values(fact, values), low=fact.step * values.low,
                  high=fact.step * values.high) for fact, values in sites]
    label = f"{md(context.words.scale_figure)}: " + "; ".join(f"{row.site} {row.value}, {row.band}" for row in rows)
    table = ScaleTable(
        heading=md(group.label), class_heading=md(f"{context.words.class_heading}, {scale.condition}"),
        distance_headings=tuple(md(band.distance) for band in scale.bands if band.distance),
        limits=_limits(context, group, scale), plain=md(scale.plain), rows=rows, figure=scale_svg(scale, marks, label),
    )
    return _bare(context, table) if decided.evaluation.conditions.get(group.condition) is Truth.NOT_MET else table


def _bare(context: Context, table: ScaleTable) -> ScaleTable:
    """The numbers alone, for whom the classes do not hold: no class, no distance to one, no drawing."""
    rows = tuple(replace(row, band=md(context.words.no_class), plain="", distances=("–",) * len(row.distances))
                 for row in table.rows)
    return replace(table, plain="", rows=rows, figure="")


def _limits(context: Context, group: Group, scale: Scale) -> str:
    """The classes with their exact limits, each with the sign that the source uses."""
    name = context.compendium.knowledge.facts.sites(group.id)[0].id
    parts = [f"{md(band.label)}: {md(_span_words(context, name, band.test.span))}" for band in scale.bands]
    return f"{'; '.join(parts)}{cite(scale.reference, '', scale.checked)}"


def _span_words(context: Context, name: str, span: Span) -> str:
    low = span.low and f"{'≥' if span.low.included else '>'} {context.phrases.number(name, span.low.value)}"
    high = span.high and f"{'≤' if span.high.included else '<'} {context.phrases.number(name, span.high.value)}"
    return " and ".join(part for part in (low, high) if part)


def _row(context: Context, scale: Scale, fact: Fact, values: Values, note: str) -> SiteRow:
    low, high = fact.step * values.low, fact.step * values.high
    bands = [scale.bands[rank] for rank in scale.ranks(fact, values)]
    site = f"{fact.site}, {note}" if note else fact.site
    distances = tuple(_distance(context, band, low, high, fact) for band in scale.bands if band.distance)
    return SiteRow(site=md(site), plain_site=md(capital(fact.plain)), value=md(context.phrases.values(fact, values)),
                   band=md(" or ".join(band.label for band in bands)),
                   plain=md(bands[0].plain if len(bands) == 1 else ""), distances=distances)


def _distance(context: Context, band: Band, low: Fraction, high: Fraction, fact: Fact) -> str:
    """How far a value, or each end of a range, is from a class that it is not in."""
    span = band.test.span
    if span.holds(low) or span.holds(high):
        return "–"
    edge = span.low if span.low is not None and low < span.low.value else span.high
    assert edge is not None
    away = sorted({abs(edge.value - low), abs(edge.value - high)})
    return md(" to ".join(context.phrases.number(fact.id, one) for one in away))

