"""Read a text with citations: sentences, **strong** words, and `[@id, locator]{checked}`.

In: Text.  Out: Prose, Problems.  Never: looks a reference up or makes markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.core.guidelines import Checked
from generator.origin import Problem, Text, Where, nearest

_CITED = re.compile(r"\s*\[(@[^\[\]]*)\](?:\{(\w+)\})?")
_REFERENCE = re.compile(r"@([a-z0-9][a-z0-9-]*)(?:,\s*(.+))?")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_END = re.compile(r"(?<=[.?!])[*\"”’)]*\s+(?=[\"“(*]*[A-Z0-9−])")
_NUMBERED = re.compile(r"\b(?:no|vol)\.$")
_SHORT_FORMS = re.compile(r"\b(?:e\.g|i\.e|vs|approx|Dr|St)\.$")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """One reference: where in it, and how that was checked."""

    reference: str
    locator: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Citation:
    """References cited together at one place."""

    cited: tuple[Cited, ...]


Run = Words | Citation


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as runs of words and citations."""

    runs: tuple[Run, ...]
    where: Where

    @property
    def cited(self) -> tuple[Cited, ...]:
        """All references, in the order of the text."""
        return tuple(cited for run in self.runs if isinstance(run, Citation) for cited in run.cited)

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs if isinstance(run, Words))

    @property
    def sentences(self) -> tuple[tuple[Run, ...], ...]:
        """The runs, cut after each sentence."""
        return tuple(_sentences(self.runs))


NOTHING = Prose((), Where(""))


def read_prose(text: Text | None, checked: Checked, problems: list[Problem]) -> Prose:
    """The runs of a text; `checked` holds for citations that do not say otherwise."""
    if text is None:
        return NOTHING
    runs: list[Run] = []
    at = 0
    for match in _CITED.finditer(text):
        runs += _words(text[at : match.start()])
        runs.append(Citation(_cited(match, checked, text.where, problems)))
        at = match.end()
    runs += _words(text[at:])
    for left in re.findall(r"\[@[^\]]*|\*\*", "".join(run.text for run in runs if isinstance(run, Words))):
        problems.append(Problem(text.where, "bad-citation" if left[0] == "[" else "bad-markup", f'"{left}" is never closed',
                                "A citation is [@id, locator]; strong words stand between two **."))
    return Prose(tuple(runs), text.where)


def _words(text: str) -> list[Run]:
    runs: list[Run] = []
    for number, part in enumerate(_STRONG.split(text)):
        if part:
            runs.append(Words(part, strong=number % 2 == 1))
    return runs


def _cited(match: re.Match[str], checked: Checked, where: Where, problems: list[Problem]) -> tuple[Cited, ...]:
    state = checked
    if match[2]:
        if match[2] in list(Checked):
            state = Checked(match[2])
        else:
            problems.append(Problem(where, "bad-citation", f'"{{{match[2]}}}" does not say how a citation was checked',
                                    nearest(match[2], list(Checked)) or "Write {source}, {secondary} or {recalled}."))
    found: list[Cited] = []
    for part in match[1].split(";"):
        one = _REFERENCE.fullmatch(part.strip())
        if one is None:
            problems.append(Problem(where, "bad-citation", f'"{part.strip()}" is no citation',
                                    "Write [@id, locator; @other-id], with ids as they stand in content/references.json."))
        else:
            found.append(Cited(one[1], one[2] or "", state))
    return tuple(found)


def _sentences(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Cut at a full stop, question mark or exclamation mark that a new sentence follows."""
    done: list[tuple[Run, ...]] = []
    open_runs: list[Run] = []
    for run in runs:
        if isinstance(run, Citation):
            open_runs.append(run)
            continue
        pieces = _split(run.text)
        for piece in pieces[:-1]:
            done.append((*open_runs, Words(piece, run.strong)))
            open_runs = []
        if pieces[-1]:
            open_runs.append(Words(pieces[-1], run.strong))
    if open_runs:
        done.append(tuple(open_runs))
    return done


def _split(text: str) -> list[str]:
    """The pieces of a text that each end a sentence, and the rest (perhaps empty)."""
    pieces: list[str] = []
    at = 0
    for match in _END.finditer(text):
        before, after = text[at : match.start()], text[match.end() :]
        numbered = _NUMBERED.search(before) and after[:1].isdigit()
        if not _SHORT_FORMS.search(before) and not numbered:
            pieces.append(text[at : match.end()])
            at = match.end()
    rest = text[at:]
    ends = rest.rstrip(" *\"”’)").endswith((".", "?", "!"))
    return [*pieces, rest, ""] if ends else [*pieces, rest]
