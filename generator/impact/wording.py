"""Words for what an edit changes: places, rows, causes, patients.

In: Impact, parts of it.  Out: plain text.  Never: escapes, or decides what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.conditions import one_line
from generator.core.examples import Stated
from generator.core.guidelines import Rule
from generator.impact.causes import Cause, CauseKind
from generator.impact.comparison import Impact
from generator.impact.editions import INSIDE, OUTSIDE, SCOPE
from generator.impact.sides import Place, Side
from generator.impact.summary import decision_label, outcome_words
from generator.impact.written import with_citations
from generator.origin import Where
from generator.page.context import capital, in_own_words
from generator.read.guidelines import GuidelineEdition

_CAUSES = {
    CauseKind.STATED: "the scenario states otherwise:", CauseKind.TABLE: "the table is new or gone",
    CauseKind.ROW: "edited row", CauseKind.ORDER: "rows stand in another order",
    CauseKind.SCOPE: "whom the guideline is for was edited",
    CauseKind.TERM: "edited term", CauseKind.FACT: "edited in content/facts.yaml:",
    CauseKind.CONSTRAINTS: "what nobody can have was edited", CauseKind.DECISION: "edited rows of the decision",
    CauseKind.GUIDELINE: "the guideline is new or gone", CauseKind.IN_FORCE: "the guideline came into force, or ceased to hold",
}
_BARE = frozenset({CauseKind.TABLE, CauseKind.GUIDELINE, CauseKind.IN_FORCE})
_UNSEEN = "nothing that was edited in its table or its terms; look at the edition's date and at limits in content/kb.yaml"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of both sides."""

    impact: Impact

    def edition(self, guideline: str) -> GuidelineEdition:
        """A guideline or a label as it is, or was."""
        return next(side.context.editions[guideline] for side in (self.impact.now, self.impact.before)
                    if guideline in side.context.editions)

    def decision(self, decision: str) -> str:
        """A decision."""
        return decision_label(self.impact, decision)

    def place(self, place: Place) -> str:
        """A guideline and one of its decisions."""
        name = self.edition(place[0]).name
        if place[1] == SCOPE:
            return f"Whom {name} is for"
        return f"{self.decision(place[1])} by {name}" if place[1] else f"All of {name}"

    def outcome(self, side: Side, decision: str, outcome: str) -> str:
        """An outcome; of the question whom a guideline is for, too."""
        return outcome if decision == SCOPE and outcome in (INSIDE, OUTSIDE) else outcome_words(side.context, decision, outcome)

    def where(self, side: Side, where: Where) -> str:
        """File and line, on the side of before as git writes it."""
        return f"{side.mark}{where.file}:{where.line}"

    def row(self, side: Side, place: Place, rule: Rule) -> str:
        """A row with its reason, its condition in words, and where both stand."""
        if place[1] == SCOPE:
            return f"{rule.because} [{rule.locator}; {self.where(side, rule.where)}]"
        edition = side.context.editions[place[0]]
        reason = edition.reasons[f"{place[1]}.{rule.id}"].plain.strip().rstrip(".")
        phrases = side.context.phrases.local(edition.rules.local)
        whom = "for everyone else" if rule.when is None else f"if {phrases.condition(rule.when)}"
        outcome = capital(in_own_words(side.context.outcome_words(place[1], rule.outcome), rule.tier))
        return f'{outcome} by "{rule.id}": {reason}. It holds {whom}. [{rule.locator}; {self.where(side, rule.where)}]'

    def row_texts(self, side: Side, place: Place, rule: Rule | None) -> dict[str, str]:
        """A row as an editor writes it, key by key; nothing where there is no row."""
        if rule is None:
            return {}
        reason = side.context.editions[place[0]].reasons[f"{place[1]}.{rule.id}"]
        texts = {"outcome": rule.outcome, "when": "" if rule.when is None else one_line(rule.when),
                 "because": with_citations(reason), "grade": rule.grade, "locator": rule.locator, "checked": str(rule.checked),
                 "tier": rule.tier, "plain": rule.plain}
        return {key: text for key, text in texts.items() if text}

    def causes(self, causes: tuple[Cause, ...]) -> str:
        """What did it."""
        return "; ".join(map(self._cause, causes)) or _UNSEEN

    def _cause(self, cause: Cause) -> str:
        words = _CAUSES[cause.kind]
        return words if not cause.names or cause.kind in _BARE else f"{words} {', '.join(cause.names)}"

    def patient(self, stated: Stated) -> str:
        """A possible patient."""
        return self.impact.now.context.phrases.patient(stated) or "whoever nothing is stated of"

    def needs(self, side: Side, names: tuple[str, ...]) -> str:
        """The facts that an answer depends on."""
        facts = side.context.phrases.facts
        return ", ".join(facts[name].label if name in facts else name for name in names) or "nothing"

    def lead(self, guideline: str | None) -> str:
        """Who leads."""
        return "nobody" if guideline is None else self.edition(guideline).name

