"""A new file says of every line what it is for, and nothing in it is made up."""

from __future__ import annotations

import pytest

from generator.authoring.skeletons import MARK, skeleton
from generator.check.compendium import Compendium
from generator.read.kinds import kind_named

PATHS = {"scenario": "scenarios/indoor/new-one.yaml", "guideline": "content/guidelines/new-one.yaml",
         "advice": "content/advice/new-one.yaml"}
KINDS = pytest.mark.parametrize("kind", PATHS)


def text_of(kind: str, compendium: Compendium) -> str:
    return skeleton(kind, "new-one", compendium.knowledge, path=PATHS[kind], day="2026-03-04")


@KINDS
def test_every_key_of_the_file_stands_below_what_it_is_for(kind: str, small_library: Compendium) -> None:
    lines = text_of(kind, small_library).splitlines()
    said = " ".join(line.lstrip("# ") for line in lines if line.startswith("# "))
    for name, field in kind_named(kind).shape.model_fields.items():
        assert any(line.lstrip("#").startswith(f"{field.alias or name}:") for line in lines), name
        assert field.description in said


@KINDS
def test_what_may_be_left_out_is_left_out(kind: str, small_library: Compendium) -> None:
    lines = text_of(kind, small_library).splitlines()
    written = {line.partition(":")[0] for line in lines if line[:1].isalpha()}
    needed = {field.alias or name for name, field in kind_named(kind).shape.model_fields.items() if field.is_required()}
    assert written - needed <= {"facts", "advice"}
    assert needed <= written


@KINDS
def test_the_first_line_is_for_editors(kind: str, small_library: Compendium) -> None:
    first = text_of(kind, small_library).splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../../build/schemas/{kind}.schema.json"


def test_a_scenario_offers_every_fact_with_its_values(small_library: Compendium) -> None:
    text = text_of("scenario", small_library)
    assert [name for name in small_library.knowledge.known_facts if f"\n  #{name}:  # Write " not in text] == []


def test_a_scenario_is_dated(small_library: Compendium) -> None:
    text = text_of("scenario", small_library)
    assert "\nupdated: 2026-03-04\n" in text
    assert "\n  - {date: 2026-03-04, change: First version}\n" in text


def test_a_guideline_ends_its_table_with_a_row_for_everyone_else(small_library: Compendium) -> None:
    last = text_of("guideline", small_library).partition("- id: otherwise")[2].partition("cases:")[0]
    assert "outcome:" in last
    assert "when:" not in last


@KINDS
def test_no_answer_is_made_up(kind: str, small_library: Compendium) -> None:
    """Whatever an author must say is empty: only names, dates and the history are given."""
    lines = [line.partition("#")[0].rstrip() for line in text_of(kind, small_library).splitlines()]
    given = [line.strip() for line in lines if line and not line.endswith(":")]
    allowed = {"id: new-one", "- id: otherwise", "updated: 2026-03-04", "- {date: 2026-03-04, change: First version}"}
    assert set(given) <= allowed


@KINDS
def test_a_mark_stands_on_every_empty_line_that_is_needed(kind: str, small_library: Compendium) -> None:
    lines = text_of(kind, small_library).splitlines()
    open_lines = [number for number, line in enumerate(lines)
                  if line.partition("#")[0].rstrip().endswith(":") and MARK not in line]
    for number in open_lines:  # the key of a mapping or a list: what it holds stands below, further in
        inner = next(line for line in lines[number + 1:] if line.strip() and not line.strip().startswith("#"))
        assert len(inner) - len(inner.lstrip()) > len(lines[number]) - len(lines[number].lstrip()), lines[number]
