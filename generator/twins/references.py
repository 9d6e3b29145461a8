"""References as CSL-JSON, BibTeX and RIS: all of them, and those of each page.

In: Context.  Out: paths and bytes.  Never: names a work that the page does not cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.page.context import Context
from generator.page.standing import warning
from generator.read.references import Reference
from generator.twins.bibtex import bibtex
from generator.twins.plain import compact, words_of
from generator.twins.ris import ris

ENDINGS = ("bib", "ris", "json")
NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceTwins:
    """Every reference in each of the formats, by id; `noted` is CSL-JSON with a note of ours in place of those of editors."""

    csl: Mapping[str, str]
    noted: Mapping[str, str]
    bibtex: Mapping[str, str]
    ris: Mapping[str, str]

    def all_files(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The references of a site, with all that editors note of them."""
        return self._files("data/references", tuple(names), self.csl)

    def files(self, stem: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The references of one page, in the order of its list."""
        return self._files(stem, tuple(names), self.noted)

    def _files(self, stem: str, known: tuple[str, ...], csl: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Some references as a file of each format."""
        texts = {"json": f"[{','.join(csl[name] for name in known)}]\n",
                 "bib": "\n".join(self.bibtex[name] for name in known), "ris": "\r\n".join(self.ris[name] for name in known)}
        for ending, text in texts.items():
            yield f"{stem}.{ending}", text.encode()


def reference_twins(context: Context) -> ReferenceTwins:
    """The references of a knowledge base."""
    known = context.compendium.knowledge.references
    notes = {name: _note(context, one) for name, one in known.items()}
    return ReferenceTwins(
        csl={name: compact(dict(one.csl)) for name, one in known.items()},
        noted={name: compact(_noted(one, notes[name])) for name, one in known.items()},
        bibtex={name: bibtex(one, notes[name]) for name, one in known.items()},
        ris={name: ris(one, notes[name]) for name, one in known.items()})


def _noted(reference: Reference, note: str) -> dict[str, Any]:
    """An entry as other programs read it."""
    entry = {key: value for key, value in reference.csl.items() if key != "custom"}
    return {**entry, "note": note} if note else entry


def _note(context: Context, reference: Reference) -> str:
    """What must go along with a reference: that it no longer stands as it was, and which of its identifiers were not checked."""
    unchecked = f"{context.words.identifiers_unchecked}: {', '.join(reference.unchecked)}" if reference.unchecked else ""
    return "; ".join(filter(None, (words_of(warning(context, reference)), unchecked)))
