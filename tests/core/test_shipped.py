"""Every shipped table, of guidelines and of labels, answers patients at random as its rows read, one patient at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from generator.check.compendium import Compendium
from generator.core.conditions import names_in
from generator.core.derived import names_behind
from generator.core.facts import Fact, Values
from generator.core.guidelines import Impossible
from generator.core.rulebook import OUTSIDE, Rulebook
from tests.core.reference import NOT_APPLICABLE, Patient, Reference, Value, values_of
from tests.core.worlds import EFFORT, answer

PATIENTS, TRIES = 500 * EFFORT, 20


class Crowd:
    """Draws patients who can be, by the constraints as they are written; values on both sides of a threshold come often."""

    def __init__(self, book: Rulebook, draw: random.Random) -> None:
        self.rules, self.draw, self.reference = book.rules, draw, Reference(book.rules)
        self.values = {fact.id: telling(book, fact) for fact in self.rules.facts}
        self.bound: dict[str, list[Impossible | Fact]] = {fact.id: [] for fact in self.rules.facts}
        for fact in self.rules.facts:
            if fact.only_if is not None:
                self.bound[self._last([fact.id, *names_in(fact.only_if)])].append(fact)
        for entry in self.rules.impossible:
            self.bound[self._last(names_in(entry.when))].append(entry)

    def _last(self, names: list[str]) -> str:
        """The fact with which all is known that a constraint speaks of."""
        behind = names_behind(names, self.rules.derived)
        return [fact.id for fact in self.rules.facts if fact.id in behind][-1]

    def patients(self, count: int) -> Iterator[Patient]:
        while count:
            patient = self._patient()
            if patient is not None:
                count -= 1
                yield patient

    def _patient(self) -> Patient | None:
        """Fact by fact; None where no value was found that the earlier ones allow."""
        patient: dict[str, Value] = {}
        for name, values in self.values.items():
            if not any(self._fits(patient, name, self.draw.choice(values)) for _ in range(TRIES)):
                return None
        return patient

    def _fits(self, patient: dict[str, Value], name: str, value: Value) -> bool:
        """Whether a patient may have a value, who then has it."""
        patient[name] = value
        return not any(self._forbids(source, patient) for source in self.bound[name])

    def _forbids(self, source: Impossible | Fact, patient: Patient) -> bool:
        if isinstance(source, Impossible):
            return self.reference.holds(source.when, patient)
        assert source.only_if is not None
        return self.reference.holds(source.only_if, patient) == (patient[source.id] == NOT_APPLICABLE)


def telling(book: Rulebook, fact: Fact) -> list[Value]:
    """The values at each threshold and a step below, both ends, and what is no value."""
    starts = book.cells[book.levels[fact.id]].starts
    ticks = sorted({*starts, *(start - 1 for start in starts[1:]), fact.high})
    return values_of(fact, Values(tuple((tick, tick) for tick in ticks), fact.whole.absent, fact.whole.inapplicable))


@pytest.fixture(scope="module")
def crowd(compendium: Compendium) -> Crowd:
    return Crowd(compendium.book, random.Random(2026))


@pytest.fixture(scope="module")
def patients(crowd: Crowd) -> list[Patient]:
    return [*crowd.patients(PATIENTS)]


def test_patients_at_random_can_be(crowd: Crowd, patients: list[Patient]) -> None:
    assert all(map(crowd.reference.exists, patients))


def test_every_shipped_table_answers_as_its_rows_read(compendium: Compendium, crowd: Crowd, patients: list[Patient]) -> None:
    tried: set[str] = set()
    for guide in crowd.rules.guidelines:
        in_scope = [crowd.reference.applies(guide, patient) for patient in patients]
        for name, table in compendium.book.guidelines[guide.id].tables.items():
            for patient, applies in zip(patients, in_scope, strict=True):
                expected = crowd.reference.decide(guide, name, patient) if applies else OUTSIDE
                assert answer(compendium.book, table.node, patient) == expected, (guide.id, name, patient)
        tried |= {guide.id} if any(in_scope) else set()
    # A narrow scope, such as healthy people never scanned, may have nobody among patients drawn at random.
    assert len(tried) >= len(compendium.knowledge.editions) - 2
