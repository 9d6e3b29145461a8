"""Fit a tree to a schema, and turn every misfit into a Problem with its place.

In: Tree, a Shape class.  Out: Shape instance, Problems.  Never: knows any particular file kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self, TypeVar, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

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


S = TypeVar("S", bound=Shape)


class _Codes:
    by_type: ClassVar[dict[str, str]] = {
        "missing": "missing-key", "extra_forbidden": "unknown-key", "not_text": "wrong-type", "not_a_mapping": "wrong-type",
        "empty": "empty-value", "list_type": "wrong-type", "tuple_type": "wrong-type", "dict_type": "wrong-type",
    }


def fit(shape: type[S], tree: Tree, problems: list[Problem]) -> S | None:
    """The tree as an instance of the shape, or None with every misfit among the problems; an empty value is one, at any depth."""
    empty = {text.where: _empty(shape, text, path) for path, text in _empties(tree, ())}
    problems += empty.values()
    try:
        found = shape.model_validate(tree)
    except ValidationError as misfit:
        others = (_problem(shape, tree, error) for error in misfit.errors(include_url=False))
        problems += [problem for problem in others if problem.where not in empty]
        return None
    return None if empty else found


def _empties(tree: Tree, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Text]]:
    """Values that nobody has filled in."""
    if isinstance(tree, Text):
        if not tree.strip():
            yield path, tree
        return
    for step, part in tree.items() if isinstance(tree, Map) else enumerate(tree):
        yield from _empties(part, (*path, step))


def _empty(shape: type[Shape], text: Text, path: tuple[Any, ...]) -> Problem:
    subject = f'"{path[-1]}"' if path and isinstance(path[-1], str) else "this line"
    return Problem(text.where, "empty-value", f"{subject} is empty", _about(shape, list(path)))


def _problem(shape: type[Shape], tree: Tree, error: Any) -> Problem:
    kind, path = str(error["type"]), list(error["loc"])
    code = _Codes.by_type.get(kind, "bad-value")
    if code == "unknown-key":
        return _unknown_key(shape, tree, path)
    if code == "missing-key":
        parent = _at(tree, path[:-1])
        return Problem(parent.where, code, f'"{path[-1]}" is missing here', _about(shape, path))
    message = str(error["msg"])
    if kind == "dict_type":
        message = "this should be a list of  key: value  lines"
    elif kind in ("list_type", "tuple_type"):
        message = "this should be a list: lines that start with  - "
    elif kind in ("literal_error", "enum"):
        expected = str(error["ctx"]["expected"]).replace("'", "")
        message = f'"{error["input"]}" is not one of {expected.replace(" or ", ", ")}'
        return Problem(_place_of(tree, path), code, message, _about(shape, path, choices=False))
    return Problem(_place_of(tree, path), code, message, _about(shape, path))


def _unknown_key(shape: type[Shape], tree: Tree, path: list[Any]) -> Problem:
    parent = _at(tree, path[:-1])
    key = parent.key(str(path[-1])) if isinstance(parent, Map) else Text(str(path[-1]), parent.where)
    model = _model_at(shape, path[:-1])
    known = [] if model is None else [field.alias or name for name, field in model.model_fields.items()]
    said = " ".join(key.split())
    hint = nearest(said, known) or f"Known here: {', '.join(sorted(known))}."
    return Problem(key.where, "unknown-key", f'"{said}" is no key here, so nothing would read it', hint)


def _about(shape: type[Shape], path: list[Any], *, choices: bool = True) -> str:
    """What the field at a path is for; inside a field without parts of its own, what that field is for."""
    for end in range(len(path), 0, -1):
        model, name = _model_at(shape, path[: end - 1]), path[end - 1]
        if model is not None and isinstance(name, str) and _field(model, name) in model.model_fields:
            field = model.model_fields[_field(model, name)]
            return f"{field.description or ''}{_choices_of(field.annotation) if choices else ''}"
    return ""


def _choices_of(annotation: Any) -> str:
    """The words a field can have, where they are few and fixed."""
    parts = [annotation, *get_args(annotation)]
    enums = [part for part in parts if isinstance(part, type) and issubclass(part, StrEnum)]
    words = [str(word) for part in parts if get_origin(part) is Literal for word in get_args(part)]
    words += [str(word) for enum in enums for word in enum]
    return f" It can be {', '.join(words[:-1])} or {words[-1]}." if words else ""


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


def no_repeats(ids: list[Text], kind: str, problems: list[Problem]) -> None:
    """Report names that are given twice."""
    first: dict[str, Text] = {}
    for name in ids:
        if name in first:
            problems.append(Problem(name.where, "duplicate-id", f'there is already a {kind} "{name}"',
                                    f"The first is on line {first[name].where.line}."))
        first.setdefault(name, name)
