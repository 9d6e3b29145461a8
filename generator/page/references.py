"""The page of all references: what each is, what has become of it, what it supports and where, which pages cite it.

In: Context, formatted references, the pages and what they cite.  Out: ReferenceRows.  Never: edits a reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.page.context import Context
from generator.page.markup import md
from generator.page.standing import evidence_words, standing_line
from generator.page.status import StatusLine, status_line
from generator.page.supports import Support, supports
from generator.read.references import Reference

MOST_CITING = 3  # a list of further pages that cite a reference ends here
MOST_OPEN = 6    # a list of what rests on a reference is folded from here on


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceRow:
    """One reference; `cited_on` are the first pages that cite it beside those that rest on it, and `more` counts the others."""

    id: str
    text: str
    evidence: str
    standing: str
    identifiers: str
    seen: str
    unchecked: str
    supports: tuple[Support, ...]
    folded: bool
    cited_on: tuple[tuple[str, str], ...]
    more: int
    status: StatusLine


def reference_rows(context: Context, texts: Mapping[str, str],
                   pages: Iterable[tuple[str, str, tuple[str, ...]]]) -> tuple[ReferenceRow, ...]:
    """All references in the order of their texts; pages come as address, title and cited ids."""
    users: dict[str, list[tuple[str, str]]] = {}
    for address, title, cited in pages:
        for name in cited:
            users.setdefault(name, []).append((address, md(title)))
    found = supports(context)
    rows = (_row(context, reference, texts[name], found.get(name, ()), users.get(name, []))
            for name, reference in context.compendium.knowledge.references.items())
    return tuple(sorted(rows, key=lambda row: row.text.lower()))


def _row(context: Context, reference: Reference, text: str, found: tuple[Support, ...],
         users: list[tuple[str, str]]) -> ReferenceRow:
    linked = set().union(*(support.pages for support in found))
    others = [(path, title) for path, title in users if path not in linked]
    return ReferenceRow(
        id=reference.id, text=text, evidence=evidence_words(context, reference.evidence),
        standing=standing_line(context, reference), identifiers=_identifiers(context, reference), seen=_seen(reference),
        unchecked=md(", ".join(reference.unchecked)), supports=found,
        folded=sum(support.count for support in found) > MOST_OPEN, cited_on=tuple(others[:MOST_CITING]),
        more=max(0, len(others) - MOST_CITING),
        status=status_line(context, context.standings.whole[f"references/{reference.id}"], context.settings.edition_date))


def _identifiers(context: Context, reference: Reference) -> str:
    """Those that do not stand in the formatted reference."""
    return f"{md(context.words.set_id)} {md(reference.set_id)}" if reference.set_id else ""


def _seen(reference: Reference) -> str:
    """Where the entry was seen; an address is shown as its host, with a link unless it is the reference's own."""
    scheme, _, rest = reference.seen.partition("://")
    if scheme not in ("http", "https"):
        return md(reference.seen)
    host = md(rest.partition("/")[0])
    return f'<a href="{md(reference.seen)}">{host}</a>' if scheme == "https" and reference.seen != reference.url else host
