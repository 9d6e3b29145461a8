"""What every page builder needs: the compendium, its words, an evaluation of each case.

In: Compendium.  Out: Context.  Never: builds pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.check.compendium import Case, Compendium
from generator.core.boxes import Box
from generator.core.evaluation import Evaluation, Verdict, evaluate
from generator.core.guidelines import Checked
from generator.core.plain import Setting
from generator.core.truth import Truth
from generator.page.markup import cite, md
from generator.page.phrases import Phrases, phrases_of
from generator.read.guidelines import GuidelineEdition
from generator.read.settings import Instead, Places, Settings
from generator.read.words import Words
from generator.review.cases import Judged
from generator.review.standing import Standing
from generator.review.standings import Standings, standings_of


@dataclass(frozen=True, kw_only=True)
class Context:
    """The compendium and its words."""

    compendium: Compendium
    phrases: Phrases
    editions: Mapping[str, GuidelineEdition]
    day: str

    @cached_property
    def standings(self) -> Standings:
        """The reviews as they stand on the day; worked out only where somebody asks for them."""
        return standings_of(self.compendium.knowledge, self.day)

    def standing(self, decided: Decided) -> Standing:
        """The review status of the page of a case."""
        return self.standings.case(Judged(scenario=decided.case.scenario, evaluation=decided.evaluation, heard=decided.heard,
                                          treatment=decided.places.treatment))

    def examples_in(self, given: Box) -> Setting:
        """What example patients have in common: what is given, and the usual values."""
        return Setting(given, self.compendium.knowledge.usual)

    @property
    def settings(self) -> Settings:
        """The site's settings."""
        return self.compendium.knowledge.settings

    @property
    def words(self) -> Words:
        """The site's standing words."""
        return self.settings.words

    @property
    def lead(self) -> tuple[str, ...]:
        """The order in which guidelines lead on this site, with the editions that they superseded."""
        return self.compendium.knowledge.succession(self.settings.lead)

    @property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """By superseded edition those that took its place."""
        found: dict[str, tuple[str, ...]] = {}
        for edition in self.compendium.knowledge.guidelines:
            if edition.predecessor is not None:
                found[edition.predecessor] = (*found.get(edition.predecessor, ()), edition.id)
        return found

    def proved(self, guideline: str, decision: str) -> bool:
        """Whether all that is said of a table is exact; else it may leave more open than it must."""
        book = self.compendium.book
        return book.diagrams.exact[book.guidelines[guideline].tables[decision].node]

    def in_lead_order(self, names: Iterable[str]) -> list[str]:
        """Leading guidelines first, in their order; then the rest in theirs."""
        lead = self.lead
        return sorted(names, key=lambda name: lead.index(name) if name in lead else len(lead))

    def treating(self, decision: str) -> list[str]:
        """The guidelines in force that have a table for a decision, those that lead first."""
        guides = self.compendium.book.guidelines
        in_force = editions_in_force(self.compendium, self.settings.edition_date)
        return self.in_lead_order(name for name in in_force if decision in guides[name].tables)

    def outcome_words(self, decision: str, outcome: str) -> str:
        """An outcome's label; drugs by their names, intervals with a dash."""
        found = self.compendium.knowledge.decisions[decision].outcome(outcome)
        if found.label != outcome or not self._is_free(decision):
            return found.label
        if sets := self.drugs_of(decision, outcome):
            drugs = self.compendium.knowledge.drugs
            return "; then ".join(", ".join(drugs[name].name for name in names) for names in sets)
        return outcome.replace("..", "–").replace("– ", " or more ")

    def drugs_of(self, decision: str, outcome: str) -> list[list[str]]:
        """The drugs that an outcome names, those that come first and those that come then; none where it is no set of drugs."""
        drugs = self.compendium.knowledge.drugs
        if not self._is_free(decision) or not all(part.strip(";") in {*drugs, "then"} for part in outcome.split()):
            return []
        return [part.split() for part in outcome.split("; then ") if part]

    def _is_free(self, decision: str) -> bool:
        return self.compendium.knowledge.decisions[decision].kind.value in ("interval", "drugs")

    @property
    def either(self) -> str:
        """What stands between outcomes that are all still possible."""
        return f" <strong>{md(self.words.either)}</strong> "

    def outcomes_md(self, decision: str, possible: Iterable[str]) -> str:
        """All outcomes still possible."""
        return self.either.join(md(self.outcome_words(decision, one)) for one in possible)

    def checked_words(self, checked: Checked) -> str:
        """How something was checked."""
        words = self.words
        return {Checked.SOURCE: words.source_read, Checked.SECONDARY: words.secondary_read,
                Checked.RECALLED: words.recalled_read}[checked]

    def truth_words(self, truth: Truth) -> str:
        """A truth in words."""
        return {Truth.MET: self.words.met, Truth.NOT_MET: self.words.not_met, Truth.UNKNOWN: self.words.unknown}[truth]

    def truth_mark(self, truth: Truth) -> str:
        """A truth as shape and words, so that nothing rests on color."""
        sign = {Truth.MET: "✓", Truth.NOT_MET: "✗", Truth.UNKNOWN: "?"}[truth]
        name = truth.word.replace("_", "-")
        return f'<span class="truth truth-{name}"><span aria-hidden="true">{sign}</span> {md(self.truth_words(truth))}</span>'

    def rule_cite(self, guideline: str, decision: str, rule: str) -> str:
        """The citation of a rule: its guideline at the rule's locator."""
        rows = self.editions[guideline].rules.tables[decision]
        found = next(row for row in rows if row.id == rule)
        return cite(self.editions[guideline].reference, found.locator, found.checked)


