"""Which decisions stand on a page, and which guidelines a page goes through."""

from __future__ import annotations

import pytest

from tests.worlds import World

KB, PLANT = "content/kb.yaml", "scenarios/indoor/wilting-plant.yaml"
INSTEAD = """instead:
  - id: sprayed
    when: {not: product_in_use = none}
    places: {treatment: watering, compare: [watering], check: [], drugs: [], follow_up: [repotting], acts: []}
    audience: owners who spray already
    not_for: owners who do not spray
audience:"""


@pytest.fixture
def sprayed(small_world: World) -> World:
    """A world with other places for plants that are sprayed already."""
    small_world.edit(KB, "\naudience:", f"\n{INSTEAD}")
    return small_world


def page(world: World) -> str:
    return world.pages()["scenarios/wilting-plant/index.md"].data.decode()


def test_a_case_of_which_the_condition_is_certain_takes_the_other_places(sprayed: World) -> None:
    sprayed.edit(PLANT, "  moisture_root: 2.0\n", "  moisture_root: 2.0\n  product_in_use: soap_spray\n")
    sprayed.edit(PLANT, "for: ferns and orchids\nnot_for: cacti\n", "")
    text = page(sprayed)
    assert "## Does it need water now? { #treatment" in text
    assert "Does it need a spray?" not in text
    assert "owners who spray already" in text


def test_while_the_condition_is_open_the_usual_places_stand(sprayed: World) -> None:
    text = page(sprayed)
    assert "## Does it need a spray? { #treatment" in text
    assert "owners who spray already" not in text


@pytest.mark.parametrize(("asks", "asked"), [("", True), (", asks: [treatment]", True), (", asks: []", False)])
def test_only_what_the_page_leads_with_is_asked_where_that_is_declared(sprayed: World, asks: str, asked: bool) -> None:
    sprayed.edit(PLANT, "  moisture_root: 2.0\n", "  moisture_root: 2.0\n  product_in_use: soap_spray\n  plant_kind: fern\n")
    sprayed.edit(PLANT, "for: ferns and orchids\nnot_for: cacti\n", "")
    sprayed.edit(PLANT, "garden-club-2020.applies: unknown", "garden-club-2020.applies: yes")
    sprayed.edit(KB, "check: [], drugs: []", f"check: [treatment]{asks}, drugs: []")
    questions = page(sprayed).partition("{ #questions")[2].partition("{ #values")[0]
    assert ("Any mites or lice" in questions) is asked


@pytest.mark.parametrize(("old", "new", "code"), [
    ("check: [], drugs", "check: [], asks: [wattering], drugs", "unknown-decision"),
    ("treatment: watering, compare", "treatment: wattering, compare", "unknown-decision"),
    ("acts: []", "acts: [treat]", "unknown-outcome"), ("not: product_in_use", "not: product_is_use", "unknown-fact"),
    ("not: product_in_use = none", "not: [product_in_use = none]", "bad-condition"),
])
def test_other_places_are_checked_like_the_usual_ones(sprayed: World, old: str, new: str, code: str) -> None:
    sprayed.edit(KB, old, new)
    found, = {problem.code: problem for problem in sprayed.problems()}.values()
    assert (found.code, found.where.file) == (code, KB)


def test_a_guideline_that_may_lead_nothing_is_heard_only_where_it_applies(small_world: World) -> None:
    small_world.edit(KB, "lead: [garden-club-2020, fern-society-2024]", "lead: [garden-club-2020]")
    text = page(small_world)
    assert "May apply, too: <strong>Fern Society 2024</strong>, for ferns" in text
    assert '<a href="../../guidelines/fern-society-2024/">' not in text
    small_world.edit(PLANT, "  moisture_root: 2.0\n", "  moisture_root: 2.0\n  plant_kind: fern\n  years_kept: 3\n")
    small_world.edit(PLANT, "garden-club-2020.applies: unknown", "garden-club-2020.applies: yes")
    text = page(small_world)
    assert "May apply, too" not in text
    assert '<a href="../../guidelines/fern-society-2024/">' in text


def test_a_special_pitfall_stands_first_where_it_holds_and_nowhere_else(small_world: World) -> None:
    advice = "content/advice/daily-care.yaml"
    special = small_world.text(advice).replace("pitfalls:\n", """pitfalls:
  - id: special
    when: product_in_use = oil_spray
    when_words: it is sprayed with oil
    checked: source
    detail: yes
    clinician: Do not spray oil twice because it clogs the leaf [@garden-club-2020].
""", 1)
    small_world.write(advice, special)
    assert "Do not spray oil twice" not in page(small_world)
    small_world.edit(PLANT, "  moisture_root: 2.0\n", "  moisture_root: 2.0\n  product_in_use: oil_spray\n")
    assert page(small_world).partition("{ #pitfalls")[2].partition("1. ")[2].startswith("Do not spray oil twice")
