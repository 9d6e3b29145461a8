"""How much an edit changes: scenarios counted by the weightiest thing that changes for them, answers by what they were and are.

In: Impact.  Out: Transitions, one sentence.  Never: counts a scenario in two kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.rulebook import GAP
from generator.core.truth import Truth
from generator.impact.cases import AnswerChange, CaseChange, Kind
from generator.impact.comparison import Impact
from generator.impact.sides import Place, Side, Stand
from generator.page.context import Context
from generator.page.phrases import listed, uncapital

MOST_NAMED = 4
NOT_ANSWERED, NOT_FOR, IF_IT_APPLIES, NO_ROW = "not answered", "outside its scope", "if it applies", "no row at all"
_ONLY = ((Kind.LEAD, "in who leads only"), (Kind.ADVICE, "in advice only"), (Kind.QUESTIONS, "in open questions only"),
         (Kind.WORDS, "in words only"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """All scenarios whose answer by one guideline goes from one stand to another."""

    place: Place
    before: Stand | None
    now: Stand | None
    answers: tuple[tuple[CaseChange, AnswerChange], ...]


def transitions(impact: Impact) -> tuple[Transition, ...]:
    """The largest first; of equals, in the order of guidelines and decisions."""
    found: dict[tuple[Place, Stand | None, Stand | None], list[tuple[CaseChange, AnswerChange]]] = {}
    for change in impact.changed:
        for answer in change.answers:
            found.setdefault((answer.place, answer.before, answer.now), []).append((change, answer))
    ordered = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0][0]))
    return tuple(Transition(place=key[0], before=key[1], now=key[2], answers=tuple(answers)) for key, answers in ordered)


def kinds(impact: Impact) -> Counter[Kind]:
    """How many scenarios change by their weightiest change."""
    return Counter(change.kind for change in impact.changed if change.kind is not None)


def headline(impact: Impact) -> str:
    """All of it in one sentence."""
    changed = len(impact.changed)
    if not changed:
        said = "No scenario changes"
    else:
        said = f"{changed} of {impact.total} scenarios {'changes' if changed == 1 else 'change'}: {', '.join(_counts(impact))}"
    beside = [f"{len(some)} {word}" for some, word in ((impact.new, "new"), (impact.gone, "gone")) if some]
    return f"{said}; {' and '.join(beside)}." if beside else f"{said}."


def _counts(impact: Impact) -> Iterator[str]:
    found = transitions(impact)
    for one in found[:MOST_NAMED]:
        yield (f"{len(one.answers)} {from_to(impact, one)} under {one.place[0]} "
               f"({uncapital(decision_label(impact, one.place[1]))})")
    if more := found[MOST_NAMED:]:
        cases = len({change.id for one in more for change, _ in one.answers})
        yield f"{len(more)} more kinds of change in answers, seen in {cases}"
    counts = kinds(impact)
    yield from (f"{counts[kind]} {words}" for kind, words in _ONLY if counts[kind])


def decision_label(impact: Impact, decision: str) -> str:
    """A decision in words, as they are, or were."""
    for side in (impact.now, impact.before):
        found = side.context.compendium.knowledge.decisions.get(decision)
        if found is not None:
            return found.label
    return decision


def from_to(impact: Impact, one: Transition) -> str:
    """What was answered and what is; a condition of both is said once."""
    before, now = _stand_words(impact.before, one.place, one.before), _stand_words(impact.now, one.place, one.now)
    shared = f", {IF_IT_APPLIES}"
    if before.endswith(shared) and now.endswith(shared):
        before = before.removesuffix(shared)
    return f"from {before} to {now}"


def _stand_words(side: Side, place: Place, stand: Stand | None) -> str:
    if stand is None:
        return NOT_ANSWERED
    if stand.applies is Truth.NOT_MET:
        return NOT_FOR
    said = listed([outcome_words(side.context, place[1], outcome) for outcome in stand.possible], "or")
    return f"{said}, {IF_IT_APPLIES}" if stand.applies is Truth.UNKNOWN else said


def outcome_words(context: Context, decision: str, outcome: str) -> str:
    """An outcome in words; also of a decision that is not there any more."""
    if outcome == GAP:
        return NO_ROW
    return context.outcome_words(decision, outcome) if decision in context.compendium.knowledge.decisions else outcome
