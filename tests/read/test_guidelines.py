from __future__ import annotations

import pytest

from generator.core.conditions import OneOf
from generator.core.guidelines import Decision, DecisionKind, Outcome
from generator.origin import Problem, Where
from generator.read.guidelines import GuidelineEdition, read_guideline
from generator.read.tables import KnownNames
from tests.worlds import codes, read_with, said


def decision(id: str, kind: DecisionKind, *outcomes: str) -> Decision:
    return Decision(id=id, kind=kind, label=id, question=id, where=Where("d.yaml"),
                    outcomes=tuple(Outcome(id=name, label=name, clinician=name, plain=name) for name in ("no_recommendation",
                            *outcomes)))


DECISIONS = {found.id: found for found in (
    decision("tier", DecisionKind.ORDERED, "low", "high"), decision("treatment", DecisionKind.ORDERED, "consider", "recommend"),
    decision("drug", DecisionKind.DRUGS), decision("rescan", DecisionKind.INTERVAL),
)}
HEAD = """id: guide
name: Guide
body: Body
title: A guide
reference: a-guide
jurisdiction: Here
in_force: 2022-04-28
summary: So it is [@a].
checked: source
scope: {words: all, applies_when: age >= 50, locator: page 1, checked: source}
cases: [{id: one, facts: {age: 50}, expect: {applies: yes}}]
"""
ROW = "because: so, grade: none, locator: page 1, checked: source"


def guideline(more: str, head: str = HEAD) -> tuple[GuidelineEdition | None, list[Problem]]:
    return read_with(lambda tree, problems: read_guideline(tree, KnownNames(DECISIONS, ("age",)), problems), head + more)


def table(*rows: str, name: str = "treatment") -> str:
    return f"  {name}:\n" + "".join(f"    - {{{row}, {ROW}}}\n" for row in rows)


def read(more: str) -> GuidelineEdition:
    found, problems = guideline("decisions:\n" + more)
    assert problems == [], said(problems)
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "outcome", "expected"), [
    ("treatment", "recommend", "recommend"), ("treatment", "no_recommendation", "no_recommendation"),
    ("rescan", "5..10 years", "5..10 years"), ("rescan", "no_recommendation", "no_recommendation"),
    ("drug", "{first: [a, b], alternative: [c]}", "a b; then c"), ("drug", "{first: [a]}", "a"),
])
def test_a_rule_has_an_outcome_of_its_decision(name: str, outcome: str, expected: str) -> None:
    assert read(table(f"id: r, outcome: {outcome}", name=name)).rules.tables[name][0].outcome == expected


@pytest.mark.parametrize(("name", "outcome", "code"), [
    ("treatment", "recomend", "unknown-outcome"), ("treatment", "5 years", "unknown-outcome"),
    ("treatment", "[recommend]", "wrong-type"),
    ("treatment", "{first: [a]}", "wrong-type"), ("rescan", "5 weeks", "unknown-outcome"), ("rescan", "5", "unknown-outcome"),
    ("drug", "a", "unknown-outcome"), ("drug", "{firts: [a]}", "unknown-key"), ("drug", "{alternative: [a]}", "missing-key"),
])
def test_an_outcome_of_another_decision_is_refused(name: str, outcome: str, code: str) -> None:
    assert code in codes(guideline("decisions:\n" + table(f"id: r, outcome: {outcome}", name=name))[1])


def test_rules_keep_the_order_of_the_file() -> None:
    found = read(table("id: b, outcome: recommend, when: age >= 70", "id: a, outcome: consider"))
    assert [rule.id for rule in found.rules.tables["treatment"]] == ["b", "a"]


def test_a_rule_may_read_another_decision_of_its_guideline() -> None:
    found = read(table("id: r, outcome: recommend, when: tier = high", "id: s, outcome: consider") + table("id: t, outcome: low",
            name="tier"))
    assert isinstance(found.rules.tables["treatment"][0].when, OneOf)


def test_the_drugs_of_a_rule_are_known_with_their_places() -> None:
    drugs = read(table("id: r, outcome: {first: [a], alternative: [b]}", name="drug")).drugs["drug.r"]
    assert [(str(drug), drug.where.line) for drug in drugs] == [("a", 14), ("b", 14)]


