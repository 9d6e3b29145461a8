"""kb diff."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import generator.check.station
from generator.check.registry import meanings
from generator.commands.comparing import JUDGED
from tests.commands.running import kb, problem_lines
from tests.impact.edited import CARE, CLUB, FERN, FERNS, PLANT
from tests.repositories import commit, committed, git
from tests.worlds import REPOSITORY, TESTS, World, files_below

SCHEMA = Draft202012Validator(json.loads((TESTS / "diff.schema.json").read_text("utf-8")))


@pytest.fixture
def kept(small_world: World) -> World:
    """The small world, kept in git."""
    return committed(small_world)


def diff(world: World, *arguments: str) -> Any:
    return kb("diff", *(arguments or ("main",)), "--root", world.root)


def data_of(world: World) -> dict[str, Any]:
    found = diff(world, "main", "--format", "json")
    assert found.exit_code == 0, found.output
    data: dict[str, Any] = json.loads(found.output)
    SCHEMA.validate(data)
    return data


# --- what it prints


def test_without_an_edit_it_says_so_and_exits_with_0(kept: World) -> None:
    found = diff(kept)
    assert found.exit_code == 0
    assert found.output == f"No scenario changes.\n\nCompared with main ({git(kept.root, 'rev-parse', 'HEAD')[:12]}).\n"


def test_a_change_is_no_error(kept: World) -> None:
    kept.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    found = diff(kept)
    assert found.exit_code == 0
    assert found.output.startswith("1 of 2 scenarios changes: 1 from water to wait, if it applies under\n"
                                   "garden-club-2020 (watering).\n")
    assert max(map(len, found.output.splitlines())) <= 80


def test_expectations_that_an_edit_breaks_do_not_stop_it_and_are_counted(kept: World) -> None:
    kept.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    said = " ".join(diff(kept).output.split())
    assert "kb check finds 2 errors in what is here now; what is compared is complete all the same." in said


def test_a_commit_may_be_compared_with_an_earlier_one_that_is_checked_out_no_more(kept: World) -> None:
    kept.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    commit(kept.root)
    assert diff(kept, "HEAD").output.startswith("No scenario changes.")
    assert diff(kept, "HEAD~1").output.startswith("1 of 2 scenarios changes")


def test_markdown_is_fit_for_a_comment(kept: World) -> None:
    kept.edit(PLANT, "short_title: Wilting plant", "short_title: \"**Wilting** <b>plant</b> @anna\"")
    text = diff(kept, "main", "--format", "markdown").output
    assert text.startswith("### What this change alters\n\n**1 of 2 scenarios changes: 1 in words only.**\n\n"
                           "Compared with main (")
    assert "<b>" not in text
    assert "@anna" not in text


def test_quiet_prints_the_same_result(kept: World) -> None:
    assert diff(kept, "main", "--quiet").output == diff(kept).output


def test_it_writes_nothing(kept: World) -> None:
    kept.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    before = files_below(kept.root)
    diff(kept)
    assert files_below(kept.root) == before


# --- as data


EVERYTHING = (
    (CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9"),
    (CLUB, "plant_kind one_of(fern orchid)", "plant_kind one_of(fern cactus)"),
    (CLUB, "because: three years or more", "because: at least three years"),
    (FERNS, "{range: 0..4, value: 3.0}", "{range: 0..4, value: 6.0}"),
    (FERNS, "because: any pest at all", "because: a pest"), (CARE, "when: driest_reading <= 2.0", "when: driest_reading <= 1.0"),
    (CARE, "Look under **3 leaves** a week", "Look under **4 leaves** a week"), (PLANT, "moisture_top: 4.5", "moisture_top: 4.4"),
    (PLANT, "not_for: cacti", "not_for: moss"), ("content/facts.yaml", "range: 0..60", "range: 0..70"),
    ("content/kb.yaml", "lead: [garden-club-2020, fern-society-2024]", "lead: [fern-society-2024, garden-club-2020]"),
    ("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: no"),
)


def test_everything_that_can_change_fits_the_schema(kept: World) -> None:
    for edit in EVERYTHING:
        kept.edit(*edit)
    kept.write("scenarios/indoor/another.yaml", kept.text(FERN).replace("id: healthy-young-fern", "id: another"))
    data = data_of(kept)
    assert data["summary"]["new"] == ["another"]
    assert {table["decision"] for table in data["tables"]} >= {"watering", "scope"}
    for form in ("text", "markdown"):
        assert diff(kept, "main", "--format", form).exit_code == 0


def test_a_guideline_that_is_gone_fits_the_schema(kept: World) -> None:
    (kept.root / FERNS).unlink()
    data = data_of(kept)
    assert [(edit["id"], edit["gone"]) for edit in data["edits"]["guidelines"]] == [("fern-society-2024", True)]
    assert data["errors"]["now"] > 0
    assert diff(kept).exit_code == 0


def test_the_data_name_the_scenarios_the_rows_and_the_cause(kept: World) -> None:
    kept.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    data = data_of(kept)
    scenario, = data["scenarios"]
    answer, = scenario["answers"]
    assert (scenario["id"], scenario["kind"]) == ("wilting-plant", "answers")
    assert answer["causes"] == [{"kind": "row", "names": ["dry"]}]
    assert [row["words"]["when"] for row in answer["rows"]["before"]] == ["driest_reading <= 2.0"]
    assert data["edits"]["guidelines"][0]["rows"][0]["changes"] == [
        {"part": "when", "before": "driest_reading <= 2.0", "now": "driest_reading <= 1.9"}]


def test_an_edition_is_compared_with_without_git(small_world: World) -> None:
    assert kb("release", "2025.1", "--date", "2025-11-01", "--root", small_world.root).exit_code == 0
    unchanged = diff(small_world, "2025.1")
    assert (unchanged.exit_code, "No scenario changes" in unchanged.output) == (0, True), unchanged.output
    small_world.edit(PLANT, "title: Your wilting plant", "title: Your plant")
    found = diff(small_world, "2025.1", "--format", "json")
    data = json.loads(found.output)
    SCHEMA.validate(data)
    assert (data["revision"], data["commit"], [one["id"] for one in data["scenarios"]]) == ("2025.1", None, ["wilting-plant"])
    assert "Compared with 2025.1 (the edition of 2025-11-01)." in diff(small_world, "2025.1").output


# --- when it cannot


def test_an_unknown_revision_is_wrong_usage(kept: World) -> None:
    found = diff(kept, "mian")
    assert (found.exit_code, found.stdout) == (2, "")
    assert '"mian" is no revision of this repository. Did you mean "main"?' in found.stderr


def test_a_folder_outside_of_git_is_said_to_have_no_past(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_world.root.parent))
    found = diff(small_world)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == ("Error: git cannot read this folder: not a git repository (or any of the parent directories): .git. "
                            "Only a knowledge base that is kept in git has a past to compare with.\n")


def test_a_revision_that_cannot_be_read_is_named_with_its_problems(kept: World) -> None:
    kept.edit(CLUB, "pests_per_leaf >= 10", "pests_per_leave >= 10")
    commit(kept.root)
    kept.edit(CLUB, "pests_per_leave >= 10", "pests_per_leaf >= 10")
    found = diff(kept, "HEAD")
    assert found.exit_code == 1
    assert [line["file"] for line in problem_lines(found.output.replace("HEAD:", "HEAD-"))] == [f"HEAD-{CLUB}"]
    assert found.output.splitlines()[-1] == '"HEAD" cannot be read by the generator of today, so nothing was compared.'


def test_content_of_now_that_cannot_be_read_stops_it(kept: World) -> None:
    kept.edit(PLANT, "moisture_top: 4.5", "moisture_top: 45")
    found = diff(kept)
    assert found.exit_code == 1
    assert [line["file"] for line in problem_lines(found.output)[:1]] == [PLANT]
    assert found.output.splitlines()[-1] == "What is here now cannot be read, so nothing was compared."


def test_what_is_only_judged_is_what_checks_find_and_readers_never_do() -> None:
    assert generator.check.station
    paths = (path for folder in ("read", "core") for path in (REPOSITORY / "generator" / folder).glob("*.py"))
    read = "".join(path.read_text("utf-8") for path in paths)
    assert {code for code, _, _ in meanings()} >= JUDGED
    assert [code for code in sorted(JUDGED) if f'"{code}"' in read] == []
