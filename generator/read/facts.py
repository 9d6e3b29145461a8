"""Read content/facts.yaml: groups of facts, facts, derived facts, impossible combinations.

In: Tree.  Out: FactBook, Problems.  Never: compares facts with guidelines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pydantic import Field

from generator.core.derived import AnyDerived
from generator.core.facts import BadValue, Fact, Kind, People
from generator.core.guidelines import Checked, Impossible
from generator.origin import Problem
from generator.read.conditions import read_condition
from generator.read.derived import DerivedShape, read_derived
from generator.read.fields import ConditionTree, Id, Line, Positive, YesNo
from generator.read.prose import Prose, read_prose
from generator.read.ranges import read_span
from generator.read.scales import Scale, ScaleShape, read_scale
from generator.read.shape import Shape, fit, no_repeats
from generator.read.yamltree import Tree


class RouteShape(Shape):
    """One way in which facts change."""

    id: Id = Field(description="Stable name of the route.")
    label: Line = Field(description="Heading in front of the changes that come by this route.")
    back: Id | None = Field(None, description="Where facts only rise on this route, choices in the order declared: the route of "
                                              "changes downward.")


class GroupShape(Shape):
    """Facts that are asked together: one question on a case page."""

    id: Id = Field(description="Stable name of the group.")
    label: Line = Field(description="Heading in lists.")
    also: list[Line] = Field(default_factory=list, description="Other names that readers type into the search field.")
    question: Line = Field(description="The question as a clinician asks it.")
    plain: Line = Field(description="The same for a patient, as a line of a list.")
    route: Id | None = Field(None, description="How its facts change as a rule: one of  routes .")
    why: Line = Field(description="Why the answer decides, with citations.")
    checked: Checked = Field(description="How the citations of  why  were checked.")
    scale: ScaleShape | None = Field(None, description="Only for measured sites on one scale.")


class UnstatedShape(Shape):
    """What is assumed while nobody states the fact."""

    value: Line = Field(description="The value assumed.")
    because: Line = Field(description='Why that is safe; readers see it under "assumed".')


class CodeShape(Shape):
    """A code for exchange."""

    system: Line = Field(description="Coding system, such as LOINC.")
    value: Line = Field(description="The code.")


class PeopleShape(Shape):
    """A percentage as a number of people, for patients."""

    who: Line = Field(description='The people among whom are counted, behind "out of 100", such as: women of your age.')
    event: Line = Field(description='What will become of some of them, behind "will", such as: fall in the next year.')
    note: Line = Field(description="Sentence under the drawing: what the number does not say.")


class FactShape(Shape):
    """One question about a patient."""

    id: Id = Field(description="Stable name, used in scenarios and conditions.")
    kind: Literal["number", "integer", "yes_no", "choice"] = Field(description="What sort of values it has.")
    group: Id = Field(description="The group it is asked with.")
    label: Line = Field(description="Words for clinicians, as they read inside a sentence.")
    plain: Line = Field(description="Words for patients.")
    also: list[Line] = Field(default_factory=list, description="Other names that readers type into the search field.")
    unit: Line | None = Field(None, description="Unit of a number.")
    unit_of_one: Line | None = Field(None, description="The unit after the number 1, if it reads otherwise: month for months.")
    range: Line | None = Field(None, description="Lowest and highest value of a number, such as 0..120.")
    step: Positive | None = Field(None, description="Finest difference in which a number is reported; 1 if left out.")
    choices: dict[Id, Line] | None = Field(None, description="Values of a choice and the words for each.")
    may_be_absent: YesNo = Field(False, description='yes if "not measured" is a value of its own.')
    only_if: ConditionTree | None = Field(None, description="The fact is asked only where this is met.")
    unstated: UnstatedShape | None = Field(None, description="What to assume while it is not stated; measurements only.")
    worse: Literal["higher", "lower", "yes", "no"] | None = Field(None, description="Which direction means more risk.")
    site: Line | None = Field(None, description="Name of the site in the table of values (groups with a scale).")
    route: Id | None = Field(None, description="How it changes, if otherwise than its group.")
    of_people: PeopleShape | None = Field(None, description="Where the number is a percentage of people: its words on leaflets, "
                                                            "where it is drawn as figures out of 100.")
    code: CodeShape | None = Field(None, description="Code for exchange, only if certain.")


class ImpossibleShape(Shape):
    """A combination nobody has."""

    when: ConditionTree = Field(description="The combination; fact against fact ( a > b ) stands alone.")
    because: Line = Field(description="Why it cannot be.")


class FactBookShape(Shape):
    """What can be known about a patient or subject."""

    routes: list[RouteShape] = Field(default_factory=list,
                                     description="How facts change, from what readers should think of first.")
    groups: list[GroupShape] = Field(description="Groups, in the order in which they are asked.")
    facts: list[FactShape] = Field(description="Facts, in the order in which they are asked.")
    derived: dict[Id, DerivedShape] = Field(default_factory=dict, description="Derived facts on which bodies agree.")
    impossible: list[ImpossibleShape] = Field(default_factory=list, description="Combinations nobody has.")


@dataclass(frozen=True, slots=True)
class Route:
    """One way in which facts change."""

    id: str
    label: str
    back: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Facts that are asked together."""

    id: str
    label: str
    also: tuple[str, ...]
    question: str
    plain: str
    why: Prose
    scale: Scale | None

    @property
    def condition(self) -> str:
        """The name of the scale's condition among all that are compiled; no id of an item looks like it."""
        return f"scale {self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class FactBook:
    """All facts, and how they hang together."""

    routes: tuple[Route, ...]
    groups: tuple[Group, ...]
    facts: tuple[Fact, ...]
    derived: Mapping[str, AnyDerived]
    impossible: tuple[Impossible, ...]

    def sites(self, group: str) -> tuple[Fact, ...]:
        """The facts of a group that are measured at a site."""
        return tuple(fact for fact in self.facts if fact.group == group and fact.site)


