"""Make a knowledge base with as many scenarios as wanted: the content as it is, random cases in several topics.

In: count, folder.  Out: a folder that `kb check` accepts, the same bytes every time.  Never: knows a topic.

`python -m tests.bench.scenarios 1000 FOLDER` makes one. Case 17 is the same whatever the count. Facts fit together, since each
is drawn against the box of those before it. The words of a bottom line and a leaflet are sentences of the shipped cases, mixed:
as long and as cited as real ones, but not about the case.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from generator.check.compendium import Compendium
from generator.core.boxes import Box
from generator.core.evaluation import applies, possible
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box
from generator.core.rulebook import Compiled, Rulebook
from generator.core.truth import Truth
from generator.corridor import check_all
from generator.read.knowledge import Folders
from generator.read.prose import Citation, Prose, Run
from tests.bench.draws import nobody_known, single_value, with_fact
from tests.worlds import REPOSITORY

SEED = 2026
COPIED = ("content", "scenarios/profiles", "site_overrides", "mkdocs.yml")
STATED, STATED_ELSEWHERE = 0.7, 0.2   # how often a case states a fact of its own topic, and of another
PROFILE = 0.25                        # how often a case takes in a profile
RANGE = 0.15                          # how often a number is stated as a range
APPLIES = {Truth.MET: "yes", Truth.NOT_MET: "no", Truth.UNKNOWN: "unknown"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stock:
    """What cases are made from: the rules, and the shipped cases' own words."""

    compendium: Compendium
    topics: tuple[str, ...]
    answers: tuple[str, ...]
    leaflets: tuple[str, ...]


