"""Read content/editions/<id>.yaml and its archive: editions of the knowledge base, each as it was on its day.

In: Tree, bytes of the archive.  Out: Release, Problems.  Never: takes an archive that is not the one which was released.

Guidelines have editions, too; a released state of the whole knowledge base is therefore called a release in the code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import Field

from generator.origin import Level, Problem, Where
from generator.read.archives import LARGEST, Archive, BadArchiveError
from generator.read.fields import Day, Digest, EditionName, Id, ItemName, Line, PageAddress, Short
from generator.read.files import RESERVED, Files
from generator.read.shape import Shape, fit, no_repeats
from generator.read.statements import Seen
from generator.read.text import HIDDEN
from generator.read.yamltree import Tree, read_tree

FOLDER = "content/editions"
UNRELEASED = "unreleased"
_HEAD = "# Written by  kb release  and never changed; a check compares it with the zip file beside it.\n"
_HELP = "Editions are written by  kb release  and never changed. Take it back from version control."


class FrozenItemShape(Shape):
    """One item as it was on the day of the edition."""

    item: ItemName = Field(description="The item, as kind/id.")
    title: Line = Field(description="Its title.")
    page: PageAddress = Field(description="The address of its page, below the root of the site.")
    status: Id = Field(description="Its review status on that day.")
    seen: Short = Field(description="The beginnings of its two digests, of meaning and of words.")


class ReleaseShape(Shape):
    """A released edition; written once, by `kb release`, and never changed."""

    id: EditionName = Field(description="Name of the edition; the file is named after it.")
    date: Day = Field(description="Its day.")
    note: Line | None = Field(None, description="What readers should know of it.")
    archive: Digest = Field(description="Digest of the zip file beside this one, with all pages and statements.")
    items: list[FrozenItemShape] = Field(description="Everything that was under review.")


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenItem:
    """One item as it was; `seen` are its digests in short."""

    item: str
    title: str
    page: str
    status: str
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """A released edition."""

    id: str
    date: str
    note: str
    items: Mapping[str, FrozenItem]
    archive: Archive
    where: Where

    @property
    def data(self) -> bytes:
        """The edition as a YAML file."""
        return f"{_HEAD}archive: {self.archive.digest}\n".encode() + self.described

    @property
    def described(self) -> bytes:
        """All of it but the digest of its archive, in which the same stands, so that no line can be changed unseen."""
        return described(self.id, self.date, self.note, self.items.values())


def described(id: str, date: str, note: str, items: Iterable[FrozenItem]) -> bytes:
    """An edition as YAML; JSON's quotation marks are YAML's."""
    head = [f"id: {_quoted(id)}", f"date: {date}", *([f"note: {_quoted(note)}"] if note else []), "items:"]
    lines = (f"  - {{item: {one.item}, title: {_quoted(one.title)}, page: {_quoted(one.page)}, status: {one.status}, "
             f"seen: {one.seen}}}" for one in items)
    return "\n".join([*head, *lines, ""]).encode()


def frozen(title: str, page: str, status: str, seen: Seen) -> FrozenItem:
    """An item as it is now."""
    return FrozenItem(item=seen.item, title=_one_line(title), page=page, status=status, seen=seen.brief)


def _one_line(text: str) -> str:
    return " ".join(HIDDEN.sub(" ", text).split())


def _quoted(text: str) -> str:
    return json.dumps(_one_line(text), ensure_ascii=False)


def releases_in(files: Files, problems: list[Problem]) -> tuple[Release, ...]:
    """Every edition that is there, the oldest first."""
    paths = files.matching(FOLDER, "*.yaml")
    read = (_read(path, files, problems) for path in paths)
    for path in files.matching(FOLDER, "*.zip"):
        if _beside(path, ".yaml") not in paths:
            problems.append(Problem(Where(path), "half-an-edition", "this archive belongs to no edition",
                                    "A release was cut short: run  kb release  again with the same name, or delete the file.",
                                    Level.WARNING))
    return tuple(sorted((one for one in read if one is not None), key=lambda one: (one.date, one.id)))


def _beside(path: str, suffix: str) -> str:
    return str(PurePosixPath(path).with_suffix("")) + suffix


def _read(path: str, files: Files, problems: list[Problem]) -> Release | None:
    data = files.data(path)
    tree, found = (None, []) if data is None else read_tree(data, path)
    problems += found
    packed = _beside(path, ".zip")
    archive = files.data(packed, LARGEST) if packed in files else None
    return None if tree is None else read_release(tree, path, archive, problems)


def read_release(tree: Tree, path: str, data: bytes | None, problems: list[Problem]) -> Release | None:
    """One edition with its archive; the digest that was written down must be the archive's."""
    shape = fit(ReleaseShape, tree, problems)
    if shape is None:
        return None
    where, stem = shape.id.where, path.rpartition("/")[2].removesuffix(".yaml")
    if shape.id != stem:
        problems.append(Problem(where, "id-not-file-name", f'the id "{shape.id}" is not the name of the file',
                                f"Write  id: {stem} , or rename the file."))
    if not may_name(shape.id):
        problems.append(Problem(where, "reserved-name", f'"{shape.id}" cannot name an edition', "Choose another name."))
    no_repeats([one.item for one in shape.items], "item", problems)
    archive = Archive(data or b"")
    if data is None:
        problems.append(Problem(where, "missing-archive", "the archive of this edition is not there",
                                f"{_beside(path, '.zip')} is missing. {_HELP}"))
        return None
    if archive.digest != shape.archive:
        problems.append(Problem(shape.archive.where, "changed-edition", "the archive is not the one that was released", _HELP))
        return None
    return Release(id=shape.id, date=shape.date.isoformat(), note=shape.note or "", archive=archive, where=where,
                   items={one.item: one for one in map(_item, shape.items)})


def may_name(id: str) -> bool:
    """Whether a name may be an edition's: it becomes the name of files and addresses."""
    return id != UNRELEASED and id not in RESERVED


def _item(shape: FrozenItemShape) -> FrozenItem:
    return FrozenItem(item=str(shape.item), title=str(shape.title), page=str(shape.page), status=str(shape.status),
                      seen=str(shape.seen))


def mismatches(release: Release) -> Iterable[str]:
    """The items of an edition whose statements are not those that its digests were made of."""
    try:
        kept = {item: release.archive.snapshot(item) for item in release.archive.items()}
        pages = dict(release.archive.pages())
    except (BadArchiveError, UnicodeDecodeError):
        return ("all of it",)
    if not pages or release.archive.edition != release.described:
        return ("one of its lines",)
    said = {item: None if one is None else one.seen.brief for item, one in kept.items()}
    return sorted(item for item in {*said, *release.items}
                  if item not in release.items or said.get(item) != release.items[item].seen)
