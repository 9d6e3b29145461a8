"""An outline as Markdown for a comment on a pull request.

In: Outline, notes.  Out: Markdown of a limited length.  Never: lets a text become markup or call a person, or cuts without
saying so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.impact.entries import Entry
from generator.impact.outline import Outline
from generator.page.markup import md

LONGEST = 60_000  # a comment on GitHub holds 65,536 characters
_FOLDED = 8  # an entry with more lines than that is folded
_RESERVE = 400  # for what is said of a cut
# Between these signs and a name GitHub would call a person or link another discussion; the space between them has no width.
_UNCALLED = str.maketrans({sign: f"{sign}\N{ZERO WIDTH SPACE}" for sign in "@#"})
_END = ("", "</details>", "")


def markdown_of(outline: Outline, notes: tuple[str, ...] = ()) -> str:
    """The headline, notes, and part by part as much as there is room for."""
    sheet = _Sheet()
    sheet.put("### What this change alters", "", f"**{_escaped(outline.headline)}**", "")
    for note in notes:
        sheet.put(_escaped(note), "")
    for part in outline.parts:
        sheet.put(f"#### {_escaped(part.title)}", "", *([_escaped(part.about), ""] if part.about else []))
        for entry in part.entries:
            _fold(sheet, entry) if entry.size > _FOLDED else sheet.put(*_listed(entry, 0))
        sheet.put("")
    return sheet.text


@dataclass(slots=True)
class _Sheet:
    """Lines, as many as there is room for; how many were left out."""

    lines: list[str] = field(default_factory=list)
    left_out: int = 0
    room: int = LONGEST - _RESERVE

    def put(self, *lines: str, reserve: int = 0) -> None:
        """Take lines as long as there is room; from the first that has none on, all are left out."""
        for line in lines:
            if self.left_out or self.room < len(line) + 1 + reserve:
                self.left_out += bool(line)
                continue
            self.lines.append(line)
            self.room -= len(line) + 1

    @property
    def text(self) -> str:
        """The lines, with a word on what is missing."""
        cut = [f"**Cut here: {self.left_out:,} more lines do not fit into a comment.** `kb diff` prints all of it.", ""]
        return "\n".join([*self.lines, *(cut if self.left_out else [])])


def _fold(sheet: _Sheet, entry: Entry) -> None:
    """A long entry, closed until somebody opens it; what opens is closed again, even where it is cut."""
    closing = sum(len(line) + 1 for line in _END)
    opened = sheet.left_out
    sheet.put(f"<details><summary>{_escaped(entry.words)}</summary>", reserve=closing + 1)
    if sheet.left_out == opened:
        sheet.put("")
        for below in entry.below:
            sheet.put(*_listed(below, 0), reserve=closing)
        sheet.lines += _END
        sheet.room -= closing
    else:
        sheet.left_out += entry.size - 1


def _listed(entry: Entry, indent: int) -> Iterator[str]:
    yield f"{' ' * indent}- {_escaped(entry.words)}"
    for below in entry.below:
        yield from _listed(below, indent + 2)


def _escaped(words: str) -> str:
    return md(" ".join(words.split()).translate(_UNCALLED))
