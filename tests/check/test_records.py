"""Checks of the record of reviews: what it speaks of is there, and nothing that follows from another mistake is named."""

from __future__ import annotations

import pytest

from generator.check.records import dates_ahead
from generator.commands.items import standings
from generator.corridor import check_all, render_all
from generator.page.context import context_of
from generator.read.records import Action
from generator.review.entries import Entry, appended
from tests.review.worlds import with_people
from tests.worlds import World, codes, said

CARE, RECORD = "advice/daily-care", "content/reviews/advice/daily-care.yaml"


@pytest.fixture
def world(small_world: World) -> World:
    """A small world with a record of one event, and what was seen."""
    now = next(standings(context_of(with_people(small_world).compendium), [CARE])).component.now
    entry = Entry(action=Action.RETIRE, date="2026-02-01", by="dot", role="head", seen=(now,), replaced_by="drugs/soap_spray")
    small_world.write(RECORD, appended(b"", None, entry))
    small_world.write(now.seen.file, now.data)
    return small_world


def test_a_sound_record_has_no_problem(world: World) -> None:
    assert world.problems() == []


def test_a_successor_must_be_there(world: World) -> None:
    world.edit(RECORD, "replaced_by: drugs/soap_spray", "replaced_by: drugs/soup_spray")
    found, = world.problems()
    assert (found.code, found.hint) == ("record-without-item", 'Did you mean "drugs/soap_spray"?')


def test_an_item_that_cannot_be_read_is_not_called_missing(world: World) -> None:
    world.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    assert codes(world.problems()) == ["bad-value"]


def test_a_snapshot_of_which_nobody_speaks_is_remarked(world: World) -> None:
    (world.root / RECORD).unlink()
    found, = world.problems()
    assert (found.code, found.level) == ("unused-snapshot", "warning")


def test_an_event_of_nobody_is_named_where_it_stands(world: World) -> None:
    world.edit(RECORD, "by: dot", "by: dott")
    line = world.place(RECORD, "by: dott").split(":")[1]
    assert said(world.problems()) == [f'{line}:9 [unknown-reviewer] "dott" is nobody who reviews']


def test_an_interest_in_no_drug_bars_nothing_and_is_named(world: World) -> None:
    world.edit("content/reviewers.yaml", "drugs: [soap_spray]", "drugs: [soap_spry]")
    assert codes(world.problems()) == ["interest-in-nothing"]


@pytest.mark.parametrize(("today", "found"), [("2026-01-31", ["date-ahead"]), ("2026-02-01", [])])
def test_an_event_that_is_yet_to_come_is_named_on_every_day_before_it(world: World, today: str, found: list[str]) -> None:
    assert codes(dates_ahead(world.compendium.knowledge, today)) == found
    assert codes(check_all(world.folders, today=today).problems) == found
    assert (render_all(world.folders, today=today).pages == ()) is bool(found)
