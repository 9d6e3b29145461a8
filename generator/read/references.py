"""Read content/references.json (CSL-JSON).

In: bytes.  Out: References by id, Problems.  Never: formats a reference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.origin import Problem, Where

KINDS = ("guideline", "label", "research")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One published work, with what was checked about it."""

    id: str
    csl: Mapping[str, Any]
    kind: str
    seen: str
    unchecked: tuple[str, ...]
    where: Where

    @property
    def doi(self) -> str:
        """The DOI, or nothing."""
        return str(self.csl.get("DOI", ""))

    @property
    def pmid(self) -> str:
        """The PubMed id, or nothing."""
        return str(self.csl.get("PMID", ""))


def read_references(data: bytes, file: str, problems: list[Problem]) -> dict[str, Reference]:
    """All references; each needs an id, a type, a title and a year or a note why there is none."""
    try:
        entries = json.loads(data)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        problems.append(Problem(Where(file, line, column), "json-syntax", f"this is not JSON: {error.args[0]}",
                                "Often a missing comma or quote on the line before."))
        return {}
    if not isinstance(entries, list):
        problems.append(Problem(Where(file), "wrong-type", "references are a list", "Start the file with [ ."))
        return {}
    lines = _lines_of_ids(data.decode("utf-8"))
    found: dict[str, Reference] = {}
    for number, entry in enumerate(entries):
        where = Where(file, lines[number] if number < len(lines) else 1)
        _add(entry, where, found, problems)
    return found


def _lines_of_ids(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith('"id":')]


def _add(entry: Any, where: Where, found: dict[str, Reference], problems: list[Problem]) -> None:
    missing = [key for key in ("id", "type", "title") if not (isinstance(entry, dict) and isinstance(entry.get(key), str))]
    if missing:
        problems.append(Problem(where, "missing-key", f"a reference lacks {', '.join(missing)}",
                                "See the CSL-JSON entries around it."))
        return
    if entry["id"] in found:
        problems.append(Problem(where, "duplicate-id", f'there is already a reference "{entry["id"]}"', "Ids are given once."))
        return
    custom = entry.get("custom", {})
    found[entry["id"]] = Reference(
        id=entry["id"], csl=entry, kind=_kind(str(custom.get("evidence_type", ""))), seen=str(custom.get("seen", "")),
        unchecked=tuple(map(str, custom.get("identifiers_from_memory", ()))), where=where,
    )


def _kind(evidence: str) -> str:
    if "label" in evidence or "regulat" in evidence:
        return "label"
    return "guideline" if any(word in evidence for word in ("guideline", "consensus", "position")) else "research"
