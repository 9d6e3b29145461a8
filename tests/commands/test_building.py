"""kb render, build and serve."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.commands.running import PLANT, broken, kb, started
from tests.worlds import REPOSITORY, World, files_below


def test_render_writes_into_build_docs(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    assert (small_world.root / "build/docs/scenarios/wilting-plant/index.md").is_file()


def test_render_writes_where_it_is_told(small_world: World, tmp_path: Path) -> None:
    kb("render", "--root", small_world.root, "--to", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere/scenarios/wilting-plant/patient.md").is_file()
    assert not (small_world.root / "build").exists()


def test_render_writes_nothing_but_the_docs(small_world: World) -> None:
    before = files_below(small_world.root)
    kb("render", "--root", small_world.root)
    after = files_below(small_world.root)
    assert {path: after[path] for path in after if not path.startswith("build/docs/")} == before


def test_render_over_an_error_exits_with_1_and_says_so(small_world: World) -> None:
    found = kb("render", "--root", broken(small_world).root)
    assert (found.exit_code, found.output.splitlines()[-1]) == (1, "Nothing was written.")


def test_render_over_an_error_makes_no_folder(small_world: World) -> None:
    kb("render", "--root", broken(small_world).root)
    assert not (small_world.root / "build").exists()


def test_render_over_an_error_leaves_the_docs_as_they_were(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    before = files_below(small_world.root / "build")
    kb("render", "--root", broken(small_world).root)
    assert files_below(small_world.root / "build") == before


def test_render_again_touches_no_file(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    before = files_below(small_world.root / "build")
    kb("render", "--root", small_world.root)
    assert files_below(small_world.root / "build") == before


def test_render_after_an_edit_touches_only_what_the_edit_changes(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    before = files_below(small_world.root / "build/docs")
    small_world.edit("content/pages/home.md", "One case at a time.", "One plant at a time.")
    kb("render", "--root", small_world.root)
    after = files_below(small_world.root / "build/docs")
    assert {path for path in after if after[path] != before.get(path)} == {"index.md"}


def test_render_takes_the_pages_of_a_deleted_case_away(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    (small_world.root / "scenarios/indoor/healthy-young-fern.yaml").unlink()
    small_world.edit(PLANT, "neighbours:\n  - {scenario: healthy-young-fern, because: moist soil and no pests}\n", "")
    kb("render", "--root", small_world.root)
    assert not (small_world.root / "build/docs/scenarios/healthy-young-fern").exists()


def test_render_leaves_files_of_others_alone(small_world: World) -> None:
    small_world.write("build/docs/.gitignore", "*\n")
    small_world.write("build/docs/notes/mine.md", "# Mine\n")
    before = files_below(small_world.root / "build/docs")
    kb("render", "--root", small_world.root)
    after = files_below(small_world.root / "build/docs")
    assert {path: after.get(path) for path in before} == before


def test_render_says_how_much_it_wrote(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    assert re.fullmatch(r"(\d+) files: 0 written, \1 unchanged, 0 removed\.\n", kb("render", "--root", small_world.root).output)


def test_rendered_text_names_no_path_of_this_machine(small_world: World) -> None:
    kb("render", "--root", small_world.root)
    root = str(small_world.root).encode()
    assert [path for path, (data, _) in files_below(small_world.root / "build/docs").items() if root in data] == []


# --- kb build and kb serve

# The hook tells who runs it, and waits to be stopped.
WAITING = """
import os, time
from pathlib import Path

def on_config(config):
    Path("running").write_text(f"{os.getpid()} {os.environ.get('KB_QUIET')}")
    time.sleep(60)
"""


def site_of(world: World, hook: str = "") -> Path:
    """A site as small as it gets, with a hook of the test's own."""
    world.write("mkdocs.yml", "site_name: Small\ndocs_dir: build/docs\ntheme: mkdocs\nplugins: []\nhooks: [hook.py]\n")
    world.write("build/docs/index.md", "# Small\n")
    world.write("hook.py", hook)
    return world.root


def running(root: Path) -> list[str]:
    """What the waiting hook tells, once it does."""
    for _ in range(300):
        told = (root / "running").read_text() if (root / "running").is_file() else ""
        if " " in told:
            return told.split()
        time.sleep(0.1)
    raise AssertionError("MkDocs never came to its hook")


