"""What has changed between two states, by digests and statement by statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.guidelines import Checked
from generator.origin import Where
from generator.read.releases import FrozenItem
from generator.read.statements import Snapshot, Statement
from generator.review.changes import Change, change_between, changes_by_item, joined
from generator.review.standing import Amended, amended

ONE = Statement(id="a/1", heading="A", words="Water it once.", meaning="once", where=Where("a.yaml"))
TWO = replace(ONE, id="a/2", words="Water it twice.", meaning="twice")


def item(meaning: str, words: str) -> FrozenItem:
    return FrozenItem(item="advice/a", title="A", page="advice/a/", status="submitted", seen=f"{meaning * 16}-{words * 16}")


def found(before: tuple[Statement, ...], after: tuple[Statement, ...]) -> tuple[Amended, ...]:
    return joined(amended(Snapshot(item="advice/a", statements=before), Snapshot(item="advice/a", statements=after)))


@pytest.mark.parametrize(("was", "now", "change"), [
    (item("1", "1"), item("1", "1"), None), (item("1", "1"), item("1", "2"), Change.WORDS),
    (item("1", "1"), item("2", "1"), Change.MEANING), (item("1", "1"), item("2", "2"), Change.MEANING),
    (None, item("1", "1"), Change.NEW), (item("1", "1"), None, Change.GONE), (None, None, None),
])
def test_digests_tell_what_has_become_of_an_item(was: FrozenItem | None, now: FrozenItem | None, change: Change | None) -> None:
    assert change_between(was, now) is change


def test_only_what_is_not_the_same_is_listed() -> None:
    before = {"advice/a": item("1", "1"), "advice/b": item("1", "1"), "advice/c": item("3", "3")}
    after = {"advice/a": item("1", "1"), "advice/b": item("2", "1"), "advice/d": item("4", "4")}
    assert changes_by_item(before, after) == {"advice/b": Change.MEANING, "advice/d": Change.NEW, "advice/c": Change.GONE}


def test_a_statement_in_other_words_has_both_wordings() -> None:
    now = replace(ONE, words="Do water it once.")
    assert found((ONE, TWO), (now, TWO)) == (Amended(ONE, now),)


def test_a_statement_that_stands_elsewhere_has_moved_and_is_not_gone() -> None:
    moved, = found((ONE, TWO), (TWO, ONE))
    assert moved.was is not None
    assert moved.was.reads_the_same(moved.now)


def test_a_statement_that_comes_and_one_that_goes_are_told_apart() -> None:
    three = replace(ONE, id="b/1", words="Stop.", meaning="stop")
    assert found((ONE, TWO), (TWO, three)) == (Amended(ONE, None), Amended(None, three))


def test_reading_the_source_is_a_change_of_meaning_as_it_is_in_the_digest() -> None:
    was, now = replace(ONE, checked=Checked.RECALLED), replace(ONE, checked=Checked.SOURCE)
    change, = found((was, TWO), (now, TWO))
    assert (change, change.in_meaning) == (Amended(was, now), True)
