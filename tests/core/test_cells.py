"""Cells: every domain cut at the thresholds that are used."""

from __future__ import annotations

from hypothesis import given

from generator.core.cells import Cells, cells_in, cut
from generator.core.facts import Values
from generator.core.formulas import In, NotAbove, atoms_of
from generator.core.resolved import Resolved
from tests.core.random_rules import worlds, written_rules
from tests.core.worlds import at_random, choice, elements, leaf, number, subsets, union

FORMS = Values(((2, 4),))


def test_a_domain_is_cut_on_both_sides_of_a_comparison():
    assert cut([number("fact", 0, 9)], [In("fact", FORMS)])[0].starts == (0, 2, 5)


def test_a_domain_without_comparisons_is_one_cell():
    assert cut([number("fact", 0, 9)], [])[0].starts == (0,)


def test_a_cut_at_the_end_of_a_range_makes_no_empty_cell():
    assert cut([number("fact", 0, 4)], [In("fact", FORMS)])[0].starts == (0, 2)


def test_every_choice_is_a_cell():
    assert cut([choice("fact", "red", "green", "blue")], [])[0].starts == (0, 1, 2)


def test_not_measured_and_not_applicable_are_cells_of_their_own():
    fact = number("fact", 0, 9, may_be_absent=True, only_if=leaf("other"))
    assert cut([fact], [])[0] == Cells(starts=(0,), high=9, absent=0b010, inapplicable=0b100)


def test_not_applicable_follows_the_numbers_where_nothing_can_be_unmeasured():
    assert cut([number("fact", 0, 9, only_if=leaf("other"))], [])[0].inapplicable == 0b10


def test_facts_compared_with_each_other_share_their_cuts():
    facts = [number("part", 0, 9), number("whole", 0, 9)]
    part, whole = cut(facts, [In("part", FORMS), NotAbove("part", "whole")])
    assert part.starts == whole.starts == (0, 2, 5)


def test_cuts_are_shared_along_a_chain_of_comparisons():
    facts = [number(name, 0, 9) for name in ("first", "second", "third", "fourth")]
    ties = [NotAbove("third", "fourth"), NotAbove("second", "third"), NotAbove("first", "second")]
    assert {cells.starts for cells in cut(facts, [In("first", FORMS), *ties])} == {(0, 2, 5)}


def test_shared_cuts_keep_inside_the_range_of_each_fact():
    facts = [number("part", 3, 6), number("whole", 0, 9)]
    part, whole = cut(facts, [In("whole", FORMS), NotAbove("part", "whole")])
    assert (part.starts, whole.starts) == ((3, 5), (0, 2, 3, 5, 7))


def test_the_cells_of_a_mask_come_in_order():
    assert list(cells_in(0b10110)) == [1, 2, 4]


@given(worlds())
@at_random(40)
def test_every_value_lies_in_exactly_one_cell(world):
    for fact, cells in zip(world.rules.facts, world.book.cells, strict=False):
        masks = [cells.mask(value) for value in elements(fact.whole)]
        assert all(mask.bit_count() == 1 for mask in masks)
        assert sum({mask: mask for mask in masks}) == cells.all


@given(worlds().flatmap(lambda world: subsets(world.rules.facts[0].whole).map(lambda values: (world, values))))
@at_random(40)
def test_the_cells_of_a_set_are_those_of_its_values(drawn):
    world, values = drawn
    cells = world.book.cells[0]
    assert cells.mask(values) == sum({cells.mask(value) for value in elements(values)})


@given(worlds())
@at_random(40)
def test_the_values_of_a_cell_are_those_that_lie_in_it(world):
    for fact, cells in zip(world.rules.facts, world.book.cells, strict=False):
        for cell in cells_in(cells.all):
            assert cells.values(1 << cell) == union([one for one in elements(fact.whole) if cells.mask(one) == 1 << cell])


@given(written_rules())
@at_random(40)
def test_no_cell_lies_across_a_comparison(rules):
    resolved = Resolved(rules)
    cells = dict(zip((fact.id for fact in resolved.facts), cut(resolved.facts, resolved.formulas.values()), strict=True))
    for formula in resolved.formulas.values():
        for atom in atoms_of(formula):
            if isinstance(atom, In):
                own = cells[atom.fact]
                assert own.values(own.mask(atom.values)) == atom.values
