"""Read `expect:` of scenarios and boundary cases.

In: Tree.  Out: Expectations, Problems.  Never: evaluates.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.origin import Problem, Text, Where
from generator.read.decisions import drugs_outcome
from generator.read.yamltree import Map, Seq, Tree


@dataclass(frozen=True, slots=True)
class Expectation:
    """`subject` (a decision, guideline.decision, or …applies) comes out as exactly these, in any order."""

    subject: Text
    possible: tuple[str, ...]
    where: Where


def read_expectations(tree: Tree, problems: list[Problem]) -> tuple[Expectation, ...]:
    """The expectations of a mapping such as `{drug_treatment: recommend}` or `{x: {possible: [a, b]}}`."""
    if not isinstance(tree, Map) or not tree:
        problems.append(Problem(tree.where, "wrong-type", "an expectation is  decision: outcome", "Write one line per decision."))
        return ()
    found = (_expectation(subject, value, problems) for subject, value in tree.items())
    return tuple(entry for entry in found if entry is not None)


def _expectation(subject: Text, value: Tree, problems: list[Problem]) -> Expectation | None:
    if isinstance(value, Text):
        return Expectation(subject, (str(value),), value.where)
    if isinstance(value, Map) and _is_drugs(value):
        return Expectation(subject, (_drugs(value),), value.where)
    inner = value.get(Text("possible", value.where)) if isinstance(value, Map) and len(value) == 1 else None
    if isinstance(inner, Seq) and inner and all(isinstance(one, Text) or _is_drugs(one) for one in inner):
        return Expectation(subject, tuple(_drugs(one) if isinstance(one, Map) else str(one) for one in inner), value.where)
    problems.append(Problem(value.where, "wrong-type", f'what is expected of "{subject}" cannot be read',
                            "Write one outcome, or  {possible: [first, second]} ."))
    return None


def _is_drugs(value: Tree) -> bool:
    return isinstance(value, Map) and "first" in value


def _drugs(value: Map) -> str:
    keys = (Text(name, value.where) for name in ("first", "alternative"))
    sets = [value.get(key, Seq()) for key in keys]
    first, alternative = ([str(drug) for drug in found] if isinstance(found, list) else [str(found)] for found in sets)
    return drugs_outcome(first, alternative)
