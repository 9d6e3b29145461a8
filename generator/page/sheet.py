"""The reviewer's view of an item: each statement to be ticked, what has changed since it was approved, and the commands.

In: Context, Standing.  Out: SheetPage.  Never: approves; ticks stay with the reader, events are written by a command.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.page.amendments import stretches
from generator.page.context import Context
from generator.page.markup import MARKS, md
from generator.page.status import StatusLine, sheet_address, status_line, status_word
from generator.read.records import Action
from generator.read.statements import Seen, Statement
from generator.review.history import actions_on
from generator.review.standing import Standing

_CITATION = re.compile(r"\[@(?P<name>[\w.:-]+)(?:, (?P<locator>[^\]]*))?\]\{(?P<checked>[a-z]+)\}")
_REFERENCES = "../../../references/"  # every reviewer's view of one item lies as deep
_NOTHING = re.compile(r", (?:True|False)?(?=,|$)")
_COMMANDS = (Action.SUBMIT, Action.START, Action.APPROVE, Action.REQUEST_CHANGES, Action.DISSENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """One statement, or several that belong together, ready to place; `number` is 0 for several."""

    number: int
    key: str
    name: str
    said: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPart:
    """Ticks under one heading."""

    heading: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPage:
    """The page; `uses` are other items by status, each as title and address below the root of the site."""

    item: str
    plain_title: str
    title: str
    page: str
    source: str
    status: StatusLine
    parts: tuple[SheetPart, ...]
    gone: tuple[Tick, ...]
    uses: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    seen: Seen
    commands: tuple[str, ...]


def sheet_page(context: Context, standing: Standing, changed: str) -> SheetPage:
    """The reviewer's view of one item; what was taken down is not told here, either."""
    component = standing.component
    status = status_line(context, standing, changed)
    parts = () if status.held else tuple(_parts(context, standing))
    return SheetPage(
        item=component.item, plain_title=f"{context.words.sheet}: {component.title}", title=md(component.title),
        page=component.page, source=component.source, status=status, parts=parts,
        gone=() if status.held else tuple(_gone(context, standing)), uses=tuple(_uses(context, standing)),
        seen=component.now.seen, commands=tuple(_commands(context, standing)))


def ticks(context: Context, standing: Standing) -> tuple[Tick, ...]:
    """All statements of an item, one by one."""
    changed = _changes(context, standing)
    return tuple(_tick(context, number, one, changed.get(one.id)) for number, one in enumerate(_now(standing), 1))


def _now(standing: Standing) -> tuple[Statement, ...]:
    return standing.component.now.statements


def _parts(context: Context, standing: Standing) -> Iterator[SheetPart]:
    """Own words one by one; what rules make of a case goes together, unless it has changed since it was approved."""
    words, changed = context.words, _changes(context, standing)
    numbered = [(number, one) for number, one in enumerate(_now(standing), 1)]
    alone = [(number, one) for number, one in numbered if not _made(one) or one.id in changed]
    for heading, found in groupby(alone, key=lambda pair: "" if _made(pair[1]) else pair[1].heading):
        yield SheetPart(heading=md(heading or words.sheet_statements),
                        ticks=tuple(_tick(context, number, one, changed.get(one.id)) for number, one in found))
    made = [one for _, one in numbered if _made(one) and one.id not in changed]
    for heading, sorts in ((words.sheet_answers, ("answer", "label")), (words.sheet_shown, ("shown",))):
        groups = groupby((one for one in made if one.id.partition("/")[0] in sorts), key=_group)
        together = tuple(_together(name, tuple(found)) for name, found in groups)
        if together:
            yield SheetPart(heading=md(heading), ticks=together)


def _made(statement: Statement) -> bool:
    """Whether rules have made it, and not an author."""
    return statement.id.partition("/")[0] in ("answer", "label", "shown") and statement.checked is None


def _group(statement: Statement) -> str:
    """The edition that answers, or the sort of item that is shown."""
    sort, _, rest = statement.id.partition("/")
    return f"{sort}/{rest.partition('/')[0]}" if sort != "shown" else statement.words.partition(" ")[0]


def _together(name: str, statements: tuple[Statement, ...]) -> Tick:
    said = "; ".join(_brief(one) for one in statements)
    return Tick(number=0, key=_key(statements), name=md(name.partition("/")[2] or name), said=md(said), note="")


def _brief(statement: Statement) -> str:
    """Without what the name of the group says already."""
    if statement.heading:
        return f"{statement.heading.rpartition(': ')[2]}: {statement.words}"
    return statement.words.partition(" ")[2]


