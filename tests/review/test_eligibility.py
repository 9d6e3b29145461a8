"""Who may do what, judged on the day of the event."""

from __future__ import annotations

import pytest

from generator.core.guidelines import Checked
from generator.review.eligibility import misuses, months_later, wanting
from tests.review.worlds import DAY, Log, page, statement
from tests.worlds import codes


def codes_of(log: Log) -> list[str]:
    """What is wrong with the last event, whatever went before."""
    event = next(iter(log.records.values()))[-1]
    return codes(misuses(event, log.court))


@pytest.mark.parametrize(("day", "found"), [
    ("2025-12-31", ["role-not-held"]), ("2026-01-01", []), ("2026-03-31", []), ("2026-04-01", ["role-not-held"])])
def test_a_role_is_held_from_its_first_day_to_its_last(day: str, found: list[str]) -> None:
    assert codes_of(Log().then("start", "fay", day=day)) == found


@pytest.mark.parametrize("action", ["hold", "retire", "urgent-update"])
@pytest.mark.parametrize(("by", "found"), [("dot", []), ("ada", ["not-senior"])])
def test_some_actions_take_a_senior_role(action: str, by: str, found: list[str]) -> None:
    assert codes_of(Log().then(action, by)) == found


@pytest.mark.parametrize(("day", "drug", "found"), [
    ("2026-02-01", "soap_spray", ["interest-bars-approval"]), ("2026-06-30", "soap_spray", ["interest-bars-approval"]),
    ("2026-07-01", "soap_spray", []), ("2026-02-01", "oil_spray", [])])
def test_an_interest_bars_approval_of_what_names_the_drug_while_it_lasts(day: str, drug: str, found: list[str]) -> None:
    assert codes_of(Log().then("approve", "eve", page(drugs=(drug,)), day=day)) == found


@pytest.mark.parametrize("action", ["submit", "start", "request-changes", "withdraw", "dissent"])
def test_an_interest_does_not_bar_comment(action: str) -> None:
    assert codes_of(Log().then(action, "eve", page(drugs=("soap_spray",)))) == []


def test_an_interest_in_a_drug_that_a_covered_case_names_bars_approval_too() -> None:
    assert codes_of(Log().then("approve", "eve", page(), page("scenarios/plant", drugs=("soap_spray",)))) == [
        "interest-bars-approval"]


@pytest.mark.parametrize(("day", "found"), [("2027-01-01", []), ("2027-01-02", ["interests-not-declared"])])
def test_a_declaration_holds_for_the_months_of_the_policy(day: str, found: list[str]) -> None:
    assert codes_of(Log().then("approve", "bob", day=day)) == found
    assert codes_of(Log().then("dissent", "bob", day=day)) == []


@pytest.mark.parametrize("action", ["approve", "urgent-update"])
@pytest.mark.parametrize("checked", [Checked.RECALLED, Checked.SECONDARY])
def test_nothing_is_published_as_approved_that_was_not_read_at_its_source(action: str, checked: Checked) -> None:
    assert codes_of(Log().then(action, "dot", page(checked=checked))) == ["not-read-at-source"]


def test_what_was_not_read_is_named_and_counted() -> None:
    many = page("advice/care", *(statement("x", id=f"part/{number}", checked=Checked.RECALLED) for number in range(5)))
    log = Log().then("approve", "bob", many)
    assert [one.message for one in misuses(log.records["advice/care"][0], log.court)] == [
        "advice/care rests on what nobody has read at the source: part/0, part/1, part/2 and 2 more"]


# --- boards


BOARD = {  # votes on advice, which asks for a botanist and a gardener from two institutions
    (): ("Botanist", "Gardener"),
    (("bob", "botanist"),): ("Gardener",),
    (("cyd", "gardener"), ("bob", "botanist")): (),
    (("eve", "botanist"), ("cyd", "gardener")): ("1 from elsewhere",),
    (("gus", "gardener"), ("gus", "botanist")): ("Gardener",),
    (("ada", "editor"), ("dot", "head")): ("Botanist", "Gardener"),
}


@pytest.mark.parametrize("votes", BOARD, ids=lambda votes: " ".join(f"{by}-{role}" for by, role in votes) or "nobody")
def test_a_board_is_complete_with_its_roles_by_different_people_from_enough_places(votes: tuple[tuple[str, str], ...]) -> None:
    log = Log()
    for by, role in votes:
        log = log.then("approve", by, role=role)
    cast = {str(event.by): event for events in log.records.values() for event in events}
    assert wanting(cast, "advice", log.court) == BOARD[votes]


def test_the_number_of_people_counts_where_all_roles_are_there() -> None:
    log = Log().then("approve", "bob")
    cast = {"bob": log.records["advice/care"][0]}
    assert wanting(cast, "drugs", log.court) == ()
    assert wanting(cast, "guidelines", log.court) == ("1 more",)


@pytest.mark.parametrize(("day", "months", "found"), [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-02-28", 12, "2027-02-28"),
    ("2024-02-29", 12, "2025-02-28"), ("2026-12-15", 1, "2027-01-15"), ("2026-08-31", 1, "2026-09-30"), (DAY, 24, "2028-02-01")])
def test_months_end_where_the_month_does(day: str, months: int, found: str) -> None:
    assert months_later(day, months) == found