def in_own_words(words: str, tier: str) -> str:
    """An outcome with the body's own word for it; that word alone where it holds ours."""
    if not tier:
        return words
    return tier if words.lower() in tier.lower() else f"{words} ({tier})"


def capital(words: str) -> str:
    """A capital in front, except for names such as eGFR and for markup."""
    return words[:1].upper() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A case with its evaluation, the decisions that stand on its page, and the guidelines that may lead there.

    `heard` are the verdicts that a page goes through: a guideline that may lead nothing has to apply for certain.
    """

    case: Case
    evaluation: Evaluation
    places: Places
    lead: frozenset[str]
    heard: Mapping[str, Verdict]

    @property
    def perhaps(self) -> tuple[str, ...]:
        """The others: guidelines for special populations to which this case may belong."""
        return tuple(name for name in self.evaluation.verdicts if name not in self.heard)


def context_of(compendium: Compendium, day: str = "") -> Context:
    """The context of a compendium; its reviews stand as on a day (the edition's date if none is given)."""
    editions = {edition.id: edition for edition in compendium.knowledge.editions}
    knowledge = compendium.knowledge
    return Context(compendium=compendium, phrases=phrases_of(knowledge), editions=editions,
                   day=day or knowledge.settings.edition_date)


def decide(compendium: Compendium, case: Case, as_of: str | None = None) -> Decided:
    """Evaluate one case as of a day (the edition's date if none is given)."""
    knowledge = compendium.knowledge
    day = as_of or knowledge.settings.edition_date
    evaluation = evaluate(case.box, lead=knowledge.succession(case.scenario.given.lead or knowledge.settings.lead),
                          in_force=editions_in_force(compendium, day), labels=labels_of(compendium, day))
    return decided_of(compendium, case, evaluation)


def decided_of(compendium: Compendium, case: Case, evaluation: Evaluation) -> Decided:
    """A case with an evaluation of its box."""
    settings = compendium.knowledge.settings
    lead = frozenset(compendium.knowledge.succession((*settings.lead, *case.scenario.given.lead)))
    heard = {name: verdict for name, verdict in evaluation.verdicts.items()
             if verdict.applies is not Truth.UNKNOWN or name in lead}
    return Decided(case=case, evaluation=evaluation, places=places_of(settings, evaluation), lead=lead, heard=heard)


def places_of(settings: Settings, evaluation: Evaluation) -> Places:
    """The decisions that stand on the page of a case."""
    other = instead_of(settings, evaluation)
    return settings.places if other is None else other.places


def instead_of(settings: Settings, evaluation: Evaluation) -> Instead | None:
    """The first set of other places of which the condition is certain."""
    return next((other for other in settings.instead if evaluation.conditions[other.condition] is Truth.MET), None)


def labels_of(compendium: Compendium, day: str) -> tuple[str, ...]:
    """The drugs whose labels have tables and were revised by a day; what a label said before its revision is not held."""
    return tuple(drug.id for drug in compendium.knowledge.drugs.values() if drug.label and drug.label.in_force <= day)


def editions_in_force(compendium: Compendium, day: str) -> tuple[str, ...]:
    """The guidelines that hold on a day (ISO dates compare as text)."""
    return tuple(
        edition.id for edition in compendium.knowledge.guidelines
        if edition.in_force <= day and not (edition.until and edition.until <= day)
    )


def settled_answers(context: Context, decided: Decided) -> dict[str, dict[str, str]]:
    """By decision that is compared, the answers of guidelines that apply for certain and leave nothing open."""
    verdicts = [verdict for verdict in decided.evaluation.verdicts.values() if verdict.applies is Truth.MET]
    return {name: {verdict.guideline: answer.outcome for verdict in verdicts
                   if (answer := verdict.answers.get(name)) is not None and answer.outcome is not None}
            for name in map(str, context.settings.places.compare)}
