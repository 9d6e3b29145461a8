from __future__ import annotations

import pytest

from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.origin import Problem
from generator.read.derived import DerivedShape, read_derived
from generator.read.fields import Id
from generator.read.shape import Shape, fit
from tests.worlds import codes, read_with


class Local(Shape):
    local: dict[Id, DerivedShape]


def derived(text: str) -> tuple[dict[str, AnyDerived], list[Problem]]:
    """What stands under `local:` for the name x."""

    def read(tree, problems):
        shape = fit(Local, tree, problems)
        return {} if shape is None else read_derived(shape.local, problems)

    return read_with(read, f"local:\n  x: {{label: l, {text}}}")


@pytest.mark.parametrize(("text", "kind"), [
    ("lowest_of: [a, b]", Extreme), ("highest_of: [a]", Extreme), ("valid: a, unless: b", Valid),
    ("scaled: a, cases: [{when: b, factor: 1.15}]", Scaled), ("by: a, bands: [{range: 0..4, value: 3}]", Banded),
    ("when: {any: [a, b]}", Named), ("difference_of: [a, b]", Difference),
])
def test_each_way_of_deriving_is_read(text: str, kind: type) -> None:
    found, problems = derived(text)
    assert problems == []
    assert type(found["x"]) is kind


@pytest.mark.parametrize(("text", "code"), [
    ("when: a, lowest_of: [b]", "bad-derived"),
    ("unless: a", "bad-derived"),
    ("", "bad-derived"),
    ("valid: a", "missing-key"),
    ("scaled: a", "missing-key"),
    ("by: a", "missing-key"),
    ("scaled: a, cases: [{when: b, factor: 0}]", "bad-value"),
    ("scaled: a, cases: [{when: b, factor: -1}]", "bad-value"),
    ("scaled: a, cases: [{factor: 1.5}]", "missing-key"),
    ("by: a, bands: [{range: 0..4, value: 3}, {range: 4..9, value: 2}]", "bad-derived"),
    ("by: a, bands: [{range: 5..9, value: 3}, {range: 0..4, value: 2}]", "bad-derived"),
    ("by: a, bands: [{range: 5.., value: 3}, {range: 9..12, value: 2}]", "bad-derived"),
    ("by: a, bands: [{range: 0 to 4, value: 3}]", "bad-range"),
    ("difference_of: [a]", "bad-derived"),
    ("difference_of: [a, b, c]", "bad-derived"),
    ("when: a != b", "bad-condition"),
    ("lowest_off: [a]", "unknown-key"),
    ("lowest_of: []", "bad-derived"),
])
def test_a_derivation_that_does_not_add_up_is_refused(text: str, code: str) -> None:
    assert code in codes(derived(text)[1])


def test_thresholds_may_have_a_unit() -> None:
    assert [derived(f"by: a, bands: [{{range: 0..4, value: 3}}]{unit}")[0]["x"].unit
            for unit in ("", ', unit: "%"')] == ["", "%"]


def test_bands_may_leave_a_gap() -> None:
    assert derived("by: a, bands: [{range: 0..4, value: 3}, {range: 6..9, value: 2}]")[1] == []


def test_a_derived_fact_knows_the_place_of_its_name() -> None:
    assert str(derived("when: a")[0]["x"].where) == "a.yaml:2:3"
