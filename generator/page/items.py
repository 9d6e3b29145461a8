"""Advice, pitfalls and notices as they stand on a case page.

In: Context, Decided.  Out: Shown items.  Never: drops an item whose condition is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.truth import Truth
from generator.page.context import Context, Decided
from generator.page.markup import md, prose_md
from generator.page.misfits import NO_MARKS, Marks, remark
from generator.read.advice import Item, Section, Sort, Topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One item: the words in front of it where its condition is unknown, its text, the positions if it is contested."""

    id: str
    topic: str
    condition: str
    meant_for: str
    text: str
    positions: tuple[tuple[str, str], ...]
    urgency: str

    @property
    def line(self) -> str:
        """The item as one line."""
        return f"<em>{self.condition}:</em> {self.text}" if self.condition else self.text


def shown_items(context: Context, decided: Decided, section: Section, sort: Sort, marks: Marks = NO_MARKS) -> tuple[Shown, ...]:
    """The items of one sort in one section that hold, or may hold; a notice must hold.  Drugs that are marked are remarked on."""
    return tuple(
        _shown(context, item, truth, marks)
        for topic in context.compendium.knowledge.topics if topic.section is section
        for item, truth in live_items(decided, topic, sort) if not item.detail
    )


def live_items(decided: Decided, topic: Topic, sort: Sort) -> list[tuple[Item, Truth]]:
    """The items of a topic that hold, or may hold."""
    truths = decided.evaluation.conditions
    needed = Truth.MET if sort is Sort.NOTICE else Truth.UNKNOWN
    return [
        (item, truth) for item in topic.items
        if item.sort is sort and (truth := truths.get(item.id, Truth.MET)) >= needed
    ]


def all_pitfalls(context: Context, decided: Decided) -> tuple[Shown, ...]:
    """Pitfalls of all topics: details that hold for certain, which are the most special; then what holds, then what may."""
    live = (pair for topic in context.compendium.knowledge.topics for pair in live_items(decided, topic, Sort.PITFALL))
    found = [(item, truth) for item, truth in live if not item.detail or (item.when is not None and truth is Truth.MET)]
    ordered = sorted(found, key=lambda pair: (not pair[0].detail, -pair[1]))
    return tuple(_shown(context, item, truth, NO_MARKS) for item, truth in ordered)


def _shown(context: Context, item: Item, truth: Truth, marks: Marks) -> Shown:
    condition = ""
    if truth is Truth.UNKNOWN:
        condition = md(f"{context.words.condition_opens} {item.when_words}")
    return Shown(
        id=item.id, topic=item.topic, condition=condition, meant_for=md(item.when_words),
        text=prose_md(item.clinician) + remark(context, item, marks), urgency=item.urgency,
        positions=tuple((md(position.who), prose_md(position.says)) for position in item.positions),
    )
