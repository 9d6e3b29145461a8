"""Read content/references.json (CSL-JSON).

In: bytes.  Out: References by id, Problems.  Never: formats a reference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
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
    """All references; each needs an id, a type and a title."""
    found: dict[str, Reference] = {}
    try:
        text = data.decode("utf-8-sig")
        entries = json.loads(text, object_pairs_hook=_Once)
    except json.JSONDecodeError as error:
        problems.append(_not_json(Where(file, error.lineno, error.colno), error.msg))
        return found
    except (UnicodeDecodeError, RecursionError):
        problems.append(_not_json(Where(file), "not UTF-8 text, or nested too deep"))
        return found
    if not isinstance(entries, list):
        problems.append(Problem(Where(file), "wrong-type", "references are a list", "Start the file with [ ."))
        return found
    for line, entry in zip(_lines(text), entries, strict=False):
        _add(entry, Where(file, line), found, problems)
    return found


class _Once(dict[str, Any]):
    """A JSON object that remembers keys given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice = sorted({key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number])})


def _not_json(where: Where, said: str) -> Problem:
    return Problem(where, "json-syntax", f"this is not JSON: {said}",
                   "Often a comma or a quotation mark is missing on the line before.")


def _lines(text: str) -> Iterator[int]:
    """The line on which each entry of a JSON list gives its id."""
    decoder, at = json.JSONDecoder(), text.index("[") + 1
    while (match := re.compile(r"[\s,]*([^\s,\]])").match(text, at)) is not None:
        _, at = decoder.raw_decode(text, match.start(1))
        named = re.compile(r'"id"\s*:').search(text, match.start(1), at)
        yield text.count("\n", 0, named.start() if named else match.start(1)) + 1


def _add(entry: Any, where: Where, found: dict[str, Reference], problems: list[Problem]) -> None:
    wrong = _misfit(entry)
    if wrong:
        problems.append(Problem(where, *wrong))
    elif entry["id"] in found:
        problems.append(Problem(where, "duplicate-id", f'there is already a reference "{entry["id"]}"', "Ids are given once."))
    else:
        custom = entry.get("custom", {})
        found[entry["id"]] = Reference(
            id=entry["id"], csl=entry, kind=_kind(str(custom.get("evidence_type", ""))), seen=str(custom.get("seen", "")),
            unchecked=tuple(map(str, custom.get("identifiers_from_memory", ()))), where=where,
        )


def _misfit(entry: Any) -> tuple[str, str, str] | None:
    """What keeps an entry from being a reference: code, message and hint."""
    missing = [key for key in ("id", "type", "title") if not (isinstance(entry, dict) and isinstance(entry.get(key), str))]
    if missing:
        return "missing-key", f"a reference lacks {', '.join(missing)}", "See the CSL-JSON entries around it."
    if entry.twice:
        return "duplicate-key", f'"{entry["id"]}" gives {", ".join(entry.twice)} twice', "Keep one of them."
    if not isinstance(entry.get("custom", {}), dict):
        return "wrong-type", f'"custom" of "{entry["id"]}" should hold  "key": "value"  lines', "Write  {} , or leave it out."
    return None


def _kind(evidence: str) -> str:
    if "label" in evidence or "regulat" in evidence:
        return "label"
    return "guideline" if any(word in evidence for word in ("guideline", "consensus", "position")) else "research"