def test_build_says_where_the_site_is_and_asks_for_a_zip_file(small_world: World) -> None:
    hook = "import os, pathlib\n\n\ndef on_config(config):\n    pathlib.Path('asked').write_text(os.environ['KB_OFFLINE'])\n"
    found = kb("build", "--offline", "--root", site_of(small_world, hook))
    assert (found.exit_code, found.output.startswith(f"The site is in {small_world.root / 'site'}/. ")) == (0, True)
    assert (small_world.root / "site/index.html").is_file()
    assert small_world.text("asked") == "dist"


def test_a_quiet_build_says_nothing(small_world: World) -> None:
    assert (found := kb("build", "-q", "--root", site_of(small_world))).exit_code == 0
    assert found.output == ""


def test_where_mkdocs_fails_there_is_no_word_of_a_site(small_world: World) -> None:
    process = started("build", "--root", site_of(small_world, "raise SystemExit(3)"))
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, b"")


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_mkdocs_yml_there_is_no_site(command: str, small_world: World) -> None:
    found = kb(command, "--root", small_world.root)
    assert (found.exit_code, "There is no mkdocs.yml in " in found.stderr) == (2, True)


@pytest.mark.parametrize(("stop", "everybody", "code", "said"), [
    (signal.SIGINT, True, 130, b"Stopped.\n"), (signal.SIGINT, False, 130, b"Stopped.\n"), (signal.SIGTERM, False, 143, b""),
])
def test_whatever_stops_a_build_stops_mkdocs_too(
        stop: signal.Signals, everybody: bool, code: int, said: bytes, small_world: World) -> None:
    process = started("build", "--root", site_of(small_world, WAITING), start_new_session=True)
    child = int(running(small_world.root)[0])
    (os.killpg if everybody else os.kill)(process.pid, stop)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (code, b"", said)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_quiet_build_hushes_the_hook(small_world: World) -> None:
    process = started("build", "--quiet", "--root", site_of(small_world, WAITING))
    told = running(small_world.root)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert told[1] == "1"


def test_a_server_that_is_stopped_leaves_nothing_behind(small_world: World, tmp_path: Path) -> None:
    site_of(small_world)
    small_world.edit("mkdocs.yml", "hook.py", str(REPOSITORY / "generator/mkdocs_hook.py"))
    (small_world.root / "build/docs/index.md").unlink()  # the generator would not overwrite what it did not make
    (tmp_path / "temporary").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = started("serve", "--root", small_world.root, "--address", address,
                      env=os.environ | {"TMPDIR": str(tmp_path / "temporary"), "NO_MKDOCS_2_WARNING": "1"})
    assert process.stderr is not None
    while b"Serving on" not in (line := process.stderr.readline()):
        assert line, "MkDocs never came to serve"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()[-1]) == (130, b"Stopped.")
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("address", ["here", "8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:port", "127.0.0.1:0",
                                     "127.0.0.1:65536"])
def test_an_address_that_is_none_is_wrong_usage(address: str, small_world: World) -> None:
    found = kb("serve", "--root", site_of(small_world), "--address", address)
    assert (found.exit_code, f'"{address}" is not an address such as 127.0.0.1:8000.' in found.stderr) == (2, True)


def test_a_port_in_use_is_wrong_usage_and_another_is_named(small_world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = kb("serve", "--root", site_of(small_world), "--address", f"127.0.0.1:{port}")
    assert found.exit_code == 2
    assert f"Nothing can be served at 127.0.0.1:{port}: Address already in use." in found.stderr
    assert f"try --address 127.0.0.1:{port % 65535 + 1}." in found.stderr


def test_a_host_that_is_none_of_ours_is_wrong_usage(small_world: World) -> None:
    found = kb("serve", "--root", site_of(small_world), "--address", "192.0.2.1:8000")
    assert (found.exit_code, "Nothing can be served at 192.0.2.1:8000: " in found.stderr) == (2, True)


def test_a_site_of_what_is_approved_says_what_it_leaves_out(small_world: World) -> None:
    done = kb("render", "--only", "approved", "--root", small_world.root)
    assert "Nothing has been approved yet, so this site is empty. Left out for now: Advice 1 of 1;" in done.stdout
