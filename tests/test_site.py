from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.press import Page
from generator.site import CannotWrite, write_pages
from tests.worlds import World, files_below

OWNED = ".generated.json"


def page(path: str, text: str = "text\n") -> Page:
    return Page(path=path, data=text.encode())


def test_pages_are_written_below_the_docs_folder(tmp_path: Path) -> None:
    assert write_pages([page("index.md"), page("a/b/c.md")], tmp_path / "docs") == (2, 0)
    assert (tmp_path / "docs/a/b/c.md").read_bytes() == b"text\n"


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    write_pages([page("index.md")], tmp_path)
    os.utime(tmp_path / "index.md", ns=(1, 1))
    assert write_pages([page("index.md")], tmp_path) == (0, 0)
    assert (tmp_path / "index.md").stat().st_mtime_ns == 1


def test_the_list_of_owned_files_is_not_written_again_either(tmp_path: Path) -> None:
    write_pages([page("index.md")], tmp_path)
    os.utime(tmp_path / OWNED, ns=(1, 1))
    write_pages([page("index.md", "new\n")], tmp_path)
    assert (tmp_path / OWNED).stat().st_mtime_ns == 1


@pytest.mark.parametrize("text", ["", "tex\n", "text", "text\r\n", "longer text\n"])
def test_a_changed_file_is_written_again(tmp_path: Path, text: str) -> None:
    write_pages([page("index.md")], tmp_path)
    assert write_pages([page("index.md", text)], tmp_path) == (1, 0)
    assert (tmp_path / "index.md").read_bytes() == text.encode()


def test_a_file_changed_by_hand_is_set_right(tmp_path: Path) -> None:
    write_pages([page("index.md")], tmp_path)
    (tmp_path / "index.md").write_text("by hand\n")
    assert write_pages([page("index.md")], tmp_path) == (1, 0)


def test_a_file_that_is_no_longer_made_is_removed(tmp_path: Path) -> None:
    write_pages([page("index.md"), page("old.md")], tmp_path)
    assert write_pages([page("index.md")], tmp_path) == (0, 1)
    assert sorted(files_below(tmp_path)) == [OWNED, "index.md"]


def test_folders_left_empty_are_removed(tmp_path: Path) -> None:
    write_pages([page("index.md"), page("a/b/old.md")], tmp_path)
    write_pages([page("index.md")], tmp_path)
    assert not (tmp_path / "a").exists()


def test_folders_with_other_files_stay(tmp_path: Path) -> None:
    write_pages([page("a/new.md"), page("a/b/old.md")], tmp_path)
    write_pages([page("a/new.md")], tmp_path)
    assert sorted(files_below(tmp_path)) == [OWNED, "a/new.md"]


def test_the_docs_folder_itself_stays(tmp_path: Path) -> None:
    write_pages([page("old.md")], tmp_path / "docs")
    write_pages([], tmp_path / "docs")
    assert list(files_below(tmp_path / "docs")) == [OWNED]


def test_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*\n")
    (tmp_path / "mine.md").write_text("mine\n")
    write_pages([page("old.md")], tmp_path)
    write_pages([], tmp_path)
    assert sorted(files_below(tmp_path)) == [".generated.json", ".gitignore", "mine.md"]


def test_a_removed_file_that_is_already_gone_is_no_trouble(tmp_path: Path) -> None:
    write_pages([page("old.md")], tmp_path)
    (tmp_path / "old.md").unlink()
    write_pages([], tmp_path)
    assert list(files_below(tmp_path)) == [OWNED]


@pytest.mark.parametrize("entry", ["../precious.md", "a/../../precious.md", "{root}/precious.md"])
def test_a_list_that_names_a_file_outside_removes_nothing_there(tmp_path: Path, entry: str) -> None:
    (tmp_path / "precious.md").write_text("mine\n")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / OWNED).write_text(json.dumps([entry.format(root=tmp_path)]))
    write_pages([], docs)
    assert (tmp_path / "precious.md").is_file()


def test_a_link_out_of_the_folder_removes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "precious.md").write_text("mine\n")
    docs = tmp_path / "docs"
    write_pages([page("old.md")], docs)
    (docs / "old.md").unlink()
    (docs / "old.md").symlink_to(tmp_path / "precious.md")
    write_pages([], docs)
    assert (tmp_path / "precious.md").is_file()


