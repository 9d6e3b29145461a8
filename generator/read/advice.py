"""Read content/advice/<topic>.yaml: advice, pitfalls and notices.

In: Tree.  Out: Topic, Problems.  Never: decides whether an item holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import Field

from generator.core.conditions import Condition
from generator.core.guidelines import Checked
from generator.origin import Problem, Where
from generator.read.conditions import read_condition
from generator.read.fields import ConditionTree, Id, Line, Whole, YesNo
from generator.read.prose import NOTHING, Prose, read_prose
from generator.read.shape import Shape, fit
from generator.read.yamltree import Tree


class Section(StrEnum):
    """Where on a case page the items of a topic stand."""

    VALUES = "values"
    BRANCHES = "branches"
    CHECK = "check"
    DO_NOW = "do_now"
    DRUGS = "drugs"
    FOLLOW_UP = "follow_up"
    URGENT = "urgent"


class Sort(StrEnum):
    """What an item is."""

    ADVICE = "advice"
    PITFALL = "pitfall"
    NOTICE = "notice"


class PositionShape(Shape):
    """One side of a contested question."""

    who: Line = Field(description="Whose position it is.")
    says: Line = Field(description="What it says, with citations.")


class ItemShape(Shape):
    """What to do, to avoid or to notice."""

    id: Id = Field(description="Stable name, unique among all topics.")
    when: ConditionTree | None = Field(None, description="For whom it is meant; everyone if left out.")
    when_words: Line | None = Field(None, description='The same in words that follow "If ".')
    plain_when: Line | None = Field(None, description='The same for patients, as words that follow "If ".')
    strength: Literal["guideline", "review", "trial", "cohort", "consensus", "label", "law", "definition"] | None = Field(
        None, description="What sort of source it rests on.")
    checked: Checked = Field(description="How its citations were checked, unless one says otherwise.")
    clinician: Line = Field(description="The words for clinicians, each sentence cited.")
    patient: Line | None = Field(None, description="The words for the leaflet, each sentence cited.")
    positions: list[PositionShape] = Field(default_factory=list, description="Contested questions: at least two positions.")
    urgency: Literal["same_day", "emergency", "visit"] | None = Field(None, description="Only in the section urgent.")
    leaflet: YesNo = Field(True, description="no keeps the patient words off the leaflet.")
    detail: YesNo = Field(
        False, description="yes keeps the item on its topic's page; a pitfall also stands on case pages where it is certain.")


class TopicShape(Shape):
    """One topic of advice."""

    id: Id = Field(description="Stable name; the file's name and the page's address.")
    title: Line = Field(description="Title for clinicians.")
    plain_title: Line = Field(description="Title for patients.")
    section: Section = Field(description="Where on a case page it stands.")
    summary: Line = Field(description="One sentence for lists.")
    rank: Whole = Field(50, description="Place among the topics of a section; low comes first.")
    advice: list[ItemShape] = Field(default_factory=list, description="What to do.")
    pitfalls: list[ItemShape] = Field(default_factory=list, description="What not to do, and why.")
    notices: list[ItemShape] = Field(default_factory=list, description="What the stated facts themselves call for.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """One side of a contested question."""

    who: str
    says: Prose


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One piece of advice, one pitfall or one notice."""

    id: str
    sort: Sort
    topic: str
    section: Section
    when: Condition | None
    when_words: str
    plain_when: str
    strength: str
    checked: Checked
    clinician: Prose
    patient: Prose
    positions: tuple[Position, ...]
    urgency: str
    leaflet: bool
    detail: bool
    where: Where

    @property
    def prose(self) -> tuple[Prose, ...]:
        """All its texts."""
        return (self.clinician, self.patient, *(position.says for position in self.positions))


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """One topic of advice."""

    id: str
    title: str
    plain_title: str
    section: Section
    summary: str
    rank: int
    items: tuple[Item, ...]
    where: Where


def read_topic(tree: Tree, problems: list[Problem]) -> Topic | None:
    """One topic with all its items."""
    shape = fit(TopicShape, tree, problems)
    if shape is None:
        return None
    sorts = ((Sort.ADVICE, shape.advice), (Sort.PITFALL, shape.pitfalls), (Sort.NOTICE, shape.notices))
    items = tuple(_item(entry, sort, shape, problems) for sort, entries in sorts for entry in entries)
    return Topic(id=shape.id, title=shape.title, plain_title=shape.plain_title, section=shape.section,
                 summary=shape.summary, rank=shape.rank, items=items, where=shape.where)


def _item(shape: ItemShape, sort: Sort, topic: TopicShape, problems: list[Problem]) -> Item:
    if shape.when is not None and shape.when_words is None:
        problems.append(Problem(shape.where, "missing-key", f'"{shape.id}" has a condition but no words for it',
                                'Add  when_words:  with words that follow "If ".'))
    worded_if = shape.when is not None and sort is not Sort.NOTICE
    if worded_if and shape.patient is not None and shape.plain_when is None:
        problems.append(Problem(shape.where, "missing-key", f'"{shape.id}" has a condition but no plain words for it',
                                'Add  plain_when:  with words for patients that follow "If ".'))
    _check_use(shape, topic, problems)
    return Item(
        id=shape.id, sort=sort, topic=topic.id, section=topic.section, where=shape.where,
        when=None if shape.when is None else read_condition(shape.when, problems),
        when_words=shape.when_words or "", plain_when=shape.plain_when or "", strength=shape.strength or "",
        checked=shape.checked, clinician=read_prose(shape.clinician, shape.checked, problems),
        patient=NOTHING if shape.patient is None else read_prose(shape.patient, shape.checked, problems),
        positions=tuple(Position(who=entry.who, says=read_prose(entry.says, shape.checked, problems))
                        for entry in shape.positions),
        urgency=shape.urgency or "", leaflet=shape.leaflet, detail=shape.detail,
    )


def _check_use(shape: ItemShape, topic: TopicShape, problems: list[Problem]) -> None:
    """Positions come in pairs at least; urgency belongs to the urgent section and to every piece of advice in it."""
    if len(shape.positions) == 1:
        problems.append(Problem(shape.positions[0].where, "one-position", f'"{shape.id}" names one position only',
                                "A contested question has at least two; an uncontested one needs none."))
    urgent = topic.section is Section.URGENT
    if shape.urgency is not None and not urgent:
        problems.append(Problem(shape.where, "misplaced-key", f'"{shape.id}" has an urgency outside the section urgent',
                                "Remove it, or move the item."))
    if shape.urgency is None and urgent and shape in topic.advice:
        problems.append(Problem(shape.where, "missing-key", f'"{shape.id}" does not say how urgent it is',
                                "Add  urgency: emergency, same_day or visit ."))
