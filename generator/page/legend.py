"""The legend of a map: a letter and a tone for each answer, and a pattern for each set of answers.

In: Context, Decision, sets of answers.  Out: Legend.  Never: lets two answers share a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.core.guidelines import Decision, DecisionKind
from generator.core.planes import Answers
from generator.core.rulebook import OUTSIDE
from generator.page.context import Context
from generator.page.markup import md
from generator.page.plot import pattern, swatch

_TONES, _OUTER_TONES = 6, 3  # as many as the styles have
NOBODY: Answers = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One set of possible answers: its pattern, a piece of it, its letters and its words, ready to place."""

    pattern: str
    swatch: str
    letters: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Legend:
    """What the patterns of a map mean, and the patterns themselves."""

    keys: Mapping[Answers, Key]
    patterns: str


def legend_of(context: Context, name: str, decision: Decision, found: Iterable[Answers]) -> Legend:
    """The legend of all sets of answers on one map, single answers first."""
    sets = set(found)
    outcomes = sorted({one for answers in sets for one in answers} - {OUTSIDE}, key=decision.rank)
    signs = {**{one: _letter(place) for place, one in enumerate(outcomes)}, OUTSIDE: "–"}
    tones = {**dict(zip(outcomes, _tones(decision, outcomes), strict=True)), OUTSIDE: "tone-none"}
    order = list(signs)
    keys, patterns = {}, []
    for answers in sorted(sets, key=lambda some: (len(some) != 1, sorted(map(order.index, some)))):
        ordered = sorted(answers, key=order.index)
        drawn = f"{name}-{'-'.join(str(order.index(one)) for one in ordered) or 'nobody'}"
        patterns.append(pattern(drawn, [tones[one] for one in ordered] or ["tone-nobody"],
                                order.index(ordered[0]) if ordered else 0))
        letters = f" {context.words.either} ".join(signs[one] for one in ordered) or "×"
        keys[answers] = Key(pattern=drawn, swatch=swatch(drawn), letters=md(letters), words=_words(context, decision, ordered))
    return Legend(keys=keys, patterns="".join(patterns))


def _letter(place: int) -> str:
    return f"{chr(ord('A') + place % 26)}{place // 26 or ''}"


def _tones(decision: Decision, outcomes: list[str]) -> Iterator[str]:
    """Mild to strong for an order, one after the other elsewhere; tones of their own for what stands outside the order."""
    inner = [one for one in outcomes if one not in decision.outside]
    outer = [outcome.id for outcome in decision.outcomes if outcome.id in decision.outside]
    for one in outcomes:
        if one in outer:
            yield f"tone-outer-{outer.index(one) % _OUTER_TONES}"
        elif decision.kind is DecisionKind.ORDERED and len(inner) > 1:
            yield f"tone-{inner.index(one) * (_TONES - 1) // (len(inner) - 1)}"
        else:
            yield f"tone-{inner.index(one) % _TONES}"


def _words(context: Context, decision: Decision, ordered: list[str]) -> str:
    """All answers still possible, in words."""
    if not ordered:
        return md(context.words.map_nobody)
    return context.either.join(md(context.words.outside_scope if one == OUTSIDE else context.outcome_words(decision.id, one))
                               for one in ordered)
