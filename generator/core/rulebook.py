"""Compile rules into diagrams over one shared set of cells.

In: Rules.  Out: Rulebook, Problems.  Never: knows a patient.

For every condition the tree of its parts is kept, each with a diagram of its own, so that a trace can show all branches.
A table's diagram answers OUTSIDE for whoever is impossible or out of scope, and GAP for a patient without a row. Where a table
is too large for the room it has, its diagram is not exact (see diagrams.py): it never leaves out an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.core import formulas as f
from generator.core.cells import Cells, cells_in, cut
from generator.core.conditions import Condition, parts_of
from generator.core.derived import Valid
from generator.core.diagrams import ROOM, Diagrams
from generator.core.facts import Fact
from generator.core.formulas import Formula
from generator.core.guidelines import Guideline, Impossible, Rule, Rules
from generator.core.resolved import Resolved
from generator.origin import Problem

OUTSIDE = "outside"
GAP = "gap"


@dataclass(frozen=True, slots=True)
class Clause:
    """A compiled condition: what was written, the diagram of its truth, and its parts."""

    written: Condition
    node: int
    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled decision table; `rows[i]` is None where a rule has no `when`."""

    rules: tuple[Rule, ...]
    rows: tuple[Clause | None, ...]
    node: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled guideline."""

    guideline: Guideline
    scope: Clause
    scope_node: int
    tables: Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Constraint:
    """What nobody can have: where it was written, the diagram of who is possible, and the two levels it puts in order, if any."""

    source: Impossible | Fact
    node: int
    tie: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Facts bound together by constraints, and the diagram of what is possible among them.

    Where that would be too large there is one for each of the constraints, all with the same facts: those bound by any of them.
    `found` remembers, per cells of these facts, which of them some possible patient has: most boxes share most of them.
    """

    levels: int
    node: int
    found: dict[tuple[int, ...], Mapping[int, int] | None] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulebook:
    """Everything needed to decide any box; `starts` are the cells of each fact while nothing is stated."""

    rules: Rules
    facts: tuple[Fact, ...]
    levels: Mapping[str, int]
    cells: tuple[Cells, ...]
    starts: tuple[int, ...]
    diagrams: Diagrams
    constraints: tuple[Constraint, ...]
    clusters: tuple[Cluster, ...]
    dependents: tuple[int, ...]
    guidelines: Mapping[str, Compiled]
    conditions: Mapping[str, Clause]

    @property
    def ties(self) -> tuple[tuple[int, int], ...]:
        """The pairs of levels of which the first never exceeds the second."""
        return tuple(constraint.tie for constraint in self.constraints if constraint.tie is not None)

    def under(self, constraints: Iterable[Constraint]) -> Rulebook:
        """The rulebook with these constraints only, in which nothing but a box can be narrowed."""
        kept = tuple(constraints)
        return replace(self, constraints=kept, clusters=clusters_of(kept, self.diagrams))

    def possible_where(self, node: int, otherwise: int) -> int:
        """A diagram, answering `otherwise` for combinations that nobody has."""
        self.diagrams.renew()
        return self.diagrams.choose(self.diagrams.both(self.bounds(self.diagrams.support(node))), node, otherwise)

    def bounds(self, levels: int) -> tuple[int, ...]:
        """The diagrams of what is possible among facts, as far as they concern these levels."""
        return tuple(cluster.node for cluster in self.clusters if cluster.levels & levels)


def clusters_of(constraints: Iterable[Constraint], diagrams: Diagrams) -> tuple[Cluster, ...]:
    """Constraints that share a fact, transitively, are taken together."""
    diagrams.renew()
    clusters: list[Cluster] = []
    for constraint in constraints:
        levels = diagrams.support(constraint.node)
        joined = [cluster for cluster in clusters if cluster.levels & levels]
        for cluster in joined:
            levels |= cluster.levels
            clusters.remove(cluster)
        nodes = (*(cluster.node for cluster in joined), constraint.node)
        together = diagrams.both(nodes)
        clusters += [Cluster(levels, node) for node in ((together,) if diagrams.exact[together] else nodes)]
    return tuple(clusters)


def compile_rules(rules: Rules, room: int = ROOM) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """Compile everything, no table with more than `room` nodes; with problems there is no rulebook."""
    resolved = Resolved(rules)
    if resolved.problems:
        return None, tuple(resolved.problems)
    cells = cut(resolved.facts, resolved.formulas.values())
    diagrams = Diagrams([cell.all for cell in cells], room)
    return _Builder(resolved, cells, diagrams).rulebook(), ()


