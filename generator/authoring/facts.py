"""A fact as an author states it: what can be written, in words and as JSON Schema.

In: Facts.  Out: words for a hover text or a table, parts of JSON Schemas.  Never: says what a value means.
"""

from __future__ import annotations

from typing import Any

from generator.core.conditions import NUMBER, one_line
from generator.core.facts import NOT_MEASURED, Fact, Kind

Schema = dict[str, Any]
_NUMBER_OR_RANGE = rf"^({NUMBER}|({NUMBER})?\s*\.\.\s*{NUMBER}|{NUMBER}\s*\.\.)$"


def fact_schema(fact: Fact) -> Schema:
    """What may stand after the name of a fact."""
    forms = _number_forms(fact) if fact.kind.numeric else _choice_forms(fact)
    if fact.may_be_absent:
        forms = [*forms, {"const": NOT_MEASURED}]
    return {"description": fact_words(fact), "anyOf": forms}


def fact_words(fact: Fact) -> str:
    """The fact in a few sentences: what it is, what can be written, when it is asked, what is assumed."""
    said = [f"{fact.label[:1].upper()}{fact.label[1:]}{', ' + fact.unit if fact.unit else ''}.", values_words(fact)]
    if fact.only_if is not None:
        said.append(f"Only where {one_line(fact.only_if)}.")
    if fact.unstated is not None:
        said.append(f"Left out, it counts as {fact.write(fact.unstated)}: {fact.unstated_because}")
    return " ".join(said)


def values_words(fact: Fact) -> str:
    """What can be written for a fact."""
    if fact.kind is Kind.YES_NO:
        said = "Write yes or no."
    elif fact.kind is Kind.CHOICE:
        each = (f"{name} ({words})" if words != name else name
                for name, words in zip(fact.choices, fact.choice_words, strict=True))
        said = f"Write {', '.join(each)}."
    else:
        span = f"{fact.number(fact.low)} to {fact.number(fact.high)} in steps of {fact.number(1)}"
        said = f"Write a number, {span}, or a range such as {_example(fact)}."
    return f'{said} Or "{NOT_MEASURED}".' if fact.may_be_absent else said


def _example(fact: Fact) -> str:
    """A range in the middle of what a fact can be."""
    third = (fact.high - fact.low) // 3
    return f"{fact.number(fact.low + third)}..{fact.number(fact.high - third)}"


def _number_forms(fact: Fact) -> list[Schema]:
    whole = fact.step.denominator == 1
    limits = {"minimum": _plain(fact, fact.low), "maximum": _plain(fact, fact.high)}
    return [{"type": "integer" if whole else "number", **limits}, {"type": "string", "pattern": _NUMBER_OR_RANGE}]


def _plain(fact: Fact, tick: int) -> int | float:
    value = fact.step * tick
    return int(value) if value.denominator == 1 else float(value)


def _choice_forms(fact: Fact) -> list[Schema]:
    """One value, or several joined by |; editors may read yes and no as a truth value."""
    one = "|".join(fact.choices)
    forms: list[Schema] = [{"enum": list(fact.choices), "enumDescriptions": list(fact.choice_words)},
                           {"type": "string", "pattern": rf"^({one})(\s*\|\s*({one}))+$"}]
    return [*forms, TRUTH_VALUE] if fact.kind is Kind.YES_NO else forms


# A truth value, said so that no editor proposes to write true or false.
TRUTH_VALUE: Schema = {"not": {"type": ["string", "number", "object", "array", "null"]}}
