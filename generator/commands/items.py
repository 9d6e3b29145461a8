"""Items under review as commands name them, and where these stand.

In: words from the command line, a Compendium.  Out: items, Standings.  Never: records anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from generator.check.compendium import Compendium
from generator.check.records import reviewed_items
from generator.clock import today
from generator.corridor import check_all
from generator.origin import nearest
from generator.page.context import Context, decide
from generator.read.knowledge import Folders, Knowledge
from generator.read.statements import KINDS
from generator.review.history import COVERED
from generator.review.standing import Standing
from generator.terminal import sound_compendium, watching


def item_names(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """What may stand for ITEM in a shell: names of files are ids, so nothing is read."""
    folders = Folders(context.params.get("root") or Path())
    names = {f"{kind}/{path.stem}" for kind in KINDS for path in (folders.content / kind).glob("*.yaml")}
    names |= {f"profiles/{path.stem}" for path in folders.scenarios.glob("profiles/*.yaml")}
    names |= {f"{COVERED}/{path.stem}" for path in folders.scenarios.glob("*/*.yaml") if path.parent.name != "profiles"}
    return sorted(name for name in names if incomplete in (name[: len(incomplete)], name.partition("/")[2][: len(incomplete)]))


def read_compendium(folders: Folders, result: str, *, quiet: bool) -> Compendium:
    """What is read and stands; over a mistake in the content, the command ends."""
    return sound_compendium(check_all(folders, watching(quiet=quiet), today()), f"{result}: the content must stand first.")


def resolved(word: str, knowledge: Knowledge, kind: str = "") -> str:
    """The item that a word names, of one kind or of any; wrong usage where none does, or more than one."""
    known = [one for one in reviewed_items(knowledge) if one.startswith(kind)]
    fitting = [word] if word in known else [one for one in known if one.partition("/")[2] == word]
    if len(fitting) > 1:
        raise click.UsageError(f'"{word}" could be {" or ".join(fitting)}: say which.')
    if not fitting:
        hint = nearest(word, [*known, *(one.partition("/")[2] for one in known)])
        raise click.UsageError(f'There is no item "{word}". {hint or "Items are named as in advice/some-topic."}')
    return fitting[0]


def standings(context: Context, names: Iterable[str]) -> Iterator[Standing]:
    """Where items stand; a scenario is decided for that, and one with mistakes of its own is left out."""
    cases = {f"{COVERED}/{case.scenario.id}": case for case in context.compendium.cases}
    for name in names:
        if name in cases:
            yield context.standing(decide(context.compendium, cases[name]))
        elif name in context.standings.whole:
            yield context.standings.whole[name]


def until(compendium: Compendium, day: str) -> Compendium:
    """The same without the events of later days."""
    knowledge = compendium.knowledge
    records = {name: replace(one, events=tuple(event for event in one.events if event.date <= day))
               for name, one in knowledge.records.items()}
    return replace(compendium, knowledge=replace(knowledge, records=records))
