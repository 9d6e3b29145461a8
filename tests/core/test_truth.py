"""Three truth values and traces."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from generator.core.conditions import Condition, parts_of
from generator.core.evaluation import evaluate
from generator.core.guidelines import Guideline
from generator.core.truth import Step, Truth, all_of, any_of, at_least, not_of, trace, truth_of
from tests.core import worlds as w
from tests.core.random_rules import worlds
from tests.core.worlds import Case, at_random, case_of, cases, leaf, number, rules_of, world_of, yes_no

TRUTHS = list(Truth)
PAIRS = list(itertools.product(TRUTHS, repeat=2))
TRIPLES = list(itertools.product(TRUTHS, repeat=3))
COULD_BE = {Truth.MET: (True,), Truth.UNKNOWN: (True, False), Truth.NOT_MET: (False,)}


def could_come_out(parts: Iterable[Truth], decide) -> Truth:
    """The truth of a connective by trying every way in which the unknown parts could turn out."""
    return truth_of(decide(turned_out) for turned_out in itertools.product(*(COULD_BE[part] for part in parts)))


@pytest.mark.parametrize("parts", [(), *((one,) for one in TRUTHS), *PAIRS, *TRIPLES], ids=str)
def test_all_of_is_what_every_completion_says(parts):
    assert all_of(parts) is could_come_out(parts, all)


@pytest.mark.parametrize("parts", [(), *((one,) for one in TRUTHS), *PAIRS, *TRIPLES], ids=str)
def test_any_of_is_what_every_completion_says(parts):
    assert any_of(parts) is could_come_out(parts, any)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("parts", [*PAIRS, *TRIPLES], ids=str)
def test_at_least_is_what_every_completion_says(count, parts):
    assert at_least(count, parts) is could_come_out(parts, lambda turned_out: sum(turned_out) >= count)


@pytest.mark.parametrize(("part", "expected"), [
    (Truth.MET, Truth.NOT_MET), (Truth.NOT_MET, Truth.MET), (Truth.UNKNOWN, Truth.UNKNOWN)])
def test_not_turns_the_truth_round(part, expected):
    assert not_of(part) is expected


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_all_of_does_not_depend_on_order(first, second):
    assert all_of([first, second]) is all_of([second, first])


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_any_of_does_not_depend_on_order(first, second):
    assert any_of([first, second]) is any_of([second, first])


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_not_all_is_any_not(first, second):
    assert not_of(all_of([first, second])) is any_of([not_of(first), not_of(second)])


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_not_any_is_all_not(first, second):
    assert not_of(any_of([first, second])) is all_of([not_of(first), not_of(second)])


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_part_absorbs_what_contains_it(first, second):
    assert all_of([first, any_of([first, second])]) is any_of([first, all_of([first, second])]) is first


@pytest.mark.parametrize(("first", "second", "third"), TRIPLES)
def test_grouping_does_not_change_the_truth(first, second, third):
    assert all_of([all_of([first, second]), third]) is all_of([first, all_of([second, third])]) is all_of([first, second, third])


@pytest.mark.parametrize(("first", "second", "third"), TRIPLES)
def test_all_of_distributes_over_any_of(first, second, third):
    assert all_of([first, any_of([second, third])]) is any_of([all_of([first, second]), all_of([first, third])])


@pytest.mark.parametrize(("first", "second", "third"), TRIPLES)
def test_any_of_distributes_over_all_of(first, second, third):
    assert any_of([first, all_of([second, third])]) is all_of([any_of([first, second]), any_of([first, third])])


@pytest.mark.parametrize("parts", TRIPLES, ids=str)
def test_at_least_one_is_any_and_at_least_all_is_all(parts):
    assert (at_least(1, parts), at_least(3, parts)) == (any_of(parts), all_of(parts))


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("learnt", [Truth.MET, Truth.NOT_MET])
def test_learning_an_unknown_part_never_turns_a_known_truth_round(first, second, learnt):
    for connective in (all_of, any_of, lambda parts: at_least(2, parts)):
        before = connective([Truth.UNKNOWN, first, second])
        assert before is Truth.UNKNOWN or connective([learnt, first, second]) is before


@pytest.mark.parametrize(("answers", "expected"), [
    ([True], Truth.MET), ([False], Truth.NOT_MET), ([True, False], Truth.UNKNOWN), ([False, False], Truth.NOT_MET),
    ([], Truth.NOT_MET), (["outside"], Truth.NOT_MET), ([True, "outside"], Truth.MET), ([False, "outside"], Truth.NOT_MET)])
def test_the_truth_of_some_answers(answers, expected):
    assert truth_of(answers) is expected


@pytest.mark.parametrize(("truth", "word"), [(Truth.MET, "met"), (Truth.NOT_MET, "not_met"), (Truth.UNKNOWN, "unknown")])
def test_the_truth_has_a_word_for_exports(truth, word):
    assert truth.word == word


# --- traces


def steps_of(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from steps_of(part)


def traces(case: Case) -> Iterator[tuple[Guideline | None, Step]]:
    """Every step of every trace of a case."""
    for guide in case.world.rules.guidelines:
        compiled = case.world.book.guidelines[guide.id]
        clauses = [compiled.scope, *(row for table in compiled.tables.values() for row in table.rows if row)]
        yield from ((guide, step) for clause in clauses for step in steps_of(trace(clause, case.box)))


def holding(case: Case, guide: Guideline | None, condition: Condition) -> set[bool]:
    reference = case.world.reference
    return {reference.holds(condition, patient, guide) for patient in reference.patients(case.box.stated)}


@given(cases(worlds()))
@at_random(70)
def test_a_trace_never_contradicts_the_exact_truth(case):
    for guide, step in traces(case):
        assert step.truth is Truth.UNKNOWN or step.truth is truth_of(holding(case, guide, step.written))


@given(cases(worlds()))
@at_random(50)
def test_the_trace_of_a_comparison_of_one_fact_is_exact(case):
    plain = {fact.id for fact in case.world.rules.facts}
    for guide, step in traces(case):
        if getattr(step.written, "name", "") in plain and not hasattr(step.written, "other"):
            assert step.truth is truth_of(holding(case, guide, step.written))


@given(cases(worlds()))
@at_random(40)
def test_a_trace_shows_every_branch(case):
    for _, step in traces(case):
        assert [part.written for part in step.parts] == list(parts_of(step.written))


@given(cases(worlds()))
@at_random(40)
def test_a_part_or_more_decides_every_step_that_has_parts(case):
    for _, step in traces(case):
        assert bool(step.decisive) == bool(step.parts)


WORLD = world_of(rules_of(
    [yes_no("broken"), number("score", -50, 40, step="0.1", may_be_absent=True), number("months", 0, 24, only_if=leaf("broken"))],
    conditions={"text": leaf("broken")}))


def judged(condition: Condition, **stated: str) -> Step:
    world = world_of(rules_of(WORLD.rules.facts, conditions={"text": condition}))
    return trace(world.book.conditions["text"], case_of(world, **stated).box)


@pytest.mark.parametrize(("text", "stated", "expected"), [
    ("score <= -2.5", "-2.5", Truth.MET),
    ("score <= -2.5", "-2.4", Truth.NOT_MET),
    ("score < -2.5", "-2.5", Truth.NOT_MET),
    ("score <= -2.5", "..-2.5", Truth.MET),
    ("score <= -2.5", "-2.4..", Truth.NOT_MET),
    ("score <= -2.5", "-2.5..-2.4", Truth.UNKNOWN),
    ("score < -2.5", "-2.5..-2.4", Truth.NOT_MET),
    ("score < -2.45", "-2.5..-2.4", Truth.UNKNOWN),
    ("score < -2.45", "-2.4..-2.3", Truth.NOT_MET),
    ("-2.5 < score < -1.0", "-2.4..-1.1", Truth.MET),
    ("-2.5 < score < -1.0", "-2.5..-1.1", Truth.UNKNOWN),
    ("-2.5 < score < -1.0", "-2.4..-1.0", Truth.UNKNOWN),
    ("-2.5 < score < -1.0", "-1.0..4.0", Truth.NOT_MET),
    ("score <= 4", "not measured", Truth.NOT_MET),
    ("score >= -5", "not measured", Truth.NOT_MET),
])
def test_a_comparison_with_a_range_is_met_for_all_some_or_none(text, stated, expected):
    assert judged(leaf(text), score=stated).truth is expected


@pytest.mark.parametrize("text", ["months >= 0", "months <= 24", "months = 0", "-1 < months < 99"])
def test_a_fact_that_does_not_apply_meets_no_comparison(text):
    assert judged(leaf(text), broken="no").truth is Truth.NOT_MET


@pytest.mark.parametrize("text", ["months >= 0", "months <= 24", "-1 < months < 99"])
def test_a_fact_that_may_not_apply_leaves_a_comparison_unknown(text):
    assert judged(leaf(text)).truth is Truth.UNKNOWN


def test_an_unstated_measurement_is_unknown_and_not_unmeasured():
    assert judged(w.not_("score <= -2.5")).truth is Truth.UNKNOWN


@pytest.mark.parametrize(("condition", "expected"), [
    (w.any_of("broken", "score <= -2.5"), ["score <= -2.5"]),
    (w.all_of("broken", "score <= -2.5"), ["broken"]),
    (w.at_least(1, "broken", "score > 0", "score <= -2.5"), ["score <= -2.5"]),
])
def test_the_decisive_parts_are_those_with_the_truth_of_the_whole(condition, expected):
    assert [part.written.said for part in judged(condition, broken="no", score="-3.0").decisive] == expected


def test_the_part_of_a_negation_decides_it():
    assert [part.written.said for part in judged(w.not_("broken"), broken="no").decisive] == ["broken"]


@given(cases(worlds()))
@at_random(40)
def test_a_condition_with_a_name_has_the_exact_truth(case):
    found = evaluate(case.box, lead=()).conditions["advice"]
    assert found is truth_of(holding(case, None, case.world.rules.conditions["advice"]))


