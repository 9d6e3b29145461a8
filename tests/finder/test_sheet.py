"""The rules for the finder: their form, their weight, and that they say what the knowledge base says."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.check.compendium import Compendium
from generator.finder.sheet import sheet, sheet_files
from generator.page.context import context_of, editions_in_force
from generator.twins.schemas import schema_files
from tests.worlds import World, with_room

RULES, PACKED = 400_000, 100_000


@pytest.fixture(scope="module")
def shipped_sheet(compendium: Compendium) -> dict[str, Any]:
    return sheet(context_of(compendium))


def mistakes(data: dict[str, Any]) -> Iterator[str]:
    schema = json.loads(dict(schema_files())["data/schemas/knowledge.schema.json"])
    return (f"{'/'.join(map(str, error.path))}: {error.message}" for error in Draft202012Validator(schema).iter_errors(data))


def test_the_rules_have_the_form_that_is_promised(shipped_sheet: dict[str, Any]) -> None:
    assert list(mistakes(json.loads(json.dumps(shipped_sheet)))) == []


def test_another_knowledge_base_has_the_same_form(small_library: Compendium) -> None:
    assert list(mistakes(json.loads(json.dumps(sheet(context_of(small_library)))))) == []


def test_the_rules_are_light(compendium: Compendium) -> None:
    data = dict(sheet_files(context_of(compendium), ()))["data/knowledge.js"]
    assert len(data) < RULES
    assert len(gzip.compress(data, 6)) < PACKED


def test_every_guideline_in_force_is_there_whole(compendium: Compendium, shipped_sheet: dict[str, Any]) -> None:
    names = editions_in_force(compendium, compendium.knowledge.settings.edition_date)
    assert {one["id"] for one in shipped_sheet["guidelines"]} == set(names)
    for one in shipped_sheet["guidelines"]:
        assert list(one["tables"]) == list(compendium.book.guidelines[one["id"]].tables)
        assert one["left_out"] == []


def test_every_outcome_has_a_bit(shipped_sheet: dict[str, Any]) -> None:
    outcomes = {outcome for one in (*shipped_sheet["guidelines"], *shipped_sheet["labels"])
                for table in one["tables"].values() for outcome, _ in table["outcomes"]}
    assert outcomes <= set(shipped_sheet["bits"])


def test_a_table_that_is_too_large_is_left_out_and_named(small_world: World) -> None:
    data = sheet(context_of(with_room(small_world, 3).compendium))
    assert any(one["left_out"] for one in data["guidelines"])
    assert list(mistakes(json.loads(json.dumps(data)))) == []


def test_only_published_cases_are_listed(small_library: Compendium) -> None:
    cases = dict(sheet_files(context_of(small_library), ["wilting-plant"]))["data/finder-cases.js"].decode()
    listed = json.loads(cases.removeprefix("window.finderCases = ").removesuffix(";\n"))
    assert [one[0] for one in listed] == ["wilting-plant"]


def test_rules_and_script_hold_the_same(small_library: Compendium) -> None:
    files = dict(sheet_files(context_of(small_library), ()))
    script = files["data/knowledge.js"].decode().removeprefix("window.finderKnowledge = ").removesuffix(";\n")
    assert json.loads(script) == json.loads(files["data/knowledge.json"])
