"""Knowledge bases on disk that a test may break, and problems as short lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.check.compendium import Compendium
from generator.corridor import check_all, render_all
from generator.origin import Problem, Where
from generator.press import Page
from generator.read.knowledge import Folders
from generator.read.yamltree import Tree, read_tree

T = TypeVar("T")
TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent
SMALL_WORLD = TESTS / "small_world"


@dataclass(frozen=True, slots=True)
class World:
    """A copy of a knowledge base; edits say what they replace, so that a test fails when the text moves away."""

    root: Path

    @property
    def folders(self) -> Folders:
        return Folders(self.root)

    @property
    def compendium(self) -> Compendium:
        compendium = check_all(self.folders).compendium
        assert compendium is not None
        return compendium

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def write(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def place(self, path: str, words: str) -> str:
        """Where words stand for the first time, as a problem would say it."""
        before = self.text(path).partition(words)[0]
        return str(Where(path, before.count("\n") + 1, len(before) - before.rfind("\n")))

    def problems(self) -> list[Problem]:
        return list(check_all(self.folders).problems)

    def pages(self) -> dict[str, Page]:
        report = render_all(self.folders)
        assert not report.errors, said(report.problems)
        return {page.path: page for page in report.pages}


EXCUSE = """accept:
  - finding: gets-milder
    decision: treatment
    about: pests_per_leaf
    because: few pests are the young ones
    reference: leaf-trial-2019
    locator: table 3
    checked: recalled
"""


def with_excuse(world: World) -> World:
    """The small world in which the fern society treats few pests and only watches many, and says why."""
    ferns = "content/guidelines/fern-society-2024.yaml"
    world.edit(ferns, "      when: pests_seen\n", "      when: pests_per_leaf < 5\n")
    world.edit(ferns, "outcome: no_recommendation\n      because: the society", "outcome: watch\n      because: the society")
    world.edit(ferns, "expect: {treatment: no_recommendation}", "expect: {treatment: watch}")
    world.edit(ferns, "\ncases:\n", f"\n{EXCUSE}cases:\n")
    world.edit("scenarios/indoor/healthy-young-fern.yaml", "treatment: no_recommendation", "treatment: watch")
    world.edit("scenarios/indoor/wilting-plant.yaml", "possible: [no_recommendation, treat]", "possible: [watch, treat]")
    return world


def with_successor(world: World, until: str = "2024-05-01") -> World:
    """The small world in which the guide of the fern society takes the place of the club's, which ends on a day, if on any."""
    club, ferns = (f"content/guidelines/{name}.yaml" for name in ("garden-club-2020", "fern-society-2024"))
    world.edit(ferns, "in_force: 2024-05-01\n", "in_force: 2024-05-01\nsupersedes: garden-club-2020\n")
    if until:
        world.edit(club, "in_force: 2020-03-01\n", f"in_force: 2020-03-01\nuntil: {until}\n")
    return world


def with_room(world: World, nodes: int) -> World:
    """A copy in which a table may take no more than this many nodes."""
    world.edit("content/kb.yaml", "checked: source\nwords:", f"checked: source\nlimits: {{nodes: {nodes}}}\nwords:")
    return world


def said(problems: Iterable[Problem]) -> list[str]:
    """Each problem as `line:column [code] message`."""
    return [f"{problem.where.line}:{problem.where.column} [{problem.code}] {problem.message}" for problem in problems]


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def tree_of(text: str, file: str = "a.yaml") -> Tree:
    """The tree of a text without a mistake in its YAML."""
    tree, problems = read_tree(text.encode(), file)
    assert tree is not None, said(problems)
    assert not problems, said(problems)
    return tree


def read_with(read: Callable[[Tree, list[Problem]], T], text: str) -> tuple[T, list[Problem]]:
    """What a reader makes of a text, and every problem it found."""
    tree, problems = read_tree(text.encode(), "a.yaml")
    assert tree is not None, said(problems)
    return read(tree, problems), problems


def files_below(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: its bytes and the moment it was last written."""
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*")) if path.is_file()}
