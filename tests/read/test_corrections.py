from __future__ import annotations

import pytest

from generator.read.corrections import read_corrections
from tests.worlds import codes, read_with

ONE = """  - id: a
    date: 2026-01-01
    items: [drugs/x]
    wrong: It said so.
    done: It does not.
    harm: no
"""


def test_corrections_come_newest_first() -> None:
    later = ONE.replace("id: a", "id: b").replace("2026-01-01", "2026-02-01")
    found, problems = read_with(read_corrections, f"corrections:\n{ONE}{later}")
    assert problems == []
    assert found is not None
    assert [(one.id, one.harm, one.items) for one in found] == [("b", False, ("drugs/x",)), ("a", False, ("drugs/x",))]


def test_no_correction_is_none() -> None:
    assert read_with(read_corrections, "corrections: []\n") == ((), [])


@pytest.mark.parametrize(("old", "new", "code"), [
    ("harm: no", "harm: perhaps", "bad-value"), ("drugs/x", "drugs", "bad-value"),
    ("    done: It does not.\n", "", "missing-key"), ("wrong:", "wrongly:", "unknown-key"),
])
def test_a_mistake_in_a_correction_is_named(old: str, new: str, code: str) -> None:
    assert code in codes(read_with(read_corrections, f"corrections:\n{ONE.replace(old, new)}")[1])


def test_two_corrections_of_one_name_are_one_too_many() -> None:
    assert codes(read_with(read_corrections, f"corrections:\n{ONE}{ONE}")[1]) == ["duplicate-id"]
