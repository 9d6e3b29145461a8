"""Run a command in a process of its own, and see how long it took and how much memory it held at most.

In: arguments, folder.  Out: Child.  Never: measures in this process, which others' memory would blur.

The peak a child reports is never below what this process holds when it starts one, so this module and those that call it
stay small: no generator in here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
KIB_PER_RSS = 1024 if sys.platform == "darwin" else 1  # macOS counts bytes, Linux KiB


@dataclass(frozen=True, kw_only=True, slots=True)
class Child:
    """A finished process: seconds on the clock and on the processor, peak memory in MB (10^6 bytes), what it printed."""

    seconds: float
    processor: float
    megabytes: float
    output: str


def python(*arguments: str, folder: Path = REPOSITORY, ending: tuple[int, ...] = (0,)) -> Child:
    """Run this Python with arguments in a folder.  Raises RuntimeError with what it said if it ends otherwise than expected."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], cwd=folder, env=environment(), stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        said = output.read().decode()
        if process.returncode not in ending:
            raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}:\n{said}{errors.read().decode()}")
    return Child(seconds=seconds, processor=usage.ru_utime + usage.ru_stime, output=said,
                 megabytes=usage.ru_maxrss / KIB_PER_RSS * 1024 / 1e6)


@contextmanager
def running(*arguments: str, folder: Path = REPOSITORY) -> Iterator[subprocess.Popen[bytes]]:
    """A process that goes on until the block ends, and is then ended together with those it started."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, *arguments], cwd=folder, env=environment(), stdout=said, stderr=said,
                                   start_new_session=True)  # so that what it starts can be ended with it
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def environment() -> Mapping[str, str]:
    """The environment of all children."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1"}


def progress(words: str) -> None:
    """Say on the error stream what is going on, so that the table alone goes to standard output."""
    print(words, file=sys.stderr, flush=True)
