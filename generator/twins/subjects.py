"""What the twins of a page need beside its text, kind by kind.

In: Context, page models.  Out: About.  Never: describes a page by other words than its own.
"""

from __future__ import annotations

from typing import Any

from generator.page.case import CasePage
from generator.page.context import Context, Decided
from generator.page.leaflet import LeafletPage
from generator.press import About
from generator.twins.plain import words_of
from generator.twins.recommendations import guideline_entity, recommendations

_KINDS = {"guidelines": "guideline", "advice": "advice", "drugs": "drug"}


def about_case(context: Context, decided: Decided, page: CasePage) -> About:
    """A case: the answers that lead, each under its condition."""
    words = context.words
    scope = f"{words.audience}: {words_of(page.audience)}. {words.not_audience}: {words_of(page.not_for)}."
    return About(kind="case", title=page.plain_title, description=page.description, status=page.status, scope=scope,
                 entities=tuple(recommendations(context, decided)))


def about_leaflet(page: LeafletPage) -> About:
    """A leaflet: its short answer."""
    return About(kind="leaflet", title=page.plain_title, description=words_of(page.short_answer), status=page.status)


def about_item(context: Context, path: str, page: Any) -> About | None:
    """A guideline, a topic of advice or a drug; other items have no twins."""
    folder, _, _ = path.partition("/")
    if folder not in _KINDS:
        return None
    entities = (guideline_entity(context, context.editions[page.id]),) if folder == "guidelines" else ()
    return About(kind=_KINDS[folder], title=page.plain_title, description=page.description, status=page.status,
                 entities=entities)
