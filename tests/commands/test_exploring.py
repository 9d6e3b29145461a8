"""kb explore."""

from __future__ import annotations

import pytest

from tests.commands.running import kb
from tests.worlds import REPOSITORY, SMALL_WORLD, World, files_below

FERNS = "content/guidelines/fern-society-2024.yaml"


def milder(world: World) -> World:
    world.edit(FERNS, "      when: pests_seen\n", "      when: pests_per_leaf < 5\n")
    world.edit(FERNS, "outcome: no_recommendation\n      because: the society", "outcome: watch\n      because: the society")
    return world


def test_explore_of_a_sound_knowledge_base_says_so_of_each_guideline() -> None:
    found = kb("explore", "--root", SMALL_WORLD)
    assert (found.exit_code, found.output) == (0, (
        "Fern Society 2024\n  2 decisions looked at for every possible patient in scope: no problem.\n\n"
        "Garden Club 2020\n  4 decisions looked at for every possible patient in scope: no problem.\n\n"
        "soap spray\n  1 decision looked at for every possible patient in scope: no problem.\n\n"))


def test_explore_of_one_guideline_leaves_the_others_out() -> None:
    assert "Garden Club" not in kb("explore", "fern-society-2024", "--root", SMALL_WORLD).output


def test_explore_shows_the_place_and_the_pair_of_patients_and_exits_with_1(small_world: World) -> None:
    found = kb("explore", "fern-society-2024", "--root", milder(small_world).root)
    words = " ".join(found.output.split())
    assert found.exit_code == 1
    assert f"error [gets-milder] {small_world.place(FERNS, 'id: silent')}" in words
    assert "treat with pests_per_leaf: 4, watch with pests_per_leaf: 5" in words


def test_a_mistake_in_another_guideline_does_not_count(small_world: World) -> None:
    assert kb("explore", "garden-club-2020", "--root", milder(small_world).root).exit_code == 0


def test_an_unknown_guideline_is_wrong_usage() -> None:
    found = kb("explore", "fern-society", "--root", SMALL_WORLD)
    assert (found.exit_code, 'Did you mean "fern-society-2024"?' in found.output) == (2, True)


def test_explore_stops_where_rules_cannot_be_read(small_world: World) -> None:
    small_world.edit(FERNS, "root_in_season < dry_line", "root_in_session < dry_line")
    found = kb("explore", "--root", small_world.root)
    assert (found.exit_code, found.output.splitlines()[-1]) == (1, "Nothing was explored: the rules must be readable first.")


def test_explore_writes_nothing(small_world: World) -> None:
    before = files_below(small_world.root)
    kb("explore", "--root", small_world.root)
    assert files_below(small_world.root) == before


@pytest.fixture(scope="module")
def shipped() -> str:
    return kb("explore", "--root", REPOSITORY, env={"COLUMNS": "80"}).output


def test_the_shipped_guidelines_show_what_is_accepted_and_why(shipped: str) -> None:
    assert shipped.count("accepted [gets-milder] content/guidelines/nogg-2024.yaml:") == 2
    assert "error [" not in shipped


def test_every_line_fits_a_terminal_of_80_columns(shipped: str) -> None:
    assert max(map(len, shipped.splitlines())) <= 80
