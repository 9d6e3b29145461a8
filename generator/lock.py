"""One writer at a time: a lock file with the number of the process that writes.

In: a folder.  Out: the right to write in it.  Never: waits for long, or stays locked when its process has died.

The system holds the lock, and lets go of it however the process ends; the file left behind by a dead one is taken over.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

PATIENCE = 10.0  # seconds
_NAME = ".lock"


class BusyError(click.ClickException):
    """Another process writes."""


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """The right to write in a folder; it is made where it is missing.

    Raises BusyError while another process keeps it, OSError where the disk does not let it be had.
    """
    handle = _locked(folder)
    try:
        yield
    finally:
        (folder / _NAME).unlink(missing_ok=True)
        os.close(handle)
        with suppress(OSError):
            folder.rmdir()  # only if nothing was written there


def _locked(folder: Path) -> int:
    until = time.monotonic() + PATIENCE
    while True:
        handle = _opened(folder)
        if handle is not None:
            if _is_mine(handle, folder):
                return handle
            holder = os.read(handle, 20).decode("ascii", "replace")
            os.close(handle)
            if time.monotonic() > until:
                raise BusyError(f'Process {holder or "of somebody else"} is writing in "{folder}". Wait until it has finished, '
                                "then run the same command again. Nothing was recorded.")
        time.sleep(0.05)


def _opened(folder: Path) -> int | None:
    """The lock file; None where the folder went away in this moment."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except FileNotFoundError:
        return None


def _is_mine(handle: int, folder: Path) -> bool:
    """Take the lock, unless another process has it, or has just put it away with its file."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino != (folder / _NAME).stat().st_ino:
            return False
    except (BlockingIOError, FileNotFoundError):
        return False
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    return True
