from __future__ import annotations

import time

import pytest

from generator.read.knowledge import Folders, read_knowledge
from tests.worlds import World, codes, said, with_successor

CASE = """id: {id}
title: "Case {number}: does it need water?"
short_title: Case {number}
description: A plant.
updated: 2026-01-15
facts: {{moisture_root: {tenths}.0, plant_kind: fern}}
history:
  - {{date: 2026-01-15, change: First version}}
expect:
  garden-club-2020.applies: yes
"""


def test_a_thousand_cases_are_read(small_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1000):
        name = f"case-{number:04}"
        small_world.write(f"scenarios/many/{name}.yaml", CASE.format(id=name, number=number, tenths=number % 10))
    begin = time.perf_counter()
    knowledge, problems = read_knowledge(small_world.folders)
    took = time.perf_counter() - begin
    with capsys.disabled():
        print(f"\n1,000 cases read in {took:.2f} s")
    assert knowledge is not None
    assert (len([case for case in knowledge.scenarios if case.topic == "many"]), problems) == (1000, [])


def test_every_kind_of_file_is_read(small_world: World) -> None:
    knowledge, problems = read_knowledge(small_world.folders)
    assert problems == []
    assert knowledge is not None
    assert [len(part) for part in (knowledge.facts.facts, knowledge.decisions, knowledge.guidelines, knowledge.topics,
                                   knowledge.drugs,
                                   knowledge.references, knowledge.profiles, knowledge.scenarios, knowledge.pages,
                                   knowledge.glossary)] == [12, 5, 2, 1, 2, 4, 1, 2, 1, 2]


@pytest.mark.parametrize("name", ["kb.yaml", "facts.yaml", "decisions.yaml"])
def test_nothing_can_be_read_without(small_world: World, name: str) -> None:
    (small_world.root / "content" / name).unlink()
    knowledge, problems = read_knowledge(small_world.folders)
    assert knowledge is None
    assert [str(problem) for problem in problems] == [
        f"content/{name}:1:1: [missing-file] this file is missing\n    A knowledge base cannot do without it."]


def test_references_that_are_missing_are_named(small_world: World) -> None:
    (small_world.root / "content/references.json").unlink()
    _, problems = read_knowledge(small_world.folders)
    assert [(str(problem.where), problem.code) for problem in problems] == [("content/references.json:1:1", "missing-file")]


@pytest.mark.parametrize("folder", ["content/guidelines", "content/advice", "content/drugs", "content/pages", "scenarios"])
def test_a_folder_may_be_missing(small_world: World, folder: str) -> None:
    (small_world.root / folder).rename(small_world.root / "put-away")
    assert read_knowledge(small_world.folders)[1] == []


def test_an_empty_folder_says_which_files_it_lacks(tmp_path) -> None:
    knowledge, problems = read_knowledge(Folders(tmp_path))
    assert knowledge is None
    assert sorted(problem.where.file for problem in problems) == [
        "content/decisions.yaml", "content/facts.yaml", "content/kb.yaml", "content/references.csl", "content/references.json"]


def test_the_mistakes_of_all_files_are_found_at_once(small_world: World) -> None:
    small_world.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    small_world.edit("content/guidelines/garden-club-2020.yaml", "outcome: 12..18 months", "outcome: 12 weeks")
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "moisture_top: 4.5", "moisture_top: 45")
    small_world.edit("content/references.json", '"type": "book"', '"typ": "book"')
    _, problems = read_knowledge(small_world.folders)
    assert {problem.where.file for problem in problems} == {
        "content/drugs/soap_spray.yaml", "content/guidelines/garden-club-2020.yaml", "scenarios/indoor/wilting-plant.yaml",
        "content/references.json"}


@pytest.mark.parametrize("path", [
    "content/guidelines/garden-club-2020.yaml", "content/advice/daily-care.yaml", "content/drugs/oil_spray.yaml",
    "scenarios/profiles/healthy-fern.yaml", "scenarios/indoor/wilting-plant.yaml",
])
def test_the_id_of_a_file_is_its_name(small_world: World, path: str) -> None:
    target = small_world.root / path
    target.rename(target.with_name("other.yaml"))
    _, problems = read_knowledge(small_world.folders)
    assert [(problem.where.file, problem.code) for problem in problems] == [(path.rsplit("/", 1)[0] + "/other.yaml",
            "id-not-file-name")]


def test_a_page_that_is_not_utf_8_gives_a_problem(small_world: World) -> None:
    small_world.write("content/pages/home.md", b"---\ntitle: Caf\xe9\n---\n# Home\n")
    assert codes(read_knowledge(small_world.folders)[1]) == ["not-utf-8"]


def test_a_page_without_a_head_gives_a_problem_or_keeps_its_text(small_world: World) -> None:
    small_world.write("content/pages/about.md", "# About\n\nA text.\n")
    assert small_world.problems() or b"A text." in small_world.pages()["about.md"].data.partition(b"\n---\n")[2]


@pytest.mark.parametrize("path", ["scenarios/lost.yaml", "scenarios/indoor/deep/lost.yaml", "scenarios/indoor/lost.yml",
                                  "content/guidelines/deep/lost.yaml", "content/lost.yaml"])
def test_a_file_that_nobody_reads_is_named(small_world: World, path: str) -> None:
    small_world.write(path, "id: lost\n")
    assert [problem.where.file for problem in small_world.problems()] == [path]


def test_paths_in_messages_begin_at_the_root_of_the_knowledge_base(small_world: World) -> None:
    small_world.write("scenarios/indoor/bad.yaml", "id: [")
    assert all(not problem.where.file.startswith("/") for problem in small_world.problems())


def test_what_is_read_keeps_the_order_of_the_file_names(small_world: World) -> None:
    knowledge, _ = read_knowledge(small_world.folders)
    assert knowledge is not None
    assert [edition.id for edition in knowledge.guidelines] == ["fern-society-2024", "garden-club-2020"]


def test_a_broken_file_leaves_the_others_readable(small_world: World) -> None:
    small_world.write("content/guidelines/broken.yaml", "id: [}")
    knowledge, problems = read_knowledge(small_world.folders)
    assert knowledge is not None
    assert (len(knowledge.guidelines), said(problems)[0][:17]) == (2, "1:6 [yaml-syntax]")


def test_the_lineage_of_a_guideline_goes_back_as_far_as_editions_are_held(small_world: World) -> None:
    knowledge, _ = read_knowledge(with_successor(small_world).folders)
    assert knowledge is not None
    assert [knowledge.lineage(name) for name in ("fern-society-2024", "garden-club-2020", "nobody")] == [
        ("fern-society-2024", "garden-club-2020"), ("garden-club-2020",), ()]


def test_a_lineage_that_runs_in_a_circle_ends(small_world: World) -> None:
    with_successor(small_world).edit("content/guidelines/garden-club-2020.yaml", "the leaflet of 2011", "fern-society-2024")
    knowledge, _ = read_knowledge(small_world.folders)
    assert knowledge is not None
    assert knowledge.lineage("fern-society-2024") == ("fern-society-2024", "garden-club-2020")


@pytest.mark.parametrize(("lead", "order"), [
    (["fern-society-2024"], ("fern-society-2024", "garden-club-2020")),
    (["garden-club-2020", "fern-society-2024"], ("garden-club-2020", "fern-society-2024")),
    ([], ()),
])
def test_superseded_editions_lead_behind_their_successors(small_world: World, lead: list[str], order: tuple[str, ...]) -> None:
    knowledge, _ = read_knowledge(with_successor(small_world).folders)
    assert knowledge is not None
    assert knowledge.succession(lead) == order
