"""Read content/kb.yaml: what the site is, which guidelines lead, what stands on which section, standing words.

In: Tree, Facts.  Out: Settings, Problems.  Never: knows a page's layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field

from generator.core.conditions import Condition
from generator.core.diagrams import ROOM
from generator.core.guidelines import Checked
from generator.origin import Problem, Text, Where
from generator.read.browsing import Facet, FacetShape, Relation, RelationShape, read_facets, read_relations
from generator.read.conditions import read_condition
from generator.read.feedback import Feedback, FeedbackShape, read_feedback
from generator.read.fields import Address, ConditionTree, Day, DecisionId, GuidelineId, Id, Line, OutcomeId, Stated, Whole
from generator.read.finder import FinderWords
from generator.read.maps import (
    AnswerMap,
    AnswerMapShape,
    ProfileMapShape,
    Strip,
    StripShape,
    read_maps,
    read_profile_maps,
    read_strips,
)
from generator.read.policy import Policy, PolicyShape, read_policy
from generator.read.prose import Prose, read_prose
from generator.read.scenarios import Known
from generator.read.shape import Shape, fit, no_repeats
from generator.read.words import Words
from generator.read.yamltree import Tree


class EditionShape(Shape):
    """A released state of the knowledge base."""

    id: Line = Field(description='Name of the edition, such as 2027.1; "unreleased" while none is frozen.')
    date: Day = Field(description="Its date; answers are given as of this day.")


class PlacesShape(Shape):
    """Which decision stands in which section of a case page."""

    treatment: DecisionId = Field(description="The decision that the criteria table and the branch table explain.")
    compare: list[DecisionId] = Field(description="Decisions shown side by side for all guidelines.")
    check: list[DecisionId] = Field(description="Decisions shown among the things to check first.")
    asks: list[DecisionId] | None = Field(None, description="Decisions whose open facts are asked, beside  treatment : those of "
                                                            " check  if left out.")
    drugs: list[DecisionId] = Field(description="Decisions about the choice of drug.")
    eligibility: list[DecisionId] = Field(default_factory=list, description="Decisions of labels on whom a drug suits.")
    follow_up: list[DecisionId] = Field(description="Decisions about follow-up.")
    acts: list[OutcomeId] = Field(description="Outcomes of  treatment  for which the section on drugs is shown.")


class LimitsShape(Shape):
    """How far anything is worked out."""

    nodes: Whole = Field(description="How many nodes the decision diagram of one table may take; a larger table is answered "
                                     "row by row, and nothing is proved of it.")


class InsteadShape(Shape):
    """Other sections and other readers for cases of which a condition is certain."""

    id: Id = Field(description="Stable name.")
    when: ConditionTree = Field(description="The condition; a case of which it is certain takes these places.")
    places: PlacesShape = Field(description="Which decision stands where, instead.")
    audience: Line = Field(description="For whom such pages are.")
    not_for: Line = Field(description="For whom they are not.")


class SettingsShape(Shape):
    """What the site is, which guidelines lead, and the standing words of its pages."""

    title: Line = Field(description="Name of the site.")
    description: Line = Field(description="One sentence about it.")
    edition: EditionShape = Field(description="The edition.")
    evidence_searched: Day = Field(description="Day up to which evidence was searched.")
    lead: list[GuidelineId] = Field(description="Guidelines in the order in which they may lead a decision.")
    places: PlacesShape = Field(description="Which decision stands where.")
    instead: list[InsteadShape] = Field(default_factory=list, description="Other places for some cases; the first that holds.")
    browse: list[FacetShape] = Field(default_factory=list, description="The facets by which the list of cases can be narrowed.")
    neighbours: list[RelationShape] = Field(default_factory=list, description="Neighbors that are worked out for every case.")
    units: list[Line] = Field(default_factory=list, description="Signs of units, such as mg; on pages they stay on "
                                                                "one line with the number before them.")
    drug_points: dict[Id, Line] = Field(default_factory=dict, description="What is said of every drug, with the heading of each.")
    usual: Stated = Field(default_factory=dict, description="One value per fact; example patients have it where they can.")
    maps: list[AnswerMapShape] = Field(default_factory=list, description="Maps of answers, drawn on the page on coverage.")
    profile_maps: list[ProfileMapShape] = Field(default_factory=list, description="Maps of answers, drawn on the page of every "
                                                                                  "profile.")
    profile_strips: list[StripShape] = Field(default_factory=list, description="Strips of answers, drawn on the page of every "
                                                                               "profile.")
    review: PolicyShape = Field(description="The review policy: who must approve what.")
    feedback: FeedbackShape | None = Field(None, description="How readers reach the editors.")
    keep_editions: Whole = Field(2, description="How many older editions stay readable as pages; the others are there as files.")
    audience: Line = Field(description="For whom case pages are, as a standing sentence.")
    not_for: Line = Field(description="For whom they are not.")
    disclaimer: Line = Field(description="What the site does not replace.")
    addresses: list[Address] = Field(default_factory=list, description="Where the site is published, and its DOI as an address; "
                                                                       "no reference may lead there.")
    edit_base: Address | None = Field(None, description="Address in front of a source path, where files can be edited.")
    general_advice: Line = Field(description="Standing sentence on top of advice that holds whatever the answers.")
    checked: Checked = Field(description="How citations in these texts were checked.")
    limits: LimitsShape | None = Field(None, description="Other limits than those the generator has.")
    words: Words = Field(description="Headings and standing words of all pages.")
    finder: FinderWords = Field(description="The words of the case finder.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Which decision stands in which section of a case page."""

    treatment: Text
    compare: tuple[Text, ...]
    check: tuple[Text, ...]
    asks: tuple[Text, ...]
    drugs: tuple[Text, ...]
    eligibility: tuple[Text, ...]
    follow_up: tuple[Text, ...]
    acts: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Instead:
    """Other places for cases of which a condition is certain."""

    id: str
    when: Condition
    places: Places
    audience: str
    not_for: str

    @property
    def condition(self) -> str:
        """The name of the condition among all that are compiled; no id of an item looks like it."""
        return f"places {self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the site is."""

    title: str
    description: str
    edition: str
    edition_date: str
    evidence_searched: str
    lead: tuple[Text, ...]
    places: Places
    instead: tuple[Instead, ...]
    facets: tuple[Facet, ...]
    relations: tuple[Relation, ...]
    units: tuple[str, ...]
    drug_points: Mapping[str, str]
    usual: Mapping[Text, Text]
    maps: tuple[AnswerMap, ...]
    profile_maps: tuple[AnswerMap, ...]
    strips: tuple[Strip, ...]
    policy: Policy
    feedback: Feedback
    keep_editions: int
    audience: str
    not_for: str
    disclaimer: str
    addresses: tuple[str, ...]
    edit_base: str
    general_advice: Prose
    nodes: int
    words: Words
    finder: FinderWords
    where: Where


