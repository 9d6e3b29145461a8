"""Paragraphs set in lines of a width, with hanging indents.

In: Paragraphs, a width.  Out: lines.  Never: cuts a word or drops one; a color only repeats what the words say.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

_SIGN_AND_NUMBER = re.compile(r"(?<=[<≤≥>=]) (?=\S)")


class Tone(Enum):
    """What a mark says, for terminals that have colors."""

    HEADING = auto()
    GOOD = auto()
    BAD = auto()
    OPEN = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Words after an indent; `rest` stands before the lines that follow the first; the mark opens the words."""

    words: str = ""
    mark: str = ""
    tone: Tone | None = None
    first: str = ""
    rest: str = ""

    @property
    def text(self) -> str:
        """Mark and words."""
        return f"{self.mark}{self.words}"


def heading(words: str) -> Paragraph:
    """A line above a part."""
    return Paragraph(mark=words, tone=Tone.HEADING)


def item(words: str, indent: int = 0) -> Paragraph:
    """An entry of a list."""
    return Paragraph(words=words, first=" " * indent + "- ", rest=" " * (indent + 2))


def lines_of(paragraphs: Iterable[Paragraph], width: int, paint: Callable[[str, Tone], str]) -> Iterator[str]:
    """The paragraphs as lines no longer than the width, unless one word is."""
    for paragraph in paragraphs:
        first, *others = _wrapped(paragraph, width)
        yield _painted(first, paragraph, paint)
        yield from others


def _wrapped(paragraph: Paragraph, width: int) -> list[str]:
    """A sign stays with its number, a number with its unit; in the lines their spaces are plain ones."""
    bound = _SIGN_AND_NUMBER.sub("\N{NO-BREAK SPACE}", paragraph.text)
    lines = textwrap.wrap(bound, width, initial_indent=paragraph.first, subsequent_indent=paragraph.rest,
                          break_long_words=False, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] or [paragraph.first.rstrip()]


def _painted(line: str, paragraph: Paragraph, paint: Callable[[str, Tone], str]) -> str:
    """The mark at the front of a line in its color; one that runs over the line's end stays as it is."""
    start, end = len(paragraph.first), len(paragraph.first) + len(paragraph.mark.rstrip())
    if paragraph.tone is None or line[start:end] != paragraph.mark.rstrip():
        return line
    return line[:start] + paint(line[start:end], paragraph.tone) + line[end:]
