"""What has changed in an item since it was approved, in both wordings.

In: Amended statements, Words.  Out: Changes.  Never: leaves out a change; a list that is cut short says how much it leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.page.markup import md
from generator.read.statements import Statement
from generator.read.words import Words
from generator.review.standing import Amended

MOST_CHANGES = 5
AROUND = 6  # words kept on both sides of a change where a wording is shortened
_CITATION = re.compile(r"\s?\[@[^\]]*\]\{[a-z]+\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One statement, ready to place: what it is about, its old and its new wording, and what else is to be said."""

    about: str
    was: str
    now: str
    note: str


def changes_in(amended: Sequence[Amended], words: Words) -> tuple[Change, ...]:
    """The first changes, shortened."""
    return tuple(_change(one, words) for one in amended[:MOST_CHANGES])


def _change(one: Amended, words: Words) -> Change:
    was, now = wordings(one)
    note = ""
    if was == now:
        note = words.amended_rule
    elif not was or not now:
        note = words.amended_gone if was else words.amended_new
    else:
        was, now = shortened(was, now), shortened(now, was)
    return Change(about=md(about(one)), was=md(was), now=md("" if was == now else now), note=md(note))


def about(one: Amended) -> str:
    """What a statement is about: its heading, or its id where it has none."""
    found = one.now or one.was
    assert found is not None, "one of the two is there"
    return found.heading or found.id.replace("_", " ").replace("/", " ")


def wordings(one: Amended) -> tuple[str, str]:
    """The old and the new words, without citations unless these alone have changed."""
    was, now = _words(one.was), _words(one.now)
    bare = uncited(was), uncited(now)
    return (was, now) if bare[0] == bare[1] else bare


def _words(statement: Statement | None) -> str:
    return "" if statement is None else statement.words


def uncited(words: str) -> str:
    """A statement without its citations."""
    return _CITATION.sub("", words)


def shortened(words: str, other: str) -> str:
    """Only what differs from another wording, with some words around it; … for what both have."""
    mine, theirs = words.split(), other.split()
    kept = [False] * len(mine)
    for kind, low, high, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            for place in range(max(0, low - AROUND), min(len(mine), high + AROUND)):
                kept[place] = True
    said = " ".join(word if keep else "\0" for word, keep in zip(mine, kept, strict=True))
    return re.sub(r"\0(?: \0)*", "…", said)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in both wordings, in the old one only, or in the new one only; `kind` is same, was or now."""

    kind: str
    words: str


def stretches(was: str, now: str) -> tuple[Stretch, ...]:
    """Both wordings in one line."""
    before, after = was.split(), now.split()
    found: list[Stretch] = []
    for kind, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch("same", " ".join(after[start:end])))
            continue
        found += [Stretch(name, " ".join(part)) for name, part in (("was", before[low:high]), ("now", after[start:end])) if part]
    return tuple(found)
