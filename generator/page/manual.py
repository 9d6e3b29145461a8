"""The generated parts of hand-written pages: tables of keys, of facts, of messages, and of the review policy.

In: Context, the name of a part.  Out: models ready to place.  Never: writes the words around them; these are content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.authoring.facts import fact_words
from generator.authoring.messages import message_groups
from generator.authoring.outlines import KeyTable, key_tables
from generator.page.context import Context
from generator.page.markup import md
from generator.read.kinds import kind_named
from generator.read.reviewers import ALWAYS

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManualTable:
    """One table: its heading, what it is about, the names of its columns, its rows; with a heading it opens on demand."""

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
        case "policy":
            return _policy(context)
        case "reviewers":
            return _reviewers(context)
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


def _policy(context: Context) -> tuple[ManualTable, ...]:
    """Who approves what, and the other rules; the numbers stand in kb.yaml only."""
    words, policy = context.words, context.settings.policy
    columns = (words.queue_kind, words.policy_approvals, words.policy_roles, words.policy_institutions, words.policy_months)
    boards = [(getattr(words, f"kind_{kind}"), str(board.approvals), ", ".join(policy.roles[role] for role in board.roles),
               str(board.institutions), f"{board.months} {words.policy_unit_months}") for kind, board in policy.boards.items()]
    rules = [(words.policy_senior, ", ".join(policy.roles[role] for role in sorted(policy.senior))),
             (words.policy_words_only, policy.roles.get(policy.words_role, words.policy_words_lapse)),
             (words.policy_urgent, f"{policy.urgent_days} {words.policy_unit_days}"),
             (words.policy_interests, f"{policy.interests_months} {words.policy_unit_months}")]
    return _plain(columns, boards), _plain(("", ""), rules)


def _reviewers(context: Context) -> tuple[ManualTable, ...]:
    """Everybody who reviews or has reviewed, with their interests; no table for nobody."""
    words, roles = context.words, context.settings.policy.roles
    rows = [(one.name, ", ".join(f"{roles.get(role, role)} ({days.first}–{'' if days.last == ALWAYS else days.last})"
                                 for role, days in one.roles),
             one.institution, "; ".join(f"{tie.company}, {tie.what}" for tie in one.interests) or words.interests_none)
            for one in context.compendium.knowledge.reviewers.values()]
    columns = (words.reviewer, words.reviewer_roles, words.reviewer_institution, words.reviewer_interests)
    return (_plain(columns, rows),) if rows else ()


def _plain(columns: Row, rows: Iterable[Row]) -> ManualTable:
    """A table that stands open, without a heading of its own."""
    return ManualTable("", "", tuple(map(md, columns)), tuple(tuple(map(md, row)) for row in rows))


def _code(name: str) -> str:
    return f"<code>{md(name)}</code>"
