"""What a page is, as JSON-LD in the vocabulary of schema.org, for the head of the page.

In: Context, a finished Page.  Out: text that can stand in a script element.  Never: dates a review that did not happen, or says
that a page is approved while a part of it waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.page.context import Context
from generator.page.status import StatusLine
from generator.press import Page, up_from
from generator.twins.plain import compact, markdown_path, words_of

HERE = "./"  # an address in these data counts from the page; a site that knows its own puts that in its place
_CLINICIAN = {"@type": "MedicalAudience", "audienceType": "Clinician"}
_PATIENT = {"@type": "Patient"}
_TYPES: Mapping[str, tuple[str, Mapping[str, Any] | None]] = {
    "case": ("MedicalWebPage", _CLINICIAN), "guideline": ("MedicalWebPage", _CLINICIAN), "leaflet": ("MedicalWebPage", _PATIENT)}
# In a script element these could end it, or a line of an older script.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def linked_data(context: Context, page: Page, day: str) -> str:
    """The data of a page that was last changed on a day."""
    return compact(linked(context, page, day)).translate(_ESCAPES)


def linked(context: Context, page: Page, day: str) -> dict[str, Any]:
    """The same as data; a page without something it is about has none."""
    if page.about is None:
        return {}
    about, settings = page.about, context.settings
    kind, audience = _TYPES.get(about.kind, ("WebPage", None))
    data = {"@context": "https://schema.org", "@type": kind, "url": HERE, "name": about.title, "description": about.description,
            "creativeWorkStatus": _status(about.status), "version": settings.edition, "dateModified": day,
            **_reviewed(about.status), "audience": audience, "about": _subject(page, about.scope),
            "usageInfo": settings.disclaimer, "isPartOf": {"@type": "WebSite", "name": settings.title},
            "mainEntity": list(about.entities), "encoding": _plain(page), "citation": _addresses(context, page)}
    return {key: value for key, value in data.items() if value}


def _subject(page: Page, scope: str) -> dict[str, Any]:
    """The patients that a page is about: its name in lists, and whom it is for and not for."""
    return {"@type": "MedicalEntity", "name": page.title, "description": scope} if scope else {}


def _plain(page: Page) -> dict[str, Any]:
    """The page as plain text; a link in the head would be taken for the page in another language by the theme's own script."""
    return {"@type": "MediaObject", "encodingFormat": "text/markdown",
            "contentUrl": f"{up_from(page.path)}{markdown_path(page.path)}"}


def _status(status: StatusLine) -> str:
    """The status in a word or two, with what a reader must know of it."""
    return ". ".join(filter(None, (words_of(status.word), status.printed)))


def _reviewed(status: StatusLine) -> dict[str, Any]:
    """When and by whom a page was reviewed, once its board has approved it."""
    if status.indexed != "approved" or not status.record.approved_by:
        return {}
    people = [{"@type": "Person", "name": words_of(one.name), "jobTitle": words_of(one.role)}
              for one in status.record.approved_by]
    return {"lastReviewed": status.reviewed, "reviewedBy": people}


def _addresses(context: Context, page: Page) -> list[str]:
    """Where the works that a page cites are found for good; the whole list stands on the page."""
    known = (context.compendium.knowledge.references[name] for name in page.cited)
    return [f"https://doi.org/{one.doi}" for one in known if one.doi]
