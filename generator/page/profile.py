"""The page of one profile: what it states, what guidelines answer over a number that it leaves open, the cases that use it.

In: Context, Described.  Out: ProfilePage.  Never: decides what a case is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.compendium import Case, Described
from generator.page.context import Context, capital
from generator.page.markup import md
from generator.page.outlook import OutlookPart, outlook_parts
from generator.page.status import StatusLine, status_line
from generator.page.strips import StripPart, strip_part

# A list of the cases that use a profile ends here.
MOST_CASES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRow:
    """A case that uses the profile, with its own measured values."""

    id: str
    title: str
    values: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfilePage:
    """The page of a profile, ready to place; `facts` are, per group, what is stated."""

    id: str
    title: str
    plain_title: str
    description: str
    about: str
    source: str
    status: StatusLine
    facts: tuple[tuple[str, str], ...]
    left_open: str
    maps: tuple[OutlookPart, ...]
    strips: tuple[StripPart, ...]
    cases: tuple[CaseRow, ...]
    more: int


def profile_page(context: Context, one: Described) -> ProfilePage:
    """The page of one profile."""
    profile = one.profile
    users = [case for case in context.compendium.cases if profile.id in case.scenario.given.profiles]
    standing = context.standings.whole[f"profiles/{profile.id}"]
    numbered = list(enumerate(users[:MOST_CASES], 1))
    return ProfilePage(
        id=profile.id, title=md(profile.title), plain_title=profile.title, description=profile.description or profile.title,
        about=md(profile.description), source=profile.where.file,
        status=status_line(context, standing, context.settings.edition_date),
        facts=tuple(_facts(context, one)), left_open=md("; ".join(_left_open(context, one))),
        maps=tuple(outlook_parts(context, one, numbered)),
        strips=tuple(strip_part(context, one, strip, numbered) for strip in context.settings.strips),
        cases=tuple(_case_row(context, case) for _, case in numbered), more=max(0, len(users) - MOST_CASES))


def _facts(context: Context, one: Described) -> Iterator[tuple[str, str]]:
    """What is stated, group by group, in the order in which a clinician asks."""
    known = context.compendium.knowledge.known_facts
    for group in context.compendium.knowledge.facts.groups:
        stated = {name: values for name, values in one.box.stated.items() if known[name].group == group.id}
        if stated:
            yield md(group.label), md(capital(context.phrases.patient(stated)))


def _left_open(context: Context, one: Described) -> Iterator[str]:
    """Groups of which nothing is stated."""
    known = context.compendium.knowledge.known_facts
    stated = {known[name].group for name in one.box.stated}
    for group in context.compendium.knowledge.facts.groups:
        if group.id not in stated:
            yield group.label


def _case_row(context: Context, case: Case) -> CaseRow:
    known, stated = context.compendium.knowledge.known_facts, case.box.stated
    values = [f"{known[name].site} {context.phrases.values(known[name], stated[name])}" for name in known
              if known[name].site and name in stated and stated[name].ranges]
    return CaseRow(id=case.scenario.id, title=md(case.scenario.short_title), values=md("; ".join(values)))
