"""Checks of texts: every sentence cites.

In: Compendium.  Out: findings.  Never: judges what a source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.check.uses import texts_of, words_of
from generator.origin import Level
from generator.read.prose import Citation

POINTER = 10  # a sentence this short without digits may point or ask without a citation


@check("uncited-sentence", level=Level.ERROR)
def sentences_cite(compendium: Compendium) -> Iterator[Finding]:
    """A sentence without a source could be wrong and nobody could tell."""
    for prose, _ in texts_of(compendium.knowledge):
        for sentence in prose.sentences:
            words = words_of(sentence)
            if not any(isinstance(run, Citation) for run in sentence) and not is_pointer(words):
                yield prose.where, f'no source is cited for "{_shortened(words)}"', \
                    "Put [@id, locator] before its full stop, so that a reader can check it."


def is_pointer(sentence: str) -> bool:
    """Whether a sentence only points or asks: a question, or a few words without a digit."""
    words = sentence.split()
    return sentence.strip(" *”\"").endswith("?") or (len(words) <= POINTER and not re.search(r"\d", sentence))


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"
