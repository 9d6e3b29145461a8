from __future__ import annotations

from typing import Any

import pytest

from generator.read.notes import Evidence, Status, is_doi, note_misfits

SEEN = {"status_seen": "2026-01-31"}


def found(notes: Any) -> list[tuple[str, str]]:
    return [(key, code) for key, code, _, _ in note_misfits(notes)]


@pytest.mark.parametrize("notes", [
    {}, {"anything": [1, {"a": None}]}, {"identifiers_from_memory": ["DOI"], "authors_truncated": True, "seen": ""},
    *({"evidence_type": evidence} for evidence in Evidence),
    *({"status": status, **SEEN} for status in Status if status),
    {"status": "superseded", "replaced_by": "other-2026", "still_cited": "it says the same", **SEEN},
    {"status": "retracted", "notice": "10.1000/182", "replaced_by": "other-2026", **SEEN},
    {"status": "corrected", "notice": "notice-2026", **SEEN}, {"status": "of-concern", "notice": "10.1000/x(1)", **SEEN},
    {"setid": None}, {"setid": "01234567-89ab-cdef-0123-456789abcdef"},
])
def test_what_means_something_is_accepted(notes: dict[str, Any]) -> None:
    assert found(notes) == []


@pytest.mark.parametrize(("notes", "key", "code"), [
    ([], "", "bad-value"), (None, "", "bad-value"),
    ({"identifiers_from_memory": "DOI"}, "identifiers_from_memory", "bad-value"),
    ({"identifiers_from_memory": [1]}, "identifiers_from_memory", "bad-value"), ({"seen": 3}, "seen", "bad-value"),
    ({"authors_truncated": "yes"}, "authors_truncated", "bad-value"),
    ({"evidence_type": "RCT"}, "evidence_type", "bad-value"), ({"evidence_type": ""}, "evidence_type", "bad-value"),
    ({"evidence_type": []}, "evidence_type", "bad-value"),
    ({"status": "withdrawn", **SEEN}, "status", "bad-value"), ({"status": "", **SEEN}, "status", "bad-value"),
    ({"status": None, **SEEN}, "status", "bad-value"), ({"status": "current"}, "status", "missing-key"),
    (SEEN, "status_seen", "misplaced-key"), ({"status": "current", "status_seen": "2026-02-30"}, "status_seen", "bad-value"),
    ({"status": "current", "status_seen": 2026}, "status_seen", "bad-value"),
    ({"status": "current", "status_seen": "20260131"}, "status_seen", "bad-value"),
    ({"replaced_by": "b"}, "replaced_by", "misplaced-key"), ({"status": "current", "replaced_by": "b", **SEEN}, "replaced_by",
                                                             "misplaced-key"),
    ({"status": "superseded", "replaced_by": "10.1000/182", **SEEN}, "replaced_by", "bad-value"),
    ({"status": "superseded", "replaced_by": ["b"], **SEEN}, "replaced_by", "bad-value"),
    ({"status": "current", "notice": "b", **SEEN}, "notice", "misplaced-key"),
    ({"status": "corrected", "notice": "see the journal", **SEEN}, "notice", "bad-value"),
    ({"status": "retracted", "still_cited": "why not", **SEEN}, "still_cited", "misplaced-key"),
    ({"status": "superseded", "still_cited": 3, **SEEN}, "still_cited", "bad-value"),
    ({"setid": "1234"}, "setid", "bad-value"), ({"setid": 1}, "setid", "bad-value"),
])
def test_what_cannot_be_read_or_means_nothing_is_refused(notes: Any, key: str, code: str) -> None:
    assert found(notes) == [(key, code)]


def test_a_misspelt_word_is_answered_with_the_nearest() -> None:
    assert [hint for *_, hint in note_misfits({"status": "superceded", **SEEN})] == ['Did you mean "superseded"?']


@pytest.mark.parametrize(("text", "whether"), [("10.1000/182", True), ("other-2026", False), ("10-1000", False)])
def test_an_id_is_never_taken_for_a_doi(text: str, whether: bool) -> None:
    assert is_doi(text) is whether
