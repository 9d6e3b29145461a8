"""The archive of an edition: its finished pages, the statements of all its items and what editors wrote, in one zip file.

In: bytes of content/editions/<id>.zip; or pages, snapshots and sources.  Out: Archive.  Never: takes a name that leads out of it.

The same pages and snapshots always give the same bytes: sorted, with one moment for all files.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.origin import Where
from generator.read.statements import VERSION, Snapshot, snapshot_of

LARGEST = 200_000_000
_EDITION, _PAGES, _STATEMENTS, _SOURCES, _JSON = "edition.yaml", "pages/", "statements/", "sources/", ".json"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows
_UNIX, _PLAIN_FILE = 3, 0o644 << 16
_NAME = re.compile(r"(?:[a-z0-9_-][a-z0-9._-]*/)*[a-z0-9_-][a-z0-9._-]*")


class BadArchiveError(ValueError):
    """The bytes are no archive of an edition."""


@dataclass(frozen=True)
class Archive:
    """The bytes, opened when they are needed."""

    data: bytes

    @property
    def digest(self) -> str:
        """The digest of all of it."""
        return f"{VERSION}:sha256:{hashlib.sha256(self.data).hexdigest()}"

    def pages(self) -> Iterator[tuple[str, str]]:
        """Path and Markdown of every page."""
        for name in self._below(_PAGES):
            yield name.removeprefix(_PAGES), self._bytes(name).decode()

    def sources(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every file that editors wrote, as far as it makes the pages."""
        for name in self._below(_SOURCES):
            yield name.removeprefix(_SOURCES), self._bytes(name)

    @property
    def edition(self) -> bytes:
        """The edition that it belongs to, as YAML."""
        return self._bytes(_EDITION) if _EDITION in self._names else b""

    def items(self) -> tuple[str, ...]:
        """The items of which it holds the statements."""
        return tuple(name.removeprefix(_STATEMENTS).removesuffix(_JSON) for name in self._below(_STATEMENTS))

    def snapshot(self, item: str) -> Snapshot | None:
        """The statements of an item, if it was there and they can be read."""
        name = f"{_STATEMENTS}{item}{_JSON}"
        return snapshot_of(self._bytes(name), Where(name)) if name in self._names else None

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self.data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise BadArchiveError(str(error)) from error

    @cached_property
    def _names(self) -> frozenset[str]:
        names = frozenset(self._zip.namelist())
        if any(not _NAME.fullmatch(name) for name in names):
            raise BadArchiveError("a name in it could lead elsewhere")
        return names

    def _below(self, folder: str) -> list[str]:
        return sorted(name for name in self._names if name.startswith(folder))

    def _bytes(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise BadArchiveError(str(error)) from error


def packed(edition: bytes, pages: Mapping[str, bytes], snapshots: Iterable[Snapshot],
           sources: Mapping[str, bytes] | None = None) -> Archive:
    """What an edition says of itself, pages by path, snapshots, and sources by path, as an archive."""
    files = {_EDITION: edition, **{f"{_PAGES}{path}": data for path, data in pages.items()}}
    files |= {f"{_SOURCES}{path}": data for path, data in (sources or {}).items() if _NAME.fullmatch(path)}
    files |= {f"{_STATEMENTS}{one.item}{_JSON}": one.data for one in snapshots}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return Archive(made.getvalue())
