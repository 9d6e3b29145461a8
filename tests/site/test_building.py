"""The site on disk stays as it was until the next one is finished, whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.gardens import build, configure, plant, snapshot, well_built
from tests.worlds import REPOSITORY, World

KILL = "import os, signal\n\n\ndef {event}(*arguments, **named):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
KILL_AT_RENAME = """import os, signal

real, calls = os.rename, []


def rename(*arguments):
    calls.append(arguments)
    if len(calls) == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)


os.rename = rename
"""
KILL_AT_PAGE = """import os, signal

pages = []


def on_post_page(output, page, config):
    pages.append(page)
    if len(pages) == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return output
"""
KILL_WHILE_REMOVING = """import os, shutil, signal

shutil.rmtree = lambda *arguments, **named: os.kill(os.getpid(), signal.SIGKILL)
"""
FULL_DISK = """import mkdocs.utils

real, files = mkdocs.utils.write_file, []


def write_file(content, output_path):
    files.append(output_path)
    if len(files) > 4:
        with open(output_path, "wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device", output_path)
    real(content, output_path)


mkdocs.utils.write_file = write_file
"""
RAISE = "def {event}(*arguments, **named):\n    raise RuntimeError('a plugin failed')\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A garden whose site was built."""
    world = plant(tmp_path_factory.mktemp("built") / "plants")
    well_built(world.root)
    return world.root


@pytest.fixture(scope="module")
def first(built: Path) -> dict[str, bytes]:
    """The site of that garden."""
    return snapshot(built / "site")


@pytest.fixture
def garden(built: Path, tmp_path: Path) -> World:
    """The same, with its content changed since."""
    world = World(tmp_path / "plants")
    shutil.copytree(built, world.root)
    world.edit("content/pages/home.md", "One case at a time.", "One plant at a time.")
    return world


def hook(world: World, text: str) -> None:
    path = world.root / "trouble.py"
    path.write_text(text)
    configure(world.root, path)


def left_over(world: World) -> list[str]:
    return sorted(path.name for path in world.root.iterdir() if path.name.startswith(".site"))


def see_rebuilt(world: World, first: dict[str, bytes]) -> None:
    """The next build brings the new site and clears up."""
    configure(world.root)
    site = well_built(world.root)
    assert "One plant at a time." in (site / "index.html").read_text("utf-8")
    assert left_over(world) == []
    assert set(snapshot(site)) == set(first)


@pytest.mark.parametrize("trouble", [
    KILL.format(event="on_files"), KILL_AT_PAGE.format(number=1), KILL_AT_PAGE.format(number=5),
    KILL.format(event="on_post_build"), KILL_AT_RENAME.format(number=1),
], ids=["files", "first page", "fifth page", "search index", "before the change of names"])
def test_a_build_that_is_killed_leaves_the_site_as_it_was(garden: World, first: dict[str, bytes], trouble: str) -> None:
    hook(garden, trouble)
    assert build(garden.root).returncode == -signal.SIGKILL
    assert snapshot(garden.root / "site") == first
    see_rebuilt(garden, first)


def test_a_build_that_is_killed_between_the_two_changes_of_names_is_put_right_by_the_next(
        garden: World, first: dict[str, bytes]) -> None:
    hook(garden, KILL_AT_RENAME.format(number=2))
    assert build(garden.root).returncode == -signal.SIGKILL
    assert not (garden.root / "site").exists()
    hook(garden, RAISE.format(event="on_nav"))
    assert build(garden.root).returncode != 0
    assert snapshot(garden.root / "site") == first
    see_rebuilt(garden, first)


def test_a_build_that_is_killed_while_clearing_up_has_brought_the_new_site(garden: World) -> None:
    hook(garden, KILL_WHILE_REMOVING)
    assert build(garden.root).returncode == -signal.SIGKILL
    assert "One plant at a time." in (garden.root / "site/index.html").read_text("utf-8")
    configure(garden.root)
    well_built(garden.root)
    assert left_over(garden) == []


@pytest.mark.parametrize("trouble", [
    RAISE.format(event="on_nav"), RAISE.format(event="on_page_content"), RAISE.format(event="on_post_build"), FULL_DISK,
], ids=["navigation", "a page", "the end", "a full disk"])
def test_a_build_that_fails_leaves_the_site_as_it_was(garden: World, first: dict[str, bytes], trouble: str) -> None:
    hook(garden, trouble)
    assert build(garden.root).returncode != 0
    assert left_over(garden) == []
    assert snapshot(garden.root / "site") == first


def test_a_template_that_fails_leaves_the_site_as_it_was(garden: World, first: dict[str, bytes]) -> None:
    overrides = garden.root / "overrides"
    overrides.mkdir()
    (overrides / "main.html").write_text('{% extends "base.html" %}{% block content %}{{ page.no.such.thing }}{% endblock %}')
    configure(garden.root, overrides=overrides)
    assert build(garden.root).returncode != 0
    assert snapshot(garden.root / "site") == first


