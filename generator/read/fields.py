"""Sorts of fields: what an author may write in each, and what it is read as.

In: Text, Map, Seq.  Out: types for the fields of Shapes.  Never: knows which names there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.origin import Text
from generator.read.yamltree import Map, Seq, Tree


@dataclass(frozen=True, slots=True)
class Stands:
    """Names what stands in a field; `generator/authoring/known.py` spells the name out as JSON Schema for one knowledge base.

    With `inside` what the field holds is described too.
    """

    what: str
    inside: bool = False

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**(handler(schema) if self.inside else {}), "stands": self.what}


def _as_text(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("not_text", "this should be plain text, not a list and not  key: value  lines")
    if not value.strip():
        raise PydanticCustomError("empty", "this is empty")
    return Text(" ".join(value.split()), value.where)


def _matching(pattern: str, message: str) -> BeforeValidator:
    def check(value: Any) -> Text:
        text = _as_text(value)
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("bad_value", "{said}", {"said": f'"{text}" {message}'})
        return text

    return BeforeValidator(check)


def _as_yes_no(value: Any) -> bool:
    text = _as_text(value)
    if text not in ("yes", "no"):
        raise PydanticCustomError("bad_value", "{said}", {"said": f'"{text}" should be yes or no'})
    return text == "yes"


def _as_whole(value: Any) -> int:
    text = _as_text(value)
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise PydanticCustomError("bad_value", "{said}", {"said": f'"{text}" should be a whole number'})
    return int(text)


def _as_number(value: Any) -> Fraction:
    text = _as_text(value)
    if not re.fullmatch(r"[-+]?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise PydanticCustomError("bad_value", "{said}", {"said": f'"{text}" should be a number such as 2.5, with a point'})
    return Fraction(text)


def _as_positive(value: Any) -> Fraction:
    number = _as_number(value)
    if number <= 0:
        raise PydanticCustomError("bad_value", "{said}", {"said": f'"{value}" is not above 0, as a step or a factor must be'})
    return number


def _as_day(value: Any) -> date:
    text = _as_text(value)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise PydanticCustomError("bad_value", "{said}", {"said": f'"{text}" should be a date such as 2026-11-21'})


def _as_tree(value: Any) -> Tree:
    if not isinstance(value, (Text, Map, Seq)):
        raise PydanticCustomError("bad_value", "this cannot stand here")
    return value


def _as_list(value: Any) -> Any:
    return Seq([value]) if isinstance(value, Text) else value


EDITION = r"[0-9a-z]+([.-][0-9a-z]+)*"
ID = r"[a-z][a-z0-9]*([-_][a-z0-9]+)*"

Line = Annotated[Text, BeforeValidator(_as_text), Stands("text")]
Id = Annotated[Text, _matching(ID, "should be lower-case words joined by - or _"), Stands("id")]
Address = Annotated[Text, _matching(r"https?://[^\s<>\"'\\`{}|^]+", "should be an address that begins with https://"),
                    Stands("text")]
Digest = Annotated[Text, _matching(r"1:sha256:[0-9a-f]{64}", "should be a digest; `kb review` writes them"), Stands("text")]
Short = Annotated[Text, _matching(r"[0-9a-f]{16}-[0-9a-f]{16}", "should be two digests in short; `kb release` writes them"),
                  Stands("text")]
PageAddress = Annotated[Text, _matching(r"([a-z0-9_-]+/)+(#[a-z0-9_-]+)?", "should be the address of a page below the root of "
                                                                          "the site"), Stands("text")]
EditionName = Annotated[Text, _matching(EDITION, "should be lower-case words and numbers joined by . or -, such as 2027.1"),
                        Stands("text")]
ItemName = Annotated[Text, _matching(rf"[a-z]+/{ID}", "should be a kind and an id, such as drugs/some-drug"), Stands("text")]
YesNo = Annotated[bool, BeforeValidator(_as_yes_no), Stands("yes_no")]
Whole = Annotated[int, BeforeValidator(_as_whole), Stands("whole")]
Number = Annotated[Fraction, BeforeValidator(_as_number), Stands("number")]
Positive = Annotated[Fraction, BeforeValidator(_as_positive), Stands("positive")]
Day = Annotated[date, BeforeValidator(_as_day), Stands("day")]

# Names of what other files declare.
DecisionId = Annotated[Id, Stands("decision")]
FactId = Annotated[Id, Stands("fact")]
DrugId = Annotated[Id, Stands("drug")]
GuidelineId = Annotated[Id, Stands("guideline")]
OutcomeId = Annotated[Id, Stands("any_outcome")]
ProfileId = Annotated[Id, Stands("profile")]
ReferenceId = Annotated[Id, Stands("reference")]
ScenarioId = Annotated[Id, Stands("scenario")]

Stated = Annotated[dict[Id, Line], Stands("facts")]
FactNotes = Annotated[dict[Id, Line], Stands("fact_notes")]

# Parts that are read later, by a reader of their own.
ConditionTree = Annotated[Any, BeforeValidator(_as_tree), Stands("condition")]
OutcomeTree = Annotated[Any, BeforeValidator(_as_tree), Stands("outcome")]
ExpectationTree = Annotated[Any, BeforeValidator(_as_tree), Stands("expectations")]
CaseExpectationTree = Annotated[Any, BeforeValidator(_as_tree), Stands("case_expectations")]
