from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.core.guidelines import Decision
from generator.origin import Problem
from generator.read.decisions import INTERVAL, drugs_outcome, read_decisions
from tests.worlds import codes, read_with

OUTCOME = "{{id: {0}, label: {0}, clinician: {0}, plain: {0}}}"
SILENT, MILD, STRONG = (OUTCOME.format(name) for name in ("no_recommendation", "mild", "strong"))


def decisions(rows: str) -> tuple[Mapping[str, Decision] | None, list[Problem]]:
    return read_with(read_decisions, f"outside: [{SILENT}]\ndecisions:\n{rows}")


def row(id: str, more: str) -> str:
    return f"  - {{id: {id}, label: l, question: q, {more}}}\n"


def test_outcomes_outside_the_order_come_before_the_mildest() -> None:
    found, _ = decisions(row("x", f"kind: ordered, outcomes: [{MILD}, {STRONG}]"))
    assert found is not None
    assert [outcome.id for outcome in found["x"].outcomes] == ["no_recommendation", "mild", "strong"]


def test_what_stands_outside_the_order_is_known_as_such() -> None:
    found, _ = decisions(row("x", f"kind: ordered, outcomes: [{MILD}, {STRONG}]"))
    assert found is not None
    assert found["x"].outside == {"no_recommendation"}


def test_decisions_keep_the_order_of_the_file() -> None:
    found, _ = decisions(row("b", "kind: interval") + row("a", "kind: drugs"))
    assert found is not None
    assert list(found) == ["b", "a"]


@pytest.mark.parametrize("kind", ["interval", "drugs"])
def test_an_interval_and_a_set_of_drugs_need_no_outcomes(kind: str) -> None:
    assert decisions(row("x", f"kind: {kind}"))[1] == []


@pytest.mark.parametrize(("rows", "code"), [
    (row("x", "kind: ordered"), "missing-key"),
    (row("x", "kind: choice, outcomes: []"), "missing-key"),
    (row("x", "kind: rising"), "bad-value"),
    (row("x", "kind: interval") + row("x", "kind: drugs"), "duplicate-id"),
    (row("x", f"kind: ordered, outcomes: [{MILD}, {MILD}]"), "duplicate-id"),
    (row("x", f"kind: ordered, outcomes: [{MILD}, {SILENT}]"), "duplicate-id"),
    (row("x", "kind: ordered, outcomes: [mild]"), "wrong-type"),
    (row("x", "kind: ordered, outcomes: [{id: mild, label: l, clinician: c}]"), "missing-key"),
])
def test_a_decision_that_cannot_be_is_refused(rows: str, code: str) -> None:
    assert codes(decisions(rows)[1]) == [code]


@pytest.mark.parametrize("text", ["3 years", "12..24 months", "5.. years", "1..2 years"])
def test_an_interval_is_a_number_or_a_range_of_months_or_years(text: str) -> None:
    assert INTERVAL.fullmatch(text)


@pytest.mark.parametrize("text", ["3", "3 weeks", "2-3 years", "..3 years", "3years", "1.5 years", "years", "3 years or so"])
def test_another_interval_is_refused(text: str) -> None:
    assert not INTERVAL.fullmatch(text)


@pytest.mark.parametrize(("first", "alternative", "text"), [
    (["a"], [], "a"), (["a", "b"], ["c"], "a b; then c"), ([], ["c"], "c"),
])
def test_a_set_of_drugs_is_one_outcome(first: list[str], alternative: list[str], text: str) -> None:
    assert drugs_outcome(first, alternative) == text
