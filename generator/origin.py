"""Where a value was written, and what is wrong with it.

In: nothing.  Out: Where, Text, Problem, nearest().  Never: reads files or knows a schema.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a source file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Text(str):
    """A scalar as it was written, with the place where it stands."""

    __slots__ = ("where",)
    where: Where

    def __new__(cls, value: str, where: Where) -> Text:
        """Text as written at a place."""
        text = super().__new__(cls, value)
        text.where = where
        return text

    def __getnewargs__(self) -> tuple[str, Where]:  # type: ignore[override]
        return (str(self), self.where)


class Level(StrEnum):
    """How bad a problem is: an ERROR could mislead a reader, a WARNING only makes a page poorer."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in what an author wrote: a value, never an exception."""

    where: Where
    code: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        mark = "" if self.level is Level.ERROR else "warning: "
        message, hint = (re.sub(r"\s*\n\s*", " ", said) for said in (self.message, self.hint))  # they may quote an author
        first = f"{self.where}: [{self.code}] {mark}{message}"
        return f"{first}\n    {hint}" if hint else first


def nearest(word: str, known: Iterable[str]) -> str:
    """A question like 'Did you mean "title"?', or nothing where no known word is close."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'Did you mean "{found[0]}"?' if found else ""
