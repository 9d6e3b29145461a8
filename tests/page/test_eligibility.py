"""What the labels of drugs say of a case."""

from __future__ import annotations

import pytest

from generator.check.compendium import Case, Compendium
from generator.core.boxes import Box
from generator.core.evaluation import evaluate
from generator.core.narrowing import open_box
from generator.page.context import context_of, decided_of, labels_of
from generator.page.eligibility import Fit, fits
from tests.worlds import World


@pytest.fixture
def garden(small_world: World) -> Compendium:
    return small_world.compendium


def fits_of(garden: Compendium, **stated: str) -> tuple[Fit, ...]:
    """What labels say of a plant of which so much is known."""
    known = garden.knowledge.known_facts
    box = open_box(garden.book, {name: known[name].parse(value) for name, value in stated.items()})
    assert isinstance(box, Box)
    labels = labels_of(garden, garden.knowledge.settings.edition_date)
    return fits(context_of(garden), decided_of(garden, Case(scenario=garden.cases[0].scenario, box=box),
                                               evaluate(box, lead=(), in_force=(), labels=labels)))


def test_a_label_holds_from_its_revision_on(garden: Compendium) -> None:
    first = min(drug.label.in_force for drug in garden.knowledge.drugs.values() if drug.label)
    assert (labels_of(garden, "1900-01-01"), bool(labels_of(garden, first))) == ((), True)


def test_a_label_rules_out_with_its_reason(garden: Compendium) -> None:
    fit, = fits_of(garden, plant_kind="cactus")
    assert (fit.drugs, fit.answer) == ((("soap_spray", "soap spray"),), "ruled out")
    assert "Not for cacti" in fit.why
    assert "soap-label" in fit.why


def test_both_sides_of_a_limit(garden: Compendium) -> None:
    assert [fits_of(garden, plant_kind="fern", yellow_leaves=leaves)[0].answer for leaves in ("4", "5")] == [
        "nothing known speaks against it", "with care"]


def test_what_is_open_says_what_it_depends_on(garden: Compendium) -> None:
    fit, = fits_of(garden, plant_kind="fern")
    assert (fit.drugs, fit.answer) == ((), "open")
    assert "number of yellow leaves" in fit.why


def test_a_drug_without_a_label_is_not_judged(garden: Compendium) -> None:
    assert all(name != "oil_spray" for fit in fits_of(garden) for name, _ in fit.drugs)
