"""What changes for one case: answers, who leads, advice, open questions, words.

In: what both sides say on a case, Edits.  Out: CaseChange.  Never: takes a change of words for one of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from generator.check.compendium import Case
from generator.core.guidelines import Rule
from generator.core.truth import Truth
from generator.impact.causes import Cause, Judged, causes_of
from generator.impact.edits import Edits
from generator.impact.sides import Place, Said, Shown, Side, Stand, said_of
from generator.impact.written import content_of, same, with_citations
from generator.read.scenarios import Scenario

S = TypeVar("S")
T = TypeVar("T")


class Kind(StrEnum):
    """The weightiest thing that changes for a case."""

    ANSWERS = "answers"
    LEAD = "lead"
    ADVICE = "advice"
    QUESTIONS = "questions"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerChange:
    """An answer that changes; or, where both stands are the same, the rows that give it."""

    place: Place
    before: Stand | None
    now: Stand | None
    rows_before: tuple[Rule, ...]
    rows_now: tuple[Rule, ...]
    causes: tuple[Cause, ...]

    @property
    def telling(self) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """Of the rows that decide on one side, those that do not stand so on the other; all of them where there are none."""
        return _telling(self.rows_before, self.rows_now), _telling(self.rows_now, self.rows_before)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeadChange:
    """Another guideline leads a decision."""

    decision: str
    before: str | None
    now: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemChange:
    """Advice, a pitfall or a notice that comes, goes, or is said otherwise."""

    before: Shown | None
    now: Shown | None

    @property
    def item(self) -> Shown:
        """The item as it is, or was."""
        item = self.now or self.before
        assert item is not None
        return item

    @property
    def how(self) -> str:
        """What happens to it, in one word."""
        if self.before is None or self.now is None:
            return "appears" if self.before is None else "disappears"
        if self.before.truth is self.now.truth:
            return "reworded"
        return "certain" if self.now.truth is Truth.MET else "uncertain"


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedsChange:
    """An open answer depends on other facts."""

    place: Place
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WordChange:
    """A part of a case that an editor wrote otherwise; a fact that is stated otherwise."""

    part: str
    before: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseChange:
    """Everything that changes for one case."""

    scenario: Scenario
    stated: tuple[WordChange, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    lead: tuple[LeadChange, ...] = ()
    items: tuple[ItemChange, ...] = ()
    needs: tuple[NeedsChange, ...] = ()
    reasons: tuple[AnswerChange, ...] = ()
    words: tuple[WordChange, ...] = ()

    @property
    def id(self) -> str:
        """The case."""
        return self.scenario.id

    @property
    def kind(self) -> Kind | None:
        """The weightiest change; None where there is none."""
        weighed = ((Kind.ANSWERS, self.answers), (Kind.LEAD, self.lead), (Kind.ADVICE, self.items),
                   (Kind.QUESTIONS, self.needs), (Kind.WORDS, (*self.reasons, *self.words, *self.stated)))
        return next((kind for kind, changes in weighed if changes), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Both:
    """Both sides with what lies between them; `touched` are guidelines that may answer otherwise."""

    before: Side
    now: Side
    edits: Edits
    touched: frozenset[str]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the earlier first."""
        return self.before, self.now


def case_change(both: Both, before: Case, now: Case) -> CaseChange:
    """What changes for one case."""
    said = said_of(both.before, before), said_of(both.now, now)
    stated = tuple(word_changes(_stated(before), _stated(now)))
    answers = _Answers(both, *said, tuple(one.part for one in stated))
    return CaseChange(
        scenario=now.scenario, stated=stated, answers=tuple(answers.changed()),
        lead=tuple(LeadChange(decision=name, before=one, now=other)
                   for name, one, other in _pairs(said[0].lead, said[1].lead) if one != other),
        items=tuple(ItemChange(before=one, now=other) for _, one, other in _pairs(said[0].items, said[1].items)
                    if one is None or other is None or (one.truth, one.written) != (other.truth, other.written)),
        needs=tuple(answers.needs()), reasons=tuple(answers.reasons()),
        words=tuple(word_changes(_own_words(before.scenario), _own_words(now.scenario))))


