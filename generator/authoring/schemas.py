"""JSON Schemas of every kind of YAML file, made from the shapes and for one knowledge base.

In: FileKind, Knowledge.  Out: JSON Schemas (draft 2020-12), as data and as bytes.  Never: writes a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from generator.authoring.facts import TRUTH_VALUE, Schema
from generator.authoring.known import condition_schema, spellings
from generator.read.kinds import KINDS, FileKind, kind_of
from generator.read.knowledge import Knowledge

FOLDER = "build/schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def outline(kind: FileKind) -> Schema:
    """The schema of a kind in any knowledge base: `stands` says what stands where."""
    tidied: Schema = _tidied(kind.shape.model_json_schema())
    return tidied


def schema_of(kind: FileKind, knowledge: Knowledge) -> Schema:
    """The schema of a kind for this knowledge base."""
    whole = outline(kind)
    parts = {**whole.pop("$defs", {}), "condition": condition_schema(knowledge)}
    used = spellings(knowledge)
    spelled = {"$schema": DRAFT, "title": kind.name, **_spelled(whole, used)}
    return {**spelled, "$defs": {name: _spelled(part, used) for name, part in parts.items()}}


def schema_files(knowledge: Knowledge) -> dict[str, bytes]:
    """Every schema, by the name of its file."""
    return {kind.schema_file: _written(schema_of(kind, knowledge)) for kind in KINDS}


def editor_comment(path: str) -> str | None:
    """The first line of a YAML file, which tells editors where its schema is; None where no kind of file lives."""
    kind = kind_of(path)
    if kind is None:
        return None
    up = "../" * (len(PurePosixPath(path).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind.schema_file}"


def _written(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _tidied(node: Any) -> Any:
    """Without titles made from names, and without null: a key that may be left out is left out, not empty."""
    if isinstance(node, list):
        return [_tidied(part) for part in node]
    if not isinstance(node, Mapping):
        return node
    kept = {key: ({name: _tidied(part) for name, part in value.items()} if key in ("properties", "$defs") else _tidied(value))
            for key, value in node.items() if key not in ("title", "default")}
    choices = [part for part in kept.get("anyOf", ()) if part != _NULL]
    return {**kept.pop("anyOf", [{}])[0], **kept} if len(choices) == 1 else kept


def _spelled(node: Any, used: Mapping[str, Schema]) -> Any:
    """Each `stands` replaced by what it stands for here; what the field says of itself goes first."""
    if isinstance(node, list):
        return [_spelled(part, used) for part in node]
    if not isinstance(node, Mapping):
        return node
    if "stands" in node:
        return {**used[node["stands"]], **({"description": node["description"]} if "description" in node else {})}
    spelled = {key: _spelled(value, used) for key, value in node.items()}
    if "yes" not in spelled.get("enum", ()):
        return spelled
    rest = {key: value for key, value in spelled.items() if key not in ("enum", "type")}
    return {**rest, "anyOf": [{"enum": spelled["enum"]}, TRUTH_VALUE]}
