from __future__ import annotations

import pytest

from generator.origin import Problem
from generator.read.drugs import Drug, read_drug
from generator.read.tables import KnownNames
from tests.worlds import codes, read_with

DRUG = """id: soap_spray
name: soap spray
brands: [Suddo, Lather]
class: contact spray
summary: A spray [@a].
checked: source
cautions:
  - {id: sun, checked: source, boxed: yes, clinician: "Not in the sun [@a]."}
"""


def drug(text: str) -> tuple[Drug | None, list[Problem]]:
    return read_with(lambda tree, problems: read_drug(tree, KnownNames({}, ()), problems), text)


def test_a_drug_is_named_by_its_name_and_its_brands() -> None:
    found, _ = drug(DRUG)
    assert found is not None
    assert found.mentions == ("soap spray", "Suddo", "Lather")


def test_a_boxed_warning_is_known() -> None:
    found, _ = drug(DRUG)
    assert found is not None
    assert [caution.boxed for caution in found.cautions] == [True]


@pytest.mark.parametrize(("old", "new", "code"), [
    ("class: contact spray\n", "", "missing-key"), ("class: contact", "class_: contact", "unknown-key"),
    ("boxed: yes", "boxed: true", "bad-value"),
    ("brands: [Suddo, Lather]", "brands: Suddo", "wrong-type"), ("[@a].\nchecked", "[@a\nchecked", "bad-citation"),
    ('clinician: "Not in the sun [@a]."', 'clinician: ""', "empty-value"), ("id: soap_spray", "id: Soap spray", "bad-value"),
])
def test_a_drug_with_a_mistake_is_refused(old: str, new: str, code: str) -> None:
    assert old in DRUG
    assert code in codes(drug(DRUG.replace(old, new))[1])


def test_two_cautions_of_one_name_are_refused() -> None:
    assert codes(drug(DRUG + '  - {id: sun, checked: source, clinician: "Never [@a]."}\n')[1]) == ["duplicate-id"]
