"""Why, rule by rule: the trace of every decision as a tree with signs, words, and the place of each rule.

In: Context, Decided.  Out: Paragraphs.  Never: relies on color, or shows a row without saying whether it is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.console import ALIKE, answer_words, depends_on, in_order, outcome_words, reason
from generator.core.conditions import All, Any, AtLeast, Not, names_in
from generator.core.evaluation import Answer, Verdict
from generator.core.truth import Step, Truth
from generator.layout import Paragraph, Tone, heading
from generator.origin import Where
from generator.page.context import Context, Decided, capital
from generator.page.phrases import Phrases
from generator.page.treatment import reading

_SIGNS = {Truth.MET: "✓", Truth.NOT_MET: "✗", Truth.UNKNOWN: "?"}
_TONES = {Truth.MET: Tone.GOOD, Truth.NOT_MET: Tone.BAD, Truth.UNKNOWN: Tone.OPEN}
_FORK, _LAST, _PASS, _DONE = "├─ ", "└─ ", "│  ", "   "
_GAP = Paragraph()


def rule_paragraphs(context: Context, decided: Decided) -> Iterator[Paragraph]:
    """Every guideline in scope with its decisions, every decision with its rows, every row with its condition."""
    if not decided.evaluation.verdicts:
        return
    yield _GAP
    yield heading("Rule by rule")
    yield Paragraph(words=f"{context.words.any_one} In brackets: how a rule was checked, and the file and line where it stands.")
    for verdict in in_order(context, decided.evaluation):
        yield _GAP
        yield from _Tree(context, decided, verdict).paragraphs()


class _Tree:
    """The decisions of one guideline."""

    def __init__(self, context: Context, decided: Decided, verdict: Verdict) -> None:
        self.context, self.decided, self.verdict = context, decided, verdict
        self.edition = context.editions[verdict.guideline]
        self.phrases: Phrases = context.phrases.local(self.edition.rules.local)

    def paragraphs(self) -> Iterator[Paragraph]:
        scope = self.edition.rules.scope
        yield heading(f"{self.edition.name} ({self.edition.jurisdiction})")
        yield self._said(self.verdict.applies, f"it is for {scope.words} [{_place(scope.where)}]", "", "  ")
        yield from self._below([self.verdict.scope], "  ")
        for answer in self.verdict.answers.values():
            yield _GAP
            yield Paragraph(words=self._answered(answer), first="  ", rest="  ")
            if not self.context.proved(self.verdict.guideline, answer.decision):
                yield Paragraph(words=self.context.words.not_proved, first="  ", rest="  ")
            yield from self._rows(answer)

    def _answered(self, answer: Answer) -> str:
        words = f"{answer_words(self.context, answer)}."
        if answer.needs:
            return f"{words} {depends_on(self.context, answer)}."
        return words if answer.decider is not None else f"{words} {capital(ALIKE)}."

    def _rows(self, answer: Answer) -> Iterator[Paragraph]:
        for number, row in enumerate(answer.rules):
            last = number == len(answer.rules) - 1
            yield self._row(answer, number, "  " + (_LAST if last else _FORK), "  " + (_DONE if last else _PASS))
            if row.step is not None and (answer.decider is None or number <= answer.decider):
                yield from self._below([row.step], "  " + (_DONE if last else _PASS))

    def _row(self, answer: Answer, number: int, first: str, rest: str) -> Paragraph:
        row = answer.rules[number]
        words = (f"{capital(outcome_words(self.context, answer, row.rule.outcome))}: "
                 f"{reason(self.context, self.verdict, answer, number)} "
                 f"[{self.context.checked_words(row.rule.checked)}; {_place(row.rule.where)}]")
        return self._said(row.truth, words, self._part_played(answer, number), first, rest)

    def _part_played(self, answer: Answer, number: int) -> str:
        """Whether a row decides, may decide, or is never come to."""
        decides = answer.decider
        if decides is None or number < decides:
            return ""
        if number > decides:
            return ", not reached"
        above = any(row.truth is Truth.UNKNOWN for row in answer.rules[:decides])
        return ", decides unless a row above is met" if above and answer.outcome is None else ", DECIDES"

    def _below(self, steps: Sequence[Step], indent: str) -> Iterator[Paragraph]:
        for step in steps:
            last = step is steps[-1]
            within = indent + (_DONE if last else _PASS)
            yield self._said(step.truth, self._condition(step), "", indent + (_LAST if last else _FORK), within)
            yield from self._below(step.parts, within)

    def _condition(self, step: Step) -> str:
        match step.written:
            case All():
                return "all of these"
            case Any():
                return "any of these"
            case Not():
                return "the opposite of this"
            case AtLeast(count=count):
                return f"at least {count} of these"
            case _:
                return self._leaf(step)

    def _leaf(self, step: Step) -> str:
        """One comparison, with the values it reads; not with those that it names itself."""
        words = self.phrases.condition(step.written)
        plain = all(name in self.phrases.facts for name in names_in(step.written))
        read = "" if plain and step.truth is Truth.UNKNOWN else reading(self.context, self.decided, step, self.phrases)
        return f"{words} ({read})" if read and read not in (words, f"{words}: yes", f"{words}: no") else words

    def _said(self, truth: Truth, words: str, role: str, first: str, rest: str = "") -> Paragraph:
        mark = f"{_SIGNS[truth]} {self.context.truth_words(truth)}{role}"
        return Paragraph(words=f": {words}", mark=mark, tone=_TONES[truth], first=first, rest=(rest or first) + "  ")


def _place(where: Where) -> str:
    """Where an editor finds it."""
    return f"{where.file}:{where.line}"
