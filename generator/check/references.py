"""Checks of references: each exists, is used, still stands, and is not this site itself.

In: Compendium.  Out: findings.  Never: judges what a source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.check.uses import Holder, Use, uses_of
from generator.origin import Level, nearest
from generator.read.knowledge import Knowledge
from generator.read.notes import Status
from generator.read.references import Reference
from generator.read.settings import Settings

_LIST = "References live in content/references.json."


@check("unknown-reference", level=Level.ERROR)
def citations_exist(compendium: Compendium) -> Iterator[Finding]:
    """A citation without a reference cannot be checked by anyone."""
    known = compendium.knowledge.references.keys() | compendium.knowledge.unread
    for use in _once_each(compendium.knowledge):
        if use.reference not in known:
            yield use.where, f'"{use.reference}" is no reference, so nobody could look it up', \
                nearest(use.reference, known) or _LIST


@check("unused-reference", level=Level.WARNING)
def references_are_used(compendium: Compendium) -> Iterator[Finding]:
    """A reference nobody cites is clutter for the reviewer; what could not be read may cite it."""
    if compendium.knowledge.unread:
        return
    references = compendium.knowledge.references.values()
    used = {use.reference for use in uses_of(compendium.knowledge)}
    used |= {str(name) for reference in references for name in reference.standing.names}
    for reference in references:
        if reference.id not in used:
            yield reference.where, f'nothing cites "{reference.id}"', "Remove it, or cite it."


@check("unknown-successor", level=Level.ERROR)
def successors_exist(compendium: Compendium) -> Iterator[Finding]:
    """What took the place of a work, or the notice about it, must be there, or readers are sent nowhere."""
    known = compendium.knowledge.references.keys() | compendium.knowledge.unread
    for reference in compendium.knowledge.references.values():
        for name in reference.standing.names:
            if name not in known:
                yield name.where, f'"{name}" is no reference, so readers of "{reference.id}" would be sent nowhere', \
                    nearest(name, known) or _LIST


@check("replaced-in-a-circle", level=Level.ERROR)
def nothing_replaces_itself(compendium: Compendium) -> Iterator[Finding]:
    """A work that is replaced by itself, by whatever road, leaves nothing that still holds."""
    known = compendium.knowledge.references
    for reference in known.values():
        passed, later = [reference.id], reference.standing.replaced_by
        while later and later in known and later not in passed:
            passed.append(later)
            later = known[later].standing.replaced_by
        if reference.standing.replaced_by and later == reference.id:
            yield reference.standing.replaced_by.where, \
                f'"{reference.id}" is replaced by itself: {" → ".join([*passed, later])}', \
                "One of them must be the newest: take its  replaced_by  out."


@check("retracted-reference", level=Level.ERROR)
def nothing_rests_on_what_was_retracted(compendium: Compendium) -> Iterator[Finding]:
    """Advice that rests on a retracted work may harm."""
    for use, reference in _resting(compendium.knowledge, Status.RETRACTED):
        yield use.where, f'"{reference.id}" was retracted, so nothing may rest on it', _instead(reference)


@check("superseded-reference", level=Level.WARNING)
def nothing_rests_on_what_was_superseded(compendium: Compendium) -> Iterator[Finding]:
    """A newer work may say otherwise. A guideline that no longer holds may cite its own, and a reason may be given."""
    retired = {edition.id for edition in compendium.knowledge.guidelines if edition.until}
    for use, reference in _resting(compendium.knowledge, Status.SUPERSEDED):
        if not reference.standing.still_cited and not _is_of(use, retired):
            yield use.where, f'"{reference.id}" is superseded, so a newer work may say otherwise', \
                f'{_instead(reference)} Or say why it is cited all the same, as its  "still_cited" .'


@check("own-reference", level=Level.ERROR)
def the_site_does_not_cite_itself(compendium: Compendium) -> Iterator[Finding]:
    """A site that cites itself proves nothing."""
    settings = compendium.knowledge.settings
    for reference in compendium.knowledge.references.values():
        if _leads_here(reference, settings) or _is_by_this_site(reference, settings):
            yield reference.where, f'"{reference.id}" is this site itself', "Cite what the site rests on."


def _once_each(knowledge: Knowledge) -> Iterable[Use]:
    """The uses of references, one of each reference at each place."""
    return {(use.reference, use.where): use for use in uses_of(knowledge)}.values()


def _resting(knowledge: Knowledge, status: Status) -> Iterator[tuple[Use, Reference]]:
    """The uses of references with a status."""
    for use in _once_each(knowledge):
        reference = knowledge.references.get(use.reference)
        if reference and reference.standing.status is status:
            yield use, reference


def _is_of(use: Use, retired: set[str]) -> bool:
    return use.spot.holder in (Holder.GUIDELINE, Holder.RULE) and use.spot.id in retired


def _instead(reference: Reference) -> str:
    later = reference.standing.replaced_by
    return f'It was replaced by "{later}": see what that says, and cite it.' if later else "Rest the words on another work."


def _leads_here(reference: Reference, settings: Settings) -> bool:
    """Whether its address or DOI is one of the site's own, or lies below one."""
    own = [_bare(address) for address in (*settings.addresses, settings.edit_base) if address]
    leads = [_bare(address) for address in (reference.url, f"https://doi.org/{reference.doi}")]
    return any(lead == address or lead.startswith((f"{address}/", f"{address}?", f"{address}#"))
               for lead in leads for address in own)


def _bare(address: str) -> str:
    return re.sub(r"^https?://", "", address.rstrip("/").lower())


def _is_by_this_site(reference: Reference, settings: Settings) -> bool:
    return settings.title.casefold() in (name.casefold() for name in (reference.title, *reference.bodies))
