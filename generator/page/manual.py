"""The generated parts of the pages for authors: tables of keys, of facts and of messages.

In: Context, the name of a part.  Out: models ready to place.  Never: writes the words around them; these are content.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.authoring.facts import fact_words
from generator.authoring.messages import message_groups
from generator.authoring.outlines import KeyTable, key_tables
from generator.page.context import Context
from generator.page.markup import md
from generator.read.kinds import kind_named

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManualTable:
    """One table that opens on demand: its heading, what it is about, the names of its columns, its rows."""

    heading: str
    about: str
    columns: Row
    rows: tuple[Row, ...]


def manual_tables(context: Context, part: str, name: str) -> tuple[ManualTable, ...]:
    """The tables that stand for `<!-- part: name -->` or `<!-- part -->`."""
    match part:
        case "keys":
            return _keys(name)
        case "facts":
            return _facts(context)
        case "messages":
            return _messages()
        case _:
            raise ValueError(part)


def _keys(kind: str) -> tuple[ManualTable, ...]:
    columns = ("Key", "Needed", "What stands there", "What it is for")
    return tuple(
        ManualTable(_below(table), md(table.about), columns,
                    tuple((_code(row.key), "yes" if row.needed else "no", md(row.stands), md(row.about)) for row in table.rows))
        for table in key_tables(kind_named(kind))
    )


def _below(table: KeyTable) -> str:
    return " › ".join(map(_code, table.below)) or "The file itself"


def _facts(context: Context) -> tuple[ManualTable, ...]:
    book = context.compendium.knowledge.facts
    return tuple(
        ManualTable(md(group.label), md(group.question), ("Fact", "What it is, and what can be written"),
                    tuple((_code(fact.id), md(fact_words(fact))) for fact in book.facts if fact.group == group.id))
        for group in book.groups
    )


def _messages() -> tuple[ManualTable, ...]:
    return tuple(ManualTable(md(group.title), "", ("Code", "What it means"),
                             tuple((_code(code), md(words)) for code, words in group.codes.items()))
                 for group in message_groups())


def _code(name: str) -> str:
    return f"<code>{md(name)}</code>"
