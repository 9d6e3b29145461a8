from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.disk import claim, give_up, write_changed, write_lasting, write_new
from tests.worlds import files_below


def test_a_changed_file_is_written_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    assert write_changed(tmp_path / "a", b"new")
    assert {path: data for path, (data, _) in files_below(tmp_path).items()} == {"a": b"new"}


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    write_changed(tmp_path / "a", b"same")
    before = files_below(tmp_path)
    assert not write_changed(tmp_path / "a", b"same")
    assert files_below(tmp_path) == before


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    write_new(tmp_path / "b/c/d", b"x")
    assert (tmp_path / "b/c/d").read_bytes() == b"x"


def test_a_new_file_is_never_put_over_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"new")
    assert {path: data for path, (data, _) in files_below(tmp_path).items()} == {"a": b"old"}


@pytest.mark.parametrize("write", [write_changed, write_new, write_lasting])
def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "a", b"new")  # type: ignore[operator]
    assert files_below(tmp_path) == {}


def test_what_must_last_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[tuple[str, bool]] = []
    monkeypatch.setattr("generator.disk._settle", lambda path: settled.append((path.name, (tmp_path / "b/a").exists())))
    write_lasting(tmp_path / "b/a", b"new")
    assert settled == [(".a.new", False), ("b", True)]
    assert (tmp_path / "b/a").read_bytes() == b"new"
    write_lasting(tmp_path / "b/a", b"new")
    assert len(settled) == 2


# --- claims


def gone() -> int:
    """A process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_nobody_has_claimed_is_claimed_and_given_up(tmp_path: Path) -> None:
    assert claim(tmp_path / "claim") is None
    assert claim(tmp_path / "claim") is None  # it is ours
    assert (tmp_path / "claim").read_text() == str(os.getpid())
    give_up(tmp_path / "claim")
    assert not (tmp_path / "claim").exists()


def test_what_another_process_has_claimed_stays_its_own(tmp_path: Path) -> None:
    (tmp_path / "claim").write_text(str(os.getppid()))
    assert claim(tmp_path / "claim") == os.getppid()
    give_up(tmp_path / "claim")
    assert (tmp_path / "claim").read_text() == str(os.getppid())


@pytest.mark.parametrize("left", [None, "", "nobody", "9" * 30])
def test_the_claim_of_a_process_that_is_no_more_is_taken_over(left: str | None, tmp_path: Path) -> None:
    (tmp_path / "claim").write_text(str(gone()) if left is None else left)
    assert claim(tmp_path / "claim") is None
    assert (tmp_path / "claim").read_text() == str(os.getpid())