@pytest.mark.parametrize("data", [b"", b"not json", b"{}", b"null", b"5", b"\xff\xfe", b'[["a"], 3]'])
def test_a_spoilt_list_of_owned_files_is_written_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / OWNED).write_bytes(data)
    write_pages([page("index.md")], tmp_path)
    assert json.loads((tmp_path / OWNED).read_text()) == ["index.md"]


def test_the_list_of_owned_files_is_sorted(tmp_path: Path) -> None:
    write_pages([page("b.md"), page("a.md")], tmp_path)
    assert json.loads((tmp_path / OWNED).read_text()) == ["a.md", "b.md"]


def test_no_rendered_text_has_a_carriage_return_or_lacks_its_last_line_end(small_world: World) -> None:
    pages = [found for path, found in small_world.pages().items() if not path.endswith((".csv", ".ris"))]  # there they belong
    assert [found.path for found in pages if b"\r" in found.data or not found.data.endswith(b"\n")] == []


# --- what goes wrong while writing


class Cut(BaseException):
    """Stands for a process that is killed: nothing after it runs but `finally`."""


def cut_after(number: int, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the writing of files stop with an error after some."""
    real, calls = Path.replace, []

    def replace(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > number:
            raise error
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("number", range(5))
def test_a_run_that_is_cut_short_loses_sight_of_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    write_pages([page("old.md"), page("index.md")], tmp_path)
    cut_after(number, monkeypatch, Cut())
    with pytest.raises(Cut):
        write_pages([page("index.md", "new\n"), page("a/b.md"), page("c.md"), page("d.md"), page("e.md")], tmp_path)
    monkeypatch.undo()
    there = set(files_below(tmp_path)) - {OWNED}
    assert there <= set(json.loads((tmp_path / OWNED).read_text()))
    write_pages([page("index.md", "newer\n")], tmp_path)
    assert sorted(files_below(tmp_path)) == [OWNED, "index.md"]


def test_a_file_is_whole_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages([page("index.md", "old\n")], tmp_path)
    cut_after(0, monkeypatch, OSError(28, "No space left on device"))
    with pytest.raises(CannotWrite, match="No space left on device"):
        write_pages([page("index.md", "new\n")], tmp_path)
    assert (tmp_path / "index.md").read_text() == "old\n"
    assert sorted(files_below(tmp_path)) == [OWNED, "index.md"]


def test_what_a_killed_run_left_unfinished_is_removed(tmp_path: Path) -> None:
    write_pages([page("index.md")], tmp_path)
    (tmp_path / ".generated-4711.new").write_text("half a pa")
    write_pages([page("index.md")], tmp_path)
    assert sorted(files_below(tmp_path)) == [OWNED, "index.md"]


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine\n")
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_pages([page("index.md")], tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine\n"


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("mine\n")
    with pytest.raises(CannotWrite, match=r"index\.md"):
        write_pages([page("a.md"), page("index.md")], tmp_path)
    assert files_below(tmp_path).keys() == {"index.md"}
    assert (tmp_path / "index.md").read_text() == "mine\n"


def test_a_link_in_the_place_of_a_page_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious.md").write_text("mine\n")
    write_pages([page("index.md")], tmp_path / "docs")
    (tmp_path / "docs/index.md").unlink()
    (tmp_path / "docs/index.md").symlink_to(tmp_path / "precious.md")
    write_pages([page("index.md")], tmp_path / "docs")
    assert (tmp_path / "precious.md").read_text() == "mine\n"
    assert not (tmp_path / "docs/index.md").is_symlink()


def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotWrite, match="leads out"):
        write_pages([page("a/b.md")], tmp_path / "docs")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_written_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    write_pages([page("index.md")], tmp_path)
    (tmp_path / "other").touch()
    assert (tmp_path / "index.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_while_another_process_writes_into_the_folder_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / ".generated.claim").write_text(str(os.getppid()))
    with pytest.raises(CannotWrite, match=f"Process {os.getppid()} is writing into "):
        write_pages([Page(path="a.md", data=b"new")], tmp_path)
    assert not (tmp_path / "a.md").exists()
