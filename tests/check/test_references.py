from __future__ import annotations

import json
from typing import Any

import pytest

from generator.origin import Level
from tests.worlds import World, said

FACTS = "content/facts.yaml"
KB = "content/kb.yaml"
CLUB = "content/guidelines/garden-club-2020.yaml"
CARE = "content/advice/daily-care.yaml"
SOAP = "content/drugs/soap_spray.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"
LIST = "content/references.json"
SEEN = "2026-01-31"


def note(world: World, reference: str, **notes: Any) -> None:
    """Notes of a reference, in place of those it has on what became of it."""
    entries = json.loads(world.text(LIST))
    custom = next(entry for entry in entries if entry["id"] == reference)["custom"]
    for key in ("status", "status_seen", "notice", "still_cited"):
        custom.pop(key, None)
    custom |= notes
    world.write(LIST, json.dumps(entries, indent=1))


def found(world: World) -> list[tuple[str, str]]:
    return [(problem.where.file, problem.code) for problem in world.problems()]


@pytest.mark.parametrize(("path", "old", "new", "at"), [
    (FACTS, "tells them apart [@leaf-trial-2019, table 2]", "tells them apart [@leaf-trial]", ">-\n      Wilting"),
    (FACTS, "reference: leaf-trial-2019", "reference: leaf-trial", "leaf-trial\n"),
    (CLUB, "reference: garden-club-2020", "reference: garden-club", "garden-club\n"),
    (CLUB, "because: some reading is 2.0 or lower", "because: some reading is 2.0 or lower [@garden-club]", "some reading"),
    (CARE, "Do not water a wilted plant with a moist root because it is drowning [@leaf-trial-2019, table 2]",
     "Do not water it [@leaf-trial]", ">-\n      Do not water"),
    (SOAP, "reference: soap-label", "reference: soap", "soap\n"),
    (SOAP, "[@soap-label, warning]", "[@soap]", ">-\n      **Never"),
    (PLANT, "[@garden-club-2020, page 3]", "[@garden-club; @garden-club-2020]", ">-\n  **If it is"),
], ids=repr)
def test_a_reference_that_does_not_exist_is_named_wherever_it_stands(small_world: World, path: str, old: str, new: str,
                                                                     at: str) -> None:
    small_world.edit(path, old, new)
    assert (small_world.place(path, at), "unknown-reference") in [(str(problem.where),
                                                                   problem.code) for problem in small_world.problems()]


def test_a_reference_nobody_cites_is_a_warning(small_world: World) -> None:
    small_world.edit("content/references.json", '[\n {\n  "id": "fern',
                     '[\n {\n  "id": "lost", "type": "book", "title": "Lost"\n },\n {\n  "id": "fern')
    assert [(str(problem.where), problem.code, problem.level) for problem in small_world.problems()] == [
        ("content/references.json:3:1", "unused-reference", Level.WARNING)]


def test_a_guideline_without_its_reference_is_named_once(small_world: World) -> None:
    small_world.edit(CLUB, "reference: garden-club-2020", "reference: garden-club")
    assert [problem.code for problem in small_world.problems()] == ["unknown-reference"]


def test_a_standing_sentence_may_not_cite_what_does_not_exist(small_world: World) -> None:
    small_world.edit(KB, "the open answers turn out to be.", "the open answers turn out to be [@lost].")
    assert found(small_world) == [(KB, "unknown-reference")]


@pytest.mark.parametrize("key", ["replaced_by", "notice"])
def test_a_successor_and_a_notice_count_as_used(small_world: World, key: str) -> None:
    lost = '{"id": "lost", "type": "book", "title": "Lost"}'
    small_world.edit(LIST, '[\n {\n  "id": "fern', f'[\n {lost},\n {{\n  "id": "fern')
    note(small_world, "soap-label", status="superseded", status_seen=SEEN, still_cited="it says so", **{key: "lost"})
    assert small_world.problems() == []


@pytest.mark.parametrize("key", ["replaced_by", "notice"])
def test_a_successor_and_a_notice_must_exist(small_world: World, key: str) -> None:
    note(small_world, "soap-label", status="superseded", status_seen=SEEN, still_cited="it says so", **{key: "fern-society-2042"})
    problems = small_world.problems()
    assert [(str(problem.where), problem.code) for problem in problems] == [
        (small_world.place(LIST, f'"{key}": "fern'), "unknown-successor")]
    assert problems[0].hint == 'Did you mean "fern-society-2024"?'


