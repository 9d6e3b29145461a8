"""Read a whole knowledge base.

In: Folders.  Out: Knowledge, Problems.  Never: checks what several files say of each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.core.facts import Fact
from generator.core.guidelines import Decision
from generator.origin import Problem, Where
from generator.read.advice import Topic, read_topic
from generator.read.decisions import read_decisions
from generator.read.drugs import Drug, read_drug
from generator.read.facts import FactBook, read_facts
from generator.read.guidelines import GuidelineEdition, read_guideline
from generator.read.placeholders import placeholder_problems
from generator.read.references import Reference, read_references
from generator.read.scenarios import Profile, Scenario, read_profile, read_scenario
from generator.read.settings import Settings, read_settings
from generator.read.yamltree import Tree, read_tree

T = TypeVar("T")
_PLACES = (
    ("content", "kb.yaml"), ("content", "facts.yaml"), ("content", "decisions.yaml"), ("content/guidelines", "*.yaml"),
    ("content/advice", "*.yaml"), ("content/drugs", "*.yaml"), ("scenarios", "*/*.yaml"),
)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a knowledge base lives; paths in messages are relative to its root."""

    root: Path

    @property
    def content(self) -> Path:
        """Everything editors write, except cases."""
        return self.root / "content"

    @property
    def scenarios(self) -> Path:
        """Cases and profiles."""
        return self.root / "scenarios"

    @property
    def docs(self) -> Path:
        """The generated Markdown."""
        return self.root / "build" / "docs"


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenPage:
    """A page written by hand in Markdown."""

    id: str
    text: str
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """Everything editors wrote, parsed."""

    settings: Settings
    facts: FactBook
    decisions: Mapping[str, Decision]
    guidelines: tuple[GuidelineEdition, ...]
    topics: tuple[Topic, ...]
    drugs: Mapping[str, Drug]
    references: Mapping[str, Reference]
    profiles: Mapping[str, Profile]
    scenarios: tuple[Scenario, ...]
    pages: tuple[WrittenPage, ...]

    @property
    def known_facts(self) -> Mapping[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts.facts}


def read_knowledge(folders: Folders) -> tuple[Knowledge | None, list[Problem]]:
    """Read every file; None where a file all others rest on cannot be read."""
    reader = _Reader(folders)
    reader.strays()
    settings = reader.one("content/kb.yaml", read_settings)
    facts = reader.one("content/facts.yaml", read_facts)
    decisions = reader.one("content/decisions.yaml", read_decisions)
    if settings is None or facts is None or decisions is None:
        return None, reader.problems
    known = {fact.id: fact for fact in facts.facts}
    profiles = reader.many("scenarios/profiles", lambda tree, problems: read_profile(tree, known, problems))
    return Knowledge(
        settings=settings,
        facts=facts,
        decisions=decisions,
        guidelines=tuple(reader.many(
            "content/guidelines", lambda tree, problems: read_guideline(tree, decisions, known, problems))),
        topics=tuple(sorted(reader.many("content/advice", read_topic), key=lambda topic: (topic.rank, topic.id))),
        drugs={drug.id: drug for drug in reader.many("content/drugs", read_drug)},
        references=reader.references(),
        profiles={profile.id: profile for profile in profiles},
        scenarios=tuple(reader.scenarios(known)),
        pages=tuple(reader.pages()),
    ), reader.problems


def _scenario_of(topic: str, known: Mapping[str, Fact], tree: Tree, problems: list[Problem]) -> Scenario | None:
    return read_scenario(tree, topic, known, problems)


class _Reader:
    """Reads files and gathers the problems of all of them."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.problems: list[Problem] = []

    def one(self, path: str, read: Callable[[Tree, list[Problem]], T | None]) -> T | None:
        """One file that must be there."""
        full = self.folders.root / path
        if not full.is_file():
            self.problems.append(Problem(Where(path), "missing-file", "this file is missing",
                                         "A knowledge base cannot do without it."))
            return None
        tree, problems = read_tree(full.read_bytes(), path)
        self.problems += problems
        return None if tree is None else read(tree, self.problems)

    def many(self, folder: str, read: Callable[[Tree, list[Problem]], T | None]) -> list[T]:
        """All YAML files directly in a folder, by name; each one's id is its name."""
        return [found for path in self._files(folder, "*.yaml") if (found := self._named(path, read)) is not None]

    def scenarios(self, known: Mapping[str, Fact]) -> Iterator[Scenario]:
        """All cases, topic by topic."""
        for path in self._files("scenarios", "*/*.yaml"):
            topic = path.split("/")[1]
            if topic != "profiles":
                found = self._named(path, partial(_scenario_of, topic, known))
                if found is not None:
                    yield found

    def _named(self, path: str, read: Callable[[Tree, list[Problem]], T | None]) -> T | None:
        found = self.one(path, read)
        name = getattr(found, "id", None)
        stem = Path(path).stem
        if found is not None and name != stem:
            where = getattr(found, "where", Where(path))
            self.problems.append(Problem(Where(path, where.line, where.column), "id-not-file-name",
                                         f'the id "{name}" is not the name of the file',
                                         f"The page's address is made from it. Write  id: {stem} , or rename the file."))
        return found

    def references(self) -> dict[str, Reference]:
        """All references."""
        path = "content/references.json"
        full = self.folders.root / path
        if not full.is_file():
            self.problems.append(Problem(Where(path), "missing-file", "this file is missing",
                                         "It holds the references (CSL-JSON)."))
            return {}
        return read_references(full.read_bytes(), path, self.problems)

    def pages(self) -> Iterator[WrittenPage]:
        """The hand-written pages."""
        for path in self._files("content/pages", "*.md"):
            try:
                text = (self.folders.root / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                self.problems.append(Problem(Where(path), "not-utf-8", "the file is not UTF-8 text",
                                             "Save it as UTF-8 in your editor, or its accents and signs come out wrong."))
                continue
            if not re.match(r"---\n.*?\n---\n", text, flags=re.DOTALL):
                self.problems.append(Problem(Where(path), "missing-head", "the page does not begin with its title",
                                             "Start with  ---  title: Name of the page  --- , each on a line of its own."))
                continue
            self.problems += placeholder_problems(text, path)
            yield WrittenPage(id=Path(path).stem, text=text, where=Where(path))

    def strays(self) -> None:
        """YAML files where nobody looks: they would be left out without a word."""
        read = {path for folder, pattern in _PLACES for path in self._files(folder, pattern)}
        for folder in ("content", "scenarios"):
            for path in [*self._files(folder, "**/*.yaml"), *self._files(folder, "**/*.yml")]:
                if path not in read:
                    self.problems.append(Problem(Where(path), "stray-file", "no part of the site reads this file",
                                                 "Move it to its folder, and let its name end in .yaml."))

    def _files(self, folder: str, pattern: str) -> list[str]:
        found = (self.folders.root / folder).glob(pattern)
        return sorted(path.relative_to(self.folders.root).as_posix() for path in found if path.is_file())