class _Answers:
    """The answers of both sides to one case."""

    def __init__(self, both: Both, before: Said, now: Said, stated: tuple[str, ...]) -> None:
        self.both, self.before, self.now, self.stated = both, before, now, stated

    def changed(self) -> Iterator[AnswerChange]:
        """The answers that are not the same."""
        for place, before, now in _pairs(self.before.stands, self.now.stands):
            if _heard(before) != _heard(now):
                yield self._change(place, before, now)

    def _change(self, place: Place, before: Stand | None, now: Stand | None) -> AnswerChange:
        rows_before = self.both.before.rows(self.before.box, place) if before else ()
        rows_now = self.both.now.rows(self.now.box, place) if now else ()
        judged = Judged(place=place, before=rows_before, now=rows_now, stated=self.stated)
        return AnswerChange(place=place, before=before, now=now, rows_before=rows_before, rows_now=rows_now,
                            causes=causes_of(judged, self.both.sides, self.both.edits))

    def _unchanged(self) -> Iterator[tuple[Place, Stand]]:
        """The answers that are the same, but may rest on something else."""
        for place, before, now in _pairs(self.before.stands, self.now.stands):
            if before == now and now is not None and now.possible and (self.stated or place[0] in self.both.touched):
                yield place, now

    def needs(self) -> Iterator[NeedsChange]:
        """Open answers that depend on other facts than before."""
        for place, stand in self._unchanged():
            if len(stand.possible) > 1:
                before, now = self.both.before.needs(self.before.box, place), self.both.now.needs(self.now.box, place)
                if before != now:
                    yield NeedsChange(place=place, before=before, now=now)

    def reasons(self) -> Iterator[AnswerChange]:
        """Answers with other reasons, or the same in other words."""
        for place, stand in self._unchanged():
            change = self._change(place, stand, stand)
            if _reasons(change.rows_before) != _reasons(change.rows_now):
                yield change


def _heard(stand: Stand | None) -> tuple[object, ...]:
    """A guideline that is not there says as little as one that does not apply."""
    return () if stand is None or stand.applies is Truth.NOT_MET else (stand.applies, stand.possible)


def _reasons(rows: tuple[Rule, ...]) -> frozenset[object]:
    """What pages say of rows."""
    return frozenset(content_of((row.outcome, row.because, row.grade, row.locator, row.checked, row.tier, row.plain))
                     for row in rows)


def _telling(rows: tuple[Rule, ...], others: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rows if not any(same(rule, other) for other in others)) or rows


def _pairs(before: Mapping[T, S], now: Mapping[T, S]) -> Iterator[tuple[T, S | None, S | None]]:
    """What both sides say under each name, in the order of now."""
    for name in dict.fromkeys((*now, *before)):
        yield name, before.get(name), now.get(name)


def word_changes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[WordChange]:
    """What was written otherwise, part by part."""
    for part, one, other in _pairs(before, now):
        if one != other:
            yield WordChange(part=part, before=one or "", now=other or "")


def _stated(case: Case) -> dict[str, str]:
    """The facts that a case and its profiles state."""
    facts = {fact.id: fact for fact in case.box.book.facts}
    return {name: facts[name].write(values) for name, values in case.box.stated.items()}


def _own_words(scenario: Scenario) -> dict[str, str]:
    """What an editor wrote for the page of a case; parts that are left out have no words."""
    leaflet = scenario.leaflet
    words = {
        "title": scenario.title, "short title": scenario.short_title, "description": scenario.description,
        "topic": scenario.topic, "for": scenario.audience, "not for": scenario.not_for,
        "bottom line": with_citations(scenario.bottom_line), "profiles": ", ".join(scenario.given.profiles),
        "leaflet": "" if leaflet is None else f"{leaflet.title} {leaflet.audience} {with_citations(leaflet.short_answer)}",
        "notes on sites": "; ".join(f"{site}: {note}" for site, note in scenario.site_notes.items()),
        "neighbours": "; ".join(f"{one.scenario} ({one.because})" for one in scenario.neighbours),
        "history": "; ".join(f"{date} {change}" for date, change in scenario.history), "updated": scenario.updated,
    }
    return {part: said for part, said in words.items() if said}
