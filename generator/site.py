"""Put pages on disk.

In: Pages.  Out: files.  Never: writes a file that did not change, or touches one it does not own.

Each file is written beside the folder's others under a name of its own and then renamed, so that it is whole at every
moment; the list of owned files names a file before it is there, so that a run that is cut short loses sight of none.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from generator.disk import claim, give_up
from generator.press import Page

_OWNED, _CLAIM = ".generated.json", ".generated.claim"
_UNFINISHED = re.compile(r"\.generated-\d+\.new")


class CannotWrite(click.ClickException):
    """The disk does not take what is to be written, or it would hit files of somebody else; nobody's mistake in the content."""


def write_pages(pages: Sequence[Page], docs: Path) -> tuple[int, int]:
    """Write what changed and remove owned files that are gone.  Returns how many were written and removed.

    Raises CannotWrite; files that were there are then either as they were, or as they should be.
    """
    with writing(docs), _alone(docs):
        _remove_unfinished(docs)
        now, owned = {page.path for page in pages}, _owned(docs)
        _refuse_to_overwrite(pages, docs, owned)
        _write_list(docs, now | (owned or set()))
        written = sum(_write(docs, page.path, page.data) for page in pages)
        gone = sorted((owned or set()) - now)
        for path in gone:
            _remove(docs, path)
        _write_list(docs, now)
    return written, len(gone)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say in words what the disk refuses."""
    try:
        yield
    except OSError as error:
        named = f" ({error.filename})" if error.filename and str(error.filename) != str(folder) else ""
        raise CannotWrite(f'"{folder}" cannot be written: {error.strerror or error}{named}. Make room or give write permission '
                          "there, or name another folder; then run the same command again.") from error


@contextmanager
def _alone(docs: Path) -> Iterator[None]:
    """Keep other processes out of the folder meanwhile."""
    docs.mkdir(parents=True, exist_ok=True)
    claim_alone(docs / _CLAIM, docs)
    try:
        yield
    finally:
        give_up(docs / _CLAIM)


def claim_alone(path: Path, folder: Path) -> None:
    """Claim a folder by a file.  Raises CannotWrite while another process has it."""
    other = claim(path)
    if other is not None:
        raise CannotWrite(f'Process {other} is writing into "{folder}". Run the same command again when it is done; '
                          f'if it is no such process, remove "{path}" first.')


def owned_files(path: Path) -> set[str] | None:
    """The file names in a list of owned files; None where there is no such list."""
    try:
        listed = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return set()
    return {name for name in listed if isinstance(name, str)} if isinstance(listed, list) else set()


def list_of_files(names: set[str]) -> bytes:
    """A list of owned files, as it stands on disk."""
    return json.dumps(sorted(names), indent=0).encode()


def _owned(docs: Path) -> set[str] | None:
    """The files this generator wrote before; other files in the folder are left alone."""
    return owned_files(docs / _OWNED)


def _refuse_to_overwrite(pages: Sequence[Page], docs: Path, owned: set[str] | None) -> None:
    """In a folder where nothing was generated before, a file that is in the way is somebody's work."""
    for page in pages if owned is None else ():
        target = docs / page.path
        if target.exists() and not (target.is_file() and target.read_bytes() == page.data):
            raise CannotWrite(f'"{target}" is there already, and was not generated: it would be overwritten. '
                              "Move it away, or name another folder.")


def _write_list(docs: Path, names: set[str]) -> None:
    _write(docs, _OWNED, list_of_files(names))


def _write(docs: Path, path: str, data: bytes) -> bool:
    target = docs / path
    if not target.is_symlink() and target.is_file() and target.read_bytes() == data:
        return False
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(docs)):
        raise CannotWrite(f'"{target.parent}" leads out of "{docs}", so nothing is written there. Remove the link.')
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = docs / f".generated-{os.getpid()}.new"
    try:
        with unfinished.open("xb") as file:
            file.write(data)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return True


def _remove_unfinished(docs: Path) -> None:
    """What a run that was cut short left."""
    for path in docs.iterdir():
        if _UNFINISHED.fullmatch(path.name) and path.is_file():
            path.unlink()


def _remove(docs: Path, path: str) -> None:
    target = (docs / path).resolve()
    if docs.resolve() not in target.parents or not target.is_file():
        return
    target.unlink()
    for folder in target.parents:
        if folder == docs.resolve() or any(folder.iterdir()):
            break
        folder.rmdir()
