"""The shipped knowledge base, rendered once."""

import html
import re
from dataclasses import dataclass

import pytest

from generator.check.compendium import Compendium
from generator.page.context import Context, Decided, context_of, decide
from generator.page.shelf import CaseLine, case_line
from generator.page.status import status_line
from generator.press import Page
from tests.worlds import REPOSITORY


@dataclass(frozen=True)
class Shelf:
    """All pages of the shipped knowledge base, and what they were made from."""

    context: Context
    cases: tuple[Decided, ...]
    pages: dict[str, Page]

    def text(self, path: str) -> str:
        return self.pages[path].data.decode()

    def case(self, name: str) -> Decided:
        return next(decided for decided in self.cases if decided.case.scenario.id == name)


def line_of(context: Context, decided: Decided) -> CaseLine:
    """The line of a case in lists."""
    return case_line(context, decided, status_line(context, context.standing(decided), decided.case.scenario.updated))


def words_of(markdown: str) -> str:
    """What a reader reads: no front matter, comments, citations, tags or Markdown signs."""
    body = markdown.split("\n---\n", 1)[-1]
    body = re.sub(r"<!--.*?-->|<sup class=\"cite\">.*?</sup>|<svg.*?</svg>|\{ #[^}]*\}", " ", body, flags=re.DOTALL)
    body = re.sub(r"(?<=\()<a\b[^>]*>|</a>(?=[.,;:?!)])", "", body)  # a sign beside a link is no word
    body = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"[*#|]|^[-\s|]+$|^\s*(?:-|\d+\.)(?=\s)", " ", body, flags=re.MULTILINE)


def section_of(markdown: str, anchor: str) -> str:
    """The text under the heading with this anchor, up to the next heading of its level or above."""
    head, _, rest = markdown.partition(f"{{ #{anchor}")
    assert rest, f"no section {anchor}"
    level = re.search(r"(#+)[^#\n]*$", head)
    assert level is not None
    return re.split(rf"^#{{1,{len(level[1])}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


@pytest.fixture(scope="session")
def shelf(compendium: Compendium, shipped_pages: tuple[Page, ...]) -> Shelf:
    cases = tuple(decide(compendium, case) for case in compendium.cases)
    return Shelf(context_of(compendium), cases, {page.path: page for page in shipped_pages})


def case_paths() -> list[str]:
    return sorted(path.stem for path in (REPOSITORY / "scenarios").glob("*/*.yaml") if path.parent.name != "profiles")
