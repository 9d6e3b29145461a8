"""What a server keeps from one build to the next: what was made of cases that have not changed.

In: Knowledge, Scenarios.  Out: CaseFiles made before.  Never: keeps one whose page could come out differently.

The page of a case is made from everything but the other cases, of which it names the neighbors' short titles only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.read.knowledge import Knowledge
from generator.read.scenarios import Scenario
from generator.render import CaseFile

_Key = tuple[Scenario, tuple[str, ...]]


@dataclass
class Kept:
    """The files of cases, with what they were made from."""

    _rest: Knowledge | None = None
    _files: dict[str, tuple[_Key, CaseFile]] = field(default_factory=dict)

    def begin(self, knowledge: Knowledge) -> None:
        """Begin a build; where anything but a case has changed, nothing is kept."""
        rest = replace(knowledge, scenarios=())
        if rest != self._rest:
            self._rest, self._files = rest, {}

    def find(self, knowledge: Knowledge, scenario: Scenario) -> CaseFile | None:
        """What was made of this very case before."""
        key, file = self._files.get(scenario.id, (None, None))
        return file if key == _key(knowledge, scenario) else None

    def keep(self, knowledge: Knowledge, scenario: Scenario, file: CaseFile) -> None:
        """Keep what was made of a case."""
        self._files[scenario.id] = _key(knowledge, scenario), file


def _key(knowledge: Knowledge, scenario: Scenario) -> _Key:
    beside = {entry.scenario for entry in scenario.neighbours}
    return scenario, tuple(other.short_title for other in knowledge.scenarios if other.id in beside)
