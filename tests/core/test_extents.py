"""Between which values a derived number can lie."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.derived import AnyDerived, Difference, Extreme, Valid
from generator.core.facts import Fact, Values
from generator.core.narrowing import open_box
from generator.core.truth import Truth, truth_of
from tests.core.worlds import (
    HERE,
    Case,
    at_random,
    case_of,
    cases,
    everybody,
    leaf,
    number,
    rules_of,
    world_of,
    yes_no,
)


def gap(first: str = "spine", second: str = "hip") -> Difference:
    return Difference(id="gap", label="gap", where=HERE, minuend=first, subtrahend=second)


def lowest(*of: str, highest: bool = False) -> Extreme:
    return Extreme(id="extreme", label="", where=HERE, of=of, highest=highest)


SITES = [yes_no("blurred"), *(number(name, -10, 10, step="0.1", may_be_absent=True) for name in ("spine", "hip", "neck"))]
VALID = Valid(id="valid_spine", label="", where=HERE, of="spine", unless=leaf("blurred"))


def found(facts: list[Fact], derived: list[AnyDerived], **stated: str) -> str:
    """The values of the difference, as text."""
    world = world_of(rules_of(facts, derived=derived, conditions={"apart": leaf("gap >= 1")}))
    return world.fact("gap").write(case_of(world, **stated).box["gap"])


@st.composite
def measured_worlds(draw):
    """Worlds with a difference of two numbers on one scale, each of them a site, the lowest of some, or a valid one."""
    parts = st.sampled_from(["spine", "hip", "valid_spine", "extreme"])
    extreme = lowest(*draw(st.lists(st.sampled_from(["spine", "hip", "neck", "valid_spine"]), min_size=1, max_size=3)),
                     highest=draw(st.booleans()))
    sites = [fact if fact.choices else replace(fact, low=-3, high=2) for fact in SITES]
    if draw(st.booleans()):
        sites[2] = replace(sites[2], only_if=leaf("blurred"))
    impossible = draw(st.sampled_from([[], [leaf("spine > hip")], [leaf("blurred")]]))
    threshold = draw(st.integers(-6, 6))
    return world_of(rules_of(sites, derived=[VALID, extreme, gap(draw(parts), draw(parts))], impossible=impossible,
                             conditions={"apart": leaf(f"gap >= {threshold / 10}")}))


@st.composite
def measured_cases(draw) -> Case:
    """What a scenario states, or everybody, measured or not."""
    case = draw(cases(measured_worlds()))
    box = everybody(case.world) if draw(st.booleans()) else case.box
    return Case(case.world, box)


def differences(case: Case) -> list[Fraction | None]:
    reference = case.world.reference
    return [reference.number("gap", patient) for patient in reference.patients(case.box.stated)]


@given(measured_cases())
@at_random(40)
def test_the_extent_of_a_difference_holds_that_of_every_possible_patient(case):
    values, step = case.box["gap"], case.world.fact("gap").step
    for difference in differences(case):
        if difference is None:
            assert values.absent
        else:
            assert values.low * step <= difference <= values.high * step


@given(measured_cases())
@at_random(40)
def test_a_condition_on_a_difference_never_contradicts_the_exact_truth(case):
    reference = case.world.reference
    exact = truth_of(reference.holds(case.world.rules.conditions["apart"], patient)
                     for patient in reference.patients(case.box.stated))
    judged = truth_of(case.box.reach(case.world.book.conditions["apart"].node))
    assert judged in (Truth.UNKNOWN, exact)


@pytest.mark.parametrize(("stated", "text"), [
    ({"spine": "0.5", "hip": "-0.7"}, "1.2"),
    ({"spine": "-0.7", "hip": "0.5"}, "-1.2"),
    ({"spine": "0.1..0.3", "hip": "-0.2..0.2"}, "-0.1..0.5"),
    ({"spine": "0.3"}, "-0.7..1.3"),
    ({"spine": "not measured", "hip": "0.1"}, "not measured"),
])
def test_the_difference_of_two_facts(stated, text):
    assert found(SITES, [gap()], **stated) == text


@pytest.mark.parametrize(("derived", "stated", "text"), [
    (lowest("hip", "neck"), {"spine": "0", "hip": "0.5", "neck": "0.2"}, "-0.2"),
    (lowest("hip", "neck"), {"spine": "0", "hip": "0.5", "neck": "0.2..0.8"}, "-0.5..-0.2"),
    (lowest("hip", "neck"), {"spine": "0", "hip": "0.5", "neck": "not measured"}, "-0.5"),
    (lowest("hip", "neck"), {"spine": "0", "hip": "not measured", "neck": "not measured"}, "not measured"),
    (lowest("hip", "neck", highest=True), {"spine": "0", "hip": "0.5", "neck": "0.2..0.8"}, "-0.8..-0.5"),
])
def test_the_difference_from_the_lowest_or_highest(derived, stated, text):
    assert found(SITES, [derived, gap("spine", "extreme")], **stated) == text


@pytest.mark.parametrize(("blurred", "text"), [("yes", "not measured"), ("no", "0.3"), ("yes | no", "0.3 | not measured")])
def test_the_difference_from_a_number_that_may_not_be_valid(blurred, text):
    assert found(SITES, [VALID, gap("valid_spine", "hip")], blurred=blurred, spine="0.5", hip="0.2") == text


def test_a_difference_is_worked_out_on_the_grid_of_its_parts():
    facts = [number("start", 0, 120), number("end", 0, 120), *SITES]
    assert found(facts, [gap("end", "start")], start="50", end="70") in ("20", "20.0")


@pytest.mark.parametrize(("stated", "text"), [
    ({"spine": "0.5", "hip": "0.1", "neck": "0.3"}, "0.1"),
    ({"spine": "0.5", "hip": "0.1..0.2", "neck": "0.3"}, "0.0..0.1"),
    ({"spine": "0.5", "hip": "0.1", "neck": "not measured"}, "not measured"),
    ({"spine": "0.5", "hip": "not measured", "neck": "0.3"}, "not measured"),
])
def test_the_difference_between_a_difference_and_a_fact(stated, text):
    twice = Difference(id="twice", label="", where=HERE, minuend="gap", subtrahend="neck")
    world = world_of(rules_of(SITES, derived=[gap(), twice], conditions={"beyond": leaf("twice >= 0")}))
    assert world.fact("twice").write(case_of(world, **stated).box["twice"]) == text


def test_a_difference_of_numbers_far_apart_has_room():
    assert found([number("first", 0, 9), number("second", 100, 109)], [gap("first", "second")], first="7", second="104") == "-97"


def test_an_open_box_knows_the_difference_of_unmeasured_sites():
    world = world_of(rules_of(SITES, derived=[gap()], conditions={"apart": leaf("gap >= 1")}))
    box = open_box(world.book, {fact.id: fact.whole for fact in world.rules.facts})
    assert isinstance(box, Box)
    assert box["gap"] == Values(((-20, 20),), absent=True)


def test_the_lowest_of_sites_that_may_all_be_unmeasured_may_not_be_there():
    derived = [lowest("hip", "neck"), gap("spine", "extreme")]
    world = world_of(rules_of([SITES[0], replace(SITES[1], may_be_absent=False), *SITES[2:]], derived=derived))
    assert everybody(world)["gap"].absent


def test_a_difference_from_a_site_that_may_not_apply_may_not_be_there():
    world = world_of(rules_of([SITES[0], SITES[1], replace(SITES[2], only_if=leaf("blurred"))], derived=[gap()]))
    assert case_of(world).box["gap"].absent
