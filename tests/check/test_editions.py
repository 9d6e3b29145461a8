"""Editions that follow one another: each ends where the next begins, or before."""

from __future__ import annotations

import pytest

from tests.worlds import World, said, with_successor

CLUB = "content/guidelines/garden-club-2020.yaml"


@pytest.mark.parametrize("until", ["2024-05-01", "2024-04-30", "2021-01-01"])
def test_an_edition_may_end_on_the_day_on_which_the_next_begins_or_before(small_world: World, until: str) -> None:
    assert with_successor(small_world, until).problems() == []


@pytest.mark.parametrize(("until", "ends"), [("2024-05-02", "ends on 2024-05-02"), ("", "has no  until:")])
def test_two_editions_of_one_body_never_hold_together(small_world: World, until: str, ends: str) -> None:
    assert said(with_successor(small_world, until).problems()) == [
        f"8:13 [both-in-force] garden-club-2020 {ends}, so it would hold beside fern-society-2024, which supersedes it"]


def test_editions_that_supersede_each_other_are_named_once(small_world: World) -> None:
    with_successor(small_world, until="").edit(CLUB, "supersedes: the leaflet of 2011", "supersedes: fern-society-2024")
    assert said(small_world.problems()) == [
        "8:13 [circle] fern-society-2024 supersedes garden-club-2020 supersedes fern-society-2024"]


def test_a_mistake_in_the_older_edition_has_no_echo_in_the_newer_one(small_world: World) -> None:
    with_successor(small_world, "2024-05-01").edit(CLUB, "jurisdiction: Northland", "jurisdictoin: Northland")
    assert {problem.where.file for problem in small_world.problems()} == {CLUB}
