"""Boxes at random, and what Python says of them, to be held against the very engine that runs in the browser."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.core.boxes import Box
from generator.core.cells import cells_in
from generator.core.evaluation import applies, possible
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box
from generator.core.needs import needs
from generator.core.rulebook import Rulebook
from generator.core.truth import Truth
from generator.finder.vocabulary import because
from generator.page.context import Context
from tests.worlds import REPOSITORY

Stated = Mapping[str, Values]
ASSETS = REPOSITORY / "site_overrides/assets/finder"
ENGINE = [ASSETS / f"{name}.js" for name in ("values", "diagrams", "narrowing", "answers")]
BATCH = Path(__file__).with_name("finder_batch.js")
TRUTHS = {Truth.MET: "yes", Truth.NOT_MET: "no", Truth.UNKNOWN: "unknown"}
POOL = 60  # ways to state the facts of one cluster, or of a few free ones
CHUNK = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A box, and about what it is asked: one decision of one guideline, or everything."""

    stated: Stated
    guideline: str = ""
    decision: str = ""

    def data(self, book: Rulebook) -> list[Any]:
        """The same for the browser: per fact its level and its ranges, none where it was not measured."""
        return [[[book.levels[name], *values.ranges] for name, values in self.stated.items()], self.guideline, self.decision]


class Draw:
    """Draws stated facts: those that constraints bind together from a pool, so that narrowing has seen most of them before."""

    def __init__(self, book: Rulebook, seed: int) -> None:
        self.book, self.random = book, random.Random(seed)
        bound = [[*cells_in(cluster.levels)] for cluster in book.clusters]
        free = sorted(set(range(len(book.rules.facts))) - {level for levels in bound for level in levels})
        self.pools = [[self._possible(levels) for _ in range(POOL)] for levels in bound]
        self.pools += [[self.stated_of(free[start:start + CHUNK]) for _ in range(POOL)] for start in range(0, len(free), CHUNK)]

    def stated(self, share: float) -> Stated:
        """About this share of all facts, stated."""
        chosen = (self.random.choice(pool) for pool in self.pools if self.random.random() < share)
        return {name: values for part in chosen for name, values in part.items()}

    def _possible(self, levels: list[int]) -> Stated:
        """Facts stated one by one, each as the others leave room for it."""
        stated: dict[str, Values] = {}
        for level in self.random.sample(levels, self.random.randint(1, len(levels))):
            box, fact = open_box(self.book, stated), self.book.facts[level]
            assert isinstance(box, Box)
            drawn = self._values(fact, level) & Values(box.values[level].ranges, absent=fact.may_be_absent)
            if drawn and isinstance(open_box(self.book, {**stated, fact.id: drawn}), Box):
                stated[fact.id] = drawn
        return stated

    def stated_of(self, levels: list[int]) -> Stated:
        """Most of these facts, each stated for itself."""
        return {self.book.facts[level].id: self._values(self.book.facts[level], level)
                for level in levels if self.random.random() < 0.8}

    def _values(self, fact: Fact, level: int) -> Values:
        """One value as a rule, from a cell at random; else a range, or none."""
        if fact.may_be_absent and self.random.random() < 0.15:
            return Values(absent=True)
        cells = self.book.cells[level]
        ends = [self.random.randint(*cells.range_of(self.random.randrange(len(cells.starts)))) for _ in range(2)]
        low, high = (min(ends), max(ends)) if self.random.random() < 0.25 else (ends[0], ends[0])
        return Values(((low, high),))


def nobodies(draw: Draw, count: int) -> Iterator[Stated]:
    """Stated facts that contradict each other."""
    bound = [level for cluster in draw.book.clusters for level in cells_in(cluster.levels)]
    while count:
        stated = draw.stated_of(bound)
        if not isinstance(open_box(draw.book, stated), Box):
            count -= 1
            yield stated


def said_of(context: Context, asked: Asked, names: list[str]) -> Any:
    """What Python says, in the form in which the browser says it; of all these guidelines and labels where none is named."""
    box = open_box(context.compendium.book, asked.stated)
    if not isinstance(box, Box):
        return {"contradiction": list(box.facts), "because": [because(context, source) for source in box.sources]}
    wanted = [asked.guideline] if asked.guideline else names
    return {"narrowed": narrowed(box), "guidelines": {name: dict(_of_guideline(box, name, asked.decision)) for name in wanted}}


def narrowed(box: Box) -> int:
    """A checksum of all values that are left."""
    said = ";".join(f"{','.join(f'{low}:{high}' for low, high in values.ranges)}{'a' * values.absent}{'n' * values.inapplicable}"
                    for values in box.values)
    return zlib.crc32(said.encode())


def _of_guideline(box: Box, name: str, decision: str) -> Iterator[tuple[str, Any]]:
    compiled = box.book.guidelines[name]
    truth = applies(box, compiled)
    yield "applies", TRUTHS[truth]
    yield "scope", list(needs(box, compiled.scope_node))
    for one in [decision] if decision else compiled.tables:
        if truth is not Truth.NOT_MET:
            found = possible(box, compiled, one)
            yield one, [list(found), list(needs(box, compiled.tables[one].node)), found[0] if len(found) == 1 else None]
