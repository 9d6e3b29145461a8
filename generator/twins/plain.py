"""Plain text and JSON for machine twins.

In: text, Markdown of a page model, data, the path of a page.  Out: one line of text, bytes, the path of its
plain text.  Never: drops a word.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from generator.page.markup import uncited

_TAG = re.compile(r"<[^>]*>")


def one_line(text: str) -> str:
    """A text on one line, with plain spaces only: other signs of space end lines, or count as nothing, in some formats."""
    return " ".join(text.split())


def words_of(markdown: str) -> str:
    """The words of a text that is ready to place, without its markup and citations."""
    return one_line(html.unescape(_TAG.sub("", uncited(markdown))))


def compact(data: Any) -> str:
    """Data as JSON without a space that nobody needs."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def json_bytes(data: Any) -> bytes:
    """Data as one line of JSON."""
    return f"{compact(data)}\n".encode()


def markdown_path(path: str) -> str:
    """Where the plain text of a page lies: not as .md, which every engine would take for a page."""
    return f"data/markdown/{path.removesuffix('/index.md').removesuffix('.md')}.md.txt"
