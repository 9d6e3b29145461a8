"""Entries of an outline: words with entries below them.

In: words.  Out: Entries.  Never: escapes or wraps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.impact.cases import WordChange
from generator.read.scenarios import Scenario

ABSENT = "nothing"


@dataclass(frozen=True, slots=True)
class Entry:
    """Words, and what belongs below them."""

    words: str
    below: tuple[Entry, ...] = ()

    @property
    def size(self) -> int:
        """How many lines it takes at least."""
        return 1 + sum(entry.size for entry in self.below)


def wordings(changes: Iterable[WordChange]) -> Iterator[Entry]:
    """Both wordings of what was written otherwise."""
    for one in changes:
        yield Entry(one.part, (Entry(f"Before: {one.before or ABSENT}"), Entry(f"Now: {one.now or ABSENT}")))


def scenarios_entry(scenarios: Iterable[Scenario]) -> Entry:
    """A list of scenarios."""
    found = tuple(Entry(f"{scenario.id}: {scenario.title}") for scenario in scenarios)
    return Entry(several(len(found), "scenario"), found)


def several(count: int, word: str) -> str:
    """A number with its noun."""
    return f"{count} {word if count == 1 else word + 's'}"
