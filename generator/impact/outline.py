"""What an edit changes as an outline, for people: text on a terminal and Markdown are set from it.

In: Impact.  Out: Outline.  Never: escapes or wraps; nor leaves anything out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from generator.core.guidelines import Rule
from generator.impact.cases import AnswerChange, CaseChange, ItemChange, word_changes
from generator.impact.comparison import Impact
from generator.impact.edited import edited_entries
from generator.impact.entries import Entry, scenarios_entry, several, wordings
from generator.impact.patients import Compared, Patient
from generator.impact.summary import from_to, headline, transitions
from generator.impact.wording import Wording

T = TypeVar("T")
_HOW = {"appears": "appears", "disappears": "disappears", "reworded": "is said otherwise",
        "certain": "holds for certain; before it was open", "uncertain": "may hold; before it held for certain"}
_ONES = ("Before", "Now")


@dataclass(frozen=True, slots=True)
class Part:
    """Entries below a heading, and what these are."""

    title: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All of it."""

    headline: str
    parts: tuple[Part, ...]


def outline_of(impact: Impact) -> Outline:
    """The outline; parts without an entry are left out."""
    maker = _Maker(impact)
    parts = (
        Part("Answers that change", "With the row that decides, or the rows that may.", tuple(maker.answers())),
        Part("Who leads", "", tuple(maker.lead())),
        Part("Advice, pitfalls and notices", "", tuple(maker.items())),
        Part("Open questions", "The answers are the same, but depend on other facts.", tuple(maker.needs())),
        Part("Reasons", "The answers are the same, for another reason or in other words.", tuple(maker.reasons())),
        Part("Words and facts of scenarios", "", tuple(maker.own_words())),
        Part("New and gone", "", tuple(maker.beside())),
        Part("For every possible patient", _about_patients(impact), tuple(maker.tables())),
        Part("What was edited", "Words that many pages share, such as labels, cautions of drugs and standing words, are not "
             "counted by scenario.", tuple(edited_entries(impact))),
    )
    return Outline(headline(impact), tuple(part for part in parts if part.entries))


