"""What one knowledge base knows, as parts of JSON Schemas: its facts, its decisions, its names.

In: Knowledge.  Out: spellings: a schema for every word of `Stands`.  Never: refuses a value that `kb check` takes.

Editors read YAML in two ways: in the newer one `no` is text, in the older one a truth value, and 1.10 is a number in both.
Every schema here takes what either makes of a legal file. Sets that grow with every file (scenarios, references, drugs)
are proposed, never enforced: a file written a minute ago is no mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.authoring.facts import TRUTH_VALUE, Schema, fact_schema
from generator.core.guidelines import Decision, DecisionKind
from generator.read.decisions import INTERVAL
from generator.read.fields import ID
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge

CONDITION = {"$ref": "#/$defs/condition"}
_TEXT: Schema = {"anyOf": [{"type": ["string", "number"]}, TRUTH_VALUE]}
_YES_NO: Schema = {"anyOf": [{"enum": ["yes", "no"]}, TRUTH_VALUE]}
_ID: Schema = {"type": "string", "pattern": f"^{ID}$"}
_SAID_NUMBER = r"^[-+]?\d{1,9}(\.\d{1,9})?$"
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_WHOLE: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d{1,6}$"}]}
_NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _SAID_NUMBER}]}
_POSITIVE: Schema = {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": _SAID_NUMBER}]}


def spellings(knowledge: Knowledge) -> dict[str, Schema]:
    """What may stand in each sort of field."""
    decisions, known = knowledge.decisions, knowledge.known_facts
    return {
        "text": _TEXT, "id": _ID, "yes_no": _YES_NO, "day": _DAY, "whole": _WHOLE, "number": _NUMBER, "positive": _POSITIVE,
        "facts": _lines({name: fact_schema(fact) for name, fact in known.items()}),
        "fact_notes": _lines({name: {"description": f"A note on: {fact.label}.", **_TEXT} for name, fact in known.items()}),
        "condition": CONDITION,
        "outcome": {"type": ["string", "object"]},
        "tables": _lines({name: _table(decision, knowledge.drugs) for name, decision in decisions.items()}),
        "expectations": _lines(dict(_expectations(knowledge))),
        "case_expectations": _lines({"applies": APPLIES} | {
            name: _expected(decision, knowledge.drugs) for name, decision in decisions.items()}),
        "fact": _closed({name: fact.label for name, fact in known.items()}),
        "decision": _closed({name: decision.question for name, decision in decisions.items()}),
        "any_outcome": _closed({outcome.id: outcome.label for decision in decisions.values() for outcome in decision.outcomes}),
        "guideline": _closed({edition.id: edition.title for edition in knowledge.guidelines}),
        "profile": _closed({profile.id: profile.title for profile in knowledge.profiles.values()}),
        "drug": _proposed(knowledge.drugs),
        "reference": _proposed(knowledge.references),
        "scenario": _proposed(scenario.id for scenario in knowledge.scenarios),
    }


def condition_schema(knowledge: Knowledge) -> Schema:
    """A condition tree; facts are proposed for its lines, which may also name derived facts."""
    many = {"type": "array", "minItems": 1, "items": CONDITION}
    counted = {"type": "object", "additionalProperties": False, "required": ["count", "of"],
               "properties": {"count": {"type": "integer", "minimum": 1}, "of": many}}
    keys: dict[str, Schema] = {
        "all": {"description": "Every line is met.", **many}, "any": {"description": "At least one line is met.", **many},
        "not": {"description": "The condition below is not met.", **CONDITION},
        "at_least": {"description": "At least so many of the lines are met.", **counted},
    }
    line = {"type": "string", "minLength": 1, "examples": list(knowledge.known_facts),
            "description": "A comparison: fact, fact = value, fact one_of(a b), fact >= 3, 1 < fact <= 3."}
    tree = {"type": "object", "properties": keys, "additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    return {"anyOf": [line, tree]}


APPLIES: Schema = {"description": "Whether the guideline is meant for the case.",
                   "anyOf": [{"enum": ["yes", "no", "unknown"]}, TRUTH_VALUE]}


def _expectations(knowledge: Knowledge) -> Iterable[tuple[str, Schema]]:
    for edition in knowledge.editions:
        yield f"{edition.id}.applies", _said_by(edition, APPLIES)
        for name in edition.rules.tables:
            yield f"{edition.id}.{name}", _said_by(edition, _expected(knowledge.decisions[name], knowledge.drugs))


def _said_by(edition: GuidelineEdition, schema: Schema) -> Schema:
    return {**schema, "description": f"{edition.name}. {schema['description']}"}


def _expected(decision: Decision, drugs: Iterable[str]) -> Schema:
    """An outcome, or every outcome that is still possible."""
    each = _outcome(decision, drugs)
    listed = {"anyOf": [*each["anyOf"], {"type": "string"}]} if decision.kind is DecisionKind.DRUGS else each
    possible = {"type": "object", "additionalProperties": False, "required": ["possible"],
                "properties": {"possible": {"description": "All answers that remain while facts are missing.",
                                            "type": "array", "minItems": 1, "items": listed}}}
    return {"description": _question(decision), "anyOf": [*each["anyOf"], possible]}


def _outcome(decision: Decision, drugs: Iterable[str]) -> Schema:
    """One outcome of a decision."""
    forms: list[Schema] = [{"enum": [outcome.id for outcome in decision.outcomes],
                            "enumDescriptions": [outcome.label for outcome in decision.outcomes]}]
    if decision.kind is DecisionKind.INTERVAL:
        forms.append({"type": "string", "pattern": f"^{INTERVAL.pattern}$"})
    if decision.kind is DecisionKind.DRUGS:
        some = {"anyOf": [{"type": "array", "items": _proposed(drugs)}, _proposed(drugs)]}
        forms.append({"type": "object", "required": ["first"], "additionalProperties": False,
                      "properties": {"first": {"description": "Drugs of first choice.", **some},
                                     "alternative": {"description": "Drugs to turn to otherwise.", **some}}})
    return {"anyOf": forms}


def _table(decision: Decision, drugs: Iterable[str]) -> Schema:
    row = {"allOf": [{"$ref": "#/$defs/RuleShape"}, {"properties": {"outcome": _outcome(decision, drugs)}}]}
    return {"description": _question(decision), "type": "array", "items": row}


def _question(decision: Decision) -> str:
    return f"{decision.label}: {decision.question}"


def _lines(keys: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(keys), "additionalProperties": False}


def _closed(names: Mapping[str, str]) -> Schema:
    return {"enum": list(names), "enumDescriptions": list(names.values())}


def _proposed(names: Iterable[str]) -> Schema:
    return {**_ID, "examples": sorted(names)}
