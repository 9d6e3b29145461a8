from __future__ import annotations

import pytest

from generator.authoring.facts import fact_words, values_words
from generator.check.compendium import Compendium


@pytest.mark.parametrize(("name", "words"), [
    ("pests_seen", "Write yes or no."),
    ("plant_kind", "Write fern, orchid, cactus."),
    ("product_in_use", "Write none, soap_spray (soap spray), oil_spray (oil spray)."),
    ("leaves", "Write a number, 1 to 500 in steps of 1, or a range such as 167..334."),
    ("moisture_root", "Write a number, 0.0 to 10.0 in steps of 0.1, or a range such as 3.3..6.7."),
    ("moisture_saucer", 'Write a number, 0.0 to 10.0 in steps of 0.1, or a range such as 3.3..6.7. Or "not measured".'),
])
def test_what_can_be_written_is_said(small_library: Compendium, name: str, words: str) -> None:
    assert values_words(small_library.knowledge.known_facts[name]) == words


@pytest.mark.parametrize(("name", "words"), [
    ("pests_per_leaf", "Only where pests_seen."),
    ("moisture_saucer", "Left out, it counts as not measured: Few pots stand in a saucer."),
    ("leaves", "Number of leaves, leaves."),
])
def test_when_it_is_asked_and_what_is_assumed_is_said(small_library: Compendium, name: str, words: str) -> None:
    assert words in fact_words(small_library.knowledge.known_facts[name])


def test_an_example_can_be_written(compendium: Compendium) -> None:
    for fact in compendium.knowledge.known_facts.values():
        if fact.kind.numeric:
            example = values_words(fact).partition("a range such as ")[2].split()[0].rstrip(".")
            assert fact.parse(example) <= fact.measured
