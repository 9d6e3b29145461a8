"""Drugs that the facts speak against carry a mark wherever they are listed."""

from __future__ import annotations

import pytest

from tests.worlds import World

PLANT, ADVICE = "scenarios/indoor/wilting-plant.yaml", "content/advice/daily-care.yaml"
CARE = '<a class="misfit" href="#eligibility">(<span aria-hidden="true">!</span> for this plant: with care)</a>'


@pytest.fixture
def infested(small_world: World) -> World:
    """A fern with so many pests that the club lists its sprays, and as many yellow leaves as are stated."""
    small_world.edit(PLANT, "garden-club-2020.applies: unknown", "garden-club-2020.applies: yes")
    small_world.edit(PLANT, "  garden-club-2020.treatment: {possible: [leave_alone, watch, treat]}\n", "")
    small_world.edit(PLANT, "  fern-society-2024.treatment: {possible: [no_recommendation, treat]}\n", "")
    small_world.edit(PLANT, "for: ferns and orchids\nnot_for: cacti\n", "")
    return small_world


def drugs_of(world: World, yellow: str) -> str:
    more = f"  plant_kind: fern\n  pests_seen: yes\n  pests_per_leaf: 12\n  yellow_leaves: {yellow}\n"
    world.edit(PLANT, "  moisture_root: 2.0\n", f"  moisture_root: 2.0\n{more}")
    text = world.pages()["scenarios/wilting-plant/index.md"].data.decode()
    return text.partition("{ #drugs")[2].partition("{ #cautions")[0]


def test_a_drug_that_its_label_speaks_against_is_marked_in_the_list_and_stays_in_it(infested: World) -> None:
    assert f"<strong>soap spray {CARE}; then oil spray" in drugs_of(infested, "5")


@pytest.mark.parametrize("yellow", ["4", "0..9"])
def test_a_drug_that_may_suit_is_not_marked(infested: World, yellow: str) -> None:
    assert "<strong>soap spray; then oil spray" in drugs_of(infested, yellow)


def test_a_mark_leads_to_what_the_label_says(infested: World) -> None:
    assert "{ #eligibility" in drugs_of(infested, "5")


def test_advice_on_drugs_says_which_of_those_it_names_are_marked(infested: World) -> None:
    infested.write("content/advice/sprays.yaml", """id: sprays
title: Sprays
plain_title: Sprays
section: drugs
summary: Which spray was tried on what.
advice:
  - id: soap-trial
    strength: trial
    checked: source
    clinician: Suddo was tried on ferns [@leaf-trial-2019].
  - id: oil-trial
    strength: trial
    checked: source
    clinician: Oil spray was tried on ferns [@leaf-trial-2019].
""")
    named, other = (line for line in drugs_of(infested, "5").splitlines() if "was tried" in line)
    assert named.endswith(f"<em>Soap spray {CARE}.</em>")
    assert "misfit" not in other


def test_what_no_label_allows_may_be_open_between_two_answers(infested: World) -> None:
    soap = "content/drugs/soap_spray.yaml"
    infested.edit(soap, "when: plant_kind = cactus\n", "when: {any: [plant_kind = cactus, leaves < 20]}\n")
    for leaves in (4, 5):
        infested.edit(soap, f"facts: {{plant_kind: fern, yellow_leaves: {leaves}}}",
                      f"facts: {{plant_kind: fern, leaves: 20, yellow_leaves: {leaves}}}")
    assert "for this plant: with care <strong>or</strong> ruled out)" in drugs_of(infested, "5")


def test_what_a_label_says_of_everyone_is_no_mark(infested: World) -> None:
    infested.edit("content/drugs/soap_spray.yaml", "        outcome: suitable\n", "        outcome: caution\n")
    infested.edit("content/drugs/soap_spray.yaml", "spray_fit: suitable", "spray_fit: caution")
    assert "misfit" not in drugs_of(infested, "5")
