from __future__ import annotations

import pytest

from generator.check.texts import is_pointer
from tests.worlds import World

FACTS = "content/facts.yaml"
CLUB = "content/guidelines/garden-club-2020.yaml"
CARE = "content/advice/daily-care.yaml"
SOAP = "content/drugs/soap_spray.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"


@pytest.mark.parametrize("sentence", [
    "Ask why.", "Look at the picture.", "Is it 2.5 or lower?", "Talk with your care team about it.", "**Why?**",
    'She asks "why?"',
    "One two three four five six seven eight nine ten.",
])
def test_a_question_or_a_few_words_without_a_digit_need_no_source(sentence: str) -> None:
    assert is_pointer(sentence)


@pytest.mark.parametrize("sentence", [
    "Take 1,200 mg.", "One two three four five six seven eight nine ten eleven.", "It is −1.0.", "Ask at 65.",
])
def test_a_claim_needs_a_source(sentence: str) -> None:
    assert not is_pointer(sentence)


@pytest.mark.parametrize(("path", "old", "new", "at"), [
    (FACTS, "tells them apart [@leaf-trial-2019, table 2].", "tells 9 of them apart.", ">-\n      Wilting"),
    (CLUB, "leafy plants [@garden-club-2020].", "9 leafy plants.", ">-\n  The club"),
    (CARE, "Look under **3 leaves** a week [@garden-club-2020, page 4].", "Look under **3 leaves** a week.",
     ">-\n      Look under **3"),
    (CARE, "Look under 3 leaves each week [@garden-club-2020].", "Look under 3 leaves each week.", ">-\n      Look under 3"),
    (CARE, "1 m is enough [@fern-society-2024]{recalled}.", "1 m is enough.", '"1 m is'),
    (CARE, "a moist root because it is drowning [@leaf-trial-2019, table 2].", "a moist root at 5.", ">-\n      Do not water"),
    (CARE, "The classes are for meters that read up to ten [@leaf-trial-2019].", "Use 10 points.", ">-\n      Use 10"),
    (SOAP, "3 times in 2 weeks [@soap-label].", "3 times in 2 weeks.", ">-\n  It is sprayed"),
    (SOAP, "because wet leaves burn [@soap-label, warning].", "because 9 of 10 leaves burn.", ">-\n      **Never"),
    (SOAP, "Do not spray in the sun [@soap-label].", "Do not spray at 12.", ">-\n      Do not spray"),
    (PLANT, "e.g. mites [@garden-club-2020]{recalled}.", "e.g. 9 mites.", ">-\n  **If it is"),
    (PLANT, "The soil is dry [@leaf-trial-2019].", "The soil is at 2.", ">-\n    The soil"),
], ids=repr)
def test_a_claim_without_a_source_is_named_wherever_it_stands(small_world: World, path: str, old: str, new: str, at: str) -> None:
    small_world.edit(path, old, new)
    assert (small_world.place(path, at), "uncited-sentence") in [(str(problem.where),
                                                                  problem.code) for problem in small_world.problems()]


def test_a_long_sentence_is_shortened_in_the_message(small_world: World) -> None:
    small_world.edit(PLANT, "The soil is dry [@leaf-trial-2019].", f"The soil is 1 {'and again ' * 20}dry.")
    assert [problem.message[-2:] for problem in small_world.problems() if problem.code == "uncited-sentence"] == ["…\""]
