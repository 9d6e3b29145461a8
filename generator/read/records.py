"""Read content/reviews/<kind>/<id>.yaml: what has happened to an item, event by event.

In: Tree.  Out: Record, Events, Problems.  Never: judges an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from generator.origin import Problem, Text, Where
from generator.read.fields import Day, Digest, Id, ItemName, Line, Whole
from generator.read.shape import Shape, fit
from generator.read.statements import Seen
from generator.read.yamltree import Tree


class Action(StrEnum):
    """What can happen to an item."""

    SUBMIT = "submit"
    START = "start"
    APPROVE = "approve"
    REQUEST_CHANGES = "request-changes"
    WITHDRAW = "withdraw"
    RETIRE = "retire"
    HOLD = "hold"
    URGENT_UPDATE = "urgent-update"
    INVALIDATE = "invalidate"
    DISSENT = "dissent"


class SeenShape(Shape):
    """Another item that the event is about, too."""

    item: ItemName = Field(description="The item, as kind/id.")
    meaning: Digest = Field(description="Digest of its meaning when it was seen.")
    words: Digest = Field(description="Digest of its words when it was seen.")


class EventShape(Shape):
    """One event; written once and never changed."""

    action: Action = Field(description="What happened.")
    date: Day = Field(description="The day.")
    by: Id = Field(description="Id of the person, from reviewers.yaml.")
    role: Id = Field(description="The role in which the person acted.")
    meaning: Digest = Field(description="Digest of the meaning of what the person saw; `kb review` writes it.")
    words: Digest = Field(description="Digest of its words.")
    covers: list[SeenShape] = Field(default_factory=list, description="Other items approved together with this one.")
    number: Whole | None = Field(None, description="For  invalidate : the number of the event that is void, counted from 1.")
    replaced_by: ItemName | None = Field(None, description="For  retire : what takes its place.")
    message: Line | None = Field(None, description="The message of a reader that caused it: its address or number.")
    note: Line | None = Field(None, description="A note, shown to readers.")


class RecordShape(Shape):
    """The record of one item."""

    item: ItemName = Field(description="The item, as kind/id; the path of the file says the same.")
    events: list[EventShape] = Field(description="What has happened, oldest first. Only ever add at the end.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event; `seen` is the item itself, then what was approved together with it."""

    number: int
    action: Action
    date: str
    by: Text
    role: Text
    seen: tuple[Seen, ...]
    void: int | None
    replaced_by: str
    message: str
    note: str
    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """All events of one item."""

    item: str
    events: tuple[Event, ...]
    where: Where


def read_record(file: str, tree: Tree, problems: list[Problem]) -> Record | None:
    """One record; its path and its item say the same."""
    shape = fit(RecordShape, tree, problems)
    if shape is None:
        return None
    expected = file.removeprefix("content/reviews/").removesuffix(".yaml")
    if shape.item != expected:
        problems.append(Problem(shape.item.where, "id-not-file-name", f'the item "{shape.item}" is not what names the file',
                                f"Write  item: {expected} , or move the file."))
        return None
    events = tuple(_event(one, number, shape.item) for number, one in enumerate(shape.events, 1))
    return Record(item=shape.item, events=events, where=shape.item.where)


def _event(shape: EventShape, number: int, item: str) -> Event:
    others = (Seen(str(one.item), str(one.meaning), str(one.words)) for one in shape.covers)
    return Event(
        number=number, action=shape.action, date=shape.date.isoformat(), by=shape.by, role=shape.role,
        seen=(Seen(str(item), str(shape.meaning), str(shape.words)), *others), void=shape.number,
        replaced_by=shape.replaced_by or "", message=shape.message or "", note=shape.note or "", where=shape.where,
    )
