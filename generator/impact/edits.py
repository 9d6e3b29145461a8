"""What was edited: rows, scopes and terms of guidelines, facts, and whatever else has other words than before.

In: two Knowledges.  Out: Edits.  Never: says what an edit does; for that answers are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar

from generator.core.derived import AnyDerived
from generator.core.facts import Fact
from generator.core.guidelines import Decision, Rule
from generator.impact.written import content_of, differing, differing_fields, same
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge

T = TypeVar("T")
_MEANING = ("kind", "low", "high", "step", "choices", "may_be_absent", "only_if", "unstated")
_ROW_WORDS = ("because", "grade", "locator", "checked", "tier", "plain")
_ABOUT = ("name", "body", "title", "reference", "jurisdiction", "in_force", "supersedes", "until", "expects", "summary",
          "accepted")


class Part(StrEnum):
    """What of a row, a scope or a fact is other than it was."""

    NEW = "new"
    GONE = "gone"
    OUTCOME = "outcome"
    CONDITION = "condition"
    MEANING = "meaning"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True, slots=True)
class RowEdit:
    """A row of a table that is not what it was."""

    decision: str
    before: Rule | None
    now: Rule | None
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """The id of the row."""
        row = self.now or self.before
        assert row is not None
        return row.id


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedEdit:
    """A fact, a term of all guidelines, or a decision that is not what it was."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelineEdit:
    """What of a guideline, or of the label of a drug, is not what it was; `reordered` are tables with rows in another order."""

    id: str
    before: GuidelineEdition | None
    now: GuidelineEdition | None
    scope: tuple[Part, ...] = ()
    terms: tuple[NamedEdit, ...] = ()
    rows: tuple[RowEdit, ...] = ()
    reordered: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def edition(self) -> GuidelineEdition:
        """The guideline as it is, or was."""
        edition = self.now or self.before
        assert edition is not None
        return edition

    @property
    def edited(self) -> bool:
        """Whether answers, or the reasons for them, may be others than they were."""
        return bool(self.rows or self.reordered or self.terms or Part.CONDITION in self.scope)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edits:
    """Everything that is not what it was, except cases; `others` names files, and what of them."""

    guidelines: tuple[GuidelineEdit, ...]
    facts: tuple[NamedEdit, ...]
    derived: tuple[NamedEdit, ...]
    constraints: bool
    decisions: tuple[NamedEdit, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def grounds(self) -> bool:
        """Whether there are other possible patients than there were."""
        return self.constraints or any(edit.parts != (Part.WORDS,) for edit in self.facts)

    @property
    def shared(self) -> bool:
        """Whether what all guidelines share means something else than it did."""
        return self.grounds or any(edit.parts != (Part.WORDS,) for edit in self.derived)

    def of(self, guideline: str) -> GuidelineEdit | None:
        """What was edited in one guideline."""
        return next((edit for edit in self.guidelines if edit.id == guideline), None)


def edits_between(before: Knowledge, now: Knowledge) -> Edits:
    """What was edited between two states."""
    befores, nows = ({edition.id: edition for edition in side.editions} for side in (before, now))
    names = differing(befores, nows)
    edited = (_guideline(name, befores.get(name), nows.get(name)) for name in names)
    impossible, was_impossible = ([content_of(one.when) for one in side.facts.impossible] for side in (now, before))
    return Edits(
        guidelines=tuple(edit for edit in edited if edit is not None),
        facts=tuple(_named(before.known_facts, now.known_facts, _of_fact)),
        derived=tuple(_named(before.facts.derived, now.facts.derived, _of_term)),
        constraints=impossible != was_impossible,
        decisions=tuple(_named(before.decisions, now.decisions, _of_decision)),
        others=tuple(_others(before, now)),
    )


def _guideline(name: str, before: GuidelineEdition | None, now: GuidelineEdition | None) -> GuidelineEdit | None:
    """None where only its tests are other than they were."""
    if before is None or now is None:
        return GuidelineEdit(id=name, before=before, now=now)
    scopes = before.rules.scope, now.rules.scope
    scope = (*((Part.CONDITION,) if not same(scopes[0].applies_when, scopes[1].applies_when) else ()),
             *((Part.WORDS,) if differing_fields(*scopes, ("words", "locator", "checked")) else ()))
    edit = GuidelineEdit(
        id=name, before=before, now=now, scope=scope, terms=tuple(_named(before.rules.local, now.rules.local, _of_term)),
        rows=tuple(_rows(before, now)), reordered=tuple(_reordered(before, now)), about=differing_fields(before, now, _ABOUT))
    return edit if edit.scope or edit.terms or edit.rows or edit.reordered or edit.about else None


def _rows(before: GuidelineEdition, now: GuidelineEdition) -> Iterator[RowEdit]:
    for decision in dict.fromkeys((*now.rules.tables, *before.rules.tables)):
        was, is_ = ({rule.id: rule for rule in edition.rules.tables.get(decision, ())} for edition in (before, now))
        for name in dict.fromkeys((*is_, *was)):
            parts = tuple(_parts(was.get(name), is_.get(name)))
            if parts:
                yield RowEdit(decision=decision, before=was.get(name), now=is_.get(name), parts=parts)


def _parts(before: Rule | None, now: Rule | None) -> Iterator[Part]:
    if before is None or now is None:
        yield Part.NEW if before is None else Part.GONE
        return
    for part, names in ((Part.OUTCOME, ("outcome",)), (Part.CONDITION, ("when",)), (Part.WORDS, _ROW_WORDS)):
        if differing_fields(before, now, names):
            yield part


def _reordered(before: GuidelineEdition, now: GuidelineEdition) -> Iterator[str]:
    """The tables in which rows that were there before stand in another order."""
    for decision, rows in now.rules.tables.items():
        was, is_ = [rule.id for rule in before.rules.tables.get(decision, ())], [rule.id for rule in rows]
        if [name for name in was if name in is_] != [name for name in is_ if name in was]:
            yield decision


def _named(before: Mapping[str, T], now: Mapping[str, T], meaning: Callable[[T], object]) -> Iterator[NamedEdit]:
    """What has another meaning, or other words only."""
    for name in differing(before, now):
        if name not in before or name not in now:
            part = Part.NEW if name in now else Part.GONE
        else:
            part = Part.WORDS if content_of(meaning(before[name])) == content_of(meaning(now[name])) else Part.MEANING
        yield NamedEdit(name=name, parts=(part,))


def _of_fact(fact: Fact) -> object:
    return [getattr(fact, name) for name in _MEANING]


def _of_term(term: AnyDerived) -> object:
    return replace(term, label="")


def _of_decision(decision: Decision) -> object:
    return [decision.kind, [outcome.id for outcome in decision.outcomes]]


def _others(before: Knowledge, now: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What else differs, by file."""
    settings = differing_fields(before.settings, now.settings, [field.name for field in fields(now.settings)
                                                                 if field.name != "where"])
    if settings:
        yield "content/kb.yaml", settings
    yield from _items(before, now)
    drugs = [name for name in differing(before.drugs, now.drugs) if _beside_label(before, name) != _beside_label(now, name)]
    yield from ((f"content/drugs/{name}.yaml", ()) for name in drugs)
    texts = (("content/references.json", before.references, now.references),
             ("content/glossary.yaml", _by_id(before.glossary), _by_id(now.glossary)),
             ("scenarios/profiles", before.profiles, now.profiles),
             ("content/pages", _by_id(before.pages), _by_id(now.pages)))
    for path, was, is_ in texts:
        if names := differing(was, is_):
            yield path, names
    if before.style != now.style:
        yield "content/references.csl", ()


def _items(before: Knowledge, now: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Topics of advice with the items that are not what they were."""
    befores, nows = ({topic.id: topic for topic in side.topics} for side in (before, now))
    for name in differing(befores, nows):
        items = [_by_id(side[name].items) if name in side else {} for side in (befores, nows)]
        yield f"content/advice/{name}.yaml", differing(*items)


def _by_id(several: Iterable[object]) -> dict[str, object]:
    return {str(getattr(one, "id", "")): one for one in several}


def _beside_label(knowledge: Knowledge, name: str) -> object:
    """What is said of a drug, without the tables of its label: these are among the guidelines."""
    drug = knowledge.drugs.get(name)
    return drug and [content_of(getattr(drug, field.name)) for field in fields(drug) if field.name not in ("label", "where")]
