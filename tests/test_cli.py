from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.worlds import REPOSITORY, SMALL_WORLD, World, files_below

CLUB = "content/guidelines/garden-club-2020.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"
LINE = re.compile(r"(?P<file>[^:\s][^:]*):(?P<line>\d+):(?P<column>\d+): \[(?P<code>[a-z0-9-]+)\] (?P<message>\S.*)")


def kb(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def problem_lines(output: str) -> list[re.Match[str]]:
    """The problems of an output; hints are indented, the last line is the count."""
    lines = [line for line in output.splitlines()[:-1] if not line.startswith("    ")]
    return [match for line in lines if (match := LINE.fullmatch(line))]


def broken(world: World) -> World:
    world.edit(PLANT, "moisture_top: 4.5", "moisture_top: 45")
    world.edit(PLANT, "title: Your wilting plant", "titel: Your wilting plant")
    world.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    return world


# --- kb check


def test_check_of_a_sound_knowledge_base_ends_well() -> None:
    found = kb("check", "--root", SMALL_WORLD)
    assert (found.exit_code, found.output) == (0, "No problems. 2 scenarios come out as expected.\n")


def test_check_prints_each_problem_with_its_place_and_code(small_world: World) -> None:
    small_world.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    found = kb("check", "--root", small_world.root)
    place = small_world.place("content/drugs/soap_spray.yaml", "maybe")
    assert found.output.splitlines()[0] == f'{place}: [bad-value] "maybe" should be yes or no'


def test_check_indents_the_hint_below_its_problem(small_world: World) -> None:
    small_world.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    assert kb("check", "--root", small_world.root).output.splitlines()[1] == "    yes for a boxed warning."


def test_every_line_of_check_is_a_problem_a_hint_or_the_count(small_world: World) -> None:
    *lines, count = kb("check", "--root", broken(small_world).root).output.splitlines()
    assert all(LINE.fullmatch(line) or line.startswith("    ") for line in lines)
    assert re.fullmatch(r"\d+ errors? and \d+ warnings? in \d+ files?\.", count)


def test_check_sorts_by_file_line_and_column(small_world: World) -> None:
    found = problem_lines(kb("check", "--root", broken(small_world).root).output)
    places = [(one["file"], int(one["line"]), int(one["column"])) for one in found]
    assert len(places) >= 3
    assert places == sorted(places)


def test_check_counts_errors_and_files(small_world: World) -> None:
    output = kb("check", "--root", broken(unused_reference(small_world)).root).output
    found = problem_lines(output)
    warnings = [one for one in found if one["message"].startswith("warning: ")]
    assert output.splitlines()[-1] == (f"{len(found) - len(warnings)} errors and {len(warnings)} warnings "
                                       f"in {len({one['file'] for one in found})} files.")


def test_check_with_an_error_exits_with_1(small_world: World) -> None:
    assert kb("check", "--root", broken(small_world).root).exit_code == 1


def unused_reference(world: World) -> World:
    world.edit("content/references.json", '[\n {\n  "id": "fern',
               '[\n {\n  "id": "lost", "type": "book", "title": "Lost"\n },\n {\n  "id": "fern')
    return world


def test_check_with_warnings_only_ends_well(small_world: World) -> None:
    assert kb("check", "--root", unused_reference(small_world).root).exit_code == 0


def test_a_warning_says_that_it_is_one(small_world: World) -> None:
    assert kb("check", "--root", unused_reference(small_world).root).output.splitlines()[0] == (
        'content/references.json:3:1: [unused-reference] warning: nothing cites "lost"')


def test_check_writes_nothing(small_world: World) -> None:
    before = files_below(small_world.root)
    kb("check", "--root", small_world.root)
    assert files_below(small_world.root) == before


def test_check_of_a_broken_knowledge_base_writes_nothing(small_world: World) -> None:
    before = files_below(broken(small_world).root)
    kb("check", "--root", small_world.root)
    assert files_below(small_world.root) == before


def test_check_of_an_empty_folder_names_what_is_missing(tmp_path: Path) -> None:
    found = kb("check", "--root", tmp_path)
    assert (found.exit_code, [one["code"] for one in problem_lines(found.output)]) == (1, ["missing-file"] * 5)


# --- usage


@pytest.mark.parametrize("arguments", [
    ("check", "--root", "nowhere"), ("check", "extra"), ("check", "--rot", "."), ("chek",), ("render", "--to"), ("evaluate",),
    ("evaluate", "nowhere.yaml"), ("evaluate", "-", "--format", "xml"), ("explain",), ("explain", "no-such-case"),
    ("check", "--root", __file__),
])
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SMALL_WORLD)
    assert kb(*arguments).exit_code == 2


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "01.02.2026", "2026-2-1", "", "2026"])
def test_a_day_that_is_none_is_wrong_usage(day: str) -> None:
    assert kb("evaluate", "-", "--root", SMALL_WORLD, "--as-of", day, given="facts: {}").exit_code == 2


