"""A finished page as plain Markdown (CommonMark, without HTML and tables), for reading by people and programs.

In: a finished Page.  Out: text.  Never: says more or less than the page; drawings and ways around the site are left out.

Pages hold Markdown and elements of templates; all that an author writes is escaped in them. So elements are taken for what
they are by their tags, and every escaped sign is written again as Markdown writes it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_COMMENT_OR_DRAWING = re.compile(
    r'<!--.*?-->|<svg\b.*?</svg>|<summary\b.*?</summary>|<ol class="(?:flow|steps)".*?</ol>'
    r'|<p class="(?:tell|finder-link|exports)".*?</p>|<a class="sheet-link".*?</a>|<a href="#c\d+" class="back".*?</a>',
    re.DOTALL)
_AUDIENCE = re.compile(r'<p class="audience">.*?</p>\n*', re.DOTALL)
_ANSWER = '<div class="answer"'
_CITED = re.compile(r"<sup>(.*?)</sup>(\(?)", re.DOTALL)
_NUMBER = re.compile(r">([^<]+)</a>")
_LINK = re.compile(r'<a\b[^>]*?\bhref="(https://[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r'<(/?)(\w+)(?: id="r(\d+)")?[^>]*>')
_HEADING_END = re.compile(r"^(#+ .*?)[ \t]*\{[^{}\n]*\}[ \t]*$", re.MULTILINE)
_ROW, _RULE = "|", re.compile(r"\|[-|: ]+\|")
_COUNTED = re.compile(r"((?:&#(?:4[89]|5[0-7]);)+)(?=[.)])")  # digits that md() keeps from opening a list
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_QUOTE = re.compile(r"^(\s*(?:[-*+] |\d+[.)] )*)>", re.MULTILINE)
_SPECIAL = frozenset("\\`*_[]#~+-=")


def markdown_twin(text: str) -> str:
    """The body of a finished page, its status and the condition of its answer first."""
    body = _COMMENT_OR_DRAWING.sub("", _audience_first(text.removeprefix("---\n").partition("\n---\n")[2]))
    body = _LINK.sub(_link, _CITED.sub(_cited, _without_tables(_HEADING_END.sub(r"\1", body))))
    body = _ENTITY.sub(_entity, _COUNTED.sub(lambda found: html.unescape(found[0]) + "\\", _TAG.sub(_Elements().written, body)))
    lines = (line.rstrip() for line in _QUOTE.sub(r"\1\\>", body).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def escaped(text: str) -> str:
    """A text of one line as Markdown that shows exactly that text."""
    said = html.escape(text, quote=False)
    return "".join(f"\\{sign}" if sign in "\\`*_[]#~" else sign for sign in said)


def _audience_first(body: str) -> str:
    """For whom a page is, in front of its answer."""
    found = _AUDIENCE.search(body)
    at = body.find(_ANSWER)
    if found is None or not 0 <= at < found.start():
        return body
    return f"{body[:at]}{found[0].rstrip()}\n\n{body[at:found.start()]}{body[found.end():]}"


def _without_tables(body: str) -> str:
    """Each row of a table as a line of a list that names the columns."""
    lines, said, names = body.split("\n"), [], [""]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith(_ROW):
            said.append(line)
        elif _RULE.fullmatch(after):
            names = _cells(line)
        elif not _RULE.fullmatch(line):
            said.append(_row(names, _cells(line)))
    return "\n".join(said)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip()[1:-1].split(_ROW)]


def _row(names: list[str], cells: list[str]) -> str:
    """A cell below no heading is one itself."""
    said = (f"{name}: {cell}; " if name else f"{cell}: " for name, cell in zip(names, cells, strict=True) if cell)
    return f"- {''.join(said).rstrip(':; ')}"


def _cited(found: re.Match[str]) -> str:
    """Citations as numbers in brackets; what follows in parentheses must not be taken for an address."""
    return f" [{', '.join(_NUMBER.findall(found[1]))}]{' (' if found[2] else ''}"


def _link(found: re.Match[str]) -> str:
    address = html.unescape(found[1]).replace("(", "%28").replace(")", "%29")
    return f"[{found[2]}]({address})"


@dataclass
class _Elements:
    """What elements are in Markdown; most are nothing, and strong words within strong words are no stronger."""

    strong: int = 0

    def written(self, found: re.Match[str]) -> str:
        closes, name, number = found[1], found[2], found[3]
        if name == "li":
            return "" if closes else f"{number}. " if number else "- "
        if name in ("strong", "b"):
            self.strong += -1 if closes else 1
            return "**" if self.strong == (0 if closes else 1) else ""
        if name == "p":
            return "\n" if closes else ""
        return {"br": "; ", "em": "*"}.get(name, "")


def _entity(found: re.Match[str]) -> str:
    """An escaped sign, as Markdown writes it where it stands."""
    sign, after = html.unescape(found[0]), found.string[found.end():found.end() + 1]
    if sign in _SPECIAL:
        return f"\\{sign}"
    if sign == "<":
        return sign if after in (" ", "=") or after.isdigit() else "&lt;"
    if sign == "&":
        return sign if after in (" ", "") else "&amp;"
    return sign
