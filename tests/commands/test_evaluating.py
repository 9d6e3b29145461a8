"""kb evaluate and kb explain."""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from tests.commands.running import CLUB, PLANT, kb, problem_lines
from tests.worlds import SMALL_WORLD, World, files_below, with_successor

# --- as text


def test_evaluate_prints_the_answer_of_every_guideline() -> None:
    found = kb("evaluate", SMALL_WORLD / PLANT, "--root", SMALL_WORLD)
    assert found.exit_code == 0
    assert "- Garden Club 2020 (Northland), if the plant belongs to its population (ferns\n" in found.output
    assert "- Fern Society 2024 (Southland), if the plant belongs to its population (ferns):\n" in found.output


def test_explain_prints_the_trace_of_every_rule() -> None:
    found = kb("explain", "healthy-young-fern", "--root", SMALL_WORLD)
    assert found.exit_code == 0
    assert "  └─ ✓ met, DECIDES: Wait: neither holds [read in a copy or summary;\n" in found.output


def test_explain_names_the_file_of_the_case() -> None:
    found = kb("explain", "wilting-plant", "--root", SMALL_WORLD)
    assert "\n[scenarios/indoor/wilting-plant.yaml]\n" in found.output


@pytest.mark.parametrize(("asked", "width"), [("", 80), ("70", 70), ("100", 100), ("500", 120)])
def test_text_is_set_to_the_width_asked_for(asked: str, width: int) -> None:
    found = kb("explain", "wilting-plant", "--root", SMALL_WORLD, env={"COLUMNS": asked})
    assert width - 4 <= max(map(len, found.output.splitlines())) <= width


def test_facts_may_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("facts: {plant_kind: fern}"))
    writer.start()
    found = kb("evaluate", pipe, "--root", SMALL_WORLD)
    writer.join()
    assert (found.exit_code, "- kind of plant: fern\n" in found.output) == (0, True)


def test_before_any_guideline_was_in_force_the_answer_says_so() -> None:
    found = kb("evaluate", "-", "--root", SMALL_WORLD, "--as-of", "1999-12-31", given="facts: {}")
    words = "No guideline was in force on this day. The first one held here, Garden Club 2020, came into force on 2020-03-01."
    assert (found.exit_code, words in " ".join(found.output.split())) == (0, True)


def test_evaluate_writes_nothing(small_world: World) -> None:
    before = files_below(small_world.root)
    kb("evaluate", small_world.root / PLANT, "--root", small_world.root)
    assert files_below(small_world.root) == before


# --- when the usage is wrong


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "01.02.2026", "2026-2-1", "", "2026"])
def test_a_day_that_is_none_is_wrong_usage(day: str) -> None:
    found = kb("evaluate", "-", "--root", SMALL_WORLD, "--as-of", day, given="facts: {}")
    assert (found.exit_code, f'"{day}" is not a date such as 2026-11-21.' in found.stderr) == (2, True)


def test_a_folder_instead_of_a_file_is_wrong_usage() -> None:
    found = kb("evaluate", SMALL_WORLD / "scenarios", "--root", SMALL_WORLD)
    assert (found.exit_code, f'"{SMALL_WORLD / "scenarios"}" is a folder; name one file in it.' in found.stderr) == (2, True)


