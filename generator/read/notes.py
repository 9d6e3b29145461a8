"""What editors note of a work under `custom` in content/references.json.

In: the object under `custom`, as JSON gives it.  Out: misfits, what sort of evidence the work is, what has become of it.
Never: guesses what is not noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from generator.origin import Text, nearest
from generator.read.csl import PATTERNS

Misfit = tuple[str, str, str, str]  # key below `custom`, or nothing; code, message, hint


class Evidence(StrEnum):
    """What sort of work it is."""

    GUIDELINE = "guideline"
    CONSENSUS = "consensus"
    LABEL = "label"
    REGULATION = "regulation"
    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    TRIAL = "trial"
    COHORT = "cohort"
    REVIEW = "review"
    NEWS = "news"
    OTHER = "other"


class Status(StrEnum):
    """What has become of a work since it came out; the last one is never written, but stands for what nobody looked up."""

    CURRENT = "current"
    CORRECTED = "corrected"
    OF_CONCERN = "of-concern"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    NOT_LOOKED_UP = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What has become of a work, and the day on which that was looked up.

    `replaced_by` is the id of another reference; `notice` is one, too, or a DOI; `still_cited` says why a work is cited
    though another one took its place.
    """

    status: Status = Status.NOT_LOOKED_UP
    seen: str = ""
    replaced_by: Text | None = None
    notice: Text | None = None
    still_cited: str = ""

    @property
    def notice_doi(self) -> str:
        """The DOI of the notice, where it is no reference of its own."""
        return self.notice if self.notice and is_doi(self.notice) else ""

    @property
    def names(self) -> tuple[Text, ...]:
        """The other references that are named."""
        return tuple(name for name in (self.replaced_by, self.notice) if name and not is_doi(name))


_STATED = tuple(status for status in Status if status)
_LEADS = {"replaced_by": (Status.SUPERSEDED, Status.RETRACTED), "still_cited": (Status.SUPERSEDED,),
          "notice": tuple(status for status in _STATED if status is not Status.CURRENT), "status_seen": _STATED}
_SET_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAMES = {"replaced_by": ("id",), "notice": ("id", "DOI")}
_HINTS = {"replaced_by": "Write the id of another reference.", "notice": "Write the id of another reference, or a DOI."}


def is_doi(text: str) -> bool:
    """Whether a text is a DOI; no id of a reference looks like one."""
    return re.fullmatch(PATTERNS["DOI"][0], text) is not None


def note_misfits(notes: Any) -> Iterator[Misfit]:
    """Everything under `custom` that means something here and cannot be read."""
    if not isinstance(notes, dict):
        yield "", "bad-value", '"custom" should be an object', "Write  {} , or leave it out."
        return
    yield from _kinds_of_values(notes)
    unknown = list(_words_of_lists(notes))
    yield from unknown or _standing(notes)


def _kinds_of_values(notes: dict[str, Any]) -> Iterator[Misfit]:
    memory = notes.get("identifiers_from_memory", [])
    if not isinstance(memory, list) or not all(isinstance(name, str) and name for name in memory):
        yield ("identifiers_from_memory", "bad-value", '"identifiers_from_memory" is no list of keys',
               'Write  ["DOI"] , or  [] .')
    if not isinstance(notes.get("authors_truncated", False), bool):
        yield "authors_truncated", "bad-value", '"authors_truncated" cannot be read', "Write  true  or  false ."
    if notes.get("setid") is not None and not re.fullmatch(_SET_ID, str(notes["setid"])):
        yield "setid", "bad-value", f'"{notes["setid"]}" is no set id of a label', "It has 32 digits, 0 to f, in five groups."
    for key in ("seen", "still_cited"):
        if not isinstance(notes.get(key, ""), str):
            yield key, "bad-value", f'"{key}" should be text', 'Put it in quotes: "…".'


def _words_of_lists(notes: dict[str, Any]) -> Iterator[Misfit]:
    """Words that are not of their closed list."""
    for key, known in (("evidence_type", tuple(Evidence)), ("status", _STATED)):
        if key in notes and notes[key] not in known:
            yield (key, "bad-value", f'"{notes[key]}" cannot be the {key} of a reference',
                   nearest(str(notes[key]), known) or f"It can be {', '.join(known)}.")


def _standing(notes: dict[str, Any]) -> Iterator[Misfit]:
    """What goes with a status, each key where it means something."""
    status = Status(notes.get("status", ""))
    if status and "status_seen" not in notes:
        yield ("status", "missing-key", f'nobody can tell when "{status}" was looked up',
               'Add  "status_seen": "2026-11-21" .')
    for key, where in _LEADS.items():
        if key in notes and status not in where:
            yield (key, "misplaced-key", f'"{key}" goes with the status {" or ".join(where)}',
                   "Add the status, if it was looked up, or remove the key.")
    if "status_seen" in notes and not _is_day(notes["status_seen"]):
        yield "status_seen", "bad-value", f'"{notes["status_seen"]}" is no day', "Write a date such as 2026-11-21."
    for key, patterns in _NAMES.items():
        if key in notes and not any(re.fullmatch(PATTERNS[name][0], str(notes[key])) for name in patterns):
            yield key, "bad-value", f'"{notes[key]}" cannot be looked up', _HINTS[key]


def _is_day(value: Any) -> bool:
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)) and date.fromisoformat(value))
    except ValueError:
        return False
