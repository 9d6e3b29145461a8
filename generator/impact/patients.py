"""All possible patients whom a guideline answers otherwise than before, whether or not a case shows it.

In: both sides, the changes of cases.  Out: Compared, one for each edited table.  Never: guesses where a table is too large, or
where the earlier one cannot be read with the facts of now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.check.compendium import rules_of
from generator.core.boxes import Box
from generator.core.derived import AnyDerived, Difference
from generator.core.diagrams import TooLargeError
from generator.core.disagreement import deciding, shown_by
from generator.core.examples import Stated
from generator.core.guidelines import Guideline, Rule
from generator.core.narrowing import open_box
from generator.core.plain import Setting
from generator.core.rulebook import GAP
from generator.core.truth import Truth
from generator.impact.cases import Both, CaseChange
from generator.impact.editions import INSIDE, OUTSIDE, SCOPE, Joint, Said, joined, with_one_table, with_terms
from generator.impact.edits import GuidelineEdit, Part
from generator.impact.sides import Place, Stand
from generator.watch import Watch

MOST_SHOWN = 3
_TOO_LARGE = "the table is too large to be compared for every possible patient"


@dataclass(frozen=True, kw_only=True, slots=True)
class Patient:
    """The smallest patient with another answer than before, and the rows that decide."""

    said: Said
    stated: Stated
    rows: tuple[Rule, Rule]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A table before and now, over all possible patients in the scope of both; without a decision, all tables of a guideline.

    `seen` are the changes, as from one outcome to another, that some case shows, `patients` stand for those that none shows, and
    `more` counts those for which no patient is given.  With none of these nobody is answered otherwise, unless `unknown` says why
    nothing is known.
    """

    place: Place
    seen: tuple[Said, ...] = ()
    patients: tuple[Patient, ...] = ()
    more: int = 0
    unknown: str = ""

    @property
    def same(self) -> bool:
        """Whether it is certain that nobody is answered otherwise."""
        return not (self.seen or self.patients or self.more or self.unknown)


def patients_between(both: Both, changed: Iterable[CaseChange], watch: Watch) -> Iterator[Compared]:
    """Every table that was edited or answers otherwise, of guidelines that are on both sides."""
    shown = _shown(changed)
    for edit in watch("Comparing", _candidates(both)):
        yield from _Editions(both, edit, shown).compared()


def _candidates(both: Both) -> list[GuidelineEdit]:
    """Guidelines that were edited, or may hang on a term of all guidelines that was."""
    terms = any(edit.parts != (Part.WORDS,) for edit in both.edits.derived)
    before, now = ({edition.id: edition for edition in side.context.compendium.knowledge.editions} for side in both.sides)
    found = (both.edits.of(name) or GuidelineEdit(id=name, before=before[name], now=now[name])
             for name in now if name in before and name in both.touched)
    return [edit for edit in found if terms or edit.edited]


def _shown(changed: Iterable[CaseChange]) -> dict[Place, set[Said]]:
    """The changes that cases show: both answers settled."""
    shown: dict[Place, set[Said]] = {}
    for answer in (answer for change in changed for answer in change.answers):
        if answer.before is not None and answer.now is not None:
            if len(answer.before.possible) == len(answer.now.possible) == 1:
                shown.setdefault(answer.place, set()).add((answer.before.possible[0], answer.now.possible[0]))
            if {answer.before.applies, answer.now.applies} == {Truth.MET, Truth.NOT_MET}:
                shown.setdefault((answer.place[0], SCOPE), set()).add((_applies(answer.before), _applies(answer.now)))
    return shown


def _applies(stand: Stand) -> str:
    return INSIDE if stand.applies is Truth.MET else OUTSIDE


class _Editions:
    """One guideline before and now."""

    def __init__(self, both: Both, edit: GuidelineEdit, shown: Mapping[Place, set[Said]]) -> None:
        assert edit.before is not None
        assert edit.now is not None
        self.both, self.edit, self.shown = both, edit, shown
        self.knowledge = both.now.context.compendium.knowledge
        self.earlier, self.now = with_terms(edit.before.rules, self._terms()), edit.now.rules

    def _terms(self) -> dict[str, AnyDerived]:
        """Terms of all guidelines that were edited, as they were; tables use no differences."""
        were = self.both.before.context.compendium.knowledge.facts.derived
        names = (edit.name for edit in self.both.edits.derived if edit.parts != (Part.WORDS,) and edit.name in were)
        return {name: were[name] for name in names if not isinstance(were[name], Difference)}

    def compared(self) -> Iterator[Compared]:
        """Every table that was edited, answers otherwise or cannot be compared; one line where the same is to be said of all."""
        found = [*self._tables()]
        if not found and any(term.parts != (Part.WORDS,) for term in self.edit.terms):
            found = [Compared(place=(self.edit.id, ""))]
        whys = {one.unknown for one in found}
        if len(found) > len(self.now.tables) and len(whys) == 1 and any(whys):
            found = [Compared(place=(self.edit.id, ""), unknown=whys.pop())]
        yield from found

    def _tables(self) -> Iterator[Compared]:
        edited = {row.decision for row in self.edit.rows if row.parts != (Part.WORDS,)} | set(self.edit.reordered)
        whole = self._joined(self.earlier)
        for decision in (SCOPE, *(name for name in self.now.tables if name in self.earlier.tables)):
            joint = whole if isinstance(whole, Joint) else self._joined(with_one_table(self.earlier, decision))
            one = self._one(joint, decision) if isinstance(joint, Joint) else Compared(
                place=(self.edit.id, decision), unknown=joint)
            if decision in edited or not one.same:
                yield one

    def _joined(self, earlier: Guideline) -> Joint | str:
        """Both editions; or what of the earlier one cannot be read with the facts of now."""
        found = joined(rules_of(self.knowledge), earlier, self.now, self.knowledge.settings.nodes)
        if isinstance(found, Joint):
            return found
        place = f"{self.both.before.mark}{found.where}"
        return f"as it was, it cannot be read with the facts of now ({place}: {found.message})"

    def _one(self, joint: Joint, decision: str) -> Compared:
        place = (self.edit.id, decision)
        try:
            found = joint.changes(decision)
        except TooLargeError:
            return Compared(place=place, unknown=_TOO_LARGE)
        seen = tuple(said for said in found if said in self.shown.get(place, ()))
        left = [said for said in found if said not in seen]
        told = [said for said in left if GAP not in said][:MOST_SHOWN]  # whom a table leaves without a row, `kb check` shows
        return Compared(place=place, seen=seen, more=len(left) - len(told),
                        patients=tuple(self._patient(joint, decision, said) for said in told))

    def _patient(self, joint: Joint, decision: str, said: Said) -> Patient:
        guides, setting = joint.guides(decision), Setting(joint.asked, self.knowledge.usual)
        stated = shown_by(joint.beside, joint.decision(decision), guides, said, setting).example
        box = open_box(joint.book, stated)
        assert isinstance(box, Box)
        first, second = (deciding(box, guide.tables[decision], outcome) for guide, outcome in zip(guides, said, strict=True))
        return Patient(said=said, stated=stated, rows=(first, second))