def read_facts(tree: Tree, problems: list[Problem]) -> FactBook | None:
    """All facts of a knowledge base; None where one cannot be read, since what rests on it would look wrong, too."""
    shape = fit(FactBookShape, tree, problems)
    if shape is None:
        return None
    no_repeats([entry.id for entry in shape.facts] + list(shape.derived), "fact", problems)
    no_repeats([entry.id for entry in shape.groups], "group", problems)
    no_repeats([entry.id for entry in shape.routes], "route", problems)
    _known_routes(shape, problems)
    groups = [group for entry in shape.groups if (group := _group(entry, problems)) is not None]
    named = {str(entry.id): entry for entry in reversed(shape.groups)}
    facts = [fact for entry in shape.facts if (fact := _fact(entry, named, problems)) is not None]
    impossible = [
        Impossible(when=when, because=entry.because, where=entry.where)
        for entry in shape.impossible if (when := read_condition(entry.when, problems)) is not None
    ]
    derived = read_derived(shape.derived, problems)
    parts = ((groups, shape.groups), (facts, shape.facts), (derived, shape.derived), (impossible, shape.impossible))
    if any(len(found) < len(written) for found, written in parts):
        return None
    first = {fact.id: fact for fact in reversed(facts)}  # of two with one name, the other was reported
    return FactBook(routes=tuple(Route(entry.id, entry.label, entry.back or "") for entry in shape.routes),
                    groups=tuple({group.id: group for group in reversed(groups)}[name] for name in reversed(named)),
                    facts=tuple(fact for fact in facts if fact is first[fact.id]), impossible=tuple(impossible),
                    derived={name: one for name, one in derived.items() if name not in first})


def _known_routes(shape: FactBookShape, problems: list[Problem]) -> None:
    routes = [str(route.id) for route in shape.routes]
    hint = f"Routes are {', '.join(routes)}." if routes else "Declare it under  routes: ."
    ways_back = (route.back for route in shape.routes)
    for named in (*ways_back, *(group.route for group in shape.groups), *(fact.route for fact in shape.facts)):
        if named is not None and named not in routes:
            problems.append(Problem(named.where, "unknown-route", f'"{named}" is no route', hint))


def _group(shape: GroupShape, problems: list[Problem]) -> Group | None:
    scale = None if shape.scale is None else read_scale(shape.scale, shape.checked, problems)
    why = read_prose(shape.why, shape.checked, problems)
    if shape.scale is not None and scale is None:
        return None
    return Group(id=shape.id, label=shape.label, also=tuple(shape.also), question=shape.question, plain=shape.plain, why=why,
                 scale=scale)


