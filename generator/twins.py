"""Machine twins of the pages, below /data/.

In: Context, Decided cases.  Out: paths and JSON bytes.  Never: says more or less than the pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.page.context import Context, Decided
from generator.report import evaluation_data


def twins(context: Context, cases: Iterable[Decided]) -> Iterator[tuple[str, bytes]]:
    """The list of cases, each case's evaluation, and the references."""
    lines = []
    for decided in cases:
        data = evaluation_data(decided.evaluation, context.compendium.knowledge)
        lines.append(_line(context, decided, data))
        yield f"data/scenarios/{decided.case.scenario.id}.json", _json(data)
    yield "data/scenarios.json", _json(lines)
    yield "data/references.json", _json([dict(one.csl) for one in context.compendium.knowledge.references.values()])


def _line(context: Context, decided: Decided, data: dict[str, Any]) -> dict[str, Any]:
    scenario = decided.case.scenario
    outcomes = {
        f"{name}.{decision}": answer["possible"]
        for name, verdict in data["guidelines"].items() for decision, answer in (verdict["decisions"] or {}).items()
    }
    return {"id": scenario.id, "title": scenario.title, "url": f"scenarios/{scenario.id}/", "status": "submitted",
            "edition": context.settings.edition, "digest": digest(data), "outcomes": outcomes}


def digest(data: Any) -> str:
    """A digest of an evaluation; the number in front is the version of what goes into it."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"1:sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
