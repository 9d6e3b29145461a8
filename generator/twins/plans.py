"""A guideline as a PlanDefinition of FHIR R4 (4.0.1): its scope, its decisions, and their lines in order.

In: Context, GuidelineEdition.  Out: data of one resource.  Never: calls a guideline approved that is not, or a condition
code: they are words, since no engine of FHIR knows sets of possible values.

The language of an expression is a media type from an extensible list; the list has languages for engines only, so this one is
`text/plain`. Lines of a table are actions of a group of which exactly one is chosen: the first whose condition is met.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from generator.core.guidelines import Checked, Rule
from generator.page.context import Context, capital, in_own_words
from generator.page.status import StatusLine, status_line
from generator.press import Press
from generator.read.guidelines import GuidelineEdition
from generator.twins.markdown import escaped
from generator.twins.plain import json_bytes, one_line, words_of

FOLDER = "data/fhir"
_TYPES = "http://terminology.hl7.org/CodeSystem/plan-definition-type"


def plan_path(guideline: str) -> str:
    """Where the resource of a guideline lies."""
    return f"{FOLDER}/PlanDefinition-{guideline}.json"


def plan_definition(press: Press, edition: GuidelineEdition) -> dict[str, Any]:
    """The resource, under a name that is the same wherever it is read."""
    context = press.context
    status = status_line(context, context.standings.whole[f"guidelines/{edition.id}"], context.settings.edition_date)
    period = {"start": edition.in_force, **({"end": edition.until} if edition.until else {})}
    return {
        "resourceType": "PlanDefinition", "id": edition.id, "language": "en",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": _urn(context, edition)}],
        "version": _text(context.settings.edition), "name": _name(edition.id), "title": _text(edition.name),
        "subtitle": _text(edition.title), "type": {"coding": [{"system": _TYPES, "code": "clinical-protocol"}]},
        **_standing(status), "subjectCodeableConcept": {"text": _text(edition.rules.scope.words)},
        "date": context.settings.edition_date, "publisher": _text(context.settings.title),
        "description": _markdown(" ".join(filter(None, (status.printed, edition.summary.plain)))),
        "jurisdiction": [{"text": _text(edition.jurisdiction)}], "usage": _text(context.settings.disclaimer),
        **_reviewed(status), "effectivePeriod": period,
        "relatedArtifact": [{"type": "derived-from", "display": _text(edition.body), **_source(press, edition)}],
        "action": [_scope(press, edition)],
    }


def plan_at(data: bytes, address: str, path: str) -> bytes:
    """The resource of a site of which the address is known: it can be looked up there."""
    return json_bytes({**json.loads(data), "url": f"{address.rstrip('/')}/{path}"})


def _urn(context: Context, edition: GuidelineEdition) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{context.settings.title}/guidelines/{edition.id}").urn


def _name(guideline: str) -> str:
    """A name for programs: letters and digits, a letter first."""
    return "".join(part.capitalize() for part in f"guideline-{guideline}".split("-"))


def _standing(status: StatusLine) -> dict[str, Any]:
    approved = status.indexed == "approved"
    return {"status": "active" if approved else "draft", "experimental": not approved}


def _reviewed(status: StatusLine) -> dict[str, Any]:
    return {"approvalDate": status.reviewed, "lastReviewDate": status.reviewed} if status.indexed == "approved" else {}


def _scope(press: Press, edition: GuidelineEdition) -> dict[str, Any]:
    """Whom the guideline is for; its decisions hold for nobody else."""
    scope, phrases = edition.rules.scope, press.context.phrases.local(edition.rules.local)
    return {"id": "scope", "title": _text(capital(scope.words)),
            "documentation": [_place(press, edition, scope.locator, scope.checked)],
            "condition": [_condition(phrases.condition(scope.applies_when), scope.words)],
            "groupingBehavior": "logical-group", "selectionBehavior": "all",
            "action": [_decision(press, edition, name) for name in edition.rules.tables]}


def _decision(press: Press, edition: GuidelineEdition, name: str) -> dict[str, Any]:
    decision = press.context.compendium.knowledge.decisions[name]
    return {"id": name, "title": _text(decision.label), "description": _text(decision.question),
            "textEquivalent": _text(press.context.words.rule_wins), "code": [{"coding": [{"code": name}]}],
            "groupingBehavior": "logical-group", "selectionBehavior": "exactly-one",
            "action": list(_lines(press, edition, name))}


def _lines(press: Press, edition: GuidelineEdition, name: str) -> Iterator[dict[str, Any]]:
    context = press.context
    for number, rule in enumerate(edition.rules.tables[name], 1):
        because = edition.reasons[f"{name}.{rule.id}"].plain
        outcome = context.outcome_words(name, rule.outcome)
        yield {"id": f"{name}.{rule.id}", "prefix": str(number), "title": _text(in_own_words(outcome, rule.tier)),
               "description": _text(capital(because.strip())),
               "textEquivalent": _text(f"{context.words.grade}: {rule.grade}"),
               "code": [{"coding": [{"code": one_line(rule.outcome), "display": _text(outcome)}]}],
               "documentation": [_place(press, edition, rule.locator, rule.checked)],
               "condition": [_condition(_said(context, edition, rule), because)]}


def _said(context: Context, edition: GuidelineEdition, rule: Rule) -> str:
    phrases = context.phrases.local(edition.rules.local)
    return context.words.otherwise if rule.when is None else phrases.condition(rule.when)


def _condition(said: str, words: str) -> dict[str, Any]:
    return {"kind": "applicability",
            "expression": {"description": _text(words), "language": "text/plain", "expression": _text(said)}}


def _place(press: Press, edition: GuidelineEdition, locator: str, checked: Checked) -> dict[str, Any]:
    """Where the source says so, and how that was checked."""
    return {"type": "citation", "label": _text(press.context.checked_words(checked)), "display": _text(locator),
            **_source(press, edition)}


def _source(press: Press, edition: GuidelineEdition) -> dict[str, Any]:
    reference = press.context.compendium.knowledge.references[edition.reference]
    address = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    return {"citation": _markdown(words_of(press.references[reference.id])), **({"url": address} if address else {})}


def _text(words: str) -> str:
    """FHIR knows no other space in a string than the plain one."""
    return one_line(words)


def _markdown(words: str) -> str:
    """Some fields of FHIR are Markdown."""
    return escaped(one_line(words))
