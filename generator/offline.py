"""The finished site as one zip file that is read from a disk, without a server.

In: the folder of a finished site.  Out: the bytes of a zip file.  Never: changes the site, or packs what no build of it made.

On a disk the address of a folder shows a list of files, so links to folders lead to the page in them. The same site makes the
same bytes. Links that scripts make are put right when they are used: see assets/site.js.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from generator.disk import write_changed
from generator.publish import files_made

OFFLINE = "KB_OFFLINE"  # the environment variable behind --offline: the folder for the file, for the process that builds the site
_FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows
_PLAIN_FILE, _UNIX = 0o100644 << 16, 3
_TAG = re.compile(r'<(?:a|form|link)\b(?:[^<>"]|"[^"]*")*>')
_ADDRESS = re.compile(r'(?<=\s)(?P<name>href|action)="(?P<path>[^"?#:]+)(?P<rest>[?#][^"]*)?"')


def write_offline(site: Path, folder: Path, title: str) -> Path:
    """Write the zip file of a site, called after its title, into a folder."""
    name = f"{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-') or 'site'}-offline"
    write_changed(folder / f"{name}.zip", packed(site, name))
    return folder / f"{name}.zip"


def packed(site: Path, name: str) -> bytes:
    """The zip file of a site, with everything in a folder of this name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, data in _files(site):
            entry = zipfile.ZipInfo(f"{name}/{path}", _MOMENT)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return made.getvalue()


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    made = files_made(site)
    grounded = _Grounded(made)
    for path in sorted(made - {*_FOR_SERVERS}):
        data = (site / path).read_bytes()
        yield path, grounded.page(path, data.decode()).encode() if path.endswith(".html") else data


@dataclass(frozen=True, slots=True)
class _Grounded:
    """Puts links right; `made` are the files of the site."""

    made: set[str]

    def page(self, path: str, html: str) -> str:
        """A page whose links to folders lead to the page in each."""
        return _TAG.sub(lambda tag: _ADDRESS.sub(lambda address: self._address(path, address), tag[0]), html)

    def _address(self, path: str, address: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address["path"]), "index.html"))
        if target not in self.made:
            return address[0]
        return f'{address["name"]}="{address["path"].rstrip("/")}/index.html{address["rest"] or ""}"'
