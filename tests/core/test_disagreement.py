"""Where two guidelines part, held against all patients one by one, and who shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.disagreement import Beside, Parting, Relation, deciding, distance, farthest, relation, shown_by
from generator.core.guidelines import SILENT, DecisionKind, Guideline
from generator.core.narrowing import open_box
from generator.core.plain import Setting
from tests.core.random_rules import worlds
from tests.core.worlds import (
    Case,
    World,
    at_random,
    case_of,
    cases,
    everyone,
    guideline,
    leaf,
    number,
    rules_of,
    world_of,
    yes_no,
)

Said = tuple[str, str]


def brute_force(case: Case, first: tuple[Guideline, str], second: tuple[Guideline, str]) -> set[Said]:
    """The answers of all patients in the scope of both."""
    reference = case.world.reference
    return {(reference.decide(*first, patient), reference.decide(*second, patient))
            for patient in reference.patients(case.box.stated)
            if reference.applies(first[0], patient) and reference.applies(second[0], patient)}


@given(cases(worlds()))
@at_random(40)
def test_two_decisions_meet_in_the_outcomes_of_one_and_the_same_patient(case):
    first, second, *_ = [*case.world.tables()] * 2
    found = Beside(case.box).pairs(case.world.node(*first), case.world.node(*second))
    assert found == brute_force(case, first, second)


@st.composite
def disputes(draw) -> Case:
    """Worlds in which a guideline has a rival, with the rows of its first table in another order, and perhaps another scope."""
    world = draw(worlds())
    guide, name = next(world.tables())
    turned = draw(st.permutations([row for row in guide.tables[name] if row.when is not None]))
    rows = (*turned, *(row for row in guide.tables[name] if row.when is None))
    scope = draw(st.sampled_from([guide.scope, *(other.scope for other in world.rules.guidelines if not other.local)]))
    rival = replace(guide, id="rival", tables={**guide.tables, name: rows}, scope=scope)
    return draw(cases(st.just(world_of(replace(world.rules, guidelines=(guide, rival))))))


def sides(world: World) -> tuple[tuple[Guideline, str], tuple[Guideline, str]]:
    """The first table of both."""
    guide, rival = world.rules.guidelines
    name = next(iter(guide.tables))
    return (guide, name), (rival, name)


def parting_in(case: Case) -> tuple[Parting | None, set[Said]]:
    """What is found, and what all patients say."""
    first, second = sides(case.world)
    decision = case.world.rules.decisions[first[1]]
    guides = case.world.book.guidelines[first[0].id], case.world.book.guidelines[second[0].id]
    beside = Beside(case.box)
    said = farthest(decision, beside.pairs(case.world.node(*first), case.world.node(*second)))
    found = said and shown_by(beside, decision, guides, said, Setting(case.box))
    return found or None, brute_force(case, first, second)


@given(disputes())
@at_random(100)
def test_nothing_lies_farther_apart_than_what_is_found(case):
    found, said = parting_in(case)
    decision = case.world.rules.decisions[sides(case.world)[0][1]]
    assert max((distance(decision, pair) for pair in said), default=0) == (found.apart if found else 0)


@given(disputes())
@at_random(100)
def test_all_who_fit_the_example_get_these_answers(case):
    found, _ = parting_in(case)
    if found is not None:
        example = Case(case.world, open_box(case.world.book, {**case.box.stated, **found.example}))
        assert isinstance(example.box, Box)
        assert brute_force(example, *sides(case.world)) == {found.said}
        assert all(case.world.reference.applies(guide, patient) for guide, _ in sides(case.world)
                   for patient in case.world.reference.patients(example.box.stated))


@given(disputes())
@at_random(60)
def test_an_example_can_be_stated_as_it_is_within_the_case(case):
    found, _ = parting_in(case)
    for name, values in (found.example if found else {}).items():
        fact = case.world.fact(name)
        assert values.single
        assert fact.parse(fact.write(values)) == values
        assert values <= case.box.stated.get(name, values)


@given(disputes())
@at_random(60)
def test_without_any_one_fact_of_the_example_the_answers_are_open(case):
    found, _ = parting_in(case)
    (guide, decision), (rival, _) = sides(case.world)
    guides = [case.world.book.guidelines[one.id] for one in (guide, rival)]
    for name in found.example if found else ():
        rest = {other: values for other, values in found.example.items() if other != name}
        box = open_box(case.world.book, {**case.box.stated, **rest})
        assert isinstance(box, Box)
        reached = [box.reach(guide.tables[decision].node) for guide in guides]
        scopes = [box.reach(guide.scope_node) for guide in guides]
        assert {len(one - {"outside"}) for one in reached} != {1} or any(False in scope for scope in scopes)


# --- examples

AGE = number("age", 0, 120)
SCORE = number("score", -100, 100, step="0.1")
ILL = yes_no("ill")
ALL = everyone("ill")


def dispute(first: list, second: list, *, scope: object = ALL, **stated: str) -> Case:
    guides = [guideline("one", ALL, {"first": first}), guideline("other", scope, {"first": second})]
    return case_of(world_of(rules_of([AGE, ILL, SCORE], guides)), **stated)


def example_of(case: Case, **usual: str) -> dict[str, str]:
    one, other = case.world.book.guidelines.values()
    decision = case.world.rules.decisions["first"]
    beside = Beside(case.box)
    said = farthest(decision, beside.pairs(one.tables["first"].node, other.tables["first"].node))
    assert said is not None
    found = shown_by(beside, decision, (one, other), said, Setting(case.box, case.world.parse(usual)))
    return {name: case.world.fact(name).write(values) for name, values in found.example.items()}


OLD = [("strong", leaf("age >= 50")), ("mild", None)]
LOW = [("strong", leaf("score <= -2.5")), ("mild", None)]
NEVER = [("mild", None)]


@pytest.mark.parametrize(("first", "usual", "example"), [
    (OLD, {}, {"age": "60"}),
    (OLD, {"age": "66"}, {"age": "66"}),
    (OLD, {"age": "40"}, {"age": "60"}),
    (LOW, {}, {"score": "-3.0"}),
    ([("strong", leaf("-2.5 < score < -1.0")), ("mild", None)], {}, {"score": "-2.0"}),
    ([("strong", leaf("score = -2.5")), ("mild", None)], {}, {"score": "-2.5"}),
    ([("strong", leaf("ill")), ("mild", None)], {}, {"ill": "yes"}),
    ([("strong", None)], {}, {}),
])
def test_an_example_has_plain_values_a_little_inside_the_thresholds(first, usual, example):
    assert example_of(dispute(first, NEVER), **usual) == example


def test_what_the_case_states_is_no_part_of_the_example():
    assert example_of(dispute(LOW, OLD, age="40")) == {"score": "-3.0"}


def test_a_range_that_the_case_states_is_narrowed_to_one_value():
    assert example_of(dispute(OLD, NEVER, age="40..55")) == {"age": "52"}


PAST = yes_no("past", only_if=leaf("ill"))


def test_a_fact_that_rules_read_is_stated_before_one_that_it_follows_from():
    table = [("strong", leaf("ill")), ("mild", None)]
    guides = [guideline("one", ALL, {"first": table}), guideline("other", ALL, {"first": NEVER})]
    assert example_of(case_of(world_of(rules_of([ILL, PAST], guides)))) == {"ill": "yes"}


SAID = {("mild", "mild"), (SILENT, "strong")}


@pytest.mark.parametrize(("said", "kind"), [
    (set(), Relation.STRANGERS),
    ({(SILENT, "strong"), ("strong", SILENT)}, Relation.STRANGERS),
    (SAID, Relation.AGREE),
    (SAID | {("mild", "middle")}, Relation.DIFFER),
    (SAID | {("mild", "strong")}, Relation.FAR),
    (SAID | {("mild", "middle"), ("strong", "middle")}, Relation.DIFFER),
])
def test_how_two_guidelines_stand_to_each_other(said, kind):
    decision = world_of(rules_of([ILL], [guideline("one", ALL, {"first": OLD[1:]})])).rules.decisions["first"]
    assert relation(decision, frozenset(said)) is kind


def test_answers_without_an_order_are_the_same_or_different():
    decision = world_of(rules_of([ILL], [guideline("one", ALL, {"first": OLD[1:]})])).rules.decisions["first"]
    unordered = replace(decision, kind=DecisionKind.CHOICE)
    assert [distance(unordered, said) for said in (("mild", "mild"), ("mild", "strong"), (SILENT, "mild"))] == [0, 1, 0]
    assert relation(unordered, frozenset({("mild", "strong")})) is Relation.DIFFER


def test_the_row_that_all_meet_decides_before_one_that_only_some_meet():
    rows = [("strong", leaf("ill")), ("strong", leaf("age >= 50")), ("mild", None)]
    case = dispute(rows, NEVER, age="60")
    assert deciding(case.box, case.world.book.guidelines["one"].tables["first"], "strong").id == "row_1"
