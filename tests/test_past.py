"""The knowledge base as it was at a git revision."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.corridor import check_all
from generator.past import knowledge_at, labelled
from generator.read.knowledge import Folders
from generator.revision import NoPast, UnknownRevision
from tests.impact.edited import CLUB, PLANT
from tests.repositories import commit, committed, git
from tests.worlds import SMALL_WORLD, World, files_below


def test_what_was_committed_is_read_and_not_what_lies_there(small_world: World) -> None:
    committed(small_world)
    small_world.edit(PLANT, "moisture_root: 2.0", "moisture_root: 45")
    past = knowledge_at(small_world.folders, "main")
    assert (past.name, past.commit, past.report.errors) == ("main", git(small_world.root, "rev-parse", "HEAD"), [])


@pytest.mark.parametrize("rev", ["HEAD~1", "main~1", "first", "first^{commit}"])
def test_a_revision_may_be_named_in_all_ways_git_knows(small_world: World, rev: str) -> None:
    committed(small_world)
    git(small_world.root, "tag", "--annotate", "first", "--message=first")
    small_world.edit(CLUB, "name: Garden Club 2020", "name: The Garden Club")
    commit(small_world.root)
    compendium = knowledge_at(small_world.folders, rev).report.compendium
    assert compendium is not None
    assert [edition.name for edition in compendium.knowledge.guidelines] == ["Fern Society 2024", "Garden Club 2020"]


def test_a_knowledge_base_below_the_top_of_its_repository_is_found(tmp_path: Path) -> None:
    world = World(tmp_path / "garden" / "plants")
    shutil.copytree(SMALL_WORLD, world.root)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "facts.yaml").write_text("of another")
    committed(world, top=tmp_path)
    assert knowledge_at(world.folders, "main").report.errors == []


def test_nothing_is_written_in_the_repository(small_world: World) -> None:
    committed(small_world)
    before = files_below(small_world.root)
    knowledge_at(small_world.folders, "main")
    assert files_below(small_world.root) == before


def test_the_environment_of_a_hook_does_not_lead_elsewhere(small_world: World, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    committed(small_world)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))
    assert knowledge_at(small_world.folders, "main").report.errors == []


@pytest.mark.parametrize(("rev", "hint"), [
    ("mian", 'Did you mean "main"?'), ("v9", "Name a branch, a tag or a commit, such as main or HEAD~1."), ("", "Name a branch"),
    ("main:content", "Name a branch"), ("HEAD~7", "Name a branch"), ("--all", "Name a branch"), ("main..main", "Name a branch"),
])
def test_an_unknown_revision_is_met_with_the_nearest(small_world: World, rev: str, hint: str) -> None:
    committed(small_world)
    with pytest.raises(UnknownRevision, match="is no revision of this repository") as caught:
        knowledge_at(small_world.folders, rev)
    assert hint in caught.value.hint


def test_a_clone_that_lacks_the_past_says_how_to_get_it(small_world: World, tmp_path: Path) -> None:
    committed(small_world)
    small_world.edit(CLUB, "name: Garden Club 2020", "name: The Garden Club")
    commit(small_world.root)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{small_world.root}", "clone")
    with pytest.raises(UnknownRevision) as caught:
        knowledge_at(Folders(tmp_path / "clone"), "HEAD~1")
    assert "git fetch --unshallow" in caught.value.hint


def test_a_folder_outside_of_git_has_no_past(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_world.root.parent))
    with pytest.raises(NoPast, match="git cannot read this folder: not a git repository") as caught:
        knowledge_at(small_world.folders, "main")
    assert not isinstance(caught.value, UnknownRevision)


def test_a_revision_without_the_content_is_said_to_be(small_world: World) -> None:
    committed(small_world)
    git(small_world.root, "checkout", "--quiet", "--orphan", "empty")
    git(small_world.root, "rm", "-r", "--quiet", "--cached", "content", "scenarios")
    (small_world.root / "README").write_text("nothing else")
    git(small_world.root, "add", "README")
    git(small_world.root, "commit", "--quiet", "--message=empty")
    with pytest.raises(NoPast, match='at "empty" there was no content/ in this folder'):
        knowledge_at(small_world.folders, "empty")


def test_without_git_it_is_said_what_is_missing(small_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(small_world)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPast, match="git cannot be run: No such file or directory"):
        knowledge_at(small_world.folders, "main")


def test_a_link_that_leads_out_is_not_unpacked(small_world: World) -> None:
    (small_world.root / "content/pages/away.md").symlink_to("../../../../../etc/hostname")
    committed(small_world)
    with pytest.raises(NoPast, match=r"must not be unpacked: content/pages/away\.md"):
        knowledge_at(small_world.folders, "main")


def test_problems_of_a_revision_carry_its_name(small_world: World) -> None:
    small_world.edit(PLANT, "moisture_root: 2.0", "moisture_root: 45")
    found = check_all(small_world.folders).errors
    assert [str(problem.where) for problem in labelled(found, "main")] == [f"main:{problem.where}" for problem in found] != []
