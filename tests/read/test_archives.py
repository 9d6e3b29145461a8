from __future__ import annotations

import io
import zipfile

import pytest

from generator.origin import Where
from generator.read.archives import Archive, BadArchiveError, packed
from generator.read.statements import Snapshot, Statement

LINE = Statement(id="a", heading="", words="Water it.", meaning="water", where=Where("a.yaml"))
SEEN = Snapshot(item="advice/a", statements=(LINE,))
PAGES = {"index.md": b"# Home\n", "advice/a.md": "# Größe\n".encode()}


def zip_of(**files: str) -> Archive:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return Archive(made.getvalue())


def test_what_is_packed_comes_out_again() -> None:
    archive = Archive(packed(b"id: x\n", PAGES, [SEEN]).data)
    assert dict(archive.pages()) == {"advice/a.md": "# Größe\n", "index.md": "# Home\n"}
    assert archive.items() == ("advice/a",)
    assert archive.edition == b"id: x\n"
    found = archive.snapshot("advice/a")
    assert found is not None
    assert found.seen == SEEN.seen


def test_the_same_gives_the_same_bytes_whatever_the_order() -> None:
    assert packed(b"e", PAGES, [SEEN]).data == packed(b"e", dict(reversed(PAGES.items())), [SEEN]).data


def test_what_was_not_there_has_no_statements() -> None:
    assert packed(b"e", PAGES, [SEEN]).snapshot("advice/b") is None


@pytest.mark.parametrize("data", [b"", b"no zip", packed(b"e", PAGES, [SEEN]).data[:-30]])
def test_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    with pytest.raises(BadArchiveError):
        Archive(data).items()


@pytest.mark.parametrize("name", ["pages/../../x.md", "/pages/x.md", "pages//x.md", "pages/.x.md", "pages/X y.md", "pages\\x.md"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(BadArchiveError):
        dict(zip_of(**{name: "x"}).pages())


def test_a_spoilt_file_is_refused() -> None:
    data = bytearray(packed(b"e", {"index.md": b"x" * 500}, []).data)
    data[data.index(b"pages/index.md") + 16] ^= 0xFF
    with pytest.raises(BadArchiveError):
        dict(Archive(bytes(data)).pages())
