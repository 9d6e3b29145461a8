"""What rests on each reference, and where: rules, advice, drugs and labels, cases, terms.

In: Context.  Out: Supports by reference.  Never: lists what no page shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.check.uses import Holder, Spot, Use, uses_of
from generator.page.context import Context
from generator.page.markup import MARKS, md
from generator.page.tables import brief


@dataclass(frozen=True, slots=True)
class Supported:
    """One thing that rests on a reference: page and place on it, a rule in short or a whole sentence, and where in the source."""

    path: str
    words: str
    places: str


@dataclass(frozen=True, slots=True)
class Line:
    """Things of one table, topic or drug; without a label they need none."""

    label: str
    items: tuple[Supported, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """All things of one sort."""

    heading: str
    count: int
    lines: tuple[Line, ...]

    @property
    def pages(self) -> set[str]:
        """The pages that are linked."""
        return {item.path.partition("#")[0] for line in self.lines for item in line.items}


def supports(context: Context) -> Mapping[str, tuple[Support, ...]]:
    """By reference, what rests on it, in the order of the page."""
    headings, namer = _headings(context), _Namer(context)
    found: dict[str, dict[Spot, list[Use]]] = {}
    for use in uses_of(context.compendium.knowledge):
        found.setdefault(use.reference, {}).setdefault(use.spot, []).append(use)
    return {name: tuple(_supports_of(namer, headings, spots)) for name, spots in found.items()}


def _headings(context: Context) -> Mapping[Holder, str]:
    """What is listed, in this order."""
    words = context.words
    return {Holder.RULE: words.supports_rules, Holder.GUIDELINE: words.supports_guidelines, Holder.ADVICE: words.supports_advice,
            Holder.LABEL: words.supports_labels, Holder.DRUG: words.supports_drugs, Holder.CASE: words.supports_cases,
            Holder.TERM: words.supports_terms, Holder.VALUES: words.supports_values}


def _supports_of(namer: _Namer, headings: Mapping[Holder, str], spots: Mapping[Spot, list[Use]]) -> Iterator[Support]:
    for holder, heading in headings.items():
        lines: dict[str, list[Supported]] = {}
        for spot, uses in spots.items():
            if spot.holder is holder:
                label, path, words = namer.named(spot, uses[0].sentence)
                lines.setdefault(label, []).append(Supported(path, md(words), _places(uses)))
        if lines:
            yield Support(heading=md(heading), count=sum(map(len, lines.values())),
                          lines=tuple(Line(md(label), tuple(items)) for label, items in lines.items()))


def _places(uses: Iterable[Use]) -> str:
    """The places in the source, each with the mark of how it was checked; a mark alone only where no place has it."""
    places = dict.fromkeys(filter(None, (f"{md(use.locator)}{MARKS[use.checked]}" for use in uses if use.checked)))
    bare = [mark for mark in MARKS.values() if mark in places and any(place.endswith(mark) for place in places if place != mark)]
    return "; ".join(place for place in places if place not in bare)


class _Namer:
    """Label, link and words of each spot; a link is the path of a page from the root of the site, and a place on it."""

    def __init__(self, context: Context) -> None:
        knowledge = context.compendium.knowledge
        self.context, self.drugs = context, knowledge.drugs
        self.topics = {topic.id: topic.title for topic in knowledge.topics}
        self.cases = {scenario.id: scenario.short_title for scenario in knowledge.scenarios}
        self.terms = {term.id: term.term for term in knowledge.glossary}
        self.groups = {group.id: group.label for group in knowledge.facts.groups}

    def named(self, spot: Spot, sentence: str) -> tuple[str, str, str]:
        """The label under which a spot is listed, its link and its words."""
        match spot.holder:
            case Holder.RULE | Holder.LABEL:
                return self._rule(spot)
            case Holder.GUIDELINE:
                return "", f"guidelines/{spot.id}/", self.context.editions[spot.id].name
            case Holder.ADVICE:
                return self.topics[spot.id], f"advice/{spot.id}/#{spot.part[0]}", sentence
            case Holder.DRUG:
                return self._drug(spot, sentence)
            case Holder.CASE:
                return "", f"scenarios/{spot.id}/", self.cases[spot.id]
            case Holder.TERM:
                return "", f"glossary/#{spot.id}", self.terms[spot.id]
            case _:
                return "", "", self.groups[spot.id]

    def _rule(self, spot: Spot) -> tuple[str, str, str]:
        edition, (decision, rule) = self.context.editions[spot.id], spot.part
        folder = "guidelines" if spot.holder is Holder.RULE else "drugs"
        label = f"{edition.name}, {self.context.compendium.knowledge.decisions[decision].label}"
        return label, f"{folder}/{spot.id}/#{decision}-{rule}", brief(edition.reasons[f"{decision}.{rule}"].plain)

    def _drug(self, spot: Spot, sentence: str) -> tuple[str, str, str]:
        drug, path = self.drugs[spot.id], f"drugs/{spot.id}/"
        if not spot.part:
            return drug.name, path, sentence or drug.name
        return drug.name, f"{path}#point-{spot.part[0]}", self.context.settings.drug_points[spot.part[0]]
