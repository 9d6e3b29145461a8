"""Ways to the editors: how soon they look at each kind of message, and links that open a form with the page named in it.

In: Context, an item as it is now.  Out: links, the table of kinds.  Never: puts in anything about a reader or a patient.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from urllib.parse import urlencode

from generator.page.context import Context
from generator.page.markup import md
from generator.read.releases import FrozenItem


@dataclass(frozen=True, kw_only=True, slots=True)
class Triage:
    """Where messages go, and of each kind its words, the days within which it is looked at, and what happens then."""

    where: str
    kinds: tuple[tuple[str, int, str], ...]


def triage(context: Context) -> Triage:
    """What the knowledge base says of messages."""
    feedback = context.settings.feedback
    kinds = ((md(one.label), one.days, md(one.then)) for one in feedback.kinds)
    return Triage(where=html.escape(feedback.issues), kinds=tuple(kinds))


def ways_to_the_editors(context: Context, about: FrozenItem) -> tuple[tuple[str, str], ...]:
    """For each kind of message its words and its address; none where the knowledge base names no place to write to."""
    feedback = context.settings.feedback
    if not feedback.issues:
        return ()
    said = {"page": about.title, "address": about.page, "edition": context.settings.edition, "digest": about.seen}
    mark = "&" if "?" in feedback.issues else "?"
    return tuple((md(kind.label), html.escape(f"{feedback.issues}{mark}{urlencode({'template': f'{kind.id}.yml', **said})}"))
                 for kind in feedback.kinds)
