from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.authoring.skeletons import MARK
from generator.cli import main
from generator.origin import Level
from generator.read import kinds
from tests.worlds import REPOSITORY, SMALL_WORLD, World, files_below

PATHS = {"scenario": "scenarios/indoor/new-one.yaml", "guideline": "content/guidelines/new-one.yaml",
         "advice": "content/advice/new-one.yaml"}
KINDS = pytest.mark.parametrize("kind", PATHS)
# What an author writes on the marked lines of each skeleton: values in the order of the marks.
ANSWERS = {
    "scenario": ["Does it need a bigger pot?", "A bigger pot", "A plant whose pot is small.", "{plant_kind: fern}",
                 "{possible: [no_recommendation, treat]}", "{possible: [leave_alone, watch, treat]}"],
    "guideline": ["New One", "The New Club", "A new guide", "garden-club-2020", "Southland", "2021-05-01",
                  "The club wrote a guide [@garden-club-2020].", "source", "ferns", "plant_kind = fern", "page 1", "source",
                  "many", "treat", "pests_per_leaf >= 5", "five pests or more on a leaf", "ungraded", "page 2", "source",
                  "leave_alone", "fewer", "ungraded", "page 2", "source",
                  "five", "{plant_kind: fern, pests_seen: yes, pests_per_leaf: 5}", "treat"],
    "advice": ["Light", "Light for your plant", "do_now", "Where a plant should stand.", "by-the-window", "source",
               "Put it by a window [@garden-club-2020]."],
}


