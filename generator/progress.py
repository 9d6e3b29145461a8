"""Progress of long work, as one line on a terminal that is gone when the work is.

In: stages and how far they are.  Out: a line on standard error.  Never: shows for work under a second, or off a terminal.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import IO, TypeVar

from generator.streams import columns, speakable
from generator.watch import Watch, unwatched

T = TypeVar("T")
QUIET = "KB_QUIET"  # the environment variable behind --quiet, for the processes that a command starts
_PATIENCE, _PAUSE = 1.0, 0.1


@dataclass
class Progress:
    """A watch that counts aloud; its clock starts with it, and it speaks up after a second."""

    stream: IO[str]
    clock: Callable[[], float] = time.monotonic
    _next: float = field(init=False)
    _width: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._next = self.clock() + _PATIENCE

    def __call__(self, stage: str, items: Collection[T], /) -> Iterator[T]:
        """The items, counted as they are taken."""
        for number, item in enumerate(items, 1):
            self.show(stage, number, len(items))
            yield item
        self.erase()

    def show(self, stage: str, number: int, count: int) -> None:
        """Say how far a stage is, if it is time to."""
        if self.clock() < self._next:
            return
        self._next = self.clock() + _PAUSE
        line = speakable(f"{stage} {number:,} of {count:,}", self.stream)[: columns(self.stream) - 1]
        self._write("\r" + line.ljust(self._width))
        self._width = len(line)

    def erase(self) -> None:
        """Leave the line as if nothing had been said."""
        if self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def progress_of(*, quiet: bool) -> Progress | None:
    """Progress on standard error, where somebody may read it."""
    hushed = quiet or bool(os.environ.get(QUIET))
    return None if hushed or not sys.stderr.isatty() else Progress(sys.stderr)


def watch_of(progress: Progress | None) -> Watch:
    """The progress as a watch; a watch that does not look where there is none."""
    return unwatched if progress is None else progress
