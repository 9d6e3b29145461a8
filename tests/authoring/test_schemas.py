"""What an editor is told about every YAML file: it takes what is legal, and refuses what is typically wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.authoring.schemas import DRAFT, editor_comment, schema_files, schema_of
from generator.check.compendium import Compendium
from generator.read.kinds import KINDS, kind_of
from tests.editor_comments import shipped_files, with_comment
from tests.worlds import REPOSITORY, SMALL_WORLD, World

SMALL_FILES = sorted(path.relative_to(SMALL_WORLD).as_posix() for path in SMALL_WORLD.rglob("*.yaml"))
CASE = "scenarios/indoor/wilting-plant.yaml"
CLUB = "content/guidelines/garden-club-2020.yaml"


class OldYaml(yaml.SafeLoader):
    """YAML 1.1, as PyYAML reads it: `no` is false, a date is a date."""


class NewYaml(yaml.SafeLoader):
    """YAML 1.2, as editors read it unless told otherwise: `no` and a date are text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, starts in (("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
                             ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
                             ("int", "[-+]?[0-9]+", "-+0123456789"),
                             ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789")):
    NewYaml.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(starts))


EDITORS = pytest.mark.parametrize("loader", [OldYaml, NewYaml], ids=["yaml-1.1", "yaml-1.2"])


def read(text: str, loader: type[yaml.SafeLoader] = OldYaml) -> Any:
    """A file as an editor holds it: JSON, so that keys and dates are text."""
    return json.loads(json.dumps(yaml.load(text, loader), default=str))



@pytest.fixture(scope="session")
def shipped_schemas(compendium: Compendium) -> dict[str, Any]:
    return {kind.name: schema_of(kind, compendium.knowledge) for kind in KINDS}


@pytest.fixture(scope="session")
def small_schemas(small_library: Compendium) -> dict[str, Any]:
    return {kind.name: schema_of(kind, small_library.knowledge) for kind in KINDS}


def complaints(schema: dict[str, Any], data: Any) -> list[str]:
    found = Draft202012Validator(schema).iter_errors(data)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def complaints_about(schemas: dict[str, Any], path: str, text: str, loader: type[yaml.SafeLoader]) -> list[str]:
    kind = kind_of(path)
    assert kind is not None
    return complaints(schemas[kind.name], read(text, loader))


# --- what is legal


@EDITORS
@pytest.mark.parametrize("path", shipped_files())
def test_no_shipped_file_is_complained_about(shipped_schemas: dict[str, Any], path: str, loader: type[yaml.SafeLoader]) -> None:
    assert complaints_about(shipped_schemas, path, (REPOSITORY / path).read_text("utf-8"), loader) == []


@EDITORS
@pytest.mark.parametrize("path", SMALL_FILES)
def test_no_file_of_another_topic_is_complained_about(small_schemas: dict[str, Any], path: str,
                                                      loader: type[yaml.SafeLoader]) -> None:
    assert complaints_about(small_schemas, path, (SMALL_WORLD / path).read_text("utf-8"), loader) == []


@EDITORS
@pytest.mark.parametrize("line", [
    "moisture_root: 2.0", "moisture_root: 2", "moisture_root: 1.5..2.5", "moisture_root: 2.0..", "moisture_root: ..2.0",
    'moisture_root: "2.0"', "moisture_saucer: not measured", "pests_seen: yes", "pests_seen: no", "pests_seen: no | yes",
    "plant_kind: fern", "plant_kind: fern | orchid", "leaves: 12", "leaves: 10..20",
])
def test_every_way_to_state_a_fact_is_taken(small_schemas: dict[str, Any], line: str, loader: type[yaml.SafeLoader]) -> None:
    fact = read(f"id: x\ntitle: X\nfacts:\n  {line}\n", loader)
    assert complaints(small_schemas["profile"], fact) == []


@EDITORS
@pytest.mark.parametrize("title", ["No", "1994", "1.10", "true", "2026-11-21", "on"])
def test_a_text_may_look_like_a_number_a_date_or_a_truth_value(small_schemas: dict[str, Any], title: str,
                                                               loader: type[yaml.SafeLoader]) -> None:
    assert complaints(small_schemas["profile"], read(f"id: x\ntitle: {title}\nfacts: {{}}\n", loader)) == []


# --- what is typically wrong


MISTAKES = [
    (CASE, "title: Your wilting plant", "titel: Your wilting plant", "'titel' was unexpected"),
    (CASE, "moisture_root: 2.0", "moisture_rot: 2.0", "'moisture_rot' was unexpected"),
    (CASE, "moisture_root: 2.0", "moisture_root: 20", "facts.moisture_root"),
    (CASE, "moisture_root: 2.0", "moisture_root: 2,0", "facts.moisture_root"),
    (CASE, "moisture_root: 2.0", "plant_kind: palm", "facts.plant_kind"),
    (CASE, "moisture_root: 2.0", "pests_seen: maybe", "facts.pests_seen"),
    (CASE, "moisture_root: 2.0", "moisture_root: not measured", "facts.moisture_root"),
    (CASE, "moisture_root: 2.0", "leaves: 1.5", "facts.leaves"),
    (CASE, "for: ferns and orchids", "lead: [garden-klub-2020]", "'garden-klub-2020' is not one of"),
    (CASE, "for: ferns and orchids", "profiles: [healthy-farn]", "'healthy-farn' is not one of"),
    (CASE, "garden-club-2020.watering: water", "garden-club-2020.watering: drown", "expect.garden-club-2020.watering"),
    (CASE, "garden-club-2020.watering: water", "garden-club-2020.waterng: water", "'garden-club-2020.waterng' was unexpected"),
    (CASE, "updated: 2026-01-15", "updated: 15.1.2026", "updated"),
    (CASE, "checked: source\npatient", "checked: read\npatient", "'read' is not one of"),
    (CASE, "short_title: Wilting plant", "short_title:", "short_title"),
    (CASE, "short_title: Wilting plant\n", "", "'short_title' is a required property"),
    (CLUB, "outcome: wait", "outcome: drown", "outcome"),
    (CLUB, "  watering:\n", "  waterng:\n", "'waterng' was unexpected"),
    (CLUB, "when: many_pests", "when: {anyy: [many_pests]}", "when"),
    (CLUB, "when: many_pests", "when: {all: [many_pests], any: [many_pests]}", "when"),
]


@EDITORS
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake[2])
def test_a_typical_mistake_is_refused(small_schemas: dict[str, Any], small_world: World, mistake: tuple[str, str, str, str],
                                      loader: type[yaml.SafeLoader]) -> None:
    path, old, new, said = mistake
    small_world.edit(path, old, new)
    assert said in "\n".join(complaints_about(small_schemas, path, small_world.text(path), loader))


