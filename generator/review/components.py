"""Components: guidelines, advice, drugs, references, glossary and profiles, statement by statement.

In: Knowledge, Lexicon.  Out: Component.  Never: knows a case, or what anybody approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.guidelines import Rule
from generator.origin import Where
from generator.read.advice import Item, Topic
from generator.read.drugs import Drug
from generator.read.glossary import Term
from generator.read.guidelines import GuidelineEdition
from generator.read.knowledge import Knowledge
from generator.read.prose import Prose
from generator.read.references import Reference
from generator.read.scenarios import Profile
from generator.read.statements import Snapshot, Statement
from generator.review.canonical import canonical
from generator.review.meaning import Lexicon
from generator.review.sentences import line, sentences
from generator.review.vocabulary import decision_statements, group_statements

GLOSSARY = "glossary/terms"
WITH_RULES = ("guidelines", "drugs")  # the kinds that have tables


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """An item under review as it stands now; `page` is its address below the root of the site."""

    title: str
    page: str
    source: str
    now: Snapshot
    uses: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def item(self) -> str:
        """Kind and id."""
        return self.now.item

    @property
    def kind(self) -> str:
        """The kind."""
        return self.item.partition("/")[0]


def components_of(knowledge: Knowledge, lexicon: Lexicon) -> Mapping[str, Component]:
    """Every component by item, cases left out."""
    found = [
        *(_component(f"guidelines/{one.id}", one.name, one.rules.where, _guideline(one, knowledge, lexicon))
          for one in knowledge.guidelines),
        *(_component(f"advice/{one.id}", one.title, one.where, _topic(one, lexicon)) for one in knowledge.topics),
        *(_component(f"drugs/{one.id}", one.name, one.where, _drug(one, knowledge, lexicon)) for one in knowledge.drugs.values()),
        *(_component(f"references/{one.id}", str(one.csl["title"]), one.where, _reference(one), f"references/#{one.id}")
          for one in knowledge.references.values()),
        *(_component(f"profiles/{one.id}", one.title, one.where, _profile(one, knowledge, lexicon))
          for one in knowledge.profiles.values()),
    ]
    found += [_component(f"facts/{one.id}", one.label, one.why.where, group_statements(one, knowledge, lexicon), "authoring/")
              for one in knowledge.facts.groups]
    found += [_component(f"decisions/{one.id}", one.label, one.where, decision_statements(one), "authoring/")
              for one in knowledge.decisions.values()]
    if knowledge.glossary:
        where = Where(knowledge.glossary[0].where.file)
        found.append(_component(GLOSSARY, "Glossary", where, _terms(knowledge.glossary, lexicon), "glossary/"))
    return {one.item: one for one in found}


def _component(item: str, title: str, where: Where, statements: Iterable[Statement], page: str = "") -> Component:
    """A component; its page is named after it unless another is given."""
    now = Snapshot(item=item, statements=tuple(statements))
    return Component(title=title, page=page or f"{item}/", source=where.file, now=now, uses=references_in(now.statements))


def references_in(statements: Iterable[Statement]) -> frozenset[tuple[str, str]]:
    """The references that statements cite, as parts that they rest on."""
    return frozenset((f"references/{name}", "entry") for one in statements for name in one.cites)


def _guideline(edition: GuidelineEdition, knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Statement]:
    rules, where = edition.rules, edition.rules.where
    about = (edition.name, edition.body, edition.title, edition.jurisdiction, edition.in_force, edition.until, edition.supersedes,
             canonical(edition.expects) if edition.expects else "")
    yield Statement(id="about", heading=edition.title, words=" · ".join(filter(None, about)), meaning=canonical(about),
                    cites=(edition.reference,), where=where)
    yield from sentences("summary", edition.title, edition.summary, lexicon)
    scope = rules.scope
    yield Statement(id="scope", heading=edition.title, words=f"{scope.words} ({scope.locator})", checked=scope.checked,
                    meaning=f"{lexicon.meaning(scope.words)} | {canonical(scope.applies_when)} | {scope.locator}",
                    cites=(edition.reference,), where=scope.where)
    for name, derived in rules.local.items():
        yield Statement(id=f"local/{name}", heading=edition.title, words=f"{derived.label}: {canonical(derived)}",
                        meaning=canonical(derived), where=derived.where)
    yield from _rows("", edition, knowledge, lexicon)
    for excuse in edition.accepted:
        yield Statement(id=f"accepted/{excuse.decision}/{excuse.about}/{excuse.finding}", heading=edition.title,
                        words=excuse.because, meaning=canonical(excuse), checked=excuse.checked, cites=(excuse.reference,),
                        where=excuse.where)


def _rows(prefix: str, edition: GuidelineEdition, knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Statement]:
    """Every row of every table; the order of rows is part of what tables mean, and of the digest."""
    for name, rows in edition.rules.tables.items():
        decision = knowledge.decisions[name]
        for row in rows:
            reason = edition.reasons[f"{name}.{row.id}"]
            drugs = tuple(sorted({*edition.drugs.get(f"{name}.{row.id}", ()), *lexicon.drugs_in(reason.plain, row.grade)}))
            yield Statement(
                id=f"{prefix}{name}/{row.id}", heading=decision.label, where=row.where, checked=row.checked, drugs=drugs,
                words=_row_words(decision.outcome(row.outcome).label, row, reason), cites=(edition.reference,),
                meaning=" | ".join((row.outcome, canonical(row.when), row.tier, row.locator, lexicon.of_prose(reason),
                                    lexicon.meaning(row.grade))),
            )


def _row_words(outcome: str, row: Rule, reason: Prose) -> str:
    """What a reviewer holds against the source: the answer, when it is given, in which words, how strongly, and where."""
    when = f" when {canonical(row.when)}" if row.when is not None else " in all other cases"
    tier = f" ({row.tier})" if row.tier else ""
    return f"{outcome}{tier}{when}: {reason.plain.strip()}. {row.grade}. {row.locator}"


def _topic(topic: Topic, lexicon: Lexicon) -> Iterator[Statement]:
    for part, text in (("title", topic.title), ("plain_title", topic.plain_title), ("summary", topic.summary)):
        yield from line(f"about/{part}", topic.title, text, topic.where, lexicon)
    for item in topic.items:
        yield from _item(item, topic.title, lexicon)


def _item(item: Item, heading: str, lexicon: Lexicon) -> Iterator[Statement]:
    """An item with its condition, its words for both readers and its positions."""
    words = " / ".join(filter(None, (item.when_words, item.plain_when, item.strength, item.urgency)))
    means = (item.sort, item.section, item.when, item.strength, item.urgency, item.leaflet, item.detail)
    yield Statement(id=f"{item.id}/when", heading=heading, words=f"{item.sort}: {words}", meaning=canonical(means),
                    where=item.where)
    yield from sentences(f"{item.id}/clinician", heading, item.clinician, lexicon)
    yield from sentences(f"{item.id}/patient", heading, item.patient, lexicon)
    for number, position in enumerate(item.positions, 1):
        yield from sentences(f"{item.id}/position-{number}", f"{heading}: {position.who}", position.says, lexicon)


def _drug(drug: Drug, knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Statement]:
    about = f"{drug.name} ({', '.join(drug.brands)}): {drug.kind}"
    yield Statement(id="about", heading=drug.name, words=about, meaning=about, drugs=(drug.id,), where=drug.where,
                    cites=(drug.reference,) if drug.reference else ())
    yield from sentences("summary", drug.name, drug.summary, lexicon)
    for name, prose in drug.points.items():
        yield from sentences(f"points/{name}", knowledge.settings.drug_points.get(name, name), prose, lexicon)
    for caution in drug.cautions:
        for reader, prose in (("clinician", caution.clinician), ("patient", caution.patient)):
            yield from sentences(f"caution/{caution.id}/{reader}", drug.name, prose, lexicon)
    if drug.label:
        label = f"{drug.label.jurisdiction}, {drug.label.in_force}"
        yield Statement(id="label/about", heading=drug.name, words=label, meaning=label, cites=(drug.label.reference,),
                        where=drug.label.rules.where)
        yield from _rows("label/", drug.label, knowledge, lexicon)


def _reference(reference: Reference) -> Iterator[Statement]:
    """The entry and what has become of the work, so that a correction lapses whatever cites it; notes of editors are left out."""
    entry = {key: value for key, value in sorted(reference.csl.items()) if key != "custom"}
    since = reference.standing
    said = [str(entry.get(key, "")) for key in ("title", "container-title", "volume", "page", "DOI", "PMID", "URL")]
    means = (entry, reference.evidence, since.status, since.replaced_by, since.notice)
    words = " · ".join(filter(None, (*said, since.status)))
    yield Statement(id="entry", heading=reference.id, words=words, meaning=canonical(means), where=reference.where)


def _terms(terms: Iterable[Term], lexicon: Lexicon) -> Iterator[Statement]:
    for term in terms:
        yield from line(f"{term.id}/spellings", term.term, ", ".join(term.spellings), term.where, lexicon)
        for name, prose in (("clinician", term.clinician), ("plain", term.plain), ("units", term.units)):
            yield from sentences(f"{term.id}/{name}", term.term, prose, lexicon)


def _profile(profile: Profile, knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Statement]:
    yield from line("about/title", profile.title, profile.title, profile.where, lexicon)
    yield from line("about/description", profile.title, profile.description, profile.where, lexicon)
    stated = {name: knowledge.known_facts[name].write(values) for name, values in profile.facts.items()}
    yield Statement(id="facts", heading=profile.title, words=canonical(stated), meaning=canonical(stated),
                    where=profile.where)
