"""Read content/references.json (CSL-JSON).

In: bytes.  Out: References by id, Problems.  Never: formats a reference.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from generator.origin import Problem, Text, Where
from generator.read.csl import misfits
from generator.read.notes import Evidence, Standing, Status, note_misfits
from generator.read.text import read_text

_KINDS = {Evidence.GUIDELINE: "guideline", Evidence.CONSENSUS: "guideline", Evidence.LABEL: "label",
          Evidence.REGULATION: "label"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One published work, with what was checked about it; `csl` is the entry as it is formatted and published."""

    id: str
    csl: Mapping[str, Any]
    evidence: Evidence
    standing: Standing
    seen: str
    unchecked: tuple[str, ...]
    authors_truncated: bool
    set_id: str
    where: Where

    @property
    def kind(self) -> str:
        """Under which heading it stands where sources are listed by kind."""
        return _KINDS.get(self.evidence, "research")

    @property
    def title(self) -> str:
        """The title."""
        return str(self.csl["title"])

    @property
    def bodies(self) -> tuple[str, ...]:
        """Who publishes it, and the authors that are no persons."""
        authors = [author.get("literal", "") for author in self.csl.get("author", ())]
        return tuple(filter(None, (str(self.csl.get("publisher", "")), str(self.csl.get("container-title", "")), *authors)))

    @property
    def url(self) -> str:
        """The address, or nothing."""
        return str(self.csl.get("URL", ""))

    @property
    def doi(self) -> str:
        """The DOI, or nothing."""
        return str(self.csl.get("DOI", ""))

    @property
    def pmid(self) -> str:
        """The PubMed id, or nothing."""
        return str(self.csl.get("PMID", ""))


@dataclass(frozen=True, slots=True)
class References:
    """References by id, and the ids of entries that could not be read."""

    found: Mapping[str, Reference]
    unread: frozenset[str]


def read_references(data: bytes, file: str, problems: list[Problem]) -> References | None:
    """All references; each needs an id, a type and a title.  None where the file cannot be read."""
    text, wrong = read_text(data, file)
    problems += wrong
    if text is None:
        return None
    try:
        entries = json.loads(text, object_pairs_hook=_Once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        problems.append(_not_json(Where(file, error.lineno, error.colno), error.msg))
        return None
    except (ValueError, RecursionError):
        problems.append(_not_json(Where(file), "it holds a number that JSON does not have, or parts nested too deep"))
        return None
    if not isinstance(entries, list):
        problems.append(Problem(Where(file), "wrong-type", "references are a list", "Start the file with [ ."))
        return None
    found: dict[str, Reference] = {}
    unread: set[str] = set()
    for place, entry in zip(_places(text, file), entries, strict=True):
        wrong = list(_problems(entry, place, found))
        problems += wrong
        if not wrong:
            found[entry["id"]] = _reference(entry, place)
        elif isinstance(entry, dict):
            unread.add(str(entry.get("id")))
    return References(found, frozenset(unread))


class _Once(dict[str, Any]):
    """A JSON object that remembers keys given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counted = Counter(key for key, _ in pairs)
        self.twice = sorted(key for key, count in counted.items() if count > 1)


def _no_number(word: str) -> NoReturn:
    """NaN and Infinity: Python would read them, but nobody else."""
    raise ValueError(word)


def _not_json(where: Where, said: str) -> Problem:
    return Problem(where, "json-syntax", f"this is not JSON: {said}",
                   "Often a comma or a quotation mark is missing on the line before.")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands in the text of its file."""

    file: str
    text: str
    start: int
    end: int

    @property
    def where(self) -> Where:
        """The line that gives the id, or on which the entry begins."""
        return Where(self.file, self.of("id").line)

    def of(self, *keys: str) -> Where:
        """Where a key of the entry stands, or one below others."""
        at = self.start
        for key in filter(None, keys):
            named = re.compile(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:").search(self.text, at, self.end)
            at = named.start() if named else at
        return Where(self.file, self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))


def _places(text: str, file: str) -> Iterator[_Place]:
    """The place of each entry of a JSON list."""
    decoder, at = json.JSONDecoder(), text.index("[") + 1
    while (match := re.compile(r"[\s,]*([^\s,\]])").match(text, at)) is not None:
        _, at = decoder.raw_decode(text, match.start(1))
        yield _Place(file, text, match.start(1), at)


def _problems(entry: Any, place: _Place, found: Mapping[str, Reference]) -> Iterator[Problem]:
    """What keeps an entry from being a reference."""
    missing = [key for key in ("id", "type", "title") if not (isinstance(entry, dict) and isinstance(entry.get(key), str))]
    if missing:
        yield Problem(place.where, "missing-key", f"a reference lacks {', '.join(missing)}",
                      "See the CSL-JSON entries around it.")
        return
    if entry["id"] in found:
        yield Problem(place.where, "duplicate-id", f'there is already a reference "{entry["id"]}"', "Ids are given once.")
    if twice := [*entry.twice, *getattr(entry.get("custom"), "twice", ())]:
        yield Problem(place.where, "duplicate-key", f'"{entry["id"]}" gives {", ".join(twice)} twice', "Keep one of them.")
    yield from (Problem(place.of(key), code, message, hint) for key, code, message, hint in misfits(entry))
    yield from (Problem(place.of("custom", key), code, message, hint)
                for key, code, message, hint in note_misfits(entry.get("custom", {})))


def _reference(entry: dict[str, Any], place: _Place) -> Reference:
    notes = entry.get("custom", {})
    return Reference(
        id=entry["id"], csl=entry, evidence=Evidence(notes.get("evidence_type", Evidence.OTHER)),
        standing=_standing(notes, place), seen=notes.get("seen", ""), unchecked=tuple(notes.get("identifiers_from_memory", ())),
        authors_truncated=notes.get("authors_truncated", False), set_id=notes.get("setid") or "", where=place.where)


def _standing(notes: dict[str, Any], place: _Place) -> Standing:
    names = {key: Text(notes[key], place.of("custom", key)) for key in ("replaced_by", "notice") if key in notes}
    return Standing(status=Status(notes.get("status", Status.NOT_LOOKED_UP)), seen=notes.get("status_seen", ""),
                    still_cited=notes.get("still_cited", ""), **names)
