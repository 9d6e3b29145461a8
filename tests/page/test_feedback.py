"""Each kind of message has a form that takes what links put into it, and says what the policy says."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.worlds import REPOSITORY, World

FORMS = REPOSITORY / ".github/ISSUE_TEMPLATE"
KINDS = yaml.safe_load((REPOSITORY / "content/kb.yaml").read_text("utf-8"))["feedback"]["kinds"]
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["id"])


def form(kind: dict[str, Any]) -> dict[str, Any]:
    found = yaml.safe_load((FORMS / f"{kind['id']}.yml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_every_form_is_of_a_kind() -> None:
    assert sorted(path.stem for path in FORMS.glob("*.yml")) == sorted(["config", *(kind["id"] for kind in KINDS)])


@EVERY_KIND
def test_a_form_has_a_field_for_all_that_a_link_says(kind: dict[str, Any]) -> None:
    assert {"page", "address", "edition", "digest"} <= {part.get("id") for part in form(kind)["body"]}


@EVERY_KIND
def test_a_form_says_the_days_of_the_policy(kind: dict[str, Any]) -> None:
    said = re.findall(r"within (\d+) working days?", form(kind)["body"][0]["attributes"]["value"])
    assert said == [str(kind["days"])]
    assert form(kind)["name"] == kind["label"]


@EVERY_KIND
def test_nobody_sends_a_form_without_looking_for_patient_details(kind: dict[str, Any]) -> None:
    box = next(part for part in form(kind)["body"] if part["type"] == "checkboxes")
    assert [(option["label"], option["required"]) for option in box["attributes"]["options"]] == [
        ("This message contains no patient details.", True)]


def test_a_page_of_policy_shows_kinds_and_days(small_world: World) -> None:
    kinds = "feedback:\n  kinds:\n    - {id: safety, label: Harm | danger, days: 3, then: We look.}\n"
    small_world.edit("content/kb.yaml", "audience: owners", f"{kinds}audience: owners")
    small_world.edit("content/pages/home.md", "<!-- cases -->", "<!-- triage -->")
    home = small_world.pages()["index.md"].data.decode()
    assert "a public address has not been set up yet" in home
    assert "| Harm &#124; danger | 3 | We look. |" in home
