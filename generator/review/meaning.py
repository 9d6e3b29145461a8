"""What a text means, as far as a machine can tell: its numbers, comparisons, drugs, strengths and people, in order.

In: Policy, Drugs, texts.  Out: Lexicon.  Never: understands a sentence.

A text of which none of these changes can still be made to mean something else, so a change of words alone is never
passed over: the policy says what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.read.drugs import Drug
from generator.read.policy import Policy
from generator.read.prose import Prose

_NUMBER = r"[<>≤≥=±]?\s?[-−+]?\d+(?:[.,]\d+)*(?:\s?%|\s?[µmk]?[gL](?:/[a-zA-Z²]+)?\b)?"
_SIGN = r"[<>≤≥±]"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Finds the words that carry meaning; `drugs` leads from every name of a drug, in lower case, to its id."""

    pattern: re.Pattern[str]
    named: re.Pattern[str]
    drugs: dict[str, str]

    def meaning(self, text: str) -> str:
        """The words of a text that carry meaning, drugs by their ids."""
        words = (" ".join(found[0].lower().split()) for found in self.pattern.finditer(text))
        return " ".join(self.drugs.get(word, word.replace(" ", "_").replace("−", "-")) for word in words)

    def drugs_in(self, *texts: str) -> tuple[str, ...]:
        """The ids of the drugs that texts name, sorted."""
        return tuple(sorted({self.drugs[found[0].lower()] for text in texts for found in self.named.finditer(text)}))

    def of_prose(self, prose: Prose) -> str:
        """The meaning of a text, with what it cites, where, and how that was checked."""
        return self.of_runs(prose.plain, cited_in(prose))

    def of_runs(self, text: str, cited: Iterable[str]) -> str:
        """The meaning of words that have citations."""
        return " | ".join([self.meaning(text), *cited])


def cited_in(prose: Prose) -> tuple[str, ...]:
    """The citations of a text, each in one line."""
    return tuple(f"@{one.reference} {one.locator} {one.checked}" for one in prose.cited)


def lexicon_of(policy: Policy, drugs: Iterable[Drug]) -> Lexicon:
    """The lexicon of one knowledge base."""
    names = {word.lower(): drug.id for drug in drugs for word in (*drug.mentions, drug.id)}
    carrying = [*policy.strength, *policy.comparison, *policy.population]
    any_word = _any_of([*names, *carrying])
    return Lexicon(pattern=re.compile(f"{any_word}|{_NUMBER}|{_SIGN}", re.IGNORECASE),
                   named=re.compile(_any_of(names), re.IGNORECASE), drugs=names)


def _any_of(words: Iterable[str]) -> str:
    """Any of these as whole words, the longest first; with none of them, nothing."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return rf"(?<!\w)(?:{alternatives})(?!\w)" if alternatives else r"(?!)"
