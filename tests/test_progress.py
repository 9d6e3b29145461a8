"""Progress as a line that comes and goes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from generator.progress import Progress, progress_of, watch_of
from generator.watch import unwatched


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> list[str]:
        """The lines that stood there, one over the other."""
        return self.getvalue().split("\r")[1:]


def ticking(seconds: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += seconds


def progress(stream: Terminal, seconds: float) -> Progress:
    """Progress whose clock goes on by some seconds whenever it is looked at."""
    return Progress(stream, ticking(seconds).__next__)


def test_the_items_come_through_in_their_order() -> None:
    assert list(progress(Terminal(), 5)("Reading", ["a", "b", "c"])) == ["a", "b", "c"]


def test_work_under_a_second_is_not_spoken_of() -> None:
    terminal = Terminal()
    list(progress(terminal, 0.01)("Reading", range(40)))
    assert terminal.getvalue() == ""


def test_longer_work_is_counted() -> None:
    terminal = Terminal()
    list(progress(terminal, 0.6)("Rendering", range(3000)))
    assert "Rendering 1,234 of 3,000" in terminal.shown


def test_the_line_is_gone_when_the_stage_is_done() -> None:
    terminal = Terminal()
    list(progress(terminal, 5)("Reading", range(3)))
    assert terminal.shown == ["Reading 1 of 3", "Reading 2 of 3", "Reading 3 of 3", " " * 14, ""]


def test_a_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    terminal = Terminal()
    counted = progress(terminal, 5)
    counted.show("Converting", 100, 100)
    counted.show("Building", 1, 9)
    assert terminal.shown[-1] == "Building 1 of 9      "
    assert len(terminal.shown[-1]) == len("Converting 100 of 100")


def test_it_speaks_ten_times_a_second_at_most() -> None:
    terminal = Terminal()
    list(progress(terminal, 0.01)("Reading", range(500)))
    assert len(terminal.shown) <= 45


def test_nothing_is_erased_where_nothing_was_said() -> None:
    terminal = Terminal()
    progress(terminal, 0).erase()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("terminal", "quiet", "variable", "shown"), [
    (True, False, "", True), (False, False, "", False), (True, True, "", False), (True, False, "1", False),
])
def test_progress_is_for_a_reader_at_a_terminal(
        terminal: bool, quiet: bool, variable: str, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if terminal else io.StringIO())
    monkeypatch.setenv("KB_QUIET", variable)
    found = progress_of(quiet=quiet)
    assert (found is not None) is shown
    assert watch_of(found) is (found or unwatched)
