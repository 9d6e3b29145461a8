"""Machine twins of the pages, below /data/.

In: Context, a Decided case.  Out: paths and JSON bytes.  Never: says more or less than the pages.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.page.context import Context, Decided
from generator.page.status import StatusLine
from generator.read.statements import digest
from generator.report import evaluation_data


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """The evaluation of one case, and its entry in the list of all."""

    path: str
    data: bytes
    entry: dict[str, Any]


def twin(context: Context, decided: Decided, status: StatusLine) -> Twin:
    """The twin of one case; that of a page that was taken down says so, and nothing else."""
    data = evaluation_data(decided.evaluation, context.compendium.knowledge) if not status.held else _taken_down(status)
    entry = _entry(context, decided, status, data)
    return Twin(path=f"data/scenarios/{decided.case.scenario.id}.json", data=_json(data), entry=entry)


def twin_lists(context: Context, twins: Iterable[Twin], left_out: Container[str]) -> Iterator[tuple[str, bytes]]:
    """The list of cases, and the references; items that a site leaves out are left out here, too."""
    yield "data/scenarios.json", _json([one.entry for one in twins])
    yield "data/references.json", _json([dict(one.csl) for name, one in context.compendium.knowledge.references.items()
                                         if f"references/{name}" not in left_out])


def _taken_down(status: StatusLine) -> dict[str, Any]:
    return {"status": status.state, "notice": status.printed, "guidelines": {}, "advice": [], "pitfalls": [], "notices": []}


def _entry(context: Context, decided: Decided, status: StatusLine, data: dict[str, Any]) -> dict[str, Any]:
    scenario = decided.case.scenario
    outcomes = {
        f"{name}.{decision}": answer["possible"]
        for name, verdict in data["guidelines"].items() for decision, answer in (verdict["decisions"] or {}).items()
    }
    return {"id": scenario.id, "title": scenario.title, "url": f"scenarios/{scenario.id}/", "status": status.state,
            "edition": context.settings.edition, "digest": digest(data), "outcomes": outcomes}


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
