"""kb release: whole or not at all, once, and the same bytes wherever it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands import releasing
from tests.commands.running import broken, kb
from tests.worlds import World, codes, files_below

HOME = "content/editions"


def release(world: World, *arguments: str):
    return kb("release", *(arguments or ("2025.1", "--date", "2025-11-01")), "--root", world.root)


def bytes_of(world: World) -> dict[str, bytes]:
    return {path: data for path, (data, _) in files_below(world.root / HOME).items()} if (world.root / HOME).exists() else {}


def test_a_release_says_what_it_did_and_what_comes_next(small_world: World) -> None:
    done = release(small_world)
    assert (done.exit_code, sorted(bytes_of(small_world))) == (0, ["2025.1.yaml", "2025.1.zip"])
    assert done.stdout.splitlines() == [
        "content/editions/2025.1.yaml and 2025.1.zip hold 22 items as of 2025-11-01.",
        'Next: write  edition: {id: "2025.1", date: 2025-11-01}  in content/kb.yaml, so that pages name it; then commit all '
        "three files."]


def test_a_release_changes_nothing_else(small_world: World) -> None:
    before = files_below(small_world.root)
    release(small_world)
    after = files_below(small_world.root)
    assert {path: after[path] for path in before} == before
    assert codes(small_world.problems()) == []


def test_the_same_content_gives_the_same_bytes(small_world: World) -> None:
    release(small_world)
    first = bytes_of(small_world)
    for path in first:
        (small_world.root / HOME / path).unlink()
    release(small_world)
    assert bytes_of(small_world) == first


def test_pages_of_an_edition_carry_its_name_and_answer_as_of_its_day(small_world: World) -> None:
    release(small_world)
    small_world.edit("content/kb.yaml", 'id: "2026.1"', 'id: "2025.9"')
    page = small_world.pages()["editions/2025.1/scenarios/wilting-plant/index.md"].data.decode()
    assert "| Edition | 2025.1 |" in page


@pytest.mark.parametrize(("arguments", "said"), [
    (("unreleased",), "cannot be the name"), (("2027/1",), "cannot be the name"), (("../x",), "cannot be the name"),
    (("Edition 1",), "cannot be the name"), (("con",), "cannot be the name"), (("index",), "cannot be the name"),
    (("2027.1", "--date", "soon"), "is not a date"),
])
def test_a_name_or_a_day_that_cannot_be_is_wrong_usage(small_world: World, arguments: tuple[str, ...], said: str) -> None:
    done = release(small_world, *arguments)
    assert (done.exit_code, said in done.output, bytes_of(small_world)) == (2, True, {})


def test_an_edition_is_released_once(small_world: World) -> None:
    release(small_world)
    before = bytes_of(small_world)
    small_world.edit("content/pages/home.md", "One case", "Two cases")
    done = release(small_world)
    assert (done.exit_code, "never changed" in done.output, bytes_of(small_world) == before) == (2, True, True)


def test_an_edition_does_not_come_before_the_last_one(small_world: World) -> None:
    release(small_world)
    done = release(small_world, "2025.2", "--date", "2025-10-31")
    assert (done.exit_code, "2025-10-31 is before that" in done.output) == (2, True)


def test_nothing_is_released_while_there_are_errors(small_world: World) -> None:
    done = release(broken(small_world))
    assert (done.exit_code, done.stdout.splitlines()[-1], bytes_of(small_world)) == (1, "Nothing was released.", {})


def test_a_crash_between_the_two_files_leaves_no_edition_and_the_command_finishes_it(
        small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(releasing, "write_new", crash)
        assert release(small_world).exit_code == 130
    assert sorted(bytes_of(small_world)) == ["2025.1.zip"]
    assert codes(small_world.problems()) == ["half-an-edition"]
    done = release(small_world)
    assert done.exit_code == 0, done.output
    assert codes(small_world.problems()) == []


def test_a_folder_that_cannot_be_written_is_said_in_words(small_world: World) -> None:
    small_world.write(HOME, "no folder")
    done = release(small_world)
    assert done.exit_code == 1
    assert "cannot be written" in done.output or "stray-file" in done.output
