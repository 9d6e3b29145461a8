"""Lowering: a condition becomes sets of values of plain facts, and what does not resolve is refused."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given

from generator.core import formulas as f
from generator.core.conditions import Bound, Condition, Span
from generator.core.derived import AnyDerived, Banded, Difference, Extreme, Named, Scaled, Valid
from generator.core.formulas import Formula
from generator.core.lowering import Unresolved, Vocabulary, lower
from generator.core.resolved import Resolved
from tests.core.random_rules import written_rules
from tests.core.reference import Patient, Reference, as_values, values_of
from tests.core.worlds import HERE, all_of, any_of, at_least, at_random, choice, leaf, not_, number, rules_of, yes_no


def named(kind: type, id: str, **more: object):
    return kind(id=id, label=id, where=HERE, **more)


FACTS = [
    number("spine", -50, 40, step="0.1", may_be_absent=True), number("hip", -50, 40, step="0.1", may_be_absent=True),
    number("risk", 0, 1000, step="0.1"), number("age", 0, 120), number("levels", 0, 4),
    yes_no("broken"), choice("dose", "low", "medium", "high"),
]
DERIVED = [
    named(Valid, "valid_spine", of="spine", unless=leaf("levels < 2")),
    named(Extreme, "lowest", of=("valid_spine", "hip"), highest=False),
    named(Extreme, "highest", of=("valid_spine", "hip"), highest=True),
    named(Scaled, "adjusted", of="risk", cases=((leaf("dose = high"), Fraction("1.15")), (leaf("dose = low"), Fraction("0.65")))),
    named(Banded, "limit", by="age", bands=((Span(Bound(Fraction(50), True), Bound(Fraction(54), True)), Fraction("7.5")),
                                           (Span(Bound(Fraction(55), True), Bound(Fraction(59), True)), Fraction(10)))),
    named(Named, "fragile", when=any_of("broken", "lowest <= -2.5")),
    named(Difference, "gap", minuend="spine", subtrahend="hip"),
]
RULES = rules_of(FACTS, derived=DERIVED)
WORDS = Vocabulary({fact.id: fact for fact in FACTS}, {one.id: one for one in DERIVED}, {"tier": ("low", "very_high")})
PATIENT = {"spine": "-3.0", "hip": "-2.0", "risk": "10.0", "age": "57", "levels": "4", "broken": "no", "dose": "medium"}


def true_of(formula: Formula, patient: Patient, reference: Reference) -> bool:
    """Whether a formula holds for one patient."""
    match formula:
        case f.In(fact=name, values=values):
            return as_values(reference.facts[name], patient[name]) <= values
        case f.NotAbove(low=low, high=high):
            numbers = [patient[name] for name in (low, high)]
            return any(isinstance(value, str) for value in numbers) or numbers[0] <= numbers[1]
        case f.Both(parts=parts):
            return all(true_of(part, patient, reference) for part in parts)
        case f.Either(parts=parts):
            return any(true_of(part, patient, reference) for part in parts)
        case f.Neither(part=part):
            return not true_of(part, patient, reference)
        case f.Count(count=count, parts=parts):
            return sum(true_of(part, patient, reference) for part in parts) >= count
    raise AssertionError(formula)


def met(condition: Condition, **changed: str) -> bool:
    """Whether a condition holds for the patient above, with some facts changed."""
    reference = Reference(RULES)
    patient = {name: values_of(fact, fact.parse({**PATIENT, **changed}[name]))[0] for name, fact in reference.facts.items()}
    return true_of(lower(condition, WORDS), patient, reference)


@given(written_rules())
@at_random(80)
def test_a_formula_says_of_every_patient_what_the_condition_says(rules):
    resolved, reference = Resolved(rules), Reference(rules)
    everyone = reference.combinations({fact.id: values_of(fact, fact.whole) for fact in rules.facts})
    patients = list(itertools.islice(everyone, 0, None, 7))
    for guide in rules.guidelines:
        for condition in [guide.scope.applies_when, *(row.when for row in guide.tables["first"] if row.when)]:
            formula = resolved.formulas.get(id(condition))
            if formula is not None:
                assert [true_of(formula, one, reference) for one in patients] == [
                    reference.holds(condition, one, guide) for one in patients]


@pytest.mark.parametrize(("text", "value", "expected"), [
    ("hip <= -2.5", "-2.5", True), ("hip <= -2.5", "-2.4", False),
    ("hip < -2.5", "-2.5", False), ("hip < -2.5", "-2.6", True),
    ("hip >= -2.5", "-2.5", True), ("hip >= -2.5", "-2.6", False),
    ("hip > -2.5", "-2.5", False), ("hip > -2.5", "-2.4", True),
    ("hip = -2.5", "-2.5", True), ("hip = -2.5", "-2.4", False),
    ("-2.5 < hip < -1.0", "-2.5", False), ("-2.5 < hip < -1.0", "-2.4", True),
    ("-2.5 < hip < -1.0", "-1.1", True), ("-2.5 < hip < -1.0", "-1.0", False),
    ("-2.5 <= hip <= -1.0", "-2.5", True), ("-2.5 <= hip <= -1.0", "-1.0", True),
    ("-2.5 <= hip <= -1.0", "-2.6", False), ("-2.5 <= hip <= -1.0", "-0.9", False),
    ("hip one_of(-2.5 -1)", "-1.0", True), ("hip one_of(-2.5 -1)", "-1.1", False),
])
def test_a_comparison_is_exact_at_its_threshold(text, value, expected):
    assert met(leaf(text), hip=value) is expected


@pytest.mark.parametrize(("text", "value", "expected"), [
    ("hip <= -2.45", "-2.5", True), ("hip <= -2.45", "-2.4", False),
    ("hip < -2.45", "-2.5", True), ("hip < -2.45", "-2.4", False),
    ("hip >= -2.45", "-2.5", False), ("hip >= -2.45", "-2.4", True),
    ("hip > -2.45", "-2.5", False), ("hip > -2.45", "-2.4", True),
    ("hip = -2.45", "-2.5", False), ("hip = -2.45", "-2.4", False),
    ("-2.45 < hip <= -2.35", "-2.4", True), ("-2.45 < hip < -2.41", "-2.4", False),
])
def test_a_threshold_may_be_finer_than_the_step(text, value, expected):
    assert met(leaf(text), hip=value) is expected


@pytest.mark.parametrize("text", [
    "hip <= 4", "hip >= -5", "hip > -99", "-9 < hip < 9", "hip = 0", "hip one_of(0 1)", "hip >= limit", "hip < limit"])
def test_a_number_that_was_not_measured_meets_no_comparison(text):
    assert not met(leaf(text), hip="not measured")


@pytest.mark.parametrize(("text", "changed", "expected"), [
    ("lowest <= -3", {}, True),
    ("lowest <= -3.1", {}, False),
    ("lowest > -3", {}, False),
    ("-3.1 < lowest < -2.9", {}, True),
    ("lowest <= -2.5", {"spine": "not measured"}, False),
    ("lowest <= -2", {"spine": "not measured"}, True),
    ("lowest > -2.5", {"levels": "1"}, True),
    ("lowest <= 4", {"spine": "not measured", "hip": "not measured"}, False),
    ("lowest > -5", {"spine": "not measured", "hip": "not measured"}, False),
    ("highest >= -2", {}, True),
    ("highest > -2", {}, False),
    ("highest < -2.5", {"hip": "not measured"}, True),
    ("highest <= 4", {"levels": "1", "hip": "not measured"}, False),
])
def test_the_lowest_and_highest_pass_over_what_is_not_there(text, changed, expected):
    assert met(leaf(text), **changed) is expected


@pytest.mark.parametrize(("text", "changed", "expected"), [
    ("valid_spine <= -3", {"levels": "2"}, True),
    ("valid_spine <= -3", {"levels": "1"}, False),
    ("valid_spine > -5", {"levels": "1"}, False),
])
def test_a_number_that_is_not_valid_meets_no_comparison(text, changed, expected):
    assert met(leaf(text), **changed) is expected


@pytest.mark.parametrize(("text", "changed", "expected"), [
    ("adjusted >= 11.5", {"dose": "high"}, True),
    ("adjusted > 11.5", {"dose": "high"}, False),
    ("adjusted >= 11.5", {"dose": "high", "risk": "9.9"}, False),
    ("adjusted >= 3", {"dose": "high", "risk": "2.6"}, False),       # 2.99 is not rounded to 3
    ("adjusted >= 2.99", {"dose": "high", "risk": "2.6"}, True),
    ("adjusted = 6.5", {"dose": "low"}, True),
    ("adjusted = 10", {}, True),
])
def test_a_scaled_number_takes_the_first_case_and_is_never_rounded(text, changed, expected):
    assert met(leaf(text), **changed) is expected


@pytest.mark.parametrize(("text", "changed", "expected"), [
    ("risk >= limit", {}, True),
    ("risk > limit", {}, False),
    ("risk >= limit", {"risk": "9.9"}, False),
    ("risk >= limit", {"age": "54", "risk": "7.5"}, True),
    ("risk >= limit", {"age": "54", "risk": "7.4"}, False),
    ("risk <= limit", {"age": "54", "risk": "7.5"}, True),
    ("risk >= limit", {"age": "60", "risk": "99"}, False),
    ("risk < limit", {"age": "49", "risk": "0"}, False),
    ("limit >= 10", {"age": "55"}, True),
    ("limit >= 10", {"age": "54"}, False),
    ("limit >= 0", {"age": "60"}, False),
    ("adjusted >= limit", {"dose": "high", "risk": "8.7"}, True),
    ("adjusted >= limit", {"dose": "high", "risk": "8.6"}, False),
])
def test_a_threshold_table_holds_inside_its_bands_only(text, changed, expected):
    assert met(leaf(text), **changed) is expected


@pytest.mark.parametrize(("condition", "changed", "expected"), [
    (leaf("fragile"), {}, True),
    (leaf("fragile"), {"spine": "-2.4"}, False),
    (leaf("fragile"), {"spine": "-2.4", "broken": "yes"}, True),
    (not_("fragile"), {"spine": "-2.4"}, True),
    (leaf("broken = no"), {}, True),
    (leaf("dose one_of(low high)"), {}, False),
    (leaf("dose one_of(low medium)"), {}, True),
    (not_("hip <= -2.5"), {"hip": "not measured"}, True),
    (all_of("fragile", "age >= 57"), {}, True),
    (at_least(2, "fragile", "broken", "age >= 50"), {}, True),
    (at_least(3, "fragile", "broken", "age >= 50"), {}, False),
])
def test_conditions_combine(condition, changed, expected):
    assert met(condition, **changed) is expected


@pytest.mark.parametrize(("text", "code"), [
    ("hipp <= -2.5", "unknown-fact"),
    ("hipp", "unknown-fact"),
    ("hipp = 2", "unknown-fact"),
    ("dosse = low", "unknown-fact"),
    ("risk >= limmit", "unknown-fact"),
    ("hip", "not-a-condition"),
    ("lowest", "not-a-condition"),
    ("dose", "not-a-condition"),
    ("tier", "not-a-condition"),
    ("dose >= 3", "not-a-number"),
    ("broken < 1", "not-a-number"),
    ("fragile >= 3", "not-a-number"),
    ("dose >= limit", "not-a-number"),
    ("risk >= age", "not-a-threshold"),
    ("risk >= lowest", "not-a-threshold"),
    ("risk >= fragile", "not-a-threshold"),
    ("dose = huge", "bad-value"),
    ("dose one_of(low huge)", "bad-value"),
    ("hip = low", "bad-value"),
    ("lowest = low", "bad-value"),
    ("dose = not measured", "bad-value"),
    ("hip = not measured", "bad-value"),
    ("tier = middling", "unknown-outcome"),
    ("gap >= 1", "difference-in-table"),
])
def test_a_comparison_that_does_not_resolve_is_refused(text, code):
    with pytest.raises(Unresolved) as wrong:
        lower(leaf(text), WORDS)
    assert wrong.value.code == code


@pytest.mark.parametrize(("text", "hint"), [
    ("hipp <= -2.5", '"hip"'), ("tier = very_hig", '"very_high"'), ("dose >= 3", "dose = low")])
def test_a_refusal_offers_what_was_probably_meant(text, hint):
    with pytest.raises(Unresolved) as wrong:
        lower(leaf(text), WORDS)
    assert hint in wrong.value.hint


@pytest.mark.parametrize("derived", [
    [named(Named, "a", when=leaf("a"))],
    [named(Named, "a", when=leaf("b")), named(Named, "b", when=not_("a"))],
    [named(Extreme, "a", of=("risk", "b"), highest=True), named(Valid, "b", of="a", unless=leaf("broken"))],
    [named(Banded, "a", by="a", bands=((Span(), Fraction(1)),))],
], ids=lambda derived: " ".join(one.id for one in derived))
def test_a_derived_fact_that_depends_on_itself_is_refused(derived):
    words = Vocabulary(WORDS.facts, {one.id: one for one in derived}, {})
    with pytest.raises(Unresolved, match="depends on itself"):
        lower(leaf("a") if isinstance(derived[0], Named) else leaf("a > 0"), words)


def test_a_threshold_used_on_both_sides_of_a_comparison_is_no_circle():
    safe = named(Valid, "safe_risk", of="risk", unless=leaf("adjusted >= limit"))
    words = Vocabulary(WORDS.facts, {**WORDS.derived, "safe_risk": safe}, {})
    assert lower(leaf("safe_risk >= limit"), words)


def floors(count: int) -> list[AnyDerived]:
    """Conditions and numbers each of which uses the one below it several times."""
    conditions = [named(Named, f"condition_{floor}", when=any_of(below, all_of(below, "dose = high"), not_(below)))
                  for floor, below in enumerate(["broken", *(f"condition_{floor}" for floor in range(count))])]
    numbers = [named(Valid, f"number_{floor}", of=below, unless=any_of(f"{below} > 90", f"{below} < 1"))
               for floor, below in enumerate(["risk", *(f"number_{floor}" for floor in range(count))])]
    return [*conditions, *numbers]


def parts_in(formula: Formula) -> int:
    """How many formulas one is made of, each counted once where it is shared."""
    found: dict[int, Formula] = {}
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        if id(part) not in found:
            found[id(part)] = part
            waiting += (part.part,) if isinstance(part, f.Neither) else getattr(part, "parts", ())
    return len(found)


@pytest.mark.parametrize("text", ["condition_{}", "number_{} > 5"])
def test_a_name_that_is_used_many_times_stands_for_one_formula(text):
    sizes = []
    for count in (4, 5, 6):
        words = Vocabulary(WORDS.facts, {one.id: one for one in floors(count)}, {})
        sizes.append(parts_in(lower(leaf(text.format(count)), words)))
    assert sizes[2] - sizes[1] == sizes[1] - sizes[0] > 0


def test_the_leaves_of_formulas_are_told_once_also_where_they_are_shared():
    shared, other = f.In("risk", FACTS[2].measured), f.In("age", FACTS[3].measured)
    assert list(f.atoms_of(f.Both((shared, f.Neither(other))), f.Either((other, shared)))) == [shared, other]


def test_a_name_stands_for_something_of_its_own_in_each_vocabulary():
    first, second = (lower(leaf("fragile"), Vocabulary(WORDS.facts, {"fragile": named(Named, "fragile", when=leaf(text))}, {}))
                     for text in ("broken", "dose = high"))
    assert first != second


def test_a_decision_of_the_same_guideline_is_read_by_its_outcome():
    assert lower(leaf("tier one_of(low very_high)"), WORDS) == f.Decided("tier", frozenset({"low", "very_high"}))


