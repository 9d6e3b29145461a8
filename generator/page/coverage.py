"""The page on coverage: what was proved of each guideline, what is accepted of it, what remains to be looked at, and maps.

In: Context of a knowledge base in which no check found a mistake.  Out: CoveragePage.  Never: claims what no check holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.proofs import Accepted, accepted
from generator.check.remarks import Remark, remarks_on
from generator.check.showing import Fall, Judged, Shade, judged_tables
from generator.core.bands import Band
from generator.core.conditions import Within
from generator.core.examples import Stated
from generator.core.guidelines import Rule
from generator.core.rulebook import GAP
from generator.page.atlas import MapPart, map_part
from generator.page.context import Context
from generator.page.markup import cite, md
from generator.page.phrases import Phrases
from generator.page.status import StatusLine, rules_line
from generator.read.guidelines import GuidelineEdition


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofRow:
    """One guideline: how much of it was looked at, and how many cases it is, or may be, meant for."""

    id: str
    address: str
    name: str
    decisions: int
    total: int
    rows: int
    idle_rows: int
    ordered: int
    milder: int
    boundary_cases: int
    accepted: int
    remarks: int
    cases: int
    perhaps: int

    @property
    def deciding(self) -> int:
        """The rows that decide for somebody."""
        return self.rows - self.idle_rows

    @property
    def never_milder(self) -> int:
        """The decisions whose answers get milder with no worse fact."""
        return self.ordered - self.milder


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedPart:
    """One finding that a guideline means so, with the patients who show it."""

    guideline: str
    decision: str
    what: str
    patients: tuple[tuple[str, str], ...]
    shared: str
    because: str
    locator: str
    checked: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RemarkPart:
    """One remark, with a patient where there is one."""

    guideline: str
    decision: str
    what: str
    about: str
    example: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CoveragePage:
    """The page."""

    plain_title: str
    source: str
    status: StatusLine | None
    proofs: tuple[ProofRow, ...]
    accepted: tuple[AcceptedPart, ...]
    remarks: tuple[RemarkPart, ...]
    maps: tuple[MapPart, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Looked:
    """A table, with what proofs find in it; in one that is too large they find nothing."""

    judged: Judged
    proved: bool
    accepted: tuple[Accepted, ...]
    remarks: tuple[Remark, ...]


def coverage_page(context: Context) -> CoveragePage:
    """Tables are total, rows decide and worse is never milder wherever no check says otherwise; the exceptions are found anew."""
    compendium = context.compendium
    looked = [_looked(context, judged) for judged in judged_tables(compendium)]
    return CoveragePage(
        plain_title=context.words.coverage, source=context.settings.where.file,
        status=rules_line(context),
        proofs=tuple(_proof_row(context, edition, [one for one in looked if one.judged.edition is edition])
                     for edition in compendium.knowledge.editions),
        accepted=tuple(_accepted(context, one.judged, found) for one in looked for found in one.accepted),
        remarks=(*(_unproved(context, one.judged) for one in looked if not one.proved),
                 *(_remark(context, one.judged, found) for one in looked for found in one.remarks)),
        maps=tuple(map_part(context, plane) for plane in compendium.planes))


def _looked(context: Context, judged: Judged) -> _Looked:
    if not context.proved(judged.edition.id, judged.decision.id):
        return _Looked(judged=judged, proved=False, accepted=(), remarks=())
    return _Looked(judged=judged, proved=True, accepted=tuple(accepted(judged)), remarks=tuple(remarks_on(judged)))


def _proof_row(context: Context, edition: GuidelineEdition, looked: list[_Looked]) -> ProofRow:
    scope = context.compendium.book.guidelines[edition.id].scope_node
    applies = [case.box.reach(scope) for case in context.compendium.cases]
    falls = [not one.proved or any(isinstance(found.shown, Fall) for found in one.accepted) for one in looked if one.judged.ranks]
    shelf = "drugs" if edition.id in context.compendium.knowledge.drugs else "guidelines"
    return ProofRow(
        id=edition.id, address=f"{shelf}/{edition.id}", name=md(edition.name), decisions=len(looked),
        total=sum(_is_total(one.judged) for one in looked),
        rows=sum(len(one.judged.table.rules) for one in looked),
        idle_rows=sum(isinstance(found.shown, Shade) for one in looked for found in one.accepted)
        + sum(found.code == "rule-never-needed" for one in looked for found in one.remarks)
        + sum(len(one.judged.table.rules) for one in looked if not one.proved),
        ordered=len(falls), milder=sum(falls), boundary_cases=len(edition.cases),
        accepted=sum(len(one.accepted) for one in looked), remarks=sum(len(one.remarks) for one in looked),
        cases=sum(True in reached and False not in reached for reached in applies),
        perhaps=sum(True in reached and False in reached for reached in applies))


def _is_total(judged: Judged) -> bool:
    return GAP not in judged.compendium.everyone.reach(judged.table.node)


def _accepted(context: Context, judged: Judged, found: Accepted) -> AcceptedPart:
    excuse, words, phrases = found.excuse, context.words, _phrases(context, judged)
    shown = found.shown
    if isinstance(shown, Fall):
        what = f"{words.coverage_milder} {phrases.label(shown.fact)}"
        patients = [(shown.better, shown.rules[0]), (shown.worse, shown.rules[1])]
        shared = _stated(phrases, shown.shared)
    else:
        what, shared = f"{words.coverage_never_decides} {_reason(judged, shown.rule)}", ""
        patients = [(shown.patient, shown.deciding)]
    return AcceptedPart(
        guideline=md(judged.edition.name), decision=md(judged.decision.label), what=md(what), shared=md(shared),
        patients=tuple((md(_stated(phrases, stated)), _answer(context, judged, rule)) for stated, rule in patients),
        because=md(excuse.because) + cite(excuse.reference, excuse.locator, excuse.checked), locator=md(excuse.locator),
        checked=md(context.checked_words(excuse.checked)))


def _answer(context: Context, judged: Judged, rule: Rule) -> str:
    """The answer of a row, and the row in the words of its guideline."""
    return f"<strong>{md(context.outcome_words(judged.decision.id, rule.outcome))}</strong> ({md(_reason(judged, rule))})"


def _reason(judged: Judged, rule: Rule) -> str:
    return judged.edition.reasons[f"{judged.decision.id}.{rule.id}"].plain


def _remark(context: Context, judged: Judged, remark: Remark) -> RemarkPart:
    phrases, words = _phrases(context, judged), context.words
    kinds = {"rule-never-needed": words.remark_never_needed, "outcome-never-given": words.remark_never_given,
             "finer-than-step": words.remark_finer, "silent-between": words.remark_silent}
    return RemarkPart(
        guideline=md(judged.edition.name), decision=md(judged.decision.label), what=md(kinds[remark.code]),
        about=md(_about(context, judged, remark)), example=md(_stated(phrases, remark.example or {})))


def _unproved(context: Context, judged: Judged) -> RemarkPart:
    return RemarkPart(guideline=md(judged.edition.name), decision=md(judged.decision.label), what=md(context.words.not_proved),
                      about="", example="")


def _about(context: Context, judged: Judged, remark: Remark) -> str:
    """A band as a comparison, an answer by its words, a row by its reason."""
    about = remark.about
    if isinstance(about, Band):
        return _phrases(context, judged).condition(Within(about.name, about.span, "", about.where))
    if remark.code == "outcome-never-given":
        return context.outcome_words(judged.decision.id, about.outcome)
    return _reason(judged, about)


def _phrases(context: Context, judged: Judged) -> Phrases:
    return context.phrases.local(judged.edition.rules.local)


def _stated(phrases: Phrases, stated: Stated) -> str:
    """Stated facts in words."""
    return "; ".join(phrases.stated(phrases.facts[name], values) for name, values in stated.items())
