"""Knowledge that compiles: the rulebook, and every scenario as a narrowed box.

In: Knowledge.  Out: Compendium, Problems.  Never: judges content.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.core.boxes import Box
from generator.core.facts import Values
from generator.core.guidelines import Rules
from generator.core.narrowing import Contradiction, open_box
from generator.core.resolved import Resolved
from generator.core.rulebook import Rulebook, compile_rules
from generator.origin import Problem, nearest
from generator.read.knowledge import Knowledge
from generator.read.maps import AnswerMap
from generator.read.scenarios import Given, Profile, Scenario
from generator.watch import Watch, unwatched


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A scenario and the box of patients it describes."""

    scenario: Scenario
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Plane:
    """A map that is to be drawn, and the box of its patient, with both axes open."""

    map: AnswerMap
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A profile and the box of patients it describes."""

    profile: Profile
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Compendium:
    """Everything that pages are made from; `everyone` is the box of all possible patients, whether measured or not.

    Only a `whole` one may answer: another lacks rules, and is good for looking for mistakes only.
    """

    knowledge: Knowledge
    book: Rulebook
    everyone: Box
    cases: tuple[Case, ...]
    planes: tuple[Plane, ...] = ()
    described: tuple[Described, ...] = ()
    whole: bool = True


def build_compendium(knowledge: Knowledge, watch: Watch = unwatched) -> tuple[Compendium, list[Problem]]:
    """Compile the rules and open the box of every scenario whose facts and profiles stand.

    Where some rules do not compile, the compendium is not whole: it holds the others, so that these can be judged, too.
    """
    problems: list[Problem] = []
    rules = rules_of(knowledge)
    book, everyone, whole = _compiled(rules, knowledge.settings.nodes, problems)
    described = tuple(_described(book, knowledge, problems))
    sound = _without_faulty(knowledge, {one.profile.id for one in described})
    opened = ((scenario, _opened(book, scenario.given, sound, problems))
              for scenario in watch("Checking", knowledge.scenarios))
    cases = tuple(Case(scenario=scenario, box=box) for scenario, box in opened if box is not None)
    drawn = ((one, _opened(book, one.given, sound, problems)) for one in knowledge.settings.maps)
    planes = tuple(Plane(map=one, box=box) for one, box in drawn if box is not None)
    for given in [one.given for one in knowledge.settings.profile_maps] + [one.given for one in knowledge.settings.strips]:
        _opened(book, given, knowledge, problems)
    return Compendium(knowledge=knowledge, book=book, everyone=everyone, cases=cases, planes=planes, described=described,
                      whole=whole), problems


def _described(book: Rulebook, knowledge: Knowledge, problems: list[Problem]) -> Iterator[Described]:
    """The profiles that somebody can fit, in the order of their names."""
    for _, profile in sorted(knowledge.profiles.items()):
        given = Given(stated=profile.facts, places=profile.places, profiles=(), lead=(), where=profile.where,
                      unread=profile.unread)
        box = _opened(book, given, knowledge, problems)
        if box is not None:
            yield Described(profile=profile, box=box)


def _without_faulty(knowledge: Knowledge, sound: Container[str]) -> Knowledge:
    """The same knowledge in which profiles that nobody fits count as unread, so that their cases do not echo the mistake."""
    profiles = {name: replace(profile, unread=name not in sound) for name, profile in knowledge.profiles.items()}
    return replace(knowledge, profiles=profiles)


def _compiled(rules: Rules, room: int, problems: list[Problem]) -> tuple[Rulebook, Box, bool]:
    """The rules, or as many of them as can be compiled, with the box of everybody; and whether these are all."""
    for part_of in (_all_of, sound_part, bare_part):
        part = part_of(rules)
        book, found = compile_rules(part, room)
        problems += found if part is rules else ()
        everyone = None if book is None else _everyone(book, problems)
        if book is not None and everyone is not None:
            return book, everyone, part is rules
    raise AssertionError("facts alone always compile, and leave somebody")


def rules_of(knowledge: Knowledge) -> Rules:
    """The part of the knowledge that decides."""
    conditions = {
        item.id: item.when for topic in knowledge.topics for item in topic.items if item.when is not None
    }
    conditions |= {other.condition: other.when for other in knowledge.settings.instead}
    conditions |= {value.condition: value.when for facet in knowledge.settings.facets for value in facet.values}
    conditions |= {group.condition: group.scale.applies_when for group in knowledge.facts.groups
                   if group.scale and group.scale.applies_when}
    return Rules(
        facts=knowledge.facts.facts,
        derived=knowledge.facts.derived,
        impossible=knowledge.facts.impossible,
        decisions=knowledge.decisions,
        guidelines=tuple(edition.rules for edition in knowledge.editions),
        conditions=conditions,
    )


def _all_of(rules: Rules) -> Rules:
    return rules


def sound_part(rules: Rules) -> Rules:
    """The rules without the guidelines and conditions that do not resolve, each tried for itself."""
    shared = replace(rules, guidelines=(), conditions={})

    def stands(part: Rules) -> bool:
        return not Resolved(part).problems

    return replace(
        shared,
        guidelines=tuple(guide for guide in rules.guidelines if stands(replace(shared, guidelines=(guide,)))),
        conditions={name: when for name, when in rules.conditions.items() if stands(replace(shared, conditions={name: when}))},
    )


def bare_part(rules: Rules) -> Rules:
    """The facts alone, without anything that hangs on them."""
    facts = tuple(replace(fact, only_if=None) for fact in rules.facts)
    return replace(rules, facts=facts, derived={}, impossible=(), guidelines=(), conditions={})


def _everyone(book: Rulebook, problems: list[Problem]) -> Box | None:
    """The box of all possible patients; None, with a problem, where the constraints leave nobody, or nobody as assumed."""
    assumed = open_box(book, {})
    everyone = open_box(book, {fact.id: fact.whole for fact in book.rules.facts})
    if isinstance(everyone, Contradiction):
        _add(_nobody_left(everyone, "nobody can exist under these constraints"), problems)
        return None
    if isinstance(assumed, Contradiction):
        _add(_nobody_left(assumed, "what is assumed while it is not stated leaves nobody under these constraints"), problems)
        return None
    return everyone


def _add(problem: Problem, problems: list[Problem]) -> None:
    if problem not in problems:
        problems.append(problem)


def _nobody_left(found: Contradiction, message: str) -> Problem:
    """At the last constraint that forbids everybody."""
    where = max(source.where for source in found.sources)
    return Problem(where, "nobody-left", message, " ".join(found.because))


def _opened(book: Rulebook, given: Given, knowledge: Knowledge, problems: list[Problem]) -> Box | None:
    """The box of a case or a map; None where its facts or profiles do not stand, so that the rest is not judged for itself."""
    if given.unread or any(_is_unread(name, knowledge) for name in given.profiles):
        return None
    own: list[Problem] = []
    box = box_of(book, given, knowledge.profiles, own)
    problems += own
    return None if own else box


def _is_unread(profile: str, knowledge: Knowledge) -> bool:
    """Whether a profile has mistakes of its own, which are named where they are."""
    found = knowledge.profiles.get(profile)
    return profile in knowledge.unread if found is None else found.unread


def box_of(book: Rulebook, given: Given, profiles: Mapping[str, Profile], problems: list[Problem]) -> Box | None:
    """The box of what is given, profiles joined; None, with a problem, where nobody fits it."""
    stated = _with_profiles(given, profiles, problems)
    box = open_box(book, stated)
    if isinstance(box, Contradiction):
        problems.append(_contradiction(box, book, stated, given))
        return None
    return box


def _contradiction(found: Contradiction, book: Rulebook, stated: Mapping[str, Values], given: Given) -> Problem:
    """Stated facts that nobody can have together, at the place of the last of them."""
    facts = {fact.id: fact for fact in book.facts}
    said = " and ".join(f"{name}: {facts[name].write(stated[name])}" for name in found.facts)
    where = max((given.places[name] for name in found.facts if name in given.places), default=given.where)
    return Problem(where, "contradictory-facts", f"nobody can have {said}", " ".join(found.because))


def _with_profiles(given: Given, profiles: Mapping[str, Profile], problems: list[Problem]) -> dict[str, Values]:
    """The stated facts, narrowed by those of the profiles."""
    stated = dict(given.stated)
    for name in given.profiles:
        profile = profiles.get(name)
        if profile is None:
            problems.append(Problem(name.where, "unknown-profile", f'"{name}" is no profile, so none of its facts would hold',
                                    nearest(name, profiles) or "Profiles live in scenarios/profiles/."))
            continue
        if profile.unread:
            problems.append(Problem(name.where, "unread-profile", f'the profile "{name}" has a mistake of its own',
                                    "Mend that first: `kb check` shows it. Without it nothing follows from the rest."))
        for fact, values in profile.facts.items():
            both = values & stated.get(fact, values)
            if not both:
                problems.append(Problem(given.places.get(fact, name.where), "profile-clash",
                                        f'the profile "{name}" and the case disagree on "{fact}"',
                                        "State it in one of the two, or make the ranges overlap."))
                both = stated[fact]
            stated[fact] = both
    return stated
