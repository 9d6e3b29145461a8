"""References as they stand in a list.

In: References, a CSL style.  Out: formatted entries.  Never: edits a reference.
"""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from generator.core.guidelines import Checked
from generator.page.context import Context
from generator.page.markup import md
from generator.page.standing import warning
from generator.read.references import Reference


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of a reference list."""

    id: str
    text: str
    kind: str
    standing: str
    checked: str
    unchecked: str


def formatted(references: Mapping[str, Reference], style: bytes) -> dict[str, str]:
    """Every reference in the style, as Markdown with a link.  Source of the formats: the CSL style."""
    if not references:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns about style features it leaves out
        source = CiteProcJSON([_csl(reference) for reference in references.values()])
        bibliography = CitationStylesBibliography(CitationStylesStyle(BytesIO(style), validate=False), source, formatter.plain)
        for name in references:
            bibliography.register(Citation([CitationItem(name)]))
        lines = [str(line) for line in bibliography.bibliography()]
    return {name: _linked(references[name], line) for name, line in zip(references, lines, strict=True)}


def _csl(reference: Reference) -> dict[str, Any]:
    entry = {key: value for key, value in reference.csl.items() if key not in ("custom", "DOI", "URL", "PMID", "PMCID")}
    if reference.authors_truncated:
        entry["author"] = [*entry.get("author", []), {"literal": "et al"}]
    return entry


def _linked(reference: Reference, line: str) -> str:
    words = md(_once(re.sub(r"^\d+\.\s*", "", line).strip(), reference.title))
    links = []
    if reference.doi:
        links.append(f'doi:<a href="https://doi.org/{_attribute(reference.doi)}">{md(reference.doi)}</a>')
    elif reference.url:
        links.append(f'<a href="{_attribute(reference.url)}">{md(_host(reference.url))}</a>')
    if reference.pmid:
        links.append(f'PMID <a href="https://pubmed.ncbi.nlm.nih.gov/{_attribute(reference.pmid)}/">{md(reference.pmid)}</a>')
    return " ".join([words, *links])


def _once(line: str, title: str) -> str:
    """The line without the second title that the style puts where an author is missing."""
    return line.removeprefix(f"{title}. ") if line.startswith(f"{title}. {title}") else line


def _attribute(value: str) -> str:
    return html.escape(value, quote=True)


def _host(address: str) -> str:
    return address.split("//", 1)[-1].split("/", 1)[0]


def entries(context: Context, used: tuple[tuple[str, Checked], ...], texts: Mapping[str, str]) -> tuple[Entry, ...]:
    """The reference list of one page, in the order of first use."""
    known = context.compendium.knowledge.references
    return tuple(
        Entry(id=name, text=texts[name], kind=known[name].kind, standing=warning(context, known[name]),
              checked=md(context.checked_words(state)), unchecked=md(", ".join(known[name].unchecked)))
        for name, state in used
    )
