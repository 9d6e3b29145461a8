"""Take the time of short things.

In: what to run, on what.  Out: microseconds, milliseconds.  Never: takes the time of a box that was decided before.

Each thing is done several times, and the fastest counts; of many things the median. A box keeps what it found out, so every time
begins with fresh ones.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from generator.check.compendium import Compendium
from generator.core.boxes import Box
from generator.core.facts import Values
from generator.core.narrowing import open_box
from generator.core.rulebook import Rulebook
from generator.corridor import check_all
from generator.read.knowledge import Folders

T = TypeVar("T")
TIMES = 5


def fastest(run: Callable[[T], object], things: Callable[[], Sequence[T]]) -> float:
    """Microseconds: per thing the fastest of several times, of all the median."""
    best: list[float] = []
    for _ in range(TIMES):
        took = [_timed(run, thing) for thing in things()]
        best = [min(pair) for pair in zip(best or took, took, strict=True)]
    return statistics.median(best) * 1e6


def _timed(run: Callable[[T], object], thing: T) -> float:
    started = time.perf_counter()
    run(thing)
    return time.perf_counter() - started


def fastest_of(run: Callable[[], T]) -> tuple[T, float]:
    """What comes out, and the fastest milliseconds."""
    took = []
    for _ in range(TIMES):
        gc.collect()
        started = time.perf_counter()
        result = run()
        took.append(time.perf_counter() - started)
    return result, min(took) * 1e3


def compendium_of(root: Path) -> Compendium:
    """The checked knowledge base."""
    report = check_all(Folders(root))
    assert report.compendium is not None
    return report.compendium


def opened(book: Rulebook, stated: Mapping[str, Values]) -> Box:
    """A fresh box of what somebody can have."""
    box = open_box(book, dict(stated))
    assert isinstance(box, Box)
    return box
