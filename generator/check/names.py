"""Checks of what facts, derived facts, drugs and labels are called, what facts hang on, what is assumed of them, what is usual.

In: Compendium.  Out: findings.  Never: decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.compendium import Compendium
from generator.check.registry import Finding, check
from generator.core.conditions import names_in
from generator.core.derived import names_behind
from generator.origin import Level, nearest


@check("name-taken", level=Level.ERROR)
def local_names_are_free(compendium: Compendium) -> Iterator[Finding]:
    """A local name that hides another would make one condition mean two things."""
    facts = compendium.knowledge.facts
    shared = dict.fromkeys(compendium.knowledge.known_facts, "a fact") | dict.fromkeys(facts.derived, "a derived fact of all")
    for guide in compendium.book.rules.guidelines:
        taken = {**dict.fromkeys(guide.tables, "a decision of this guideline"), **shared}
        for name, derived in guide.local.items():
            if name in taken:
                yield derived.where, f'"{name}" is already {taken[name]}', "Give the local fact a name of its own."


@check("asked-too-early", level=Level.ERROR)
def facts_hang_on_earlier_facts(compendium: Compendium) -> Iterator[Finding]:
    """A fact that hangs on itself or on a later one would be asked before it is known whether it applies."""
    earlier: set[str] = set()
    for fact in compendium.knowledge.facts.facts:
        for name in () if fact.only_if is None else names_behind(names_in(fact.only_if), compendium.knowledge.facts.derived):
            if name in compendium.knowledge.known_facts and name not in earlier:
                which = "itself" if name == fact.id else f'"{name}", which is declared later'
                yield fact.where, f'whether "{fact.id}" is asked hangs on {which}', \
                    "A fact may hang only on facts declared before it."
        earlier.add(fact.id)


@check("assumed-not-measured", level=Level.ERROR)
def only_measurements_are_assumed(compendium: Compendium) -> Iterator[Finding]:
    """Taking a finding or a choice for granted would turn what nobody asked into an answer."""
    for fact in compendium.knowledge.facts.facts:
        if fact.unstated is not None and not fact.kind.numeric:
            yield fact.where, f'"{fact.id}" is no measurement, so nothing may be assumed of it', \
                "Remove  unstated: . While it is not stated, each of its values stays possible."


@check("assumed-and-compared", level=Level.ERROR)
def compared_facts_are_not_assumed(compendium: Compendium) -> Iterator[Finding]:
    """An assumed number that may be missing cannot be held against another one exactly."""
    book = compendium.book
    compared = {book.facts[level].id for pair in book.ties for level in pair}
    for fact in compendium.knowledge.facts.facts:
        if fact.unstated is not None and fact.id in compared:
            yield fact.where, f'"{fact.id}" is compared with another fact under  impossible: , so nothing may be assumed of it', \
                "Remove  unstated: , or the comparison."


@check("drug-point", level=Level.ERROR)
def every_point_is_said_of_every_drug(compendium: Compendium) -> Iterator[Finding]:
    """A point that is left out would look as if there were nothing to say; one under another name would not be shown."""
    declared = compendium.knowledge.settings.drug_points
    for drug in compendium.knowledge.drugs.values():
        for name in drug.points:
            if name not in declared:
                yield name.where, f'"{name}" is no point that is said of drugs, so it would not be shown', \
                    nearest(name, declared) or "Points are declared under  drug_points  in content/kb.yaml."
        for left_out in sorted(declared.keys() - drug.points.keys()):
            yield drug.where, f'nothing is said of "{drug.id}" under "{left_out}"', \
                "Add it under  points: ; where the source says nothing, say so."


@check("name-of-two", level=Level.ERROR)
def labels_and_guidelines_have_names_of_their_own(compendium: Compendium) -> Iterator[Finding]:
    """A label goes by its drug's name wherever an answer is expected, so no guideline may have that name."""
    guidelines = {edition.id for edition in compendium.knowledge.guidelines}
    for drug in compendium.knowledge.drugs.values():
        if drug.label and drug.id in guidelines:
            yield drug.where, f'"{drug.id}" is a drug with a label and a guideline, so an answer could be of either', \
                "Give one of the two another id and file name."


@check("usual-range", level=Level.ERROR)
def usual_values_are_single(compendium: Compendium) -> Iterator[Finding]:
    """An example patient has one value, so a range would never be taken for it."""
    settings = compendium.knowledge.settings
    for name, text in settings.usual.items():
        if name in compendium.knowledge.usual and not compendium.knowledge.usual[name].single:
            yield text.where, f'"{text}" is no single value of "{name}"', "Give one value, such as 65."
