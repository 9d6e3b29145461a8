"""What an approval is worth today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.guidelines import Checked
from generator.review.history import State
from generator.review.standing import Reason, Standing, amended, own_standing, whole_standing
from tests.review.worlds import CARE, DAY, PLANT, Log, approved, component, page, statement

REWORDED = page(CARE, statement("Water it!", "Water it.", checked=Checked.SOURCE))
EDITED = page(words="Water it twice.")


def state_and_reasons(standing: Standing) -> tuple[State, list[Reason]]:
    return standing.state, [one.reason for one in standing.because]


def test_without_a_record_the_policy_says_what_an_item_is() -> None:
    log = Log(policy=replace(Log().policy, unrecorded="submitted"))
    assert state_and_reasons(log.standing()) == (State.SUBMITTED, [])
    assert Log().standing().wanting == ("Botanist", "Gardener")


def test_as_long_as_nothing_changes_an_approval_holds() -> None:
    standing = approved().standing(day="2028-02-01")
    assert (standing.approved, standing.due, standing.amended) == (True, "2028-02-01", ())


@pytest.mark.parametrize(("now", "reason"), [
    (EDITED, Reason.MEANING), (REWORDED, Reason.WORDS),
    (page(cites=("another",)), Reason.MEANING), (page(drugs=("soap_spray",)), Reason.MEANING),
    (page(checked=Checked.RECALLED), Reason.MEANING),
    (page(CARE, *page().statements, statement("More.", id="part/2")), Reason.MEANING),
    (page(CARE, statement("Gone.", id="part/2")), Reason.MEANING)])
def test_it_lapses_with_any_change(now: object, reason: Reason) -> None:
    standing = approved().standing(now)  # type: ignore[arg-type]
    assert state_and_reasons(standing) == (State.LAPSED, [reason])
    assert standing.amended


@pytest.mark.parametrize(("day", "found"), [
    ("2028-02-01", (State.APPROVED, [])), ("2028-02-02", (State.LAPSED, [Reason.OVERDUE]))])
def test_it_lapses_on_the_day_after_the_next_review_was_due(day: str, found: object) -> None:
    assert state_and_reasons(approved().standing(day=day)) == found


@pytest.mark.parametrize(("day", "found"), [
    ("2026-02-15", (State.APPROVED, [])), ("2026-02-16", (State.LAPSED, [Reason.URGENT]))])
def test_an_urgent_update_stands_for_the_days_of_the_policy(day: str, found: object) -> None:
    standing = Log().then("urgent-update", "dot").standing(day=day)
    assert state_and_reasons(standing) == found
    assert (standing.urgent, standing.due) == (True, "2026-02-15")


def test_a_board_makes_an_urgent_update_last() -> None:
    log = Log().then("urgent-update", "dot").then("approve", "bob").then("approve", "cyd")
    assert state_and_reasons(log.standing(day="2026-03-01")) == (State.APPROVED, [])


def test_the_word_of_an_editor_ends_a_lapse_by_words_and_moves_no_day() -> None:
    log = approved().then("submit", "bob", REWORDED, day="2026-05-01").then("approve", "ada", REWORDED, day="2026-05-01")
    assert approved().standing(REWORDED).wanting == ("Editor",)
    assert approved().then("submit", "bob", REWORDED).standing(REWORDED).wanting == ("Editor",)
    assert state_and_reasons(log.standing(REWORDED, "2026-05-02")) == (State.APPROVED, [])
    assert log.standing(REWORDED).due == "2028-02-01"


def test_an_approval_that_was_made_void_has_lapsed() -> None:
    standing = approved().then("invalidate", "dot", void=3).standing()
    assert (state_and_reasons(standing), standing.wanting) == ((State.LAPSED, [Reason.VOIDED]), ("Gardener",))


@pytest.mark.parametrize(("action", "state"), [("hold", State.HELD), ("retire", State.RETIRED)])
def test_what_is_taken_down_is_neither_approved_nor_waiting(action: str, state: State) -> None:
    standing = approved().then(action, "dot").standing(EDITED)
    assert (state_and_reasons(standing), standing.wanting) == ((state, []), ())


def test_opinions_against_an_item_stand_beside_its_approval() -> None:
    standing = approved().then("dissent", "eve", note="Too often.").standing()
    assert (standing.approved, [event.note for event in standing.dissent]) == (True, ["Too often."])


# --- parts of others


TWO = page(CARE, statement("Water it.", id="water/1"), statement("Turn it.", id="turn/1"))
USED = (CARE, "water")


def whole(log: Log, now: object = TWO, day: str = DAY) -> Standing:
    """The case that uses the first part of the advice; both were approved."""
    log = approved(page(PLANT), log=log)
    case = own_standing(component(page(PLANT), USED), log.history(PLANT), log.court, day)
    return whole_standing(case, {CARE: log.standing(now, day)})  # type: ignore[arg-type]


def test_a_case_is_approved_with_the_parts_that_it_uses() -> None:
    assert state_and_reasons(whole(approved(TWO))) == (State.APPROVED, [])


def test_an_edit_elsewhere_leaves_it_approved() -> None:
    now = page(CARE, TWO.statements[0], statement("Turn it daily.", id="turn/1"))
    assert state_and_reasons(whole(approved(TWO), now)) == (State.APPROVED, [])


@pytest.mark.parametrize("part", [statement("Water it daily.", id="water/1"), statement("Water it!", "Water it.", id="water/1"),
                                  statement("Water it.", id="water/1", checked=Checked.RECALLED)])
def test_an_edit_of_its_part_lapses_it(part: object) -> None:
    found = whole(approved(TWO), page(CARE, part, TWO.statements[1]))  # type: ignore[arg-type]
    assert (found.state, [(one.reason, one.item) for one in found.because]) == (State.LAPSED, [(Reason.PART_CHANGED, CARE)])


def test_another_statement_in_its_part_lapses_it() -> None:
    now = page(CARE, *TWO.statements, statement("Or not.", id="water/2"))
    assert state_and_reasons(whole(approved(TWO), now)) == (State.LAPSED, [Reason.PART_CHANGED])


def test_it_waits_for_a_part_that_nobody_approved() -> None:
    assert state_and_reasons(whole(Log().then("submit", "ada", TWO))) == (State.UNDER_REVIEW, [Reason.PART_WAITS])


@pytest.mark.parametrize(("action", "reason"), [("hold", Reason.PART_HELD), ("retire", Reason.PART_HELD),
                                                ("request-changes", Reason.PART_CHANGED)])
def test_it_falls_with_a_part_that_was_taken_down_or_sent_back(action: str, reason: Reason) -> None:
    doubted = approved(TWO).then(action, "dot", TWO)
    assert state_and_reasons(whole(doubted)) == (State.LAPSED, [reason])


def test_submitting_what_was_taken_down_brings_nothing_back() -> None:
    log = approved(TWO).then("hold", "dot", TWO).then("submit", "dot", TWO)
    assert state_and_reasons(whole(log)) == (State.LAPSED, [Reason.PART_CHANGED])


def test_submitting_an_edit_of_another_part_takes_nothing_away() -> None:
    now = page(CARE, TWO.statements[0], statement("Turn it daily.", id="turn/1"))
    assert state_and_reasons(whole(approved(TWO).then("submit", "ada", now), now)) == (State.APPROVED, [])


@pytest.mark.parametrize("log", [approved(TWO), Log().then("urgent-update", "dot", TWO)])
def test_submitting_what_is_overdue_does_not_make_it_last(log: Log) -> None:
    late = log.then("submit", "ada", TWO)
    assert not late.standing(TWO, "2028-03-01").vouches_for("water")


def test_a_case_is_due_with_the_first_of_its_parts() -> None:
    soap = approved(page("drugs/soap"), day="2026-03-01")
    log = approved(page(PLANT), log=soap)
    case = own_standing(component(page(PLANT), ("drugs/soap", "part")), log.history(PLANT), log.court, DAY)
    found = whole_standing(case, {"drugs/soap": log.standing(page("drugs/soap"))})
    assert (case.due, found.due) == ("2028-02-01", "2027-03-01")


# --- what has changed


def test_what_has_changed_is_told_in_the_order_of_today() -> None:
    now = page(CARE, statement("New.", id="new/1"), statement("Turn it!", "Turn it.", id="turn/1"))
    found = [(one.was and one.was.words, one.now and one.now.words, one.in_meaning) for one in amended(TWO, now)]
    assert sorted(found, key=str) == [("Turn it.", "Turn it!", False), ("Water it.", None, True), (None, "New.", True)]


def test_a_swap_of_rows_is_a_change() -> None:
    swapped = page(CARE, *reversed(TWO.statements))
    assert amended(TWO, swapped)
    assert state_and_reasons(approved(TWO).standing(swapped)) == (State.LAPSED, [Reason.MEANING])
