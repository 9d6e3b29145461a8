"""An evaluation as paragraphs that can be read aloud: the answers, what they rest on, what would change them.

In: Context, Evaluation.  Out: Paragraphs.  Never: relies on color, or leaves out what an answer depends on.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.boxes import Box
from generator.core.evaluation import Answer, Evaluation, Verdict
from generator.core.facts import Values
from generator.core.guidelines import Checked, worst
from generator.core.needs import settling
from generator.core.truth import Truth
from generator.layout import Paragraph, heading, item
from generator.page.context import Context, capital, in_own_words, places_of
from generator.page.phrases import listed
from generator.page.plan import by_outcome, change_words, ranked, then_words
from generator.read.advice import Sort
from generator.report import items_of

ALIKE = "whichever of the rules that may hold does hold, the answer is the same"
_GAP = Paragraph()


def answer_paragraphs(context: Context, evaluation: Evaluation, as_of: str | None = None) -> Iterator[Paragraph]:
    """The leading question answered in a sentence per guideline, then what the answers rest on and what would change them.

    Before them stand the editions that answer, where a day was asked for.
    """
    treatment = str(places_of(context.settings, evaluation).treatment)
    yield Paragraph(words=context.words.draft_banner)
    if as_of is not None:
        yield from _day(context, evaluation, as_of)
    yield from _part(context.compendium.knowledge.decisions[treatment].question, _answers(context, evaluation, treatment))
    yield from _rests_on(context, evaluation)
    yield from _part(context.words.changes, _changes(context, evaluation, treatment))


def _day(context: Context, evaluation: Evaluation, day: str) -> Iterator[Paragraph]:
    """The editions that answer for a day, and what of that day is not known here."""
    made, rest = context.settings.edition_date, "Other guidance" if evaluation.verdicts else "Guidance"
    yield from (_GAP, heading(f"As of {day}"))
    if evaluation.verdicts:
        yield Paragraph(words="Answered by the guideline editions held here that were in force on this day:")
    yield from (item(_term_of(context, verdict.guideline)) for verdict in in_order(context, evaluation))
    yield Paragraph(words=f"{rest} of that day that is not held here takes no part; nor do the labels of drugs.")
    if day < made:
        yield Paragraph(words=f"Notices and pitfalls are left out: they are written for {made}.")
    if day > made:
        yield Paragraph(words=f"This knowledge base is of {made}; what came into force since is not held here.")


def _term_of(context: Context, name: str) -> str:
    """A guideline with the days on which it held, and with what took its place."""
    edition = context.editions[name]
    ended = f", until {edition.until}" if edition.until else ""
    next_one = context.successors.get(name, ())
    followed = f", superseded by {listed([context.editions[other].name for other in next_one])}" if next_one else ""
    return f"{edition.name} ({edition.jurisdiction}): in force since {edition.in_force}{ended}{followed}"


def _part(title: str, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """A part under its title; nothing where there is nothing to say."""
    found = list(paragraphs)
    if found:
        yield from (_GAP, heading(title), *found)


def in_order(context: Context, evaluation: Evaluation) -> list[Verdict]:
    """First the guideline that leads the leading question, then those that may lead; those that do not apply last."""
    leader = evaluation.lead.get(str(places_of(context.settings, evaluation).treatment))
    lead = [*([leader] if leader else []), *context.lead]
    ranks = {name: number for number, name in enumerate(dict.fromkeys([*lead, *evaluation.verdicts]))}
    return sorted(evaluation.verdicts.values(), key=lambda verdict: (verdict.applies is Truth.NOT_MET, ranks[verdict.guideline]))


def named(context: Context, verdict: Verdict) -> str:
    """A guideline with its place, and the condition where it is not known whether it applies."""
    edition = context.editions[verdict.guideline]
    scope = f", {context.words.scope_open} ({edition.rules.scope.words})" if verdict.applies is Truth.UNKNOWN else ""
    return f"{edition.name} ({edition.jurisdiction}){scope}"


def _answers(context: Context, evaluation: Evaluation, decision: str) -> Iterator[Paragraph]:
    if not evaluation.verdicts:
        yield item(_nobody(context))
    for verdict in in_order(context, evaluation):
        edition = context.editions[verdict.guideline]
        if verdict.applies is Truth.NOT_MET:
            yield item(f"{named(context, verdict)} {context.words.outside_scope}: it is for {edition.rules.scope.words}.")
        elif decision in verdict.answers:
            yield item(f"{named(context, verdict)}: {answer_sentence(context, evaluation, verdict, verdict.answers[decision])}")


def _nobody(context: Context) -> str:
    """What is said of a day on which no guideline held, with the first one that came."""
    first = min(context.compendium.knowledge.guidelines, key=lambda edition: edition.in_force, default=None)
    came = f" The first one held here, {first.name}, came into force on {first.in_force}." if first else ""
    return f"No guideline was in force on this day.{came}"


def answer_sentence(context: Context, evaluation: Evaluation, verdict: Verdict, answer: Answer) -> str:
    """What is answered; why, or what settles it and on what it depends; how that was checked, and whether all of it is proved."""
    why = _why(context, evaluation.box, verdict, answer)
    unproved = [] if context.proved(verdict.guideline, answer.decision) else [context.words.not_proved.rstrip(".")]
    return _sentences([answer_words(context, answer), *why, *_checked(context, answer), *unproved])


def answer_words(context: Context, answer: Answer) -> str:
    """The decision and its outcome, or the outcomes that are still open."""
    label = context.compendium.knowledge.decisions[answer.decision].label
    possible = [outcome_words(context, answer, outcome) for outcome in answer.possible]
    if len(possible) > 1:  # lists of drugs, one after another, need to be held apart
        possible = [f"({words})" if "," in words else words for words in possible]
    said = listed(possible, context.words.either)
    return f"{label}: {said}" if answer.outcome is not None else f"{label}: {said}, still open"


def depends_on(context: Context, answer: Answer) -> str:
    """The facts that an open answer depends on."""
    return f"{context.words.depends_on}: {', '.join(context.phrases.label(name) for name in answer.needs)}"


def _sentences(parts: list[str]) -> str:
    return " ".join(f"{part}." for part in parts)


def _why(context: Context, box: Box, verdict: Verdict, answer: Answer) -> Iterator[str]:
    if answer.outcome is None:
        yield from _settles(context, box, verdict, answer)
        yield depends_on(context, answer)
    elif answer.decider is not None:
        yield f"Reason: {reason(context, verdict, answer, answer.decider)}"
    else:
        yield f"Reason: {ALIKE}"


def outcome_words(context: Context, answer: Answer, outcome: str) -> str:
    """An outcome with the body's own word for its tier."""
    row = next((row for row in answer.rules if row.rule.outcome == outcome and row.truth is not Truth.NOT_MET), None)
    return in_own_words(context.outcome_words(answer.decision, outcome), row.rule.tier if row else "")


