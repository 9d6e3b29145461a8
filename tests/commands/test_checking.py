"""kb check."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.commands.running import LINE, broken, kb, problem_lines, unused_reference
from tests.worlds import SMALL_WORLD, World, files_below


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


def test_a_folder_that_is_no_knowledge_base_is_doubted_aloud(tmp_path: Path) -> None:
    found = kb("check", "--root", tmp_path)
    assert found.stderr == (f'There is no content/ and no scenarios/ in "{tmp_path}". Is this the knowledge base? '
                            "--root names another.\n")


def test_a_knowledge_base_without_cases_stands_but_is_doubted(small_world: World) -> None:
    small_world.edit("content/kb.yaml", "    profiles: [healthy-fern]\n", "")
    shutil.rmtree(small_world.root / "scenarios")
    found = kb("check", "--root", small_world.root)
    assert (found.exit_code, found.stdout) == (0, "No problems. 0 scenarios come out as expected.\n")
    assert found.stderr.startswith("There is no scenarios/ in ")