# --- what hover texts and completion are made from


def test_a_number_says_its_label_unit_range_and_step(small_schemas: dict[str, Any]) -> None:
    fact = small_schemas["scenario"]["properties"]["facts"]["properties"]["moisture_saucer"]
    for words in ("moisture in the saucer", "points", "0.0 to 10.0", "in steps of 0.1", '"not measured"'):
        assert words.lower() in fact["description"].lower()


def test_a_choice_offers_its_values_with_their_words(small_schemas: dict[str, Any]) -> None:
    forms = small_schemas["scenario"]["properties"]["facts"]["properties"]["product_in_use"]["anyOf"]
    assert dict(zip(forms[0]["enum"], forms[0]["enumDescriptions"], strict=True)) == {
        "none": "none", "soap_spray": "soap spray", "oil_spray": "oil spray"}


def test_every_fact_of_the_shipped_knowledge_base_is_offered(shipped_schemas: dict[str, Any], compendium: Compendium) -> None:
    assert list(shipped_schemas["scenario"]["properties"]["facts"]["properties"]) == list(compendium.knowledge.known_facts)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_no_completion_writes_true_or_false(shipped_schemas: dict[str, Any], kind: str) -> None:
    """An editor offers true and false for the type boolean, and `kb check` takes neither."""
    assert '"boolean"' not in json.dumps(shipped_schemas[kind])


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_key_of_every_file_is_described(shipped_schemas: dict[str, Any], kind: str) -> None:
    assert list(undescribed(shipped_schemas[kind], kind)) == []


def undescribed(node: Any, path: str) -> list[str]:
    if isinstance(node, list):
        return [found for part in node for found in undescribed(part, path)]
    if not isinstance(node, dict):
        return []
    keys = {name: part for name, part in node.get("properties", {}).items() if node.keys() != {"properties"}}
    silent = [f"{path}.{name}" for name, part in keys.items() if name not in ("count", "of") and not part.get("description")]
    return silent + [found for key, part in node.items() for found in undescribed(part, f"{path}.{key}")]


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_schema_is_one_and_says_which_draft(shipped_schemas: dict[str, Any], kind: str) -> None:
    Draft202012Validator.check_schema(shipped_schemas[kind])
    assert shipped_schemas[kind]["$schema"] == DRAFT
    assert '"stands":' not in json.dumps(shipped_schemas[kind])


def test_the_same_knowledge_gives_the_same_bytes(small_library: Compendium) -> None:
    assert schema_files(small_library.knowledge) == schema_files(World(SMALL_WORLD).compendium.knowledge)


# --- the first line of every file


@pytest.mark.parametrize("path", shipped_files())
def test_a_file_tells_editors_where_its_schema_is(path: str) -> None:
    text = (REPOSITORY / path).read_text("utf-8")
    assert text == with_comment(path, text), "run  python -m tests.editor_comments"


@pytest.mark.parametrize("path", ["content/kb.yaml", "content/drugs/x.yaml", "scenarios/profiles/x.yaml", "scenarios/a/b.yaml"])
def test_the_place_in_the_first_line_is_where_make_puts_the_schema(path: str) -> None:
    comment, kind = editor_comment(path), kind_of(path)
    assert comment is not None
    assert kind is not None
    target = (Path("/") / path).parent.joinpath(comment.partition("$schema=")[2])
    assert target.resolve() == Path("/build/schemas") / kind.schema_file
    assert "kb schema build/schemas" in (REPOSITORY / "Makefile").read_text("utf-8")


def test_a_file_in_a_wrong_place_has_no_schema() -> None:
    assert [editor_comment(path) for path in ("content/x.yaml", "scenarios/x.yaml", "content/advice/a/x.yaml")] == [None] * 3
