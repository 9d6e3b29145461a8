"""A table written as a guideline prints it, without a last row for everyone else: the patients whom it forgets are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from generator.check.compendium import Compendium
from generator.check.remarks import Remark, remarks_on
from generator.check.showing import judged_tables, said
from generator.check.station import check_knowledge
from generator.core.boxes import Box
from generator.core.narrowing import open_box
from generator.core.rulebook import GAP
from generator.corridor import Report
from generator.origin import Problem, Text
from generator.read.guidelines import read_guideline
from generator.read.tables import KnownNames
from tests.worlds import REPOSITORY, tree_of

FILE = "tests/check/published/acr-2022-as-published.yaml"
TEXT = (REPOSITORY / FILE).read_text(encoding="utf-8")
SITES = ("t_score_lumbar_spine", "t_score_femoral_neck", "t_score_total_hip")
MEASURED = TEXT.replace("age >= 40,", f"age >= 40, {', '.join(f'{site} >= -10' for site in SITES)},")
WELL = {"age": "60", "glucocorticoid_status": "current", "glucocorticoid_months": "6", "fragility_fracture_count": "0",
        "glucocorticoid_grams_past_year": "1", "frax_mof": "5", **dict.fromkeys(SITES, "-0.9")}


def checked(shipped: Report, text: str) -> tuple[Compendium, list[Problem]]:
    """A guideline alone among the shipped facts, and what the checks say of it."""
    assert shipped.compendium is not None
    shelf, problems = shipped.compendium.knowledge, list[Problem]()
    edition = read_guideline(tree_of(text, FILE), KnownNames(shelf.decisions, shelf.known_facts), problems)
    assert edition is not None, list(map(str, problems))
    settings = replace(shelf.settings, lead=(Text(edition.id, edition.rules.where),))
    knowledge = replace(shelf, settings=settings, guidelines=(edition,), scenarios=(), topics=(), pages=())
    compendium, found = check_knowledge(knowledge)
    assert compendium is not None
    return compendium, [problem for problem in [*problems, *found] if problem.where.file == FILE]


@pytest.fixture(scope="module")
def printed(shipped: Report) -> tuple[Compendium, list[Problem]]:
    """The table as it is printed."""
    return checked(shipped, TEXT)


@pytest.fixture(scope="module")
def measured(shipped: Report) -> tuple[Compendium, list[Problem]]:
    """The same for those only whose three sites were measured."""
    return checked(shipped, MEASURED)


def answers(compendium: Compendium, stated: Mapping[str, str]) -> set[object]:
    facts = compendium.knowledge.known_facts
    box = open_box(compendium.book, {name: facts[name].parse(text) for name, text in stated.items()})
    assert isinstance(box, Box)
    return set(box.reach(compendium.book.guidelines["acr-2022-as-published"].tables["risk_tier"].node))


def stated_in(example: str) -> dict[str, str]:
    """The facts of an example, as it is written in a message."""
    return dict(fact.split(": ") for fact in example.split(", "))


def example_of(problem: Problem) -> dict[str, str]:
    return stated_in(problem.hint.partition("For example  ")[2].partition(" . Add")[0])


def line_of(words: str) -> int:
    return TEXT.partition(words)[0].count("\n") + 1


def remarks(compendium: Compendium, code: str) -> list[Remark]:
    return [remark for judged in judged_tables(compendium) for remark in remarks_on(judged) if remark.code == code]


def test_patients_without_a_row_are_the_only_problem_and_named_at_the_last_row(printed):
    _, (problem,) = printed
    assert (problem.code, problem.where.file, problem.where.line) == ("table-not-total", FILE, line_of("id: low\n"))


def test_a_patient_whose_sites_were_not_measured_has_no_row(printed):
    compendium, (problem,) = printed
    example = example_of(problem)
    assert {example[site] for site in SITES} == {"not measured"}
    assert answers(compendium, example) == {GAP}


def test_a_hip_probability_of_exactly_1_has_no_row_where_all_sites_were_measured(measured):
    compendium, (problem,) = measured
    example = example_of(problem)
    assert (problem.code, problem.where.line, example["frax_hip"]) == ("table-not-total", line_of("id: low\n"), "1.0")
    assert answers(compendium, example) == {GAP}


def test_no_fact_of_the_example_can_be_left_out(measured):
    compendium, (problem,) = measured
    example = example_of(problem)
    for name in example:
        fewer = {other: value for other, value in example.items() if other != name}
        assert answers(compendium, fewer) != {GAP}, name


@pytest.mark.parametrize(("dose", "hip", "answer"), [
    ("7.5", "0.9", "low"), ("7.5", "1.0", GAP), ("7.5", "1.1", "moderate"),
    ("8", "0.8", "low"), ("8", "0.9", "moderate"), ("8", "1.0", "moderate"),
])
def test_only_exactly_1_falls_between_the_rows(printed, dose, hip, answer):
    """Above 7.5 mg a day the probability is multiplied by 1.2, and no reported value comes to exactly 1."""
    compendium, _ = printed
    assert answers(compendium, {**WELL, "glucocorticoid_mg_per_day": dose, "frax_hip": hip}) == {answer}


def test_explore_shows_the_hip_probability_between_two_lines_with_its_place_and_a_patient(printed):
    compendium, _ = printed
    remark, = remarks(compendium, "silent-between")
    assert (remark.where.file, remark.where.line) == (FILE, line_of("when: {all: [mof < 10, hip < 1"))
    assert '"hip" between "hip < 1" and "1 < hip < 3"' in remark.words
    example = stated_in(said(compendium.book, remark.example))
    assert (example["frax_hip"], answers(compendium, example)) == ("1.0", {GAP})


def test_explore_shows_two_lines_of_the_t_score_between_which_nothing_can_be_reported(printed):
    compendium, _ = printed
    remark, = remarks(compendium, "finer-than-step")
    assert '"-3.5 < lowest_t_score <= -2.5" and "-2.4 <= lowest_t_score <= -1.0"' in remark.words
