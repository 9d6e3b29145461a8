"""Neighbors: what is said to differ does, nothing else does, and the answer is that of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.check.compendium import Case, Compendium
from generator.core.boxes import Box
from generator.core.cells import cells_in
from generator.core.narrowing import Contradiction, open_box
from generator.core.truth import Truth
from generator.page.context import Context, Decided, context_of, decide
from generator.page.neighbours import MOST, YES, Move, Nearby, nearby
from generator.page.published import OTHERWISE, Published, differences, published_words
from generator.read.scales import Scale
from tests.browser.finder_boxes import Draw
from tests.page.conftest import Shelf, section_of
from tests.page.reviewed import add_event
from tests.worlds import SMALL_WORLD, World

PLANT, FERN = "scenarios/indoor/wilting-plant.yaml", "scenarios/indoor/healthy-young-fern.yaml"
PAGE = "scenarios/wilting-plant/index.md"
DRAWN = 150


@pytest.fixture(scope="module")
def context(small_library: Compendium) -> Context:
    return context_of(small_library)


@pytest.fixture(scope="module")
def drawn(context: Context) -> list[Decided]:
    """Cases at random, in the words of one that is there."""
    draw, some = Draw(context.compendium.book, seed=7), context.compendium.cases[0]
    boxes = (open_box(context.compendium.book, draw.stated(0.8)) for _ in range(DRAWN))
    return [decide(context.compendium, replace(some, box=box)) for box in boxes if isinstance(box, Box)]


def with_moves(context: Context, cases: list[Decided]) -> Iterator[tuple[Decided, Nearby]]:
    for decided in cases:
        yield from ((decided, near) for near in nearby(context, decided))


def scale_of(context: Context, move: Move) -> Scale:
    scale = next(group.scale for group in context.compendium.knowledge.facts.groups if group.id == move.fact.group)
    assert scale is not None
    return scale


def test_a_neighbor_differs_in_the_fact_that_it_names_and_in_what_hangs_on_it(context: Context, drawn: list[Decided]) -> None:
    tried = 0
    for decided, near in with_moves(context, drawn):
        box, book = decided.case.box, context.compendium.book
        for one in near.variants:
            gone = box.stated.keys() - one.stated.keys()
            dependents = {book.facts[level].id for level in cells_in(book.dependents[book.levels[one.move.fact.id]])}
            assert one.stated.keys() - box.stated.keys() <= {one.move.fact.id}
            assert {name for name in one.stated if one.stated[name] != box.stated.get(name)} == {one.move.fact.id}
            assert gone <= dependents
            for name in gone:  # what is left open could not stay
                assert isinstance(open_box(book, {**one.stated, name: box.stated[name]}), Contradiction)
                assert context.phrases.facts[name].label in one.words
            tried += 1
    assert tried > DRAWN


def test_a_step_leads_to_the_nearest_value_of_the_next_worse_class(context: Context, drawn: list[Decided]) -> None:
    tried = 0
    for decided, near in with_moves(context, drawn):
        for move in () if near.relation.facts else near.moves:
            scale, now = scale_of(context, move), decided.case.box.stated[move.fact.id]
            classes = [{place for place, band in enumerate(scale.bands) if band.test.span.holds(move.fact.step * tick)}
                       for tick in (now.low, now.high, move.to.low)]
            assert classes[0] == classes[1] == {place - 1 for place in classes[2]}
            assert move.to.low == min(range(move.among.low, move.among.high + 1), key=lambda tick: abs(tick - now.low))
            tried += 1
    assert tried > DRAWN / 2


def test_a_new_fact_is_one_that_nobody_was_certain_of(context: Context, drawn: list[Decided]) -> None:
    news = [(decided, near) for decided, near in with_moves(context, drawn) if near.relation.facts]
    assert news
    assert all(decided.case.box[name] != YES for decided, near in news for name in near.relation.facts)
    assert all(one.stated[one.move.fact.id] == YES for _, near in news for one in near.variants)


def test_the_answer_of_a_neighbor_is_that_of_a_whole_evaluation(context: Context, drawn: list[Decided]) -> None:
    for decided, near in with_moves(context, drawn[:40]):
        for one in near.variants:
            box = open_box(context.compendium.book, one.stated)
            assert isinstance(box, Box)
            then = decide(context.compendium, Case(scenario=decided.case.scenario, box=box))
            treatment = str(then.places.treatment)
            name = then.evaluation.lead.get(treatment)
            assert (one.leading and one.leading.guideline) == name
            if one.leading is not None:
                verdict = then.evaluation.verdicts[one.leading.guideline]
                assert (one.leading.applies, one.leading.possible) == (verdict.applies, verdict.answers[treatment].possible)
                assert ("if it applies" in one.answer) == (verdict.applies is Truth.UNKNOWN)


def test_answers_of_shipped_neighbors_are_those_of_whole_evaluations(shelf: Shelf) -> None:
    """Those of a few cases: with a population of their own, on a drug, and with nothing but scores."""
    for name in ("woman-35-z-scores", "alendronate-5-years-neck-minus-2-6", "mild-osteopenia-three-sites"):
        for one in (one for near in nearby(shelf.context, shelf.case(name)) for one in near.variants):
            box = open_box(shelf.context.compendium.book, one.stated)
            assert isinstance(box, Box)
            then = decide(shelf.context.compendium, Case(scenario=shelf.case(name).case.scenario, box=box))
            answer = then.evaluation.lead.get(str(then.places.treatment))
            assert (one.leading and one.leading.guideline) == answer


def test_all_that_two_cases_state_otherwise_is_told(context: Context, drawn: list[Decided]) -> None:
    move = next(move for _, near in with_moves(context, drawn) for move in near.moves)
    for one, other in pairwise(drawn):
        found, mine, theirs = differences(one.case, other.case, move), one.case.box.stated, other.case.box.stated
        told = {name: values for name, values in mine.items() if name not in found.unstated}
        told |= {name: theirs[name] for name in found.otherwise}
        more = theirs.keys() - mine.keys() - {move.fact.id}
        assert {**told, **{name: theirs[name] for name in more}, move.fact.id: 0} == {**theirs, move.fact.id: 0}
        assert len(more) == found.more


def test_the_published_neighbor_is_the_one_that_differs_least(shelf: Shelf) -> None:
    published = Published(shelf.context, shelf.context.compendium.cases)
    case = shelf.case("neck-minus-2-4")
    step = nearby(shelf.context, case)[0]
    found = published.nearest(case.case, step.moves)
    assert found is not None
    assert found[1].scenario.id == "neck-minus-2-5"
    assert found[2].weight <= OTHERWISE
    assert published_words(shelf.context, case.case, found) == (
        "femoral neck T-score −2.5 (osteoporosis range) instead of −2.4; also different there: "
        "FRAX major fracture: 12.5 %, FRAX hip fracture: 2.9 %").replace(" %", "\N{NO-BREAK SPACE}%")


def test_a_case_page_leads_to_few_neighbors_and_says_where_each_is(shelf: Shelf) -> None:
    for decided in shelf.cases:
        text = shelf.text(f"scenarios/{decided.case.scenario.id}/index.md")
        relations = nearby(shelf.context, decided)
        lines = [line for line in section_of(text, "neighbors").splitlines() if "→" in line] if relations else []
        assert len(lines) <= MOST * len(shelf.context.settings.relations)
        assert all(("not published" in line) == ('<a href="../../finder/#' in line) for line in lines)
        assert bool(lines) == bool(relations)


def twin(world: World) -> str:
    """The plant once more, with a drier root, and what its neighbor's page says of it."""
    text = world.text(PLANT).replace("moisture_top: 4.5", "moisture_top: 1.5").replace("neighbours:\n", "")
    text = text.replace("  - {scenario: healthy-young-fern, because: moist soil and no pests}\n", "")
    text = text.replace("wilting-plant", "dry-plant").replace("Wilting plant\n", "Dry plant\n")
    world.write("scenarios/indoor/dry-plant.yaml", text)
    return section_of(world.pages()[PAGE].data.decode(), "neighbors")


def test_a_published_case_one_class_worse_is_linked_with_its_answer(small_world: World) -> None:
    said = twin(small_world)
    assert ('<a href="../dry-plant/">Dry plant</a> <span class="status status-submitted">Submitted, '
            "pending human review</span>: moisture at the top 1.5 (dry, if the meter reads up to ten) instead of 4.5 → "
            '<span class="answer-line">Garden Club 2020 (Northland), if it applies: leave alone <strong>or</strong>') in said
    assert "moisture_top=2.0" not in said


def test_the_answer_of_a_case_that_was_taken_down_is_told_nowhere(small_world: World) -> None:
    twin(small_world)
    add_event(small_world, "scenarios/dry-plant", "hold", "hedy", note="A mistake")
    said = section_of(small_world.pages()[PAGE].data.decode(), "neighbors")
    assert "dry-plant" not in said
    assert "moisture_top=2.0" in said


def test_a_case_without_a_number_on_a_scale_has_no_neighbors() -> None:
    compendium = World(SMALL_WORLD).compendium
    box = open_box(compendium.book, {})
    assert isinstance(box, Box)
    assert nearby(context_of(compendium), decide(compendium, replace(compendium.cases[0], box=box))) == ()
