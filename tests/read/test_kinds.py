from __future__ import annotations

import pytest

from generator.read.kinds import KINDS, kind_named, kind_of


@pytest.mark.parametrize(("path", "name"), [
    ("scenarios/topic/a.yaml", "scenario"), ("scenarios/profiles/a.yaml", "profile"), ("content/guidelines/a.yaml", "guideline"),
    ("content/advice/a.yaml", "advice"), ("content/drugs/a.yaml", "drug"), ("content/facts.yaml", "facts"),
    ("content/decisions.yaml", "decisions"), ("content/glossary.yaml", "glossary"), ("content/kb.yaml", "kb"),
])
def test_a_file_in_its_place_has_a_kind(path: str, name: str) -> None:
    assert kind_of(path) is kind_named(name)


@pytest.mark.parametrize("path", [
    "scenarios/a.yaml", "scenarios/a/b/c.yaml", "content/a.yaml", "content/guidelines/a.yml", "other/content/facts.yaml",
    "content/pages/home.md", "",
])
def test_a_file_elsewhere_has_none(path: str) -> None:
    assert kind_of(path) is None


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.place for kind in KINDS}) == len({kind.shape for kind in KINDS})
