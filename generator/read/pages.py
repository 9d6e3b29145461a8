"""Read content/pages/<name>.md: pages written by hand, in Markdown below a head of a few keys.

In: bytes.  Out: WrittenPage, Problems.  Never: reads the Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from generator.origin import Problem, Where
from generator.read.fields import ID, Line
from generator.read.files import RESERVED
from generator.read.placeholders import placeholder_problems
from generator.read.shape import Shape, fit
from generator.read.text import read_text
from generator.read.yamltree import read_tree

# Addresses that the generated pages and the theme use.
TAKEN = frozenset({"advice", "assets", "browse", "changes", "corrections", "coverage", "data", "disagreement", "drugs",
                   "editions", "finder", "glossary", "guidelines", "llms", "profiles", "references", "review", "scenarios",
                   "search", "sitemap"})
_HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*\n", flags=re.DOTALL)


class SearchShape(Shape):
    """How search treats a page."""

    exclude: Literal["true", "false"] = Field("false", description="true keeps the page out of search.")


class PageShape(Shape):
    """The head of a page: what stands between its first two lines of three hyphens."""

    title: Line = Field(description="Title of the page.")
    description: Line | None = Field(None, description="One sentence for search engines.")
    search: SearchShape | None = Field(None, description="How search treats the page.")
    hide: list[Literal["navigation", "toc", "footer"]] = Field(default_factory=list, description="What is left out beside it.")


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenPage:
    """A page written by hand in Markdown."""

    id: str
    title: str
    description: str
    searched: bool
    hide: tuple[str, ...]
    body: str
    where: Where


def read_page(data: bytes, path: str, problems: list[Problem]) -> WrittenPage | None:
    """One page."""
    text, found = read_text(data, path)
    problems += found
    _check_name(path, problems)
    if text is None:
        return None
    text = text.replace("\r\n", "\n")
    head = _HEAD.match(text)
    if head is None or not head[1].strip():
        problems.append(Problem(Where(path), "missing-head", "the page does not begin with its title",
                                "Start with  ---  title: Name of the page  --- , each on a line of its own."))
        return None
    tree, wrong = read_tree(f"\n{head[1]}".encode(), path)  # an empty line for the hyphens, so that lines count as in the file
    problems += wrong
    shape = None if tree is None else fit(PageShape, tree, problems)
    problems += placeholder_problems(text, path)
    if shape is None:
        return None
    return WrittenPage(id=Path(path).stem, title=shape.title, description=shape.description or "",
                       searched=shape.search is None or shape.search.exclude == "false", hide=tuple(shape.hide),
                       body=text[head.end():], where=Where(path))


def _check_name(path: str, problems: list[Problem]) -> None:
    """The name of the file is the page's address."""
    stem = Path(path).stem
    if not re.fullmatch(ID, stem):
        problems.append(Problem(Where(path), "bad-name", f'"{stem}" cannot be the address of a page',
                                "Rename the file with lower-case words joined by - ."))
    elif stem in TAKEN | RESERVED:
        problems.append(Problem(Where(path), "reserved-name", f'"{stem}" is the address of another page, or of none at all',
                                "Add a word to the name of the file. The first page of the site is home.md."))
