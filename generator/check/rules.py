"""Checks of rules: tables are total, boundary cases and scenarios come out as expected.

In: Compendium.  Out: findings.  Never: writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium, box_of
from generator.check.registry import Finding, Placed, check
from generator.check.showing import without_a_row
from generator.check.sizes import as_far_as_proved
from generator.core.boxes import Box
from generator.core.evaluation import applies, possible
from generator.core.rulebook import GAP, Compiled
from generator.origin import Level, Problem, nearest
from generator.read.expectations import Expectation
from generator.read.scenarios import Given, read_stated
from generator.read.tables import TableCase


def unread_decisions(compendium: Compendium) -> dict[str, frozenset[str]]:
    """Per guideline the tables with a row that could not be read: what they leave out is no mistake of the rules."""
    return {edition.id: edition.unread for edition in compendium.knowledge.editions}


@check("table-not-total", level=Level.ERROR)
def tables_are_total(compendium: Compendium) -> Iterator[Finding]:
    """A patient without a row would get no answer, without a word."""
    unread = unread_decisions(compendium)
    for name, compiled in compendium.book.guidelines.items():
        for decision, table in compiled.tables.items():
            if decision not in unread[name] and GAP in compendium.everyone.reach(table.node):
                yield table.rules[-1].where if table.rules else compiled.guideline.where, *_gap(compendium, compiled, decision)


def _gap(compendium: Compendium, compiled: Compiled, decision: str) -> tuple[str, str]:
    """What is said of a table without a last row for everyone; of one that is too large nobody can tell whether it needs one."""
    name, node = compiled.guideline.id, compiled.tables[decision].node
    mend = "Add a last row without  when:  and say in it what the guideline says of everyone else, or that it is silent."
    if not compendium.book.diagrams.exact[node]:
        return f'{name} may leave patients without a row for "{decision}": the table is too large to tell', mend
    return (f'{name} leaves some patients without a row for "{decision}", so they would get no answer',
            f"For example  {without_a_row(compendium, compiled, node)} . {mend}")


@check("rule-never-met", level=Level.ERROR)
def rules_can_be_met(compendium: Compendium) -> Iterator[Finding]:
    """A rule no patient in scope can meet is a mistake in the rule or in the scope."""
    for name, compiled in compendium.book.guidelines.items():
        for decision, table in compiled.tables.items():
            yield from as_far_as_proved(_never_met(compendium, compiled, decision), name, decision, table)


def _never_met(compendium: Compendium, compiled: Compiled, decision: str) -> Iterator[Finding]:
    table, name = compiled.tables[decision], compiled.guideline.id
    for rule, row in zip(table.rules, table.rows, strict=True):
        if row and not compendium.everyone.somebody_meets(row.node, compiled.scope.node):
            yield rule.where, f'no patient in the scope of {name} can meet "{rule.id}" ({decision})', \
                "Compare its limits with the ranges of the facts and with the scope."


@check("case-fails", level=Level.ERROR)
def boundary_cases_come_out(compendium: Compendium) -> Iterator[Finding]:
    """A boundary case tests its guideline: what the rules say differs from what the source says, or the case is wrong."""
    for edition in compendium.knowledge.editions:
        for case in () if edition.unread or edition.id not in compendium.book.guidelines else edition.cases:
            yield from _case_findings(compendium, compendium.book.guidelines[edition.id], case)


def _case_findings(compendium: Compendium, compiled: Compiled, case: TableCase) -> Iterator[Placed]:
    problems: list[Problem] = []
    stated = read_stated(case.facts, compendium.knowledge.known_facts, problems)
    places = {str(name): name.where for name in case.facts}
    given = Given(stated=stated, places=places, profiles=(), lead=(), where=case.where)
    box = box_of(compendium.book, given, {}, problems)
    for problem in problems:
        yield problem.where, problem.message, problem.hint
    if box is not None and not problems:
        for expectation in case.expect:
            for where, message, hint in _judged(box, compiled, str(expectation.subject), expectation):
                yield where, message, f"{hint} Compare the rows with the source: either a row is wrong, or the case."


@check("expectation-fails", level=Level.ERROR)
def scenarios_come_out(compendium: Compendium) -> Iterator[Finding]:
    """The rules say something else of a case than an editor worked out by hand; one of the two is wrong."""
    unread = unread_decisions(compendium)
    unjudged = compendium.knowledge.unread | unread.keys()
    for case in compendium.cases:
        box = case.box.forgetful()
        for expectation in case.scenario.expect:
            name, _, decision = expectation.subject.partition(".")
            compiled = compendium.book.guidelines.get(name)
            if compiled is None and name in unjudged:
                continue
            if not decision:
                yield (expectation.subject.where, f'"{expectation.subject}" does not say whose answer is expected',
                       "Write  guideline.decision: outcome , with the id of a guideline before the point.")
            elif compiled is None:
                yield (expectation.subject.where, f'"{name}" is no guideline, so nothing can be expected of it',
                       nearest(name, compendium.book.guidelines) or "Guidelines live in content/guidelines/.")
            elif not unread[name]:
                for where, message, hint in _judged(box, compiled, decision, expectation):
                    yield where, message, \
                        f"{hint} See why with  kb explain {case.scenario.id} : either a rule is wrong, or this line."


def _judged(box: Box, compiled: Compiled, decision: str, expectation: Expectation) -> Iterator[Placed]:
    wanted = set(expectation.possible)
    if decision == "applies":
        word = {"MET": "yes", "NOT_MET": "no", "UNKNOWN": "unknown"}[applies(box, compiled).name]
        if wanted != {word}:
            yield expectation.where, f"{expectation.subject} comes out as {word}", f"Expected: {', '.join(sorted(wanted))}."
        return
    decided = [name for name in compiled.tables if name in box.book.rules.decisions]
    if decision not in decided:
        hint = nearest(decision, decided) or f"It decides {', '.join(decided)}."
        yield expectation.subject.where, f'{compiled.guideline.id} does not decide "{decision}"', hint
        return
    found = possible(box, compiled, decision)
    if set(found) != wanted:
        said = ", ".join(found) or "nothing: the guideline does not apply"
        yield (expectation.where, f"{expectation.subject} comes out as {said}",
               f"Expected: {', '.join(expectation.possible)}.")

