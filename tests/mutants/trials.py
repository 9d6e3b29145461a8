"""Whether an altered guideline is noticed by what `kb check` runs, and if not, who would get another answer.

In: Compendium, Mutants.  Out: Trials.  Never: calls a mutant noticed that decides for every possible patient as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.check.compendium import Case, Compendium, box_of, rules_of
from generator.check.proofs import excuses_are_needed, rules_can_be_reached, worse_never_means_milder
from generator.check.registry import Finding
from generator.check.rules import boundary_cases_come_out, rules_can_be_met, scenarios_come_out, tables_are_total
from generator.core.boxes import Box
from generator.core.diagrams import LEAF, Diagrams
from generator.core.facts import Values
from generator.core.guidelines import Guideline
from generator.core.narrowing import open_box
from generator.core.rulebook import OUTSIDE, Compiled, Rulebook, compile_rules
from generator.origin import Problem
from tests.mutants.mutants import Mutant, mutants_of

AS_WRITTEN = "as written"
PROOFS = (rules_can_be_reached, rules_can_be_met, worse_never_means_milder, excuses_are_needed)


class Verdict(StrEnum):
    """What became of a mutant."""

    NOTICED = "noticed"
    SAME = "the same"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant and what became of it; of a survivor also a patient who would get another answer."""

    mutant: Mutant
    verdict: Verdict
    example: str = ""


class Bench:
    """Tries the mutants of one edition: a guideline, or the label of a drug."""

    def __init__(self, compendium: Compendium, name: str) -> None:
        self.compendium = compendium
        self.rules = replace(rules_of(compendium.knowledge), guidelines=(), conditions={})
        self.guide = next(edition.rules for edition in compendium.knowledge.editions if edition.id == name)
        # A condition is known to the compiler by its identity: each of two guidelines needs its own.
        self.written = replace(deepcopy(self.guide), id=AS_WRITTEN)

    def mutants(self) -> list[Mutant]:
        return list(mutants_of(self.guide, self.rules))

    def trial(self, mutant: Mutant) -> Trial:
        """Try the cases first, since most mutants fall there; what only a shape of the table betrays may still be the same."""
        book, _ = compile_rules(replace(self.rules, guidelines=(mutant.now,)))
        if book is None:
            return Trial(mutant, Verdict.NOTICED)
        seen = self._seen_by(book)
        if _any(boundary_cases_come_out(seen)) or _any(tables_are_total(seen)):
            return Trial(mutant, Verdict.NOTICED)
        if _any(scenarios_come_out(self._with_cases(seen))):
            return Trial(mutant, Verdict.NOTICED)
        example = self.example(mutant.now)
        if example is None:
            return Trial(mutant, Verdict.SAME)
        if any(_any(_errors(proof(seen))) for proof in PROOFS):
            return Trial(mutant, Verdict.NOTICED)
        return Trial(mutant, Verdict.SURVIVED, example)

    def _seen_by(self, book: Rulebook) -> Compendium:
        everyone = open_box(book, {fact.id: fact.whole for fact in book.rules.facts})
        assert isinstance(everyone, Box)
        return replace(self.compendium, book=book, everyone=everyone, cases=())

    def _with_cases(self, seen: Compendium) -> Compendium:
        boxes = ((case.scenario, box_of(seen.book, case.scenario.given, seen.knowledge.profiles, []))
                 for case in self.compendium.cases)
        return replace(seen, cases=tuple(Case(scenario=scenario, box=box) for scenario, box in boxes if box is not None))

    def example(self, altered: Guideline) -> str | None:
        """The patient, told in as few facts as can be, whom an altered guideline answers otherwise; None if there is none."""
        book, problems = compile_rules(replace(self.rules, guidelines=(self.written, altered)))
        assert book is not None, problems
        pairs = _pairs(*book.guidelines.values())
        found = [change for name, before, after in pairs for change in _changes(book, name, before, after)]
        return min(found, key=lambda change: (change.count(":"), change), default=None)


