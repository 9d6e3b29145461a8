"""When the plan changes: by route first, then by distance, and never without saying that a scan may err."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.core.boxes import Box
from generator.core.changes import Change
from generator.core.evaluation import Answer
from generator.core.facts import Values
from generator.core.narrowing import open_box
from generator.page.plan import error_within, plan_of, ranked, route_of
from tests.page.conftest import Shelf

LEADER = ("bhof-2022", "drug_treatment")


def answer_of(shelf: Shelf, case: str) -> Answer:
    guideline, decision = LEADER
    return shelf.case(case).evaluation.verdicts[guideline].answers[decision]


def test_every_fact_has_a_declared_route(shelf: Shelf) -> None:
    book = shelf.context.compendium.knowledge.facts
    assert not [fact.id for fact in book.facts if fact.route not in {route.id for route in book.routes}]


def test_a_fracture_comes_before_a_tenth_of_a_score(shelf: Shelf) -> None:
    book, box = shelf.context.compendium.knowledge.facts, shelf.case("neck-minus-2-4").case.box
    order = [change.fact for change in ranked(book, answer_of(shelf, "neck-minus-2-4").changes, box)]
    assert order.index("prior_hip_fracture") < order.index("frax_hip") < order.index("t_score_femoral_neck")
    assert order.index("t_score_femoral_neck") < order.index("t_score_total_hip") < order.index("t_score_lumbar_spine")


def test_nothing_falls_as_time_passes(shelf: Shelf) -> None:
    book, fell = shelf.context.compendium.knowledge.facts, set()
    for decided in shelf.cases:
        box = decided.case.box
        answers = (answer for verdict in decided.evaluation.verdicts.values() for answer in verdict.answers.values())
        for change in (change for answer in answers for change in ranked(book, answer.changes, box)):
            now = box[change.fact]
            falls = bool(now.ranges and change.to.ranges) and change.to.high < now.low
            assert not (falls and route_of(book, change, box) == "time")
            fell |= {change.fact} if falls and route_of(book, change, box) == "other" else set()
    assert {"age", "menopausal_status"} <= fell


def test_choices_before_and_after_the_present_one_come_by_routes_of_their_own(shelf: Shelf) -> None:
    book, rules = shelf.context.compendium.knowledge.facts, shelf.context.compendium.book
    fact = shelf.context.phrases.facts["menopausal_status"]
    box = open_box(rules, {"menopausal_status": fact.parse("perimenopausal")})
    assert isinstance(box, Box)
    change = Change("menopausal_status", Values(((0, 0), (2, 2))), "recommend", None)
    found = {route_of(book, part, box): fact.write(part.to) for part in ranked(book, [change], box)}
    assert found == {"time": "postmenopausal", "other": "premenopausal"}


@pytest.mark.parametrize("case", ["neck-minus-2-4", "neck-minus-2-5"])
def test_neighbouring_tenths_with_opposite_answers_carry_the_sentence_on_scan_error(shelf: Shelf, case: str) -> None:
    plan = plan_of(shelf.context, answer_of(shelf, case), shelf.case(case).case.box)
    assert [line for line in plan.lines if "0.1 away, within measurement error" in line]
    note, = plan.notes
    assert "error of a scan" in note
    assert "iscd-2023-adult-positions" in note
    assert shelf.text(f"scenarios/{case}/index.md").count("A step this small decides") == 1


def test_a_distant_limit_carries_no_such_sentence(shelf: Shelf) -> None:
    plan = plan_of(shelf.context, answer_of(shelf, "normal-scan"), shelf.case("normal-scan").case.box)
    assert [line for line in plan.lines if "away" in line]
    assert not plan.notes


def test_the_error_ends_where_it_is_declared_to_end(shelf: Shelf) -> None:
    knowledge, box = shelf.context.compendium.knowledge, shelf.case("neck-minus-2-4").case.box
    fact = knowledge.known_facts["t_score_femoral_neck"]
    size = next(group.scale.error.size for group in knowledge.facts.groups if group.id == fact.group)
    last = int(size / fact.step)
    assert Fraction(last) * fact.step == size
    for ticks, inside in ((1, True), (last, True), (last + 1, False)):
        change = Change(fact.id, Values(((-25 - ticks, -25 - ticks),)), "recommend", ticks)
        assert (error_within(shelf.context, change, box) is not None) is inside


def test_an_unstated_number_is_no_step_away(shelf: Shelf) -> None:
    change = Change("t_score_radius_33", Values(((-25, -25),)), "recommend", 1)
    assert not error_within(shelf.context, change, shelf.case("neck-minus-2-4").case.box)
