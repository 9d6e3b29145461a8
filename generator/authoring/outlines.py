"""The keys of a kind of file as tables: what must be there, what stands in each, what it is for.

In: FileKind.  Out: KeyTables.  Never: knows one knowledge base; a table holds for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.authoring.facts import Schema
from generator.authoring.schemas import outline
from generator.read.kinds import FileKind

_STANDS = {
    "text": "text", "id": "id", "yes_no": "yes or no", "day": "date, such as 2026-11-21", "whole": "whole number",
    "number": "number", "positive": "number above 0", "facts": "lines of fact: value", "fact_notes": "lines of fact: text",
    "condition": "condition", "outcome": "outcome", "tables": "lines of decision:, each with a list of rows",
    "expectations": "lines of guideline.decision: outcome", "case_expectations": "lines of decision: outcome",
    "decision": "decision id", "any_outcome": "outcome id", "guideline": "guideline id", "profile": "profile id",
    "fact": "fact id", "drug": "drug id", "reference": "reference id", "scenario": "scenario id",
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key."""

    key: str
    needed: bool
    stands: str
    about: str


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The keys of one mapping; `below` are the keys it stands under, outermost first, none for the file itself."""

    below: tuple[str, ...]
    about: str
    rows: tuple[KeyRow, ...]


def key_tables(kind: FileKind) -> tuple[KeyTable, ...]:
    """The table of the file, and one for each mapping in it, in the order in which they are met."""
    whole = outline(kind)
    return tuple(_tables((), whole, whole.get("$defs", {}), set()))


def _tables(below: tuple[str, ...], schema: Schema, parts: Mapping[str, Schema], seen: set[str]) -> Iterator[KeyTable]:
    fields = schema["properties"].items()
    yield KeyTable(below, schema["description"], tuple(
        KeyRow(key, key in schema.get("required", ()), _stands(field, parts), field["description"]) for key, field in fields))
    inner = {name: [key for key, field in fields if _part_name(field, parts) == name]
             for name in (_part_name(field, parts) for _, field in fields) if name}
    for name, keys in inner.items():
        if name not in seen:
            seen.add(name)
            yield from _tables((*below, ", ".join(f"{key}:" for key in keys)), parts[name], parts, seen)


def _part_name(field: Schema, parts: Mapping[str, Schema]) -> str:
    """The name of the mapping that stands in a field, or in a list or a mapping in it."""
    inner: Schema = field
    while "$ref" not in inner:
        inner = inner.get("items", inner.get("additionalProperties")) or {}
        if not isinstance(inner, dict) or not inner:
            return ""
    name = str(inner["$ref"]).rpartition("/")[2]
    return name if "properties" in parts[name] else ""


def _stands(field: Schema, parts: Mapping[str, Schema]) -> str:
    """What stands in a field, in a few words."""
    if "stands" in field:
        return _STANDS[field["stands"]]
    part = parts.get(str(field.get("$ref", "")).rpartition("/")[2], field)
    if "enum" in part:
        return f"one of {', '.join(part['enum'])}"
    if part.get("type") == "array":
        return "list" if "$ref" in part["items"] else f"list of {_stands(part['items'], parts)}s"
    if isinstance(part.get("additionalProperties"), dict):
        inner = part["additionalProperties"]
        return "lines of id:, each with keys below it" if "$ref" in inner else f"lines of id: {_stands(inner, parts)}"
    return "keys below it"
