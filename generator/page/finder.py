"""The page of the case finder, as it stands before the browser fills it, and links to it with the facts of a case.

In: Context.  Out: FinderPage, addresses.  Never: decides; the finder's own scripts do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.core.facts import Fact, Values
from generator.page.context import Context, editions_in_force
from generator.page.markup import md
from generator.page.status import StatusLine, rules_line

DATA_VERSION = 1  # of the form of the data; the finder does not run on another
SCRIPTS = ("values", "diagrams", "narrowing", "answers", "words", "nearest", "address", "form", "sentences", "results", "page")


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """One guideline that answers."""

    id: str
    name: str
    jurisdiction: str
    in_force: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderPage:
    """The page, ready to place."""

    plain_title: str
    description: str
    status: StatusLine | None
    version: int
    scripts: tuple[str, ...]
    basis: tuple[Basis, ...]


def finder_page(context: Context) -> FinderPage:
    """Build the page."""
    words = context.settings.finder
    names = editions_in_force(context.compendium, context.settings.edition_date)
    basis = tuple(Basis(id=one.id, name=md(one.name), jurisdiction=md(one.jurisdiction), in_force=one.in_force)
                  for one in (context.editions[name] for name in names))
    return FinderPage(plain_title=words.title, description=words.description, basis=basis, version=DATA_VERSION,
                      scripts=SCRIPTS, status=rules_line(context))


def finder_address(facts: Mapping[str, Fact], stated: Mapping[str, Values]) -> str:
    """What a case states, as the part of the finder's address behind the "#"."""
    return "&".join(f"{name}={quote(facts[name].write(values).replace(' | ', '|'), safe='')}"
                    for name, values in stated.items())