def read_settings(tree: Tree, known: Known, problems: list[Problem]) -> Settings | None:
    """The settings of a knowledge base; without known facts its maps and strips are left out."""
    shape = fit(SettingsShape, tree, problems)
    if shape is None:
        return None
    return Settings(
        title=shape.title, description=shape.description, edition=shape.edition.id,
        edition_date=shape.edition.date.isoformat(), evidence_searched=shape.evidence_searched.isoformat(),
        lead=tuple(shape.lead),
        places=_places(shape.places), instead=tuple(_instead(shape.instead, problems)),
        facets=tuple(read_facets(shape.browse, problems)), relations=tuple(read_relations(shape.neighbours, problems)),
        units=tuple(shape.units),
        drug_points={str(name): heading for name, heading in shape.drug_points.items()},
        maps=tuple(read_maps(shape.maps, known, problems)),
        profile_maps=tuple(read_profile_maps(shape.profile_maps, known, problems)),
        strips=tuple(read_strips(shape.profile_strips, known, problems)), usual=shape.usual,
        policy=read_policy(shape.review, problems), feedback=read_feedback(shape.feedback, problems),
        keep_editions=shape.keep_editions,
        audience=shape.audience, not_for=shape.not_for, disclaimer=shape.disclaimer,
        addresses=tuple(shape.addresses), edit_base=shape.edit_base or "",
        general_advice=read_prose(shape.general_advice, shape.checked, problems),
        nodes=ROOM if shape.limits is None else shape.limits.nodes, words=shape.words,
        finder=shape.finder, where=shape.where,
    )


def _places(shape: PlacesShape) -> Places:
    return Places(treatment=shape.treatment, compare=tuple(shape.compare), check=tuple(shape.check),
                  asks=tuple(shape.check if shape.asks is None else shape.asks), drugs=tuple(shape.drugs),
                  eligibility=tuple(shape.eligibility), follow_up=tuple(shape.follow_up), acts=tuple(shape.acts))


def _instead(shapes: list[InsteadShape], problems: list[Problem]) -> Iterator[Instead]:
    no_repeats([shape.id for shape in shapes], "set of places", problems)
    for shape in shapes:
        when = read_condition(shape.when, problems)
        if when is not None:
            yield Instead(id=shape.id, when=when, places=_places(shape.places), audience=shape.audience, not_for=shape.not_for)


def all_places(settings: Settings) -> tuple[Places, ...]:
    """The places of most cases, and of those that take others."""
    return (settings.places, *(other.places for other in settings.instead))


def names_of_places(places: Places) -> Mapping[str, tuple[Text, ...]]:
    """The decisions named per section."""
    return {"treatment": (places.treatment,), "compare": places.compare, "check": places.check,
            "asks": tuple(name for name in places.asks if name not in places.check),
            "drugs": places.drugs, "eligibility": places.eligibility, "follow_up": places.follow_up}
