"""Tables with too little room: the answers are never fewer than they should be, and what follows from them is still true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from generator.core.boxes import Box
from generator.core.changes import changes
from generator.core.diagrams import DEEPEST, ROOM, UNEXPANDED, TooLargeError
from generator.core.disagreement import Beside
from generator.core.evaluation import applies, evaluate
from generator.core.examples import shortest_path
from generator.core.firing import shadowed
from generator.core.narrowing import Contradiction, open_box
from generator.core.needs import can_settle, needs, settling
from generator.core.rulebook import OUTSIDE, compile_rules
from generator.core.truth import Truth
from generator.core.worsening import descending
from tests.core.random_rules import worlds
from tests.core.reference import NOT_APPLICABLE, as_values, values_of
from tests.core.test_needs import assert_no_need_is_left_out, outcomes, questions
from tests.core.worlds import (
    OUTCOMES,
    Case,
    World,
    all_of,
    any_of,
    at_least,
    at_random,
    cases,
    everyone,
    guideline,
    leaf,
    rules_of,
    statements,
    subsets,
    yes_no,
)


def in_room(world: World, room: int) -> World:
    """The same rules, compiled with no more than this many nodes for each table."""
    book, problems = compile_rules(world.rules, room)
    assert book is not None, problems
    return World(world.rules, book)


@st.composite
def _cramped(draw: DrawFn, worlds: SearchStrategy[World]) -> World:
    return in_room(draw(worlds), draw(st.integers(0, 20)))


def cramped(*, total: bool = True) -> SearchStrategy[World]:
    """Random worlds with random little room."""
    return _cramped(worlds(total=total))


def inexact(case: Case) -> list[tuple[int, list]]:
    return [(node, answers) for node, answers in questions(case) if not case.world.book.diagrams.exact[node]]


def reached(box: Box, node: int) -> set[str]:
    return {str(label) for label in box.reach(node) - {OUTSIDE}}


# --- the law, and soundness, at random


@given(cases(cramped(total=False)))
@at_random(120)
def test_no_outcome_is_left_out(case):
    for node, answers in questions(case):
        assert outcomes(answers) <= reached(case.box, node)


@given(st.data(), cases(cramped()))
@at_random(80)
def test_a_box_in_a_box_never_has_more_outcomes(data, case):
    inner = {name: data.draw(subsets(case.box[name])) for name in case.world.book.levels if data.draw(st.booleans())}
    box = open_box(case.world.book, {**case.box.stated, **inner})
    if isinstance(box, Box):
        for node, _ in questions(case):
            assert box.reach(node) <= case.box.reach(node)


@given(st.data(), cramped())
@at_random(60)
def test_a_patient_of_whom_everything_is_known_has_one_outcome(data, world):
    patients = world.reference.patients(data.draw(statements(world)))
    for patient in patients[:: max(1, len(patients) // 5)]:
        stated = {name: as_values(world.fact(name), value) for name, value in patient.items()
                  if value != NOT_APPLICABLE}
        box = open_box(world.book, stated)
        assert isinstance(box, Box)
        for guide, name in world.tables():
            expected = {world.reference.decide(guide, name, patient)} if world.reference.applies(guide, patient) else set()
            assert reached(box, world.node(guide, name)) == expected


@given(cases(cramped()))
@at_random(60)
def test_no_patient_is_narrowed_away(case):
    for patient in case.world.reference.patients(case.box.stated):
        assert all(as_values(case.world.fact(name), value) <= case.box[name] for name, value in patient.items())


@given(st.data(), cramped())
@at_random(60)
def test_a_contradiction_is_one(data, world):
    stated = data.draw(statements(world))
    found = open_box(world.book, stated)
    if isinstance(found, Contradiction):
        assert found.sources
        assert world.reference.patients({name: stated[name] for name in found.facts}) == []


@given(cases(cramped()))
@at_random(60)
def test_whether_a_guideline_applies_is_left_open_rather_than_wrong(case):
    for guide in case.world.rules.guidelines:
        truth = applies(case.box, case.world.book.guidelines[guide.id])
        found = {case.world.reference.applies(guide, patient) for patient in case.world.reference.patients(case.box.stated)}
        assert truth is Truth.UNKNOWN or found <= {truth is Truth.MET}


# --- what is derived, at random


@given(cases(cramped()))
@at_random(100)
def test_something_is_needed_while_the_outcome_is_open(case):
    for node, _ in questions(case):
        assert bool(needs(case.box, node)) == (len(reached(case.box, node)) > 1)


@given(cases(cramped()))
@at_random(100)
def test_no_needed_fact_is_left_out(case):
    assert_no_need_is_left_out(case)


@given(cases(cramped()))
@at_random(100)
def test_what_settles_settles(case):
    for node, answers in questions(case):
        needed = needs(case.box, node)
        found = settling(case.box, node, needed)
        assert set(can_settle(case.box, node, needed)) == {name for by_name in found.values() for name in by_name}
        for outcome, by_name in found.items():
            for name, values in by_name.items():
                assert all(outcomes(answers, **{name: value}) <= {outcome}
                           for value in values_of(case.world.fact(name), values))


@given(cases(cramped()))
@at_random(100)
def test_what_would_change_the_answer_would(case):
    reference = case.world.reference
    for guide, decision in case.world.tables():
        node = case.world.node(guide, decision)
        for change in () if case.world.book.diagrams.exact[node] else changes(case.box, node):
            stated = {name: values for name, values in case.box.stated.items() if name not in reference.dependents[change.fact]}
            found = reference.outcomes(guide, decision, {**stated, change.fact: change.to})
            assert change.outcome is not None
            assert found <= {change.outcome}


@given(cases(cramped()))
@at_random(60)
def test_two_decisions_are_said_to_meet_only_where_a_patient_has_both_outcomes(case):
    (first, one), (second, other), *_ = [*case.world.tables()] * 2
    reference = case.world.reference
    expected = {(reference.decide(first, one, patient), reference.decide(second, other, patient))
                for patient in reference.patients(case.box.stated)
                if reference.applies(first, patient) and reference.applies(second, patient)}
    assert Beside(case.box).pairs(case.world.node(first, one), case.world.node(second, other)) <= expected


@given(cases(cramped()))
@at_random(40)
def test_a_table_that_is_not_exact_is_evaluated_and_never_proved(case):
    assert evaluate(case.box, lead=[]).verdicts.keys() == case.world.book.guidelines.keys()
    for compiled in case.world.book.guidelines.values():
        for table in compiled.tables.values():
            if not case.world.book.diagrams.exact[table.node]:
                for proof in (shadowed(case.box, compiled, table), descending(case.box, table.node, {}, ())):
                    with pytest.raises(TooLargeError):
                        list(proof)
                with pytest.raises(TooLargeError):
                    shortest_path(case.box, table.node, "mild")


def test_little_room_is_often_too_little():
    """Else the laws above would say nothing."""
    found: list[bool] = []

    @given(cases(cramped()))
    @at_random(30)
    def look(case):
        found.extend(bool(inexact(case)) for _ in range(1))

    look()
    assert sum(found) > 10


# --- tables that explode


def rows_of(size: int, rows: int) -> World:
    """Pairs of facts of which the first ones all stand before the second ones: 2 ** size nodes for each row."""
    firsts, seconds = [f"first_{place}" for place in range(size)], [f"second_{place}" for place in range(size)]
    facts = [yes_no(name) for name in (*firsts, *seconds)]
    turned = [[*seconds[turn:], *seconds[:turn]] for turn in range(rows)]
    table = [(OUTCOMES[1 + turn % 3], any_of(*(all_of(*pair) for pair in zip(firsts, partners, strict=True))))
             for turn, partners in enumerate(turned)]
    guide = guideline("guide", everyone("first_0"), {"first": [*table, (OUTCOMES[0], None)]})
    rules = rules_of(facts, [guide])
    book, _ = compile_rules(rules)
    assert book is not None
    return World(rules, book)


def test_a_table_that_explodes_takes_no_more_room_than_it_has():
    world = rows_of(40, 40)
    assert len(world.book.diagrams.nodes) < 3 * ROOM


def test_a_table_that_explodes_answers_row_by_row():
    world = rows_of(40, 3)
    guide, = world.rules.guidelines
    for firsts, expected in (("no", {"no_recommendation"}), ("yes", {"no_recommendation", "mild", "middle", "strong"})):
        box = open_box(world.book, world.parse({f"first_{place}": firsts for place in range(40)}))
        assert isinstance(box, Box)
        assert reached(box, world.node(guide, "first")) == expected
    box = open_box(world.book, world.parse({"first_5": "yes", "second_5": "yes"}))
    assert isinstance(box, Box)
    assert reached(box, world.node(guide, "first")) == {"mild"}


def test_what_would_change_a_table_that_explodes_is_said_where_it_is_certain():
    world = rows_of(40, 3)
    guide, = world.rules.guidelines
    stated = {f"{which}_{place}": "no" for which in ("first", "second") for place in range(40)} | {"second_5": "yes"}
    box = open_box(world.book, world.parse(stated))
    assert isinstance(box, Box)
    found = changes(box, world.node(guide, "first"))
    assert [(change.fact, change.outcome) for change in found] == [("first_3", "strong"), ("first_4", "middle"),
                                                                   ("first_5", "mild")]


def test_more_facts_than_a_walk_can_go_down_are_counted_without_a_diagram():
    facts = [yes_no(f"sign_{place:03}") for place in range(3 * DEEPEST)]
    when = at_least(2, *(fact.id for fact in facts))
    rules = rules_of(facts, [guideline("guide", everyone("sign_000"), {"first": [("strong", when), ("mild", None)]})])
    book, _ = compile_rules(rules)
    assert book is not None
    world = World(rules, book)
    node = world.node(rules.guidelines[0], "first")
    assert book.diagrams.nodes[node].level == UNEXPANDED
    for count, expected in ((0, {"mild"}), (1, {"mild"}), (2, {"strong"})):
        box = open_box(book, world.parse({fact.id: "yes" if place < count else "no" for place, fact in enumerate(facts)}))
        assert isinstance(box, Box)
        assert reached(box, node) == expected
        assert evaluate(box, lead=[]).verdicts["guide"].answers["first"].possible == tuple(expected)


def test_constraints_too_large_to_be_taken_together_narrow_one_by_one():
    facts = [yes_no(name) for name in ("one", "two", "three")]
    rules = rules_of(facts, [guideline("guide", everyone("one"), {"first": [("mild", leaf("two")), ("strong", None)]})],
                     impossible=[all_of("one", "two"), all_of("two", "three")])
    for room, parts in ((0, 2), (ROOM, 1)):
        book, _ = compile_rules(rules, room)
        assert book is not None
        assert len(book.clusters) == parts
        assert {cluster.levels for cluster in book.clusters} == {0b111}
        box = open_box(book, {"one": facts[0].parse("yes")})
        assert isinstance(box, Box)
        assert facts[1].write(box["two"]) == "no"
