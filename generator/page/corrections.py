"""The page of corrections: what was wrong on this site, and what was done about it.

In: Context.  Out: CorrectionsPage, lines for other pages.  Never: names who wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.page.context import Context
from generator.page.markup import md
from generator.read.corrections import Correction
from generator.read.releases import FrozenItem


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionRow:
    """One correction; `concerns` are titles with addresses below the root of the site, empty where a page is gone."""

    id: str
    date: str
    concerns: tuple[tuple[str, str], ...]
    wrong: str
    done: str
    harm: str
    harmful: bool
    message: str


def correction_rows(context: Context, now: Mapping[str, FrozenItem]) -> tuple[CorrectionRow, ...]:
    """All corrections, the newest first."""
    return tuple(_row(context, one, now) for one in context.compendium.knowledge.corrections)


def _row(context: Context, one: Correction, now: Mapping[str, FrozenItem]) -> CorrectionRow:
    words = context.words
    return CorrectionRow(
        id=one.id, date=one.date, concerns=tuple(_concerned(context, item, now) for item in map(str, one.items)),
        wrong=md(one.wrong), done=md(one.done), harm=md(words.correction_harm_yes if one.harm else words.correction_harm_no),
        harmful=one.harm, message=md(one.message))


def _concerned(context: Context, item: str, now: Mapping[str, FrozenItem]) -> tuple[str, str]:
    """An item by its title; one that is gone by its last."""
    if item in now:
        return md(now[item].title), now[item].page
    past = [release.items[item].title for release in context.compendium.knowledge.releases if item in release.items]
    return md(past[-1] if past else item), ""


def corrections_of(context: Context, items: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Id, day and mistake of each correction that concerns one of some items."""
    wanted = frozenset(items)
    return tuple((one.id, one.date, md(one.wrong)) for one in context.compendium.knowledge.corrections
                 if wanted & set(map(str, one.items)))
