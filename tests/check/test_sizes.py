"""A knowledge base with too little room: what is not proved is said, and nothing is said that was not proved."""

from __future__ import annotations

import pytest

from generator.origin import Level
from tests.commands.running import kb
from tests.worlds import World, with_room

FERNS = "content/guidelines/fern-society-2024.yaml"
CATCH_ALL = "    - id: above-the-line\n      outcome: wait\n"
TOO_LARGE = '"{}" of fern-society-2024 is not proved: it is too large'


def of_ferns(world: World) -> list[tuple[str, str, str, str]]:
    return [(problem.level.value, str(problem.where), problem.code, problem.message) for problem in world.problems()
            if problem.where.file == FERNS]


def test_a_table_that_is_too_large_is_a_warning_at_its_first_row(small_world: World) -> None:
    place = small_world.place(FERNS, "id: below-the-line")
    assert of_ferns(with_room(small_world, 20)) == [("warning", place, "not-proved", TOO_LARGE.format("watering"))]


def test_a_constraint_that_is_too_large_is_a_warning_where_it_is_written(small_world: World) -> None:
    place = small_world.place("content/facts.yaml", "id: pests_per_leaf")
    found = [problem for problem in with_room(small_world, 0).problems() if str(problem.where) == place]
    assert [(problem.level, problem.code) for problem in found] == [(Level.WARNING, "not-proved")]


@pytest.mark.parametrize("nodes", [0, 1, 5, 20, 60])
def test_cases_come_out_as_expected_however_little_room_there_is(small_world: World, nodes: int) -> None:
    assert {problem.code for problem in with_room(small_world, nodes).problems()} <= {"not-proved"}


def test_enough_room_proves_everything(small_world: World) -> None:
    assert with_room(small_world, 60).problems() == []


def test_no_milder_answer_is_claimed_of_what_is_too_large(small_world: World) -> None:
    small_world.edit(FERNS, "      when: pests_seen\n", "      when: pests_per_leaf < 5\n")
    small_world.edit(FERNS, "outcome: no_recommendation\n      because: the", "outcome: watch\n      because: the")
    assert "gets-milder" in {code for _, _, code, _ in of_ferns(small_world)}
    assert "gets-milder" not in {code for _, _, code, _ in of_ferns(with_room(small_world, 0))}


def test_an_excuse_is_not_called_needless_where_that_cannot_be_told(small_world: World) -> None:
    small_world.edit(FERNS, "\ncases:\n", "\naccept:\n  - {finding: gets-milder, decision: treatment, about: pests_per_leaf, "
                                          "because: few pests are young, locator: chapter 5, checked: source}\ncases:\n")
    assert "needless-excuse" in {code for _, _, code, _ in of_ferns(small_world)}
    assert "needless-excuse" not in {code for _, _, code, _ in of_ferns(with_room(small_world, 0))}


def test_a_table_that_is_too_large_must_end_with_a_row_for_everyone(small_world: World) -> None:
    """Whether it needs one cannot be told; without one a patient might get no answer."""
    wet = "{not: {any: [root_in_season < dry_line, dry_saucer <= 0.5]}}"
    small_world.edit(FERNS, CATCH_ALL, f"{CATCH_ALL}      when: {wet}\n")
    assert of_ferns(small_world) == []
    found = [problem for problem in with_room(small_world, 20).problems() if problem.code == "table-not-total"]
    assert [(problem.level, problem.message) for problem in found] == [
        (Level.ERROR, 'fern-society-2024 may leave patients without a row for "watering": the table is too large to tell')]


def test_explore_counts_what_is_not_proved_apart(small_world: World) -> None:
    found = kb("explore", "fern-society-2024", "--root", with_room(small_world, 20).root)
    words = " ".join(found.output.split())
    assert found.exit_code == 0
    assert "1 decision looked at for every possible patient in scope: no problem. Not proved: 1 decision, too large." in words
    assert f"warning [not-proved] {small_world.place(FERNS, 'id: below-the-line')} {TOO_LARGE.format('watering')}." in words


def test_pages_say_which_table_is_too_large(small_world: World) -> None:
    said = small_world.compendium.knowledge.settings.words.not_proved.encode()
    before, pages = small_world.pages(), with_room(small_world, 0).pages()
    for path, count in {"guidelines/fern-society-2024.md": 2, "scenarios/wilting-plant/index.md": 1}.items():
        assert (before[path].data.count(said), pages[path].data.count(said)) == (0, count)
