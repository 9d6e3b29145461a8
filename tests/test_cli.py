"""The command line as a whole: usage, help, version, characters, completion, and how it ends."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import tomllib
from pathlib import Path

import pytest

from generator.cli import FAMILIES, main
from tests.commands.running import broken, kb, started
from tests.worlds import REPOSITORY, SMALL_WORLD, World

COMMANDS = [command.name or "" for family in FAMILIES for command in family.COMMANDS]
FACTS = b"facts: {plant_kind: fern, moisture_top: 8.5, moisture_root: 2.0, pests_seen: yes}\n"


def printed(*arguments: str, **environment: str) -> tuple[int, bytes, bytes]:
    """What the command prints about the facts on standard input, in a process of its own."""
    process = started(*arguments, "--root", str(SMALL_WORLD), env=os.environ | environment)
    out, err = process.communicate(FACTS)
    return process.returncode, out, err


# --- usage


@pytest.mark.parametrize("arguments", [
    ("check", "--root", "nowhere"), ("check", "extra"), ("check", "--rot", "."), ("chek",), ("render", "--to"), ("evaluate",),
    ("evaluate", "nowhere.yaml"), ("evaluate", "-", "--format", "xml"), ("explain",), ("explain", "no-such-case"),
    ("check", "--root", __file__), ("render", "--to", __file__), ("evaluate", "scenarios"), ("build",), ("serve",),
    ("serve", "--address", "here"),
])
def test_wrong_usage_exits_with_2_and_says_why(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SMALL_WORLD)
    found = kb(*arguments)
    assert found.exit_code == 2
    assert re.search(r"^Error: \S.{10,}", found.stderr, re.MULTILINE)
    assert "Traceback" not in found.output


@pytest.mark.parametrize(("wrong", "right"), [(("evalute",), "evaluate"), (("check", "--rot", "."), "--root")])
def test_a_slip_of_the_keyboard_is_met_with_the_nearest(wrong: tuple[str, ...], right: str) -> None:
    assert f"Did you mean '{right}'?" in kb(*wrong).stderr


def test_without_a_command_the_help_is_shown() -> None:
    found = kb()
    assert found.exit_code == 2
    assert found.stderr == kb("--help").stdout


def test_the_help_lists_the_commands_in_the_order_of_work() -> None:
    listed = re.findall(r"^  (\w+)  ", kb("--help").stdout.partition("Commands:\n")[2], re.MULTILINE)
    assert listed == COMMANDS
    assert len(listed) >= 6


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    found = kb(command, "--help")
    assert found.exit_code == 0
    assert f"Example: kb {command}" in found.output


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    assert kb("--version").output == f"kb {project['version']}\n"


def test_the_module_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "generator", "check", "--root", str(SMALL_WORLD)], cwd=REPOSITORY,
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No problems. 2 scenarios come out as expected.\n", "")


# --- quiet


@pytest.mark.parametrize("arguments", [("-q", "check"), ("check", "-q"), ("--quiet", "check", "--quiet")])
def test_a_quiet_check_of_a_sound_knowledge_base_says_nothing(arguments: tuple[str, ...]) -> None:
    found = kb(*arguments, "--root", SMALL_WORLD)
    assert (found.exit_code, found.output) == (0, "")


def test_a_quiet_check_prints_the_problems_and_no_count(small_world: World) -> None:
    loud, quiet = (kb(*arguments, "--root", broken(small_world).root) if not arguments[1:] else
                   kb(*arguments, "--root", small_world.root) for arguments in (("check",), ("check", "-q")))
    assert quiet.exit_code == 1
    assert quiet.output.splitlines() == loud.output.splitlines()[:-1]


def test_a_quiet_render_says_nothing(small_world: World) -> None:
    assert kb("-q", "render", "--root", small_world.root).output == ""
    assert (small_world.root / "build/docs/index.md").is_file()


# --- color


def test_off_a_terminal_there_is_no_color(small_world: World) -> None:
    assert "\x1b" not in kb("check", "--root", broken(small_world).root).output
    assert "\x1b" not in kb("explain", "wilting-plant", "--root", SMALL_WORLD).output


@pytest.mark.parametrize(("env", "colored"), [
    ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({"FORCE_COLOR": ""}, False),
    ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True), ({}, False),
])
def test_color_follows_the_environment(env: dict[str, str], colored: bool) -> None:
    found = kb("explain", "wilting-plant", "--root", SMALL_WORLD, env={"FORCE_COLOR": "", "NO_COLOR": "", **env})
    assert ("\x1b[" in found.output) is colored


def test_color_adds_no_word_and_takes_none() -> None:
    plain, colored = (kb("explain", "wilting-plant", "--root", SMALL_WORLD, env={"FORCE_COLOR": force}).output
                      for force in ("", "1"))
    assert re.sub(r"\x1b\[\d*m", "", colored) == plain != colored


def test_a_terminal_gets_color_and_its_own_width() -> None:
    screen, shown = pty.openpty()
    fcntl.ioctl(shown, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    bare = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    process = started("explain", "wilting-plant", "--root", SMALL_WORLD, stdout=shown, env=bare | {"TERM": "xterm"})
    os.close(shown)
    written = b""
    with contextlib.suppress(OSError):  # that is how a terminal says that its other end is closed
        while part := os.read(screen, 65536):
            written += part
    os.close(screen)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, b"")
    text = written.decode()
    assert "\x1b[1mStated\x1b[0m" in text
    assert 96 <= max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in text.splitlines()) <= 100


# --- characters


@pytest.mark.parametrize("command", [("evaluate", "-"), ("explain", "wilting-plant"), ("check",), ("--help",)])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_no_character_is_too_much_for_an_encoding(command: tuple[str, ...], encoding: str) -> None:
    arguments = command if command != ("--help",) else ("check", "--help")
    code, out, err = printed(*arguments, PYTHONIOENCODING=encoding)
    assert (code, err) == (0, b"")
    assert out.decode(encoding)


def test_a_terminal_of_the_c_locale_is_spoken_to_in_ascii() -> None:
    code, out, err = printed("explain", "wilting-plant", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="")
    assert (code, err) == (0, b"")
    assert ">= 10" in out.decode("ascii")
    assert "|- + met: " in out.decode("ascii")


def test_text_in_ascii_is_as_wide_as_it_may_be() -> None:
    _, out, _ = printed("explain", "wilting-plant", PYTHONIOENCODING="ascii", COLUMNS="60")
    assert max(map(len, out.decode("ascii").splitlines())) in (59, 60)


def test_json_loses_no_character_in_ascii() -> None:
    full, ascii_only = (printed("evaluate", "-", "--format", "json", PYTHONIOENCODING=encoding)[1]
                        for encoding in ("utf-8", "ascii"))
    assert json.loads(ascii_only.decode("ascii")) == json.loads(full.decode("utf-8"))


def test_text_from_a_file_cannot_steer_the_terminal(small_world: World) -> None:
    small_world.edit("content/facts.yaml", "label: kind of plant", 'label: "kind \\e[31m\\a of \\u202e plant"')
    found = kb("evaluate", "-", "--root", small_world.root, given="facts: {plant_kind: fern}")
    assert found.exit_code == 1
    assert not set("\x1b\x07\u202e") & set(found.output)


# --- how it ends


def test_ctrl_c_ends_with_one_line_and_130() -> None:
    keyboard, typed = pty.openpty()
    process = started("evaluate", "-", "--root", SMALL_WORLD, stdin=typed)
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"Type the facts as YAML")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    os.close(keyboard)
    os.close(typed)
    assert (process.returncode, out, err) == (130, b"", b"Stopped.\n")


def test_ctrl_c_while_the_program_is_still_being_loaded_ends_alike(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")  # found first, as an interrupt in the middle of an import
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    process = started("check", env=environment)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"Stopped.\n")


def test_a_closed_pipe_ends_it_without_a_word() -> None:
    process = started("evaluate", "-", "--root", SMALL_WORLD)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(FACTS, timeout=20)
    assert (process.returncode, err) == (141, b"")


# --- completion in shells


def completed(*words: str) -> list[str]:
    """What bash is offered for the last of the words, as `type,value`."""
    environment = {"_KB_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(["kb", *words]), "COMP_CWORD": str(len(words))}
    return kb(env=environment).stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_of_its_own(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("bash is asked for its version, and is not here")
    found = kb(env={"_KB_COMPLETE": f"{shell}_source"})
    assert found.exit_code == 0
    assert f"_KB_COMPLETE={shell}_complete" in found.stdout


def test_the_script_works_by_the_name_of_the_module_too() -> None:
    done = subprocess.run([sys.executable, "-m", "generator"], cwd=REPOSITORY, capture_output=True, text=True, check=False,
                          env=os.environ | {"_KB_COMPLETE": "zsh_source"})
    assert (done.returncode, "compdef _kb_completion kb" in done.stdout) == (0, True)


def test_commands_are_completed() -> None:
    assert completed("ex") == ["plain,explain", "plain,explore"]


def test_the_cases_of_the_knowledge_base_are_completed(small_world: World) -> None:
    small_world.write("scenarios/indoor/wilting-too.yaml", "not: [even")
    assert completed("explain", "--root", str(small_world.root), "wilt") == ["plain,wilting-plant", "plain,wilting-too"]


def test_profiles_are_no_cases(small_world: World) -> None:
    profiles = [path.stem for path in (small_world.root / "scenarios/profiles").glob("*.yaml")]
    offered = completed("explain", "--root", str(small_world.root), "")
    assert profiles
    assert not {f"plain,{name}" for name in profiles} & set(offered)


def test_a_file_to_evaluate_is_completed_by_the_shell() -> None:
    assert completed("evaluate", "sce") == ["file,sce"]


def test_every_family_is_listed() -> None:
    assert list(main.commands) == COMMANDS