class _Builder:
    """Turns formulas into diagrams, each once for as long as there is the same room: with more it may be exact."""

    def __init__(self, resolved: Resolved, cells: tuple[Cells, ...], diagrams: Diagrams) -> None:
        self.resolved, self.cells, self.diagrams = resolved, cells, diagrams
        self.levels = {fact.id: level for level, fact in enumerate(resolved.facts)}
        self.made: dict[int, int] = {}

    def _renew(self) -> None:
        self.diagrams.renew()
        self.made.clear()

    def rulebook(self) -> Rulebook:
        """Assemble all compiled parts."""
        rules = self.resolved.rules
        constraints = tuple(self._constraint(formula, source) for formula, source in self.resolved.constraint_formulas)
        written = {**rules.conditions, **{f"unless:{d.id}": d.unless for d in rules.derived.values() if isinstance(d, Valid)}}
        conditions = {name: self._alone(condition) for name, condition in written.items()}
        starts = tuple(cells.mask(fact.at_start) for cells, fact in zip(self.cells, self.resolved.facts, strict=True))
        bound = Rulebook(rules=rules, facts=self.resolved.facts, levels=self.levels, cells=self.cells, starts=starts,
                         diagrams=self.diagrams, constraints=constraints, clusters=clusters_of(constraints, self.diagrams),
                         dependents=self._dependents(constraints), guidelines={}, conditions=conditions)
        outside = self.diagrams.leaf(OUTSIDE)
        conditions = {
            name: replace(clause, node=bound.possible_where(clause.node, outside)) for name, clause in conditions.items()
        }
        guidelines = {guide.id: self._guideline(guide, bound) for guide in rules.guidelines}
        return replace(bound, guidelines=guidelines, conditions=conditions)

    def _constraint(self, formula: Formula, source: Impossible | Fact) -> Constraint:
        self._renew()
        tie = (self.levels[formula.low], self.levels[formula.high]) if isinstance(formula, f.NotAbove) else None
        return Constraint(source, self.node(formula, {}), tie)

    def _dependents(self, constraints: tuple[Constraint, ...]) -> tuple[int, ...]:
        """Per fact, the later facts that give way when it changes: the last fact of each constraint, and so on from there."""
        found = [0] * len(self.resolved.facts)
        for constraint in constraints:
            *earlier, last = [*cells_in(self.diagrams.support(constraint.node))] or [0]
            for level in earlier:
                found[level] |= 1 << last
        for level in reversed(range(len(found))):
            for later in cells_in(found[level]):
                found[level] |= found[later]
        return tuple(found)

    def _guideline(self, guide: Guideline, book: Rulebook) -> Compiled:
        scope = self._alone(guide.scope.applies_when)
        tables: dict[str, Table] = {}
        answers: dict[str, int] = {}
        for name in self.resolved.orders[guide.id]:
            tables[name], answers[name] = self._table(guide.tables[name], scope.node, answers, book)
        ordered = {name: tables[name] for name in guide.tables}
        outside = self.diagrams.leaf(OUTSIDE)
        return Compiled(guide, scope, book.possible_where(scope.node, outside), ordered)

    def _table(self, rules: tuple[Rule, ...], scope: int, answers: dict[str, int], book: Rulebook) -> tuple[Table, int]:
        self._renew()
        rows = tuple(None if rule.when is None else self.clause(rule.when, answers) for rule in rules)
        node = self.diagrams.leaf(GAP)
        for rule, row in zip(reversed(rules), reversed(rows), strict=True):
            answer = self.diagrams.leaf(rule.outcome)
            node = answer if row is None else self.diagrams.choose(row.node, answer, node)
        outside = self.diagrams.leaf(OUTSIDE)
        return Table(rules, rows, book.possible_where(self.diagrams.choose(scope, node, outside), outside)), node

    def _alone(self, condition: Condition) -> Clause:
        """A condition with room of its own."""
        self._renew()
        return self.clause(condition, {})

    def clause(self, condition: Condition, answers: Mapping[str, int]) -> Clause:
        """Compile a condition and all its parts."""
        parts = tuple(self.clause(part, answers) for part in parts_of(condition))
        return Clause(condition, self.node(self.resolved.formulas[id(condition)], answers), parts)

    def node(self, formula: Formula, answers: Mapping[str, int]) -> int:
        """The diagram of one formula, which others may share; `answers` holds the tables it may read."""
        if id(formula) not in self.made:
            self.made[id(formula)] = self._made_of(formula, answers)
        return self.made[id(formula)]

    def _made_of(self, formula: Formula, answers: Mapping[str, int]) -> int:
        diagrams = self.diagrams
        match formula:
            case f.In(fact=name, values=values):
                level = self.levels[name]
                return diagrams.test(level, self.cells[level].mask(values))
            case f.NotAbove(low=low, high=high):
                return self._not_above(self.levels[low], self.levels[high])
            case f.Decided(decision=name, outcomes=outcomes):
                return diagrams.relabelled(answers[name], outcomes)
            case f.Both(parts=parts):
                return diagrams.both([self.node(part, answers) for part in parts])
            case f.Either(parts=parts):
                return diagrams.either([self.node(part, answers) for part in parts])
            case f.Neither(part=part):
                return diagrams.negated(self.node(part, answers))
            case f.Count(count=count, parts=parts):
                return diagrams.at_least(count, [self.node(part, answers) for part in parts])

    def _not_above(self, low: int, high: int) -> int:
        lows, highs = self.cells[low], self.cells[high]
        rows = [self.diagrams.test(low, lows.absent | lows.inapplicable),
                self.diagrams.test(high, highs.absent | highs.inapplicable)]
        for cell, start in enumerate(lows.starts):
            reach = sum(1 << other for other, first in enumerate(highs.starts) if first >= start)
            rows.append(self.diagrams.both((self.diagrams.test(low, 1 << cell), self.diagrams.test(high, reach))))
        return self.diagrams.either(rows)
