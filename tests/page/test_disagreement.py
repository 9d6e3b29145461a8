"""The page on which guidelines are held against each other."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from generator.page.context import context_of, decide, editions_in_force
from generator.page.disagreement import MOST_CASES, DisagreementPage, PairLine, disagreement_page
from generator.page.shelf import CaseLine
from tests.page.conftest import Shelf, line_of
from tests.worlds import World

PATH = "disagreement.md"
FERNS, CLUB = "content/guidelines/fern-society-2024.yaml", "content/guidelines/garden-club-2020.yaml"


@pytest.fixture(scope="module")
def lines(shelf: Shelf) -> tuple[CaseLine, ...]:
    return tuple(line_of(shelf.context, case) for case in shelf.cases)


@pytest.fixture(scope="module")
def page(shelf: Shelf, lines: tuple[CaseLine, ...]) -> DisagreementPage:
    return disagreement_page(shelf.context, lines)


def all_lines(page: DisagreementPage) -> list[tuple[str, PairLine]]:
    return [(decision.id, line) for decision in page.decisions for group in decision.groups for line in group.lines]


def test_each_two_guidelines_that_treat_a_decision_have_one_mark(shelf: Shelf, page: DisagreementPage):
    in_force = editions_in_force(shelf.context.compendium, shelf.context.settings.edition_date)
    for decision in page.decisions:
        treating = [name for name in in_force if decision.id in shelf.context.editions[name].rules.tables]
        assert sorted(row.id for row in decision.rows) == sorted(treating)
        assert sum(len(row.marks) for row in decision.rows) == len([*combinations(treating, 2)])


def test_a_mark_leads_to_the_line_of_its_pair(shelf: Shelf):
    text = shelf.text(PATH)
    targets, anchors = re.findall(r'href="#([^"]+)"', text), re.findall(r'id="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert [target for target in targets if target not in anchors] == []


def test_marks_differ_by_shape_and_words(page: DisagreementPage):
    assert len({mark.sign for mark in page.legend}) == len({mark.words for mark in page.legend}) == len(page.legend) == 4


def test_a_mark_is_explained_and_has_words_of_its_own(shelf: Shelf):
    marks = re.findall(r'<(?:a|span) class="pair [^>]*>', shelf.text(PATH))
    assert [mark for mark in marks if "aria-label" not in mark and "aria-hidden" not in mark] == []


def test_a_case_shows_the_answers_of_the_pair_it_is_named_for(page: DisagreementPage, lines: tuple[CaseLine, ...]):
    known, seen = {line.id: line for line in lines}, 0
    for decision, line in all_lines(page):
        first, second = (side.id for side in line.sides)
        for name, _ in line.cases:
            seen += 1
            assert known[name].settled[decision][first] != known[name].settled[decision][second]
    assert seen


def test_no_more_than_a_few_cases_are_named(shelf: Shelf, lines: tuple[CaseLine, ...]):
    found = all_lines(disagreement_page(shelf.context, lines * 5))
    assert max(len(line.cases) for _, line in found) == MOST_CASES
    assert any(line.more for _, line in found)
    assert all(line.more == 0 for _, line in found if len(line.cases) < MOST_CASES)


def test_the_farthest_answers_of_a_decision_come_first(shelf: Shelf, page: DisagreementPage):
    for decision in page.decisions:
        known = shelf.context.compendium.knowledge.decisions[decision.id]
        places = {known_outcome.label: place for place, known_outcome in enumerate(known.outcomes)}
        apart = [places[group.outcomes[0]] - places[group.outcomes[1]] for group in decision.groups]
        assert apart == sorted(apart, reverse=True)
        assert min(apart) > 0


def test_the_rule_that_decides_is_named_and_cited(shelf: Shelf):
    text = shelf.text(PATH)
    for path, anchor in re.findall(r'href="\.\./(guidelines/[^/"]+)/#([^"]+-[^"]+)"', text):
        assert f'id="{anchor}"' in shelf.text(f"{path}.md")
    assert "<sup>" in text


def test_two_guidelines_for_different_plants_are_named_in_one_line(small_world: World):
    small_world.edit(CLUB, "applies_when: plant_kind one_of(fern orchid)", "applies_when: plant_kind = orchid")
    compendium = small_world.compendium
    page = disagreement_page(context_of(compendium), ())
    assert [decision.groups for decision in page.decisions] == [(), ()]
    assert {decision.strangers for decision in page.decisions} == {
        "No patient gets an answer from both: Garden Club 2020 – Fern Society 2024."}


def test_a_superseded_edition_has_no_part_in_it(small_world: World):
    small_world.edit(FERNS, "in_force: 2024-05-01\n", "in_force: 2024-05-01\nuntil: 2025-05-01\n")
    assert disagreement_page(context_of(small_world.compendium), ()).decisions == ()


def test_a_usual_value_stands_in_the_example(small_world: World):
    small_world.edit("content/kb.yaml", "audience: owners", "usual: {pests_per_leaf: 7}\naudience: owners")
    context = context_of(small_world.compendium)
    patients = [line.patient for _, line in all_lines(disagreement_page(context, ()))]
    assert any("pests on the worst leaf 7\N{NO-BREAK SPACE}a leaf" in patient for patient in patients)


def test_a_case_with_an_open_answer_shows_no_pair(small_world: World):
    compendium = small_world.compendium
    context = context_of(compendium)
    settled = {case.scenario.id: line_of(context, decide(compendium, case)).settled for case in compendium.cases}
    assert settled["wilting-plant"]["treatment"] == {}
