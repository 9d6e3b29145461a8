"""`kb check --since REV`: the record of reviews is only ever added to."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import Result

from tests.commands.running import kb, problem_lines
from tests.review.worlds import read_at_source, with_people
from tests.worlds import SMALL_WORLD, World

CARE, RECORD, SEEN = "advice/daily-care", "content/reviews/advice/daily-care.yaml", "content/reviews/seen"
DAY = ("--date", "2026-02-01")


def git(root: Path, *arguments: str) -> None:
    """Git in a folder, without the settings of this machine."""
    named = {f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=os.environ | named | alone)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in a folder of which a small world lies, with a record of two events."""
    repository = tmp_path_factory.mktemp("repository")
    shutil.copytree(SMALL_WORLD, repository / "base" / "plants")
    world = read_at_source(with_people(World(repository / "base" / "plants")))
    for arguments in (("submit", CARE, "--by", "ada"), ("start", CARE, "--by", "bob")):
        assert kb("review", *arguments, *DAY, "--root", world.root).exit_code == 0
    git(repository, "init", "--quiet", "--initial-branch", "main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Reviewed")
    return repository


@pytest.fixture
def world(committed: Path, tmp_path: Path) -> World:
    shutil.copytree(committed, tmp_path / "copy")
    return World(tmp_path / "copy" / "base" / "plants")


def since(world: World, revision: str = "HEAD") -> Result:
    return kb("check", "--since", revision, "--root", world.root)


def found(world: World) -> list[tuple[str, str]]:
    """The place and code of each mistake that only the comparison finds."""
    alone = kb("check", "--root", world.root)
    lines = problem_lines(since(world).output)
    known = {match[0] for match in problem_lines(alone.output)}
    return [(f"{match['file']}:{match['line']}", match["code"]) for match in lines if match[0] not in known]


def lines_of(world: World) -> int:
    return len(world.text(RECORD).splitlines())


def test_what_is_as_it_was_passes(world: World) -> None:
    assert since(world).exit_code == 0
    assert since(world, "main").output == kb("check", "--root", world.root).output


def test_what_is_added_passes(world: World) -> None:
    world.write(RECORD, world.text(RECORD).rstrip("\n"))
    assert kb("review", "approve", CARE, "--by", "bob", *DAY, "--root", world.root).exit_code == 0
    assert kb("review", "submit", "soap_spray", "--by", "ada", *DAY, "--root", world.root).exit_code == 0
    assert since(world).exit_code == 0


def test_a_changed_event_is_named_where_it_stands(world: World) -> None:
    world.edit(RECORD, "by: bob", "by: gus")
    world.edit(RECORD, "role: botanist", "role: gardener")
    line = world.place(RECORD, "action: start").split(":")[1]
    assert found(world) == [(f"{RECORD}:{line}", "event-changed")]
    assert "event 2 is not what it was:  start  of 2026-02-01 by bob" in since(world).output
    assert since(world).exit_code == 1


def test_a_key_that_was_added_to_an_event_changes_it(world: World) -> None:
    world.write(RECORD, f"{world.text(RECORD)}    note: later\n")
    assert [code for _, code in found(world)] == ["event-changed"]


def test_a_removed_event_is_missed(world: World) -> None:
    world.write(RECORD, world.text(RECORD).partition("  - action: start")[0])
    assert found(world) == [(f"{RECORD}:{lines_of(world)}", "event-removed")]


def test_an_event_that_others_closed_up_on_is_missed(world: World) -> None:
    text = world.text(RECORD)
    first = text.partition("events:\n")[2].partition("  - action: start")[0]
    world.write(RECORD, text.replace(first, ""))
    assert [code for _, code in found(world)] == ["event-removed"]


def test_an_event_that_was_put_in_between_is_named(world: World) -> None:
    text = world.text(RECORD)
    start = text.partition("  - action: start")[2]
    world.write(RECORD, text.replace("  - action: start", f"  - action: dissent{start}  - action: start"))
    line = world.place(RECORD, "action: dissent").split(":")[1]
    assert found(world) == [(f"{RECORD}:{line}", "event-inserted")]


def test_a_remark_that_was_changed_is_not_as_it_was(world: World) -> None:
    world.edit(RECORD, "only ever added to", "sometimes added to")
    assert found(world) == [(f"{RECORD}:2", "record-rewritten")]


def test_a_removed_record_and_a_removed_snapshot_are_missed(world: World) -> None:
    snapshot = f"{SEEN}/{os.listdir(world.root / SEEN)[0]}"
    (world.root / snapshot).unlink()
    (world.root / RECORD).unlink()
    assert found(world) == [(f"{RECORD}:1", "record-removed"), (f"{snapshot}:1", "record-removed")]


def test_a_changed_snapshot_is_named(world: World) -> None:
    snapshot = f"{SEEN}/{os.listdir(world.root / SEEN)[0]}"
    world.write(snapshot, world.text(snapshot).replace("3 leaves", "9 leaves"))
    assert (f"{snapshot}:1", "record-rewritten") in found(world)


def test_a_record_that_cannot_be_read_any_more_is_compared_by_its_bytes(world: World) -> None:
    world.write(RECORD, world.text(RECORD).replace("events:", "events"))
    assert [code for _, code in found(world)] == ["record-rewritten"]


@pytest.mark.parametrize("revision", ["nowhere", "--all", "HEAD~7", "", "main:base"])
def test_an_unknown_revision_is_wrong_usage(world: World, revision: str) -> None:
    said = since(world, revision)
    assert (said.exit_code, "is no revision of this repository" in said.stderr) == (2, True)


def test_where_there_is_no_repository_that_is_said(small_world: World) -> None:
    said = since(small_world)
    assert (said.exit_code, "not a git repository" in said.stderr) == (2, True)


def test_without_git_that_is_said(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = since(small_world)
    assert (said.exit_code, "Install git" in said.stderr) == (2, True)


def test_before_the_first_review_there_is_nothing_to_compare(small_world: World) -> None:
    git(small_world.root, "init", "--quiet")
    git(small_world.root, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    assert since(small_world).exit_code == 0
