"""The answers of all cases as a table (CSV, RFC 4180), one line for each case, guideline and decision.

In: Lines.  Out: bytes.  Never: lets a spreadsheet take a text for a formula.

It begins with a byte order mark: without one, spreadsheets take UTF-8 for another encoding, and "≥" for three other signs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from generator.twins.plain import one_line

OPEN = "open"
HEADINGS = ("id", "title", "url", "status", "notice", "edition", "guideline", "decision", "outcome", "possible", "answer",
            "needs", "condition")
# A cell that begins with one of these is a formula, in some spreadsheets also where the sign is a wide one.
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the table; its fields are the columns, in order."""

    case: str
    title: str
    url: str
    status: str
    notice: str
    edition: str
    guideline: str = ""
    decision: str = ""
    outcome: str = ""
    possible: str = ""
    answer: str = ""
    needs: str = ""
    condition: str = ""

    def saying(self, guideline: str, decision: str, said: tuple[str, str, str, str], condition: str) -> Line:
        """The same line with an answer: the outcome, those still possible, these in words, and what it needs."""
        outcome, possible, answer, needs = said
        return replace(self, guideline=guideline, decision=decision, outcome=outcome, possible=possible, answer=answer,
                       needs=needs, condition=condition)


def spreadsheet(lines: Iterable[Line]) -> bytes:
    """The whole table."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    columns = [column.name for column in fields(Line)]
    writer.writerows([_cell(getattr(line, column)) for column in columns] for line in lines)
    return f"{_BYTE_ORDER_MARK}{file.getvalue()}".encode()


def _cell(text: str) -> str:
    """A text on one line, with an apostrophe in front where it would be a formula."""
    said = one_line(text)
    return f"'{said}" if said.startswith(_FORMULAS) else said
