"""The page of a case under review: its own words, what the rules answer for it, and the parts of others that it shows.

In: Scenario, Evaluation, Knowledge, Components.  Out: Component.  Never: knows what anybody approved.

What is looked at is what the page says, not the files that it comes from: an edit elsewhere that leaves the page as it was
leaves its approval as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.evaluation import Answer, Evaluation, Verdict
from generator.core.truth import Truth
from generator.origin import Where
from generator.read.advice import Item, Sort
from generator.read.knowledge import Knowledge
from generator.read.scenarios import Scenario
from generator.read.statements import Snapshot, Statement
from generator.review.canonical import canonical
from generator.review.components import Component, references_in
from generator.review.meaning import Lexicon
from generator.review.sentences import line, sentences

BY_RULES = ("answer/", "label/", "lead", "shown/", "drugs")  # how the ids of statements begin that the rules make


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A case with its evaluation; `heard` are the guidelines that its page goes through, `treatment` the decision it explains."""

    scenario: Scenario
    evaluation: Evaluation
    heard: Mapping[str, Verdict]
    treatment: str


def case_component(case: Judged, knowledge: Knowledge, components: Mapping[str, Component], lexicon: Lexicon) -> Component:
    """The page of a case as it stands now."""
    scenario = case.scenario
    own = [*_own_words(scenario, knowledge, lexicon), *_answers(case, knowledge), *_items_shown(case, knowledge)]
    uses = frozenset(_uses(case, knowledge))
    shown = [one for item, part in uses if item in components for one in components[item].now.part(part)]
    drugs = tuple(sorted({name for one in (*own, *shown) for name in one.drugs}))
    named = ", ".join(drugs)
    own.append(Statement(id="drugs", heading="", words=named, meaning=named, drugs=drugs, where=scenario.where))
    cautions = {(f"drugs/{name}", f"caution/{caution.id}") for name in drugs if name in knowledge.drugs
                for caution in knowledge.drugs[name].cautions}
    return Component(title=scenario.title, page=f"scenarios/{scenario.id}/", source=scenario.where.file,
                     now=Snapshot(item=f"scenarios/{scenario.id}", statements=tuple(own)),
                     uses=uses | cautions | references_in([*own, *shown]))


def _own_words(scenario: Scenario, knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Statement]:
    where, title = scenario.where, ""
    for part, text in (("title", scenario.title), ("short_title", scenario.short_title), ("description", scenario.description),
                       ("for", scenario.audience), ("not_for", scenario.not_for)):
        yield from line(part, title, text, where, lexicon)
    facts = {name: knowledge.known_facts[name].write(values) for name, values in scenario.given.stated.items()}
    stated = canonical({**facts, "profiles": scenario.given.profiles, "lead": scenario.given.lead})
    yield _bare("facts", title, stated, where)
    for site, note in scenario.site_notes.items():
        yield from line(f"site_notes/{site}", title, note, where, lexicon)
    yield from sentences("bottom_line", title, scenario.bottom_line, lexicon)
    if scenario.leaflet:
        yield from line("leaflet/title", title, scenario.leaflet.title, where, lexicon)
        yield from line("leaflet/for", title, scenario.leaflet.audience, where, lexicon)
        yield from sentences("leaflet/short_answer", title, scenario.leaflet.short_answer, lexicon)
    for neighbor in scenario.neighbours:
        yield from line(f"neighbours/{neighbor.scenario}", title, neighbor.because, where, lexicon)


def _bare(id: str, heading: str, text: str, where: Where, meaning: str = "") -> Statement:
    """A statement that the rules make; it cites nothing itself, and means what it says unless that is given."""
    return Statement(id=id, heading=heading, words=text, meaning=meaning or text, where=where)


