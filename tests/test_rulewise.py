"""The trace as a tree: signs and words, the row that decides, the place of each rule."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.check.compendium import Case, Compendium, box_of
from generator.core.boxes import Box
from generator.core.evaluation import Evaluation, evaluate
from generator.layout import Paragraph, lines_of
from generator.page.context import context_of, decided_of
from generator.read.scenarios import read_given
from generator.rulewise import rule_paragraphs
from tests.worlds import SMALL_WORLD, World, tree_of, with_room

FERN = "plant_kind: fern, years_kept: 2, moisture_top: 6.0"
CLUB = "content/guidelines/garden-club-2020.yaml"
SIGNS = {"✓": "met", "✗": "not met", "?": "not known"}


def evaluated(compendium: Compendium, box: Box) -> Evaluation:
    """By the guidelines alone; labels of drugs have pages of their own."""
    return evaluate(box, lead=(), in_force=[edition.id for edition in compendium.knowledge.guidelines])


def tree(compendium: Compendium, facts: str) -> list[Paragraph]:
    given = read_given(tree_of(f"facts: {{{facts}}}"), compendium.knowledge.known_facts, [])
    assert given is not None
    box = box_of(compendium.book, given, {}, [])
    assert box is not None
    case = Case(scenario=replace(compendium.cases[0].scenario, given=given), box=box)
    return list(rule_paragraphs(context_of(compendium), decided_of(compendium, case, evaluated(compendium, box))))


def lines(compendium: Compendium, facts: str) -> list[str]:
    """The tree on endless lines."""
    return list(lines_of(tree(compendium, facts), 10_000, lambda words, _: words))


def rows(compendium: Compendium, facts: str, decision: str, guideline: str = "Garden Club 2020") -> list[str]:
    """The rows of one decision, without what stands below them."""
    found = lines(compendium, facts)
    begin = found.index(next(line for line in found if line.startswith(f"{guideline} ")))
    start = next(number for number in range(begin, len(found)) if found[number].startswith(f"  {decision}: "))
    end = next((number for number in range(start, len(found)) if not found[number]), len(found))
    return [line[5:] for line in found[start:end] if re.match(r"  [├└]─ ", line)]


def test_the_row_that_decides_is_marked_and_those_below_are_not_reached(small_library: Compendium) -> None:
    found = rows(small_library, f"{FERN}, pests_seen: yes, pests_per_leaf: 3, yellow_leaves: 7", "Treatment")
    assert [row.partition(":")[0] for row in found] == [
        "✗ not met", "✓ met, DECIDES", "✓ met, not reached", "✗ not met, not reached"]


def test_below_a_row_that_is_not_reached_nothing_is_judged(small_library: Compendium) -> None:
    found = lines(small_library, f"{FERN}, pests_seen: yes, pests_per_leaf: 30")
    after = [found[number + 1] for number, line in enumerate(found[:-1]) if ", not reached:" in line]
    assert after
    assert not [line for line in after if re.match(r"  [│ ]  [├└]", line)]


def test_while_the_answer_is_open_the_row_that_is_met_decides_only_if_none_above_is(small_library: Compendium) -> None:
    found = rows(small_library, f"{FERN}, pests_seen: yes, yellow_leaves: 0", "Treatment")
    assert [row.partition(":")[0] for row in found] == [
        "? not known", "✗ not met", "✓ met, decides unless a row above is met", "✗ not met, not reached"]


def test_rules_that_agree_settle_an_answer_though_none_is_met(small_world: World) -> None:
    small_world.edit(CLUB, "- id: not-dry\n      outcome: wait", "- id: not-dry\n      outcome: water")
    compendium = small_world.compendium
    found = lines(compendium, "plant_kind: orchid")
    assert "  Watering: water. Whichever of the rules that may hold does hold, the answer is the same." in found
    assert [row.partition(":")[0] for row in rows(compendium, "plant_kind: orchid", "Watering")] == ["? not known"] * 2


def test_the_row_that_catches_the_rest_can_decide(small_library: Compendium) -> None:
    assert rows(small_library, f"{FERN}, pests_seen: no", "Treatment")[-1].startswith("✓ met, DECIDES: Leave alone: no pests [")


def test_each_row_names_its_file_and_line(small_library: Compendium) -> None:
    world = World(SMALL_WORLD)
    found = [line for line in lines(small_library, FERN) if re.match(r"  [├└]─ .*; content/", line)]
    listed = [re.search(r"\[[^;\]]+; (\S+):(\d+)\]$", line) for line in found]
    places = [(match[1], int(match[2])) for match in listed if match]
    assert len(places) == len(listed) == 14
    assert [line for file, line in places if "- id: " not in world.text(file).splitlines()[line - 1]] == []


def test_each_row_says_how_it_was_checked(small_library: Compendium) -> None:
    assert "[recalled, not yet read; content/guidelines/garden-club-2020.yaml:" in rows(small_library, FERN, "Next pot")[0]
    assert "[read at the source; content/guidelines/garden-club-2020.yaml:" in rows(small_library, FERN, "Watering")[0]


@pytest.mark.parametrize("facts", ["", FERN, "plant_kind: cactus", "pests_seen: no, moisture_root: 1.0"])
def test_every_sign_comes_with_its_word(small_library: Compendium, facts: str) -> None:
    marked = [paragraph.mark for paragraph in tree(small_library, facts) if paragraph.mark[:1] in SIGNS]
    assert marked
    assert [mark for mark in marked if not mark[2:].startswith(SIGNS[mark[0]])] == []


def test_a_leaf_shows_the_value_that_it_reads(small_library: Compendium) -> None:
    found = "\n".join(lines(small_library, f"{FERN}, moisture_root: 3.0, moisture_saucer: not measured"))
    assert "✗ not met: driest reading ≤ 2.0 (nearest is moisture at the root 3.0, 1.0 away)" in found
    assert "✓ met: years with its owner < 3 years (years with its owner: 2 years)" in found


def test_a_leaf_does_not_say_twice_what_it_names(small_library: Compendium) -> None:
    found = lines(small_library, "pests_seen: no")
    assert not [line for line in found if re.search(r"(pests seen|kind of plant: fern) \(", line)]


def test_an_open_derived_fact_names_what_is_missing(small_library: Compendium) -> None:
    assert [line for line in lines(small_library, "plant_kind: fern, pests_seen: yes")
            if line.endswith("? not known: ten pests or more on a leaf (not known: pests on the worst leaf)")]


def test_a_guideline_out_of_scope_shows_why_and_no_rows(small_library: Compendium) -> None:
    found = lines(small_library, "plant_kind: cactus")
    assert found[3:] == [
        "", "Garden Club 2020 (Northland)",
        "  ✗ not met: it is for ferns and orchids [content/guidelines/garden-club-2020.yaml:13]",
        "  └─ ✗ not met: kind of plant: fern or orchid (kind of plant: cactus)",
        "", "Fern Society 2024 (Southland)",
        "  ✗ not met: it is for ferns [content/guidelines/fern-society-2024.yaml:13]",
        "  └─ ✗ not met: kind of plant: fern (kind of plant: cactus)"]


def test_a_leaf_that_reads_another_decision_is_shown(small_library: Compendium) -> None:
    assert [line for line in lines(small_library, f"{FERN}, pests_seen: no") if line.endswith("✗ not met: treatment: treat")]


def test_a_table_that_is_too_large_to_be_proved_says_so_below_its_answer(small_world: World) -> None:
    found = lines(with_room(small_world, 20).compendium, FERN)
    said = [number for number, line in enumerate(found) if "too large" in line]
    assert [(found[number - 1].partition(":")[0], found[number][:30]) for number in said] == [
        ("  Watering", "  This table is too large to b")]


def test_every_row_of_every_table_is_shown(compendium: Compendium) -> None:
    found = lines(compendium, "age: 66")
    evaluation = evaluated(compendium, compendium.everyone)
    expected = sum(len(answer.rules) for verdict in evaluation.verdicts.values() for answer in verdict.answers.values())
    assert sum(bool(re.match(r"  [├└]─ .*; content/", line)) for line in found) == expected


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_tree_hangs_together_at_any_width(compendium: Compendium, width: int) -> None:
    """Below a fork a bar goes on until the next fork or the last branch."""
    found = list(lines_of(tree(compendium, "sex: female, age: 66"), width, lambda words, _: words))
    for above, below in pairwise(found):
        guides = re.match(r"[ │├└─]*", above)
        assert guides
        for column in (number for number, sign in enumerate(guides[0]) if sign in "├│"):
            assert below[column : column + 1] in ("├", "│", "└"), (above, below)
