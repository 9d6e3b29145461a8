"""Words for facts and their values."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.check.compendium import Compendium
from generator.core.facts import Values
from generator.page.phrases import phrases_of, uncapital
from tests.core.worlds import leaf as leaf_of


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


@pytest.mark.parametrize(("ticks", "words"), [
    ((0, 0), "time since repotting: 0 months"), ((1, 1), "time since repotting: 1 month"),
    ((2, 2), "time since repotting: 2 months"), ((0, 1), "time since repotting: 1 month or less"),
    ((1, 240), "time since repotting: 1 month or more"), ((1, 3), "time since repotting: 1 to 3 months"),
])
def test_one_of_a_unit_is_singular(small_library: Compendium, ticks: tuple[int, int], words: str) -> None:
    fact = small_library.knowledge.known_facts["months_since_repotting"]
    assert phrases_of(small_library.knowledge).stated(fact, Values((ticks,))).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(("leaf", "words"), [
    ("months_since_repotting >= 1", "time since repotting ≥ 1 month"),
    ("months_since_repotting < 1", "time since repotting < 1 month"),
    ("0 < months_since_repotting <= 1", "0 < time since repotting ≤ 1 month"),
    ("leaves = 1", "number of leaves = 1 leaf"),
    ("leaves one_of(1 2)", "number of leaves = 1 leaf or 2 leaves"),
])
def test_one_of_a_unit_is_singular_in_a_condition(small_library: Compendium, leaf: str, words: str) -> None:
    assert phrases_of(small_library.knowledge).condition(leaf_of(leaf)).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(("name", "written", "words"), [
    ("bmd_femoral_neck", "0.680", "0.680"), ("t_score_femoral_neck", "-2.0", "−2.0"),
    ("frax_hip", "3.0", "3"), ("age", "70", "70"),
])
def test_a_number_keeps_the_decimals_in_which_it_is_reported(compendium: Compendium, name: str, written: str, words: str) -> None:
    assert phrases_of(compendium.knowledge).number(name, Fraction(written)) == words


def test_two_numbers_that_differ_by_one_differ_by_one_of_the_unit(compendium: Compendium) -> None:
    phrases = phrases_of(compendium.knowledge)
    found = [phrases.difference(name, Fraction(ticks)) for name in ("age", "frax_hip") for ticks in (1, 2)]
    assert [words.replace("\N{NO-BREAK SPACE}", " ") for words in found] == ["1 year", "2 years", "1 point", "2 points"]


def test_a_value_that_may_also_be_absent_is_listed(small_library: Compendium) -> None:
    knowledge = small_library.knowledge
    fact = knowledge.known_facts["moisture_saucer"]
    found = phrases_of(knowledge).compared(fact, Values(((fact.low, fact.low + 5),), absent=True))
    assert found == "moisture in the saucer: 0.5 or less or not measured"
