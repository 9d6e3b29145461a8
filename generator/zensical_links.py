"""Links of HTML in Markdown, as Zensical reads them.

In: the HTML of a page while Zensical converts it.  Out: the same with other links.  Never: runs under another engine.

Rendered pages hold links as HTML, which start at the address of their page; MkDocs and ProperDocs leave them alone. Zensical
takes them to start at the Markdown file, as links written in Markdown do, and moves them. So they are written that way first.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

_LINK = re.compile(r'(?P<before><a\b(?:[^<>"]|"[^"]*")*?\shref=")(?P<path>[^"?#:]+)(?P<rest>[^":]*")')
_LAST = -100  # after HTML that stood in the Markdown is back in its place


def from_file(page: str, link: str) -> str:
    """A link that starts at the address of a page, as one that starts at its Markdown file."""
    if link.endswith(".md"):  # it was written in Markdown
        return link
    folder, name = posixpath.split(page)
    address = folder if name == "index.md" else page.removesuffix(".md")
    moved = posixpath.relpath(posixpath.join("/", address, link), posixpath.join("/", folder))
    return f"{moved}/" if link.endswith(("/", "..", ".")) else moved


class _Links(Postprocessor):  # type: ignore[misc]  # Markdown says nothing of its types
    """Moves the links of one page."""

    def run(self, text: str) -> str:
        page = self.md.preprocessors["rendering_context"].page.path
        return _LINK.sub(lambda link: f'{link["before"]}{from_file(page, link["path"])}{link["rest"]}', text)


class ZensicalLinks(Extension):  # type: ignore[misc]
    """The extension of Markdown that zensical.yml names."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown names its methods
        """Take part in the conversion."""
        md.postprocessors.register(_Links(md), "zensical_links", _LAST)


def makeExtension(**options: Any) -> ZensicalLinks:  # noqa: N802
    """The door by which Markdown finds an extension."""
    return ZensicalLinks(**options)
