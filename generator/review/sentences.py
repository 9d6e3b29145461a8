"""Texts as statements: one for each sentence, with what it cites.

In: Prose, lines, Lexicon.  Out: Statements.  Never: knows what the text belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.guidelines import Checked
from generator.origin import Where
from generator.read.prose import Citation, Cited, Prose, Run, Words
from generator.read.statements import Statement
from generator.review.meaning import Lexicon

_ORDER = list(Checked)


def sentences(part: str, heading: str, prose: Prose, lexicon: Lexicon) -> Iterator[Statement]:
    """A statement for each sentence of a text."""
    for number, runs in enumerate(prose.sentences, 1):
        text = "".join(run.text for run in runs if isinstance(run, Words))
        cited = [one for run in runs if isinstance(run, Citation) for one in run.cited]
        yield Statement(
            id=f"{part}/{number}", heading=heading, words=" ".join(_written(runs).split()), where=prose.where,
            meaning=lexicon.of_runs(text, (written_citation(one) for one in cited)),
            checked=max((one.checked for one in cited), key=_ORDER.index, default=None),
            cites=tuple(dict.fromkeys(one.reference for one in cited)), drugs=lexicon.drugs_in(text),
        )


def line(part: str, heading: str, text: str, where: Where, lexicon: Lexicon) -> Iterator[Statement]:
    """A statement for a line that cites nothing; none for an empty line."""
    if text:
        yield Statement(id=part, heading=heading, words=text, meaning=lexicon.meaning(text), where=where,
                        drugs=lexicon.drugs_in(text))


def written_citation(one: Cited) -> str:
    """A citation as authors write it."""
    return f"[@{one.reference}{f', {one.locator}' if one.locator else ''}]{{{one.checked}}}"


def _written(runs: Iterable[Run]) -> str:
    return "".join(run.text if isinstance(run, Words) else " " + " ".join(map(written_citation, run.cited)) for run in runs)
