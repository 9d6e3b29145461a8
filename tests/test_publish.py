from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.publish import abandon, begin, finish
from generator.site import CannotWrite
from tests.worlds import files_below

LIST = ".site-files.json"


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_html", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def publish(site: Path, **files: str) -> None:
    put(begin(site), **files)
    finish(site)


def texts(folder: Path) -> dict[str, str]:
    return {path: data.decode() for path, (data, _) in files_below(folder).items() if path != LIST}


def test_a_site_appears_only_when_it_is_finished(tmp_path: Path) -> None:
    put(begin(tmp_path / "site"), index_html="new")
    assert not (tmp_path / "site").exists()
    finish(tmp_path / "site")
    assert texts(tmp_path / "site") == {"index.html": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_next_site_takes_the_place_of_the_last(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old", gone_html="old")
    publish(tmp_path / "site", index_html="new")
    assert texts(tmp_path / "site") == {"index.html": "new"}


def test_a_site_that_is_given_up_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old")
    put(begin(tmp_path / "site"), index_html="new")
    abandon(tmp_path / "site")
    assert texts(tmp_path / "site") == {"index.html": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_page_edited_by_hand_is_set_right(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old")
    put(tmp_path / "site", index_html="by hand")
    publish(tmp_path / "site", index_html="new")
    assert texts(tmp_path / "site") == {"index.html": "new"}


def test_files_and_links_of_others_move_along(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old")
    put(tmp_path / "site", CNAME="plants.example", deep__own_html="mine")
    (tmp_path / "site/link").symlink_to("nowhere")
    publish(tmp_path / "site", index_html="new")
    assert texts(tmp_path / "site") == {"index.html": "new", "CNAME": "plants.example", "deep/own.html": "mine"}
    assert os.readlink(tmp_path / "site/link") == "nowhere"


def test_a_page_that_would_hide_a_file_of_others_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old")
    put(tmp_path / "site", about_html="mine")
    put(begin(tmp_path / "site"), index_html="new", about_html="generated")
    with pytest.raises(CannotWrite, match=r"about\.html"):
        finish(tmp_path / "site")
    assert texts(tmp_path / "site") == {"index.html": "old", "about.html": "mine"}


@pytest.mark.parametrize("files", [{"thesis": "mine"}, {"index_html": "<p>my own page"}, {"deep__thesis": "mine"}])
def test_a_folder_of_others_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    put(tmp_path / "home", **files)
    before = texts(tmp_path)
    with pytest.raises(CannotWrite, match="no build of a site made"):
        begin(tmp_path / "home")
    assert texts(tmp_path) == before


def test_an_empty_folder_or_one_with_hidden_files_only_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", index_html="new")
    (tmp_path / "pages/.git").mkdir(parents=True)
    (tmp_path / "pages/.git/config").write_text("mine")
    publish(tmp_path / "pages", index_html="new")
    assert texts(tmp_path / "pages") == {"index.html": "new", ".git/config": "mine"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(CannotWrite, match="not a folder"):
        begin(tmp_path / "site")


def test_a_spoilt_list_takes_nothing_away(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old")
    (tmp_path / "site" / LIST).write_bytes(b"not json")
    with pytest.raises(CannotWrite, match="no build of a site made"):
        publish(tmp_path / "site", index_html="new")
    assert texts(tmp_path / "site") == {"index.html": "old"}


def test_a_site_that_mkdocs_made_may_be_replaced_even_then(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html='<meta name="generator" content="mkdocs-1.6.1">')
    (tmp_path / "site" / LIST).write_bytes(b"not json")
    publish(tmp_path / "site", index_html="new")
    assert texts(tmp_path / "site") == {"index.html": "new"}


def test_where_the_names_cannot_be_changed_the_last_site_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "site", index_html="old")
    put(begin(tmp_path / "site"), index_html="new")
    real = os.rename

    def refuse(source: str, target: str) -> None:
        if str(source).endswith("being-built"):
            raise OSError(16, "Device or resource busy", str(source))
        real(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(CannotWrite, match="Device or resource busy"):
        finish(tmp_path / "site")
    assert texts(tmp_path / "site") == {"index.html": "old"}


def test_a_site_left_under_the_name_of_the_replaced_one_comes_back(tmp_path: Path) -> None:
    publish(tmp_path / "site", index_html="old")
    (tmp_path / "site").rename(tmp_path / ".site.being-replaced")
    put(tmp_path / ".site.being-built", index_html="new")
    begin(tmp_path / "site")
    assert texts(tmp_path / "site") == {"index.html": "old"}
    assert texts(tmp_path / ".site.being-built") == {}


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="cannot be written"):
        begin(tmp_path / "file/site")


def test_the_same_pages_give_the_same_list(tmp_path: Path) -> None:
    publish(tmp_path / "one", b_html="b", a_html="a")
    publish(tmp_path / "two", a_html="a", b_html="b")
    assert (tmp_path / "one" / LIST).read_bytes() == (tmp_path / "two" / LIST).read_bytes()


def test_while_another_build_runs_its_folder_is_left_alone(tmp_path: Path) -> None:
    put(begin(tmp_path / "site"), index_html="half")
    claim = tmp_path / ".site.being-claimed"
    claim.write_text(str(os.getppid()))  # as if that process were building
    with pytest.raises(CannotWrite, match=f"Process {os.getppid()} is writing into .*site"):
        begin(tmp_path / "site")
    assert texts(tmp_path / ".site.being-built") == {"index.html": "half"}
    assert claim.read_text() == str(os.getppid())


def test_a_build_that_cannot_begin_claims_nothing(tmp_path: Path) -> None:
    put(tmp_path / "site", index_html="somebody's")
    with pytest.raises(CannotWrite, match="no build of a site made"):
        begin(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
