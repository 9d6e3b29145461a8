"""Read a whole knowledge base.

In: Folders.  Out: Knowledge, Problems.  Never: checks what several files say of each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.core.facts import Fact, Values
from generator.core.guidelines import Decision
from generator.origin import Problem, Where
from generator.read.advice import Topic, read_topic
from generator.read.corrections import Correction, read_corrections
from generator.read.decisions import read_decisions
from generator.read.drugs import Drug, read_drug
from generator.read.facts import FactBook, read_facts
from generator.read.fields import ID
from generator.read.files import RESERVED, Files
from generator.read.glossary import Term, read_glossary
from generator.read.guidelines import GuidelineEdition, read_guideline
from generator.read.pages import WrittenPage, read_page
from generator.read.records import Record, read_record
from generator.read.references import Reference, read_references
from generator.read.releases import FOLDER as EDITIONS
from generator.read.releases import Release, releases_in
from generator.read.reviewers import Reviewer, read_reviewers
from generator.read.scenarios import Profile, Scenario, read_profile, read_scenario, read_stated
from generator.read.settings import Settings, read_settings
from generator.read.statements import FOLDER, KINDS, Snapshot, read_snapshot
from generator.read.style import read_style
from generator.read.tables import KnownNames
from generator.read.yamltree import Tree, read_tree
from generator.watch import Watch, unwatched

T = TypeVar("T")
_PLACES = (
    ("content", "kb.yaml"), ("content", "facts.yaml"), ("content", "decisions.yaml"), ("content/guidelines", "*.yaml"),
    ("content/advice", "*.yaml"), ("content/drugs", "*.yaml"), ("scenarios", "*/*.yaml"), ("content/pages", "*.md"),
    ("content", "references.json"), ("content", "references.csl"), ("content", "glossary.yaml"),
    ("content", "reviewers.yaml"), ("content", "corrections.yaml"), (EDITIONS, "*.yaml"), (EDITIONS, "*.zip"),
    (FOLDER, "*.json"), *((f"content/reviews/{kind}", "*.yaml") for kind in KINDS),
)
_NEEDED = "A knowledge base cannot do without it."
_NEEDED_FOR = {"content/references.json": "It holds the references (CSL-JSON).",
               "content/references.csl": "It says how references are written (a style of the Citation Style Language)."}


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
class Knowledge:
    """Everything editors wrote, parsed.

    `unread` are the ids of what is there but could not be read, of records of reviews the files: their own mistakes are named,
    so nobody needs to hear that they are missing.
    """

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
    glossary: tuple[Term, ...]
    style: bytes
    usual: Mapping[str, Values]
    reviewers: Mapping[str, Reviewer]
    records: Mapping[str, Record]
    snapshots: Mapping[str, Snapshot]
    releases: tuple[Release, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def editions(self) -> tuple[GuidelineEdition, ...]:
        """Everything that has tables: the guidelines, and the labels of drugs."""
        return (*self.guidelines, *(drug.label for drug in self.drugs.values() if drug.label))

    def lineage(self, name: str) -> tuple[str, ...]:
        """A guideline, the edition it supersedes, the one before that, and so on, as far as they are held here."""
        before = {edition.id: edition.predecessor for edition in self.guidelines}
        found: list[str] = []
        following: str | None = name
        while following is not None and following in before and following not in found:
            found.append(following)
            following = before[following]
        return tuple(found)

    def succession(self, lead: Iterable[str]) -> tuple[str, ...]:
        """Guidelines in the order in which they lead, each followed by the rest of its lineage.

        No two editions of one lineage hold on the same day, so that an earlier one leads only in the place of a later one.
        """
        return tuple(dict.fromkeys(name for leading in lead for name in self.lineage(leading)))

    @property
    def last_release(self) -> Release | None:
        """The newest released edition of the knowledge base."""
        return self.releases[-1] if self.releases else None

    @property
    def known_facts(self) -> Mapping[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts.facts}


def read_knowledge(folders: Folders, watch: Watch = unwatched) -> tuple[Knowledge | None, list[Problem]]:
    """Read every file; None where a file all others rest on cannot be read.  The others are looked at all the same."""
    reader = _Reader(folders)
    facts = reader.one("content/facts.yaml", read_facts)
    decisions = reader.one("content/decisions.yaml", read_decisions)
    references = reader.bytes_of("content/references.json", read_references)
    style = reader.bytes_of("content/references.csl", read_style)
    known = None if facts is None else {fact.id: fact for fact in facts.facts}
    settings = reader.one("content/kb.yaml", lambda tree, problems: read_settings(tree, known, problems))
    profiles = reader.many("scenarios/profiles", lambda tree, problems: read_profile(tree, known, problems))
    names = KnownNames(decisions, known)
    guidelines = reader.many("content/guidelines", lambda tree, problems: read_guideline(tree, names, problems))
    topics = reader.many("content/advice", read_topic)
    drugs = reader.many("content/drugs", lambda tree, problems: read_drug(tree, names, problems))
    scenarios = tuple(reader.scenarios(known, watch))
    pages = tuple(reader.pages())
    glossary = reader.perhaps("content/glossary.yaml", read_glossary) or ()
    reviewers = reader.perhaps("content/reviewers.yaml", read_reviewers) or {}
    records, snapshots = tuple(reader.records()), tuple(reader.snapshots())
    releases = releases_in(reader.files, reader.problems)
    corrections = reader.perhaps("content/corrections.yaml", read_corrections) or ()
    usual = read_stated({} if settings is None else settings.usual, known, reader.problems)
    if settings is None or facts is None or decisions is None or references is None or style is None:
        return None, reader.problems
    return Knowledge(
        settings=settings, facts=facts, decisions=decisions, guidelines=tuple(guidelines),
        topics=tuple(sorted(topics, key=lambda topic: (topic.rank, topic.id))), drugs={drug.id: drug for drug in drugs},
        references=references.found, profiles={profile.id: profile for profile in profiles}, scenarios=scenarios,
        pages=pages, glossary=glossary, style=style, usual=usual, reviewers=reviewers,
        records={one.item: one for one in records}, snapshots={one.seen.file: one for one in snapshots},
        releases=releases, corrections=corrections, unread=frozenset(reader.unread | references.unread),
    ), reader.problems


def read_reviews(folders: Folders, knowledge: Knowledge) -> tuple[Knowledge, list[Problem]]:
    """The same knowledge with the reviewers and the record of reviews as they are on disk at this moment."""
    reader = _Reader(folders)
    reviewers = reader.perhaps("content/reviewers.yaml", read_reviewers) or {}
    records = {one.item: one for one in reader.records()}
    snapshots = {one.seen.file: one for one in reader.snapshots()}
    unread = knowledge.unread | reader.unread
    return replace(knowledge, reviewers=reviewers, records=records, snapshots=snapshots, unread=unread), reader.problems


def _scenario_of(topic: str, known: Mapping[str, Fact] | None, tree: Tree, problems: list[Problem]) -> Scenario | None:
    return read_scenario(tree, topic, known, problems)


class _Reader:
    """Reads files and gathers the problems of all of them."""

    def __init__(self, folders: Folders) -> None:
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.files = Files(folders.root, ("content", "scenarios"), self.problems)
        self.files.strays(_PLACES)

    def one(self, path: str, read: Callable[[Tree, list[Problem]], T | None]) -> T | None:
        """One YAML file that must be there."""
        data = self._data(path)
        if data is None:
            return None
        tree, problems = read_tree(data, path)
        self.problems += problems
        return None if tree is None else read(tree, self.problems)

    def perhaps(self, path: str, read: Callable[[Tree, list[Problem]], T | None]) -> T | None:
        """One YAML file that may be left out."""
        if path not in self.files:
            return None
        found = self.one(path, read)
        if found is None:
            self.unread.add(Path(path).stem)
        return found

    def bytes_of(self, path: str, read: Callable[[bytes, str, list[Problem]], T | None]) -> T | None:
        """One file of another kind that must be there."""
        data = self._data(path)
        return None if data is None else read(data, path, self.problems)

    def many(self, folder: str, read: Callable[[Tree, list[Problem]], T | None]) -> list[T]:
        """All YAML files directly in a folder, by name; each one's id is its name."""
        found = (self._named(path, read) for path in self.files.matching(folder, "*.yaml"))
        return [one for one in found if one is not None]

    def scenarios(self, known: Mapping[str, Fact] | None, watch: Watch) -> Iterator[Scenario]:
        """All cases, topic by topic."""
        paths = [path for path in self.files.matching("scenarios", "*/*.yaml") if path.split("/")[1] != "profiles"]
        for path in watch("Reading", paths):
            topic = path.split("/")[1]
            if not re.fullmatch(ID, topic):
                self.problems.append(Problem(Where(path), "bad-name", f'"{topic}" is no name for a topic of cases',
                                             "Name the folder with lower-case words joined by - ; it heads a list of cases."))
            found = self._named(path, partial(_scenario_of, topic, known))
            if found is not None:
                yield found

    def pages(self) -> Iterator[WrittenPage]:
        """The hand-written pages."""
        for path in self.files.matching("content/pages", "*.md"):
            data = self.files.data(path)
            page = None if data is None else read_page(data, path, self.problems)
            if page is not None:
                yield page

    def records(self) -> Iterator[Record]:
        """What has happened to items under review."""
        for path in (path for kind in KINDS for path in self.files.matching(f"content/reviews/{kind}", "*.yaml")):
            found = self.one(path, partial(read_record, path))
            if found is None:
                self.unread.add(path)
            else:
                yield found

    def snapshots(self) -> Iterator[Snapshot]:
        """What reviewers saw."""
        for path in self.files.matching(FOLDER, "*.json"):
            data = self.files.data(path)
            found = None if data is None else read_snapshot(data, path, self.problems)
            if found is not None:
                yield found

    def _data(self, path: str) -> bytes | None:
        """The bytes of a file that must be there."""
        if path in self.files:
            return self.files.data(path)
        if not any(problem.where.file == path for problem in self.problems):  # else it is there, and said to be no file
            self.problems.append(Problem(Where(path), "missing-file", "this file is missing", _NEEDED_FOR.get(path, _NEEDED)))
        return None

    def _named(self, path: str, read: Callable[[Tree, list[Problem]], T | None]) -> T | None:
        found, stem = self.one(path, read), Path(path).stem
        if found is None:
            self.unread.add(stem)
            return None
        where = getattr(found, "where", Where(path))
        name, place = getattr(found, "id", None), Where(path, where.line, where.column)
        if name != stem:
            self.unread.add(stem)
            self.problems.append(Problem(place, "id-not-file-name",
                                         f'the id "{name}" is not the name of the file',
                                         f"The page's address is made from it. Write  id: {stem} , or rename the file."))
        elif stem in RESERVED:
            self.problems.append(Problem(place, "reserved-name", f'"{stem}" cannot name a page or a file on every machine',
                                         "Add a word to the id and to the name of the file."))
        return found
