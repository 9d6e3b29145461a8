"""The feed of changes and corrections, as Atom (RFC 4287).

In: Context.  Out: XML bytes.  Never: knows the clock, or where the site is hosted.

Ids are made of what was released, so that they are the same wherever it is read; links are relative to the feed, or to the
address of the site where that is known.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.page.context import Context
from generator.read.corrections import Correction
from generator.read.releases import FrozenItem, Release
from generator.review.changes import Change, changes_by_item

FEED = "changes.atom.xml"
_ATOM, _XML = "http://www.w3.org/2005/Atom", "http://www.w3.org/XML/1998/namespace"
_MOST = 40  # titles of one kind of change


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """An entry of the feed; `said` are its paragraphs."""

    id: str
    title: str
    day: str
    address: str
    said: tuple[str, ...]


def feed(context: Context) -> bytes:
    """The whole feed, the newest entry first."""
    settings = context.settings
    entries = sorted((*_releases(context), *_corrections(context)), key=lambda one: (one.day, one.id), reverse=True)
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(_tag("feed"))
    _text(root, "id", _urn(settings.title))
    _text(root, "title", f"{settings.title}: {context.words.change_log}")
    _text(root, "updated", _moment(max((one.day for one in entries), default=settings.edition_date)))
    _text(ElementTree.SubElement(root, _tag("author")), "name", settings.title)
    ElementTree.SubElement(root, _tag("link"), rel="self", href=FEED, type="application/atom+xml")
    ElementTree.SubElement(root, _tag("link"), rel="alternate", href="changes/", type="text/html")
    for one in entries:
        _add(root, one)
    ElementTree.indent(root, " ")
    return _bytes(root)


def at_address(data: bytes, address: str) -> bytes:
    """The feed of a site of which the address is known; its links are relative to that."""
    if not address:
        return data
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.fromstring(data)
    root.set(f"{{{_XML}}}base", f"{address.rstrip('/')}/")
    return _bytes(root)


def _bytes(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(root: ElementTree.Element, one: _Entry) -> None:
    entry = ElementTree.SubElement(root, _tag("entry"))
    _text(entry, "id", one.id)
    _text(entry, "title", one.title)
    _text(entry, "updated", _moment(one.day))
    ElementTree.SubElement(entry, _tag("link"), rel="alternate", href=one.address, type="text/html")
    _text(entry, "content", "\n\n".join(one.said))


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    """An element with plain text, which is what Atom takes for text unless told otherwise."""
    ElementTree.SubElement(parent, _tag(name)).text = text


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _urn(said: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, said).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _releases(context: Context) -> Iterator[_Entry]:
    releases, words = context.compendium.knowledge.releases, context.words
    for place, one in enumerate(releases):
        said = _said(context, releases[place - 1], one) if place else (f"{words.change_log_first}: {len(one.items)}.",)
        yield _Entry(id=_urn(one.archive.digest), title=f"{words.edition} {one.id}", day=one.date,
                     address=f"changes/{one.id}/" if place else "changes/",
                     said=tuple(filter(None, (one.note, *said))) or (words.change_none,))


def _said(context: Context, before: Release, after: Release) -> tuple[str, ...]:
    """The titles of what has changed, by what has become of it."""
    words, found = context.words, changes_by_item(before.items, after.items)
    labels = {Change.MEANING: words.change_meaning, Change.WORDS: words.change_words, Change.NEW: words.change_new,
              Change.GONE: words.change_gone}
    by_change = {change: [after.items.get(item) or before.items[item] for item in found if found[item] is change]
                 for change in labels}
    return tuple(f"{label}: {_titles(context, by_change[change])}" for change, label in labels.items() if by_change[change])


def _titles(context: Context, items: list[FrozenItem]) -> str:
    more = f"; + {len(items) - _MOST} {context.words.more}" if len(items) > _MOST else ""
    return "; ".join(one.title for one in items[:_MOST]) + more


def _corrections(context: Context) -> Iterator[_Entry]:
    for one in context.compendium.knowledge.corrections:
        yield _Entry(id=_urn(f"{context.settings.title}/corrections/{one.id}"), title=_title(context, one), day=one.date,
                     address=f"corrections/#{one.id}", said=_told(context, one))


def _title(context: Context, one: Correction) -> str:
    return f"{context.words.correction}: {one.wrong}"


def _told(context: Context, one: Correction) -> tuple[str, ...]:
    words = context.words
    harm = words.correction_harm_yes if one.harm else words.correction_harm_no
    return (f"{words.correction_wrong}: {one.wrong}", f"{words.correction_done}: {one.done}",
            f"{words.correction_harm}: {harm}")
