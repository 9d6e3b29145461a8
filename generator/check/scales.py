"""Checks of scales: every value that can be reported belongs to one band, and to no other.

In: Compendium.  Out: findings.  Never: draws.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.core.facts import Fact, Values
from generator.origin import Level
from generator.read.scales import Scale


@check("bands-apart", level=Level.ERROR)
def bands_leave_no_gap(compendium: Compendium) -> Iterator[Finding]:
    """A value between two bands would have no class, and one in two bands could be shown in the wrong one."""
    facts = compendium.knowledge.facts
    for group in facts.groups:
        sites = [fact for fact in facts.sites(group.id) if fact.kind.numeric]
        if group.scale is not None:
            yield from dict.fromkeys(finding for fact in sites for finding in _apart(group.scale, fact))


def _apart(scale: Scale, fact: Fact) -> Iterator[Finding]:
    """Where the bands, from the lowest up, do not meet on the values of one fact."""
    found = [(values.low, values.high, band) for band in scale.bands if (values := fact.within(band.test.span))]
    reached, last, where = fact.low - 1, "", scale.reference.where
    for low, high, band in sorted(found, key=lambda entry: entry[:2]):
        where = band.test.where
        if low > reached + 1:
            yield where, f"no band holds {_said(fact, reached + 1, low - 1)}", "Let each band begin where the one below it ends."
        if low <= reached:
            yield where, f'"{last}" and "{band.id}" both hold {_said(fact, low, min(reached, high))}', \
                "Let each value belong to one band:  <  on one side,  >=  on the other."
        if high > reached:
            reached, last = high, band.id
    if reached < fact.high:
        yield where, f"no band holds {_said(fact, reached + 1, fact.high)}", "Leave the outer end of the last band open."


def _said(fact: Fact, low: int, high: int) -> str:
    return fact.write(Values(((low, high),)))
