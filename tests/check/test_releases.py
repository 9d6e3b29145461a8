"""What was released stays as it was; what corrections and events name is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.read.archives import Archive, packed
from tests.editions import FIRST, release
from tests.worlds import SMALL_WORLD, World, codes

YAML, ZIP = f"content/editions/{FIRST}.yaml", f"content/editions/{FIRST}.zip"


@pytest.fixture(scope="module")
def mother(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("released") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    release(World(root), FIRST, "2025-11-01", "The first one")
    return World(root)


@pytest.fixture
def world(mother: World, tmp_path: Path) -> World:
    shutil.copytree(mother.root, tmp_path / "plants")
    return World(tmp_path / "plants")


def test_a_released_edition_is_sound(world: World) -> None:
    assert codes(world.problems()) == []


@pytest.mark.parametrize(("old", "new"), [
    ("date: 2025-11-01", "date: 2025-11-02"), ('note: "The first one"', 'note: "The only one"'),
    ("status: submitted, seen: c", "status: approved, seen: c"), ('title: "Daily care"', 'title: "Weekly care"'),
])
def test_no_line_of_an_edition_is_changed_unseen(world: World, old: str, new: str) -> None:
    world.edit(YAML, old, new)
    assert codes(world.problems()) == ["forged-edition"]


def test_an_archive_that_is_another_is_found_out(world: World) -> None:
    archive = Archive((world.root / ZIP).read_bytes())
    snapshots = [one for one in map(archive.snapshot, archive.items()) if one is not None]
    pages = {path: text.replace("water", "wine").encode() for path, text in archive.pages()}
    world.write(ZIP, packed(archive.edition, pages, snapshots).data)
    assert codes(world.problems()) == ["changed-edition"]


def test_statements_that_are_others_are_found_out_even_with_a_new_digest(world: World) -> None:
    archive = Archive((world.root / ZIP).read_bytes())
    snapshots = [one for one in map(archive.snapshot, archive.items()[1:]) if one is not None]
    forged = packed(archive.edition, {path: text.encode() for path, text in archive.pages()}, snapshots)
    world.edit(YAML, archive.digest, forged.digest)
    world.write(ZIP, forged.data)
    assert codes(world.problems()) == ["forged-edition"]


def test_what_is_no_archive_is_named_and_stops_nothing_else(world: World) -> None:
    world.edit(YAML, Archive((world.root / ZIP).read_bytes()).digest, Archive(b"no zip").digest)
    world.write(ZIP, b"no zip")
    assert codes(world.problems()) == ["forged-edition"]


def test_an_edition_without_its_archive_is_an_error(world: World) -> None:
    (world.root / ZIP).unlink()
    assert codes(world.problems()) == ["missing-archive"]


def test_an_archive_without_its_edition_is_half_an_edition(world: World) -> None:
    (world.root / YAML).unlink()
    assert codes(world.problems()) == ["half-an-edition"]


def test_an_edition_is_called_as_its_file_is(world: World) -> None:
    (world.root / YAML).rename(world.root / "content/editions/2025.9.yaml")
    (world.root / ZIP).rename(world.root / "content/editions/2025.9.zip")
    assert codes(world.problems()) == ["id-not-file-name"]


def test_pages_that_name_an_older_edition_are_doubted(world: World) -> None:
    world.edit("content/kb.yaml", "date: 2026-02-01}", "date: 2025-10-01}")
    assert codes(world.problems()) == ["edition-behind"]


CORRECTION = """corrections:
  - {id: wet-soil, date: 2026-01-01, items: [drugs/soap_spray], wrong: So., done: Not so., harm: no}
"""


def test_a_correction_of_what_is_not_there_leads_nowhere(world: World) -> None:
    world.write("content/corrections.yaml", CORRECTION.replace("soap_spray", "soap-spray"))
    found = world.problems()
    assert codes(found) == ["correction-of-nothing"]
    assert "soap_spray" in found[0].hint


def test_a_correction_may_speak_of_what_was_there_once(world: World) -> None:
    world.write("content/corrections.yaml", CORRECTION.replace("drugs/soap_spray", "scenarios/healthy-young-fern"))
    (world.root / "scenarios/indoor/healthy-young-fern.yaml").unlink()
    assert "correction-of-nothing" not in codes(world.problems())


DIGEST = f"1:sha256:{'0' * 64}"
EVENT = f"""item: drugs/soap_spray
events:
  - {{action: dissent, date: 2026-01-01, by: anna, role: botanist, meaning: "{DIGEST}", words: "{DIGEST}", message: """


@pytest.mark.parametrize(("message", "known"), [("wet-soil", True), ("wet-sole", False), ('"#12"', True),
                                                ("https://plants.example/12", True)])
def test_an_event_names_a_correction_that_is_there(world: World, message: str, known: bool) -> None:
    world.write("content/corrections.yaml", CORRECTION)
    world.write("content/reviews/drugs/soap_spray.yaml", f"{EVENT}{message}}}\n")
    assert ("unknown-correction" not in codes(world.problems())) is known