def kb(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def new(kind: str, root: Path, *more: str) -> Result:
    topic = ("--topic", "indoor") if kind == "scenario" else ()
    return kb("new", kind, "new-one", *topic, "--root", root, *more)


def filled(text: str, answers: list[str]) -> str:
    """A skeleton with an answer on each marked line, and nothing else changed."""
    left = iter(answers)
    done = re.sub(rf":  {MARK}.*", lambda _: f": {next(left)}", text)
    assert list(left) == []
    return done


# --- kb new


@KINDS
def test_a_new_file_filled_in_passes_the_check(small_world: World, kind: str) -> None:
    assert new(kind, small_world.root).exit_code == 0
    small_world.write(PATHS[kind], filled(small_world.text(PATHS[kind]), ANSWERS[kind]))
    assert list(map(str, small_world.problems())) == []


@KINDS
def test_check_names_every_blank_of_a_new_file_and_nothing_else(small_world: World, kind: str) -> None:
    new(kind, small_world.root)
    lines = small_world.text(PATHS[kind]).splitlines()
    marked = [number for number, line in enumerate(lines, 1) if f":  {MARK}" in line]
    found = small_world.problems()
    assert [(one.where.file, one.where.line, one.code) for one in found] == [
        (PATHS[kind], number, "empty-value") for number in marked]
    assert all(one.hint for one in found)


@KINDS
def test_what_is_left_blank_is_named_with_its_key(small_world: World, kind: str) -> None:
    new(kind, small_world.root)
    lines = small_world.text(PATHS[kind]).splitlines()
    for one in small_world.problems():
        key = lines[one.where.line - 1].strip(" -").partition(":")[0]
        assert one.message == f'"{key}" is empty'


def test_check_says_what_can_stand_in_a_blank(small_world: World) -> None:
    new("advice", small_world.root)
    hints = [one.hint for one in small_world.problems()]
    assert "How its citations were checked, unless one says otherwise. It can be source, secondary or recalled." in hints


def test_a_fact_is_stated_by_taking_its_sign_away(small_world: World) -> None:
    new("scenario", small_world.root)
    text = filled(small_world.text(PATHS["scenario"]), ANSWERS["scenario"]).replace("facts: {plant_kind: fern}", "facts:")
    small_world.write(PATHS["scenario"], re.sub("  #plant_kind:  #.*", "  plant_kind: fern", text))
    assert list(map(str, small_world.problems())) == []


def test_a_key_that_may_be_left_out_is_taken_in_by_taking_its_sign_away(small_world: World) -> None:
    new("scenario", small_world.root)
    text = filled(small_world.text(PATHS["scenario"]), ANSWERS["scenario"])
    small_world.write(PATHS["scenario"], re.sub("(?m)^#(?=neighbours:|  - scenario|    because)", "", text))
    assert [one.message for one in small_world.problems()] == ['"scenario" is empty', '"because" is empty']


@KINDS
def test_a_new_file_says_where_it_is_and_what_to_do_next(small_world: World, kind: str) -> None:
    said = new(kind, small_world.root).output
    count = small_world.text(PATHS[kind]).count(f":  {MARK}")
    assert said.startswith(f'{PATHS[kind]} is there, with {count} lines marked "{MARK}".\nNext: open it, fill in those lines')


@KINDS
def test_a_new_file_is_the_only_change(small_world: World, kind: str) -> None:
    before = files_below(small_world.root)
    new(kind, small_world.root)
    after = files_below(small_world.root)
    assert set(after) - set(before) == {PATHS[kind]}
    assert {path: after[path] for path in before} == before


def test_a_new_scenario_carries_today_unless_told_otherwise(small_world: World) -> None:
    before = date.today()
    new("scenario", small_world.root)
    said = re.search(r"^updated: (.+)$", small_world.text(PATHS["scenario"]), re.MULTILINE)
    assert said is not None
    assert before.isoformat() <= said[1] <= date.today().isoformat()


def test_a_new_scenario_carries_the_day_it_is_given(small_world: World) -> None:
    new("scenario", small_world.root, "--date", "2025-02-03")
    assert "updated: 2025-02-03" in small_world.text(PATHS["scenario"])


def test_a_new_topic_is_made_and_named(small_world: World) -> None:
    said = kb("new", "scenario", "new-one", "--topic", "outdoors", "--root", small_world.root)
    assert '"outdoors" is a new topic.' in said.output
    assert (small_world.root / "scenarios/outdoors/new-one.yaml").is_file()


def test_a_topic_that_is_nearly_another_one_is_pointed_out(small_world: World) -> None:
    assert 'Did you mean "indoor"?' in kb("new", "scenario", "new-one", "--topic", "indors", "--root", small_world.root).output


@KINDS
def test_in_the_shipped_knowledge_base_too_check_names_every_blank_and_nothing_else(tmp_path: Path, kind: str) -> None:
    for folder in ("content", "scenarios"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    new(kind, tmp_path)
    world = World(tmp_path)
    lines = world.text(PATHS[kind]).splitlines()
    marked = [number for number, line in enumerate(lines, 1) if f":  {MARK}" in line]
    found = [one for one in world.problems() if one.level is Level.ERROR]
    assert [(one.where.file, one.where.line, one.code) for one in found] == [
        (PATHS[kind], number, "empty-value") for number in marked]


@pytest.mark.parametrize(("arguments", "words"), [
    (("scenario", "../x", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "/x", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "a/b", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "a\\b", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "a.b", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "..", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "New-One", "--topic", "indoor"), "lower-case"),
    (("scenario", "new one", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "1994-case", "--topic", "indoor"), "starting with a letter"),
    (("scenario", "x\ny", "--topic", "indoor"), "cannot be the id"),
    (("scenario", "con", "--topic", "indoor"), "that name is taken"),
    (("guideline", "index"), "that name is taken"),
    (("scenario", "x", "--topic", "../up"), "cannot be the topic"),
    (("scenario", "x", "--topic", "profiles"), "cannot be the topic"),
    (("scenario", "x"), "add  --topic indoor"),
    (("advice", "x", "--topic", "indoor"), "--topic is for scenarios only"),
    (("guideline", "garden-club-2020"), "content/guidelines/garden-club-2020.yaml"),
    (("advice", "daily-care"), "content/advice/daily-care.yaml"),
    (("scenario", "wilting-plant", "--topic", "indoor"), "scenarios/indoor/wilting-plant.yaml"),
    (("scenario", "wilting-plant", "--topic", "outdoors"), "scenarios/indoor/wilting-plant.yaml"),
    (("scenario", "x", "--topic", "indoor", "--date", "soon"), "is not a date"),
    (("drug", "x"), "'drug' is not one of"),
    (("scenario",), "Missing argument 'ID'"),
])
def test_what_cannot_be_made_is_refused_and_nothing_is_written(small_world: World, arguments: tuple[str, ...],
                                                               words: str) -> None:
    before = files_below(small_world.root)
    found = kb("new", *arguments, "--root", small_world.root)
    assert found.exit_code == 2
    assert words in found.output
    assert files_below(small_world.root) == before


def test_a_link_that_leads_nowhere_is_not_written_through(small_world: World) -> None:
    (small_world.root / PATHS["guideline"]).symlink_to(small_world.root / "elsewhere.yaml")
    assert new("guideline", small_world.root).exit_code == 2
    assert not (small_world.root / "elsewhere.yaml").exists()


def test_over_rules_that_cannot_be_read_nothing_is_written(small_world: World) -> None:
    small_world.edit("content/facts.yaml", "groups:", "grups:")
    before = files_below(small_world.root)
    found = new("scenario", small_world.root)
    assert (found.exit_code, found.output.splitlines()[-1]) == (1, "Mend this first. Nothing was written.")
    assert files_below(small_world.root) == before


def test_another_unfinished_file_keeps_nobody_from_a_new_one(small_world: World) -> None:
    new("guideline", small_world.root)
    assert kb("new", "guideline", "third-one", "--root", small_world.root).exit_code == 0


# --- kb schema


def test_schemas_are_written_for_every_kind_of_file(tmp_path: Path) -> None:
    assert kb("schema", tmp_path / "schemas", "--root", SMALL_WORLD).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "schemas").iterdir()) == [
        *sorted(kind.schema_file for kind in kinds.KINDS)]


