"""What an edit changes as plain data: the contract of `kb diff --format json`.

In: Impact.  Out: dicts of text.  Never: formats for reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.core.guidelines import Rule
from generator.core.truth import Truth
from generator.impact.cases import AnswerChange, CaseChange, ItemChange, Kind, NeedsChange, WordChange, word_changes
from generator.impact.causes import Cause
from generator.impact.comparison import Impact
from generator.impact.edits import Edits, GuidelineEdit, NamedEdit
from generator.impact.patients import Compared, Patient
from generator.impact.sides import Place, Shown, Side, Stand
from generator.impact.summary import Transition, headline, kinds, transitions
from generator.impact.wording import Wording

_APPLIES = {Truth.MET: "yes", Truth.NOT_MET: "no", Truth.UNKNOWN: "unknown"}


def impact_data(impact: Impact) -> dict[str, Any]:
    """Everything, as JSON-ready data."""
    maker = _Maker(impact)
    return {
        "summary": _summary(impact),
        "scenarios": [maker.case(change) for change in impact.changed],
        "tables": [maker.table(table) for table in impact.tables],
        "edits": maker.edits(impact.edits),
    }


def _summary(impact: Impact) -> dict[str, Any]:
    counts = kinds(impact)
    return {
        "words": headline(impact), "scenarios": impact.total, "changed": len(impact.changed),
        "by_kind": {kind.value: counts[kind] for kind in Kind},
        "transitions": [_transition(one) for one in transitions(impact)],
        "new": [scenario.id for scenario in impact.new], "gone": [scenario.id for scenario in impact.gone],
    }


def _transition(one: Transition) -> dict[str, Any]:
    return {**_place(one.place), "before": _stand(one.before), "now": _stand(one.now),
            "scenarios": [change.id for change, _ in one.answers]}


def _place(place: Place) -> dict[str, Any]:
    return {"guideline": place[0], "decision": place[1] or None}


def _stand(stand: Stand | None) -> dict[str, Any] | None:
    return None if stand is None else {"applies": _APPLIES[stand.applies], "possible": list(stand.possible)}


def _causes(causes: Iterable[Cause]) -> list[dict[str, Any]]:
    return [{"kind": cause.kind.value, "names": list(cause.names)} for cause in causes]


def _item(change: ItemChange) -> dict[str, Any]:
    return {"id": change.item.id, "sort": change.item.sort.value, "how": change.how,
            "before": _shown(change.before), "now": _shown(change.now)}


def _shown(item: Shown | None) -> dict[str, Any] | None:
    return None if item is None else {"truth": item.truth.word, "words": dict(item.written)}


def _needs(change: NeedsChange) -> dict[str, Any]:
    return {**_place(change.place), "before": list(change.before), "now": list(change.now)}


def _words(changes: Iterable[WordChange]) -> list[dict[str, str]]:
    return [{"part": one.part, "before": one.before, "now": one.now} for one in changes]


def _named(edits: Iterable[NamedEdit]) -> list[dict[str, Any]]:
    return [{"name": edit.name, "parts": [part.value for part in edit.parts]} for edit in edits]


class _Maker:
    """Data that takes the words or the rules of both sides."""

    def __init__(self, impact: Impact) -> None:
        self.impact, self.words = impact, Wording(impact)

    def case(self, change: CaseChange) -> dict[str, Any]:
        """One scenario."""
        assert change.kind is not None
        return {
            "id": change.id, "title": change.scenario.title, "kind": change.kind.value, "stated": _words(change.stated),
            "answers": [self._answer(answer) for answer in change.answers],
            "lead": [{"decision": lead.decision, "before": lead.before, "now": lead.now} for lead in change.lead],
            "items": [_item(item) for item in change.items], "needs": [_needs(needs) for needs in change.needs],
            "reasons": [self._answer(answer) for answer in change.reasons], "words": _words(change.words),
        }

    def _answer(self, answer: AnswerChange) -> dict[str, Any]:
        before, now = (self._rows(side, answer.place, rows)
                       for side, rows in ((self.impact.before, answer.rows_before), (self.impact.now, answer.rows_now)))
        return {**_place(answer.place), "before": _stand(answer.before), "now": _stand(answer.now),
                "rows": {"before": before, "now": now}, "causes": _causes(answer.causes)}

    def _rows(self, side: Side, place: Place, rules: Iterable[Rule]) -> list[dict[str, Any]]:
        return [self._row(side, place, rule) for rule in rules]

    def _row(self, side: Side, place: Place, rule: Rule) -> dict[str, Any]:
        """A row that decides; of the question whom a guideline is for there are no rows."""
        scoped = f"{place[1]}.{rule.id}" not in side.context.editions[place[0]].reasons
        return {"id": rule.id, "place": self.words.where(side, rule.where),
                "words": {"because": str(rule.because)} if scoped else self.words.row_texts(side, place, rule)}

    def table(self, table: Compared) -> dict[str, Any]:
        """One table over all possible patients."""
        return {**_place(table.place), "known": not table.unknown, "because": table.unknown,
                "shown": [{"before": said[0], "now": said[1]} for said in table.seen],
                "patients": [self._patient(table.place, patient) for patient in table.patients], "more": table.more}

    def _patient(self, place: Place, patient: Patient) -> dict[str, Any]:
        facts = self.impact.now.context.phrases.facts
        before, now = (self._row(side, place, rule)
                       for side, rule in zip((self.impact.before, self.impact.now), patient.rows, strict=True))
        return {"before": patient.said[0], "now": patient.said[1], "words": self.words.patient(patient.stated),
                "facts": {name: facts[name].write(values) for name, values in patient.stated.items()},
                "rows": {"before": before, "now": now}}

    def edits(self, edits: Edits) -> dict[str, Any]:
        """What was edited."""
        return {"guidelines": [self._guideline(edit) for edit in edits.guidelines], "facts": _named(edits.facts),
                "terms": _named(edits.derived), "constraints": edits.constraints, "decisions": _named(edits.decisions),
                "others": [{"file": file, "names": list(names)} for file, names in edits.others]}

    def _guideline(self, edit: GuidelineEdit) -> dict[str, Any]:
        return {"id": edit.id, "new": edit.before is None, "gone": edit.now is None, "scope": [part.value for part in edit.scope],
                "terms": _named(edit.terms), "reordered": list(edit.reordered), "about": list(edit.about),
                "rows": [{"decision": row.decision, "id": row.id, "parts": [part.value for part in row.parts],
                          "changes": self._changes(edit.id, row.decision, row.before, row.now)} for row in edit.rows]}

    def _changes(self, guideline: str, decision: str, before: Rule | None, now: Rule | None) -> list[dict[str, str]]:
        texts: list[Mapping[str, str]] = [self.words.row_texts(side, (guideline, decision), rule)
                                          for side, rule in ((self.impact.before, before), (self.impact.now, now))]
        return _words(word_changes(*texts))
