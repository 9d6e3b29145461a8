"""Read scenarios/<topic>/<id>.yaml and scenarios/profiles/<id>.yaml.

In: Tree, Facts.  Out: Scenario, Profile, Problems.  Never: narrows or evaluates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from generator.core.conditions import NAME
from generator.core.facts import BadValue, Fact, Values
from generator.core.guidelines import Checked
from generator.origin import Problem, Text, Where, nearest
from generator.read.expectations import Expectation, read_expectations
from generator.read.fields import Day, ExpectationTree, FactNotes, GuidelineId, Id, Line, ProfileId, ScenarioId, Stated
from generator.read.prose import NOTHING, Prose, read_prose
from generator.read.shape import Shape, fit
from generator.read.yamltree import Map, Tree

Known = Mapping[str, Fact] | None  # None: the file that declares facts could not be read, so no name of a fact is judged


class NeighborShape(Shape):
    """A case next to this one."""

    scenario: ScenarioId = Field(description="Id of the other scenario.")
    because: Line = Field(description="How it differs, in a few words.")


class ChangeShape(Shape):
    """One line of the page's history."""

    date: Day = Field(description="Day of the change.")
    change: Line = Field(description="What changed, for readers.")


class LeafletShape(Shape):
    """The page's own words for patients."""

    title: Line = Field(description="Title of the leaflet.")
    for_: Line = Field(alias="for", description="For whom it is, and for whom not.")
    short_answer: Line = Field(description="The short answer, cited; 60 words at most.")
    checked: Checked = Field(description="How its citations were checked.")


class ScenarioShape(Shape):
    """One case."""

    id: Id = Field(description="Stable name; the file's name and the page's address.")
    title: Line = Field(description="The clinical question, as a reader would ask it. Becomes the page title.")
    short_title: Line = Field(description="A few words for lists.")
    description: Line = Field(description="One sentence for lists and search results, with the condition of the answer.")
    updated: Day = Field(description="Day on which the content last changed.")
    profiles: list[ProfileId] = Field(default_factory=list, description="Profiles whose facts hold too.")
    site_notes: FactNotes = Field(default_factory=dict, description="What the report says about a site, such as the side.")
    facts: Stated = Field(default_factory=dict, description="What the case states; the rest stays unknown.")
    for_: Line | None = Field(None, alias="for", description="For whom the page is, if not the site's standing words.")
    not_for: Line | None = Field(None, description="For whom it is not.")
    bottom_line: Line | None = Field(None, description="Two to four cited sentences; written from the rules if left out.")
    checked: Checked | None = Field(None, description="How the citations of the bottom line were checked.")
    lead: list[GuidelineId] = Field(default_factory=list, description="Own order of leading guidelines.")
    patient: LeafletShape | None = Field(None, description="The page's own words for patients.")
    neighbours: list[NeighborShape] = Field(default_factory=list, description="Cases next to this one.")
    history: list[ChangeShape] = Field(description="What changed when, newest first.")
    expect: ExpectationTree = Field(description="What the rules must say about it: guideline.decision: outcome.")


class ProfileShape(Shape):
    """A reusable set of facts."""

    id: Id = Field(description="Stable name; the file's name and the page's address.")
    title: Line = Field(description="The profile in words. Becomes the page title.")
    description: Line | None = Field(None, description="Who it describes, in a sentence or two, for its page and for lists.")
    facts: Stated = Field(description="What it states.")


