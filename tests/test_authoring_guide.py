"""The walk-throughs of the authoring guide, done as written: its code blocks are the files, the edits, the commands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.corridor import check_all
from tests.worlds import REPOSITORY, World

GUIDE = (REPOSITORY / "content/pages/authoring.md").read_text("utf-8")
ADD, CHANGE, MESSAGES = "Walk-through: add a scenario", "Walk-through: change a threshold", "Reading the messages"
CASE = "scenarios/low-bone-mass/woman-70-total-hip.yaml"
BLOCK = re.compile(r"^```(?P<sort>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`((?:content|scenarios)/[\w/-]+\.yaml)`")


def section(title: str) -> str:
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def copy_of(root: Path, to: Path) -> World:
    """What editors write, free to change."""
    for folder in ("content", "scenarios"):
        shutil.copytree(root / folder, to / folder)
    return World(to)


@pytest.fixture(scope="module")
def case_added(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The repository after the first walk."""
    desk = copy_of(REPOSITORY, tmp_path_factory.mktemp("desk"))
    beginning, finished = section(ADD).split("**2. ")
    carry_out(desk, beginning)
    desk.write(CASE, "".join(blocks(finished, "yaml")))
    carry_out(desk, finished)
    return desk


@pytest.fixture
def desk(case_added: World, tmp_path: Path) -> World:
    """A copy of that, for one other walk."""
    return copy_of(case_added.root, tmp_path)


def run(desk: World, command: str) -> str:
    """A command as the guide writes it, in the folder of the project."""
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == ".venv/bin/kb"
    done = subprocess.run([sys.executable, "-m", "generator", *arguments], cwd=desk.root, capture_output=True, text=True,
                          check=False, env=os.environ | {"PYTHONPATH": str(REPOSITORY)})
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def said_by(shown: str) -> re.Pattern[str]:
    """What a command must print: the lines shown; … stands for anything."""
    return re.compile(".*".join(map(re.escape, shown.split("…"))), re.DOTALL)


def carry_out(desk: World, text: str) -> None:
    """Every command and every edit of a section, in order; an edit goes to the file named last before it."""
    for block in BLOCK.finditer(text):
        if block["sort"] == "console":
            command, _, shown = block["text"].partition("\n")
            printed = run(desk, command)
            assert said_by(shown).fullmatch(printed), f"{command}\nshown:\n{shown}\nprinted:\n{printed}"
        elif block["sort"] == "diff":
            amend(desk, PATH.findall(text[: block.start()])[-1], block["text"])


def amend(desk: World, path: str, difference: str) -> None:
    """Lines with a minus go, lines with a plus come in their place."""
    for part in difference.split("…\n"):
        lines = part.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line.startswith("-"))
        new = "".join(line[1:] for line in lines if line.startswith("+"))
        assert len(lines) == old.count("\n") + new.count("\n")
        desk.edit(path, f"\n{old}", f"\n{new}")


def blocks(text: str, sort: str) -> list[str]:
    return [block["text"] for block in BLOCK.finditer(text) if block["sort"] == sort]


def test_the_walk_that_adds_a_scenario_ends_as_it_says(case_added: World) -> None:
    report = check_all(case_added.folders)
    assert (list(map(str, report.problems)), report.compendium is None) == ([], False)
    assert Path(CASE).stem in [case.scenario.id for case in report.compendium.cases]


def test_the_walk_that_changes_a_threshold_ends_as_it_says(desk: World) -> None:
    carry_out(desk, section(CHANGE))


def test_the_message_explained_is_the_one_printed(desk: World) -> None:
    carry_out(desk, section(MESSAGES))


@pytest.mark.parametrize(("title", "commands", "edits"), [(ADD, 3, 0), (CHANGE, 2, 3), (MESSAGES, 1, 1)])
def test_no_block_of_a_walk_is_passed_over(title: str, commands: int, edits: int) -> None:
    assert (len(blocks(section(title), "console")), len(blocks(section(title), "diff"))) == (commands, edits)


def test_every_file_the_guide_names_is_there_or_made_on_the_way() -> None:
    assert [path for path in set(PATH.findall(GUIDE)) if not (REPOSITORY / path).is_file()] == [CASE]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`\.venv/bin/kb (\w+)", GUIDE))))
def test_every_command_the_guide_names_exists(command: str) -> None:
    done = subprocess.run([sys.executable, "-m", "generator", command, "--help"], cwd=REPOSITORY,
                          capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make (\w+)`", GUIDE))))
def test_every_target_the_guide_names_exists(target: str) -> None:
    assert re.search(rf"^{target}:", Path(REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
