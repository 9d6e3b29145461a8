"""Percentages as figures out of 100: the drawing is exact, and the words say the same."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from generator.check.compendium import Compendium
from generator.core.facts import People
from generator.page.context import Context, context_of
from generator.page.people import sentence
from tests.page.conftest import Shelf
from tests.worlds import World

PEOPLE = People(who="pots", event="dry out", note="Nobody knows which.")
PLANT = "scenarios/indoor/wilting-plant.yaml"


@pytest.fixture(scope="module")
def context(compendium: Compendium) -> Context:
    return context_of(compendium)


@pytest.mark.parametrize(("percent", "words"), [
    ("3", "Out of 100 pots, about 3 will dry out. The other 97 will not."),
    ("1.4", "Out of 100 pots, more than 1 but fewer than 2 will dry out: about 14 in 1,000. The other 986 will not."),
    ("2.9", "Out of 100 pots, more than 2 but fewer than 3 will dry out: about 29 in 1,000. The other 971 will not."),
    ("0.6", "Out of 100 pots, fewer than 1 will dry out: about 6 in 1,000. The other 994 will not."),
    ("0.25", "Out of 100 pots, fewer than 1 will dry out: about 25 in 10,000. The other 9,975 will not."),
    ("0", "Out of 100 pots, fewer than 1 will dry out."),
    ("100", "Out of 100 pots, about 100 will dry out."),
])
def test_no_percentage_is_rounded_over_a_whole_number(context: Context, percent: str, words: str) -> None:
    assert sentence(context, PEOPLE, Fraction(percent)) == words


def filled(drawing: str) -> Fraction:
    """How much of a drawing is filled, in percent."""
    areas = re.findall(r'width="([\d.]+)" height="([\d.]+)" fill="url\(#figure-some\)"', drawing)
    return sum((Fraction(width) * Fraction(height) for width, height in areas), Fraction()) / 256


def test_every_percentage_that_a_case_states_is_drawn_exactly_and_none_besides(shelf: Shelf) -> None:
    drawn = 0
    for decided in shelf.cases:
        text = shelf.text(f"scenarios/{decided.case.scenario.id}/patient.md")
        facts = shelf.context.compendium.knowledge.known_facts
        stated = {(name, tick): facts[name].step * tick for name, values in decided.case.box.stated.items() if facts[name].people
                  for low, high in values.ranges for tick in (low, high)}
        found = {(fact, int(tick)): filled(svg)
                 for svg, fact, tick in re.findall(r'(<svg class="people-figures".*?id="people-(\w+?)-(\d+)".*?</svg>)', text)}
        assert found == stated
        drawn += len(found)
    assert drawn > 40


def test_of_a_range_both_ends_are_drawn_and_of_what_is_unstated_nothing(small_world: World) -> None:
    def leaflet() -> str:
        return small_world.pages()["scenarios/wilting-plant/patient.md"].data.decode()
    assert "people-figures" not in leaflet()
    small_world.edit("content/facts.yaml", "    site: Root\n",
                     "    site: Root\n    of_people: {who: pots, event: dry out, note: Nobody knows which.}\n")
    small_world.edit(PLANT, "moisture_root: 2.0", "moisture_root: 1.0..2.0")
    ends = re.findall(r"<p>(At the \w+ end): Out of 100 pots, about (\d)", leaflet())
    assert ends == [("At the low end", "1"), ("At the high end", "2")]
