"""Files in wrong places, links, names, and what the system does not let us read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.origin import Level
from generator.read.files import RESERVED
from tests.worlds import World

CLUB = "content/guidelines/garden-club-2020.yaml"


def found(world: World) -> list[tuple[str, str]]:
    return [(problem.where.file, problem.code) for problem in world.problems()]


def link(world: World, path: str, target: Path | str) -> None:
    (world.root / path).parent.mkdir(parents=True, exist_ok=True)
    (world.root / path).symlink_to(target)


@pytest.mark.parametrize("path", [
    "scenarios/lost.yaml", "scenarios/indoor/deep/lost.yaml", "scenarios/indoor/lost.yml", "scenarios/indoor/lost.YAML",
    "content/lost.yaml", "content/guidelines/deep/lost.yaml", "content/medicines/lost.yaml", "content/pages/lost.yaml",
])
def test_a_yaml_file_that_nobody_reads_is_an_error(small_world: World, path: str) -> None:
    small_world.write(path, "id: lost\n")
    assert found(small_world) == [(path, "stray-file")]


@pytest.mark.parametrize("path", ["content/notes.txt", "content/guidelines/draft.yaml.bak", "content/pages/deep/page.md",
                                  "scenarios/README.md", "content/pages/picture.png"])
def test_another_file_that_nobody_reads_is_a_warning(small_world: World, path: str) -> None:
    small_world.write(path, "text\n")
    assert [(problem.where.file, problem.level) for problem in small_world.problems()] == [(path, Level.WARNING)]


@pytest.mark.parametrize("path", ["content/.notes", "content/guidelines/.#garden-club-2020.yaml", "scenarios/.git/x.yaml"])
def test_hidden_files_are_nobody_s_business(small_world: World, path: str) -> None:
    small_world.write(path, "id: [\n")
    assert found(small_world) == []


@pytest.mark.parametrize("path", ["content/guidelines/folder.yaml", "scenarios/indoor/folder.yaml", "content/kb.yaml.yml"])
def test_a_folder_with_the_name_of_a_file_is_named(small_world: World, path: str) -> None:
    (small_world.root / path).mkdir()
    assert found(small_world) == [(path, "not-a-file")]


def test_a_folder_in_the_place_of_a_file_that_is_needed_is_named_once(small_world: World) -> None:
    (small_world.root / "content/kb.yaml").unlink()
    (small_world.root / "content/kb.yaml").mkdir()
    assert found(small_world) == [("content/kb.yaml", "not-a-file")]


def test_a_pipe_is_not_opened(small_world: World) -> None:
    os.mkfifo(small_world.root / "content/guidelines/pipe.yaml")
    assert found(small_world) == [("content/guidelines/pipe.yaml", "not-a-file")]


def test_a_link_that_leads_nowhere_is_named(small_world: World) -> None:
    link(small_world, "content/guidelines/gone.yaml", "nowhere.yaml")
    assert found(small_world) == [("content/guidelines/gone.yaml", "not-a-file")]


def test_links_in_a_circle_are_named(small_world: World) -> None:
    link(small_world, "scenarios/indoor/one.yaml", "two.yaml")
    link(small_world, "scenarios/indoor/two.yaml", "one.yaml")
    assert found(small_world) == [("scenarios/indoor/one.yaml", "not-a-file"), ("scenarios/indoor/two.yaml", "not-a-file")]


def test_a_link_out_of_the_knowledge_base_is_not_read(small_world: World, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("password: swordfish\n")
    link(small_world, "content/guidelines/secret.yaml", tmp_path / "secret.yaml")
    problems = small_world.problems()
    assert [(problem.where.file, problem.code) for problem in problems] == [("content/guidelines/secret.yaml", "leads-outside")]
    assert "swordfish" not in "".join(map(str, problems))
    assert "password" not in "".join(map(str, problems))


def test_a_link_inside_the_knowledge_base_is_read(small_world: World) -> None:
    (small_world.root / CLUB).rename(small_world.root / "content/garden.txt")
    link(small_world, CLUB, small_world.root / "content/garden.txt")
    assert found(small_world) == [("content/garden.txt", "stray-file")]


def test_a_link_to_a_folder_is_not_followed(small_world: World, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/plant.yaml").write_text("id: [\n")
    link(small_world, "scenarios/outdoor", tmp_path / "outside")
    link(small_world, "scenarios/round", small_world.root / "scenarios")
    assert found(small_world) == [("scenarios/outdoor", "link-to-folder"), ("scenarios/round", "link-to-folder")]


@pytest.mark.parametrize("folder", ["content", "scenarios"])
def test_a_whole_folder_that_lies_elsewhere_is_not_read(small_world: World, tmp_path: Path, folder: str) -> None:
    (small_world.root / folder).rename(tmp_path / "elsewhere")
    link(small_world, folder, tmp_path / "elsewhere")
    assert (folder, "leads-outside") in found(small_world)


def test_a_file_that_the_system_does_not_open_is_named(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def refuse(path: Path, *arguments, **named):
        if path.name == "garden-club-2020.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    problems = small_world.problems()
    assert [(problem.where.file, problem.code) for problem in problems] == [(CLUB, "unreadable")]
    assert "Permission denied" in problems[0].message


def test_a_folder_that_the_system_does_not_open_is_named(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path):
        if str(path).endswith("drugs"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert ("content/drugs", "unreadable") in found(small_world)


@pytest.mark.parametrize(("name", "shown"), [
    ("two\nlines.yaml", "two\\x0alines.yaml"), ("bell\x07.yaml", "bell\\x07.yaml"), ("turned\u202e.yaml", "turned\\u202e.yaml"),
    ("fougère.yaml", "foug\\xe8re.yaml"), (os.fsdecode(b"caf\xe9.yaml"), "caf\\udce9.yaml"),
])
def test_a_name_that_cannot_be_shown_everywhere_is_refused_and_shown(small_world: World, name: str, shown: str) -> None:
    small_world.write(f"content/guidelines/{name}", "id: [\n")
    assert found(small_world) == [(f"content/guidelines/{shown}", "bad-name")]
    assert "".join(map(str, small_world.problems())).isascii()


@pytest.mark.parametrize("topic", ["In Doors", "a: b", "UPPER", "tab\there"])
def test_a_topic_of_cases_has_a_plain_name(small_world: World, topic: str) -> None:
    text = small_world.text("scenarios/indoor/healthy-young-fern.yaml").replace("healthy-young-fern", "another-fern")
    small_world.write(f"scenarios/{topic}/another-fern.yaml", text)
    assert {code for _, code in found(small_world)} == {"bad-name"}


@pytest.mark.parametrize("name", ["con", "nul", "com1", "index"])
def test_a_name_that_some_machines_keep_for_themselves_is_refused(small_world: World, name: str) -> None:
    text = small_world.text("scenarios/indoor/healthy-young-fern.yaml").replace("healthy-young-fern", name)
    small_world.write(f"scenarios/indoor/{name}.yaml", text)
    assert name in RESERVED
    assert found(small_world) == [(f"scenarios/indoor/{name}.yaml", "reserved-name")]


def test_a_file_larger_than_any_memory_is_not_read_whole(small_world: World) -> None:
    with (small_world.root / "content/guidelines/endless.yaml").open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: it takes no room on disk
    assert found(small_world) == [("content/guidelines/endless.yaml", "too-large")]


def test_a_folder_of_content_may_be_missing(small_world: World) -> None:
    (small_world.root / "content/drugs").rename(small_world.root / "put-away")
    assert {code for _, code in found(small_world)} == {"unknown-drug", "unused-reference"}
