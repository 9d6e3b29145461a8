"""Older editions, put back under a path of their own: each page as it was, with a banner that leads to what supersedes it.

In: Press, the paths of the pages of now.  Out: Pages below editions/<id>/, and archives as files.  Never: rewords a page.

Links from one page of an edition to another stay inside it. What an edition does not hold (changes, corrections, reviews)
is linked as it is now; its source files are named, and not linked, since those of now are others.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.page.changes import kept_releases
from generator.page.markup import md
from generator.press import Page, Press, address_of, up_from
from generator.read.releases import Release

FOLDER = "editions"
# What an edition does not keep: what is about the site as it is now.
LEFT_OUT = ("data/", "review/", "editions/", "changes/", "review.md", "corrections.md", "finder.md", "not-found.md")
_OF_NOW = "data/"  # sources and twins of now say something else than those of then
_LINK = re.compile(r'<a (?P<class>(?:class="[^"]*" )?)href="(?P<address>[^"#:?]+)(?P<place>#[^"]*)?"(?P<rest>[^>]*)>'
                   r"(?P<text>.*?)</a>")
_FOR_REVIEWERS = "sheet-link"
_WRITTEN = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<address>[^)#:\s]+\.md)(?P<place>#[^)]*)?\)")
_COPIED = re.compile(r'<div class="chart-note"[^>]*><p>')
_EXPORTS = re.compile(r'<p class="exports">.*?</p>\n*', re.DOTALL)  # files of now, not of then
_TOP = re.compile(r"^# .*", re.MULTILINE)
_DROPPED = ("search", "source", "status", "updated", "linked")


def is_kept(path: str) -> bool:
    """Whether a file of the site is a page that editions keep."""
    return path.endswith(".md") and not path.startswith(LEFT_OUT)


def older_editions(press: Press, now: frozenset[str], held: frozenset[str]) -> Iterator[Page]:
    """The pages of older editions that stay readable; of the others, their archives.

    `now` are the files of the site; what a senior editor has taken down, the pages of `held`, is not shown as it was either.
    """
    kept = kept_releases(press.context)
    for release in press.context.compendium.knowledge.releases:
        if release in kept:
            yield from _pages(press, release, now, held)
        else:
            yield Page(path=f"{FOLDER}/{release.id}.zip", data=release.archive.data)


def _pages(press: Press, release: Release, now: frozenset[str], held: frozenset[str]) -> Iterator[Page]:
    there, words = dict(release.archive.pages()), press.context.words
    for path, text in there.items():
        head, _, body = text.removeprefix("---\n").partition("\n---\n")
        up = f"../../{up_from(path)}"
        banner = press.text("old-edition.md.j2", id=md(release.id), date=release.date, up=up,
                            address=address_of(path) if path in now else None).strip()
        links = _Links(release.id, path, frozenset(there), now)
        body = _WRITTEN.sub(links.written, _LINK.sub(links.placed, _EXPORTS.sub("", body)))
        if path in held:
            body = f"{_TOP.findall(body)[0]}\n\n{md(words.change_held)}\n"
        body = _COPIED.sub(lambda note: f"{note[0]}{md(words.old_edition)} {md(release.id)} ({release.date}). ", body)
        yield Page(path=f"{FOLDER}/{release.id}/{path}", data=f"---\n{_head(head, release)}\n---\n{banner}\n\n{body}".encode())


def _head(head: str, release: Release) -> str:
    """The head of an old page: out of search, without a source, dated by its edition."""
    kept = [part for part in re.split(r"\n(?! )", head) if part.partition(":")[0] not in _DROPPED]
    return "\n".join([*kept, "status: superseded", f"updated: {release.date}", "search:\n  exclude: true"])


@dataclass(frozen=True, slots=True)
class _Links:
    """The links of one old page: `there` are the pages of its edition, `now` the files of the site."""

    id: str
    path: str
    there: frozenset[str]
    now: frozenset[str]

    def placed(self, link: re.Match[str]) -> str:
        """A link as templates place it, from one address to another; without a page of now to lead to, its words alone."""
        if _FOR_REVIEWERS in link["class"]:  # what they look at is the page of now
            return ""
        target = posixpath.normpath(posixpath.join(address_of(self.path), link["address"]))
        files = (target, "index.md") if target == "." else (target, f"{target}.md", f"{target}/index.md")
        if self.there.intersection(files):
            return link[0]
        if target.startswith(_OF_NOW) or not self.now.intersection(files):
            return link["text"]
        if target == "changes" and link["place"]:  # what was new on that day is listed with the edition since
            target = f"changes/{self.id}"
        slash = "/" if link["address"].endswith("/") else ""
        address = f'../../{up_from(self.path)}{target}{slash}{link["place"] or ""}'
        return f'<a {link["class"]}href="{address}"{link["rest"]}>{link["text"]}</a>'

    def written(self, link: re.Match[str]) -> str:
        """A link as hand-written pages have it, from one Markdown file to another."""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), link["address"]))
        if target in self.there:
            return link[0]
        if target not in self.now:
            return link["text"]
        return f'[{link["text"]}](../../{"../" * self.path.count("/")}{target}{link["place"] or ""})'
