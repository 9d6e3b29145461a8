"""The zoo: every file in tests/bad holds one mistake, and says in its first line where the mistake is and what it is called.

The folder says what a file stands for. Parts of a knowledge base are put into the small world and checked with it;
facts.yaml, decisions.yaml and glossary.yaml are read on their own. Maps, strips, facets and relations are put in front of the
settings of the small world, in place of its own; references in front of those of the small world, without their first line,
which is no JSON.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.origin import Problem
from generator.read.decisions import read_decisions
from generator.read.facts import read_facts
from generator.read.glossary import read_glossary
from tests.worlds import SMALL_WORLD, TESTS, World, read_with

BAD = TESTS / "bad"
ZOO = sorted((*BAD.glob("*/*.yaml"), *BAD.glob("references/*.json")))
HOMES = {"scenarios": "scenarios/zoo", "profiles": "scenarios/profiles", "guidelines": "content/guidelines",
         "advice": "content/advice", "drugs": "content/drugs"}
ALONE = {"facts": read_facts, "decisions": read_decisions, "glossary": read_glossary}
KB, REFERENCES = "content/kb.yaml", "content/references.json"
OWN = {name: re.compile(rf"^{key}:\n(?:  .*\n)+", re.MULTILINE)
       for name, key in (("maps", "maps"), ("profile-maps", "profile_maps"), ("strips", "profile_strips"), ("browse", "browse"),
                         ("neighbours", "neighbours"))}
EXPECT = re.compile(r"# expect: (?P<place>\d+:\d+) \[(?P<code>[a-z0-9-]+)\] (?P<words>.+)")


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("zoo") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    return World(root)


@pytest.fixture
def found(path: Path, garden: World) -> Iterator[list[Problem]]:
    """The problems of a bad file in its place."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name in ALONE:
        yield read_with(ALONE[path.parent.name], text)[1]
        return
    if path.parent.name in OWN:
        before = garden.text(KB)
        garden.write(KB, text + OWN[path.parent.name].sub("", before))
        yield garden.problems()
        garden.write(KB, before)
        return
    if path.suffix == ".json":
        before = garden.text(REFERENCES)
        garden.write(REFERENCES, f"{text.partition(chr(10))[2].rstrip().removesuffix(']').rstrip()},{before.lstrip()[1:]}")
        yield [replace(problem, where=replace(problem.where, line=problem.where.line + 1))
               for problem in garden.problems() if problem.code != "unused-reference"]
        garden.write(REFERENCES, before)
        return
    home = f"{HOMES[path.parent.name]}/{path.name}"
    garden.write(home, text)
    yield [problem for problem in garden.problems() if problem.where.file == home]
    (garden.root / home).unlink()


@pytest.mark.parametrize("path", ZOO, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_one_mistake_gives_the_one_problem_that_the_file_announces(path: Path, found: list[Problem]) -> None:
    expected = EXPECT.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert expected is not None
    assert [(f"{problem.where.line}:{problem.where.column}", problem.code) for problem in found] == [
        (expected["place"], expected["code"])], "\n".join(map(str, found))
    assert expected["words"] in f"{found[0].message} {found[0].hint}"


def test_the_zoo_is_a_zoo() -> None:
    assert len(ZOO) >= 25


def test_every_folder_of_the_zoo_stands_for_something() -> None:
    assert {path.parent.name for path in ZOO} == {*HOMES, *ALONE, *OWN, "references"}


def test_the_small_world_has_no_problem_of_its_own(garden: World) -> None:
    assert garden.problems() == []