def _answers(case: Judged, knowledge: Knowledge) -> Iterator[Statement]:
    """What each guideline answers, on what that depends, and which one leads."""
    where, labels = case.scenario.where, {one.id: one.name for one in knowledge.guidelines}
    for name, verdict in case.heard.items():
        for decision, answer in verdict.answers.items():
            heading = f"{labels[name]}: {knowledge.decisions[decision].label}"
            yield _bare(f"answer/{name}/{decision}", heading, _outcomes(answer, decision, knowledge), where,
                        f"{verdict.applies.word}: {canonical(answer.possible)} by {canonical(answer.needs)}")
    for name, answers in case.evaluation.labels.items():
        for decision, answer in answers.items():
            heading = f"{knowledge.drugs[name].name}: {knowledge.decisions[decision].label}"
            yield _bare(f"label/{name}/{decision}", heading, _outcomes(answer, decision, knowledge), where,
                        f"{canonical(answer.possible)} by {canonical(answer.needs)}")
    yield _bare("lead", "", canonical(case.evaluation.lead), where)


def _outcomes(answer: Answer, decision: str, knowledge: Knowledge) -> str:
    """The possible outcomes with the facts that settle them; the words are those of the decision."""
    known = knowledge.decisions[decision]
    words = " or ".join(known.outcome(one).label for one in answer.possible)
    return f"{words}; depends on {', '.join(answer.needs)}" if answer.needs else words


def _items_shown(case: Judged, knowledge: Knowledge) -> Iterator[Statement]:
    """Which advice, pitfalls and notices the page shows; their words are under review where they stand."""
    for item, truth in _items(case, knowledge):
        yield _bare(f"shown/{item.id}", "", f"{item.sort} {item.id}: {truth.word}", case.scenario.where)


def _items(case: Judged, knowledge: Knowledge) -> Iterator[tuple[Item, Truth]]:
    """The items that hold or may hold; notices and details must hold for certain."""
    for topic in knowledge.topics:
        for item in topic.items:
            truth = case.evaluation.conditions.get(item.id, Truth.MET)
            certain = item.detail or item.sort is Sort.NOTICE
            if truth is Truth.MET or (truth is Truth.UNKNOWN and not certain):
                yield item, truth


def _uses(case: Judged, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The parts of components that the page shows, or that can still decide what it shows."""
    local = {one.id: one.rules.local for one in knowledge.guidelines}
    for name, verdict in case.heard.items():
        yield f"guidelines/{name}", "about"
        yield f"guidelines/{name}", "scope"
        if verdict.answers:
            yield from ((f"guidelines/{name}", f"local/{term}") for term in local[name])
        explained = case.evaluation.lead.get(case.treatment) == name
        for decision, answer in verdict.answers.items():
            yield from ((f"guidelines/{name}", f"{decision}/{rule}")
                        for rule in _rules(answer, every=explained and decision == case.treatment))
    for name, answers in case.evaluation.labels.items():
        yield from ((f"drugs/{name}", f"label/{decision}/{rule}") for decision, answer in answers.items()
                    for rule in _rules(answer, every=False))
    for item, _ in _items(case, knowledge):
        yield f"advice/{item.topic}", item.id
    yield from _vocabulary(case, knowledge)
    for profile in case.scenario.given.profiles:
        yield f"profiles/{profile}", "facts"


def _vocabulary(case: Judged, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The facts that the page states, assumes or asks for, with their questions and scales; the decisions with their outcomes."""
    answers = [(decision, answer) for verdict in case.heard.values() for decision, answer in verdict.answers.items()]
    named = {*case.scenario.given.stated, *case.evaluation.assumed, *(name for _, answer in answers for name in answer.needs)}
    for fact in (knowledge.known_facts[name] for name in sorted(named & set(knowledge.known_facts))):
        yield from ((f"facts/{fact.group}", part) for part in ("asked", "scale", f"fact/{fact.id}"))
    for decision, answer in answers:
        yield f"decisions/{decision}", "question"
        yield from ((f"decisions/{decision}", f"outcome/{one}") for one in answer.possible)


def _rules(answer: Answer, *, every: bool) -> Iterator[str]:
    """The rows that can decide; all of them where the page shows all."""
    return (row.rule.id for row in answer.rules if every or row.truth is not Truth.NOT_MET)
