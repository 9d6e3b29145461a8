"""A reference as a record of RIS.

In: Reference, a note.  Out: text.  Never: lets a text begin a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.read.references import Reference
from generator.twins.plain import one_line

_KINDS = {"article-journal": "JOUR", "book": "BOOK", "report": "RPRT", "webpage": "ELEC", "legislation": "STAT"}
_TAGS = {"container-title": "T2", "volume": "VL", "issue": "IS", "publisher": "PB", "publisher-place": "CY",
         "collection-title": "T3"}
_RANGE = re.compile(r"(\w*\d\w*)\s*[-–]\s*(\w*\d\w*)")
_MORE = "et al."  # the list of authors goes on; the format has no sign for it


def ris(reference: Reference, note: str = "") -> str:
    """One record."""
    lines = [("TY", _KINDS.get(str(reference.csl["type"]), "GEN")), *_lines(reference, note), ("ER", "")]
    return "".join(f"{tag}  - {one_line(str(value))}\r\n" for tag, value in lines)


def _lines(reference: Reference, note: str) -> Iterator[tuple[str, Any]]:
    csl = reference.csl
    yield "ID", reference.id
    yield from (("AU", _name(author)) for author in csl.get("author", ()))
    if reference.authors_truncated:
        yield "AU", _MORE
    yield "TI", reference.title
    yield from ((tag, csl[key]) for key, tag in _TAGS.items() if key in csl)
    if "page" in csl:
        yield from _pages(one_line(str(csl["page"])))
    if parts := csl.get("issued", {}).get("date-parts", [[]])[0]:
        yield "PY", parts[0]
        yield "DA", "/".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:]), *("" for _ in range(3 - len(parts)))])
    for tag, value in (("DO", reference.doi), ("UR", reference.url), ("AN", reference.pmid), ("N1", note)):
        if value:
            yield tag, value


def _name(author: dict[str, Any]) -> str:
    if "literal" in author:
        return str(author["literal"])
    family = " ".join(author[key] for key in ("dropping-particle", "non-dropping-particle", "family") if key in author)
    return ", ".join([family, *(author[key] for key in ("given", "suffix") if key in author)])


def _pages(page: str) -> Iterator[tuple[str, str]]:
    found = _RANGE.fullmatch(page)
    yield from (("SP", found[1]), ("EP", found[2])) if found else (("SP", page),)
