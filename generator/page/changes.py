"""The list of changes: from edition to edition, and since the last one; first what changed in meaning, then in words alone.

In: Context, ItemChanges.  Out: ChangesPage, EditionPages.  Never: leaves a change out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.core.guidelines import Checked
from generator.page.context import Context, capital
from generator.page.history import anchor
from generator.page.markup import MARKS, md
from generator.read.releases import Release
from generator.read.reviewers import ALWAYS
from generator.read.statements import Statement
from generator.review.changes import Change, ItemChange, changes_by_item, release_changes
from generator.review.history import State
from generator.review.standing import Amended

_CITED = re.compile(r"\[@([^\]]*)\]\{(source|secondary|recalled)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedLine:
    """One statement that was added, removed, moved or amended; `was` or `now` is empty where it was not or is no more."""

    heading: str
    moved: bool
    was: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedItem:
    """One item with what has changed in it, and why; without an address it is gone."""

    anchor: str
    title: str
    address: str
    kind: str
    held: bool
    why: tuple[tuple[str, str], ...]
    meaning: tuple[ChangedLine, ...]
    words: tuple[ChangedLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """All changes of some time."""

    meaning: tuple[ChangedItem, ...]
    words: tuple[ChangedItem, ...]
    new: tuple[ChangedItem, ...]
    gone: tuple[ChangedItem, ...]

    @property
    def none(self) -> bool:
        """Whether nothing has changed."""
        return not (self.meaning or self.words or self.new or self.gone)


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionLine:
    """One edition in the list of all; `counts` are numbers of items by what has become of them, none for the first."""

    id: str
    date: str
    note: str
    first: bool
    items: int
    counts: tuple[tuple[str, int], ...]
    pages: str
    file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesPage:
    """The page on changes; `since` is empty where no edition has been released."""

    plain_title: str
    last: str
    since: Period | None
    editions: tuple[EditionLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionPage:
    """What changed in one edition, against the one before it."""

    plain_title: str
    line: EditionLine
    before: str
    period: Period


def kept_releases(context: Context) -> tuple[Release, ...]:
    """The older editions that stay readable as pages; the edition that the site names is the site itself."""
    older = [one for one in context.compendium.knowledge.releases if one.id != context.settings.edition]
    return tuple(older[max(0, len(older) - context.settings.keep_editions):])


def changes_page(context: Context, since: Iterable[ItemChange], there: frozenset[str]) -> ChangesPage:
    """The overview; `since` is what has changed since the last edition, `there` are the items of now."""
    last = context.compendium.knowledge.last_release
    return ChangesPage(
        plain_title=context.words.change_log, last=md(last.id) if last else "",
        since=_period(context, since, (last.date, ALWAYS), there) if last else None,
        editions=tuple(reversed([line for line, _ in _lines(context)])))


def edition_pages(context: Context, there: frozenset[str]) -> Iterator[EditionPage]:
    """A page for every edition but the first."""
    releases = context.compendium.knowledge.releases
    for place, (line, release) in enumerate(_lines(context)):
        if place:
            before = releases[place - 1]
            period = _period(context, release_changes(before, release), (before.date, release.date), there)
            yield EditionPage(plain_title=f"{context.words.change_log}: {context.words.edition} {release.id}", line=line,
                              before=md(before.id), period=period)


def _lines(context: Context) -> Iterator[tuple[EditionLine, Release]]:
    releases, kept = context.compendium.knowledge.releases, kept_releases(context)
    for place, release in enumerate(releases):
        found = changes_by_item(releases[place - 1].items, release.items) if place else {}
        counts = [(change, sum(one is change for one in found.values())) for change in Change]
        words = context.words
        labels = {Change.MEANING: words.change_meaning, Change.WORDS: words.change_words, Change.NEW: words.change_new,
                  Change.GONE: words.change_gone}
        yield EditionLine(
            id=md(release.id), date=release.date, note=md(release.note), first=not place, items=len(release.items),
            counts=tuple((md(labels[change]), count) for change, count in counts if count),
            pages=f"editions/{release.id}/" if release in kept else "",
            file="" if release in kept else f"editions/{release.id}.zip"), release


def _period(context: Context, changes: Iterable[ItemChange], days: tuple[str, str], there: frozenset[str]) -> Period:
    """All changes of some days, by what has become of the items."""
    found = [(one.change, _item(context, one, days, there)) for one in changes]
    meaning, words, new, gone = (tuple(item for change, item in found if change is wanted) for wanted in Change)
    return Period(meaning=meaning, words=words, new=new, gone=gone)


def _item(context: Context, one: ItemChange, days: tuple[str, str], there: frozenset[str]) -> ChangedItem:
    about, held = one.about, one.about.status == State.HELD
    shown = () if held else one.amended
    lines = [(amended.in_meaning or _moved(amended), _line(context, amended)) for amended in shown]
    return ChangedItem(
        anchor=anchor(about.item), title=md(about.title), address=about.page if about.item in there else "",
        kind=_kind_words(context, about.item), held=held, why=tuple(_reasons(context, about.item, *days)),
        meaning=tuple(line for weighty, line in lines if weighty), words=tuple(line for weighty, line in lines if not weighty))


def _kind_words(context: Context, item: str) -> str:
    return md(getattr(context.words, f"kind_{item.partition('/')[0]}"))


def _reasons(context: Context, item: str, after: str, until: str) -> Iterator[tuple[str, str]]:
    """What its own history and the notes of its reviews say of some days, the newest first."""
    knowledge = context.compendium.knowledge
    said = [(date, change) for one in knowledge.scenarios if f"scenarios/{one.id}" == item for date, change in one.history]
    record = knowledge.records.get(item)
    said += [(event.date, event.note) for event in (record.events if record else ()) if event.note]
    yield from sorted(((date, md(text)) for date, text in said if after < date <= until), reverse=True)


def _moved(one: Amended) -> bool:
    return one.was is not None and one.was.reads_the_same(one.now)


def _line(context: Context, one: Amended) -> ChangedLine:
    """A statement with both its wordings; where these are the same, with what it means."""
    shown = one.now or one.was
    assert shown is not None
    moved = _moved(one)
    same = not moved and one.was is not None and one.now is not None and one.was.words == one.now.words
    was, now = ("" if part is None else _said(context, part, meaning=same) for part in (one.was, one.now))
    heading = shown.heading or capital(re.sub(r"[/_-]", " ", shown.id))
    return ChangedLine(heading=md(heading), moved=moved, was="" if moved else was, now=now)


def _said(context: Context, one: Statement, *, meaning: bool) -> str:
    """The words of a statement, or what it means, how it was checked and what it cites."""
    said = one.words
    if meaning:
        checked = context.checked_words(one.checked) if one.checked else ""
        said = "; ".join(filter(None, (one.words, "" if one.meaning == one.words else one.meaning, checked,
                                       ", ".join((*one.cites, *one.drugs)))))
    return md(_CITED.sub(lambda cited: f"[{cited[1]}{MARKS[Checked(cited[2])]}]", said))
