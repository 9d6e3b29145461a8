"""People who review house plants, and what they do: in memory for the kernel, on disk for everything else.

`Log` holds events without files; `with_people` and `read_at_source` prepare a small world in which `kb review` can work.
Everybody here is made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from generator.core.guidelines import Checked
from generator.origin import Text, Where
from generator.read.knowledge import Folders, read_knowledge
from generator.read.policy import Policy
from generator.read.records import Action, Event, Record
from generator.read.reviewers import Reviewer, read_reviewers
from generator.read.statements import Snapshot, Statement
from generator.review.components import Component
from generator.review.eligibility import Court
from generator.review.history import History, histories
from generator.review.standing import Standing, own_standing
from tests.worlds import SMALL_WORLD, World, codes, read_with

# Boards of the small world: advice asks for a botanist and a gardener of two institutions, drugs for a botanist.
PEOPLE = """\
reviewers:
  - {id: ada, name: Ada Example, institution: Garden, roles: [{role: editor, from: 2026-01-01}], declared: [2026-01-01]}
  - {id: bob, name: Bob Example, institution: School, roles: [{role: botanist, from: 2026-01-01}], declared: [2026-01-01]}
  - {id: cyd, name: Cyd Example, institution: Garden, roles: [{role: gardener, from: 2026-01-01}], declared: [2026-01-01]}
  - {id: dot, name: Dot Example, institution: School, roles: [{role: head, from: 2026-01-01}], declared: [2026-01-01]}
  - {id: eve, name: Eve Example, institution: Garden, roles: [{role: botanist, from: 2026-01-01}], declared: [2026-01-01],
     interests: [{company: Suddo Works, drugs: [soap_spray], what: fees, from: 2025-06-01, until: 2026-06-30}]}
  - {id: fay, name: Fay Example, institution: School, roles: [{role: gardener, from: 2026-01-01, until: 2026-03-31}],
     declared: [2024-12-31]}
  - {id: gus, name: Gus Example, institution: School, declared: [2026-01-01],
     roles: [{role: gardener, from: 2026-01-01}, {role: botanist, from: 2026-01-01}]}
"""
ROLES = {"ada": "editor", "bob": "botanist", "cyd": "gardener", "dot": "head", "eve": "botanist", "fay": "gardener",
         "gus": "gardener"}
CARE, SOAP, PLANT = "advice/care", "drugs/soap", "scenarios/plant"
DAY = "2026-02-01"


@cache
def policy() -> Policy:
    """The policy of the small world, where nothing is submitted before somebody does it."""
    knowledge, problems = read_knowledge(Folders(SMALL_WORLD))
    assert knowledge is not None, problems
    return replace(knowledge.settings.policy, unrecorded="draft")


@cache
def people() -> Mapping[str, Reviewer]:
    found, problems = read_with(read_reviewers, PEOPLE)
    assert found is not None, problems
    return found


def statement(words: str, meaning: str = "", id: str = "part/1", **more: Any) -> Statement:
    return Statement(id=id, heading="", words=words, meaning=meaning or words, where=Where("a.yaml", 3), **more)


def page(item: str = CARE, *statements: Statement, words: str = "Water it.", **more: Any) -> Snapshot:
    """An item as it stands; one statement that was read at its source, unless others are given."""
    return Snapshot(item=item, statements=statements or (statement(words, **{"checked": Checked.SOURCE, **more}),))


def component(now: Snapshot, *uses: tuple[str, str]) -> Component:
    return Component(title="Care", page=f"{now.item}/", source="a.yaml", now=now, uses=frozenset(uses))


@dataclass(frozen=True)
class Log:
    """What happened, event by event; each call gives a new log."""

    records: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    policy: Policy = field(default_factory=policy)

    def then(self, action: str, by: str, *seen: Snapshot, day: str = DAY, role: str = "", **more: Any) -> Log:
        """One more event about a page, and others that an approval covers."""
        seen = seen or (page(),)
        events = self.records.get(seen[0].item, ())
        where = Where(f"content/reviews/{seen[0].item}.yaml", 4 + len(events))
        event = Event(number=len(events) + 1, action=Action(action), date=day, by=Text(by, where),
                      role=Text(role or ROLES[by], where), seen=tuple(one.seen for one in seen), where=where,
                      **{"void": None, "replaced_by": "", "message": "", "note": "", **more})
        return replace(self, records={**self.records, seen[0].item: (*events, event)},
                       snapshots={**self.snapshots, **{one.seen.file: one for one in seen}})

    @property
    def court(self) -> Court:
        return Court(policy=self.policy, reviewers=people(), snapshots=self.snapshots)

    @property
    def histories(self) -> dict[str, History]:
        records = {item: Record(item=item, events=events, where=events[0].where) for item, events in self.records.items()}
        return histories(records, self.court)

    def history(self, item: str = CARE) -> History:
        return self.histories[item]

    def codes(self, item: str = CARE) -> list[str]:
        """What is wrong with the record of an item."""
        return codes(self.history(item).problems)

    def standing(self, now: Snapshot | None = None, day: str = DAY) -> Standing:
        """Where a page stands that reads like this now."""
        now = now or page()
        return own_standing(component(now), self.histories.get(now.item), self.court, day)


def approved(*seen: Snapshot, day: str = DAY, log: Log | None = None) -> Log:
    """A log in which a board has approved a page."""
    return (log or Log()).then("submit", "ada", *seen, day=day).then("approve", "bob", *seen, day=day).then(
        "approve", "cyd", *seen, day=day)


def with_people(world: World, people: str = PEOPLE) -> World:
    """The same world with people who review, where nothing is submitted before somebody does it."""
    world.write("content/reviewers.yaml", people)
    world.edit("content/kb.yaml", "unrecorded: submitted", "unrecorded: draft")
    return world


def read_at_source(world: World) -> World:
    """The same world in which every source was read, so that everything can be approved."""
    for path in sorted(world.root.rglob("*.yaml")):
        text = path.read_text("utf-8")
        read = re.sub(r"checked: (?:secondary|recalled)", "checked: source", text).replace("{recalled}", "")
        if read != text:
            path.write_text(read, "utf-8")
    return world