def make_base(folder: Path, count: int, *, seed: int = SEED, source: Path = REPOSITORY) -> None:
    """Copy a knowledge base into a new folder, with random scenarios in place of its own."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    stock = stock_of(source)
    _copy(source, folder)
    for number in range(1, count + 1):
        topic, text = scenario(stock, number, seed)
        target = folder / "scenarios" / topic / f"{_id(number)}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def stock_of(source: Path) -> Stock:
    """The shipped knowledge base as a stock of facts and words."""
    report = check_all(Folders(source))
    if report.compendium is None or report.errors:
        raise ValueError("\n".join(map(str, report.errors)))
    knowledge = report.compendium.knowledge
    groups = dict.fromkeys(fact.group for fact in knowledge.facts.facts)
    answers = [sentence for case in knowledge.scenarios for sentence in _sentences(case.bottom_line)]
    leaflets = ["".join(map(_written, case.leaflet.short_answer.runs)) for case in knowledge.scenarios if case.leaflet]
    return Stock(compendium=report.compendium, topics=tuple(groups), answers=tuple(answers), leaflets=tuple(leaflets))


def _copy(source: Path, folder: Path) -> None:
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name)
        elif (source / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, folder / name)
    (folder / "generator").symlink_to(REPOSITORY / "generator")  # where mkdocs.yml looks for its hook: the code itself, no copy


def scenario(stock: Stock, number: int, seed: int = SEED) -> tuple[str, str]:
    """One case: its topic and its file."""
    random = Random(f"{seed}/{number}")
    topic = stock.topics[number % len(stock.topics)]
    profiles, box = _with_profiles(stock, random)
    box = _with_facts(stock, box, topic, random)
    known = {fact.id: fact for fact in box.book.facts}
    given = {name for profile in profiles for name in stock.compendium.knowledge.profiles[profile].facts}
    own = {known[name]: known[name].write(values) for name, values in box.stated.items() if name not in given}
    lines = [*_head(number, topic, own), f"profiles: {json.dumps(profiles)}", *_facts(own, random), *_words(stock, random),
             *_neighbours(number, random), "history:", "  - {date: 2026-11-21, change: First version}", *_expect(box, random)]
    return topic.replace("_", "-"), "\n".join(lines) + "\n"


def _id(number: int) -> str:
    return f"case-{number:05}"


def _with_profiles(stock: Stock, random: Random) -> tuple[list[str], Box]:
    """Some profiles that do not contradict each other, and the box of their facts."""
    book = stock.compendium.book
    names, box = [], nobody_known(book)
    for name, profile in stock.compendium.knowledge.profiles.items():
        joined = {**box.stated, **{fact: values & box.stated.get(fact, values) for fact, values in profile.facts.items()}}
        found = open_box(book, joined) if random.random() < PROFILE and all(joined.values()) else None
        if isinstance(found, Box):
            names.append(name)
            box = found
    return names, box


def _with_facts(stock: Stock, box: Box, topic: str, random: Random) -> Box:
    """The box with random facts stated, none of which contradicts another."""
    for fact in stock.compendium.knowledge.facts.facts:
        chance = STATED if fact.group in (topic, stock.topics[0]) else STATED_ELSEWHERE
        if fact.id not in box.stated and random.random() < chance:
            box = with_fact(box, fact, partial(_value, box.book, fact, random))
    return box


def _value(book: Rulebook, fact: Fact, random: Random) -> Values:
    """One value, or now and then a range of numbers."""
    values = single_value(book, fact, random)
    if not fact.kind.numeric or values.absent or random.random() > RANGE:
        return values
    return Values(((values.low, min(values.low + random.randint(1, 8), fact.high)),))


def _head(number: int, topic: str, facts: Mapping[Fact, str]) -> Iterator[str]:
    said = [f"{fact.label} {text} {fact.unit}".strip().replace("-", "−", text.startswith("-")) for fact, text in facts.items()]
    yield f"id: {_id(number)}"
    yield "title: " + _quoted(f"Case {number}, {', '.join(said[-3:]) or 'nothing stated'}: what do the guidelines say?")
    yield "short_title: " + _quoted(f"Case {number}: {', '.join(said[:2]) or 'nothing stated'}")
    yield "description: " + _quoted(f"Made at random, to measure with; not for readers: {len(said)} facts, chiefly {topic}.")
    yield "updated: 2026-11-21"


def _facts(facts: Mapping[Fact, str], random: Random) -> Iterator[str]:
    notes = [fact.id for fact in facts if fact.site and random.random() < 0.3]
    yield from (f"site_notes: {{{', '.join(f'{name}: left' for name in notes)}}}",) if notes else ()
    yield "facts:" if facts else "facts: {}"
    yield from (f"  {fact.id}: {text}" for fact, text in facts.items())


def _words(stock: Stock, random: Random) -> Iterator[str]:
    """A bottom line in every second case, words for patients in every second."""
    if stock.answers and random.random() < 0.5:
        count = min(random.randint(2, 4), len(stock.answers))
        yield "bottom_line: " + _quoted(" ".join(random.sample(stock.answers, count)))
        yield "checked: recalled"
    if stock.leaflets and random.random() < 0.5:
        yield "patient:"
        yield f"  title: {_quoted('What this means for you')}"
        yield f"  for: {_quoted('Made at random to measure the generator. Not for patients.')}"
        yield f"  short_answer: {_quoted(random.choice(stock.leaflets))}"
        yield "  checked: recalled"


def _neighbours(number: int, random: Random) -> Iterator[str]:
    """Up to three earlier cases, so that a case does not depend on how many there are."""
    near = sorted(random.sample(range(1, number), min(3, number - 1)))
    yield "neighbours:" if near else "neighbours: []"
    yield from (f"  - {{scenario: {_id(other)}, because: another random case}}" for other in near)


def _expect(box: Box, random: Random) -> Iterator[str]:
    """What a guideline says today, for some guidelines: a check of the corridor, not of medicine."""
    guides = list(box.book.guidelines.values())
    yield "expect:"
    for compiled in random.sample(guides, min(2, len(guides))):
        yield from _expected(box, compiled)


def _expected(box: Box, compiled: Compiled) -> Iterator[str]:
    name, truth = compiled.guideline.id, applies(box, compiled)
    yield f"  {name}.applies: {APPLIES[truth]}"
    for decision in compiled.tables if truth is not Truth.NOT_MET else ():
        outcomes = [_quoted(outcome) for outcome in possible(box, compiled, decision)]
        yield f"  {name}.{decision}: {{possible: [{', '.join(outcomes)}]}}"


def _sentences(prose: Prose) -> Iterator[str]:
    for sentence in prose.sentences:
        yield "".join(map(_written, sentence)).strip()


def _written(run: Run) -> str:
    """A run as an editor wrote it."""
    if isinstance(run, Citation):
        cited = "; ".join(f"@{one.reference}, {one.locator}" if one.locator else f"@{one.reference}" for one in run.cited)
        return f" [{cited}]{{{run.cited[0].checked}}}"
    return f"**{run.text}**" if run.strong else run.text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Make a knowledge base in a new folder."""
    if len(arguments) != 2 or not arguments[0].isdecimal():
        print("Usage: python -m tests.bench.scenarios COUNT FOLDER", file=sys.stderr)
        return 2
    try:
        make_base(Path(arguments[1]), int(arguments[0]))
    except FileExistsError as taken:
        print(f"{taken}: name a new folder.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
