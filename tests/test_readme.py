"""The walk through a review in the README, done as written: its lines are the commands, and what they print."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import kb
from tests.test_authoring_guide import said_by
from tests.worlds import REPOSITORY, SMALL_WORLD

README = (REPOSITORY / "README.md").read_text("utf-8")
WALK = README.partition("\n## Review\n")[2].partition("```console\n")[2].partition("```")[0]
STEP = re.compile(r"^\$ (?P<command>.*<<END\n(?:.*\n)*?END|.*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def test_the_walk_from_draft_to_approved_to_lapsed_to_approved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SMALL_WORLD, tmp_path / "tests" / "small_world")
    monkeypatch.chdir(tmp_path)
    for step in STEP.finditer(WALK):
        printed = carried_out(step["command"])
        assert said_by(step["printed"]).fullmatch(printed), f"$ {step['command']}\nshown:\n{step['printed']}\nprinted:\n{printed}"
    assert [path.name for path in tmp_path.iterdir()] == ["tests"]


def carried_out(command: str) -> str:
    """What a command prints; those of kb run here, the others in a shell."""
    if command.startswith("kb "):
        return kb(*shlex.split(command)[1:]).output
    done = subprocess.run(["bash", "-euc", command], check=True, capture_output=True, text=True)
    return done.stdout


def test_the_walk_passes_every_station() -> None:
    stations = re.findall(r"Draft|Now submitted|Now under review|Now approved|Lapsed", WALK)
    assert list(dict.fromkeys(stations)) == ["Draft", "Now submitted", "Now under review", "Now approved", "Lapsed"]
    assert WALK.rindex("Now approved") > WALK.index("Lapsed")
