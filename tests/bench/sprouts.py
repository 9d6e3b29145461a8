"""Compile and decide made rules of one size, and say what that took.

In: shape, how many facts, how many rows.  Out: figures as JSON.  Never: the same rules for another size.

`python -m tests.bench.sprouts guideline 40 80`
"""

from __future__ import annotations

import json
import sys
import time
from fractions import Fraction
from random import Random

from generator.core.conditions import All, Any, Condition, parse_leaf
from generator.core.evaluation import evaluate
from generator.core.facts import Fact, Kind
from generator.core.guidelines import Checked, Decision, DecisionKind, Guideline, Outcome, Rule, Rules, Scope
from generator.core.rulebook import Rulebook, compile_rules
from generator.origin import Text, Where
from tests.bench.clock import opened

HERE = Where("sprouts.yaml")
OUTCOMES = ("mild", "middle", "strong")
TOGETHER = 8  # facts of which one row speaks, where rows are as guidelines have them


def made(shape: str, facts: int, rows: int) -> Rules:
    """Rules of one shape and size.

    `guideline`: a row speaks of a few facts that stand near each other. `anyhow`: of any facts. `pairs`: of all facts, two by
    two, each pair far apart: the worst there is.
    """
    draw = Random(f"{shape} {facts} {rows}")
    known = tuple(_fact(place, shape) for place in range(facts))
    table = tuple(_rule(place, _pairs(known, place) if shape == "pairs" else _condition(known, draw, shape))
                  for place in range(rows))
    scope = Scope(words="", applies_when=_leaf("fact_0 >= 0"), locator="", checked=Checked.SOURCE, where=HERE)
    guide = Guideline(id="guide", scope=scope, local={}, tables={"first": (*table, _rule(rows, None))}, in_force="", where=HERE)
    outcomes = tuple(Outcome(id=one, label=one, clinician=one, plain=one) for one in OUTCOMES)
    decision = Decision(id="first", kind=DecisionKind.ORDERED, label="", question="", outcomes=outcomes, where=HERE)
    return Rules(facts=known, derived={}, impossible=(), decisions={"first": decision}, guidelines=(guide,), conditions={})


def _fact(place: int, shape: str) -> Fact:
    """The first fact is a number, and every third where rows are not of pairs."""
    if place == 0 or (place % 3 == 0 and shape != "pairs"):
        return Fact(id=f"fact_{place}", kind=Kind.NUMBER, where=HERE, low=0, high=100, step=Fraction(1))
    return Fact(id=f"fact_{place}", kind=Kind.YES_NO, where=HERE, choices=("no", "yes"))


def _rule(place: int, when: Condition | None) -> Rule:
    return Rule(id=f"row_{place}", outcome=OUTCOMES[place % 3], when=when, because=Text("", HERE), grade="", locator="",
                checked=Checked.SOURCE, where=HERE)


def _leaf(text: str) -> Condition:
    return parse_leaf(text, HERE)


def _condition(known: tuple[Fact, ...], draw: Random, shape: str) -> Condition:
    """Some of a few comparisons, or all of them."""
    first = draw.randrange(max(1, len(known) - TOGETHER))
    near = known[first:first + TOGETHER] if shape == "guideline" else known
    leaves = tuple(_leaf(_comparison(fact, draw)) for fact in draw.sample(near, min(4, len(near))))
    return All((*leaves[:2], Any(leaves[2:], HERE)), HERE) if draw.random() < 0.7 else Any(leaves[:2], HERE)


def _comparison(fact: Fact, draw: Random) -> str:
    return f"{fact.id} >= {draw.randrange(10, 100, 10)}" if fact.kind.numeric else fact.id


def _pairs(known: tuple[Fact, ...], turn: int) -> Condition:
    flags = [fact.id for fact in known[1:]]
    half = len(flags) // 2
    seconds = flags[half:half + half]
    partners = seconds[turn % half:] + seconds[:turn % half]
    return Any(tuple(All((_leaf(one), _leaf(other)), HERE) for one, other in zip(flags[:half], partners, strict=True)), HERE)


def figures(shape: str, facts: int, rows: int) -> dict[str, object]:
    """What it takes to compile rules, and to decide a box in which nothing is stated."""
    rules = made(shape, facts, rows)
    started = time.process_time()
    book, problems = compile_rules(rules)
    compiled = time.process_time()
    assert book is not None, problems
    evaluate(opened(book, {}), lead=[])
    return {"compiling": compiled - started, "deciding": time.process_time() - compiled, **_sizes(book)}


def _sizes(book: Rulebook) -> dict[str, object]:
    diagrams = book.diagrams
    return {"nodes": len(diagrams.nodes), "exact": diagrams.exact[book.guidelines["guide"].tables["first"].node]}


if __name__ == "__main__":
    print(json.dumps(figures(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
