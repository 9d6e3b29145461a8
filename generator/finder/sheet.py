"""All that the finder runs on: one sheet of rules, and a list of cases.

In: Context, the cases that are published.  Out: both as files.  Never: says more than the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.finder.guidance import decisions_data, guidelines_data, labels_data, notices_data, places_data
from generator.finder.packing import pack
from generator.finder.roots import Roots
from generator.finder.vocabulary import constraints_data, differences_data, facts_data, groups_data
from generator.page.context import Context
from generator.page.finder import DATA_VERSION
from generator.page.status import rules_line
from generator.read.statements import digest
from generator.twins.plain import compact

SHARED = ("assumed", "bottom_line", "branches", "chart_note_draft", "chart_open", "compare", "compare_note", "condition_opens",
          "depends_on", "edition", "either", "eligibility", "eligibility_note", "expects", "follows", "outside_scope", "perhaps",
          "questions_none", "scope_open", "silent", "stated_here", "treatment_none", "urgent")
STEPS = 10  # as in the core: steps of a walk through pairs of nodes, for each node there is room for


def sheet(context: Context) -> dict[str, Any]:
    """The rules, and the words of the finder."""
    roots, settings = Roots(), context.settings
    rules: dict[str, Any] = {
        "facts": facts_data(context), "groups": groups_data(context), "differences": differences_data(context, roots),
        **constraints_data(context, roots), "decisions": decisions_data(context), "guidelines": guidelines_data(context, roots),
        "labels": labels_data(context, roots), "lead": list(context.lead), "places": places_data(context, roots),
        "notices": notices_data(context, roots),
    }
    packed = pack(context.compendium.book.diagrams, roots.nodes)
    rules |= {"roots": len(roots.nodes), "nodes": packed.text, "limit": STEPS * settings.nodes,
              "bits": {str(label).lower(): bit for label, bit in packed.bits.items()}}
    line = rules_line(context)
    return {"version": DATA_VERSION, "edition": settings.edition, "date": settings.edition_date,
            "searched": settings.evidence_searched, "digest": digest(rules, str(DATA_VERSION)),
            "status": "" if line is None else line.state,
            **rules, "words": _words(context)}


def sheet_files(context: Context, published: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The sheet as data, and as a script, since a page that is opened from a disk can read nothing else; the cases likewise.

    `published` are the ids of the cases that have a page.
    """
    text = compact(sheet(context))
    yield "data/knowledge.json", f"{text}\n".encode()
    yield "data/knowledge.js", f"window.finderKnowledge = {text};\n".encode()
    yield "data/finder-cases.js", f"window.finderCases = {compact(list(_cases(context, set(published))))};\n".encode()


def _words(context: Context) -> dict[str, str]:
    """The finder's own words, and those that it shares with other pages."""
    return {**{name: getattr(context.words, name) for name in SHARED}, **context.settings.finder.model_dump()}


def _cases(context: Context, published: set[str]) -> Iterator[list[Any]]:
    """Of each case its id, its title, and what it states, by the places of the facts among all facts."""
    levels, facts = context.compendium.book.levels, context.compendium.book.facts
    for case in context.compendium.cases:
        if case.scenario.id in published:
            stated = {levels[name]: facts[levels[name]].write(values) for name, values in case.box.stated.items()}
            yield [case.scenario.id, case.scenario.short_title, stated]
