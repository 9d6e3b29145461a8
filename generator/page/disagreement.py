"""The page on which guidelines are held against each other: how far the answers of each two can part, and for whom.

In: Context, lines of cases.  Out: DisagreementPage.  Never: says which guideline is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from generator.core.boxes import Box
from generator.core.disagreement import Beside, Parting, Relation, deciding, farthest, relation, shown_by
from generator.core.guidelines import Decision
from generator.core.narrowing import open_box
from generator.page.context import Context, capital
from generator.page.markup import md, prose_md
from generator.page.shelf import CaseLine
from generator.page.status import StatusLine, weakest_line

MOST_CASES = 3
SIGNS = {Relation.FAR: "⇄", Relation.DIFFER: "≠", Relation.AGREE: "=", Relation.STRANGERS: "·"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """How two guidelines stand to each other, as a sign and as words; `target` is the line about them, if there is one."""

    kind: str
    sign: str
    words: str
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of two guidelines, with the row that decides for the example."""

    id: str
    name: str
    jurisdiction: str
    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PairLine:
    """Two guidelines, the one with the stronger answer first, and a patient who gets both answers."""

    anchor: str
    sides: tuple[Side, Side]
    patient: str
    cases: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PairGroup:
    """All pairs whose farthest answers are these."""

    outcomes: tuple[str, str]
    lines: tuple[PairLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """One guideline against all before it."""

    id: str
    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputedDecision:
    """One decision."""

    id: str
    label: str
    question: str
    rows: tuple[MatrixRow, ...]
    groups: tuple[PairGroup, ...]
    strangers: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DisagreementPage:
    """The page, ready to place."""

    plain_title: str
    description: str
    status: StatusLine | None
    legend: tuple[Mark, ...]
    decisions: tuple[DisputedDecision, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two guidelines by id, how they stand to each other, and how far they part."""

    names: tuple[str, str]
    relation: Relation
    parting: Parting | None


def disagreement_page(context: Context, lines: Iterable[CaseLine]) -> DisagreementPage:
    """Build the page; a decision that fewer than two guidelines treat has no part in it."""
    cases, words = tuple(lines), context.words
    beside = Beside(context.compendium.everyone.forgetful())
    nobody_asked = open_box(context.compendium.book, {})
    assert isinstance(nobody_asked, Box)
    known = [context.compendium.knowledge.decisions[str(name)] for name in context.settings.places.compare]
    found = [(decision, tuple(_pairs(context, decision, beside, nobody_asked))) for decision in known]
    return DisagreementPage(
        plain_title=words.disagreement, description=words.disagreement_note,
        status=weakest_line(context, context.standings.among("guidelines")),
        legend=tuple(_mark(context, kind, "") for kind in SIGNS),
        decisions=tuple(_disputed(context, decision, pairs, cases) for decision, pairs in found if pairs))


def _pairs(context: Context, decision: Decision, beside: Beside, given: Box) -> Iterable[_Pair]:
    """Each two guidelines in force that treat a decision, in the order in which they lead."""
    guides, setting = beside.box.book.guidelines, context.examples_in(given)
    for names in combinations(context.treating(decision.id), 2):
        one, other = (guides[name] for name in names)
        said = beside.pairs(one.tables[decision.id].node, other.tables[decision.id].node)
        apart = farthest(decision, said)
        parting = None if apart is None else shown_by(beside, decision, (one, other), apart, setting)
        yield _Pair(names, relation(decision, said), parting)


def _disputed(context: Context, decision: Decision, pairs: tuple[_Pair, ...], cases: tuple[CaseLine, ...]) -> DisputedDecision:
    editions = context.editions
    strangers = [" – ".join(editions[name].name for name in pair.names) for pair in pairs if pair.relation is Relation.STRANGERS]
    return DisputedDecision(
        id=decision.id, label=md(decision.label), question=md(decision.question), rows=_rows(context, decision, pairs),
        groups=_groups(context, decision, pairs, cases),
        strangers=md(f"{capital(context.words.pair_strangers)}: {'; '.join(strangers)}.") if strangers else "")


def _rows(context: Context, decision: Decision, pairs: tuple[_Pair, ...]) -> tuple[MatrixRow, ...]:
    """The half of the table below its diagonal."""
    by_names = {pair.names: pair for pair in pairs}
    names = list(dict.fromkeys(name for pair in pairs for name in pair.names))
    return tuple(MatrixRow(
        id=name, name=md(context.editions[name].name),
        marks=tuple(_mark(context, pair.relation, _anchor(decision, pair) if pair.parting else "")
                    for other in names[:place] for pair in (by_names[other, name],)))
        for place, name in enumerate(names))


def _mark(context: Context, kind: Relation, target: str) -> Mark:
    return Mark(kind=kind, sign=SIGNS[kind], words=md(getattr(context.words, f"pair_{kind}")), target=target)


def _anchor(decision: Decision, pair: _Pair) -> str:
    return "-".join((decision.id, *pair.names))


def _groups(context: Context, decision: Decision, pairs: tuple[_Pair, ...], cases: tuple[CaseLine, ...]) -> tuple[PairGroup, ...]:
    """Pairs with the same answers together, the farthest first; of equals, those with the strongest answer."""
    together: dict[tuple[str, str], list[_Pair]] = {}
    for pair in pairs:
        if pair.parting is not None:
            milder, stronger = sorted(pair.parting.said, key=decision.rank)
            together.setdefault((stronger, milder), []).append(pair)
    order = sorted(together.items(), key=lambda entry: (
        -max(pair.parting.apart for pair in entry[1] if pair.parting), [-decision.rank(one)[0] for one in entry[0]], entry[0]))
    return tuple(PairGroup(
        outcomes=(md(context.outcome_words(decision.id, said[0])), md(context.outcome_words(decision.id, said[1]))),
        lines=tuple(_line(context, decision, pair, said[0], cases) for pair in found)) for said, found in order)


def _line(context: Context, decision: Decision, pair: _Pair, stronger: str, cases: tuple[CaseLine, ...]) -> PairLine:
    assert pair.parting is not None
    box = open_box(context.compendium.book, pair.parting.example)
    assert isinstance(box, Box)
    sides = [(name, outcome) for name, outcome in zip(pair.names, pair.parting.said, strict=True)]
    first, second = sides if sides[0][1] == stronger else sides[::-1]
    showing = [(line.id, line.short_title) for line in cases
               if all(line.settled[decision.id].get(name) == outcome for name, outcome in sides)]
    return PairLine(
        anchor=_anchor(decision, pair), sides=(_side(context, decision, box, *first), _side(context, decision, box, *second)),
        patient=md(context.phrases.patient(pair.parting.example)), cases=tuple(showing[:MOST_CASES]),
        more=max(0, len(showing) - MOST_CASES))


def _side(context: Context, decision: Decision, box: Box, name: str, outcome: str) -> Side:
    edition = context.editions[name]
    rule = deciding(box, context.compendium.book.guidelines[name].tables[decision.id], outcome).id
    return Side(id=name, name=md(edition.name), jurisdiction=md(edition.jurisdiction), rule=f"{decision.id}-{rule}",
                reason=prose_md(edition.reasons[f"{decision.id}.{rule}"]) + context.rule_cite(name, decision.id, rule))
