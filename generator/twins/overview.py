"""An overview of the site for language models, by the convention of llms.txt.

In: Context, finished Pages.  Out: text.  Never: links what the site does not have, or lists a page without its status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.page.context import Context
from generator.page.status import weakest_of
from generator.press import Page
from generator.twins.markdown import escaped
from generator.twins.plain import markdown_path, one_line, words_of

PATH = "llms.txt"
_DATA = ("data/", "data/scenarios.json", "data/scenarios.csv", "data/references.json")


def overview(context: Context, pages: Iterable[Page], files: Iterable[str]) -> str:
    """Title, status and limits, then the plain text of every page by kind, and the data; links count from the site's root."""
    known = [page for page in pages if page.about]
    settings, there = context.settings, {*files, "data/"}
    parts = [f"# {escaped(settings.title)}", "\n".join(f"> {escaped(line)}" for line in _limits(context, known)),
             escaped(settings.description)]
    for heading, kind in _sections(context):
        lines = [_line(page) for page in known if page.about and page.about.kind == kind]
        parts += [f"## {escaped(heading)}", "\n".join(lines)] if lines else []
    parts += [f"## {escaped(context.words.exports)}", "\n".join(f"- [{path}]({path})" for path in _DATA if path in there)]
    return "\n\n".join(parts) + "\n"


def _limits(context: Context, pages: list[Page]) -> Iterator[str]:
    """What the weakest page is worth, what the site does not replace, and of which day it is."""
    settings, words = context.settings, context.words
    weakest = weakest_of(page.about.status for page in pages if page.about)
    if weakest is not None:
        yield f"{weakest.printed} {words.weakest_note}: {words_of(weakest.word)}.".strip()
    yield settings.disclaimer
    yield f"{words.edition} {settings.edition}, {settings.edition_date}. {words.searched} {settings.evidence_searched}."


def _sections(context: Context) -> tuple[tuple[str, str], ...]:
    words = context.words
    return ((words.cases, "case"), (words.for_patients, "leaflet"), (words.guidelines, "guideline"), (words.advice, "advice"),
            (words.drug_list, "drug"))


def _line(page: Page) -> str:
    """A page with its status, and what it says of itself."""
    about = page.about
    said = ". ".join(filter(None, (words_of(about.status.word), about.description))) if about else ""
    return f"- [{escaped(page.title)}]({markdown_path(page.path)}): {escaped(one_line(said))}"
