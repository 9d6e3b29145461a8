"""One file on disk: whole, or as it was before.

In: a path, bytes.  Out: a file, written beside its place and renamed into it.  Never: leaves half a file.
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
