"""One decision table in three engines: this core, zen-engine and cel-python, from the same compiled rules.

In: Rulebook.  Out: the largest table all can say, deciders of one patient.  Never: copies a rule by hand, or times anything.

zen-engine gets a decision table (JDM) with one expression per row, cel-python one expression per row; a first row answers
"outside" for whoever the guideline is not for. The other engines are optional: `requirements-bench.txt` pins them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from generator.core import formulas as f
from generator.core.boxes import Box
from generator.core.evaluation import applies, possible
from generator.core.facts import Fact
from generator.core.formulas import Formula
from generator.core.resolved import Resolved
from generator.core.rulebook import OUTSIDE, Compiled, Rulebook
from generator.core.truth import Truth, trace
from tests.bench.expressions import CEL, ZEN, InexpressibleError, Language, expression, may_be_missing, value_of

NEEDED = {"zen": "zen-engine", "celpy": "cel-python"}
Context = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedTable:
    """A decision table as rows (condition, outcome), in words that every engine can say."""

    book: Rulebook
    compiled: Compiled
    decision: str
    facts: tuple[Fact, ...]
    rows: tuple[tuple[Formula | None, str], ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.compiled.guideline.id} {self.decision}"

    @property
    def comparisons(self) -> int:
        """How many comparisons its rows make."""
        return sum(len(_atoms(formula)) for formula, _ in self.rows)

    def expressions(self, language: Language) -> list[tuple[str, str]]:
        """The rows as expressions of a language; the empty expression catches the rest."""
        known = {fact.id: fact for fact in self.facts}
        return [("" if formula is None else expression(formula, known, language), outcome) for formula, outcome in self.rows]


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """A way to decide one patient: `take` puts the patient into its form, `answer` decides, `traced` says of every row why."""

    name: str
    take: Callable[[Box], Any]
    answer: Callable[[Any], str]
    traced: Callable[[Any], str]
    failures: tuple[type[Exception], ...] = ()


def missing_packages() -> list[str]:
    """The optional packages that are not installed."""
    return [package for module, package in NEEDED.items() if find_spec(module) is None]


def largest_table(book: Rulebook) -> SharedTable:
    """Of the tables that all engines can say, the one with the most comparisons."""
    return max(shared_tables(book), key=lambda table: table.comparisons)


def shared_tables(book: Rulebook) -> Iterator[SharedTable]:
    """The tables that all engines can say."""
    formulas = Resolved(book.rules).formulas
    for compiled in book.guidelines.values():
        scope = f.Neither(formulas[id(compiled.guideline.scope.applies_when)])
        for decision, rules in compiled.guideline.tables.items():
            rows = [(None if rule.when is None else formulas[id(rule.when)], rule.outcome) for rule in rules]
            table = _table(book, compiled, decision, ((scope, OUTSIDE), *rows))
            if _can_be_said(table):
                yield table


def _table(book: Rulebook, compiled: Compiled, decision: str, rows: tuple[tuple[Formula | None, str], ...]) -> SharedTable:
    read = {atom.fact for formula, _ in rows for atom in _atoms(formula) if isinstance(atom, f.In)}
    facts = tuple(fact for fact in book.facts if fact.id in read)
    return SharedTable(book=book, compiled=compiled, decision=decision, facts=facts, rows=rows)


def _atoms(formula: Formula | None) -> tuple[f.In | f.NotAbove | f.Decided, ...]:
    return () if formula is None else tuple(f.atoms_of(formula))


def _can_be_said(table: SharedTable) -> bool:
    if any(fact.id in table.book.rules.derived for fact in table.facts):
        return False  # a difference of two numbers is a fact of its own only here
    try:
        table.expressions(ZEN)
    except InexpressibleError:
        return False
    return True


def outcomes(box: Box, table: SharedTable) -> list[str]:
    """What this core finds possible for a box, patients outside the scope included."""
    outside = [] if applies(box, table.compiled) is Truth.MET else [OUTSIDE]
    return outside + list(possible(box, table.compiled, table.decision))


def core_engine(table: SharedTable) -> Engine:
    """This generator's core; it takes the box as it is."""
    clauses = [row for row in (table.compiled.scope, *table.compiled.tables[table.decision].rows) if row is not None]

    def traced(box: Box) -> str:
        for clause in clauses:
            trace(clause, box)
        return answer(box)

    def answer(box: Box) -> str:
        return " or ".join(outcomes(box, table))

    return Engine(name="this core", take=lambda box: box, answer=answer, traced=traced)


def zen_engine(table: SharedTable) -> Engine:
    """zen-engine; its trace names the first row that is met."""
    import zen

    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_jdm(table))))
    return Engine(
        name="zen-engine",
        take=lambda box: context_of(box, table.facts),
        answer=lambda context: decision.evaluate(context)["result"]["outcome"],
        traced=lambda context: decision.evaluate(context, {"trace": True})["result"]["outcome"],
        failures=(RuntimeError,),
    )


def _jdm(table: SharedTable) -> dict[str, Any]:
    """The table as a JSON decision model: input, table, output."""
    rules = [{"_id": f"row-{number}", "when": when, "outcome": json.dumps(outcome)}
             for number, (when, outcome) in enumerate(table.expressions(ZEN))]
    content = {"hitPolicy": "first", "inputs": [{"id": "when", "name": "when"}],
               "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}], "rules": rules}
    nodes = [{"id": "in", "name": "in", "type": "inputNode"},
             {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
             {"id": "out", "name": "out", "type": "outputNode"}]
    edges = [{"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
             for source, target in (("in", "table"), ("table", "out"))]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def cel_engine(table: SharedTable) -> Engine:
    """cel-python, compiled to Python; it has no tables, so the first row that is met is sought here."""
    import celpy

    logging.getLogger("celpy").addHandler(logging.NullHandler())  # it logs what it raises
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    rows = [(environment.program(environment.compile(when or "true")), outcome) for when, outcome in table.expressions(CEL)]

    def take(box: Box) -> dict[str, Any]:
        return {name: celpy.json_to_cel(value) for name, value in _with_flags(context_of(box, table.facts), table.facts).items()}

    def answer(context: dict[str, Any]) -> str:
        return next(outcome for program, outcome in rows if program.evaluate(context))

    def traced(context: dict[str, Any]) -> str:
        met = [outcome for program, outcome in rows if program.evaluate(context)]
        return met[0]

    return Engine(name="cel-python", take=take, answer=answer, traced=traced, failures=(celpy.CELEvalError,))


def context_of(box: Box, facts: tuple[Fact, ...]) -> Context:
    """A patient as those engines take one: values that are known for certain; everything else is left out."""
    return {fact.id: value_of(box[fact.id].low, fact) for fact in facts if box[fact.id].ranges and box[fact.id].single}


def _with_flags(context: Context, facts: tuple[Fact, ...]) -> Context:
    """The same with a second fact for each that may be missing, and some value in its place."""
    blanks = {fact.id: value_of(fact.low, fact) for fact in facts if may_be_missing(fact)}
    return {**blanks, **context, **{f"{name}_there": name in context for name in blanks}}


def engines_for(table: SharedTable) -> list[Engine]:
    """All that are installed."""
    return [core_engine(table)] if missing_packages() else [core_engine(table), zen_engine(table), cel_engine(table)]