def test_a_mistake_in_the_content_leaves_site_and_pages_as_they_were(garden: World, first: dict[str, bytes]) -> None:
    pages = snapshot(garden.root / "build/docs")
    garden.edit("content/drugs/soap_spray.yaml", "boxed: yes", "boxed: maybe")
    done = build(garden.root)
    assert (done.returncode, "[bad-value]" in done.stdout + done.stderr) == (1, True)
    assert snapshot(garden.root / "build/docs") == pages
    assert snapshot(garden.root / "site") == first


def test_a_warning_of_a_strict_build_leaves_the_site_as_it_was(garden: World, first: dict[str, bytes]) -> None:
    garden.edit("content/pages/home.md", "One plant at a time.", "One plant at a time. [Dead](nowhere.md)")
    done = build(garden.root)
    assert (done.returncode, "strict mode" in done.stdout + done.stderr) == (1, True)
    assert left_over(garden) == []
    assert snapshot(garden.root / "site") == first


def test_what_somebody_put_into_the_site_moves_along(garden: World) -> None:
    (garden.root / "site/CNAME").write_text("plants.example\n")
    (garden.root / "site/.well-known").mkdir()
    (garden.root / "site/.well-known/security.txt").write_text("Contact: nobody\n")
    for _ in range(2):
        site = well_built(garden.root)
        assert (site / "CNAME").read_text() == "plants.example\n"
        assert (site / ".well-known/security.txt").is_file()


def test_a_page_that_is_gone_is_gone_from_the_site(garden: World) -> None:
    young = garden.text("scenarios/indoor/healthy-young-fern.yaml")
    garden.write("scenarios/indoor/another-fern.yaml", young.replace("id: healthy-young-fern", "id: another-fern"))
    assert (well_built(garden.root) / "scenarios/another-fern/index.html").is_file()
    (garden.root / "scenarios/indoor/another-fern.yaml").unlink()
    assert not (well_built(garden.root) / "scenarios/another-fern").exists()


def test_serving_leaves_the_site_alone(garden: World, first: dict[str, bytes]) -> None:
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(garden.root / "mkdocs.yml"), "--dev-addr", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}) as server:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "Serving on" in line:
                break
        server.terminate()
    assert "Serving on" in said[-1], "".join(said)
    assert snapshot(garden.root / "site") == first
    assert left_over(garden) == []


def test_a_folder_with_files_of_others_is_refused_and_left_alone(garden: World) -> None:
    home = garden.root / "home"
    home.mkdir()
    (home / "thesis.doc").write_text("years of work\n")
    done = build(garden.root, "--site-dir", str(home))
    assert done.returncode == 1
    assert "thesis.doc" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(home) == {"thesis.doc": b"years of work\n"}


def test_a_site_that_mkdocs_made_by_itself_is_replaced(garden: World) -> None:
    (garden.root / "site/.site-files.json").unlink()
    (garden.root / "site/old.html").write_text("old")
    assert not (well_built(garden.root) / "old.html").exists()


def test_a_link_as_site_folder_stays_a_link(garden: World, tmp_path: Path) -> None:
    (garden.root / "site").rename(tmp_path / "served")
    (garden.root / "site").symlink_to(tmp_path / "served")
    assert "One plant" in (well_built(garden.root) / "index.html").read_text("utf-8")
    assert (garden.root / "site").is_symlink()
    assert "One plant" in (tmp_path / "served/index.html").read_text("utf-8")


def test_a_site_folder_that_cannot_be_made_is_said_in_words(garden: World) -> None:
    (garden.root / "file").write_text("")
    done = build(garden.root, "--site-dir", str(garden.root / "file/site"))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "cannot be written" in done.stderr


def test_a_docs_folder_that_cannot_be_made_is_said_in_words(garden: World) -> None:
    to = garden.root / "mkdocs.yml/docs"
    command = [sys.executable, "-m", "generator", "render", "--root", str(garden.root), "--to", str(to)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "cannot be written" in done.stderr


def test_the_command_builds_a_knowledge_base_that_lies_elsewhere(garden: World) -> None:
    command = [sys.executable, "-m", "generator", "build", "--root", str(garden.root)]
    done = subprocess.run(command, cwd=REPOSITORY, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, check=False,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "One plant at a time." in (garden.root / "site/index.html").read_text("utf-8")


def test_an_empty_site_of_what_is_approved_is_built_without_a_warning(garden: World) -> None:
    site = well_built(garden.root, KB_ONLY="approved")
    assert "Nothing has been approved yet" in (site / "index.html").read_text("utf-8")
    assert not (site / "scenarios/wilting-plant").exists()
    assert (site / "coverage/index.html").is_file()
