"""The review queue: every item by status and age, what its board lacks, and what nobody has read at the source.

In: Context, Standings of all items.  Out: QueuePage.  Never: ranks by anything but status and age.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.core.guidelines import Checked
from generator.page.context import Context
from generator.page.markup import md
from generator.page.status import StatusLine, sheet_address, status_line
from generator.read.statements import Statement
from generator.review.history import State
from generator.review.standing import Standing

# What waits for somebody comes first; among these, what has waited longest.
FIRST = (State.LAPSED, State.HELD, State.CHANGES_REQUESTED, State.UNDER_REVIEW, State.SUBMITTED, State.DRAFT, State.APPROVED,
         State.RETIRED)
_CITED = re.compile(r"\[@([\w.:-]+)[^\]]*\]\{([a-z]+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A statement that nobody has read at its source: its name, its place on the reviewer's view, its line in the file."""

    name: str
    address: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRow:
    """One item in the queue; addresses are below the root of the site.

    `unchecked` are the numbers of recalled and of secondary statements; of a reference, of those that cite it.
    """

    item: str
    title: str
    kind: str
    kind_words: str
    topic: str
    page: str
    source: str
    status: StatusLine
    since: str
    recalled: tuple[Unread, ...]
    secondary: tuple[Unread, ...]
    unchecked: tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuePage:
    """The queue; `unread` are the items, without cases, that rest on what nobody has read at the source."""

    rows: tuple[QueueRow, ...]
    unread: tuple[QueueRow, ...]
    kinds: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    nobody: bool


def queue_row(context: Context, standing: Standing, changed: str, topic: str = "") -> QueueRow:
    """One item; `changed` is the day of its content, which counts where nothing has happened to it."""
    component = standing.component
    recalled, secondary = (tuple(_unread(standing, state)) for state in (Checked.RECALLED, Checked.SECONDARY))
    return QueueRow(
        item=component.item, title=md(component.title), kind=component.kind,
        kind_words=md(getattr(context.words, f"kind_{component.kind}")), topic=md(topic.replace("-", " ")), page=component.page,
        source=component.source, status=status_line(context, standing, changed), since=standing.history.since or changed,
        recalled=recalled, secondary=secondary, unchecked=(len(recalled), len(secondary)))


def queue_page(context: Context, cases: Iterable[QueueRow]) -> QueuePage:
    """The queue of all components and of the cases, whose rows are at hand."""
    day = context.settings.edition_date
    cited = unread_citations(context.standings.own.values())
    components = [_with_citing(queue_row(context, one, day), cited) for one in context.standings.whole.values()]
    rows = sorted((*components, *cases), key=lambda row: (FIRST.index(State(row.status.state)), row.status.day or row.since,
                                                          row.kind, row.item))
    return QueuePage(
        rows=tuple(rows), nobody=not context.compendium.knowledge.reviewers,
        unread=tuple(sorted((row for row in components if row.recalled or row.secondary), key=_by_unread)),
        kinds=tuple(dict.fromkeys(sorted((row.kind, row.kind_words) for row in rows))),
        states=tuple(dict.fromkeys((row.status.state, row.status.word) for row in rows)))


def _by_unread(row: QueueRow) -> tuple[bool, int, int, str]:
    """Guidelines first; then what rests most on memory."""
    return row.kind != "guidelines", -len(row.recalled), -len(row.secondary), row.item


def _unread(standing: Standing, state: Checked) -> Iterator[Unread]:
    sheet = sheet_address(standing)
    for number, one in enumerate(standing.component.now.statements, 1):
        if one.checked is state:
            yield Unread(name=md(one.id), address=f"{sheet}#s{number}", line=one.where.line)


def _with_citing(row: QueueRow, cited: Counter[tuple[str, Checked]]) -> QueueRow:
    """A reference itself states nothing that is checked; what cites it does."""
    if row.kind != "references":
        return row
    name = row.item.partition("/")[2]
    return replace(row, unchecked=(cited[name, Checked.RECALLED], cited[name, Checked.SECONDARY]))


def cited_states(statement: Statement) -> Iterator[tuple[str, Checked]]:
    """The references of a statement, and how each was checked there."""
    written = _CITED.findall(statement.words)
    if written:
        yield from ((name, Checked(state)) for name, state in written)
    elif statement.checked is not None:
        yield from ((name, statement.checked) for name in statement.cites)


def unread_citations(standings: Iterable[Standing]) -> Counter[tuple[str, Checked]]:
    """How often each reference is cited, by how it was checked there."""
    return Counter(found for standing in standings for one in standing.component.now.statements for found in cited_states(one))