def _tick(context: Context, number: int, one: Statement, change: tuple[str, str] | None) -> Tick:
    said, note = change or (_said(context, one.words), "")
    cited = "" if _CITATION.search(one.words) else _cited(context, one)
    exact = f' <span class="exact">{md(_exact(one))}</span>' if one.id == "scope" or one.id.endswith("/when") else ""
    return Tick(number=number, key=_key((one,)), name=md(one.id), said=said + exact + cited, note=md(note))


def _exact(one: Statement) -> str:
    """What stands behind words such as "if it is dry": the condition itself, without what is left out or merely switched on."""
    return _NOTHING.sub("", one.meaning.strip("[]"))


def _key(statements: tuple[Statement, ...]) -> str:
    """What a tick hangs on: it is gone once a statement changes."""
    said = "\n".join(part for one in statements for part in (one.id, one.words, one.meaning))
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def _said(context: Context, words: str) -> str:
    """A statement with its citations as links."""
    parts, end = [], 0
    for found in _CITATION.finditer(words):
        parts += [md(words[end:found.start()]), _citation(context, found["name"], found["locator"] or "", found["checked"])]
        end = found.end()
    return "".join([*parts, md(words[end:])])


def _cited(context: Context, one: Statement) -> str:
    """The references of a statement that does not name them in its words."""
    return "".join(f" {_citation(context, name, '', one.checked or '')}" for name in one.cites)


def _citation(context: Context, name: str, locator: str, checked: str) -> str:
    state = next((state for state in MARKS if state.value == checked), None)
    said = "; ".join(filter(None, (md(locator), "" if state is None else
                                   f'<span class="checked-{checked}">{md(context.checked_words(state))}</span>')))
    return f'<cite><a href="{_REFERENCES}#{name}">{md(name)}</a>{f", {said}" if said else ""}</cite>'


def _changes(context: Context, standing: Standing) -> dict[str, tuple[str, str]]:
    """By id, what has changed since the last approval: both wordings in one line, and a note."""
    if standing.approval is None:
        return {}
    words, before = context.words, standing.approval.seen.by_id
    found: dict[str, tuple[str, str]] = {}
    for one in (amended.now for amended in standing.amended if amended.now is not None):
        was = before.get(one.id)
        if was is None:
            found[one.id] = f"<ins>{_said(context, one.words)}</ins>", words.amended_new
        elif was.words == one.words:
            found[one.id] = _said(context, one.words), words.amended_rule
        else:
            found[one.id] = _marked(context, was.words, one.words), ""
    return found


def _marked(context: Context, was: str, now: str) -> str:
    words = context.words
    signs = {"was": ("del", words.amended_was), "now": ("ins", words.amended_now)}
    said = []
    for stretch in stretches(was, now):
        if stretch.kind == "same":
            said.append(_said(context, stretch.words))
        else:
            tag, word = signs[stretch.kind]
            said.append(f"<b>{md(word)}:</b> <{tag}>{_said(context, stretch.words)}</{tag}>")
    return " ".join(said)


def _gone(context: Context, standing: Standing) -> Iterator[Tick]:
    if standing.approval is not None:
        now = standing.component.now.by_id
        for one in standing.approval.seen.statements:
            if one.id not in now:
                yield Tick(number=0, key=_key((one,)), name=md(one.id), said=f"<del>{md(one.words)}</del>",
                           note=md(context.words.amended_gone))


def _uses(context: Context, standing: Standing) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The items that it rests on, by status; references are counted."""
    known = context.standings.own
    items = sorted({item for item, _ in standing.component.uses if item in known})
    by_status: dict[str, list[str]] = {}
    for item in items:
        by_status.setdefault(status_word(context, known[item]), []).append(item)
    for word, found in by_status.items():
        yield word, tuple(_leads(context, found, known))


def _leads(context: Context, items: Iterable[str], known: Mapping[str, Standing]) -> Iterator[tuple[str, str]]:
    references = 0
    for item in items:
        if item.startswith("references/"):
            references += 1
        else:
            yield md(known[item].component.title), sheet_address(known[item])
    if references:
        yield f"{md(context.words.references)}: {references}", "review/references/"


def _commands(context: Context, standing: Standing) -> Iterator[str]:
    """What can happen to the item now, as it is typed."""
    item, roles = standing.item, context.settings.policy.boards[standing.component.kind].roles
    for action in (one for one in _COMMANDS if one in actions_on(standing.history, standing.component.now.seen)):
        start = f"kb review {action} {item} --by ID"
        if action is Action.APPROVE:
            yield from (f"{start} --role {role}" for role in roles)
        else:
            yield f'{start} --note "…"' if action in (Action.REQUEST_CHANGES, Action.DISSENT) else start
