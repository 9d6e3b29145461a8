"""Tables as proofs see them, and findings of proofs in words, with the smallest example patients.

In: Compendium, what a proof found.  Out: Judged tables, sentences.  Never: decides whether a finding matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.compendium import Compendium
from generator.core.boxes import Box
from generator.core.examples import Examples, Stated, always, in_scope, shortest_path, smallest, stated_on
from generator.core.facts import Fact
from generator.core.firing import Shadowed
from generator.core.guidelines import Decision, DecisionKind, Rule
from generator.core.narrowing import open_box
from generator.core.rulebook import GAP, OUTSIDE, Compiled, Rulebook, Table
from generator.core.worsening import Descending, is_worse, nearest_in_order
from generator.read.excuses import Excuse
from generator.read.guidelines import GuidelineEdition


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A table that stands, with all that it hangs on."""

    compendium: Compendium
    edition: GuidelineEdition
    compiled: Compiled
    decision: Decision
    table: Table

    @property
    def book(self) -> Rulebook:
        """The rules."""
        return self.compendium.book

    @property
    def ranks(self) -> dict[str, int]:
        """The outcomes that can be compared, from mild to strong; none where the decision has no order."""
        ordered = self.decision.outcomes if self.decision.kind is DecisionKind.ORDERED else ()
        return {outcome.id: rank for rank, outcome in enumerate(ordered) if outcome.id not in self.decision.outside}

    def excused(self, finding: str) -> dict[str, Excuse]:
        """What is accepted of the table, by fact or rule."""
        return {excuse.about: excuse for excuse in self.edition.accepted
                if (excuse.finding, excuse.decision) == (finding, self.decision.id)}


def judged_tables(compendium: Compendium) -> Iterator[Judged]:
    """Every table whose rows were all read and compile."""
    for edition in compendium.knowledge.editions:
        compiled = compendium.book.guidelines.get(edition.id)
        for name, table in compiled.tables.items() if compiled else ():
            decision = compendium.book.rules.decisions.get(name)
            if compiled and decision and table.rules and name not in edition.unread:
                yield Judged(compendium=compendium, edition=edition, compiled=compiled, decision=decision, table=table)


def said(book: Rulebook, stated: Stated) -> str:
    """An example in the words of a scenario."""
    words = (f"{name}: {book.facts[book.levels[name]].write(values)}" for name, values in stated.items())
    return ", ".join(words) or "no fact at all"


def without_a_row(compendium: Compendium, compiled: Compiled, node: int) -> str:
    """A patient whom a table leaves without an answer, in the words of a scenario."""
    path = shortest_path(compendium.everyone, node, GAP) or {}
    found, = smallest(compendium.book, (stated_on(compendium.book, path),), always(compiled, node, GAP))
    return said(compendium.book, found)


@dataclass(frozen=True, slots=True)
class Shade:
    """A patient who meets a row that never decides, the rows that come before it, and the one of these that decides."""

    rule: Rule
    rows: tuple[Rule, ...]
    patient: Stated
    deciding: Rule


def shade_of(judged: Judged, found: Shadowed) -> Shade:
    """The smallest patient who shows that a row never decides; one with another answer, where there is one."""
    rules = judged.table.rules
    place = next((place for place in found.by if rules[place].outcome != found.rule.outcome), found.by[0])
    path = shortest_path(judged.compendium.everyone, found.node, place) or {}
    patient, = smallest(judged.book, (stated_on(judged.book, path),), always(judged.compiled, found.node, place))
    return Shade(found.rule, tuple(rules[place] for place in found.by), patient, rules[place])


def shade_words(judged: Judged, shade: Shade) -> tuple[str, str]:
    """What is said of a row that never decides, with a patient who meets it."""
    names = ", ".join(f'"{row.id}"' for row in shade.rows)
    everyone = next((f'"{row.id}" has no  when: , so it catches everyone. ' for row in shade.rows if row.when is None), "")
    return (f'"{shade.rule.id}" in {judged.edition.id} ({judged.decision.id}) never decides: '
            f"whoever meets it meets {names} first",
            f"{everyone}For example  {said(judged.book, shade.patient)}  "
            f'comes to "{shade.deciding.id}" ({shade.deciding.outcome}).')


@dataclass(frozen=True, slots=True)
class Fall:
    """Two patients, the worse with the milder answer: what they share, what each has of its own, and what decides for each."""

    fact: str
    shared: Stated
    better: Stated
    worse: Stated
    rules: tuple[Rule, Rule]


def fall_of(judged: Judged, found: Descending) -> Fall:
    """The smallest pair that shows that an answer gets milder."""
    book, node = judged.book, judged.table.node
    fact = book.facts[book.levels[found.fact]]

    def shows(boxes: tuple[Box, ...]) -> bool:
        ranks = [[judged.ranks.get(str(label), -1) for label in box.reach(node) - {OUTSIDE}] for box in boxes]
        in_order = is_worse(fact, boxes[0][fact.id], boxes[1][fact.id])
        return in_order and all(in_scope(box, judged.compiled) for box in boxes) and (
            all(len(one) == 1 for one in ranks) and 0 <= ranks[1][0] < ranks[0][0])

    pair: Examples = smallest(book, _two_in_order(book, fact, found), shows)
    shared = {name: values for name, values in pair[0].items() if pair[1].get(name) == values}
    better, worse = ({name: values for name, values in stated.items() if name not in shared} for stated in pair)
    return Fall(found.fact, shared, better, worse, (_deciding(judged, pair[0]), _deciding(judged, pair[1])))


def _two_in_order(book: Rulebook, fact: Fact, found: Descending) -> Examples:
    """Both patients, of which the worse one is worse in the fact whichever of its values is taken."""
    better, worse = stated_on(book, found.better), stated_on(book, found.worse)
    better[fact.id], worse[fact.id] = nearest_in_order(fact, better[fact.id], worse[fact.id])
    return better, worse


def _deciding(judged: Judged, stated: Stated) -> Rule:
    """The row that decides for an example, whose answer is settled."""
    box = open_box(judged.book, stated)
    assert isinstance(box, Box)
    given = box.reach(judged.table.node)
    return next(rule for rule, row in zip(judged.table.rules, judged.table.rows, strict=True)
                if rule.outcome in given and (row is None or True in box.reach(row.node)))


def fall_words(judged: Judged, fall: Fall) -> tuple[str, str]:
    """What is said of an answer that gets milder."""
    better, worse = fall.rules
    return (f'in {judged.edition.id}, "{judged.decision.id}" gets milder as "{fall.fact}" gets worse: '
            f"{better.outcome} with {said(judged.book, fall.better)}, {worse.outcome} with {said(judged.book, fall.worse)}",
            f'The same for both: {said(judged.book, fall.shared)}. The rows are "{better.id}" and "{worse.id}".')
