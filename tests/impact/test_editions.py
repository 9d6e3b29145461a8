"""Two editions of one guideline, held against all patients one by one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, reject
from hypothesis import strategies as st

from generator.core.boxes import Box
from generator.core.diagrams import ROOM
from generator.core.guidelines import Guideline
from generator.core.narrowing import open_box
from generator.impact.editions import INSIDE, OUTSIDE, SCOPE, Joint, joined
from generator.origin import Problem
from tests.core.random_rules import worlds
from tests.core.reference import Reference
from tests.core.worlds import World, at_random, everybody, everyone, guideline, leaf, number, rules_of, yes_no

AGE, ILL = number("age", 0, 120), yes_no("ill")
ALL = everyone("ill")


@st.composite
def edits(draw) -> tuple[World, Guideline, Guideline]:
    """A world, a guideline of it, and the same with rows in another order and perhaps for others."""
    world = draw(worlds())
    if not all(isinstance(box, Box) for box in (everybody(world), open_box(world.book, {}))):
        reject()  # checks refuse facts under which nobody can exist
    guide, name = next(world.tables())
    turned = draw(st.permutations([row for row in guide.tables[name] if row.when is not None]))
    rows = (*turned, *(row for row in guide.tables[name] if row.when is None))
    scope = draw(st.sampled_from([guide.scope, *(other.scope for other in world.rules.guidelines if not other.local)]))
    return world, guide, replace(guide, tables={**guide.tables, name: rows}, scope=scope)


def brute_force(world: World, guides: tuple[Guideline, Guideline], decision: str) -> set[tuple[str, str]]:
    """The changes of answers of all patients, one by one."""
    first, second = (replace(guide, id=name) for guide, name in zip(guides, ("first", "second"), strict=True))
    reference = Reference(replace(world.rules, guidelines=(first, second)))
    said = set()
    for patient in reference.patients({fact.id: fact.whole for fact in world.rules.facts}):
        inside = reference.applies(first, patient), reference.applies(second, patient)
        if decision == SCOPE:
            said.add(tuple(INSIDE if one else OUTSIDE for one in inside))
        elif all(inside):
            said.add((reference.decide(first, decision, patient), reference.decide(second, decision, patient)))
    return {pair for pair in said if pair[0] != pair[1]}


@given(edits())
@at_random(60)
def test_the_changes_are_those_of_all_patients(edit):
    world, before, now = edit
    joint = joined(world.rules, before, now, ROOM)
    assert isinstance(joint, Joint)
    for decision in (SCOPE, *now.tables):
        assert set(joint.changes(decision)) == brute_force(world, (before, now), decision)


def of(*rows: tuple[str, object], scope: object = ALL) -> Guideline:
    return guideline("one", scope, {"first": list(rows)})


def both(before: Guideline, now: Guideline) -> Joint | Problem:
    return joined(rules_of([AGE, ILL], [now]), before, now, ROOM)


def test_the_farthest_change_comes_first():
    before = of(("strong", leaf("age >= 50")), ("mild", None))
    now = of(("mild", leaf("age >= 80")), ("strong", leaf("age >= 40")), ("middle", None))
    joint = both(before, now)
    assert isinstance(joint, Joint)
    assert joint.changes("first") == [("mild", "strong"), ("strong", "mild"), ("mild", "middle")]


def test_other_words_for_the_same_condition_change_nobody():
    joint = both(of(("strong", leaf("age >= 50")), ("mild", None)), of(("mild", leaf("age < 50")), ("strong", None)))
    assert isinstance(joint, Joint)
    assert joint.changes("first") == []


def test_what_cannot_be_read_with_the_facts_of_now_is_a_problem():
    joint = both(of(("strong", leaf("size >= 50")), ("mild", None)), of(("mild", None)))
    assert isinstance(joint, Problem)
    assert joint.code == "unknown-fact"


def test_patients_who_come_into_the_scope_and_leave_it_are_told_apart():
    joint = both(of(("mild", None), scope=leaf("age >= 50")), of(("mild", None), scope=leaf("age >= 40")))
    assert isinstance(joint, Joint)
    assert joint.changes(SCOPE) == [(OUTSIDE, INSIDE)]
    assert joint.changes("first") == []
