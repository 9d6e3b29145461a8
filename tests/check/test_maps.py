"""Maps that a knowledge base asks for."""

from __future__ import annotations

from generator.read.settings import AnswerMap
from tests.worlds import World, codes

KB = "content/kb.yaml"
DECISIONS = "content/decisions.yaml"


def the_map(world: World) -> AnswerMap:
    one, = world.compendium.knowledge.settings.maps
    return one


def test_a_map_names_its_decision_and_what_is_drawn_of_two_facts(small_world: World) -> None:
    one = the_map(small_world)
    assert (one.id, one.decision, one.across.fact, one.up.fact) == ("moisture", "watering", "moisture_top", "moisture_root")
    assert (one.across.low, one.across.high) == (0, 60)


def test_the_patient_of_a_map_has_the_facts_of_its_profiles_too(small_world: World) -> None:
    plane, = small_world.compendium.planes
    fact = small_world.compendium.knowledge.known_facts["plant_kind"]
    assert fact.write(plane.box["plant_kind"]) == "fern"


def test_a_map_of_a_decision_that_no_guideline_has_is_a_mistake(small_world: World) -> None:
    text = small_world.text(DECISIONS)
    small_world.write(DECISIONS, text.replace("  - id: repotting\n", "  - id: feeding\n    kind: interval\n    label: Feeding\n"
                                              "    question: When is it fed?\n  - id: repotting\n"))
    small_world.edit(KB, "decision: watering", "decision: feeding")
    found, = small_world.problems()
    assert (found.code, str(found.where)) == ("empty-map", small_world.place(KB, "feeding"))


def test_a_guideline_that_cannot_be_read_does_not_make_a_map_empty(small_world: World) -> None:
    small_world.write("content/guidelines/fern-society-2024.yaml", "id: fern-society-2024\n")
    assert "empty-map" not in codes(small_world.problems())


def test_maps_wait_until_the_facts_can_be_read(small_world: World) -> None:
    small_world.write("content/facts.yaml", "facts: []\n")
    assert {problem.where.file for problem in small_world.problems()} == {"content/facts.yaml"}
