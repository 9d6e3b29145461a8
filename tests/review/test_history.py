"""What events of an item come to: every action from every status, and every event that counts for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.guidelines import Checked
from generator.origin import Text
from generator.read.statements import Snapshot
from generator.review.history import State
from tests.review.worlds import CARE, DAY, PLANT, Log, approved, page, statement

EDITED = page(words="Water it twice.")
BEFORE = {
    State.DRAFT: Log().then("submit", "ada").then("withdraw", "ada"),
    State.SUBMITTED: Log().then("submit", "ada"),
    State.UNDER_REVIEW: Log().then("submit", "ada").then("start", "bob"),
    State.CHANGES_REQUESTED: Log().then("submit", "ada").then("request-changes", "bob"),
    State.APPROVED: approved(),
    State.HELD: approved().then("hold", "dot"),
    State.RETIRED: approved().then("retire", "dot"),
}
D, S, U, C, A, H, R, NO = (*BEFORE, None)
# From each status, in the order above; by somebody who may.
AFTER = {
    ("submit", "dot"): (S, NO, NO, S, S, S, S),
    ("start", "bob"): (NO, U, NO, NO, NO, NO, NO),
    ("approve", "gus"): (NO, U, U, NO, A, NO, NO),
    ("request-changes", "bob"): (NO, C, C, NO, C, NO, NO),
    ("withdraw", "ada"): (NO, D, D, D, NO, NO, NO),
    ("retire", "dot"): (R, R, R, R, R, R, NO),
    ("hold", "dot"): (H, H, H, H, H, NO, NO),
    ("urgent-update", "dot"): (A, A, A, A, A, A, NO),
    ("dissent", "eve"): (D, S, U, C, A, H, R),
}
TABLE = [(action, by, was, now) for (action, by), row in AFTER.items() for was, now in zip(BEFORE, row, strict=True)]


@pytest.mark.parametrize("state", BEFORE, ids=str)
def test_every_status_is_reached_without_a_mistake(state: State) -> None:
    assert (BEFORE[state].history().state, BEFORE[state].codes()) == (state, [])


@pytest.mark.parametrize(("action", "by", "was", "now"), TABLE, ids=lambda value: str(value))
def test_an_action_leads_to_another_status_or_is_out_of_turn(action: str, by: str, was: State, now: State | None) -> None:
    log = BEFORE[was].then(action, by)
    assert log.codes() == ([] if now else ["out-of-turn"])
    assert log.history().state is (now or was)


def test_with_the_last_vote_that_the_board_lacks_an_item_is_approved() -> None:
    log = Log().then("submit", "ada").then("approve", "bob", day="2026-02-02").then("approve", "cyd", day="2026-02-03")
    approval = log.history().approval
    assert approval is not None
    assert (approval.date, [str(event.by) for event in approval.by], approval.urgent) == ("2026-02-03", ["bob", "cyd"], False)


def test_a_round_that_is_not_complete_keeps_its_votes() -> None:
    history = Log().then("submit", "ada").then("approve", "bob").history()
    assert [str(event.by) for event in history.votes] == ["bob"]


@pytest.mark.parametrize("back", [("withdraw", "ada"), ("request-changes", "bob")])
def test_what_is_submitted_anew_needs_all_votes_anew(back: tuple[str, str]) -> None:
    log = Log().then("submit", "ada").then("approve", "bob").then(*back).then("submit", "ada").then("approve", "cyd")
    assert (log.history().state, log.codes()) == (State.UNDER_REVIEW, [])


def test_votes_on_another_wording_are_not_counted_together() -> None:
    log = Log().then("submit", "ada").then("approve", "bob").then("withdraw", "ada", EDITED).then("submit", "ada", EDITED)
    assert log.then("approve", "cyd", EDITED).history().state is State.UNDER_REVIEW


def test_an_approved_item_is_approved_again_when_its_next_review_is_done() -> None:
    log = approved().then("approve", "bob", day="2027-12-01").then("approve", "cyd", day="2027-12-01")
    approval = log.history().approval
    assert log.codes() == ["interests-not-declared"] * 2
    assert approval is not None
    assert approval.date == DAY
    log = approved().then("approve", "bob", day="2026-12-01").then("approve", "cyd", day="2026-12-01")
    approval = log.history().approval
    assert approval is not None
    assert approval.date == "2026-12-01"


# --- events that count for nothing


NOBODY = replace(page(), statements=(statement("Never seen."),))
REFUSED = {
    "somebody else's name": (Log().then("submit", "ada").then("approve", "zoe", role="botanist"), ["unknown-reviewer"]),
    "no role of the policy": (Log().then("submit", "ada", role="king"), ["unknown-role"]),
    "a role of somebody else": (Log().then("submit", "ada", role="botanist"), ["role-not-held"]),
    "a role not held yet": (Log().then("submit", "ada", day="2025-12-31"), ["role-not-held"]),
    "a role held no more": (Log().then("submit", "fay", day="2026-04-01"), ["role-not-held"]),
    "no senior role": (Log().then("hold", "bob"), ["not-senior"]),
    "nobody may bring back what a senior took down": (BEFORE[State.HELD].then("submit", "ada"), ["not-senior"]),
    "one's own": (Log().then("submit", "bob").then("approve", "bob"), ["approves-own"]),
    "one's own urgent update": (Log().then("urgent-update", "dot").then("approve", "dot"), ["approves-own"]),
    "an edit that nobody submitted": (Log().then("submit", "ada").then("approve", "bob", EDITED), ["out-of-turn"]),
    "an edit after approval": (approved().then("approve", "bob", EDITED), ["out-of-turn"]),
    "an earlier day": (Log().then("submit", "ada").then("start", "bob", day="2026-01-31"), ["date-goes-back"]),
    "no event of that number": (Log().then("submit", "ada").then("invalidate", "dot", void=2), ["unknown-event"]),
    "number zero": (Log().then("submit", "ada").then("invalidate", "dot", void=0), ["unknown-event"]),
    "the void of a void": (approved().then("invalidate", "dot", void=3).then("invalidate", "dot", void=4), ["out-of-turn"]),
    "no number": (Log().then("submit", "ada").then("invalidate", "dot"), ["missing-key", "unknown-event"]),
    "a number elsewhere": (Log().then("submit", "ada", void=1), ["misplaced-key"]),
    "a successor elsewhere": (Log().then("submit", "ada", replaced_by=CARE), ["misplaced-key"]),
    "covers elsewhere": (Log().then("submit", "ada", page(), page(PLANT)), ["misplaced-key"]),
    "covers of another kind": (Log().then("submit", "ada").then("approve", "bob", page(), page("advice/other")),
                               ["misplaced-key"]),
    "recalled": (Log().then("submit", "ada", page(checked=Checked.RECALLED)).then(
        "approve", "bob", page(checked=Checked.RECALLED)), ["not-read-at-source"]),
    "a tie": (Log().then("submit", "ada", page(drugs=("soap_spray",))).then("approve", "eve", page(drugs=("soap_spray",))),
              ["interest-bars-approval"]),
    "an old declaration": (Log().then("submit", "ada").then("approve", "fay"), ["interests-not-declared"]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_an_event_that_breaks_the_policy_is_named_and_counts_for_nothing(what: str) -> None:
    log, expected = REFUSED[what]
    record = log.records[CARE]
    without = Log(records={CARE: record[:-1]} if record[:-1] else {}, snapshots=log.snapshots, policy=log.policy)
    assert log.codes() == expected
    assert log.history().refused == record[-1:]
    if record[:-1]:
        assert (log.history().state, log.history().approval) == (without.history().state, without.history().approval)
    else:
        assert log.history().state is State.DRAFT


def test_a_forged_digest_counts_for_nothing() -> None:
    log = Log().then("submit", "ada").then("approve", "bob")
    assert replace(log, snapshots={}).codes().count("unknown-digest") == 2
    assert replace(log, snapshots={}).history().state is State.DRAFT


def test_a_snapshot_of_another_item_is_no_proof() -> None:
    other = page("advice/other")
    log = Log().then("submit", "ada")
    assert replace(log, snapshots={page().seen.file: other}).codes() == ["unknown-digest"]


def test_all_that_is_wrong_with_an_event_is_said_at_once() -> None:
    log = Log().then("submit", "ada").then("approve", "eve", page(drugs=("soap_spray",)), role="gardener", day="2026-01-31")
    assert log.codes() == ["role-not-held", "interest-bars-approval", "out-of-turn", "date-goes-back"]


# --- what is void


def test_an_approval_without_one_of_its_votes_is_none() -> None:
    history = approved().then("invalidate", "dot", void=2).history()
    assert (history.state, history.approval, history.voided) == (State.UNDER_REVIEW, None, True)


def test_after_a_void_vote_another_takes_its_place() -> None:
    log = approved().then("invalidate", "dot", void=2).then("approve", "gus", role="botanist")
    assert (log.codes(), log.history().state, log.history().voided) == ([], State.APPROVED, False)


def test_after_a_void_hold_everything_goes_on_where_it_was() -> None:
    log = Log().then("submit", "ada").then("hold", "dot").then("invalidate", "dot", void=2).then("start", "bob")
    assert (log.codes(), log.history().state, log.history().doubted) == ([], State.UNDER_REVIEW, False)


def test_with_a_void_submission_its_approval_falls() -> None:
    history = approved().then("invalidate", "dot", void=1).history()
    assert (history.state, history.approval, history.voided) == (State.DRAFT, None, True)


def test_an_event_that_was_refused_does_not_come_back_when_another_is_void() -> None:
    log = Log().then("submit", "bob").then("approve", "bob").then("invalidate", "dot", void=1)
    assert log.history().votes == ()
    assert log.history().state is State.DRAFT


def test_an_invalidation_that_is_refused_makes_nothing_void() -> None:
    log = approved().then("invalidate", "dot", void=2, day="2026-01-31")
    assert (log.codes(), log.history().state) == (["date-goes-back"], State.APPROVED)


# --- doubt


@pytest.mark.parametrize("doubt", [("hold", "dot"), ("request-changes", "bob"), ("retire", "dot")])
def test_one_editor_alone_never_restores_what_was_taken_down_or_sent_back(doubt: tuple[str, str]) -> None:
    reworded = page(CARE, statement("Water it!", "Water it.", checked=Checked.SOURCE))
    log = approved().then(*doubt).then("submit", "dot", reworded).then("approve", "ada", reworded)
    assert (log.codes(), log.history().state) == ([], State.UNDER_REVIEW)


def test_a_board_ends_the_doubt() -> None:
    log = approved(log=approved().then("request-changes", "bob"))
    assert (log.codes(), log.history().state, log.history().doubted) == ([], State.APPROVED, False)


# --- a change of words alone


def reworded() -> Log:
    return approved().then("submit", "bob", page(CARE, statement("Water it!", "Water it.", checked=Checked.SOURCE)))


def test_words_alone_ask_for_the_word_of_one_editor() -> None:
    new = page(CARE, statement("Water it!", "Water it.", checked=Checked.SOURCE))
    history = reworded().then("approve", "ada", new, day="2026-05-01").history()
    assert history.state is State.APPROVED
    assert history.approval is not None
    assert (history.approval.seen, history.approval.date) == (new, DAY)


def test_a_changed_meaning_asks_for_the_board() -> None:
    assert approved().then("submit", "bob", EDITED).then("approve", "ada", EDITED).history().state is State.UNDER_REVIEW


def test_where_the_policy_says_so_words_alone_ask_for_the_board_too() -> None:
    new = page(CARE, statement("Water it!", "Water it.", checked=Checked.SOURCE))
    log = replace(reworded(), policy=replace(Log().policy, words_role=""))
    assert log.then("approve", "ada", new).history().state is State.UNDER_REVIEW


def test_the_words_of_an_urgent_update_are_not_waved_through() -> None:
    new = page(CARE, statement("Water it!", "Water it.", checked=Checked.SOURCE))
    log = Log().then("urgent-update", "dot").then("submit", "bob", new).then("approve", "ada", new)
    assert log.history().state is State.UNDER_REVIEW


# --- cases approved together with what changed them


def answer(outcome: str) -> Snapshot:
    return page(PLANT, statement("A plant.", id="bottom_line/1"), statement(outcome, id="answer/club/watering"))


def seen_of(log: Log) -> Snapshot:
    """What was approved of the case."""
    approval = log.history(PLANT).approval
    assert approval is not None
    return approval.seen


WAIT, WATER = answer("wait"), answer("water")


def covered() -> Log:
    """A case that was approved; then advice that changes its answer is approved together with it."""
    log = approved(WAIT, day="2026-01-10")
    return approved(day="2026-01-11", log=log).then("submit", "ada", EDITED)


def test_one_event_approves_the_cases_that_a_component_changes() -> None:
    log = covered().then("approve", "bob", EDITED, WATER).then("approve", "cyd", EDITED, WATER)
    assert (log.codes(), log.codes(PLANT)) == ([], [])
    assert seen_of(log) == WATER


def test_a_case_without_a_record_can_be_covered() -> None:
    log = Log(policy=replace(Log().policy, unrecorded="submitted")).then("submit", "ada")
    log = log.then("approve", "bob", page(), WATER).then("approve", "cyd", page(), WATER)
    assert log.history(PLANT).state is State.APPROVED


def test_nobody_approves_a_case_of_their_own_by_covering_it() -> None:
    log = Log().then("submit", "bob", WATER).then("submit", "ada").then("approve", "bob", page(), WATER)
    assert log.codes(PLANT) == ["approves-own"]
    assert log.history(PLANT).votes == ()


def test_own_words_of_a_case_are_not_approved_by_covering_it() -> None:
    spoken = replace(WATER, statements=(statement("A tree.", id="bottom_line/1"), *WATER.statements[1:]))
    assert covered().then("approve", "bob", EDITED, spoken).codes(PLANT) == ["out-of-turn"]


def test_when_the_event_is_void_its_cases_fall_too() -> None:
    log = covered().then("approve", "bob", EDITED, WATER).then("approve", "cyd", EDITED, WATER)
    void = log.then("invalidate", "dot", EDITED, void=6)
    assert (void.codes(), void.codes(PLANT)) == ([], [])
    assert (void.history(PLANT).voided, seen_of(void)) == (True, WAIT)


def test_a_case_can_be_held_on_the_day_on_which_it_was_covered() -> None:
    log = covered().then("approve", "bob", EDITED, WATER).then("approve", "cyd", EDITED, WATER)
    held = log.then("hold", "dot", WATER)
    assert (held.codes(), held.codes(PLANT), held.history(PLANT).state) == ([], [], State.HELD)


def test_an_event_from_elsewhere_is_not_numbered_with_those_of_the_record() -> None:
    log = covered().then("approve", "bob", EDITED, WATER).then("invalidate", "dot", WAIT, void=3)
    assert (log.codes(PLANT), log.history(PLANT).approval) == ([], None)
    assert [str(event.by) for event in log.history(PLANT).votes] == ["bob", "bob"]


def test_places_are_those_of_the_event() -> None:
    problem = Log().then("submit", "ada").then("approve", "zoe", role="botanist").history().problems[0]
    assert str(problem.where) == "content/reviews/advice/care.yaml:5:1"
    assert isinstance(Log().then("submit", "ada").records[CARE][0].by, Text)