def _errors(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Without the remark that a table is too large to be proved, which is no mistake."""
    return (found for found in findings if not isinstance(found, Problem))


def _any(findings: Iterator[object]) -> bool:
    """Whether there is a finding, looking no further than the first."""
    return next(iter(findings), None) is not None


def _pairs(before: Compiled, after: Compiled) -> Iterator[tuple[str, int, int]]:
    """The diagrams of the two guidelines side by side."""
    yield "applies", before.scope_node, after.scope_node
    for name, table in before.tables.items():
        yield name, table.node, after.tables[name].node


def _changes(book: Rulebook, name: str, before: int, after: int) -> Iterator[str]:
    """One example of a different answer, where there is one; both diagrams are bound by the same constraints to compare them."""
    diagrams = book.diagrams
    somebody = diagrams.both(book.bounds(diagrams.support(before) | diagrams.support(after)))
    first, second = (diagrams.choose(somebody, node, diagrams.leaf(OUTSIDE)) for node in (before, after))
    if first != second:
        cells, was, now = _Shortest(diagrams).between(first, second)
        stated = {book.facts[level].id: value for level, mask in sorted(cells.items())
                  if (value := _one_value(book, level, mask)) is not None}
        told = ", ".join(f"{fact}: {book.facts[book.levels[fact]].write(value)}"
                         for fact, value in _fewest(book, stated, {first: was, second: now}).items())
        yield f"{told or 'anybody'} | {name} was {was}, is {now}"


def _one_value(book: Rulebook, level: int, mask: int) -> Values | None:
    """One value of a cell: the end that is not an end of the whole range, as far as there is one; None for "not applicable"."""
    values = book.cells[level].values(mask & -mask)
    if not values.ranges:
        return None if values.inapplicable else values
    tick = values.high if values.low == book.facts[level].low else values.low
    return Values(((tick, tick),))


def _fewest(book: Rulebook, stated: dict[str, Values], answers: Mapping[int, str]) -> dict[str, Values]:
    """As few of the facts as settle both answers."""

    def settled(some: dict[str, Values]) -> bool:
        box = open_box(book, some)
        return isinstance(box, Box) and all(box.reach(node) - ({OUTSIDE} - {label}) == {label} for node, label in answers.items())

    for name in reversed(list(stated)):  # what depends on others goes first
        fewer = {other: values for other, values in stated.items() if other != name}
        stated = fewer if settled(fewer) else stated
    return stated


class _Shortest:
    """Looks for the fewest cells that lead two diagrams to different answers."""

    def __init__(self, diagrams: Diagrams) -> None:
        self.diagrams = diagrams
        self.found: dict[tuple[int, int], tuple[Mapping[int, int], str, str] | None] = {}

    def between(self, first: int, second: int) -> tuple[Mapping[int, int], str, str]:
        """The cells by level, and both answers; the diagrams differ."""
        found = self._between(first, second)
        assert found is not None
        return found

    def _between(self, first: int, second: int) -> tuple[Mapping[int, int], str, str] | None:
        if first == second:
            return None
        key = (first, second)
        if key not in self.found:
            self.found[key] = self._below(first, second)
        return self.found[key]

    def _below(self, first: int, second: int) -> tuple[Mapping[int, int], str, str]:
        nodes, labels = self.diagrams.nodes, self.diagrams.labels
        level = min(nodes[first].level, nodes[second].level)
        if level == LEAF:
            return {}, str(labels[first]), str(labels[second])
        every = self.diagrams.widths[level]
        firsts, seconds = (nodes[one].edges if nodes[one].level == level else ((every, one),) for one in (first, second))
        ways = [({level: cells & others, **way[0]}, *way[1:]) for cells, a in firsts for others, b in seconds if cells & others
                for way in (self._between(a, b),) if way is not None]
        return min(ways, key=lambda way: (len(way[0]), sorted(way[0].items())))

