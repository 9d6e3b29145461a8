"""Guidelines as FHIR resources: valid by a library of others, and the same as the guideline.

The library has R4B (4.3.0) and R5, and no R4 (4.0.1) of its own. A PlanDefinition of R4 is one of R4B that uses none of its
additions, which is tried, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B.plandefinition import PlanDefinition
from pydantic import BaseModel, ValidationError

from generator.addressed import addressed
from generator.check.compendium import Compendium
from generator.page.context import context_of
from generator.press import Page, Press, press_of
from generator.read.guidelines import GuidelineEdition
from generator.twins.plans import plan_definition, plan_path
from tests.page.reviewed import add_event
from tests.worlds import World

NEW_IN_R4B = {"subjectCanonical"}
CLUB = "data/fhir/PlanDefinition-garden-club-2020.json"


@pytest.fixture(scope="module")
def press(compendium: Compendium) -> Press:
    return press_of(context_of(compendium))


def keys_in(data: Any) -> Iterator[str]:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    yield from data if isinstance(data, dict) else ()
    for part in parts:
        yield from keys_in(part)


def mistakes(data: dict[str, Any]) -> list[str]:
    """What is wrong with a resource; the library knows the codes of closed lists, and leaves it to others to hold to them."""
    try:
        return list(unknown_codes(PlanDefinition.model_validate_json(json.dumps(data))))
    except ValidationError as error:
        return [str(error)]


def unknown_codes(element: BaseModel) -> Iterator[str]:
    for name, field in type(element).model_fields.items():
        value, extra = getattr(element, name), field.json_schema_extra
        known = extra.get("enum_values") if isinstance(extra, dict) else None
        if known and "etc." not in known and value is not None and value not in known:  # else the list is open to other codes
            yield f"{name}: {value}"
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseModel):
                yield from unknown_codes(part)


def check_same(press: Press, edition: GuidelineEdition, data: dict[str, Any]) -> None:
    """Scope, decisions, lines, their order, their places and how these were checked are those of the guideline."""
    scope, = data["action"]
    assert scope["condition"][0]["expression"]["description"] == edition.rules.scope.words
    assert [one["id"] for one in scope["action"]] == list(edition.rules.tables)
    for action in scope["action"]:
        lines = edition.rules.tables[action["id"]]
        assert [one["id"] for one in action["action"]] == [f"{action['id']}.{rule.id}" for rule in lines]
        for line, rule in zip(action["action"], lines, strict=True):
            place, = line["documentation"]
            assert line["code"][0]["coding"][0]["code"] == rule.outcome
            assert (place["label"], place["display"]) == (press.context.checked_words(rule.checked), rule.locator)
            assert rule.grade in line["textEquivalent"]
            assert edition.reasons[f"{action['id']}.{rule.id}"].plain.strip().lower() == line["description"].lower()
            condition, = line["condition"]
            assert condition["expression"]["language"] == "text/plain"
            assert condition["expression"]["expression"]


def test_every_shipped_guideline_is_a_valid_resource_and_says_the_same(press: Press) -> None:
    for edition in press.context.compendium.knowledge.guidelines:
        data = plan_definition(press, edition)
        assert mistakes(data) == [], edition.id
        assert NEW_IN_R4B & set(keys_in(data)) == set()
        assert (data["status"], data["experimental"]) == ("draft", True)
        assert data["effectivePeriod"]["start"] == edition.in_force
        assert {"approvalDate", "lastReviewDate", "url"} & set(data) == set()
        check_same(press, edition, data)


@pytest.mark.parametrize("wrong", [
    {"status": "submitted"}, {"action": [{"selectionBehavior": "first"}]}, {"action": [{"condition": [{"kind": "maybe"}]}]},
    {"grade": "A"}, {"title": ""}, {"effectivePeriod": {"start": "soon"}}])
def test_the_library_refuses_what_is_no_resource(press: Press, wrong: dict[str, Any]) -> None:
    data = plan_definition(press, press.context.compendium.knowledge.guidelines[0])
    assert mistakes({**data, **wrong}) != []


def test_labels_of_drugs_are_no_guidelines(pages: dict[str, Page], small_library: Compendium) -> None:
    assert any(drug.label for drug in small_library.knowledge.drugs.values())
    found = {path for path in pages if path.startswith("data/fhir/")}
    assert found == {plan_path(edition.id) for edition in small_library.knowledge.guidelines}


def test_an_approved_guideline_is_active_since_its_approval(approved: dict[str, Page]) -> None:
    data = json.loads(approved[CLUB].data)
    assert mistakes(data) == []
    assert (data["status"], data["experimental"], data["approvalDate"], data["lastReviewDate"]) == (
        "active", False, "2026-01-05", "2026-01-05")


def test_a_guideline_that_was_taken_down_has_no_resource(small_world: World) -> None:
    add_event(small_world, "guidelines/garden-club-2020", "hold", "hedy", note="A mistake")
    pages = small_world.pages()
    assert CLUB not in pages
    assert b"garden-club-2020.json" not in pages["data/index.md"].data


def test_a_site_with_an_address_names_where_it_can_be_looked_up(pages: dict[str, Page]) -> None:
    before, after = (json.loads(addressed(pages[CLUB], address).data) for address in ("", "https://plants.example/kb/"))
    assert after.pop("url") == f"https://plants.example/kb/{CLUB}"
    assert after == before
    assert before["identifier"][0]["value"].startswith("urn:uuid:")
    assert mistakes(after) == []