@pytest.mark.parametrize("command", ["check", "render", "build", "serve", "evaluate", "explain"])
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    found = kb(command, "--help")
    assert found.exit_code == 0
    assert f"Example: kb {command}" in found.output


def test_explain_of_an_unknown_case_names_the_nearest() -> None:
    assert 'Did you mean "wilting-plant"?' in kb("explain", "wilted-plant", "--root", SMALL_WORLD).output


def test_the_module_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "generator", "check", "--root", str(SMALL_WORLD)], cwd=REPOSITORY,
                          capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No problems. 2 scenarios come out as expected.\n", "")


# --- kb render


def test_render_writes_into_build_docs(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    assert (small_world.root / "build/docs/scenarios/wilting-plant/index.md").is_file()


def test_render_writes_where_it_is_told(small_world: World, tmp_path: Path) -> None:
    kb("render", "--root", small_world.root, "--to", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere/scenarios/wilting-plant/patient.md").is_file()
    assert not (small_world.root / "build").exists()


def test_render_writes_nothing_but_the_docs(small_world: World) -> None:
    before = files_below(small_world.root)
    kb("render", "--root", small_world.root)
    after = files_below(small_world.root)
    assert {path: after[path] for path in after if not path.startswith("build/docs/")} == before


def test_render_over_an_error_exits_with_1_and_says_so(small_world: World) -> None:
    found = kb("render", "--root", broken(small_world).root)
    assert (found.exit_code, found.output.splitlines()[-1]) == (1, "Nothing was written.")


def test_render_over_an_error_makes_no_folder(small_world: World) -> None:
    kb("render", "--root", broken(small_world).root)
    assert not (small_world.root / "build").exists()


def test_render_over_an_error_leaves_the_docs_as_they_were(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    before = files_below(small_world.root / "build")
    kb("render", "--root", broken(small_world).root)
    assert files_below(small_world.root / "build") == before


def test_render_again_touches_no_file(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    before = files_below(small_world.root / "build")
    kb("render", "--root", small_world.root)
    assert files_below(small_world.root / "build") == before


def test_render_after_an_edit_touches_only_what_the_edit_changes(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    before = files_below(small_world.root / "build/docs")
    small_world.edit("content/pages/home.md", "One case at a time.", "One plant at a time.")
    kb("render", "--root", small_world.root)
    after = files_below(small_world.root / "build/docs")
    assert {path for path in after if after[path] != before.get(path)} == {"index.md"}


def test_render_takes_the_pages_of_a_deleted_case_away(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    (small_world.root / "scenarios/indoor/healthy-young-fern.yaml").unlink()
    small_world.edit(PLANT, "neighbours:\n  - {scenario: healthy-young-fern, because: moist soil and no pests}\n", "")
    kb("render", "--root", small_world.root)
    assert not (small_world.root / "build/docs/scenarios/healthy-young-fern").exists()


def test_render_leaves_files_of_others_alone(small_world: World) -> None:
    small_world.write("build/docs/.gitignore", "*\n")
    small_world.write("build/docs/notes/mine.md", "# Mine\n")
    before = files_below(small_world.root / "build/docs")
    kb("render", "--root", small_world.root)
    after = files_below(small_world.root / "build/docs")
    assert {path: after.get(path) for path in before} == before


def test_render_says_how_much_it_wrote(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    assert re.fullmatch(r"(\d+) files: 0 written, \1 unchanged, 0 removed\.\n", kb("render", "--root", small_world.root).output)


def test_rendered_text_names_no_path_of_this_machine(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    root = str(small_world.root).encode()
    assert [path for path, (data, _) in files_below(small_world.root / "build/docs").items() if root in data] == []


# --- kb evaluate and kb explain, as text


def test_evaluate_prints_the_answer_of_every_guideline() -> None:
    found = kb("evaluate", SMALL_WORLD / PLANT, "--root", SMALL_WORLD)
    assert found.exit_code == 0
    assert "Garden Club 2020 (Northland)\n  applies only to ferns and orchids\n  Watering: water\n" in found.output


def test_explain_prints_the_trace_of_every_rule() -> None:
    found = kb("explain", "healthy-young-fern", "--root", SMALL_WORLD)
    assert found.exit_code == 0
    assert "    -> [x] wait: neither holds\n" in found.output


def test_explain_uses_signs_and_words_and_no_color() -> None:
    assert "\x1b" not in kb("explain", "wilting-plant", "--root", SMALL_WORLD).output


def test_evaluate_writes_nothing(small_world: World) -> None:
    before = files_below(small_world.root)
    kb("evaluate", small_world.root / PLANT, "--root", small_world.root)
    assert files_below(small_world.root) == before


# --- kb evaluate, when the input is wrong


@pytest.mark.parametrize(("text", "place", "code"), [
    ("facts:\n  moisture_root: 2,0\n", "2:18", "bad-value"),
    ("facts:\n  moisture_rot: 2.0\n", "2:3", "unknown-fact"),
    ("facts:\n  leaves: 1\n  yellow_leaves: 2\n", "3:3", "contradictory-facts"),
    ("facts:\n  pests_seen: no\n  pests_per_leaf: 2\n", "3:3", "contradictory-facts"),
    ("profiles: [healthy-farn]\nfacts: {}\n", "1:12", "unknown-profile"),
    ("profiles: [healthy-fern]\nfacts:\n  pests_seen: yes\n", "3:3", "profile-clash"),
    ("title: Thirst\n", "1:1", "missing-key"),
    ("fatcs: {}\nfacts: {}\n", "1:1", "unknown-key"),
    ("facts: ]", "1:8", "yaml-syntax"),
    ("", "1:1", "empty-file"),
    ("facts:\n  leaves: 1\n  leaves: 2\n", "3:3", "duplicate-key"),
    (b"facts: {leaves: \xff}", "1:17", "not-utf-8"),
    ("lead: [nobody]\nfacts: {}\n", "1:8", "unknown-guideline"),
])
def test_a_mistake_on_standard_input_is_printed_with_its_place(text: str | bytes, place: str, code: str) -> None:
    found = kb("evaluate", "-", "--root", SMALL_WORLD, given=text)
    lines = problem_lines(found.output)
    assert found.exit_code == 1
    assert (f"{lines[0]['line']}:{lines[0]['column']}", lines[0]["code"]) == (place, code)


def test_a_mistake_in_a_file_is_printed_with_the_name_given(small_world: World) -> None:
    small_world.write("mine.yaml", "facts:\n  moisture_rot: 2.0\n")
    path = small_world.root / "mine.yaml"
    assert kb("evaluate", path, "--root", SMALL_WORLD).output.startswith(f"{path}:2:3: [unknown-fact] ")


def test_all_mistakes_of_the_input_are_printed_sorted_with_a_count() -> None:
    found = kb("evaluate", "-", "--root", SMALL_WORLD, given="facts:\n  moisture_rot: 2.0\n  leaves: many\n  meter: nine\n")
    assert [one["line"] for one in problem_lines(found.output)] == ["2", "3", "4"]
    assert found.output.splitlines()[-1].startswith("3 errors")


def test_a_mistake_in_the_input_prints_no_answer() -> None:
    found = kb("evaluate", "-", "--root", SMALL_WORLD, "--format", "json", given="facts: {leaves: many}")
    assert "guidelines" not in found.output


def test_evaluate_over_rules_that_do_not_compile_prints_their_problems(small_world: World) -> None:
    small_world.edit(CLUB, "when: many_pests", "when: many_pets")
    found = kb("evaluate", "-", "--root", small_world.root, given="facts: {}")
    assert (found.exit_code, [one["code"] for one in problem_lines(found.output)]) == (1, ["unknown-fact"])


def test_evaluate_does_not_answer_while_a_guideline_cannot_be_read(small_world: World) -> None:
    small_world.edit(CLUB, "jurisdiction: Northland", "jurisdictoin: Northland")
    assert kb("evaluate", "-", "--root", small_world.root, given="facts: {}").exit_code == 1


def test_evaluate_answers_while_another_case_fails_its_expectation(small_world: World) -> None:
    small_world.edit(PLANT, "garden-club-2020.watering: water", "garden-club-2020.watering: wait")
    assert kb("evaluate", "-", "--root", small_world.root, given="facts: {}").exit_code == 0


# --- kb evaluate --as-of


def guidelines_of(*arguments: str) -> list[str]:
    found = kb("evaluate", "-", "--root", SMALL_WORLD, "--format", "json", *arguments, given="facts: {}")
    assert found.exit_code == 0, found.output
    return list(json.loads(found.output)["guidelines"])


@pytest.mark.parametrize(("day", "names"), [
    ("2020-02-29", []), ("2020-03-01", ["garden-club-2020"]), ("2024-04-30", ["garden-club-2020"]),
    ("2024-05-01", ["fern-society-2024", "garden-club-2020"]), ("2099-12-31", ["fern-society-2024", "garden-club-2020"]),
])
def test_a_guideline_holds_from_its_day_on(day: str, names: list[str]) -> None:
    assert guidelines_of("--as-of", day) == names


def test_without_a_day_the_edition_s_date_counts(small_world: World) -> None:
    small_world.edit("content/kb.yaml", "date: 2026-02-01", "date: 2024-04-30")
    found = kb("evaluate", "-", "--root", small_world.root, "--format", "json", given="facts: {}")
    assert list(json.loads(found.output)["guidelines"]) == ["garden-club-2020"]


def test_a_guideline_no_longer_holds_on_its_last_day(small_world: World) -> None:
    small_world.edit(CLUB, "in_force: 2020-03-01\n", "in_force: 2020-03-01\nuntil: 2025-01-01\n")
    found = [kb("evaluate", "-", "--root", small_world.root, "--format", "json", "--as-of", day, given="facts: {}")
             for day in ("2024-12-31", "2025-01-01")]
    assert ["garden-club-2020" in json.loads(one.output)["guidelines"] for one in found] == [True, False]