class GivenShape(Shape):
    """The part of a scenario that decides: what `kb evaluate` needs."""

    facts: Stated = Field(description="What is stated.")
    profiles: list[ProfileId] = Field(default_factory=list, description="Profiles whose facts hold too.")
    lead: list[GuidelineId] = Field(default_factory=list, description="Own order of leading guidelines.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbor:
    """A case next to another."""

    scenario: Text
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaflet:
    """A case page's own words for patients."""

    title: str
    audience: str
    short_answer: Prose


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A reusable set of facts, with their places; `unread` as for Given."""

    id: str
    title: str
    description: str
    facts: Mapping[str, Values]
    places: Mapping[str, Where]
    where: Where
    unread: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What decides a case: stated facts with their places, profiles, and an own order of leading guidelines.

    `unread` says that some stated fact could not be read, so that nothing may be concluded from the rest.
    """

    stated: Mapping[str, Values]
    places: Mapping[str, Where]
    profiles: tuple[Text, ...]
    lead: tuple[Text, ...]
    where: Where
    unread: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """One case: what is stated, what is expected, and the page's own words."""

    id: str
    topic: str
    title: str
    short_title: str
    description: str
    updated: str
    given: Given
    site_notes: Mapping[str, str]
    audience: str
    not_for: str
    bottom_line: Prose
    leaflet: Leaflet | None
    neighbours: tuple[Neighbor, ...]
    history: tuple[tuple[str, str], ...]
    expect: tuple[Expectation, ...]
    where: Where


def read_stated(facts: Mapping[Text, Text], known: Known, problems: list[Problem]) -> dict[str, Values]:
    """Stated facts as sets of values; none where the facts themselves could not be read."""
    stated: dict[str, Values] = {}
    if known is None:
        return stated
    for name, text in facts.items():
        fact = known.get(name)
        if fact is None:
            problems.append(Problem(name.where, "unknown-fact", f'"{name}" is no fact, so no rule would ever see it',
                                    nearest(name, known) or "Facts are declared in content/facts.yaml."))
            continue
        try:
            stated[str(name)] = fact.parse(text)
        except BadValue as bad:
            problems.append(Problem(text.where, "bad-value", str(bad), bad.hint))
    return stated


def _read_anyway(tree: Tree, known: Known, problems: list[Problem]) -> None:
    """Look at the facts of a file with other mistakes, so that all its problems are named at once."""
    facts = tree.get(Text("facts", tree.where)) if isinstance(tree, Map) else None
    if isinstance(facts, Map):
        fitting = {name: text for name, text in facts.items()
                   if re.fullmatch(NAME, name) and isinstance(text, Text) and text.strip()}
        read_stated(fitting, known, problems)


def read_profile(tree: Tree, known: Known, problems: list[Problem]) -> Profile | None:
    """One profile."""
    shape = fit(ProfileShape, tree, problems)
    if shape is None:
        _read_anyway(tree, known, problems)
        return None
    stated = read_stated(shape.facts, known, problems)
    return Profile(id=shape.id, title=shape.title, description=shape.description or "", facts=stated,
                   places={str(name): name.where for name in shape.facts}, where=shape.id.where,
                   unread=len(stated) < len(shape.facts))


def read_given(tree: Tree, known: Known, problems: list[Problem]) -> Given | None:
    """What decides in any file that has facts; the other keys of a scenario are passed over."""
    if isinstance(tree, Map):
        others = {field.alias or name for name, field in ScenarioShape.model_fields.items()} - set(GivenShape.model_fields)
        kept = Map({key: value for key, value in tree.items() if key not in others})
        kept.where = tree.where
        tree = kept
    shape = fit(GivenShape, tree, problems)
    if shape is None:
        _read_anyway(tree, known, problems)
        return None
    return _given(shape, known, problems)


def _given(shape: GivenShape | ScenarioShape, known: Known, problems: list[Problem]) -> Given:
    stated = read_stated(shape.facts, known, problems)
    return Given(stated=stated, places={str(name): name.where for name in shape.facts}, profiles=tuple(shape.profiles),
                 lead=tuple(shape.lead), where=shape.where, unread=len(stated) < len(shape.facts))


def read_scenario(tree: Tree, topic: str, known: Known, problems: list[Problem]) -> Scenario | None:
    """One scenario; its profiles are joined later, when all are read."""
    shape = fit(ScenarioShape, tree, problems)
    if shape is None:
        _read_anyway(tree, known, problems)
        return None
    _known_sites(shape, known, problems)
    return Scenario(
        id=shape.id, topic=topic, title=shape.title, short_title=shape.short_title, description=shape.description,
        updated=shape.updated.isoformat(), given=_given(shape, known, problems),
        site_notes={str(site): str(note) for site, note in shape.site_notes.items()},
        audience=shape.for_ or "", not_for=shape.not_for or "", bottom_line=_bottom_line(shape, problems),
        leaflet=_leaflet(shape, problems),
        neighbours=tuple(Neighbor(scenario=entry.scenario, because=entry.because) for entry in shape.neighbours),
        history=tuple((entry.date.isoformat(), str(entry.change)) for entry in shape.history),
        expect=read_expectations(shape.expect, problems), where=shape.id.where,
    )


def _known_sites(shape: ScenarioShape, known: Known, problems: list[Problem]) -> None:
    for site in shape.site_notes:
        if known is not None and site not in known:
            problems.append(Problem(site.where, "unknown-fact", f'"{site}" is no fact, so the note would stand nowhere',
                                    nearest(site, known) or "Facts are declared in content/facts.yaml."))


def _bottom_line(shape: ScenarioShape, problems: list[Problem]) -> Prose:
    if shape.bottom_line is None:
        return NOTHING
    if shape.checked is None:
        problems.append(Problem(shape.bottom_line.where, "missing-key", "the bottom line does not say how it was checked",
                                "Add  checked: source, secondary or recalled  to the scenario."))
    return read_prose(shape.bottom_line, shape.checked or Checked.RECALLED, problems)


def _leaflet(shape: ScenarioShape, problems: list[Problem]) -> Leaflet | None:
    words = shape.patient
    if words is None:
        return None
    return Leaflet(title=words.title, audience=words.for_, short_answer=read_prose(words.short_answer, words.checked, problems))
