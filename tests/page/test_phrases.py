"""Words for facts and their values."""

from __future__ import annotations

import pytest

from generator.check.compendium import Compendium
from generator.core.facts import Values
from generator.page.phrases import phrases_of, uncapital


@pytest.mark.parametrize(("written", "inside"), [
    ("Watering", "watering"), ("First spray", "first spray"), ("pH of the soil", "pH of the soil"),
    ("X-ray or not", "X-ray or not"),    ("DNA test", "DNA test"), ("A leaf", "A leaf"), ("", ""),
])
def test_a_label_inside_a_sentence_keeps_the_capitals_of_names(written: str, inside: str) -> None:
    assert uncapital(written) == inside


@pytest.mark.parametrize(("values", "words"), [
    (Values(((10, 200),)), "pests on the worst leaf ≥ 10 a leaf"),
    (Values(((1, 9),)), "pests on the worst leaf ≤ 9 a leaf"),
    (Values(((1, 2), (10, 200))), "pests on the worst leaf: 2 a leaf or less or 10 a leaf or more"),
    (Values(((5, 7), (10, 200))), "pests on the worst leaf: 5 to 7 a leaf or 10 a leaf or more"),
])
def test_numbers_in_one_run_are_compared_and_others_are_listed(
        small_library: Compendium, values: Values, words: str) -> None:
    knowledge = small_library.knowledge
    fact = knowledge.known_facts["pests_per_leaf"]
    ticks = Values(tuple((low - 1 + fact.low, high - 1 + fact.low) for low, high in values.ranges))
    assert phrases_of(knowledge).compared(fact, ticks).replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_value_that_may_also_be_absent_is_listed(small_library: Compendium) -> None:
    knowledge = small_library.knowledge
    fact = knowledge.known_facts["moisture_saucer"]
    found = phrases_of(knowledge).compared(fact, Values(((fact.low, fact.low + 5),), absent=True))
    assert found == "moisture in the saucer: 0.5 or less or not measured"
