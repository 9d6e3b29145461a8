"""The page that lists what there is for programs.

In: Context, the files of the site.  Out: ExportsPage.  Never: lists a file that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from generator.page.context import Context
from generator.page.markup import md
from generator.page.status import StatusLine
from generator.twins.overview import PATH as OVERVIEW
from generator.twins.plans import plan_path
from generator.twins.schemas import schema_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A kind of file, ready to place: names with addresses that count from the page, what it holds, and its schema."""

    files: tuple[tuple[str, str], ...]
    holds: str
    schema: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportsPage:
    """The page, ready to place."""

    plain_title: str
    status: StatusLine | None
    whole: tuple[Export, ...]
    single: tuple[Export, ...]
    plans: tuple[Export, ...]
    linked: str


def exports_page(context: Context, files: Iterable[str], status: StatusLine | None) -> ExportsPage:
    """Build the page; of files about one page each it shows the first."""
    there, words = tuple(files), context.words
    whole = (("data/scenarios.json", words.export_scenarios), ("data/scenarios.csv", words.export_table),
             ("data/knowledge.json", words.export_knowledge), ("data/search.json", words.export_search),
             ("data/references.*", words.export_references), (OVERVIEW, words.export_overview))
    single = (("data/scenarios/*.json", words.export_scenario), ("data/references/*.json", words.export_page_references),
              ("data/markdown/*.md.txt", words.export_markdown))
    plans = ((plan_path("*"), words.export_plans),)
    return ExportsPage(plain_title=words.exports, status=status, linked=md(words.export_linked),
                       whole=tuple(_exports(whole, there)), single=tuple(_exports(single, there, most=1)),
                       plans=tuple(_exports(plans, there)))


def _exports(kinds: Iterable[tuple[str, str]], there: tuple[str, ...], most: int | None = None) -> Iterator[Export]:
    for pattern, holds in kinds:
        found = [path for path in there if fnmatch(path, pattern)][:most]
        if found:
            yield Export(files=tuple((md(_name(path)), _address(path)) for path in found), holds=md(holds),
                         schema=next(filter(None, map(schema_of, found)), ""))


def _name(path: str) -> str:
    return path.removeprefix("data/")


def _address(path: str) -> str:
    """From the page, which lies in the folder of most."""
    return _name(path) if path.startswith("data/") else f"../{path}"
