"""Boxes: what diagrams answer for the patients of one."""

from __future__ import annotations

from hypothesis import given

from generator.core.boxes import Box, unnarrowed
from generator.core.narrowing import open_box
from tests.core.random_rules import worlds
from tests.core.worlds import at_random, cases, guideline, leaf, number, rules_of, world_of, yes_no


@given(cases(worlds()))
@at_random(60)
def test_somebody_meets_a_rule_in_scope_if_and_only_if_such_a_patient_is_possible(case):
    reference, book = case.world.reference, case.world.book
    patients = reference.patients(case.box.stated)
    for guide, decision in case.world.tables():
        compiled = book.guidelines[guide.id]
        for rule, row in zip(guide.tables[decision], compiled.tables[decision].rows, strict=True):
            if row is not None:
                expected = any(reference.applies(guide, one) and reference.holds(rule.when, one, guide) for one in patients)
                assert case.box.somebody_meets(row.node, compiled.scope.node) == expected


def counted() -> Box:
    facts = [yes_no("broken"), number("count", 0, 9), number("months", 0, 24, only_if=leaf("count >= 1"))]
    rules = rules_of(facts, [guideline("guide", leaf("broken"), {"first": [("late", leaf("months >= 12")), ("early", None)]})])
    world = world_of(rules)
    box = open_box(world.book, world.parse({"count": "0"}))
    assert isinstance(box, Box)
    return box


def test_nobody_meets_what_is_not_applicable():
    box = counted()
    compiled = box.book.guidelines["guide"]
    assert not box.somebody_meets(compiled.tables["first"].rows[0].node, compiled.scope.node)
    assert box.somebody_meets(compiled.scope.node)


def test_the_box_as_stated_forgets_what_follows():
    assert unnarrowed(counted()).masks[2] == counted().book.cells[2].all
    assert counted().masks[2] == counted().book.cells[2].inapplicable


def test_a_box_made_from_another_answers_like_one_of_its_own():
    box = counted()
    node = box.book.guidelines["guide"].tables["first"].node
    other = box.with_cells({1: box.book.cells[1].present, 2: box.book.cells[2].all})
    assert other.reach(node) == {"late", "early", "outside"}
    assert box.reach(node) == {"early", "outside"}