def reason(context: Context, verdict: Verdict, answer: Answer, number: int) -> str:
    """A row in the guideline's words, as the editors put them."""
    rule = answer.rules[number].rule
    return context.editions[verdict.guideline].reasons[f"{answer.decision}.{rule.id}"].plain.strip().rstrip(".")


def _settles(context: Context, box: Box, verdict: Verdict, answer: Answer) -> Iterator[str]:
    """What alone, once known, brings an outcome."""
    found = settling(box, box.book.guidelines[verdict.guideline].tables[answer.decision].node, answer.needs)
    for outcome in answer.possible:
        said = [_learned(context, name, values) for name, values in found.get(outcome, {}).items()
                if values.ranges or values.absent]
        if said:
            yield f"{capital(context.outcome_words(answer.decision, outcome))} if {listed(said, 'or')}"


def _learned(context: Context, name: str, values: Values) -> str:
    """A fact with the values that settle; all choices but one, by that one."""
    fact = context.phrases.facts[name]
    left_out = [] if fact.kind.numeric or values.absent else [
        words for tick, words in enumerate(fact.choice_words) if not any(low <= tick <= high for low, high in values.ranges)]
    if len(left_out) == 1 and len(fact.choices) > 2:
        return f"{fact.label} other than {left_out[0]}"
    return context.phrases.compared(fact, values)


def _checked(context: Context, answer: Answer) -> Iterator[str]:
    """How the rows behind the answer were checked, unless all were read at the source."""
    least = worst(row.rule.checked for row in answer.in_play)
    if least is not Checked.SOURCE:
        yield f"{context.words.how_checked}: {context.checked_words(least)}"


def _rests_on(context: Context, evaluation: Evaluation) -> Iterator[Paragraph]:
    facts, phrases, words = context.phrases.facts, context.phrases, context.words
    yield from _part(words.stated, (item(phrases.stated(facts[name], values))
                                    for name, values in evaluation.box.stated.items()))
    yield from _part(words.assumed, _assumed(context, evaluation))
    yield from _part(words.follows, (item(phrases.stated(facts[name], values))
                                     for name, values in evaluation.follows.items()))


def _assumed(context: Context, evaluation: Evaluation) -> Iterator[Paragraph]:
    """Assumptions made for one reason stand together."""
    facts, together = context.phrases.facts, dict[str, list[str]]()
    for name, values in evaluation.assumed.items():
        together.setdefault(facts[name].unstated_because, []).append(context.phrases.stated(facts[name], values))
    yield from (item(f"{'; '.join(said)}. {because}") for because, said in together.items())


def _changes(context: Context, evaluation: Evaluation, decision: str) -> Iterator[Paragraph]:
    """What else than learning an open fact would alter an answer, and how far away that is."""
    for verdict in in_order(context, evaluation):
        answer = verdict.answers.get(decision)
        if answer is None:
            continue
        known = [change for change in answer.changes if change.fact not in answer.needs]
        for outcome, changes in by_outcome(ranked(context.compendium.knowledge.facts, known, evaluation.box)).items():
            said = listed(change_words(context, changes, evaluation.box), "or")
            yield item(f"{context.editions[verdict.guideline].name}: {then_words(context, decision, outcome)} if {said}.")


def other_paragraphs(context: Context, evaluation: Evaluation) -> Iterator[Paragraph]:
    """What each guideline says on everything else."""
    treatment = str(places_of(context.settings, evaluation).treatment)
    yield from _part("Everything else they say", _others(context, evaluation, treatment))


def notice_paragraphs(context: Context, evaluation: Evaluation) -> Iterator[Paragraph]:
    """The notices and pitfalls that hold."""
    for title, sort in ((context.words.notice_kind, Sort.NOTICE), (context.words.pitfalls, Sort.PITFALL)):
        holding = (entry for entry, truth in items_of(evaluation, context.compendium.knowledge, sort) if truth is Truth.MET)
        yield from _part(title, (item(entry.clinician.plain.strip()) for entry in holding))


def _others(context: Context, evaluation: Evaluation, treatment: str) -> Iterator[Paragraph]:
    for verdict in in_order(context, evaluation):
        answers = [answer for name, answer in verdict.answers.items() if name != treatment]
        if answers:
            edition = context.editions[verdict.guideline]
            said_above = treatment in verdict.answers
            yield item(f"{edition.name} ({edition.jurisdiction}):" if said_above else f"{named(context, verdict)}:")
            yield from (item(answer_sentence(context, evaluation, verdict, answer), indent=2) for answer in answers)