def test_a_file_that_may_not_be_read_is_wrong_usage(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = kb("evaluate", PLANT, "--root", small_world.root)
    assert (found.exit_code, f'"{PLANT}" cannot be read: Permission denied.' in found.stderr) == (2, True)


def test_explain_of_an_unknown_case_names_the_nearest() -> None:
    assert 'Did you mean "wilting-plant"?' in kb("explain", "wilted-plant", "--root", SMALL_WORLD).stderr


def test_explain_of_a_case_like_no_other_says_where_cases_are() -> None:
    found = kb("explain", "xyz", "--root", SMALL_WORLD)
    assert 'There is no scenario "xyz". There are 2 scenarios, each named after its file in scenarios/.' in found.stderr


def test_explain_without_any_case_says_so(small_world: World) -> None:
    shutil.rmtree(small_world.root / "scenarios" / "indoor")
    found = kb("explain", "wilting-plant", "--root", small_world.root)
    assert (found.exit_code, "There are 0 scenarios" in found.stderr) == (2, True)


def test_explain_of_a_case_with_mistakes_prints_them(small_world: World) -> None:
    small_world.edit(PLANT, "moisture_top: 4.5", "moisture_top: 45")
    found = kb("explain", "wilting-plant", "--root", small_world.root)
    assert found.exit_code == 1
    assert [one["code"] for one in problem_lines(found.stdout)] == ["bad-value"]
    assert found.stdout.splitlines()[-1] == "Nothing was explained: the scenario must stand first."


# --- when the input is wrong


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


# --- --as-of


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


FERN = "facts: {plant_kind: fern, pests_seen: yes, pests_per_leaf: 10, leaves: 10}"


@pytest.fixture
def succession(small_world: World) -> World:
    """Only the newer edition is named in the order of lead."""
    small_world.edit("content/kb.yaml", "lead: [garden-club-2020, fern-society-2024]", "lead: [fern-society-2024]")
    return with_successor(small_world)


@pytest.mark.parametrize(("day", "leads"), [
    ("2020-02-29", None), ("2020-03-01", "garden-club-2020"), ("2024-04-30", "garden-club-2020"),
    ("2024-05-01", "fern-society-2024"), ("2099-01-01", "fern-society-2024"),
])
def test_an_edition_leads_in_the_place_of_the_one_that_superseded_it(succession: World, day: str, leads: str | None) -> None:
    found = kb("evaluate", "-", "--root", succession.root, "--format", "json", "--as-of", day, given=FERN)
    assert json.loads(found.output)["lead"].get("treatment") == leads


def test_on_days_between_two_editions_neither_leads(small_world: World) -> None:
    with_successor(small_world, until="2023-01-01")
    found = kb("evaluate", "-", "--root", small_world.root, "--format", "json", "--as-of", "2023-06-01", given=FERN)
    assert (json.loads(found.output)["lead"], json.loads(found.output)["guidelines"]) == ({}, {})


def test_a_case_s_own_order_of_lead_reaches_back_too(succession: World) -> None:
    found = kb("evaluate", "-", "--root", succession.root, "--format", "json", "--as-of", "2023-06-01",
               given=f"lead: [fern-society-2024]\n{FERN}")
    assert json.loads(found.output)["lead"]["treatment"] == "garden-club-2020"


def flowing(*arguments: str | Path) -> str:
    """What a command prints, without its line breaks."""
    found = kb(*arguments, given=FERN)
    assert found.exit_code == 0, found.output
    return " ".join(found.output.split())


@pytest.mark.parametrize("command", [("evaluate", "-"), ("explain", "wilting-plant")])
def test_the_text_names_the_day_and_the_editions_that_answer(succession: World, command: tuple[str, str]) -> None:
    said = flowing(*command, "--root", succession.root, "--as-of", "2023-06-01")
    assert ("As of 2023-06-01 Answered by the guideline editions held here that were in force on this day: - Garden Club 2020 "
            "(Northland): in force since 2020-03-01, until 2024-05-01, superseded by Fern Society 2024 Other guidance") in said


@pytest.mark.parametrize("command", [("evaluate", "-"), ("explain", "wilting-plant")])
def test_without_a_day_nothing_is_said_of_days(command: tuple[str, str]) -> None:
    assert "As of" not in flowing(*command, "--root", SMALL_WORLD)


@pytest.mark.parametrize(("day", "words"), [
    ("2026-01-31", "are left out: they are written for 2026-02-01"),
    ("2026-02-02", "This knowledge base is of 2026-02-01; what came into force since is not held here."),
])
def test_the_text_says_what_is_not_known_of_another_day(day: str, words: str) -> None:
    said = [flowing("evaluate", "-", "--root", SMALL_WORLD, "--as-of", one) for one in (day, "2026-02-01")]
    assert [words in one for one in said] == [True, False]


def test_notices_of_today_are_left_out_of_the_text_for_earlier_days() -> None:
    days = ("2026-01-31", "2026-02-01")
    said = [flowing("evaluate", SMALL_WORLD / PLANT, "--root", SMALL_WORLD, "--as-of", day) for day in days]
    assert ["Notice - The top reads" in one for one in said] == [False, True]


def test_explain_of_a_day_shows_the_rules_of_that_day(succession: World) -> None:
    said = [flowing("explain", "wilting-plant", "--root", succession.root, *day) for day in ((), ("--as-of", "2023-06-01"))]
    assert [f"{CLUB}:" in one for one in said] == [False, True]


def test_explain_of_a_day_before_all_guidelines_shows_no_rules() -> None:
    said = flowing("explain", "wilting-plant", "--root", SMALL_WORLD, "--as-of", "1999-12-31")
    assert ("No guideline was in force on this day." in said, "Rule by rule" in said) == (True, False)
