"""Guidelines, labels, decisions and notices, as the finder needs them.

In: Context, Roots.  Out: dicts for JSON.  Never: exports a table that is not exact; what is left out is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.core.rulebook import Compiled, Table
from generator.finder.roots import Roots
from generator.finder.vocabulary import values_data
from generator.page.context import Context, editions_in_force, in_own_words, labels_of
from generator.read.advice import Item, Section, Sort
from generator.read.settings import Places


def decisions_data(context: Context) -> list[dict[str, Any]]:
    """Every decision with its outcomes, mild to strong; those that are written in the tables are worded there."""
    return [{"id": one.id, "label": one.label, "question": one.question, "outside": sorted(one.outside)}
            for one in context.compendium.knowledge.decisions.values()]


def guidelines_data(context: Context, roots: Roots) -> list[dict[str, Any]]:
    """The guidelines in force, those that may lead first."""
    names = editions_in_force(context.compendium, context.settings.edition_date)
    lead = [name for name in context.lead if name in names]
    return [_guideline(context, name, roots) for name in (*lead, *(name for name in names if name not in lead))]


def _guideline(context: Context, name: str, roots: Roots) -> dict[str, Any]:
    compiled, edition = context.compendium.book.guidelines[name], context.editions[name]
    facts = context.compendium.knowledge.known_facts
    return {
        "id": name, "name": edition.name, "jurisdiction": edition.jurisdiction, "in_force": edition.in_force,
        "url": f"guidelines/{name}/", "reference": str(edition.reference), "population": edition.rules.scope.words,
        "leads": name in context.lead,
        "expects": {str(fact): values_data(facts[fact].parse(value)) for fact, value in edition.expects.items()},
        **_compiled(context, compiled, roots),
    }


def labels_data(context: Context, roots: Roots) -> list[dict[str, Any]]:
    """The labels of drugs that have tables."""
    drugs, book = context.compendium.knowledge.drugs, context.compendium.book
    names = labels_of(context.compendium, context.settings.edition_date)
    return [{"id": name, "name": drugs[name].name, "url": f"drugs/{name}/", **_compiled(context, book.guidelines[name], roots)}
            for name in names]


def _compiled(context: Context, compiled: Compiled, roots: Roots) -> dict[str, Any]:
    """Scope and tables; without a scope where its diagram is not exact."""
    exact = context.compendium.book.diagrams.exact
    whole = exact[compiled.scope_node]
    tables = {name: table for name, table in compiled.tables.items() if whole and exact[table.node]}
    return {
        "scope": roots.add(compiled.scope_node) if whole else None,
        "tables": {name: _table(context, name, table, roots) for name, table in tables.items()},
        "left_out": [name for name in compiled.tables if name not in tables],
    }


def _table(context: Context, decision: str, table: Table, roots: Roots) -> dict[str, Any]:
    """The diagram of a table, and its outcomes from mild to strong with their words."""
    order = context.compendium.knowledge.decisions[decision]
    outcomes = sorted({rule.outcome for rule in table.rules}, key=order.rank)
    return {"root": roots.add(table.node),
            "outcomes": [[outcome, _in_own_words(context, decision, outcome, table)] for outcome in outcomes]}


def _in_own_words(context: Context, decision: str, outcome: str, table: Table) -> str:
    """With the body's own word, where it has one for all rows of an outcome."""
    tiers = {rule.tier for rule in table.rules if rule.outcome == outcome}
    return in_own_words(context.outcome_words(decision, outcome), tiers.pop() if len(tiers) == 1 else "")


def places_data(context: Context, roots: Roots) -> list[dict[str, Any]]:
    """Which decisions are compared: the first place whose condition is certain, the last without one."""
    settings, conditions = context.settings, context.compendium.book.conditions
    others = [{"root": roots.add(conditions[one.condition].node), **_place(one.places)} for one in settings.instead
              if context.compendium.book.diagrams.exact[conditions[one.condition].node]]
    return [*others, {"root": None, **_place(settings.places)}]


def _place(places: Places) -> dict[str, Any]:
    return {"treatment": str(places.treatment), "compare": list(map(str, places.compare)), "check": list(map(str, places.check))}


def notices_data(context: Context, roots: Roots) -> list[dict[str, Any]]:
    """What stated facts themselves call for, signs not to wait with, and what points to other guidance."""
    exact, conditions = context.compendium.book.diagrams.exact, context.compendium.book.conditions
    return [{"id": item.id, "kind": kind, "url": f"advice/{item.topic}/", "words": item.clinician.plain.strip(),
             "when": item.when_words, "root": roots.add(conditions[item.id].node)}
            for kind, item in _items(context) if exact[conditions[item.id].node]]


def _items(context: Context) -> Iterator[tuple[str, Item]]:
    sections: Mapping[Section, str] = {Section.URGENT: "urgent", Section.BRANCHES: "elsewhere"}
    for topic in context.compendium.knowledge.topics:
        for item in topic.items:
            kind = "notice" if item.sort is Sort.NOTICE else sections.get(topic.section, "")
            if kind and item.when is not None and item.sort is not Sort.PITFALL:
                yield kind, item
