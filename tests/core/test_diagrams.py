"""Ordered decision diagrams: they answer right, and equal functions are equal numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagrams import LEAF, Diagrams
from tests.core.worlds import at_random

WIDTHS = (0b111, 0b11, 0b1111)
POINTS = list(itertools.product(*(range(width.bit_length()) for width in WIDTHS)))
Function = Callable[[tuple[int, ...]], object]


def answer(diagrams: Diagrams, number: int, point: tuple[int, ...]) -> object:
    """What a diagram answers for one choice of cells, read edge by edge."""
    while diagrams.nodes[number].level != LEAF:
        level, edges = diagrams.nodes[number]
        (number,) = [child for cells, child in edges if cells >> point[level] & 1]
    return diagrams.labels[number]


def table(diagrams: Diagrams, number: int) -> list[object]:
    return [answer(diagrams, number, point) for point in POINTS]


def build(diagrams: Diagrams, tree: tuple) -> tuple[int, Function]:
    """A random tree as a diagram and as a function."""
    kind, *parts = tree
    if kind == "test":
        level, mask = parts[0] % len(WIDTHS), parts[1] & WIDTHS[parts[0] % len(WIDTHS)]
        return diagrams.test(level, mask), lambda point: bool(mask >> point[level] & 1)
    built = [build(diagrams, part) for part in parts]
    numbers, functions = [number for number, _ in built], [function for _, function in built]
    match kind:
        case "both":
            return diagrams.both(numbers), lambda point: all(function(point) for function in functions)
        case "either":
            return diagrams.either(numbers), lambda point: any(function(point) for function in functions)
        case "negated":
            return diagrams.negated(numbers[0]), lambda point: not functions[0](point)
    count = int(kind)
    return diagrams.at_least(count, numbers), lambda point: sum(function(point) for function in functions) >= count


tests = st.tuples(st.just("test"), st.integers(0, 2), st.integers(0, 15))
trees = st.recursive(
    tests,
    lambda parts: st.one_of(
        st.tuples(st.just("negated"), parts),
        st.tuples(st.sampled_from(["both", "either", "0", "1", "2", "3"]), parts, parts),
        st.tuples(st.sampled_from(["both", "either", "0", "1", "2", "3"]), parts, parts, parts)),
    max_leaves=6,
)


@given(trees)
@at_random(100)
def test_a_diagram_answers_what_its_parts_say(tree):
    diagrams = Diagrams(WIDTHS)
    number, function = build(diagrams, tree)
    assert table(diagrams, number) == [function(point) for point in POINTS]


@given(trees, trees)
@at_random(100)
def test_equal_functions_are_equal_numbers_and_others_are_not(first, second):
    diagrams = Diagrams(WIDTHS)
    one, other = build(diagrams, first)[0], build(diagrams, second)[0]
    assert (one == other) == (table(diagrams, one) == table(diagrams, other))


@given(st.lists(trees, min_size=2, max_size=4), st.randoms(use_true_random=False), st.sampled_from(["both", "either", "2"]))
@at_random(70)
def test_the_order_of_parts_does_not_change_the_number(parts, random, kind):
    diagrams = Diagrams(WIDTHS)
    shuffled = random.sample(parts, len(parts))
    assert build(diagrams, (kind, *parts))[0] == build(diagrams, (kind, *shuffled))[0]


@given(trees, trees, trees)
@at_random(70)
def test_choosing_answers_by_the_first_part(when, then, otherwise):
    diagrams = Diagrams(WIDTHS)
    (w, said), (t, yes), (o, no) = (build(diagrams, tree) for tree in (when, then, otherwise))
    assert table(diagrams, diagrams.choose(w, t, o)) == [(yes if said(point) else no)(point) for point in POINTS]


@given(trees)
@at_random(70)
def test_the_support_is_the_levels_that_make_a_difference(tree):
    diagrams = Diagrams(WIDTHS)
    number, function = build(diagrams, tree)
    matters = sum(
        1 << level for level in range(len(WIDTHS))
        if any(function(a) != function(b) for a in POINTS for b in POINTS
               if all(a[other] == b[other] for other in range(len(WIDTHS)) if other != level)))
    assert diagrams.support(number) == matters


@given(trees)
@at_random(70)
def test_the_edges_of_every_node_part_all_its_cells(tree):
    diagrams = Diagrams(WIDTHS)
    build(diagrams, tree)
    for level, edges in diagrams.nodes:
        if level != LEAF:
            assert sum(cells for cells, _ in edges) == WIDTHS[level]


@given(trees)
@at_random(70)
def test_no_node_sends_everyone_the_same_way(tree):
    diagrams = Diagrams(WIDTHS)
    build(diagrams, tree)
    assert all(len({child for _, child in edges}) == len(edges) > 1 for level, edges in diagrams.nodes if level != LEAF)


@given(trees, trees, st.sets(st.sampled_from(["a", "b", "c"])))
@at_random(70)
def test_relabelling_is_true_for_the_chosen_answers(first, second, chosen):
    diagrams = Diagrams(WIDTHS)
    one, other = build(diagrams, first)[0], build(diagrams, second)[0]
    number = diagrams.choose(one, diagrams.leaf("a"), diagrams.choose(other, diagrams.leaf("b"), diagrams.leaf("c")))
    relabelled = diagrams.relabelled(number, frozenset(chosen))
    assert table(diagrams, relabelled) == [label in chosen for label in table(diagrams, number)]


@pytest.mark.parametrize("labels", [(False, 0), (True, 1), ("1", 1)])
def test_answers_that_only_look_equal_are_two_leaves(labels):
    diagrams = Diagrams(WIDTHS)
    assert diagrams.leaf(labels[0]) != diagrams.leaf(labels[1])


def test_false_and_true_are_the_first_two_nodes():
    diagrams = Diagrams(WIDTHS)
    assert (diagrams.false, diagrams.true) == (0, 1)


@pytest.mark.parametrize(("mask", "expected"), [(0, False), (WIDTHS[0], True)])
def test_a_test_of_no_cell_or_of_all_is_a_leaf(mask, expected):
    diagrams = Diagrams(WIDTHS)
    assert diagrams.test(0, mask) == diagrams.leaf(expected)


def test_labels_come_back_from_their_bits():
    diagrams = Diagrams(WIDTHS)
    leaves = [diagrams.leaf(label) for label in ("mild", "strong", "gap")]
    assert diagrams.labels_of(diagrams.bits[leaves[0]] | diagrams.bits[leaves[2]]) == {"mild", "gap"}