def test_two_works_cannot_replace_each_other(small_world: World) -> None:
    for one, other in (("soap-label", "leaf-trial-2019"), ("leaf-trial-2019", "soap-label")):
        note(small_world, one, status="superseded", status_seen=SEEN, still_cited="it says so", replaced_by=other)
    problems = small_world.problems()
    assert {problem.code for problem in problems} == {"replaced-in-a-circle"}
    assert "soap-label → leaf-trial-2019 → soap-label" in " ".join(said(problems))


def test_a_work_that_leads_into_a_circle_is_not_blamed_for_it(small_world: World) -> None:
    reason = {"status": "superseded", "status_seen": SEEN, "still_cited": "it says so"}
    note(small_world, "soap-label", replaced_by="leaf-trial-2019", **reason)
    note(small_world, "leaf-trial-2019", replaced_by="leaf-trial-2019", **reason)
    assert [problem.message.split()[0] for problem in small_world.problems()] == ['"leaf-trial-2019"']


def test_nothing_may_rest_on_a_retracted_work(small_world: World) -> None:
    note(small_world, "soap-label", status="retracted", status_seen=SEEN, replaced_by="leaf-trial-2019")
    problems = [problem for problem in small_world.problems() if problem.where.file == SOAP]
    assert {(problem.code, problem.level) for problem in problems} == {("retracted-reference", Level.ERROR)}
    assert small_world.place(SOAP, "soap-label\n") in [str(problem.where) for problem in problems]
    assert all('"leaf-trial-2019"' in problem.hint for problem in problems)


def test_each_place_that_rests_on_a_retracted_work_is_named_once(small_world: World) -> None:
    note(small_world, "garden-club-2020", status="retracted", status_seen=SEEN)
    places = [problem.where for problem in small_world.problems()]
    assert len(places) == len(set(places))


def test_resting_on_a_superseded_work_is_a_warning(small_world: World) -> None:
    note(small_world, "soap-label", status="superseded", status_seen=SEEN, replaced_by="leaf-trial-2019")
    problems = small_world.problems()
    assert {(problem.code, problem.level) for problem in problems} == {("superseded-reference", Level.WARNING)}
    assert small_world.place(SOAP, ">-\n  It is sprayed") in [str(problem.where) for problem in problems]


def test_a_reason_to_cite_a_superseded_work_ends_the_warning(small_world: World) -> None:
    note(small_world, "soap-label", status="superseded", status_seen=SEEN, still_cited="nothing newer can be read")
    assert small_world.problems() == []


def test_a_guideline_that_no_longer_holds_may_rest_on_its_own_superseded_text(small_world: World) -> None:
    note(small_world, "garden-club-2020", status="superseded", status_seen=SEEN)
    assert CLUB in {file for file, _ in found(small_world)}
    small_world.edit(CLUB, "in_force: 2020-03-01\n", "in_force: 2020-03-01\nuntil: 2026-01-01\n")
    files = {file for file, _ in found(small_world)}
    assert CLUB not in files
    assert CARE in files


@pytest.mark.parametrize(("entry", "whether"), [
    ({"URL": "https://plants.example.org/kb/scenarios/x/"}, True), ({"URL": "https://plants.example.org/kb"}, True),
    ({"URL": "https://plants.example.org/KB?a=b"}, True), ({"URL": "https://plants.example.org/other/"}, False),
    ({"URL": "https://plants.example.org/kbx"}, False), ({"DOI": "10.1000/Plants"}, True), ({"DOI": "10.1000/plants2"}, False),
    ({"publisher": "Plant answers"}, True), ({"author": [{"literal": "plant Answers"}]}, True),
    ({"title": "Plant answers"}, True), ({"publisher": "Plant answers press"}, False),
    ({"URL": "https://code.example.org/edit/content/x.yaml"}, True),
], ids=repr)
def test_the_site_is_no_reference_of_its_own(small_world: World, entry: dict[str, Any], whether: bool) -> None:
    small_world.edit(KB, "checked: source\nwords:", "addresses: [https://plants.example.org/kb/, https://doi.org/10.1000/plants]\n"
                     "edit_base: https://code.example.org/edit/\nchecked: source\nwords:")
    entries = json.loads(small_world.text(LIST))
    entries[2] |= entry
    small_world.write(LIST, json.dumps(entries, indent=1))
    assert [problem.code for problem in small_world.problems()] == (["own-reference"] if whether else [])
