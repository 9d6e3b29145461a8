"""The twin of one case: what was worked out for it, its entry in the list of cases, and its lines in the table of cases.

In: Context, a Decided case.  Out: Twin.  Never: says more or less than the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.page.context import Context, Decided
from generator.page.status import StatusLine
from generator.read.statements import digest
from generator.report import evaluation_data
from generator.twins.plain import json_bytes
from generator.twins.spreadsheet import OPEN, Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """The evaluation of one case, its entry in the list of all, and its lines in the table of all."""

    path: str
    data: bytes
    entry: dict[str, Any]
    lines: tuple[Line, ...]


def twin(context: Context, decided: Decided, status: StatusLine) -> Twin:
    """The twin of one case; that of a page that was taken down says so, and nothing else."""
    data = evaluation_data(decided.evaluation, context.compendium.knowledge) if not status.held else _taken_down(status)
    entry = _entry(context, decided, status, data)
    return Twin(path=f"data/scenarios/{decided.case.scenario.id}.json", data=json_bytes(data), entry=entry,
                lines=tuple(_lines(context, entry, status, data)))


def scenario_list(twins: Iterable[Twin]) -> bytes:
    """The list of cases."""
    return json_bytes([one.entry for one in twins])


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


def _lines(context: Context, entry: dict[str, Any], status: StatusLine, data: dict[str, Any]) -> Iterator[Line]:
    """One line for each answer; a case without any has one, so that nobody misses it."""
    common = Line(case=entry["id"], title=entry["title"], url=entry["url"], status=entry["status"], notice=status.printed,
                  edition=entry["edition"])
    said = [common.saying(guideline, decision, _answer(context, decision, answer),
                          _condition(context, guideline, verdict["applies"]))
            for guideline, verdict in data["guidelines"].items() for decision, answer in (verdict["decisions"] or {}).items()]
    yield from said or (common,)


def _answer(context: Context, decision: str, answer: dict[str, Any]) -> tuple[str, str, str, str]:
    """The answer, those still possible, these in words, and the facts that decide."""
    possible = answer["possible"]
    return (answer["outcome"] or OPEN, " | ".join(possible),
            f" {context.words.either} ".join(context.outcome_words(decision, one) for one in possible),
            " ".join(answer["needs"]))


def _condition(context: Context, guideline: str, applies: str) -> str:
    """The condition of an answer, where it is not known whether the guideline applies."""
    scope = context.editions[guideline].rules.scope.words
    return f"{context.words.scope_open}: {scope}" if applies == "unknown" else ""
