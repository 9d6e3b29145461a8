"""Whatever a hand or a merge does to a file, the check says what is wrong, and where, and never falls over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corridor import Report, check_all, render_all
from generator.origin import Problem
from generator.read.knowledge import Folders
from tests.worlds import REPOSITORY, SMALL_WORLD, World

ANYTHING = settings(deadline=None, derandomize=True, database=None,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
TOKENS = re.compile(rb"[\w.@-]+|[^\s\w]|\s+")
STRANGE = [
    b"", b"[]", b"{}", b"''", b"null", b"~", b"1e9", b"-1", b"0", b"999999999", b"..", b"0..0", b"[a, b]", b"{a: b}", b"{",
    b'"\\u202e"', b'"\\0"', b"\xff", b"\x00", b"\t", b"|", b">-", b"&a", b"*a", b"!!python/object:os.system", b"<<: {a: b}",
    b"---", b"- x", b"# x", b"\xe2\x80\xae", b"\xc2\xb2", b"\xd9\xa3", b"x" * 5000, b"[" * 500, b"<script>", b"{{ x }}", b"@",
    b"[@nobody]", b"**", b": ", b"not measured", b"applies",
]


def copy_of(root: Path, to: Path) -> World:
    for folder in ("content", "scenarios"):
        shutil.copytree(root / folder, to / folder)
    return World(to)


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> World:
    return copy_of(SMALL_WORLD, tmp_path_factory.mktemp("garden"))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> World:
    return copy_of(REPOSITORY, tmp_path_factory.mktemp("clinic"))


def sources(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for folder in ("content", "scenarios") for path in (root / folder).rglob("*")
                  if path.is_file() and not path.name.startswith("."))


@st.composite
def spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """A file after some slips."""
    for _ in range(draw(st.integers(1, 3))):
        data = draw(st.sampled_from([_moved_lines, _other_token, _other_byte, _cut]))(draw, data)
    return data


def _moved_lines(draw: st.DrawFn, data: bytes) -> bytes:
    """Lines lost, doubled, swapped, moved in or out."""
    lines = data.split(b"\n")
    here, there = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    slip = draw(st.sampled_from(["lose", "double", "swap", "indent", "outdent"]))
    if slip == "lose":
        del lines[here : here + draw(st.integers(1, 4))]
    elif slip == "double":
        lines.insert(there, lines[here])
    elif slip == "swap":
        lines[here], lines[there] = lines[there], lines[here]
    else:
        lines[here] = b"  " + lines[here] if slip == "indent" else lines[here].removeprefix(b"  ")
    return b"\n".join(lines)


def _other_token(draw: st.DrawFn, data: bytes) -> bytes:
    """A token, or all after a colon, replaced by something strange or from elsewhere."""
    lines = data.split(b"\n")
    here, there = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    new = draw(st.sampled_from(STRANGE + TOKENS.findall(lines[there])))
    head, colon, _ = lines[here].partition(b": ")
    tokens = TOKENS.findall(lines[here]) or [b""]
    tokens[draw(st.integers(0, len(tokens) - 1))] = new
    lines[here] = head + colon + new if draw(st.booleans()) else b"".join(tokens)
    return b"\n".join(lines)


def _other_byte(draw: st.DrawFn, data: bytes) -> bytes:
    at = draw(st.integers(0, max(len(data) - 1, 0)))
    return data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]


def _cut(draw: st.DrawFn, data: bytes) -> bytes:
    return data[: draw(st.integers(0, len(data)))]


def misplaced(problems: list[Problem], root: Path) -> Iterator[str]:
    """Problems that point to no place inside their file."""
    for problem in problems:
        path = root / problem.where.file
        lines = path.read_bytes().decode("utf-8", "replace").split("\n") if path.is_file() else [""]
        inside = 1 <= problem.where.line <= len(lines) and 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
        if not inside or len(str(problem).splitlines()) > 2:
            yield str(problem)


def try_spoilt(world: World, data: st.DataObject, judge: Callable[[Folders], Report]) -> Report:
    """Spoil one or two files, see what is made of them, and put them back."""
    paths = data.draw(st.lists(st.sampled_from(sources(world.root)), min_size=1, max_size=2, unique=True))
    before = {path: (world.root / path).read_bytes() for path in paths}
    try:
        for path, text in before.items():
            world.write(path, data.draw(spoilt(text)))
        report = judge(world.folders)
        assert list(misplaced(list(report.problems), world.root)) == []
        return report
    finally:
        for path, text in before.items():
            world.write(path, text)


@settings(ANYTHING, max_examples=250)
@given(st.data())
def test_a_spoilt_file_of_the_small_world_never_stops_the_check(garden: World, data: st.DataObject) -> None:
    report = try_spoilt(garden, data, render_all)
    assert bool(report.errors) is not bool(report.pages)
    assert all(page.data.decode("utf-8") is not None for page in report.pages if page.path.endswith((".md", ".json")))


@settings(ANYTHING, max_examples=8)  # each takes seconds; that what is read is rendered, too, is seen in the small world
@given(st.data())
def test_a_spoilt_file_of_the_shipped_knowledge_base_never_stops_the_check(clinic: World, data: st.DataObject) -> None:
    try_spoilt(clinic, data, check_all)


def test_the_small_world_is_whole_again(garden: World) -> None:
    assert garden.problems() == []
