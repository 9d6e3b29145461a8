"""Knowledge that compiles: the rulebook, and every scenario as a narrowed box.

In: Knowledge.  Out: Library, Problems.  Never: judges content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.boxes import Box, Contradiction, open_box
from generator.core.facts import Values
from generator.core.guidelines import Rules
from generator.core.rulebook import Rulebook, compile_rules
from generator.origin import Problem, Where, nearest
from generator.read.knowledge import Knowledge
from generator.read.scenarios import Scenario


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A scenario and the box of patients it describes."""

    scenario: Scenario
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Everything that pages are made from."""

    knowledge: Knowledge
    book: Rulebook
    cases: tuple[Case, ...]


def build_library(knowledge: Knowledge) -> tuple[Library | None, list[Problem]]:
    """Compile the rules and open every scenario's box."""
    book, found = compile_rules(rules_of(knowledge))
    problems = list(found)
    if book is None:
        return None, problems
    cases = [case for scenario in knowledge.scenarios if (case := _case(book, scenario, knowledge, problems)) is not None]
    return Library(knowledge=knowledge, book=book, cases=tuple(cases)), problems


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


def _case(book: Rulebook, scenario: Scenario, knowledge: Knowledge, problems: list[Problem]) -> Case | None:
    stated = _with_profiles(scenario, knowledge, problems)
    box = open_box(book, stated)
    if isinstance(box, Contradiction):
        problems.append(contradiction(box, book, stated, scenario.where))
        return None
    return Case(scenario=scenario, box=box)


def contradiction(found: Contradiction, book: Rulebook, stated: Mapping[str, Values], where: Where) -> Problem:
    """The problem of stated facts that nobody can have together."""
    facts = {fact.id: fact for fact in book.facts}
    said = " and ".join(f"{name}: {facts[name].write(stated[name])}" for name in found.facts)
    return Problem(where, "contradictory-facts", f"nobody can have {said}", " ".join(found.because))


def _with_profiles(scenario: Scenario, knowledge: Knowledge, problems: list[Problem]) -> dict[str, Values]:
    """The scenario's facts, narrowed by those of its profiles."""
    stated = dict(scenario.stated)
    for name in scenario.profiles:
        profile = knowledge.profiles.get(name)
        if profile is None:
            problems.append(Problem(name.where, "unknown-profile", f'"{name}" is no profile',
                                    nearest(name, knowledge.profiles) or "Profiles live in scenarios/profiles/."))
            continue
        for fact, values in profile.facts.items():
            both = values & stated.get(fact, values)
            if not both:
                message = f'the profile "{name}" and the case disagree on "{fact}"'
                problems.append(Problem(scenario.where, "profile-clash", message,
                                        "State it in one of the two, or make the ranges overlap."))
                both = stated[fact]
            stated[fact] = both
    return stated
