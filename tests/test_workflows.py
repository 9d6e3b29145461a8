"""What runs on GitHub: commands and targets that exist, as few rights as will do, owners of files that exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator.cli import main
from generator.read.kinds import KINDS
from tests.worlds import REPOSITORY

GITHUB = REPOSITORY / ".github"
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((GITHUB / "workflows").glob("*.yml"))}
TARGETS = re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
KB = re.compile(r"\.venv/bin/kb ([^\n;|>&]+)")


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield from ((name, job, told) for name, workflow in WORKFLOWS.items() for job, told in workflow["jobs"].items())


STEPS = [(f"{name}/{job}", step) for name, job, told in jobs() for step in told["steps"]]
SCRIPTS = [(place, step["run"]) for place, step in STEPS if "run" in step]
COMMANDS = [(place, shlex.split(found)) for place, script in SCRIPTS for found in KB.findall(script)]


def options_of(command: str) -> set[str]:
    return {name for parameter in main.commands[command].params for name in parameter.opts}


@pytest.mark.parametrize(("place", "words"), COMMANDS)
def test_every_command_exists_with_its_options(place: str, words: list[str]) -> None:
    command, *arguments = words
    assert command in main.commands
    missing = [word for word in arguments if word.startswith("-") and word not in options_of(command)]
    assert missing == []


@pytest.mark.parametrize(("place", "script"), SCRIPTS)
def test_every_target_exists(place: str, script: str) -> None:
    assert [target for target in re.findall(r"\bmake (\S+)", script) if target not in TARGETS] == []


def test_the_commands_that_a_change_must_pass_are_run() -> None:
    script = "\n".join(script for _, script in SCRIPTS)
    for command in ("make check", "make test", "kb check --since", "kb diff", "make site"):
        assert command in script


@pytest.mark.parametrize(("place", "step"), [(place, step) for place, step in STEPS if "uses" in step])
def test_actions_are_pinned(place: str, step: dict[str, Any]) -> None:
    assert re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", step["uses"])


@pytest.mark.parametrize(("place", "script"), SCRIPTS)
def test_nothing_that_others_may_write_is_put_into_a_script(place: str, script: str) -> None:
    assert "${{" not in script


def test_rights_are_as_few_as_will_do() -> None:
    permissions = {name: workflow["permissions"] for name, workflow in WORKFLOWS.items()}
    assert permissions == {"check": {"contents": "read"}, "comment": {}, "engines": {"contents": "read"}}
    rights = {job: sorted(right for right, level in told.get("permissions", {}).items() if level == "write")
              for _, job, told in jobs()}
    assert rights == {"test": [], "impact": [], "publish": ["id-token", "pages"], "comment": ["pull-requests"], "engines": []}


def test_whoever_may_comment_runs_no_code_of_a_pull_request() -> None:
    comment = WORKFLOWS["comment"]
    assert comment[True] == {"workflow_run": {"workflows": [WORKFLOWS["check"]["name"]], "types": ["completed"]}}
    used = [step["uses"].split("@")[0] for step in comment["jobs"]["comment"]["steps"] if "uses" in step]
    assert used == ["actions/download-artifact"]


def test_only_what_is_on_main_is_published_and_only_after_the_tests() -> None:
    publish, triggers = WORKFLOWS["check"]["jobs"]["publish"], WORKFLOWS["check"][True]
    assert (publish["needs"], publish["if"]) == ("test", "github.event_name == 'push'")
    assert triggers == {"pull_request": None, "push": {"branches": ["main"]}}


def test_what_one_workflow_hands_on_the_other_takes() -> None:
    given = next(step["with"] for place, step in STEPS if step.get("uses", "").startswith("actions/upload-artifact"))
    taken = next(step["with"] for place, step in STEPS if step.get("uses", "").startswith("actions/download-artifact"))
    assert given["name"] == taken["name"]
    assert f"{taken['path']}/{given['path']}" in "\n".join(script for place, script in SCRIPTS if place.startswith("comment"))


# --- owners

LINE = re.compile(r"^# (\*|/\S*)\s+(@\S+(?: @\S+)*)$", re.MULTILINE)
OWNERS = dict(LINE.findall((GITHUB / "CODEOWNERS").read_text("utf-8")))


def owned(path: str) -> str:
    """The last pattern that fits a path; a pattern that ends in / fits all below it."""
    return [pattern for pattern in OWNERS if pattern in ("*", f"/{path}")
            or (pattern.endswith("/") and f"/{path}".startswith(pattern))][-1]


@pytest.mark.parametrize("pattern", [pattern for pattern in OWNERS if pattern != "*"])
def test_every_pattern_fits_files_that_exist(pattern: str) -> None:
    path = REPOSITORY / pattern[1:]
    assert path.is_dir() if pattern.endswith("/") else path.is_file()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_kind_of_file_has_a_line_of_its_own(kind: Any) -> None:
    folder, _, name = kind.place.partition("*")
    expected = f"/{folder}" if name else f"/{kind.place}"
    assert owned(kind.place.replace("*", "some")) == expected


def test_the_roles_of_the_review_policy_are_asked_for_each_kind() -> None:
    policy = yaml.safe_load((REPOSITORY / "content/kb.yaml").read_text("utf-8")).get("review", {})
    for kind, board in policy.get("boards", {}).items():
        places = (f"/content/{kind}/", f"/content/{kind}.yaml", f"/content/{kind}.json", f"/{kind}/", f"/scenarios/{kind}/")
        teams, = (OWNERS[place] for place in places if place in OWNERS)
        assert set(re.findall(r"@your-organization/(\S+)", teams)) == set(board["roles"])


def test_nobody_is_named() -> None:
    text = (GITHUB / "CODEOWNERS").read_text("utf-8")
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == []
    assert set(re.findall(r"@([\w-]+)/", text)) == {"your-organization"}


def test_every_role_is_explained() -> None:
    text = (GITHUB / "CODEOWNERS").read_text("utf-8")
    roles = set(re.findall(r"@your-organization/([\w-]+)", text))
    assert {role for role in roles if not re.search(rf"^# {role}\s+\w", text, re.MULTILINE)} == set()


def test_the_template_asks_for_what_contributing_asks_for() -> None:
    said = (GITHUB / "pull_request_template.md").read_text("utf-8")
    for word in ("`source`", "`secondary`", "`recalled`", "second reader", "CHANGELOG.md", "kb diff", "make test"):
        assert word in said
