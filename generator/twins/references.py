"""References as CSL-JSON, BibTeX and RIS: all of them, and those of each page.

In: Context.  Out: paths and bytes.  Never: names a work that the page does not cite.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.page.context import Context
from generator.page.standing import warning
from generator.read.references import Reference
from generator.twins.bibtex import bibtex
from generator.twins.plain import words_of
from generator.twins.ris import ris

ENDINGS = ("bib", "ris", "json")
NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceTwins:
    """Every reference in each of the formats, by id."""

    csl: Mapping[str, str]
    bibtex: Mapping[str, str]
    ris: Mapping[str, str]

    def files(self, stem: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Some references, in their order, as a file of each format."""
        known = tuple(names)
        texts = {"json": f"[{','.join(self.csl[name] for name in known)}]\n",
                 "bib": "\n".join(self.bibtex[name] for name in known), "ris": "\r\n".join(self.ris[name] for name in known)}
        for ending, text in texts.items():
            yield f"{stem}.{ending}", text.encode()


def reference_twins(context: Context) -> ReferenceTwins:
    """The references of a knowledge base."""
    known = context.compendium.knowledge.references
    notes = {name: _note(context, one) for name, one in known.items()}
    return ReferenceTwins(
        csl={name: json.dumps(dict(one.csl), ensure_ascii=False, separators=(",", ":")) for name, one in known.items()},
        bibtex={name: bibtex(one, notes[name]) for name, one in known.items()},
        ris={name: ris(one, notes[name]) for name, one in known.items()})


def _note(context: Context, reference: Reference) -> str:
    """What must go along with a reference: that it no longer stands as it was, and which of its identifiers were not checked."""
    unchecked = f"{context.words.identifiers_unchecked}: {', '.join(reference.unchecked)}" if reference.unchecked else ""
    return "; ".join(filter(None, (words_of(warning(context, reference)), unchecked)))
