"""An outline as paragraphs for a terminal.

In: Outline.  Out: Paragraphs.  Never: relies on color.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.impact.entries import Entry
from generator.impact.outline import Outline
from generator.layout import Paragraph, heading, item

_GAP = Paragraph()


def outline_paragraphs(outline: Outline) -> Iterator[Paragraph]:
    """The headline, then part by part."""
    yield heading(outline.headline)
    for part in outline.parts:
        yield from (_GAP, heading(part.title))
        if part.about:
            yield Paragraph(words=part.about)
        for entry in part.entries:
            yield from _set(entry, 0)


def _set(entry: Entry, indent: int) -> Iterator[Paragraph]:
    yield item(entry.words, indent)
    for below in entry.below:
        yield from _set(below, indent + 2)
