"""All twins together: schemas, lists of them, addresses, and what a site of approved pages leaves out."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch

import pytest
from jsonschema import Draft202012Validator

from generator.addressed import addressed
from generator.corridor import render_all
from generator.press import Page
from generator.twins.schemas import SCHEMAS, schema_of
from tests.page.reviewed import approve_all, read_at_source
from tests.worlds import World

WITHOUT = ("data/sources/*", "data/schemas/*", "data/fhir/*")  # the last are tried by a library for them


def test_every_file_of_data_has_a_schema_and_keeps_to_it(pages: dict[str, Page]) -> None:
    schemas = {name: Draft202012Validator(json.loads(pages[f"data/schemas/{name}.schema.json"].data)) for _, name in SCHEMAS}
    found = [path for path in pages if path.endswith(".json") and not any(fnmatch(path, kind) for kind in WITHOUT)]
    assert {schema_of(path) for path in found} == set(schemas)
    for path in found:
        assert [error.message for error in schemas[schema_of(path)].iter_errors(json.loads(pages[path].data))] == [], path


def test_every_schema_is_one(pages: dict[str, Page]) -> None:
    for path in pages:
        if path.startswith("data/schemas/"):
            Draft202012Validator.check_schema(json.loads(pages[path].data))


@pytest.mark.parametrize(("name", "wrong"), [
    ("scenarios", {"more": 1}), ("scenarios", {"status": "fine"}), ("search", {"kind": "x"}),
    ("references", {"URL": "javascript:x"}), ("references", {"issued": "2020"})])
def test_a_schema_refuses_what_breaks_it(name: str, wrong: dict[str, object], pages: dict[str, Page]) -> None:
    schema = Draft202012Validator(json.loads(pages[f"data/schemas/{name}.schema.json"].data))
    entry = json.loads(pages[f"data/{name}.json"].data)[0]
    assert schema.is_valid([entry])
    assert not schema.is_valid([{**entry, **wrong}])


def test_the_overview_begins_with_status_and_limits_and_lists_every_page_once(pages: dict[str, Page]) -> None:
    text = pages["llms.txt"].data.decode()
    assert text.startswith("# Plant answers\n\n> DRAFT, not reviewed. Status of the least reviewed part shown here: Submitted")
    assert "\n> Does not replace a look at the plant.\n" in text
    links = re.findall(r"^- \[.*?\]\((.*?)\)", text, re.MULTILINE)
    assert len(links) == len(set(links))
    plain = {path for path in pages if path.startswith("data/markdown/")}
    assert {link for link in links if link.startswith("data/markdown/")} == plain
    assert {link for link in links if not link.endswith("/")} <= set(pages)
    assert all("Submitted, pending human review" in line for line in text.splitlines() if "(data/markdown/" in line)


def test_the_page_of_data_leads_to_files_that_are_there(pages: dict[str, Page]) -> None:
    text = pages["data/index.md"].data.decode()
    links = re.findall(r'<a [^>]*?\bhref="([^"]*)"', text)
    assert {"scenarios.json", "scenarios.csv", "knowledge.json", "references.bib", "../llms.txt"} <= set(links)
    for link in links:
        assert (link.removeprefix("../") if link.startswith("../") else f"data/{link}") in pages


def test_a_page_cites_itself_with_its_status_edition_and_day(pages: dict[str, Page]) -> None:
    text = pages["scenarios/wilting-plant/index.md"].data.decode()
    assert ("does it need water or a spray? Plant answers. Edition 2026.1. Content changed 2026-01-15. DRAFT, not reviewed."
            '<span class="address"></span></p></div>') in text
    assert "\ue002" not in "".join(page.data.decode() for page in pages.values() if page.path.endswith(".md"))


def test_a_site_with_an_address_cites_pages_by_it(pages: dict[str, Page]) -> None:
    page = addressed(pages["scenarios/wilting-plant/index.md"], "https://plants.example/kb?a&b")
    assert b'<span class="address"> https://plants.example/kb?a&amp;b/scenarios/wilting-plant/</span>' in page.data
    assert addressed(pages["index.md"], "https://plants.example/") == pages["index.md"]


def test_a_site_of_approved_pages_has_twins_of_these_alone(small_world: World) -> None:
    read_at_source(small_world)
    approve_all(small_world)
    small_world.edit("content/guidelines/fern-society-2024.yaml", "name: Fern Society 2024", "name: Fern Society of 2024")
    report = render_all(small_world.folders, approved=True)
    paths, everything = {page.path for page in report.pages}, b"".join(page.data for page in report.pages)
    assert "guidelines/fern-society-2024.md" not in paths
    assert "data/fhir/PlanDefinition-garden-club-2020.json" in paths
    assert [path for path in paths if "fern-society-2024" in path and not path.startswith("data/sources/")] == []
    assert b"fern-society-2024.md.txt" not in everything
    beside = {path for path in paths if path.startswith(("data/markdown/", "data/references/"))}
    assert {path.split("/", 2)[2].partition(".")[0] for path in beside} <= {
        path.removesuffix("/index.md").removesuffix(".md") for path in paths if path.endswith(".md")}