def _fact(shape: FactShape, groups: Mapping[str, GroupShape], problems: list[Problem]) -> Fact | None:
    group = groups.get(shape.group)
    if group is None:
        problems.append(Problem(shape.group.where, "unknown-group", f'"{shape.group}" is no group',
                                f"Groups are {', '.join(groups)}."))
    route = shape.route or (group and group.route) or ""
    kind = Kind(shape.kind)
    _no_strangers(shape, problems)
    only_if = None if shape.only_if is None else read_condition(shape.only_if, problems)
    bare = Fact(id=shape.id, kind=kind, where=shape.where, may_be_absent=shape.may_be_absent, only_if=only_if,
                unit=shape.unit or "", unit_of_one=shape.unit_of_one or "", label=shape.label, plain=shape.plain,
                group=shape.group, site=shape.site or "", also=tuple(shape.also), worse=shape.worse or "", route=route)
    fact = _numbers(bare, shape, problems) if kind.numeric else _choices(bare, shape, problems)
    if shape.only_if is not None and only_if is None:
        return None
    return fact if fact is None or shape.unstated is None else _assuming(fact, shape.unstated, problems)


def _no_strangers(shape: FactShape, problems: list[Problem]) -> None:
    """Keys that mean nothing for this kind of fact: they would be passed over without a word."""
    numbers, words = ("range", "step", "unit", "unit_of_one", "of_people"), ("choices",)
    for key in {"choice": numbers, "yes_no": numbers + words}.get(shape.kind, words):
        if getattr(shape, key) is not None:
            problems.append(Problem(shape.where, "misplaced-key", f'"{key}" means nothing for "{shape.id}", which is of the kind '
                                    f"{shape.kind}", "Remove it, or choose another kind."))


def _numbers(fact: Fact, shape: FactShape, problems: list[Problem]) -> Fact | None:
    if shape.range is None:
        problems.append(Problem(shape.where, "missing-key",
                                f'"{shape.id}" is a number without a range, so no slip of the hand could be noticed',
                                "Add the lowest and highest value anybody has, as in  range: 0..100 ."))
        return None
    span = read_span(shape.range, problems)
    step = Fraction(1) if shape.step is None else shape.step
    if span is None:
        return None
    if span.low is None or span.high is None:
        problems.append(Problem(shape.range.where, "bad-range", f'the range of "{shape.id}" is open at one end',
                                "Give both ends, as in  0..100 ."))
        return None
    low, high = span.low.value / step, span.high.value / step
    if low.denominator != 1 or high.denominator != 1:
        problems.append(Problem(shape.range.where, "bad-range", "the ends of the range do not lie on the step",
                                "A range begins and ends at values that can be reported: whole numbers of steps."))
        return None
    return _counted(replace(fact, low=int(low), high=int(high), step=step), shape.of_people, problems)


def _counted(fact: Fact, shape: PeopleShape | None, problems: list[Problem]) -> Fact:
    """A percentage with its words for a number of people."""
    if shape is None:
        return fact
    if fact.low < 0 or fact.high * fact.step > 100:
        problems.append(Problem(shape.where, "bad-range", f'"{fact.id}" can be less than 0 or more than 100, so it counts nobody '
                                "out of 100", "Remove  of_people: , or give the range of a percentage."))
    return replace(fact, people=People(who=shape.who, event=shape.event, note=shape.note))


def _choices(fact: Fact, shape: FactShape, problems: list[Problem]) -> Fact | None:
    if shape.kind == "yes_no":
        return replace(fact, choices=("no", "yes"), choice_words=("no", "yes"))
    if not shape.choices or len(shape.choices) < 2:
        problems.append(Problem(shape.where, "missing-key", f'"{shape.id}" is a choice with fewer than two choices',
                                "Add  choices: {first: words, second: words} ."))
        return None
    ids = tuple(str(choice) for choice in shape.choices)
    return replace(fact, high=len(ids) - 1, choices=ids, choice_words=tuple(map(str, shape.choices.values())))


def _assuming(fact: Fact, shape: UnstatedShape, problems: list[Problem]) -> Fact | None:
    try:
        values = fact.parse(shape.value)
    except BadValue as bad:
        problems.append(Problem(shape.value.where, "bad-value", str(bad), bad.hint))
        return None
    return replace(fact, unstated=values, unstated_because=str(shape.because))
