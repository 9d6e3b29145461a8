"""Checks of editions and corrections: what was released stays as it was, and what they name is there.

In: Compendium.  Out: findings.  Never: says what has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.records import reviewed_items
from generator.check.registry import Finding, check
from generator.origin import Level, nearest
from generator.read.fields import ID
from generator.read.releases import mismatches


@check("forged-edition", level=Level.ERROR)
def edition_of_other_statements(compendium: Compendium) -> Iterator[Finding]:
    """An edition says of an item what its archive does not hold, so readers would be told of changes that never were."""
    for release in compendium.knowledge.releases:
        for item in mismatches(release):
            yield (release.where, f"this edition is not what was released: {item} differs",
                   "Editions are written by  kb release  and never changed. Take it back from version control.")


@check("edition-behind", level=Level.WARNING)
def edition_older_than_the_last(compendium: Compendium) -> Iterator[Finding]:
    """The edition that pages name is older than the last one that was released."""
    last, settings = compendium.knowledge.last_release, compendium.knowledge.settings
    if last is not None and settings.edition_date < last.date:
        yield (settings.where, f"pages name the edition {settings.edition} of {settings.edition_date}, and {last.id} of "
               f"{last.date} has been released", f"Write  {naming(last.id, last.date)}  there.")


def naming(id: str, date: str) -> str:
    """What stands in content/kb.yaml so that pages name an edition."""
    return f'edition: {{id: "{id}", date: {date}}}'


@check("correction-of-nothing", level=Level.ERROR)
def correction_of_what_is_not_there(compendium: Compendium) -> Iterator[Finding]:
    """A correction names an item that is not there and never was in an edition, so no page would lead to it."""
    knowledge = compendium.knowledge
    known = {*reviewed_items(knowledge), *(item for release in knowledge.releases for item in release.items)}
    for correction in knowledge.corrections:
        for item in correction.items:
            if item not in known and item.partition("/")[2] not in knowledge.unread:
                yield item.where, f'"{item}" is not there', nearest(item, known) or "Write it as kind/id."


@check("unknown-correction", level=Level.ERROR)
def event_after_no_correction(compendium: Compendium) -> Iterator[Finding]:
    """An event says that it was caused by a correction that is not on the list."""
    known = {one.id for one in compendium.knowledge.corrections}
    if "corrections" in compendium.knowledge.unread:
        return
    for event in (event for record in compendium.knowledge.records.values() for event in record.events):
        if re.fullmatch(ID, event.message) and event.message not in known:
            yield (event.where, f'"{event.message}" is no correction', nearest(event.message, known)
                   or "A message is the id of a correction in content/corrections.yaml, an address, or a number such as #12.")
