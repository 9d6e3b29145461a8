"""Commands as a reader runs them, and what they print about a knowledge base with mistakes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from generator.cli import main
from tests.worlds import REPOSITORY, World

CLUB = "content/guidelines/garden-club-2020.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"
LINE = re.compile(r"(?P<file>[^:\s][^:]*):(?P<line>\d+):(?P<column>\d+): \[(?P<code>[a-z0-9-]+)\] (?P<message>\S.*)")


def kb(*arguments: str | Path, given: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given, env=env, prog_name="kb")


def started(*arguments: str | Path, **others: Any) -> subprocess.Popen[bytes]:
    """The command in a process of its own, all three streams in pipes."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=REPOSITORY, **{**pipes, **others})


def problem_lines(output: str) -> list[re.Match[str]]:
    """The problems of an output; hints are indented, the last line is the count."""
    lines = [line for line in output.splitlines()[:-1] if not line.startswith("    ")]
    return [match for line in lines if (match := LINE.fullmatch(line))]


def broken(world: World) -> World:
    world.edit(PLANT, "moisture_top: 4.5", "moisture_top: 45")
    world.edit(PLANT, "title: Your wilting plant", "titel: Your wilting plant")
    world.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    return world


def unused_reference(world: World) -> World:
    world.edit("content/references.json", '[\n {\n  "id": "fern',
               '[\n {\n  "id": "lost", "type": "book", "title": "Lost"\n },\n {\n  "id": "fern')
    return world
