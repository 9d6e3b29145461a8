"""One file on disk: whole, or as it was before; and claims, by which one process at a time writes into a folder.

In: a path, bytes.  Out: a file, written beside its place and renamed into it; a claim.  Never: leaves half a file, or waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def write_changed(path: Path, data: bytes) -> bool:
    """Write a file unless it already holds these bytes."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, data)
    return True


def write_new(path: Path, data: bytes) -> None:
    """Write a file where there is none.

    Raises FileExistsError, without a number of the system's, where something stands already, even a link that leads nowhere.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, data)


def write_lasting(path: Path, data: bytes) -> None:
    """Write a file that must not be lost, not even with the power: when this returns, it lies on the disk itself."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, data, settle=_settle)
    _settle(path.parent)


def _put(path: Path, data: bytes, settle: Callable[[Path], None] = lambda _: None) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        settle(beside)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _settle(path: Path) -> None:
    """Wait until the system has carried a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def claim(path: Path) -> int | None:
    """Claim what a file stands for, until it is given up; else the process that has claimed it.

    The file holds the number of the process. Where that process is no more, its claim is taken over.
    """
    for _ in range(2):
        try:
            with path.open("x", encoding="ascii") as file:
                file.write(str(os.getpid()))
            return None
        except FileExistsError:
            other = _claimer(path)
        if other == os.getpid():
            return None
        if other is not None and _lives(other):
            return other
        path.unlink(missing_ok=True)
    return _claimer(path)


def give_up(path: Path) -> None:
    """End a claim of this process; those of others stay."""
    if _claimer(path) == os.getpid():
        path.unlink()


def _claimer(path: Path) -> int | None:
    try:
        return int(path.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True
