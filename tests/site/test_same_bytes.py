"""The same input gives the same bytes: in any folder, on any day, in any time zone and locale, in any order of files."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.press import Page
from tests.site.gardens import configure, plant, snapshot, well_built
from tests.worlds import REPOSITORY

# Put before everything else that Python starts with: another day, and folders listed backwards.
ANOTHER_DAY = """import datetime, os, time

SHIFT = 400 * 86400 + 12345
real_time, real_scandir, real_listdir = time.time, os.scandir, os.listdir


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=SHIFT)

    @classmethod
    def utcnow(cls):
        return super().utcnow() + datetime.timedelta(seconds=SHIFT)

    today = now


class LaterDate(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(seconds=SHIFT)


class Backwards:
    def __init__(self, path="."):
        with real_scandir(path) as found:
            self.entries = iter(sorted(found, key=lambda entry: os.fsencode(entry.name), reverse=True))

    def __iter__(self):
        return self.entries

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass


time.time = lambda: real_time() + SHIFT
datetime.datetime, datetime.date = Later, LaterDate
os.scandir = Backwards
os.listdir = lambda path=".": sorted(real_listdir(path), reverse=True)
"""
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0",
         "PYTHONHASHSEED": "4294967295", "SOURCE_DATE_EPOCH": "946684800"}


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment of another machine on another day."""
    start = tmp_path / "start"
    start.mkdir()
    (start / "sitecustomize.py").write_text(ANOTHER_DAY)
    return THERE | {"PYTHONPATH": str(start)}


def scatter_times(root: Path) -> None:
    """Give every file a moment of its own at which it was last changed."""
    for number, path in enumerate(sorted(root.rglob("*"))):
        os.utime(path, (10**9 + number * 10**6, 10**9 - number * 10**6))


def test_the_other_day_is_another_day(elsewhere: dict[str, str]) -> None:
    command = ("import datetime, os, time; names = os.listdir('.'); "
               "print(time.time(), datetime.datetime.now().timestamp(), names == sorted(names))")
    done = subprocess.run([sys.executable, "-c", command], env=os.environ | elsewhere, cwd=REPOSITORY, check=True,
                          capture_output=True, text=True)
    moment, now, forwards = done.stdout.split()
    assert float(moment) - (REPOSITORY / "mkdocs.yml").stat().st_mtime > 390 * 86400
    assert abs(float(moment) - float(now)) < 2 * 86400
    assert forwards == "False"


def test_a_site_built_elsewhere_on_another_day_is_the_same(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    one, two = plant(tmp_path / "one"), plant(tmp_path / "quite/another folder/two")
    scatter_times(two.root)
    first = snapshot(well_built(one.root, **HERE, KB_OFFLINE=str(one.root / "dist")))
    second = snapshot(well_built(two.root, **elsewhere, KB_OFFLINE=str(two.root / "dist")))
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert gzip.decompress(first["sitemap.xml.gz"]) == first["sitemap.xml"]
    packed = [world.root / "dist/plant-answers-offline.zip" for world in (one, two)]
    assert packed[0].read_bytes() == packed[1].read_bytes()


def test_a_site_with_an_address_is_the_same_too(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    one, two = plant(tmp_path / "one"), plant(tmp_path / "two")
    address = {"SITE_URL": "https://plants.example/kb/"}
    first, second = (snapshot(well_built(one.root, **HERE, **address)), snapshot(well_built(two.root, **elsewhere, **address)))
    assert [path for path in first if first[path] != second[path]] == []
    assert b"<lastmod>2026-02-01</lastmod>" in first["sitemap.xml"]
    assert gzip.decompress(first["sitemap.xml.gz"]) == first["sitemap.xml"]


def test_a_second_build_in_place_is_the_same(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    garden = plant(tmp_path / "plants")
    first = snapshot(well_built(garden.root, **HERE))
    scatter_times(garden.root / "content")
    assert snapshot(well_built(garden.root, **elsewhere)) == first


def test_what_a_build_broke_off_left_behind_changes_nothing(tmp_path: Path) -> None:
    garden = plant(tmp_path / "plants")
    first = snapshot(well_built(garden.root))
    shutil.copytree(garden.root / "site", garden.root / ".site.being-built")
    (garden.root / ".site.being-built/left.html").write_text("left")
    (garden.root / "build/docs/.generated-1.new").write_text("left")
    configure(garden.root)
    assert snapshot(well_built(garden.root)) == first


def test_the_shipped_pages_are_the_same_elsewhere_on_another_day(tmp_path: Path, elsewhere: dict[str, str],
                                                                 shipped_pages: tuple[Page, ...]) -> None:
    for folder in ("content", "scenarios"):
        shutil.copytree(REPOSITORY / folder, tmp_path / "copy" / folder)
    scatter_times(tmp_path / "copy")
    command = [sys.executable, "-m", "generator", "render", "--root", str(tmp_path / "copy"), "--to", str(tmp_path / "far away")]
    subprocess.run(command, cwd=REPOSITORY, env=os.environ | elsewhere, check=True, capture_output=True)
    found = snapshot(tmp_path / "far away")
    del found[".generated.json"]
    assert found == {page.path: page.data for page in shipped_pages}


def test_no_page_names_the_folder_it_was_built_in(tmp_path: Path) -> None:
    garden = plant(tmp_path / "plants")
    site = snapshot(well_built(garden.root))
    assert [path for path, data in site.items() if str(tmp_path).encode() in data or str(REPOSITORY).encode() in data] == []


def test_problems_are_the_same_and_readable_elsewhere(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    garden = plant(tmp_path / "plants")
    garden.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: größer ≥ 3")
    garden.edit("scenarios/indoor/wilting-plant.yaml", "moisture_top: 4.5", "moisture_top: 4,5")
    command = [sys.executable, "-m", "generator", "check", "--root", str(garden.root)]
    outputs = [subprocess.run(command, cwd=REPOSITORY, check=False, env=os.environ | more, capture_output=True)
               for more in (HERE, elsewhere)]
    assert [done.returncode for done in outputs] == [1, 1], outputs
    assert [b"Traceback" in done.stderr for done in outputs] == [False, False]
    assert outputs[0].stdout.count(b": [") == outputs[1].stdout.count(b": [") == 2
