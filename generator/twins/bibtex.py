"""A reference as an entry of BibTeX.

In: Reference, a note.  Out: text.  Never: lets a text end its field, or begin another.

What may stand in a field is known from the format's own rule: braces count even behind a backslash, so none of a text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.read.references import Reference
from generator.twins.plain import one_line

_KINDS = {"article-journal": "article", "book": "book", "report": "techreport"}
_FIELDS = {"container-title": "journal", "volume": "volume", "issue": "number", "publisher-place": "address",
           "collection-title": "series"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", **{sign: f"\\{sign}" for sign in "#$%&_"}})
_PARTED = re.compile(r",|\band\b", re.IGNORECASE)  # in a list of names these stand between names, or parts of one
_RANGE = re.compile(r"(?<=\d)\s*[-–]\s*(?=\w)")


def bibtex(reference: Reference, note: str = "") -> str:
    """One entry; what has no field of its own stands in none."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference, note))
    return f"@{_kind(reference)}{{{reference.id},\n{fields}}}\n"


def _kind(reference: Reference) -> str:
    return _KINDS.get(str(reference.csl["type"]), "misc")


def _fields(reference: Reference, note: str) -> Iterator[tuple[str, str]]:
    """Names of fields with their values; braces around a title keep its capitals."""
    csl = reference.csl
    if authors := _names(reference):
        yield "author", f"{{{authors}}}"
    yield "title", f"{{{{{_text(reference.title)}}}}}"
    for key, name in _FIELDS.items():
        if key in csl:
            yield name, f"{{{_text(csl[key])}}}"
    if "page" in csl:
        yield "pages", f"{{{_text(_RANGE.sub('--', str(csl['page'])))}}}"
    if "publisher" in csl:
        yield "institution" if _kind(reference) == "techreport" else "publisher", f"{{{_text(csl['publisher'])}}}"
    yield from _date(csl.get("issued", {}).get("date-parts", [[]])[0])
    for name, value in (("doi", reference.doi), ("url", reference.url), ("pmid", reference.pmid)):
        if value:
            yield name, f"{{{value}}}"  # read as they are; their patterns leave no brace or backslash in them
    if note:
        yield "note", f"{{{_text(note)}}}"


def _date(parts: list[int]) -> Iterator[tuple[str, str]]:
    if parts:
        yield "year", f"{{{parts[0]}}}"
    if len(parts) > 1:
        yield "month", _MONTHS[parts[1] - 1]


def _names(reference: Reference) -> str:
    names = [_name(author) for author in reference.csl.get("author", ())]
    return " and ".join([*names, "others"] if reference.authors_truncated else names)


def _name(author: dict[str, Any]) -> str:
    """Family name first, a name given whole in braces of its own."""
    if "literal" in author:
        return f"{{{_text(author['literal'])}}}"
    family = " ".join(_part(author[key]) for key in ("dropping-particle", "non-dropping-particle", "family") if key in author)
    return ", ".join([family, *(_part(author[key]) for key in ("suffix", "given") if key in author)])


def _part(words: str) -> str:
    """A part of a name; in braces where it would be taken for several."""
    text = _text(words)
    return f"{{{text}}}" if _PARTED.search(words) else text


def _text(value: Any) -> str:
    return one_line(str(value)).translate(_ESCAPES)
