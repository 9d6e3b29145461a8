"""Where guidelines agree and part on one case: what each says by decision, and how far open facts can part them.

In: Context, Decided.  Out: one line per decision.  Never: says which of them is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from operator import itemgetter

from generator.core.disagreement import Beside, Said, distance, farthest, shown_by
from generator.core.evaluation import Answer
from generator.core.guidelines import Decision
from generator.page.context import Context, Decided
from generator.page.markup import md
from generator.page.phrases import listed


def partings(context: Context, decided: Decided, names: Iterable[str], decisions: Iterable[str]) -> tuple[str, ...]:
    """Per decision that two guidelines answer: who says what, and the answers that lie farthest apart while some are open."""
    beside = Beside(decided.case.box.forgetful())
    return tuple(line for name in decisions
                 if (line := _Spoken(context, decided, context.compendium.knowledge.decisions[name], names).line(beside)))


Pair = tuple[str, str]


class _Spoken:
    """What the guidelines say on one decision; answers outside the order, such as silence, are no part of it."""

    def __init__(self, context: Context, decided: Decided, decision: Decision, names: Iterable[str]) -> None:
        self.context, self.decision, self.box = context, decision, decided.case.box
        verdicts = decided.heard
        given = {name: verdicts[name].answers[decision.id] for name in names if decision.id in verdicts[name].answers}
        self.answers: Mapping[str, Answer] = {name: answer for name, answer in given.items()
                                              if set(answer.possible) - decision.outside}

    def line(self, beside: Beside) -> str:
        """The decision with all that is to be said; nothing where fewer than two answer it."""
        if len(self.answers) < 2:
            return ""
        said = "; ".join(filter(None, (self._settled(), self._open())))
        return f"<strong>{md(self.decision.label)}:</strong> {said}." + self._as_far(beside)

    def _settled(self) -> str:
        """Who says what for certain."""
        words, together = self.context.words, dict[str, list[str]]()
        for name, answer in self.answers.items():
            if answer.outcome is not None:
                together.setdefault(answer.outcome, []).append(self.context.editions[name].name)
        if len(together) == 1 and len(*together.values()) == len(self.answers):
            return f"{md(words.agree_all)} {self._outcome(next(iter(together)))}"
        return "; ".join(f"{md(listed(names))} {md(words.agree_on if len(names) == 1 else words.agree_on_many)} "
                         f"{self._outcome(outcome)}" for outcome, names in sorted(together.items(), key=self._strongest))

    def _strongest(self, entry: tuple[str, list[str]]) -> int:
        return -self.decision.rank(entry[0])[0]

    def _open(self) -> str:
        names = [self.context.editions[name].name for name, answer in self.answers.items() if answer.outcome is None]
        return f"{md(self.context.words.agree_open)} {md(listed(names))}" if names else ""

    def _outcome(self, outcome: str) -> str:
        return f"<strong>{md(self.context.outcome_words(self.decision.id, outcome))}</strong>"

    def _as_far(self, beside: Beside) -> str:
        """The answers of two guidelines that lie farthest apart, where an open fact decides whether they do."""
        names, said = self._farthest(beside)
        if not said or self._at_most(names)[1]:
            return ""
        words, editions = self.context.words, self.context.editions
        guides = beside.box.book.guidelines[names[0]], beside.box.book.guidelines[names[1]]
        parting = shown_by(beside, self.decision, guides, said, self.context.examples_in(self.box))
        sides = [f"{md(editions[name].name)} ({md(editions[name].jurisdiction)}) {md(words.agree_on)} {self._outcome(outcome)}"
                 for name, outcome in zip(names, said, strict=True)]
        patient = md(self.context.phrases.patient(parting.example))
        return f" {md(words.disagree_possible)}: {', '.join(sides)}, {md(words.disagree_if)}: {patient}."

    def _farthest(self, beside: Beside) -> tuple[Pair, Said | None]:
        """Pairs that could lie farthest apart are looked at first; of equals, those that part for certain are taken."""
        best: tuple[tuple[int, bool], Pair, Said | None] = ((0, True), ("", ""), None)
        for pair in sorted(combinations(self.answers, 2), key=self._at_most, reverse=True):
            if best[0] >= self._at_most(pair):
                break
            nodes = [beside.box.book.guidelines[name].tables[self.decision.id].node for name in pair]
            said = farthest(self.decision, beside.pairs(*nodes))
            if said is not None:
                best = max(best, ((distance(self.decision, said), self._at_most(pair)[1]), pair, said), key=itemgetter(0))
        return best[1:]

    def _at_most(self, pair: Pair) -> tuple[int, bool]:
        """How far apart two answers could lie, as far as each tells on its own, and whether both are certain."""
        first, second = (self.answers[name] for name in pair)
        gaps = (distance(self.decision, (one, other)) for one in first.possible for other in second.possible)
        return max(gaps), bool(first.outcome and second.outcome)
