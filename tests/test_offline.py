"""The site as a zip file: the same bytes of the same site, links that lead to files, and nothing that a disk has no use for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.offline import packed, write_offline
from generator.publish import begin, finish

PAGES = {
    "index.html": '<a href="cases/">x</a>', "404.html": "", "sitemap.xml": "", "cases/index.html": "", "cases/one/index.html": "",
    "assets/site.js": 'const here = "cases/";', "data/a.json": "{}",
}


def site_of(folder: Path, **pages: str) -> Path:
    """A finished site of these pages, and a file that somebody put into it."""
    site = folder / "site"
    site.mkdir(parents=True)
    made = begin(site)
    for path, text in (PAGES | pages).items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text, "utf-8")
    finish(site)
    (site / "CNAME").write_text("plants.example")
    return site


def files_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def page_of(tmp_path: Path, text: str) -> str:
    """A page of cases with this text, as it is in the zip file."""
    return files_of(packed(site_of(tmp_path, **{"cases/one/index.html": text}), "copy"))["copy/cases/one/index.html"]


def test_the_same_site_makes_the_same_bytes(tmp_path: Path) -> None:
    one, other = (packed(site_of(tmp_path / name), "copy") for name in ("one", "other"))
    assert one == other


def test_it_holds_what_the_build_made_and_a_disk_has_a_use_for(tmp_path: Path) -> None:
    assert set(files_of(packed(site_of(tmp_path), "copy"))) == {
        "copy/index.html", "copy/cases/index.html", "copy/cases/one/index.html", "copy/assets/site.js", "copy/data/a.json"}


def test_the_file_is_called_after_the_title_of_the_site(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    assert write_offline(site, tmp_path / "dist", "Plants & Pots: answers").name == "plants-pots-answers-offline.zip"
    assert write_offline(site, tmp_path / "dist", "植物").name == "site-offline.zip"


def test_the_site_stays_as_it_is(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    write_offline(site, tmp_path / "dist", "Plants")
    assert (site / "index.html").read_text() == PAGES["index.html"]


@pytest.mark.parametrize(("written", "packed_as"), [
    ('<a href="../">', '<a href="../index.html">'),
    ('<a href="..">', '<a href="../index.html">'),
    ('<a href=".">', '<a href="./index.html">'),
    ('<a href="../../">', '<a href="../../index.html">'),
    ('<a class="x" title="a > b" href="../#y">', '<a class="x" title="a > b" href="../index.html#y">'),
    ('<a href="../?q=1&amp;r=2#y">', '<a href="../index.html?q=1&amp;r=2#y">'),
    ('<form action="../../cases/" method="get">', '<form action="../../cases/index.html" method="get">'),
])
def test_a_link_to_a_folder_leads_to_its_page(tmp_path: Path, written: str, packed_as: str) -> None:
    assert page_of(tmp_path, written) == packed_as


@pytest.mark.parametrize("written", [
    '<a href="#y">', '<a href="?q=1">', '<a href="https://plants.example/cases/">', '<a href="mailto:a@plants.example">',
    '<a href="../../data/a.json">', '<a href="../nowhere/">', '<a data-href="../">', '<p title="../">', '&lt;a href="../"&gt;',
    '<img src="../">', '<a href="">',
])
def test_everything_else_is_left_alone(tmp_path: Path, written: str) -> None:
    assert page_of(tmp_path, written) == written
