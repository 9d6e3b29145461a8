"""Two states of a knowledge base, compared.

In: two Compendia.  Out: Impact.  Never: reads files, or knows where the two come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.check.compendium import Compendium
from generator.impact.cases import Both, CaseChange, case_change
from generator.impact.edits import Edits, edits_between
from generator.impact.patients import Compared, patients_between
from generator.impact.sides import Side, side_of
from generator.read.scenarios import Scenario
from generator.watch import Watch, unwatched


@dataclass(frozen=True, kw_only=True, slots=True)
class Impact:
    """What an edit changes: cases on both sides that differ, new ones and those that are gone, and patients without a case."""

    before: Side
    now: Side
    edits: Edits
    total: int
    changed: tuple[CaseChange, ...]
    new: tuple[Scenario, ...]
    gone: tuple[Scenario, ...]
    tables: tuple[Compared, ...]


def compare(before: Compendium, now: Compendium, *, mark: str = "", watch: Watch = unwatched) -> Impact:
    """What changes from one state to another; `mark` stands before places of the earlier one."""
    sides = side_of(before, mark), side_of(now)
    edits = edits_between(before.knowledge, now.knowledge)
    both = Both(before=sides[0], now=sides[1], edits=edits, touched=frozenset(_touched(edits, now)))
    common = [name for name in sides[1].cases if name in sides[0].cases]
    changes = [case_change(both, sides[0].cases[name], sides[1].cases[name]) for name in watch("Comparing", common)]
    changed = tuple(change for change in changes if change.kind is not None)
    return Impact(
        before=sides[0], now=sides[1], edits=edits, total=len(common), changed=changed,
        new=tuple(case.scenario for name, case in sides[1].cases.items() if name not in sides[0].cases),
        gone=tuple(case.scenario for name, case in sides[0].cases.items() if name not in sides[1].cases),
        tables=tuple(patients_between(both, changed, watch)))


def changed_scenarios(impact: Impact) -> tuple[str, ...]:
    """The ids of the scenarios on both sides whose page says something else than before, in their order."""
    return tuple(change.id for change in impact.changed)


def _touched(edits: Edits, now: Compendium) -> Iterable[str]:
    """The guidelines that may answer otherwise, or say why in other words."""
    if edits.shared:
        return [edition.id for edition in now.knowledge.editions]
    return [edit.id for edit in edits.guidelines if edit.edited]
