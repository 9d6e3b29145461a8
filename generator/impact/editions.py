"""Two editions of one guideline in one set of diagrams, the earlier one under another name.

In: a guideline before and now, the rules of now.  Out: Joint, or why the earlier one cannot be read.  Never: mends it.

There equal functions are equal numbers, so that an edit that changes no answer is known for certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.core.boxes import Box
from generator.core.conditions import All, names_in
from generator.core.derived import AnyDerived
from generator.core.diagrams import TooLargeError
from generator.core.disagreement import Beside, distance
from generator.core.guidelines import Decision, DecisionKind, Guideline, Outcome, Rule, Rules, Scope
from generator.core.narrowing import open_box
from generator.core.rulebook import Compiled, Rulebook, compile_rules
from generator.origin import Problem, Text, Where

Said = tuple[str, str]
SCOPE, INSIDE, OUTSIDE = "scope", "applies", "does not apply"
_EARLIER = " as it was"  # no id of a guideline ends so
_NOWHERE = Where("")
_SCOPE_DECISION = Decision(
    id=SCOPE, kind=DecisionKind.CHOICE, label="whom it is for", question="", where=_NOWHERE,
    outcomes=tuple(Outcome(id=one, label=one, clinician=one, plain=one) for one in (OUTSIDE, INSIDE)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Joint:
    """Both editions, compiled; `asked` is the box of whoever nothing is stated of."""

    book: Rulebook
    beside: Beside
    asked: Box
    name: str

    def guides(self, decision: str) -> tuple[Compiled, Compiled]:
        """The earlier edition and the one of now; for whom they are is a table of guidelines of their own."""
        suffix = SCOPE if decision == SCOPE else ""
        return self.book.guidelines[self.name + _EARLIER + suffix], self.book.guidelines[self.name + suffix]

    def decision(self, name: str) -> Decision:
        """A decision, or the question whom a guideline is for."""
        return self.book.rules.decisions[name]

    def changes(self, decision: str) -> list[Said]:
        """From which outcomes to which others, the farthest apart first.  Raises TooLargeError."""
        one, other = (guide.tables[decision].node for guide in self.guides(decision))
        if one == other:
            return []
        if not (self.book.diagrams.exact[one] and self.book.diagrams.exact[other]):
            raise TooLargeError
        order = self.decision(decision)
        pairs = [said for said in self.beside.exact_pairs(one, other) if said[0] != said[1]]
        return sorted(pairs, key=lambda said: (-distance(order, said), [order.rank(outcome) for outcome in said]))


def joined(rules: Rules, earlier: Guideline, now: Guideline, room: int) -> Joint | Problem:
    """Both editions with the facts of now; the first problem where the earlier one cannot be read with these."""
    was = replace(earlier, id=now.id + _EARLIER)
    both = replace(rules, guidelines=(now, was, _scope_table(now), _scope_table(was)), conditions={},
                   decisions={**rules.decisions, SCOPE: _SCOPE_DECISION})
    book, problems = compile_rules(both, room)
    if book is None:
        return problems[0]
    everyone, asked = open_box(book, {fact.id: fact.whole for fact in book.rules.facts}), open_box(book, {})
    assert isinstance(everyone, Box)
    assert isinstance(asked, Box)
    return Joint(book=book, beside=Beside(everyone.forgetful()), asked=asked, name=now.id)


def with_terms(guide: Guideline, terms: Mapping[str, AnyDerived]) -> Guideline:
    """A guideline that takes these terms for its own, where it has none of the same name."""
    return replace(guide, local={**terms, **guide.local})


def with_one_table(guide: Guideline, decision: str) -> Guideline:
    """A guideline with one table and those that it reads, however far."""
    kept, queue = dict[str, tuple[Rule, ...]](), [decision]
    while queue:
        name = queue.pop()
        if name in guide.tables and name not in kept:
            kept[name] = guide.tables[name]
            queue += [read for rule in kept[name] if rule.when is not None for read in names_in(rule.when)]
    return replace(guide, tables=kept)


def _scope_table(guide: Guideline) -> Guideline:
    """Whom a guideline is for, as a table for everybody."""
    rows = (_row(INSIDE, guide.scope), _row(OUTSIDE, guide.scope))
    everybody = replace(guide.scope, applies_when=All((), _NOWHERE))
    return replace(guide, id=guide.id + SCOPE, scope=everybody, tables={SCOPE: rows})


def _row(outcome: str, scope: Scope) -> Rule:
    return Rule(id=outcome, outcome=outcome, when=scope.applies_when if outcome == INSIDE else None,
                because=Text(scope.words, scope.where), grade="", locator=scope.locator, checked=scope.checked, where=scope.where)
