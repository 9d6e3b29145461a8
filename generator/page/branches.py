"""Once you know … then: what each further fact would settle.

In: Context, Decided.  Out: Branch rows.  Never: states a combination; each row adds one fact, or one set of alike facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.boxes import Box
from generator.core.evaluation import Answer, Verdict, applies, possible
from generator.core.facts import Fact, Values
from generator.core.guidelines import SILENT
from generator.core.narrowing import open_box
from generator.core.needs import cells_by_outcome
from generator.core.truth import Truth
from generator.page.context import Context, Decided, capital
from generator.page.items import shown_items
from generator.page.markup import md
from generator.page.phrases import listed
from generator.page.treatment import leading
from generator.read.advice import Section, Sort


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """One row: what is learned, and what holds then."""

    once: str
    then: str


def branch_rows(context: Context, decided: Decided) -> tuple[Branch, ...]:
    """Scope first, then facts in clinical order, then advice that points elsewhere, then the case where nothing is met."""
    rows = [*_scope_rows(context, decided), *_fact_rows(context, decided)]
    for item in shown_items(context, decided, Section.BRANCHES, Sort.ADVICE):
        once = capital(item.meant_for) or md(context.words.everyone)
        rows.append(Branch(once=once if item.condition else f"{md(context.words.already)}: {once}", then=item.text))
    return (*rows, *_rest_row(context, decided))


def _scope_rows(context: Context, decided: Decided) -> Iterator[Branch]:
    """Values of scope facts for which the leading guideline is not meant."""
    found = leading(decided)
    if found is None or found[0].applies is not Truth.UNKNOWN:
        return
    verdict, box = found[0], decided.case.box.forgetful()
    compiled = box.book.guidelines[verdict.guideline]
    for name in verdict.scope_needs:
        level = box.book.levels[name]
        outside = cells_by_outcome(box, compiled.scope_node, level).get("False", 0) & box.masks[level]
        fact = context.phrases.facts[name]
        values = box.book.cells[level].values(outside) & box.values[level]
        for part in _parts(fact, values):
            then = f"{md(context.editions[verdict.guideline].name)} {md(context.words.outside_scope)}"
            also = _elsewhere(context, decided, {name: part}, verdict.guideline)
            yield Branch(once=_once(context, fact, part), then="; ".join([then, *also]))


def _elsewhere(context: Context, decided: Decided, learned: dict[str, Values], leader: str) -> list[str]:
    """What other guidelines then settle on the decisions that are compared or checked, and had not settled before."""
    box = open_box(decided.case.box.book, {**decided.case.box.stated, **learned})
    if not isinstance(box, Box):
        return []
    places = decided.places
    decisions = [*places.compare, *(name for name in places.check if name not in places.compare)]
    return [
        f"{md(context.editions[name].name)}: {md(context.outcome_words(decision, found[0]))}"
        for name, verdict in decided.heard.items() if name != leader
        for decision in decisions
        if _was_open(verdict, decision) and (found := _settled(box, name, decision)) and found[0] != SILENT
    ]


def _was_open(verdict: Verdict, decision: str) -> bool:
    return decision in verdict.answers and verdict.answers[decision].outcome is None


def _settled(box: Box, guideline: str, decision: str) -> tuple[str, ...]:
    compiled = box.book.guidelines[guideline]
    if decision not in compiled.tables or applies(box, compiled) is Truth.NOT_MET:
        return ()
    found = possible(box, compiled, decision)
    return found if len(found) == 1 else ()


def _fact_rows(context: Context, decided: Decided) -> Iterator[Branch]:
    """Facts that settle the treatment decision of some guideline; alike yes/no facts share a row."""
    found = list(_learned(context, decided, str(decided.places.treatment)))
    rows: dict[tuple[str, str], list[tuple[Fact, Values]]] = {}
    for one in found:
        if not any(one.special_case_of(other) for other in found):
            kind = "yes" if one.fact.choices == ("no", "yes") and one.values.low else one.fact.id + one.fact.write(one.values)
            rows.setdefault((kind, one.then), []).append((one.fact, one.values))
    for (_, then), facts in rows.items():
        once = listed([context.phrases.compared(fact, values) for fact, values in facts], "or")
        yield Branch(once=md(capital(once)), then=then)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Learned:
    """One more fact, the patients who are left, and what is settled for them."""

    fact: Fact
    values: Values
    box: Box
    then: str

    def special_case_of(self, other: _Learned) -> bool:
        """Whether the other says as much of more patients: a number that forces another one settles nothing of its own."""
        return self.then == other.then and self._within(other) and not other._within(self)

    def _within(self, other: _Learned) -> bool:
        return self.box[other.fact.id] <= other.values


def _learned(context: Context, decided: Decided, treatment: str) -> Iterator[_Learned]:
    """Each fact that settles something, if anybody is left."""
    for fact, values in _settling(context, decided, treatment):
        box = open_box(decided.case.box.book, {**decided.case.box.stated, fact.id: values})
        if isinstance(box, Box) and (then := _then(context, decided, box, treatment)):
            yield _Learned(fact=fact, values=values, box=box, then=then)


def _settling(context: Context, decided: Decided, treatment: str) -> list[tuple[Fact, Values]]:
    facts = context.phrases.facts
    found: dict[tuple[str, str], tuple[Fact, Values]] = {}
    for verdict in decided.heard.values():
        answer: Answer | None = verdict.answers.get(treatment)
        if answer is None or verdict.guideline not in decided.lead:
            continue
        for name, values in answer.can_settle.items():
            fact = facts[name]
            for part in _parts(fact, values):
                found[name, fact.write(part)] = (fact, part)
    order = list(facts)
    return sorted(found.values(), key=lambda pair: (order.index(pair[0].id), -pair[1].low))


def _parts(fact: Fact, values: Values) -> list[Values]:
    """Numbers by range, choices one by one."""
    if fact.kind.numeric:
        return [Values((span,)) for span in values.ranges]
    return [Values(((tick, tick),)) for low, high in values.ranges for tick in range(low, high + 1)]


def _then(context: Context, decided: Decided, box: Box, treatment: str) -> str:
    """What each guideline says for those who are left, where that is settled and was not before."""
    said = []
    for name, verdict in decided.heard.items():
        before = verdict.answers.get(treatment)
        found = _settled(box, name, treatment)
        if before is not None and before.outcome is None and found:
            said.append(f"{md(context.editions[name].name)}: {md(context.outcome_words(treatment, found[0]))}")
    return "; ".join(said)


def _rest_row(context: Context, decided: Decided) -> Iterator[Branch]:
    """The row of the leading table that catches everyone whom no criterion catches."""
    found = leading(decided)
    if found is None or found[1].outcome is not None:
        return
    last = found[1].rules[-1]
    if last.step is None and last.truth is Truth.UNKNOWN:
        edition = context.editions[found[0].guideline]
        then = f"{md(edition.name)}: {md(context.outcome_words(found[1].decision, last.rule.outcome))}"
        reason = edition.reasons[f"{found[1].decision}.{last.rule.id}"].plain.strip()
        yield Branch(once=md(capital(reason)), then=then + context.rule_cite(edition.id, found[1].decision, last.rule.id))


def _once(context: Context, fact: Fact, values: Values) -> str:
    return md(capital(context.phrases.compared(fact, values)))
