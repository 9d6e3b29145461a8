"""An SMT solver reads the same rules and comes to the same answers: every shipped guideline and label, and tables at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pytest
import z3
from hypothesis import given

from generator.check.compendium import Compendium, rules_of
from generator.core.boxes import Box
from generator.core.cells import Cells, cells_in
from generator.core.conditions import names_in
from generator.core.derived import names_behind
from generator.core.facts import Fact, Values
from generator.core.guidelines import Guideline, Rules
from generator.core.narrowing import open_box
from generator.core.needs import needs
from generator.core.rulebook import OUTSIDE, Rulebook, compile_rules
from tests.core import worlds as by_hand
from tests.core.random_rules import worlds
from tests.core.symbolic import Known, Somebody
from tests.core.worlds import EFFORT, Case, at_random, cases
from tests.worlds import REPOSITORY

BOXES, FACTS = 300 * EFFORT, 2  # boxes in all; facts of each whose need is asked for
Table = tuple[Guideline, str]
GUIDELINES = [path.stem for path in (REPOSITORY / "content" / "guidelines").glob("*.yaml")]
LABELS = [path.stem for path in (REPOSITORY / "content" / "drugs").glob("*.yaml") if b"\nlabel:" in path.read_bytes()]
EDITIONS = tuple(sorted(GUIDELINES + LABELS))


@dataclass(frozen=True)
class Proof:
    """Rules, compiled, and the same rules in the solver: two patients, each possible by himself."""

    rules: Rules
    book: Rulebook
    dependents: Mapping[str, set[str]]

    @cached_property
    def one(self) -> Somebody:
        return Somebody(self.rules, "one")

    @cached_property
    def other(self) -> Somebody:
        return Somebody(self.rules, "other")

    @cached_property
    def alone(self) -> z3.Solver:
        return _solver(self.one.can_be())

    @cached_property
    def together(self) -> z3.Solver:
        return _solver([*self.one.can_be(), *self.other.can_be()])

    def node(self, table: Table) -> int:
        return self.book.guidelines[table[0].id].tables[table[1]].node

    def tables(self) -> list[Table]:
        return [(guide, name) for guide in self.rules.guidelines for name in guide.tables]

    def read_by(self, table: Table) -> list[str]:
        """The facts on which a table hangs: those its diagram looks at, and those its guideline is written with."""
        guide, looked_at = table[0], self.book.diagrams.support(self.node(table))
        conditions = [row.when for rows in guide.tables.values() for row in rows if row.when is not None]
        names = [name for when in (guide.scope.applies_when, *conditions) for name in names_in(when)]
        written = names_behind(names, {**self.rules.derived, **guide.local})
        return [fact.id for level, fact in enumerate(self.rules.facts) if fact.id in written or looked_at >> level & 1]

    def fits(self, stated: Mapping[str, Values]) -> bool:
        """Whether somebody possible fits what is stated."""
        return self.alone.check(z3.And(*self.one.fits(stated))) == z3.sat

    def outcomes(self, table: Table, among: list[z3.BoolRef]) -> set[str]:
        """What the table answers for possible patients in scope of whom all this is true."""
        guide, decision = table
        answer, found = self.one.decides(guide, decision), set()
        self.alone.push()
        self.alone.add(*among, self.one.applies(guide))
        while self.alone.check() == z3.sat:
            place = self.alone.model().eval(answer, model_completion=True)
            found.add(self.one.labels[place.as_long()])
            self.alone.add(answer != place)
        self.alone.pop()
        return found

    def pairs(self, table: Table, stated: Mapping[str, Values], names: list[str]) -> set[str]:
        """The facts for which two fitting patients in scope have different outcomes and differ in cells of the fact, and
        otherwise only in its dependents."""
        guide, decision = table
        solver, one, other = self.together, self.one, self.other
        solver.push()
        for patient in (one, other):
            solver.add(*patient.fits(stated), patient.applies(guide))
        solver.add(one.decides(guide, decision) != other.decides(guide, decision))
        found = {name for name in names if solver.check(*self._differ(name)) == z3.sat}
        solver.pop()
        return found

    def _differ(self, name: str) -> Iterator[z3.BoolRef]:
        cells = self.book.cells[self.book.levels[name]]
        first, second = self.one.known[name], self.other.known[name]
        yield z3.Or(first.absent != second.absent, first.inapplicable != second.inapplicable,
                    _cell(first, cells) != _cell(second, cells))
        for fact in self.rules.facts:
            if fact.id != name and fact.id not in self.dependents[name]:
                yield self.one.known[fact.id].same(self.other.known[fact.id])


def _solver(asserted: list[z3.BoolRef]) -> z3.Solver:
    solver = z3.Solver()
    solver.add(*asserted)
    return solver


def _cell(known: Known, cells: Cells) -> z3.ArithRef:
    """The number of the cell in which a tick lies."""
    return z3.Sum([z3.If(known.tick >= start, 1, 0) for start in cells.starts])


def written_dependents(rules: Rules) -> dict[str, set[str]]:
    """Per fact, the facts that give way when it changes, by the names that constraints are written with."""
    order = [fact.id for fact in rules.facts]
    found: dict[str, set[str]] = {name: set() for name in order}
    bound = [{fact.id, *names_behind(names_in(fact.only_if), rules.derived)} for fact in rules.facts if fact.only_if]
    bound += [set(names_behind(names_in(entry.when), rules.derived)) for entry in rules.impossible]
    for names in bound:
        *earlier, last = sorted(names & set(order), key=order.index)
        for name in earlier:
            found[name].add(last)
    for name in reversed(order):
        for later in sorted(found[name], key=order.index):
            found[name] |= found[later]
    return found


@pytest.fixture(scope="module")
def proof(compendium: Compendium) -> Proof:
    """The shipped rules, in the diagrams and in the solver."""
    rules = replace(rules_of(compendium.knowledge), conditions={})
    book, problems = compile_rules(rules)
    assert book is not None, problems
    return Proof(rules, book, written_dependents(rules))


@pytest.fixture(scope="module")
def everyone(proof: Proof) -> Box:
    box = open_box(proof.book, {fact.id: fact.whole for fact in proof.rules.facts})
    assert isinstance(box, Box)
    return box


def tables_of(proof: Proof, name: str) -> list[Table]:
    return [table for table in proof.tables() if table[0].id == name]


def test_every_shipped_guideline_and_label_is_tried(proof: Proof) -> None:
    assert tuple(sorted(guide.id for guide in proof.rules.guidelines)) == EDITIONS


@pytest.mark.parametrize("name", EDITIONS)
def test_the_solver_finds_the_same_outcomes_for_everybody_and_none_without_a_row(proof: Proof, everyone: Box, name: str) -> None:
    for table in tables_of(proof, name):
        found = proof.outcomes(table, [])
        assert found == everyone.reach(proof.node(table)) - {OUTSIDE}, table[1]
        assert found <= {row.outcome for row in table[0].tables[table[1]]}, table[1]


@pytest.mark.parametrize("name", EDITIONS)
def test_the_solver_finds_the_same_rows_that_nobody_meets_or_comes_to(proof: Proof, everyone: Box, name: str) -> None:
    for table in tables_of(proof, name):
        guide, decision = table
        compiled = proof.book.guidelines[name]
        diagrams, left = proof.book.diagrams, compiled.scope.node
        met_before: list[z3.BoolRef] = []
        for row, met in zip(compiled.tables[decision].rows, proof.one.meets(guide, decision), strict=True):
            node = diagrams.true if row is None else row.node
            for levels, conditions in (((compiled.scope.node, node), []), ((left, node), met_before)):
                solved = proof.alone.check(proof.one.applies(guide), met, *conditions) == z3.sat
                assert everyone.somebody_meets(*levels) == solved, row
            met_before.append(z3.Not(met))
            left = diagrams.both((left, diagrams.negated(node)))


def ticks_of(fact: Fact, cells: Cells, draw: random.Random) -> list[int]:
    """Ticks at which something may change, and some between."""
    return sorted({*cells.starts, *(start - 1 for start in cells.starts[1:]), fact.high, draw.randint(fact.low, fact.high)})


def statement(proof: Proof, facts: list[Fact], draw: random.Random) -> dict[str, Values]:
    """What a scenario could state of these facts, each as often as not."""
    found = {}
    for fact in facts:
        ticks = ticks_of(fact, proof.book.cells[proof.book.levels[fact.id]], draw)
        first, second = sorted((draw.choice(ticks), draw.choice(ticks)))
        low, high = draw.choice([(first, first), (first, second)])
        chance = draw.random()
        if fact.may_be_absent and chance < 0.1:
            found[fact.id] = Values(absent=True)
        elif chance < 0.6:
            found[fact.id] = Values(((low, high),))
    return found


def boxes(proof: Proof, draw: random.Random, count: int) -> Iterator[tuple[Table, dict[str, Values]]]:
    """Random statements about what a table looks at, each with the table."""
    for _ in range(count):
        table = draw.choice(proof.tables())
        levels = list(cells_in(proof.book.diagrams.support(proof.node(table))))
        chosen = draw.sample(levels, draw.randint(0, len(levels)))
        yield table, statement(proof, [proof.book.facts[level] for level in sorted(chosen)], draw)


def agree(proof: Proof, table: Table, stated: Mapping[str, Values], draw: random.Random) -> bool:
    """Compare diagram and solver on a box; whether anybody is in it."""
    box = open_box(proof.book, stated)
    assert isinstance(box, Box) == proof.fits(stated), stated
    if not isinstance(box, Box):
        return False
    node = proof.node(table)
    assert box.reach(node) - {OUTSIDE} == proof.outcomes(table, proof.one.fits(stated)), stated
    listed, asked = set(needs(box, node)), proof.read_by(table)
    some = draw.sample(asked, min(FACTS, len(asked))) + draw.sample(sorted(listed), min(FACTS, len(listed)))
    found = proof.pairs(table, stated, some)
    if found != listed & set(some):  # where no fact alone has such a pair, all open facts are listed
        assert not proof.pairs(table, stated, asked), (stated, listed, found)
    return True


def test_the_solver_agrees_on_outcomes_and_needs_of_random_boxes(proof: Proof) -> None:
    draw = random.Random(2026)
    held = [agree(proof, table, stated, draw) for table, stated in boxes(proof, draw, BOXES)]
    assert sum(held) > BOXES / 3
    assert not all(held)


def two_rows(first: str) -> Rules:
    """A guideline for everyone with one table: a comparison, and the rest."""
    facts = [by_hand.number("a", 0, 5), by_hand.number("b", 0, 5)]
    rows = [("mild", by_hand.leaf(first)), ("strong", None)]
    return by_hand.rules_of(facts, [by_hand.guideline("guide", by_hand.everyone("a < 9"), {"table": rows})])


@pytest.mark.parametrize(("written", "compiled", "stated"), [
    ("a <= 3", "a < 3", {"a": Values(((3, 3),))}),
    ("a < 3", "a < 4", {"a": Values(((3, 5),))}),
    ("a < 3", "b < 3", {"a": Values(((0, 2),))}),
])
def test_the_solver_would_tell_a_slip_in_the_diagrams(written: str, compiled: str, stated: dict[str, Values]) -> None:
    book, _ = compile_rules(two_rows(compiled))
    assert book is not None
    proof = Proof(two_rows(written), book, {"a": set(), "b": set()})
    with pytest.raises(AssertionError):
        agree(proof, proof.tables()[0], stated, random.Random(0))


@given(cases(worlds(total=False)))
@at_random(120)
def test_the_solver_agrees_on_random_tables(case: Case) -> None:
    proof = Proof(case.world.rules, case.world.book, case.world.reference.dependents)
    draw = random.Random(1994)
    for table in proof.tables():
        assert agree(proof, table, case.box.stated, draw)
