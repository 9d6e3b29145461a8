"""Make text safe for Markdown, and put citations into it.

In: Text, Prose.  Out: Markdown.  Never: lets an author's text become markup.

Citations are first written as tokens; `number_citations` numbers them in the order in which the finished page uses them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.core.guidelines import Checked, worst
from generator.read.prose import Citation, Cited, Prose, Words

MARKS = {Checked.SOURCE: "", Checked.SECONDARY: "‡", Checked.RECALLED: "†"}
# Private characters; dropped from authors' texts.
_OPEN, _CLOSE, _NEXT, _FIELD = "\ue000", "\ue001", "\ue004", "\ue005"
_TOKEN = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_ESCAPES = str.maketrans({
    **{char: f"&#{ord(char)};" for char in "\\`*_{}[]#|~^"},
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    **dict.fromkeys((_OPEN, _CLOSE, _NEXT, _FIELD, "\ue002", "\ue003"), ""),
})
_BLOCK_MARK = re.compile(r"^(\s*)([-+](?=[\s-])|=|\d+(?=[.)](?:\s|$)))")


def md(text: str) -> str:
    """Plain text as Markdown that shows exactly that text, wherever on a line it stands."""
    escaped = text.translate(_ESCAPES)
    return _BLOCK_MARK.sub(lambda match: match[1] + "".join(f"&#{ord(char)};" for char in match[2]), escaped)


def prose_md(prose: Prose, *, cite: bool = True) -> str:
    """A text with its strong words, and with citation tokens unless they are not wanted."""
    return "".join(_run(run, cite) for run in prose.runs).strip()


def _run(run: Words | Citation, cite: bool) -> str:
    if isinstance(run, Words):
        return f"<strong>{md(run.text)}</strong>" if run.strong else md(run.text)
    return token(run.cited) if cite else ""


def token(cited: Iterable[Cited]) -> str:
    """A citation that waits for its number."""
    parts = _NEXT.join(_FIELD.join((one.reference, md(one.locator), one.checked)) for one in cited)
    return f"{_OPEN}{parts}{_CLOSE}"


def cite(reference: str, locator: str, checked: Checked) -> str:
    """A single citation that waits for its number."""
    return token((Cited(reference, locator, checked),))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A page whose citations have numbers, and the references in that order with the worst state each was cited in."""

    text: str
    references: tuple[tuple[str, Checked], ...]


def number_citations(text: str, words_for: Callable[[Checked], str]) -> Numbered:
    """Replace tokens by linked numbers, counted in order of first use."""
    numbers: dict[str, int] = {}
    least: dict[str, Checked] = {}

    def place(match: re.Match[str]) -> str:
        links = []
        for part in match[1].split(_NEXT):
            reference, locator, state = part.split(_FIELD)
            checked = Checked(state)
            first = reference not in numbers
            number = numbers.setdefault(reference, len(numbers) + 1)
            least[reference] = worst((least.get(reference, checked), checked))
            links.append(_link(number, first, locator, checked, words_for(checked)))
        return f"<sup>{' '.join(links)}</sup>"

    done = _TOKEN.sub(place, text).replace("</sup><sup>", " ")
    return Numbered(done, tuple((reference, least[reference]) for reference in numbers))


def uncited(text: str) -> str:
    """The text without citation tokens."""
    return _TOKEN.sub("", text)


def _link(number: int, first: bool, locator: str, checked: Checked, words: str) -> str:
    """Short, since a page has hundreds: where in the source, and how it was checked unless the source was read."""
    anchor = f' id="c{number}"' if first else ""
    said = "; ".join(filter(None, (locator, "" if checked is Checked.SOURCE else md(words))))
    title = f' title="{said}"' if said else ""
    return f'<a href="#r{number}"{anchor}{title}>{number}{MARKS[checked]}</a>'

