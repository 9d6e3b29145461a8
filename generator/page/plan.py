"""When the plan changes: the nearest changes of an answer, by the routes on which facts change.

In: Context, an Answer, its Box.  Out: Plan.  Never: ranks by number alone; routes come first, in the order declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from generator.core.boxes import Box
from generator.core.changes import Change
from generator.core.evaluation import Answer
from generator.core.facts import Fact, Values
from generator.page.context import Context
from generator.page.markup import md, prose_md
from generator.page.phrases import listed
from generator.read.facts import FactBook
from generator.read.scales import Error


@dataclass(frozen=True, slots=True)
class Plan:
    """A line per route; and what is to be said where the error of measuring could alter the answer."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]


def plan_of(context: Context, answer: Answer, box: Box) -> Plan:
    """All nearest changes of one answer."""
    book = context.compendium.knowledge.facts
    changes = ranked(book, answer.changes, box)
    errors = (error_within(context, change, box) for change in changes)
    return Plan(
        lines=tuple(_line(context, answer.decision, route, by_outcome(same), box)
                    for route, same in groupby(changes, lambda change: route_of(book, change, box))),
        notes=tuple(dict.fromkeys(prose_md(error.note) for error in errors if error)),
    )


def ranked(book: FactBook, changes: Iterable[Change], box: Box) -> list[Change]:
    """By route; on one route what is no number first, then what is stated, the nearest first."""
    routes = [route.id for route in book.routes]

    def place(change: Change) -> tuple[int, bool, bool, int]:
        route = route_of(book, change, box)
        rank = routes.index(route) if route in routes else len(routes)
        return rank, fact_of(change, box).kind.numeric, change.fact not in box.stated, change.ticks or 0

    return sorted((part for change in changes for part in _by_direction(book, change, box)), key=place)


def route_of(book: FactBook, change: Change, box: Box) -> str:
    """The route on which a change comes about; downward it is another, where facts only rise on that of the fact."""
    fact, now = fact_of(change, box), box[change.fact]
    falls = bool(now.ranges and change.to.ranges) and change.to.high < now.low
    back = _back(book, fact) if falls else ""
    return back or fact.route


def fact_of(change: Change, box: Box) -> Fact:
    """The fact that would be different."""
    return box.book.facts[box.book.levels[change.fact]]


def _back(book: FactBook, fact: Fact) -> str:
    return next((route.back for route in book.routes if route.id == fact.route), "")


def _by_direction(book: FactBook, change: Change, box: Box) -> Iterator[Change]:
    """Where choices only rise, those below the present one apart from those above it."""
    fact, now = fact_of(change, box), box[change.fact]
    if fact.kind.numeric or not now.ranges or not _back(book, fact):
        yield change
        return
    below, above = Values(((fact.low, now.low - 1),)), replace(fact.whole, ranges=((now.low, fact.high),))
    yield from (replace(change, to=part) for side in (below, above) if (part := change.to & side))


def by_outcome(changes: Iterable[Change]) -> dict[str | None, list[Change]]:
    """Changes that lead to one outcome, together; under None, those that reopen the answer."""
    found: dict[str | None, list[Change]] = {}
    for change in changes:
        found.setdefault(change.outcome, []).append(change)
    return found


def _line(context: Context, decision: str, route: str, by_outcome: dict[str | None, list[Change]], box: Box) -> str:
    label = next((one.label for one in context.compendium.knowledge.facts.routes if one.id == route), context.words.other_route)
    parts = []
    for outcome, changes in by_outcome.items():
        words, then = "; ".join(change_words(context, changes, box)), then_words(context, decision, outcome)
        parts.append(f"{md(words)} → <strong>{md(then)}</strong>")
    return f"<em>{md(label)}:</em> {' · '.join(parts)}"


def then_words(context: Context, decision: str, outcome: str | None) -> str:
    """What a change leads to."""
    return context.words.reopened if outcome is None else context.outcome_words(decision, outcome)


def change_words(context: Context, changes: list[Change], box: Box) -> list[str]:
    """Each change as a comparison, with how far it is; yes/no facts together in front."""
    facts, phrases = context.phrases.facts, context.phrases
    flags = [change for change in changes if facts[change.fact].choices == ("no", "yes")]
    lines = []
    for value in (1, 0):
        names = [facts[change.fact].label for change in flags if change.to.low == value]
        if names:
            lines.append(("" if value else "no ") + listed(names, "or"))
    for change in changes:
        if change not in flags:
            lines.append(phrases.compared(facts[change.fact], change.to) + _far(context, change, box))
    return lines


def _far(context: Context, change: Change, box: Box) -> str:
    """How far a stated number is from the change, and whether measuring alone could go as far."""
    fact, phrases = context.phrases.facts[change.fact], context.phrases
    if not change.ticks or change.fact not in box.stated:
        return ""
    away = f"{phrases.difference(fact.id, fact.step * change.ticks)} away"
    return f" ({away}, {context.words.within_error})" if error_within(context, change, box) else f" ({away})"


def error_within(context: Context, change: Change, box: Box) -> Error | None:
    """The error of measuring by which a stated number could be on the other side; None where no error goes as far."""
    fact = context.phrases.facts[change.fact]
    if not change.ticks or change.fact not in box.stated:
        return None
    scales = (group.scale for group in context.compendium.knowledge.facts.groups if group.id == fact.group)
    error = next((scale.error for scale in scales if scale), None)
    return error if error and fact.step * change.ticks <= error.size else None
