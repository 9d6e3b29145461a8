"""What an entry of a reference list in CSL-JSON may hold.

In: one entry, as JSON gives it.  Out: misfits.  Never: knows where the entry stands, or reads the notes under `custom`.

Which keys hold names, dates and plain text is known from the package that formats references.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from citeproc import DATES, NAMES, VARIABLES
from citeproc import types as known_types

from generator.origin import nearest
from generator.read.text import HIDDEN

DEEPEST_NESTING = 8
Misfit = tuple[str, str, str, str]  # key, code, message, hint

_TYPES = frozenset(value for name, value in vars(known_types).items() if name.isupper()) | {
    "classic", "collection", "dataset", "document", "event", "hearing", "performance", "periodical", "regulation", "software",
    "standard"}
_NAMES, _DATES, _ALL = (frozenset(name.replace("_", "-") for name in names) for names in (NAMES, DATES, VARIABLES))
_KNOWN = _ALL | {"id", "type", "title", "custom"}
_HIDDEN = re.compile(rf"{HIDDEN.pattern}|[\n\t]")
_NAME_PARTS = frozenset({"family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle"})
PATTERNS = {
    "id": (r"[a-z0-9][a-z0-9-]*", "Use lower-case letters, digits and hyphens: texts cite it as [@id]."),
    "DOI": (r"10\.[0-9]{4,9}/[^\s<>\"'\\`{}|^]+", "Write it without an address in front, such as 10.1000/182."),
    "PMID": (r"[1-9][0-9]{0,8}", "A PubMed id is digits only."),
    "PMCID": (r"PMC[1-9][0-9]{0,8}", "Write it with its letters, such as PMC1234567."),
    "URL": (r"https://[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(:[0-9]{1,5})?([/?#][^\s<>\"'\\`{}|^]*)?",
            "Only an address that begins with https:// becomes a link."),
}


def misfits(entry: Mapping[str, Any]) -> Iterator[Misfit]:
    """Everything in an entry that could not be formatted, or would not show as written."""
    for key, value in entry.items():
        if key not in _KNOWN:
            yield (key, "unknown-key", f'"{key}" is no key of a reference',
                   nearest(key, _KNOWN) or "Keys are those of CSL-JSON; what is only for you goes under  custom .")
        elif hidden := _not_shown(value):
            yield key, hidden[0], f'"{key}" {hidden[1]}', "Keep it to one line of plain text, or a few of them."
        elif key != "custom" and (said := _reader_of(key)(value)):
            yield key, "bad-value", f'"{key}" {said[0]}', said[1]
        elif key in PATTERNS and not re.fullmatch(PATTERNS[key][0], str(value)):
            yield key, "bad-value", f'"{value}" cannot be the {key} of a reference', PATTERNS[key][1]


def _reader_of(key: str) -> Callable[[Any], tuple[str, str] | None]:
    if key in _NAMES:
        return _names
    if key in _DATES:
        return _date
    return _type if key == "type" else _text


def _text(value: Any) -> tuple[str, str] | None:
    if isinstance(value, str) and value.strip():
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
        return None
    return "should be text", 'Put it in quotes: "…".'


def _type(value: Any) -> tuple[str, str] | None:
    if isinstance(value, str) and value in _TYPES:
        return None
    return f'cannot be "{value}"', nearest(str(value), _TYPES) or "Such as article-journal, book, report or webpage."


def _names(value: Any) -> tuple[str, str] | None:
    hint = 'Write  [{"family": "Green", "given": "Ida"}]  or  [{"literal": "Name of a body"}] .'
    if not isinstance(value, list) or not value:
        return "should be a list of names", hint
    for name in value:
        if not isinstance(name, dict) or not name.keys() & {"family", "literal"} or not name.keys() <= _NAME_PARTS:
            return "holds what is not a name", hint
        if not all(isinstance(part, str) and part.strip() for part in name.values()):
            return "holds a part of a name that is not text", hint
        if "literal" in name and len(name) > 1:
            return "holds a name that is both whole and in parts", hint
    return None


def _date(value: Any) -> tuple[str, str] | None:
    hint = 'Write  {"date-parts": [[2026, 11, 21]]} ; month and day may be left out.'
    days = value.get("date-parts") if isinstance(value, dict) and value.keys() == {"date-parts"} else None
    if not isinstance(days, list) or not 1 <= len(days) <= 2:
        return "should be a date", hint
    limits = ((1, 9999), (1, 12), (1, 31))
    for day in days:
        if not isinstance(day, list) or not 1 <= len(day) <= 3:
            return "should be a date of one to three numbers", hint
        if not all(type(part) is int and low <= part <= high for part, (low, high) in zip(day, limits, strict=False)):
            return "holds a year, month or day that is none", hint
    return None


def _leaves(value: Any) -> Iterator[tuple[Any, int]]:
    """Every text and number in a value, keys included, and how deep it lies."""
    queue = [(value, 0)]
    while queue:
        part, depth = queue.pop()
        inner = [*part.keys(), *part.values()] if isinstance(part, dict) else part if isinstance(part, list) else None
        if inner is None or depth > DEEPEST_NESTING:
            yield part, depth
        else:
            queue += [(one, depth + 1) for one in inner]


def _not_shown(value: Any) -> tuple[str, str] | None:
    """What would not show, or not come out again: hidden characters, more than one line, parts within parts without end."""
    for leaf, depth in _leaves(value):
        if depth > DEEPEST_NESTING:
            return "too-deep", f"has more than {DEEPEST_NESTING} levels"
        if isinstance(leaf, str) and (found := _HIDDEN.search(leaf)):
            return "bad-character", f"holds the hidden character U+{ord(found[0]):04X}"
    return None