def test_a_schema_that_did_not_change_is_not_touched(tmp_path: Path, small_world: World) -> None:
    kb("schema", tmp_path, "--root", small_world.root)
    before = files_below(tmp_path)
    count = len(kinds.KINDS)
    output = kb("schema", tmp_path, "--root", small_world.root).output
    assert output == f"{count} schemas in {tmp_path}: 0 written, {count} unchanged.\n"
    assert files_below(tmp_path) == before


def test_a_new_fact_changes_the_schemas_that_name_facts(tmp_path: Path, small_world: World) -> None:
    kb("schema", tmp_path, "--root", small_world.root)
    before = files_below(tmp_path)
    small_world.edit("content/facts.yaml", "  - id: leaves\n", "  - id: roots\n    kind: yes_no\n    group: pests\n"
                     "    label: roots out of the pot\n    plain: roots\n\n  - id: leaves\n")
    kb("schema", tmp_path, "--root", small_world.root)
    after = files_below(tmp_path)
    assert {path for path in after if after[path] != before[path]} >= {"scenario.schema.json", "profile.schema.json"}
    assert "roots" in json.loads((tmp_path / "scenario.schema.json").read_text("utf-8"))["properties"]["facts"]["properties"]


def test_a_case_with_a_mistake_does_not_keep_schemas_from_being_written(tmp_path: Path, small_world: World) -> None:
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "moisture_top: 4.5", "moisture_top: 45")
    assert kb("schema", tmp_path, "--root", small_world.root).exit_code == 0


def test_over_a_name_that_cannot_be_read_the_schemas_stay_as_they_were(tmp_path: Path, small_world: World) -> None:
    kb("schema", tmp_path / "schemas", "--root", small_world.root)
    before = files_below(tmp_path / "schemas")
    small_world.edit("content/guidelines/garden-club-2020.yaml", "jurisdiction: Northland", "jurisdictoin: Northland")
    found = kb("schema", tmp_path / "schemas", "--root", small_world.root)
    assert (found.exit_code, found.output.splitlines()[-1]) == (1, "Mend this first. Nothing was written.")
    assert files_below(tmp_path / "schemas") == before


@pytest.mark.parametrize("arguments", [("schema", "content/kb.yaml/schemas"), ("new", "scenario", "x", "--topic", "notes")])
def test_what_cannot_be_written_is_said_plainly(small_world: World, arguments: tuple[str, ...],
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_world.root)
    small_world.write("scenarios/notes", "a file where a folder should be")
    found = kb(*arguments)
    assert found.exit_code == 1
    assert "cannot be written" in found.output


@pytest.mark.parametrize("command", ["new", "schema"])
def test_every_command_for_authors_explains_itself_with_an_example(command: str) -> None:
    found = kb(command, "--help")
    assert found.exit_code == 0
    assert f"Example: kb {command}" in found.output
