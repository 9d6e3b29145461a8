"""Knowledge that compiles: the rulebook, and every scenario as a narrowed box.

In: Knowledge.  Out: Compendium, Problems.  Never: judges content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.boxes import Box, Contradiction, open_box
from generator.core.facts import Values
from generator.core.guidelines import Rules
from generator.core.rulebook import Rulebook, compile_rules
from generator.origin import Problem, nearest
from generator.read.knowledge import Knowledge
from generator.read.scenarios import Given, Profile, Scenario


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A scenario and the box of patients it describes."""

    scenario: Scenario
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Compendium:
    """Everything that pages are made from; `everyone` is the box of all possible patients, whether measured or not."""

    knowledge: Knowledge
    book: Rulebook
    everyone: Box
    cases: tuple[Case, ...]


def build_compendium(knowledge: Knowledge) -> tuple[Compendium | None, list[Problem]]:
    """Compile the rules and open the box of every scenario whose facts and profiles stand."""
    book, found = compile_rules(rules_of(knowledge))
    problems = list(found)
    everyone = None if book is None else _everyone(book, problems)
    if book is None or everyone is None:
        return None, problems
    cases = [case for scenario in knowledge.scenarios if (case := _case(book, scenario, knowledge, problems)) is not None]
    return Compendium(knowledge=knowledge, book=book, everyone=everyone, cases=tuple(cases)), problems


def rules_of(knowledge: Knowledge) -> Rules:
    """The part of the knowledge that decides."""
    conditions = {
        item.id: item.when for topic in knowledge.topics for item in topic.items if item.when is not None
    }
    return Rules(
        facts=knowledge.facts.facts,
        derived=knowledge.facts.derived,
        impossible=knowledge.facts.impossible,
        decisions=knowledge.decisions,
        guidelines=tuple(edition.rules for edition in knowledge.guidelines),
        conditions=conditions,
    )


def _everyone(book: Rulebook, problems: list[Problem]) -> Box | None:
    """The box of all possible patients; None, with a problem, where the constraints leave nobody, or nobody as assumed."""
    assumed = open_box(book, {})
    everyone = open_box(book, {fact.id: fact.whole for fact in book.rules.facts})
    if isinstance(everyone, Contradiction):
        problems.append(_nobody_left(everyone, "nobody can exist under these constraints"))
        return None
    if isinstance(assumed, Contradiction):
        problems.append(_nobody_left(assumed, "what is assumed while it is not stated leaves nobody under these constraints"))
        return None
    return everyone


def _nobody_left(found: Contradiction, message: str) -> Problem:
    """At the last constraint that forbids everybody."""
    where = max(source.where for source in found.sources)
    return Problem(where, "nobody-left", message, " ".join(found.because))


def _case(book: Rulebook, scenario: Scenario, knowledge: Knowledge, problems: list[Problem]) -> Case | None:
    """The case of a scenario; None where its facts or profiles do not stand, so that the rest is not judged for itself."""
    own: list[Problem] = []
    box = box_of(book, scenario.given, knowledge.profiles, own)
    problems += own
    return None if own or box is None or scenario.given.unread else Case(scenario=scenario, box=box)


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
        for fact, values in profile.facts.items():
            both = values & stated.get(fact, values)
            if not both:
                problems.append(Problem(given.places.get(fact, name.where), "profile-clash",
                                        f'the profile "{name}" and the case disagree on "{fact}"',
                                        "State it in one of the two, or make the ranges overlap."))
                both = stated[fact]
            stated[fact] = both
    return stated
