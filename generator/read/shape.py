"""Fit a tree to a schema, and turn every misfit into a Problem with its place.

In: Tree, a Shape class.  Out: Shape instance, Problems.  Never: knows any particular file kind.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.origin import Problem, Text, Where, nearest
from generator.read.yamltree import Map, Seq, Tree


class Shape(BaseModel):
    """A mapping as an author writes it; every field says what it is for."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    _where: Where = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(data, Map):
            raise PydanticCustomError("not_a_mapping", "this should be a list of  key: value  lines")
        shape = handler(data)
        shape._where = data.where
        return shape

    @property
    def where(self) -> Where:
        """The place of the mapping in its file."""
        return self._where


ID = r"[a-z][a-z0-9]*([-_][a-z0-9]+)*"


class _Words:
    """Marks a field of plain text for the JSON Schema."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "number", "boolean"]}


def _as_text(value: Any) -> Text:
    if not isinstance(value, Text):
        raise PydanticCustomError("not_text", "this should be plain text, not a list or a mapping")
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


Line = Annotated[Text, BeforeValidator(_as_text), _Words()]
Id = Annotated[Text, _matching(ID, "should be lower-case words joined by - or _"), _Words()]
Address = Annotated[Text, _matching(r"https?://[^\s<>\"'\\`{}|^]+", "should be an address that begins with https://"), _Words()]
YesNo = Annotated[bool, BeforeValidator(_as_yes_no)]
Whole = Annotated[int, BeforeValidator(_as_whole)]
Number = Annotated[Fraction, BeforeValidator(_as_number), _Words()]
Positive = Annotated[Fraction, BeforeValidator(_as_positive), _Words()]
Day = Annotated[date, BeforeValidator(_as_day)]
ConditionTree = Annotated[Any, BeforeValidator(_as_tree)]

S = TypeVar("S", bound=Shape)


class _Codes:
    by_type: ClassVar[dict[str, str]] = {
        "missing": "missing-key", "extra_forbidden": "unknown-key", "not_text": "wrong-type", "not_a_mapping": "wrong-type",
        "empty": "empty-value", "list_type": "wrong-type", "tuple_type": "wrong-type", "dict_type": "wrong-type",
    }


def fit(shape: type[S], tree: Tree, problems: list[Problem]) -> S | None:
    """The tree as an instance of the shape, or None with every misfit among the problems."""
    try:
        return shape.model_validate(tree)
    except ValidationError as misfit:
        problems += [_problem(shape, tree, error) for error in misfit.errors(include_url=False)]
        return None


def _problem(shape: type[Shape], tree: Tree, error: Any) -> Problem:
    kind, path = str(error["type"]), list(error["loc"])
    code = _Codes.by_type.get(kind, "bad-value")
    if code == "unknown-key":
        return _unknown_key(shape, tree, path)
    if code == "missing-key":
        parent = _at(tree, path[:-1])
        model = _model_at(shape, path[:-1])
        about = model.model_fields[_field(model, str(path[-1]))].description if model else ""
        return Problem(parent.where, code, f'"{path[-1]}" is missing here', about or "")
    message = str(error["msg"])
    if kind == "dict_type":
        message = "this should be a list of  key: value  lines"
    elif kind in ("list_type", "tuple_type"):
        message = "this should be a list: lines that start with  - "
    elif kind in ("literal_error", "enum"):
        message = f'"{error["input"]}" is not one of {error["ctx"]["expected"]}'
    return Problem(_place_of(tree, path), code, message, _about(shape, path))


def _unknown_key(shape: type[Shape], tree: Tree, path: list[Any]) -> Problem:
    parent = _at(tree, path[:-1])
    key = parent.key(str(path[-1])) if isinstance(parent, Map) else Text(str(path[-1]), parent.where)
    model = _model_at(shape, path[:-1])
    known = [] if model is None else [field.alias or name for name, field in model.model_fields.items()]
    said = " ".join(key.split())
    hint = nearest(said, known) or f"Known here: {', '.join(sorted(known))}."
    return Problem(key.where, "unknown-key", f'"{said}" is no key here', hint)


def _about(shape: type[Shape], path: list[Any]) -> str:
    model, name = _model_at(shape, path[:-1]), path[-1] if path else ""
    if model is None or not isinstance(name, str) or _field(model, name) not in model.model_fields:
        return ""
    return model.model_fields[_field(model, name)].description or ""


def _field(model: type[Shape], key: str) -> str:
    return next((name for name, field in model.model_fields.items() if field.alias == key), key)


def _place_of(tree: Tree, path: list[Any]) -> Where:
    """Where a value stands, or a key that is itself wrong."""
    if path and path[-1] == "[key]":
        parent = _at(tree, path[:-2])
        return parent.key(str(path[-2])).where if isinstance(parent, Map) else parent.where
    return _at(tree, path).where


def _at(tree: Tree, path: list[Any]) -> Tree:
    """The deepest part of the tree along a path."""
    for step in path:
        if (isinstance(tree, Map) and step in tree) or (isinstance(tree, Seq) and isinstance(step, int) and step < len(tree)):
            tree = tree[step]
    return tree


def _model_at(shape: type[Shape], path: list[Any]) -> type[Shape] | None:
    """The shape that a path leads to, following the annotations of the fields."""
    model: type[Shape] | None = shape
    for step in path:
        if model is None or not isinstance(step, str):
            continue
        field = model.model_fields.get(_field(model, step))
        if field is None:
            continue
        found = _shapes_in(field.annotation)
        model = found[0] if found else None
    return model


def _shapes_in(annotation: Any) -> list[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return [annotation]
    return [shape for part in get_args(annotation) for shape in _shapes_in(part)]
