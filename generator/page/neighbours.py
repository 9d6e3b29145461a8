"""Neighbors of a case: the same facts, one of them a class worse or now certain, and what would lead the answer then.

In: Context, Decided.  Out: Nearby.  Never: makes a change that it does not name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from generator.check.compendium import Case
from generator.core.boxes import Box
from generator.core.evaluation import Leading, leading_answer
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box, somebody_fits
from generator.core.truth import Truth, truth_of
from generator.page.context import Context, Decided, editions_in_force
from generator.page.finder import finder_address
from generator.page.markup import md
from generator.page.phrases import listed
from generator.page.shelf import led_by
from generator.read.browsing import Relation
from generator.read.facts import Group
from generator.read.scales import Band

MOST = 2  # lines for one relation
YES = Values(((1, 1),))

Stated = Mapping[str, Values]


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One fact of a case that becomes other values: those of a class, or yes; `to` is the nearest of them."""

    relation: Relation
    fact: Fact
    among: Values
    to: Values
    class_words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """A neighbor that need not be published: what changes, in words, what leads then, and the facts for the finder."""

    move: Move
    stated: Stated
    leading: Leading | None
    words: str
    answer: str
    finder: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearby:
    """By one relation all moves of a case, and the first of the neighbors to which they lead."""

    relation: Relation
    moves: tuple[Move, ...]
    variants: tuple[Variant, ...]


def nearby(context: Context, decided: Decided) -> tuple[Nearby, ...]:
    """The relations by which a case has a neighbor that somebody can be."""
    found = []
    for relation in context.settings.relations:
        moves = _moves(context, decided, relation)
        ways = (variant for move in moves if (variant := _variant(context, decided, move)))
        if first := tuple(islice(ways, MOST)):
            found.append(Nearby(relation=relation, moves=tuple(moves), variants=first))
    return tuple(found)


def _moves(context: Context, decided: Decided, relation: Relation) -> list[Move]:
    """The moves that make neighbors of a case, the most telling first; none without a stated number on a scale."""
    groups = [group for group in context.compendium.knowledge.facts.groups if group.id in relation.scales]
    if not any(values.ranges for group in groups for _, values in _sites(context, group, decided.case.box.stated)):
        return []
    if relation.facts:
        return _new_facts(context, decided, relation)
    steps = [step for group in groups for step in _steps(context, decided, relation, group)]
    return [move for _, _, move in sorted(steps, key=lambda step: step[:2])]


def _sites(context: Context, group: Group, stated: Stated) -> Iterator[tuple[Fact, Values]]:
    """The stated facts of a group that are measured on its scale."""
    yield from ((fact, stated[fact.id]) for fact in context.compendium.knowledge.facts.sites(group.id) if fact.id in stated)


def _new_facts(context: Context, decided: Decided, relation: Relation) -> list[Move]:
    """Each fact that can become yes, while none is yes for certain."""
    facts, box = context.compendium.knowledge.known_facts, decided.case.box
    if any(box[name] == YES for name in relation.facts):
        return []
    return [Move(relation=relation, fact=facts[name], among=YES, to=YES) for name in relation.facts if not box[name].inapplicable]


def _steps(context: Context, decided: Decided, relation: Relation, group: Group) -> Iterator[tuple[bool, int, Move]]:
    """Each site that can come into the next class; first those that bring the worst class of all down, then by distance."""
    scale, truth = group.scale, decided.evaluation.conditions.get(group.condition, Truth.UNKNOWN)
    if scale is None or truth is Truth.NOT_MET:
        return
    sites = [(fact, values, ranks) for fact, values in _sites(context, group, decided.case.box.stated)
             if (ranks := scale.ranks(fact, values))]
    for fact, values, ranks in sites:
        if len(ranks) == 1 and ranks[0] + 1 < len(scale.bands):
            band = scale.bands[ranks[0] + 1]
            to, ticks = _nearest(fact.within(band.test.span), values)
            move = Move(relation=relation, fact=fact, among=fact.within(band.test.span), to=to,
                        class_words=_class_words(band, "" if truth is Truth.MET else scale.condition))
            yield ranks[0] < max(max(others) for _, _, others in sites), ticks, move


def _class_words(band: Band, condition: str) -> str:
    return ", ".join(part for part in (band.label, condition) if part)


def _nearest(among: Values, values: Values) -> tuple[Values, int]:
    """The value of a class that is nearest to present ones, and how far it is."""
    tick, ticks = (among.high, values.low - among.high) if among.high < values.low else (among.low, among.low - values.high)
    return Values(((tick, tick),)), ticks


def _variant(context: Context, decided: Decided, move: Move) -> Variant | None:
    stated = changed_facts(decided.case.box, move)
    if stated is None:
        return None
    box = open_box(decided.case.box.book, stated)
    assert isinstance(box, Box)
    decision, leading = leading_of(context, decided.case, box)
    gone = [context.phrases.facts[name].label for name in decided.case.box.stated if name not in stated]
    words = [change_words(context, move, move.to, decided.case.box.stated),
             *([f"{context.words.near_left_open}: {listed(gone)}"] if gone else [])]
    answer = "" if leading is None else led_by(context, leading.guideline, leading.applies,
                                               context.outcomes_md(decision, leading.possible))
    return Variant(move=move, stated=stated, leading=leading, words=md("; ".join(words)), answer=answer,
                   finder=finder_address(context.phrases.facts, stated))


def changed_facts(box: Box, move: Move) -> Stated | None:
    """What a case states, with one fact changed; stated facts that hang on it and can no longer hold are left open."""
    book, changed = box.book, {**box.stated, move.fact.id: move.to}
    if somebody_fits(book, changed):
        return changed
    free = book.dependents[book.levels[move.fact.id]]
    kept = {name: values for name, values in changed.items() if not free >> book.levels[name] & 1}
    if not somebody_fits(book, kept):
        return None
    for name, values in changed.items():
        if name not in kept and somebody_fits(book, {**kept, name: values}):
            kept[name] = values
    return {name: kept[name] for name in changed if name in kept}


def leading_of(context: Context, case: Case, box: Box) -> tuple[str, Leading | None]:
    """What leads the answer on treatment for a box with the order of guidelines of a case."""
    settings, work = context.settings, box.forgetful()
    conditions = box.book.conditions
    places = next((other.places for other in settings.instead
                   if truth_of(work.reach(conditions[other.condition].node)) is Truth.MET), settings.places)
    in_force = editions_in_force(context.compendium, settings.edition_date)
    order = context.compendium.knowledge.succession(case.scenario.given.lead or settings.lead)
    decision = str(places.treatment)
    return decision, leading_answer(work, decision, [name for name in order if name in in_force])


def change_words(context: Context, move: Move, to: Values, stated: Stated) -> str:
    """A change in words, with what was stated before."""
    fact, phrases = move.fact, context.phrases
    if not fact.kind.numeric:
        return phrases.compared(fact, to)
    said = f"{fact.label} {phrases.values(fact, to)} ({move.class_words})"
    return f"{said} {context.words.near_instead} {phrases.values(fact, stated[fact.id])}"
