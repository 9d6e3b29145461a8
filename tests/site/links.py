"""Whether links of a built site lead anywhere.

In: the folder of a site.  Out: its pages, and links that lead nowhere.  Never: asks another host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html

EXTERNAL = re.compile(r"^(https?:)?//")
OTHER = ("mailto:", "javascript:")


def pages_of(site: Path) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path, lxml.html.fromstring(path.read_text("utf-8"))


def dead_links(site: Path) -> list[str]:
    """Links to pages and files that are not there, and to places that their page does not have."""
    site = site.resolve()
    ids, links = {}, []
    for path, page in pages_of(site):
        ids[path] = {node.get("id") for node in page.iter() if node.get("id")}
        if path.name != "404.html":  # it is served at any depth, so its links start at the root of a host
            links += [(path, link.get("href")) for link in page.iterfind(".//a[@href]")]
    return [f"{path.relative_to(site)} -> {href}" for path, href in links
            if not EXTERNAL.match(href) and not href.startswith(OTHER) and not _leads(path, href, ids)]


def _leads(path: Path, href: str, ids: dict[Path, set[str]]) -> bool:
    """Whether a link of a page leads to a file, and its fragment to an element."""
    address, fragment = urldefrag(href)
    if "=" in fragment:
        fragment = ""  # it holds the facts of a case or what a list is narrowed to, and names no element
    target = (path.parent / unquote(urlsplit(address).path)).resolve() if address else path
    if target.is_dir():
        target /= "index.html"
    return target.is_file() and not (fragment and target in ids and fragment not in ids[target])
