"""The published case that comes nearest to a neighbor of a case.

In: Context, published Cases, Moves.  Out: Published, Differences in words.  Never: passes over a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.check.compendium import Case
from generator.core.facts import Fact, Values
from generator.page.context import Context
from generator.page.markup import md
from generator.page.neighbours import Move, Stated, change_words

OTHERWISE = 3  # facts beside the change in which a published neighbor may differ
_Numbers = tuple[tuple[str, Values], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """How a published case differs from another beside a move."""

    otherwise: tuple[str, ...]
    unstated: tuple[str, ...]
    more: int
    weight: int


@dataclass(frozen=True)
class Published:
    """The published cases, by the numbers that they state on scales."""

    context: Context
    cases: tuple[Case, ...]

    @cached_property
    def _by_numbers(self) -> Mapping[tuple[str, _Numbers], list[Case]]:
        """Cases by what they state on all scales but at one site, and on all."""
        found: dict[tuple[str, _Numbers], list[Case]] = {}
        for case in self.cases:
            for name in ("", *(fact.id for fact in self._scaled if fact.id in case.box.stated)):
                found.setdefault(self._key(case.box.stated, name), []).append(case)
        return found

    @cached_property
    def _scaled(self) -> tuple[Fact, ...]:
        knowledge = self.context.compendium.knowledge
        return tuple(fact for fact in knowledge.facts.facts if fact.site and fact.group in self.context.phrases.scaled)

    def _key(self, stated: Stated, but: str) -> tuple[str, _Numbers]:
        return but, tuple((fact.id, stated[fact.id]) for fact in self._scaled if fact.id in stated and fact.id != but)

    def nearest(self, case: Case, moves: Iterable[Move]) -> tuple[Move, Case, Difference] | None:
        """The published case that makes one of some moves and differs least beside it; None where each differs in too much."""
        found = [(difference.weight, difference.more, other.scenario.id, move, other, difference)
                 for move in moves for other in self._making(case, move)
                 if (difference := differences(case, other, move)).weight <= OTHERWISE]
        return min(found, key=lambda one: one[:3])[3:] if found else None

    def _making(self, case: Case, move: Move) -> Iterator[Case]:
        """The cases that make a move, with all numbers on scales as they were but that one."""
        name = move.fact.id
        for other in self._by_numbers.get(self._key(case.box.stated, "" if move.relation.facts else name), ()):
            values = other.box[name] if move.relation.facts else other.box.stated[name]
            if other is not case and values <= move.among:
                yield other


def differences(case: Case, other: Case, move: Move) -> Difference:
    """All differences of two cases in what they state, but for a move; what hangs on it weighs nothing."""
    book, mine, theirs = case.box.book, case.box.stated, other.box.stated
    free = book.dependents[book.levels[move.fact.id]]
    hanging = {move.fact.id, *move.relation.facts, *(name for name in {**mine, **theirs} if free >> book.levels[name] & 1)}
    otherwise = tuple(name for name in mine if name in theirs and mine[name] != theirs[name] and name != move.fact.id)
    unstated = tuple(name for name in mine if name not in theirs and name != move.fact.id)
    more = sum(name not in mine for name in theirs if name != move.fact.id)
    return Difference(otherwise=otherwise, unstated=unstated, more=more,
                      weight=sum(name not in hanging for name in (*otherwise, *unstated)))


def published_words(context: Context, case: Case, found: tuple[Move, Case, Difference]) -> str:
    """How a published case differs, in words."""
    move, other, difference = found
    facts, phrases, words = context.phrases.facts, context.phrases, context.words
    theirs = other.box.stated
    to = theirs.get(move.fact.id, other.box[move.fact.id])
    parts = [change_words(context, move, to, case.box.stated)]
    if difference.otherwise:
        said = (phrases.stated(facts[name], theirs[name]) for name in difference.otherwise)
        parts.append(f"{words.near_different}: {', '.join(said)}")
    if difference.unstated:
        parts.append(f"{words.near_unstated}: {', '.join(facts[name].label for name in difference.unstated)}")
    if difference.more:
        parts.append(f"{difference.more} {words.near_more}")
    return md("; ".join(parts))
