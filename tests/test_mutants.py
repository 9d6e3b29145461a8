"""A slip in a rule does not get past `kb check`: the boundary cases and scenarios notice nearly every one."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
import z3

from generator.check.compendium import Compendium
from generator.core.conditions import Condition, one_line
from tests.core.symbolic import Somebody
from tests.core.worlds import EFFORT, all_of, any_of, at_least, leaf, not_, number, yes_no
from tests.mutants.__main__ import share
from tests.mutants.slips import Names, slips_in
from tests.mutants.trials import Bench, Trial, Verdict
from tests.worlds import SMALL_WORLD, World

SAMPLE = 320  # of some 8,400; `python -m tests.mutants` tries them all
AIM = 0.95
ASIDE = 6  # of those set aside, how many the solver looks at
NAMES = Names({"age": number("age", 0, 90, group="g"), "dose": number("dose", 0, 99, step="0.5"),
               "falls": number("falls", 0, 9, group="g"), "ill": yes_no("ill"), "weak": yes_no("weak")},
              {}, {"drug": ("none", "some", "many")})


@pytest.fixture(scope="module")
def tried(compendium: Compendium) -> list[tuple[Bench, Trial]]:
    """A sample of all mutants, the same each time."""
    benches = [Bench(compendium, edition.id) for edition in compendium.knowledge.editions]
    every = [(bench, mutant) for bench in benches for mutant in bench.mutants()]
    picked = random.Random(1994).sample(every, min(SAMPLE * EFFORT, len(every)))
    return [(bench, bench.trial(mutant)) for bench, mutant in picked]


def test_nearly_every_slip_in_a_rule_is_noticed(tried: list[tuple[Bench, Trial]]) -> None:
    trials = [trial for _, trial in tried]
    count = Counter(trial.verdict for trial in trials)
    survivors = "\n".join(f"{trial.mutant.where} {trial.mutant.said}: {trial.example}" for trial in trials if trial.example)
    assert count[Verdict.NOTICED] > SAMPLE / 2
    assert share(count) >= AIM, survivors


def test_the_solver_finds_nobody_whom_a_mutant_set_aside_answers_otherwise(tried: list[tuple[Bench, Trial]]) -> None:
    same = [(bench, trial.mutant) for bench, trial in tried if trial.verdict is Verdict.SAME][: ASIDE * EFFORT]
    assert len(same) >= ASIDE
    for bench, mutant in same:
        before, after = bench.written, replace(mutant.now, id="altered")
        anybody = Somebody(replace(bench.rules, guidelines=(before, after)), "anybody")
        changed = [anybody.applies(before) != anybody.applies(after)]
        changed += [z3.And(anybody.applies(before), anybody.decides(before, name) != anybody.decides(after, name))
                    for name in before.tables]
        solver = z3.Solver()
        solver.add(*anybody.can_be(), z3.Or(*changed))
        assert solver.check() == z3.unsat, (mutant.where, mutant.said)


def slips(condition: Condition) -> set[str]:
    return {one_line(slip.now) for slip in slips_in(condition, NAMES)}


@pytest.mark.parametrize(("condition", "expected"), [
    (leaf("ill"), {"weak", "not ill"}),
    (leaf("dose < 2.5"), {"dose <= 2.5", "dose < 2", "dose < 3", "not dose < 2.5"}),
    (leaf("age > 65"), {"age >= 65", "age > 64", "age > 66", "falls > 65", "not age > 65"}),
    (leaf("1 <= dose < 2"), {"1 < dose < 2", "0.5 <= dose < 2", "1.5 <= dose < 2", "1 <= dose <= 2", "1 <= dose < 1.5",
                             "1 <= dose < 2.5", "not 1 <= dose < 2"}),
    (leaf("dose = 2"), {"dose one_of(1.5)", "dose one_of(2.5)", "not dose = 2"}),
    (leaf("drug = none"), {"drug = some", "drug = many", "not drug = none"}),
    (leaf("drug one_of(some many)"), {"drug one_of(some)", "drug one_of(many)", "not drug one_of(some many)"}),
    (not_("ill"), {"ill", "not weak", "not not ill"}),
    (all_of("ill", "weak"), {"(ill or weak)", "(weak and weak)", "(ill and ill)", "(not ill and weak)", "(ill and not weak)"}),
    (any_of("ill", "weak"), {"(ill and weak)", "(weak or weak)", "(ill or ill)", "(not ill or weak)", "(ill or not weak)"}),
    (at_least(1, "ill", "weak"), {"at least 2 of (ill, weak)", "at least 1 of (weak, weak)", "at least 1 of (ill, ill)",
                                  "at least 1 of (not ill, weak)", "at least 1 of (ill, not weak)"}),
], ids=lambda value: "" if isinstance(value, set) else one_line(value))
def test_a_condition_slips_in_every_way(condition: Condition, expected: set[str]) -> None:
    assert slips(condition) == expected


@pytest.fixture(scope="module")
def plants() -> Bench:
    compendium = World(SMALL_WORLD).compendium
    return Bench(compendium, compendium.knowledge.guidelines[0].id)


def test_a_guideline_that_decides_as_before_is_no_mutant(plants: Bench) -> None:
    assert plants.example(plants.guide) is None


def test_a_mutant_that_no_case_looks_at_survives_with_a_patient_who_tells_it_apart(plants: Bench) -> None:
    edition = plants.compendium.knowledge.guidelines[0]
    others = plants.compendium.knowledge.guidelines[1:]
    knowledge = replace(plants.compendium.knowledge, guidelines=(replace(edition, cases=()), *others), scenarios=())
    blind = Bench(replace(plants.compendium, knowledge=knowledge, cases=()), edition.id)
    seen, unseen = ([bench.trial(mutant) for mutant in bench.mutants()] for bench in (plants, blind))
    assert [trial for trial in unseen if trial.verdict is Verdict.SURVIVED and "was" not in trial.example] == []
    assert sum(trial.verdict is Verdict.SURVIVED for trial in unseen) > sum(trial.verdict is Verdict.SURVIVED for trial in seen)
    assert {trial.verdict is Verdict.SAME for trial in seen} == {True, False}