class _Maker:
    """Makes the entries of each part."""

    def __init__(self, impact: Impact) -> None:
        self.impact, self.words = impact, Wording(impact)
        self.sides = impact.before, impact.now

    def answers(self) -> Iterator[Entry]:
        """By what the answer was and is, then by the rows that decide."""
        for one in transitions(self.impact):
            yield Entry(f"{self.words.place(one.place)}: {from_to(self.impact, one)}; {several(len(one.answers), 'scenario')}",
                        tuple(self._by_rows(one.answers)))

    def _by_rows(self, answers: Iterable[tuple[CaseChange, AnswerChange]]) -> Iterator[Entry]:
        """What did it, the rows before and now, and the scenarios of which this is true."""
        for group in _grouped(answers, lambda pair: (*map(_ids, pair[1].telling), pair[1].causes)):
            answer = group[0][1]
            rows = (Entry(f"{one}: {self.words.row(side, answer.place, rule)}")
                    for one, side, rules in zip(_ONES, self.sides, answer.telling, strict=True) for rule in rules)
            yield Entry(f"What did it: {self.words.causes(answer.causes)}", (*rows, _scenarios(group)))

    def lead(self) -> Iterator[Entry]:
        """By decision and guidelines."""
        for group in _grouped(self._each(lambda change: change.lead), lambda pair: pair[1]):
            lead = group[0][1]
            before, now = self.words.lead(lead.before), self.words.lead(lead.now)
            yield Entry(f"{self.words.decision(lead.decision)}: {before} led, now {now}", (_scenarios(group),))

    def items(self) -> Iterator[Entry]:
        """By item and what happens to it."""
        for group in _grouped(self._each(lambda change: change.items), lambda pair: (pair[1].item.id, pair[1].how)):
            change = group[0][1]
            said = f'{change.item.sort.capitalize()} "{change.item.id}" {_HOW[change.how]}'
            yield Entry(f"{said}, {several(len(group), 'scenario')}", (*_item_words(change), _scenarios(group)))

    def needs(self) -> Iterator[Entry]:
        """By answer and facts."""
        for group in _grouped(self._each(lambda change: change.needs), lambda pair: pair[1]):
            needs = group[0][1]
            facts = (Entry(f"{one}: {self.words.needs(side, names)}")
                     for one, side, names in zip(_ONES, self.sides, (needs.before, needs.now), strict=True))
            yield Entry(self.words.place(needs.place), (*facts, _scenarios(group)))

    def reasons(self) -> Iterator[Entry]:
        """By answer and rows."""
        for group in _grouped(self._each(lambda change: change.reasons), lambda pair: pair[1].place):
            yield Entry(f"{self.words.place(group[0][1].place)}, {several(len(group), 'scenario')}", tuple(self._by_rows(group)))

    def own_words(self) -> Iterator[Entry]:
        """By scenario."""
        for change in self.impact.changed:
            if change.stated or change.words:
                yield Entry(f"{change.id}: {change.scenario.title}", (*wordings(change.stated), *wordings(change.words)))

    def beside(self) -> Iterator[Entry]:
        """Scenarios on one side only; one that has another id than before is gone and new."""
        for word, scenarios in (("New", self.impact.new), ("Gone", self.impact.gone)):
            if scenarios:
                yield Entry(word, (scenarios_entry(scenarios),))

    def tables(self) -> Iterator[Entry]:
        """By table."""
        for table in self.impact.tables:
            yield Entry(f"{self.words.place(table.place)}: {_found(table)}",
                        tuple(self._patient(table, patient) for patient in table.patients))

    def _patient(self, table: Compared, patient: Patient) -> Entry:
        was, is_ = (self.words.outcome(side, table.place[1], said) for side, said in zip(self.sides, patient.said, strict=True))
        rows = (Entry(f"{one}: {self.words.row(side, table.place, rule)}")
                for one, side, rule in zip(_ONES, self.sides, patient.rows, strict=True))
        return Entry(f"From {was} to {is_}: {self.words.patient(patient.stated)}", tuple(rows))

    def _each(self, parts: Callable[[CaseChange], Iterable[T]]) -> Iterator[tuple[CaseChange, T]]:
        """All changes of one sort, each with its scenario."""
        yield from ((change, part) for change in self.impact.changed for part in parts(change))


def _grouped(pairs: Iterable[tuple[CaseChange, T]],
             key: Callable[[tuple[CaseChange, T]], Hashable]) -> Iterator[list[tuple[CaseChange, T]]]:
    """Pairs with one key together, in the order in which they come."""
    groups: dict[Hashable, list[tuple[CaseChange, T]]] = {}
    for pair in pairs:
        groups.setdefault(key(pair), []).append(pair)
    yield from groups.values()


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)


def _scenarios(group: Iterable[tuple[CaseChange, object]]) -> Entry:
    return scenarios_entry(change.scenario for change, _ in group)


def _item_words(change: ItemChange) -> Iterator[Entry]:
    """The words of an item; both wordings where it has others."""
    if change.before is not None and change.now is not None:
        yield from wordings(word_changes(change.before.written, change.now.written))
        if change.item.condition and change.how != "reworded":
            yield Entry(f"If {change.item.condition}")
        return
    yield Entry(change.item.written.get("for clinicians", ""))


def _found(table: Compared) -> str:
    """What is known of a table, in words."""
    if table.unknown:
        return table.unknown
    if table.same:
        return "nobody is answered otherwise"
    unseen = len(table.patients) + table.more
    shown = f"{several(len(table.seen), 'kind')} of change that scenarios show" if table.seen else ""
    hidden = f"{several(unseen, 'kind')} of change that no scenario shows" if unseen else ""
    more = f" ({table.more} of them without an example here)" if table.more else ""
    return " and ".join(filter(None, (shown, hidden))) + more


def _about_patients(impact: Impact) -> str:
    """How tables were compared."""
    said = "Tables before and now, with the smallest patients whose answer changes although no scenario shows it."
    if impact.edits.grounds:
        said += " Both are read with the facts of now, which are not what they were."
    return said
