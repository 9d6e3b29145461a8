from __future__ import annotations

import json

import pytest

from generator.origin import Problem, Where
from generator.read.notes import Evidence, Standing, Status
from generator.read.references import Reference, read_references
from tests.worlds import codes, said


def references(data: object) -> tuple[dict[str, Reference], list[Problem]]:
    problems: list[Problem] = []
    raw = data if isinstance(data, bytes) else json.dumps(data, indent=1, ensure_ascii=False).encode()
    found = read_references(raw, "references.json", problems)
    return {} if found is None else dict(found.found), problems


def entry(**more: object) -> dict[str, object]:
    return {"id": "a", "type": "book", "title": "A book", "issued": {"date-parts": [[2020]]}, **more}


@pytest.mark.parametrize(("evidence", "kind"), [
    ("guideline", "guideline"), ("consensus", "guideline"), ("label", "label"), ("regulation", "label"), ("trial", "research"),
    ("systematic review", "research"), ("other", "research"),
])
def test_a_reference_is_a_guideline_a_label_or_research(evidence: str, kind: str) -> None:
    assert references([entry(custom={"evidence_type": evidence})])[0]["a"].kind == kind


def test_a_reference_keeps_everything_it_says() -> None:
    assert references([entry(DOI="10.1000/x", PMID="1")])[0]["a"].csl["DOI"] == "10.1000/x"


def test_identifiers_from_memory_are_known() -> None:
    assert references([entry(custom={"identifiers_from_memory": ["DOI"]})])[0]["a"].unchecked == ("DOI",)


def test_a_reference_of_which_nothing_is_noted_is_research_that_nobody_looked_up() -> None:
    found = references([entry()])[0]["a"]
    assert (found.kind, found.evidence, found.standing) == ("research", Evidence.OTHER, Standing())


def test_what_became_of_a_reference_is_known_with_its_place() -> None:
    found = references([entry(custom={"status": "superseded", "status_seen": "2026-01-31", "replaced_by": "b",
                                      "notice": "10.1000/182"})])[0]["a"].standing
    assert (found.status, found.seen, found.names, found.notice_doi) == (
        Status.SUPERSEDED, "2026-01-31", ("b",), "10.1000/182")
    assert found.replaced_by is not None
    assert found.replaced_by.where == Where("references.json", 16, 4)


def test_a_mistake_in_the_notes_stands_at_its_key() -> None:
    _, problems = references([entry(custom={"status": "current", "status_seen": "yesterday"})])
    assert said(problems) == ['15:4 [bad-value] "yesterday" is no day']


def test_a_note_that_is_given_twice_is_refused() -> None:
    _, problems = references(b'[{"id": "a", "type": "book", "title": "t", "custom": {"status": "current", "status": "retracted", '
                             b'"status_seen": "2026-01-31"}}]')
    assert codes(problems) == ["duplicate-key"]


def test_who_stands_behind_a_reference_is_known() -> None:
    authors = [{"family": "Green"}, {"literal": "Club"}]
    found, _ = references([entry(publisher="P", author=authors, **{"container-title": "J"})])
    assert found["a"].bodies == ("P", "J", "Club")


def test_a_reference_knows_its_line() -> None:
    found, _ = references([entry(), entry(id="b")])
    assert (found["a"].where.line, found["b"].where.line) == (3, 15)


def test_a_reference_written_on_one_line_knows_its_line() -> None:
    found, _ = references(b'[\n {"id": "a", "type": "book", "title": "A"},\n {"id": "b", "type": "book", "title": "B"}\n]')
    assert found["b"].where.line == 3


def test_references_may_begin_with_a_byte_order_mark() -> None:
    assert list(references(b"\xef\xbb\xbf" + json.dumps([entry()]).encode())[0]) == ["a"]


@pytest.mark.parametrize(("data", "place", "code"), [
    (b"", "1:1", "empty-file"),
    (b'[\n {"id": "a",}\n]', "2:13", "json-syntax"),
    (b'[{"id": "caf\xe9"}]', "1:13", "not-utf-8"),
    (b"{}", "1:1", "wrong-type"),
    (b"null", "1:1", "wrong-type"),
    (b'[{"id": "a"}]', "1:1", "missing-key"),
    (b'[{"id": 3, "type": "book", "title": "t"}]', "1:1", "missing-key"),
    (b'["a"]', "1:1", "missing-key"),
])
def test_what_is_no_list_of_references_is_refused(data: bytes, place: str, code: str) -> None:
    _, problems = references(data)
    assert [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in problems] == [(place, code)]


@pytest.mark.parametrize("data", [
    json.dumps([entry()]).encode("utf-16"), b"[" * 100_000, json.dumps([entry(custom=None)]).encode(),
    json.dumps([entry(custom=[])]).encode(),
    b'[{"id": "a", "id": "b", "type": "book", "title": "t"}]',
], ids=["utf-16", "too deep", "custom is null", "custom is a list", "key twice"])
def test_a_strange_file_gives_a_problem_and_does_not_stop_the_check(data: bytes) -> None:
    assert references(data)[1] != []


def test_two_references_of_one_name_are_refused_at_the_second() -> None:
    _, problems = references([entry(), entry()])
    assert said(problems) == ['15:1 [duplicate-id] there is already a reference "a"']


@pytest.mark.parametrize("key", ["id", "type", "title"])
def test_a_reference_needs(key: str) -> None:
    data = entry()
    del data[key]
    assert codes(references([data])[1]) == ["missing-key"]
