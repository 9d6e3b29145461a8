"""Rules compiled into diagrams: canonical, total, in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from generator.core.derived import Named
from generator.core.diagrams import Diagrams
from generator.core.rulebook import GAP, OUTSIDE, compile_rules
from tests.core.random_rules import worlds
from tests.core.worlds import (
    HERE,
    all_of,
    answer,
    any_of,
    at_random,
    choice,
    everyone,
    guideline,
    leaf,
    not_,
    number,
    reordered,
    rules_of,
    world_of,
    yes_no,
)

FACTS = [yes_no("broken"), choice("colour", "red", "green", "blue"), number("score", -50, 40, step="0.1", may_be_absent=True)]


def nodes(*tables: list) -> list[int]:
    """The diagrams of several tables for everybody, in one rulebook."""
    guides = [guideline(f"guide_{place}", everyone("broken"), {"first": table}) for place, table in enumerate(tables)]
    world = world_of(rules_of(FACTS, guides))
    return [world.node(guide, "first") for guide in guides]


@given(worlds(total=False))
@at_random(50)
def test_a_table_answers_every_possible_patient_as_its_rows_read(world):
    reference = world.reference
    for patient in reference.patients({fact.id: fact.whole for fact in world.rules.facts})[::5]:
        for guide, name in world.tables():
            expected = reference.decide(guide, name, patient) if reference.applies(guide, patient) else OUTSIDE
            assert answer(world.book, world.node(guide, name), patient) == expected


@given(worlds())
@at_random(40)
def test_the_order_of_parts_does_not_change_a_diagram(world):
    rules = world.rules
    turned = [replace(guide, id=f"{guide.id}_turned",
                      scope=replace(guide.scope, applies_when=reordered(guide.scope.applies_when)),
                      tables={name: tuple(replace(row, when=row.when and reordered(row.when)) for row in rows)
                              for name, rows in guide.tables.items()}) for guide in rules.guidelines]
    both = world_of(replace(rules, guidelines=(*rules.guidelines, *turned)))
    assert [both.node(guide, name) for guide in rules.guidelines for name in guide.tables] == [
        both.node(guide, name) for guide in turned for name in guide.tables]


@given(worlds())
@at_random(40)
def test_what_hangs_on_a_fact_is_bound_to_it_by_constraints(world):
    book = world.book
    found = {fact.id: {other.id for level, other in enumerate(book.facts) if book.dependents[place] >> level & 1}
             for place, fact in enumerate(world.rules.facts)}
    assert all(found[name] <= hanging for name, hanging in world.reference.dependents.items())


@given(worlds())
@at_random(40)
def test_all_that_hangs_on_a_fact_is_known_where_no_numbers_are_compared(world):
    book = world.book
    if not book.ties:
        found = {fact.id: {other.id for level, other in enumerate(book.facts) if book.dependents[place] >> level & 1}
                 for place, fact in enumerate(world.rules.facts)}
        assert found == world.reference.dependents


@pytest.mark.parametrize(("first", "second"), [
    ([("strong", any_of("broken", "score <= -2.5")), ("mild", None)],
     [("strong", leaf("score <= -2.5")), ("strong", leaf("broken")), ("mild", None)]),
    ([("strong", leaf("broken")), ("mild", None)], [("mild", not_("broken")), ("strong", None)]),
    ([("strong", leaf("colour = red")), ("mild", None)], [("mild", leaf("colour one_of(green blue)")), ("strong", None)]),
    ([("strong", leaf("score <= -2.5")), ("mild", None)], [("strong", leaf("score < -2.4")), ("mild", None)]),
    ([("strong", leaf("score <= -2.45")), ("mild", None)], [("strong", leaf("score <= -2.5")), ("mild", None)]),
    ([("strong", None)], [("strong", leaf("broken")), ("strong", None)]),
])
def test_two_tables_that_always_agree_are_one_diagram(first, second):
    one, other = nodes(first, second)
    assert one == other


@pytest.mark.parametrize(("first", "second"), [
    ([("strong", leaf("score <= -2.5")), ("mild", None)], [("strong", leaf("score < -2.5")), ("mild", None)]),
    ([("strong", not_("score <= -2.5")), ("mild", None)], [("strong", leaf("score > -2.5")), ("mild", None)]),
    ([("strong", leaf("broken")), ("mild", None)], [("mild", leaf("broken")), ("strong", None)]),
])
def test_two_tables_that_may_differ_are_two_diagrams(first, second):
    one, other = nodes(first, second)
    assert one != other


def test_a_table_without_a_last_row_has_a_gap():
    guide = guideline("guide", everyone("broken"), {"first": [("strong", leaf("broken"))]})
    world = world_of(rules_of(FACTS, [guide]))
    assert answer(world.book, world.node(guide, "first"), {"broken": "no", "colour": "red", "score": "not measured"}) == GAP


def test_a_table_may_stand_before_the_one_it_reads():
    guide = guideline("guide", everyone("broken"), {
        "second": [("strong", leaf("first = middle")), ("mild", None)], "first": [("middle", leaf("broken")), ("mild", None)]})
    world = world_of(rules_of(FACTS, [guide]))
    found = [answer(world.book, world.node(guide, "second"), {"broken": broken}) for broken in ("yes", "no")]
    assert (found, list(world.book.guidelines["guide"].tables)) == (["strong", "mild"], ["second", "first"])


def test_a_gap_in_one_table_is_no_outcome_for_the_table_that_reads_it():
    guide = guideline("guide", everyone("broken"), {
        "first": [("middle", leaf("broken"))], "second": [("strong", not_("first = middle")), ("mild", None)]})
    world = world_of(rules_of(FACTS, [guide]))
    assert answer(world.book, world.node(guide, "second"), {"broken": "no"}) == "strong"


def choices_taken(monkeypatch: pytest.MonkeyPatch, floors: int) -> int:
    """How many times diagrams are put together for a table whose condition uses a name that uses a name, and so on."""
    taken: list[int] = []
    choose = Diagrams.choose
    monkeypatch.setattr(Diagrams, "choose", lambda self, *parts: taken.append(1) or choose(self, *parts))
    below = ["broken", *(f"floor_{floor}" for floor in range(floors))]
    derived = [Named(id=f"floor_{floor}", label="", where=HERE, when=any_of(name, all_of(name, "score <= 0"), not_(name)))
               for floor, name in enumerate(below)]
    guide = guideline("guide", everyone("broken"), {"first": [("strong", leaf(f"floor_{floors}")), ("mild", None)]})
    assert compile_rules(rules_of(FACTS, [replace(guide, local={one.id: one for one in derived})]))[0]
    monkeypatch.undo()
    return len(taken)


def test_a_name_that_is_used_many_times_is_compiled_once(monkeypatch):
    few, more, most = (choices_taken(monkeypatch, floors) for floors in (4, 5, 6))
    assert most - more == more - few > 0
