"""Remarks on tables: what is no mistake for certain, but what an editor may want to look at.

In: a Judged table.  Out: Remarks, with an example patient where there is one.  Never: stops a build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.proofs import harmless
from generator.check.showing import Judged
from generator.core.bands import Band, base_facts, unspoken
from generator.core.boxes import Box
from generator.core.derived import AnyDerived, Scaled, names_behind
from generator.core.examples import Stated, always, shortest_path, smallest, stated_on
from generator.core.facts import Fact, Kind
from generator.core.firing import shadowed
from generator.core.guidelines import SILENT, Rule
from generator.core.narrowing import open_box
from generator.core.rulebook import OUTSIDE
from generator.origin import Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something to look at, what it is about and where, and a patient whom it concerns."""

    where: Where
    code: str
    about: Rule | Band
    words: str
    example: Stated | None = None


def remarks_on(judged: Judged) -> Iterator[Remark]:
    """All remarks on one table.  Raises TooLargeError."""
    yield from _never_needed(judged)
    yield from _never_given(judged)
    yield from _unspoken(judged)


def _never_needed(judged: Judged) -> Iterator[Remark]:
    """Rows that never decide, since rows above with the same answer take all their patients."""
    for found in shadowed(judged.compendium.everyone, judged.compiled, judged.table):
        if harmless(judged, found):
            path = shortest_path(judged.compendium.everyone, found.node, found.by[0]) or {}
            example, = smallest(judged.book, (stated_on(judged.book, path),), always(judged.compiled, found.node, found.by[0]))
            names = ", ".join(f'"{judged.table.rules[place].id}"' for place in found.by)
            yield Remark(where=found.rule.where, code="rule-never-needed", about=found.rule, example=example,
                         words=f'"{found.rule.id}" never decides: whoever meets it meets {names} before, with the same answer.')


def _never_given(judged: Judged) -> Iterator[Remark]:
    """Answers that stand in rows, and that nobody gets."""
    given = judged.compendium.everyone.reach(judged.table.node)
    first = {rule.outcome: rule for rule in reversed(judged.table.rules)}
    for outcome, rule in first.items():
        if outcome not in given:
            yield Remark(where=rule.where, code="outcome-never-given", about=rule,
                         words=f'No patient in scope gets "{outcome}", though "{rule.id}" names it.')


def _unspoken(judged: Judged) -> Iterator[Remark]:
    """Values between two lines that no row speaks of."""
    derived = {**judged.book.rules.derived, **judged.compiled.guideline.local}
    for band in unspoken(judged.table, derived):
        facts = [judged.book.facts[judged.book.levels[name]] for name in base_facts(band.name, derived)
                 if name in judged.book.levels]
        between = f'between "{band.below}" and "{band.above}"'
        if not any(fact.within(band.span) for fact in facts):
            if facts and all(fact.kind is Kind.NUMBER for fact in facts):
                yield Remark(where=band.where, code="finer-than-step", about=band, words=_finer(band, between, derived))
        elif (example := _left_over(judged, band, facts)) is not None:
            yield Remark(where=band.where, code="silent-between", about=band, example=example,
                         words=f'No row speaks of "{band.name}" {between}; some patients there come to no row, or only to the '
                               "last one, which is silent. Is that meant?")


def _finer(band: Band, between: str, derived: Mapping[str, AnyDerived]) -> str:
    """A space finer than the step is empty, unless the number is a scaled one, which is never rounded."""
    if any(isinstance(derived.get(name), Scaled) for name in names_behind((band.name,), derived)):
        return f'"{band.name}" is not rounded, so it can lie {between}, and no row speaks of that. Let one end where both meet.'
    return f"No value that can be reported lies {between}; a reader may think that one does. Let one end where the other begins."


def _left_over(judged: Judged, band: Band, facts: list[Fact]) -> Stated | None:
    """A patient in a band who meets no condition of any row; nobody where the last row gives everyone else an answer."""
    last = judged.table.rules[-1]
    if last.when is None and last.outcome != SILENT:
        return None
    book, diagrams = judged.book, judged.book.diagrams
    everyone = {fact.id: fact.whole for fact in book.rules.facts}
    box = open_box(book, {**everyone, **{fact.id: fact.within(band.span) for fact in facts}})
    rows = [diagrams.negated(row.node) for row in judged.table.rows if row is not None]
    outside = diagrams.leaf(OUTSIDE)
    node = book.possible_where(diagrams.choose(judged.compiled.scope.node, diagrams.both(rows), outside), outside)
    path = shortest_path(box, node, label=True) if isinstance(box, Box) else None
    if path is None:
        return None
    inside = {fact.id: fact.within(band.span) for fact in facts}
    alone = always(judged.compiled, node, True)

    def shows(boxes: tuple[Box, ...]) -> bool:
        return alone(boxes) and any(boxes[0][name] <= values for name, values in inside.items())

    example, = smallest(book, ({**inside, **stated_on(book, path)},), shows)
    return example