@pytest.mark.parametrize(("text", "held", "words"), [
    ("a-guide-2014", "a-guide-2014", ""), ("guide", "guide", ""), ("A-guide-2014", None, "A-guide-2014"),
    ("the guide of 2014", None, "the guide of 2014"), ("guide 2014", None, "guide 2014"),
])
def test_what_is_superseded_is_an_id_or_words(text: str, held: str | None, words: str) -> None:
    found, _ = guideline(f"supersedes: {text}\ndecisions: {{}}")
    assert found is not None
    assert (found.predecessor, found.supersedes) == (held, words)


@pytest.mark.parametrize("tables", [
    table("id: r, outcome: recommend, when: treatment = consider"),
    table("id: r, outcome: recommend, when: tier = high") + table("id: s, outcome: high, when: treatment = consider",
                                                                  name="tier"),
])
def test_a_decision_that_depends_on_itself_is_a_circle(tables: str) -> None:
    assert set(codes(guideline("decisions:\n" + tables)[1])) == {"circle"}


def test_a_fact_with_the_name_of_a_decision_is_no_circle() -> None:
    tables = "decisions:\n" + table("id: r, outcome: recommend, when: treatment = consider")
    known = KnownNames(DECISIONS, ("age", "treatment"))
    _, problems = read_with(lambda tree, problems: read_guideline(tree, known, problems), HEAD + tables)
    assert problems == []


@pytest.mark.parametrize(("more", "code"), [
    (table("id: r, outcome: recommend", name="tretment"), "unknown-decision"),
    (table("id: r, outcome: recommend", "id: r, outcome: consider"), "duplicate-id"),
    (table("id: r, outcome: recommend, when: age >> 50"), "bad-condition"),
    (table("id: r, outcome: recommend, if: age >= 50"), "unknown-key"),
    ("  treatment:\n    - {id: r, outcome: recommend, because: so, locator: page 1, checked: source}\n", "missing-key"),
    ("  treatment:\n    - {id: r, outcome: recommend, because: so, grade: none, checked: source}\n", "missing-key"),
    ("  treatment:\n    - {id: r, outcome: recommend, because: so, grade: none, locator: page 1}\n", "missing-key"),
    ("  treatment:\n    - {id: r, outcome: recommend, because: so, grade: none, locator: page 1, checked: often}\n", "bad-value"),
    (table('id: r, outcome: recommend, tier: ""'), "empty-value"),
    ("  treatment: {id: r}\n", "wrong-type"),
])
def test_a_rule_with_a_mistake_is_refused(more: str, code: str) -> None:
    assert codes(guideline("decisions:\n" + more)[1]) == [code]


@pytest.mark.parametrize(("old", "new", "code"), [
    ("in_force: 2022-04-28", "in_force: April 2022", "bad-value"),
    ("in_force: 2022-04-28\n", "", "missing-key"),
    ("applies_when: age >= 50", "applies_when: [age >= 50]", "bad-condition"),
    ("reference: a-guide", "reference: A guide", "bad-value"),
    ("jurisdiction: Here\n", "", "missing-key"),
    ("facts: {age: 50}", "facts: [age]", "wrong-type"),
    ("expect: {applies: yes}", "expect: yes", "wrong-type"),
    ("summary: So it is [@a].", "summary: So it is [@a", "bad-citation"),
    ("cases: [", "cases: [{id: one, facts: {age: 49}, expect: {applies: no}}, ", "duplicate-id"),
])
def test_a_guideline_with_a_mistake_is_refused(old: str, new: str, code: str) -> None:
    assert old in HEAD
    assert codes(guideline("decisions: {}", HEAD.replace(old, new))[1]) == [code]


def test_all_mistakes_of_a_guideline_are_found_at_once() -> None:
    rows = table("id: r, outcome: recomend, when: age >> 50", "id: s, outcome: consider, when: {anny: [age]}")
    assert codes(guideline("decisions:\n" + rows)[1]) == ["unknown-outcome", "bad-condition", "unknown-key"]
