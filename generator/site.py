"""Put pages on disk, and have MkDocs build them.

In: Pages.  Out: files.  Never: writes a file that did not change, or removes one it does not own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from generator.press import Page

_OWNED = ".generated.json"


def write_pages(pages: Sequence[Page], docs: Path) -> tuple[int, int]:
    """Write what changed and remove owned files that are gone.  Returns how many were written and removed."""
    docs.mkdir(parents=True, exist_ok=True)
    written = sum(_write(docs / page.path, page.data) for page in pages)
    now = {page.path for page in pages}
    gone = sorted(_owned(docs) - now)
    for path in gone:
        _remove(docs, path)
    _write(docs / _OWNED, json.dumps(sorted(now), indent=0).encode())
    return written, len(gone)


def _owned(docs: Path) -> set[str]:
    """The files this generator wrote before; other files in the folder are left alone."""
    try:
        listed = json.loads((docs / _OWNED).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return set()
    return {path for path in listed if isinstance(path, str)} if isinstance(listed, list) else set()


def _write(target: Path, data: bytes) -> bool:
    if target.is_file() and target.read_bytes() == data:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return True


def _remove(docs: Path, path: str) -> None:
    target = (docs / path).resolve()
    if docs.resolve() not in target.parents or not target.is_file():
        return
    target.unlink()
    for folder in target.parents:
        if folder == docs.resolve() or any(folder.iterdir()):
            break
        folder.rmdir()
