"""Templates, words and formatted references: what turns a page model into finished Markdown.

In: Context, page models.  Out: Page.  Never: decides, or looks anything up for a template.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.core.guidelines import Checked
from generator.page.bibliography import entries, formatted
from generator.page.context import Context
from generator.page.markup import Numbered, md, number_citations, prose_md, uncited
from generator.page.shelf import cautions_for
from generator.page.spacing import bound, spaces_before
from generator.page.standing import short_name
from generator.page.status import StatusLine
from generator.page.terms import Terms, marked, terms_of
from generator.read.shape import Shape

CAUTIONS, NEIGHBORS, ORIGIN, REFERENCES, TELL, TWINS = (
    f"\ue002{name}\ue003" for name in ("cautions", "neighbors", "origin", "references", "tell", "twins"))
_ANCHOR = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}")
_MACROS = ("commands", "dated", "decisions", "due", "editions", "front", "listed", "mark", "record", "rule_tables", "standing",
           "status", "ticked", "topics", "version")
_BANNER = "<!-- Generated. Edit the source named above, not this file. -->\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What the machine twins of a page need beside its text.

    `scope` says whom it is for and not for; `entities` are what it recommends, in the terms of schema.org.
    """

    kind: str
    title: str
    description: str
    status: StatusLine
    scope: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One file of the site: its path below the docs folder, its bytes, its title, and the references it cites.

    A page with something `about` it has machine twins.
    """

    path: str
    data: bytes
    title: str = ""
    cited: tuple[str, ...] = ()
    about: About | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """Renders templates with the words of one knowledge base."""

    context: Context
    templates: Environment
    references: Mapping[str, str]
    terms: Terms
    spaces: re.Pattern[str]

    def text(self, template: str, **values: Any) -> str:
        """One template, rendered."""
        return self.templates.get_template(template).render(**values)

    def cited_page(self, path: str, template: str, page: Any) -> Page:
        """A page with cautions for every drug it names, numbered citations and its own list of references."""
        text = self.text(template, page=page)
        drugs = cautions_for(self.context.compendium.knowledge.drugs, visible(text))
        text = text.replace(CAUTIONS, self.text("cautions.md.j2", drugs=drugs, prose_md=prose_md, md=md, up=up_from(path)))
        numbered = number_citations(text, self.context.checked_words)
        done = numbered.text.replace(ORIGIN, self._origin(numbered)).replace(REFERENCES, self._list(numbered))
        return page_of(path, done, page.plain_title, tuple(name for name, _ in numbered.references))

    def explained(self, page: Page, *, plain: bool = False) -> Page:
        """A page whose first use of each term leads to the glossary."""
        return replace(page, data=marked(self.terms, page.data.decode(), up_from(page.path), plain=plain).encode())

    def bound(self, page: Page) -> Page:
        """A page whose numbers stay on one line with their units."""
        return replace(page, data=bound(self.spaces, page.data.decode()).encode())

    def _list(self, numbered: Numbered) -> str:
        found = entries(self.context, numbered.references, self.references)
        return self.text("references-list.md.j2", references=found)

    def _origin(self, numbered: Numbered) -> str:
        """The sources by kind, and those not yet read."""
        known, words = self.context.compendium.knowledge.references, self.context.words
        kinds = (("guideline", words.origin_guidelines), ("label", words.origin_labels), ("research", words.origin_research))
        names = {name: md(short_name(known[name])) for name, _ in numbered.references}
        groups = [(md(label), found) for kind, label in kinds
                  if (found := [words for name, words in names.items() if known[name].kind == kind])]
        recalled = [names[name] for name, state in numbered.references if state is Checked.RECALLED]
        return self.text("origin.md.j2", groups=groups, recalled=recalled)


def press_of(context: Context) -> Press:
    """The press of one knowledge base."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    templates = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                            keep_trailing_newline=True)
    settings = context.settings
    shown = SimpleNamespace(edition=md(settings.edition), disclaimer=md(settings.disclaimer),
                            evidence_searched=settings.evidence_searched)
    templates.globals |= {"words": _escaped(context.words), "finder_words": _escaped(settings.finder),
                          "plain_words": context.words, "settings": shown, "head": head,
                          "general_advice": prose_md(settings.general_advice),
                          "source_link": partial(_source_link, settings.edit_base)}
    macros = templates.get_template("macros.md.j2").module
    templates.globals |= {name: getattr(macros, name) for name in _MACROS}
    knowledge = context.compendium.knowledge
    return Press(context=context, templates=templates, references=formatted(knowledge.references, knowledge.style),
                 terms=terms_of(knowledge.glossary), spaces=spaces_before(settings.units))


def _escaped(words: Shape) -> SimpleNamespace:
    """All standing words, ready to place."""
    return SimpleNamespace(**{name: md(getattr(words, name)) for name in type(words).model_fields})


def head(text: str) -> str:
    """A text for the head of a page, as YAML; the theme puts it into HTML as it is."""
    return json.dumps(html.escape(text), ensure_ascii=False)


def up_from(path: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * len(Path(path.removesuffix("index.md")).parts)


def address_of(path: str) -> str:
    """The address of a page below the root of the site."""
    bare = path.removesuffix(".md")
    return "" if bare == "index" else f"{bare.removesuffix('/index')}/"


def _source_link(base: str, source: str, up: str) -> str:
    return f"{html.escape(base)}{source}" if base else f"{up}data/sources/{source}"


def page_of(path: str, text: str, title: str, cited: tuple[str, ...] = ()) -> Page:
    """A Markdown page with its banner after the front matter and no more than one empty line in a row."""
    tidy = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    head, _, body = tidy.removeprefix("---\n").partition("\n---\n")
    return Page(path=path, data=f"---\n{head}\n---\n{_BANNER}\n{body.lstrip()}".encode(), title=title, cited=cited)


def taken_down(press: Press, page: Page, model: Any, *, plain: bool = False) -> Page:
    """A notice in the place of a page; every place that a link could lead to is still there."""
    anchors = [name for name in dict.fromkeys(_ANCHOR.findall(page.data.decode())) if name not in ("top", "version")]
    text = press.text("held.md.j2", page=model, up=up_from(page.path), plain=plain, anchors=anchors)
    return page_of(page.path, text, page.title)


def visible(text: str) -> str:
    """The words of a page without markup and citations."""
    return html.unescape(re.sub(r"<[^>]+>", " ", uncited(text)))
