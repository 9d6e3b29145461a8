"""Facets: their counts are those of a count by hand over what is published of each case, and what is open stays open."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from generator.core.boxes import Box
from generator.core.narrowing import open_box
from generator.page.browse import NONE, OPEN, facet_parts, facet_values, numbers_of
from generator.page.context import context_of, decide
from generator.page.shelf import CaseLine, by_topic
from generator.page.status import status_line
from tests.page.conftest import Shelf, line_of
from tests.page.reviewed import add_event
from tests.worlds import World

PLANT = "scenarios/indoor/wilting-plant.yaml"
SITES = ("t_score_lumbar_spine", "t_score_femoral_neck", "t_score_total_hip", "t_score_radius_33")
NOT_MEASURED = "not measured"


def counts(shelf: Shelf, facet: str) -> dict[str, int]:
    """What the form above the list of cases says."""
    form = shelf.text("scenarios/index.md").partition('<form class="narrow"')[2].partition("</form>")[0]
    found = re.findall(rf'name="{facet}" value="([^"]*)">.*?<span class="narrow-count">(\d+)</span>', form)
    return {name: int(count) for name, count in found}


def by_hand(shelf: Shelf, values_of) -> dict[str, int]:
    twins = [json.loads(shelf.text(f"data/scenarios/{one.case.scenario.id}.json")) for one in shelf.cases]
    return dict(Counter(value for twin in twins for value in values_of(twin)))


def sites(twin) -> list[str]:
    return [name for name in SITES if twin["facts"].get(name, NOT_MEASURED) != NOT_MEASURED] or [OPEN]


def guidelines(twin) -> list[str]:
    return [name for name, one in twin["guidelines"].items() if one["applies"] == "yes"] or [OPEN]


def answer(decision: str, prefix: str, twin) -> list[str]:
    lead = twin["lead"].get(decision)
    if lead is None:
        return [f"{prefix}no_recommendation"]
    one = twin["guidelines"][lead]
    outcome = one["decisions"][decision]["outcome"]
    return [OPEN if outcome is None or one["applies"] != "yes" else prefix + outcome]


def on_a_drug(twin) -> bool:
    """For certain: then other decisions stand on the page."""
    return "none" not in twin["facts"].get("current_drug", "none").split(" | ")


def test_sites_and_guidelines_are_counted_right(shelf: Shelf) -> None:
    assert counts(shelf, "site") == by_hand(shelf, sites)
    assert counts(shelf, "guideline") == by_hand(shelf, guidelines)


def test_leading_answers_are_counted_right(shelf: Shelf) -> None:
    def treatment(twin) -> list[str]:
        return answer("continue_pause_switch" if on_a_drug(twin) else "drug_treatment",
                      "continue_pause_switch." if on_a_drug(twin) else "drug_treatment.", twin)

    assert counts(shelf, "answer") == by_hand(shelf, treatment)
    assert counts(shelf, "tier") == by_hand(shelf, lambda twin: [NONE] if on_a_drug(twin) else answer("risk_tier", "", twin))


def lowest_class(facts: dict[str, str]) -> set[str]:
    """The classes that the lowest stated site can have, by the ends of its range."""
    ends = [facts[name].split("..") for name in SITES if facts.get(name, NOT_MEASURED) != NOT_MEASURED]
    lowest = {min(Decimal(end[side]) for end in ends) for side in (0, -1)} if ends else set()
    return {"osteoporosis" if one <= Decimal("-2.5") else "normal" if one >= -1 else "low_bone_mass" for one in lowest}


def test_classes_are_counted_right(shelf: Shelf) -> None:
    def classes(twin) -> list[str]:
        found = lowest_class(twin["facts"])
        return list(found) if len(found) == 1 else [OPEN]

    by_class, bare = by_hand(shelf, classes), counts(shelf, "class").pop(NONE)
    assert sum(by_class.values()) == sum(counts(shelf, "class").values())
    assert 0 < sum((Counter(by_class) - Counter(counts(shelf, "class"))).values()) == bare  # for whom classes do not hold


def test_topics_and_status_count_every_case_once(shelf: Shelf) -> None:
    assert counts(shelf, "topic") == Counter(one.case.scenario.topic for one in shelf.cases)
    assert counts(shelf, "status") == {"submitted": len(shelf.cases)}


@pytest.fixture(scope="module")
def lines(shelf: Shelf) -> tuple[CaseLine, ...]:
    return by_topic(line_of(shelf.context, one) for one in shelf.cases)


def test_each_row_has_the_numbers_of_its_values_and_the_plain_lists_have_the_same_cases(
        shelf: Shelf, lines: tuple[CaseLine, ...]) -> None:
    text, parts = shelf.text("scenarios/index.md"), facet_parts(shelf.context, lines)
    rows = re.findall(r'<li data-values="([\d ]+)"><strong><a href="\.\./scenarios/([^/]+)/"', text)
    assert {name: numbers for numbers, name in rows} == numbers_of(parts)
    values = [value for part in parts for value in part.values]
    assert [value.number for value in values] == [*range(len(values))]
    assert re.findall(r'<input type="checkbox" name="([^"]*)" value="([^"]*)"', text) == [
        (part.id, value.value.id) for part in parts for value in part.values]
    for part in parts:
        plain = shelf.text(f"browse/{part.id}.md")
        for value in part.values:
            listed = plain.partition(f"{{ #{value.anchor} }}")[2].partition("\n## ")[0]
            assert re.findall(r"scenarios/([^/#]+)/", listed) == [case.id for case in value.cases]


def test_every_row_says_its_condition_and_its_status(shelf: Shelf, lines: tuple[CaseLine, ...]) -> None:
    rows = re.findall(r"<li data-values=.*", shelf.text("scenarios/index.md"))
    assert len(rows) == len(shelf.cases)
    assert all('<span class="status status-submitted">' in row for row in rows)
    for line in lines:
        decided = shelf.case(line.id)
        name = decided.evaluation.lead.get(str(decided.places.treatment))
        applies = name and decided.evaluation.verdicts[name].applies.word
        assert ("if it applies" in line.answer) == (applies == "unknown")


# --- the small world, whose facets come from every source


@pytest.fixture
def values(small_world: World):
    """The values of a case that states something else, by facet."""

    def of(**stated: str) -> dict[str, list[str]]:
        compendium = small_world.compendium
        facts = compendium.knowledge.known_facts
        box = open_box(compendium.book, {name: facts[name].parse(text) for name, text in stated.items()})
        assert isinstance(box, Box)
        context = context_of(compendium)
        decided = decide(compendium, replace(compendium.cases[-1], box=box))
        status = status_line(context, context.standing(decided), "2026-01-15")
        return {name: [one.id for one in found] for name, found in facet_values(context, decided, status).items()}

    return of


@pytest.mark.parametrize(("facet", "stated", "expected"), [
    ("plant", {}, [OPEN]), ("plant", {"plant_kind": "fern"}, ["fern"]), ("plant", {"plant_kind": "fern | orchid"}, [OPEN]),
    ("owner", {}, [OPEN]), ("owner", {"years_kept": "5.."}, ["old-friend"]), ("owner", {"years_kept": "4"}, [NONE]),
    ("owner", {"years_kept": "4..6"}, [OPEN]),
    ("reading", {}, [OPEN]), ("reading", {"moisture_saucer": NOT_MEASURED}, [OPEN]),
    ("reading", {"moisture_top": "5.0", "moisture_root": "2.1"}, ["drying"]), ("reading", {"moisture_root": "2.0..2.1"}, [OPEN]),
    ("reading", {"moisture_top": "2.0..2.1", "moisture_root": "1.0"}, ["dry"]),
    ("site", {"moisture_top": "5.0", "moisture_saucer": NOT_MEASURED}, ["moisture_top"]),
    ("watering", {"plant_kind": "fern", "moisture_top": "5.0"}, [OPEN]),
    ("watering", {"plant_kind": "cactus", "moisture_top": "1.0", "moisture_root": "1.0"}, ["no_recommendation"]),
    ("guideline", {}, [OPEN]), ("guideline", {"plant_kind": "orchid"}, ["garden-club-2020"]),
    ("drug", {}, [NONE]), ("drug", {"product_in_use": "soap_spray"}, ["soap_spray"]),
])
def test_what_is_open_is_a_value_of_its_own(values, facet: str, stated: dict[str, str], expected: list[str]) -> None:
    assert values(**stated)[facet] == expected


def test_a_case_that_was_taken_down_is_found_by_topic_and_status_only(small_world: World) -> None:
    add_event(small_world, "scenarios/wilting-plant", "hold", "hedy", note="A mistake")
    compendium = small_world.compendium
    context = context_of(compendium)
    line = line_of(context, next(map(partial(decide, compendium), compendium.cases[-1:])))
    assert {name: [one.id for one in found] for name, found in line.facets.items()} == {"topic": ["indoor"], "status": ["held"]}
    assert line.answer == ""


def test_the_first_page_leads_to_the_values_that_are_asked_for_there(small_world: World) -> None:
    home = small_world.text("content/pages/home.md")
    small_world.write("content/pages/home.md", f"{home}\n\n<!-- browse -->\n")
    said = small_world.pages()["index.md"].data.decode()
    assert ('- **Lowest class of a reading:** <a href="browse/reading/#moist">moist</a> (1), '
            '<a href="browse/reading/#dry">dry</a> (1)') in said
    assert "browse/plant/" not in said


def test_without_facets_the_list_stands_as_it_is(small_world: World) -> None:
    kb = small_world.text("content/kb.yaml")
    small_world.write("content/kb.yaml", re.sub(r"^browse:\n(?:  .*\n)+", "", kb, flags=re.MULTILINE))
    pages = small_world.pages()
    assert "<form" not in pages["scenarios/index.md"].data.decode()
    assert [path for path in pages if path.startswith("browse/")] == ["browse/index.md"]
