"""Where two guidelines part: the answers one and the same patient gets from both, and who shows the farthest ones best.

In: Box, diagrams of one decision.  Out: pairs of outcomes, Partings with an example patient.  Never: judges who is right.

Two diagrams are walked side by side; below a pair of nodes nothing is looked at twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.core.boxes import Box
from generator.core.diagrams import UNEXPANDED, Diagrams, TooLargeError
from generator.core.examples import Stated, in_scope, stated_on
from generator.core.guidelines import Decision, DecisionKind, Rule
from generator.core.needs import cells_by_outcome
from generator.core.plain import Setting, Shown, plain_example
from generator.core.rulebook import OUTSIDE, Compiled, Table

Said = tuple[str, str]


class _Step(NamedTuple):
    """One step of both walks: the level, the cells that take it, the nodes they come to."""

    level: int
    cells: int
    one: int
    other: int


class Beside:
    """Walks two diagrams side by side, for the possible patients of one box."""

    def __init__(self, box: Box) -> None:
        self.box, self.diagrams = box, box.book.diagrams
        self.outside = self.diagrams.bits[self.diagrams.leaf(OUTSIDE)]
        self.found: dict[tuple[int, int], frozenset[Said]] = {}

    def pairs(self, one: int, other: int) -> frozenset[Said]:
        """The pairs of outcomes that two decisions have for one and the same possible patient; only what is certain."""
        try:
            return self.exact_pairs(one, other)
        except TooLargeError:
            return frozenset()

    def exact_pairs(self, one: int, other: int) -> frozenset[Said]:
        """The same.  Raises TooLargeError where that takes too long to find out."""
        key = (one, other)
        if key not in self.found:
            self.diagrams.limit(self.found)
            ones, others = self.box.reach_bits(one), self.box.reach_bits(other)
            if ones.bit_count() == others.bit_count() == 1 and self.outside not in (ones, others):
                label, = self.diagrams.labels_of(ones)
                other_label, = self.diagrams.labels_of(others)
                self.found[key] = frozenset(((str(label), str(other_label)),))
            else:
                answered, answered_too = ones & ~self.outside, others & ~self.outside
                self.found[key] = self._below(one, other, answered.bit_count() * answered_too.bit_count())
        return self.found[key]

    def _below(self, one: int, other: int, most: int) -> frozenset[Said]:
        """The pairs below two nodes, looked for until there can be no more."""
        found: frozenset[Said] = frozenset()
        for step in self.steps(one, other) if most else ():
            found |= self.exact_pairs(step.one, step.other)
            if len(found) == most:
                break
        return found

    def steps(self, one: int, other: int) -> Iterator[_Step]:
        """The ways that patients of the box take through the next level that either diagram looks at."""
        nodes = self.diagrams.nodes
        level = min(nodes[one].level, nodes[other].level)
        if level >= UNEXPANDED:
            return
        mask = self.box.masks[level]
        firsts, seconds = (nodes[number].edges if nodes[number].level == level else ((mask, number),) for number in (one, other))
        yield from (_Step(level, cells & others & mask, a, b) for cells, a in firsts for others, b in seconds
                    if cells & others & mask)


class _Way:
    """The cheapest way to one pair of answers: a fact costs something only where it has to be stated."""

    def __init__(self, beside: Beside, said: Said) -> None:
        self.beside, self.box = beside, beside.box
        diagrams = beside.diagrams
        self.wanted = tuple(diagrams.bits[diagrams.leaf(outcome)] for outcome in said)
        self.prices: dict[tuple[int, int], int | None] = {}

    def path(self, one: int, other: int) -> dict[int, int]:
        """The cells by level; only for answers that some patient gets."""
        path: dict[int, int] = {}
        while ways := [*self._ways(one, other)]:
            level, path[level], one, other = min(ways)[1]
        return path

    def _ways(self, one: int, other: int) -> Iterator[tuple[int, _Step]]:
        for step in self.beside.steps(one, other):
            left = self._price(step.one, step.other)
            if left is not None:
                yield left + self._toll(step), step

    def _price(self, one: int, other: int) -> int | None:
        """What the rest of the way costs; None where these answers are not reached together."""
        key = (one, other)
        if key not in self.prices:
            nodes = self.beside.diagrams.nodes
            if not (self.box.reach_bits(one) & self.wanted[0] and self.box.reach_bits(other) & self.wanted[1]):
                self.prices[key] = None
            elif min(nodes[one].level, nodes[other].level) >= UNEXPANDED:
                self.prices[key] = 0
            else:
                self.prices[key] = min((price for price, _ in self._ways(one, other)), default=None)
        return self.prices[key]

    def _toll(self, step: _Step) -> int:
        """Nothing for what holds as long as nothing is stated."""
        mask = self.box.masks[step.level]
        return 1 if (mask & self.box.book.starts[step.level] or mask) & ~step.cells else 0


@dataclass(frozen=True, slots=True)
class Parting:
    """Two answers that one patient gets, how far they lie apart, and what to state for a patient who gets them."""

    said: Said
    apart: int
    example: Stated


class Relation(StrEnum):
    """How two guidelines stand to each other on one decision, over all patients who get an answer from both."""

    STRANGERS = "strangers"
    AGREE = "agree"
    DIFFER = "differ"
    FAR = "far"


def relation(decision: Decision, pairs: frozenset[Said]) -> Relation:
    """Far apart are answers with another one between them."""
    answered = [said for said in pairs if not set(said) & decision.outside]
    if not answered:
        return Relation.STRANGERS
    apart = max(distance(decision, said) for said in answered)
    return Relation.FAR if apart > 1 else Relation.DIFFER if apart else Relation.AGREE


def distance(decision: Decision, said: Said) -> int:
    """How many steps of its order two answers to a decision lie apart; one where it has no order, none where either is silent."""
    if said[0] == said[1] or set(said) & decision.outside:
        return 0
    if decision.kind is not DecisionKind.ORDERED:
        return 1
    return abs(decision.rank(said[0])[0] - decision.rank(said[1])[0])


def farthest(decision: Decision, pairs: frozenset[Said]) -> Said | None:
    """The pair of answers that lie farthest apart; of equals, the one with the stronger answers.  None where no two differ."""
    apart = [said for said in pairs if distance(decision, said)]
    return max(apart, key=lambda said: (distance(decision, said), sorted(map(decision.rank, said)), said), default=None)


def shown_by(beside: Beside, decision: Decision, guides: tuple[Compiled, Compiled], said: Said, setting: Setting) -> Parting:
    """A pair of answers with the smallest example patient of the box; what is given is not part of the example."""
    box = beside.box
    path = _Way(beside, said).path(*(guide.tables[decision.id].node for guide in guides))
    narrower = {level: cells for level, cells in path.items() if box.masks[level] & ~cells}
    shown = _answers(box, guides, decision.id, said)
    return Parting(said, distance(decision, said), plain_example(setting, stated_on(box.book, narrower), shown))


def _answers(box: Box, guides: tuple[Compiled, Compiled], decision: str, said: Said) -> Shown:
    """That both guidelines apply to a patient and answer so, whatever is not stated; it is about what their rules read."""
    nodes = tuple(guide.tables[decision].node for guide in guides)

    def by(patients: Box) -> bool:
        return all(in_scope(patients, guide) and patients.reach(node) - {OUTSIDE} == {outcome}
                   for guide, node, outcome in zip(guides, nodes, said, strict=True))

    def at(patients: Box, level: int) -> int:
        first, second = (cells_by_outcome(patients, node, level).get(outcome, 0)
                         for node, outcome in zip(nodes, said, strict=True))
        return first & second

    return Shown(by, at, _read(box.book.diagrams, guides, decision))


def _read(diagrams: Diagrams, guides: tuple[Compiled, Compiled], decision: str) -> int:
    """The levels that the rules of two guidelines look at themselves, whatever constraints add to them."""
    levels = 0
    for guide in guides:
        for clause in (guide.scope, *guide.tables[decision].rows):
            levels |= 0 if clause is None else diagrams.support(clause.node)
    return levels


def deciding(box: Box, table: Table, outcome: str) -> Rule:
    """The row that decides for patients who all get this outcome: the first that all meet, else the first that some do."""
    rows = [(rule, {True} if row is None else box.reach(row.node) - {OUTSIDE})
            for rule, row in zip(table.rules, table.rows, strict=True) if rule.outcome == outcome]
    certain = [rule for rule, truths in rows if truths == {True}]
    return (certain or [rule for rule, truths in rows if True in truths])[0]
