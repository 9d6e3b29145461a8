"""Facts, what nobody can have, and differences, as the finder needs them.

In: Context, Roots.  Out: dicts for JSON.  Never: decides, or names a guideline.
"""

from __future__ import annotations

from typing import Any

from generator.core.cells import cells_in
from generator.core.derived import Difference, Extreme, Valid
from generator.core.facts import Fact, Values
from generator.core.guidelines import Impossible
from generator.core.rulebook import Rulebook
from generator.finder.roots import Roots
from generator.page.context import Context


def facts_data(context: Context) -> list[dict[str, Any]]:
    """Every fact in the order of the levels: its grid, its cells, and its words."""
    book = context.compendium.book
    return [_fact(context, fact, book) for fact in book.facts if fact.id not in book.rules.derived]


def _fact(context: Context, fact: Fact, book: Rulebook) -> dict[str, Any]:
    phrases, level = context.phrases, book.levels[fact.id]
    data: dict[str, Any] = {
        "id": fact.id, "kind": fact.kind.value, "group": fact.group, "label": fact.label, "low": fact.low, "high": fact.high,
        "cuts": list(book.cells[level].starts), "later": list(cells_in(book.dependents[level])),
    }
    if fact.kind.numeric:
        data |= {"step": [fact.step.numerator, fact.step.denominator], "unit": phrases.unit(fact.id).strip(),
                 "digits": fact.digits if fact.group in phrases.scaled else 0}
    else:
        data |= {"choices": list(fact.choices), "words": list(fact.choice_words)}
    if fact.may_be_absent:
        data["absent"] = True
    if fact.only_if is not None:
        data["only_if"] = phrases.condition(fact.only_if)
    if fact.unstated is not None:
        data["unstated"] = {**values_data(fact.unstated), "because": fact.unstated_because}
    return data


def values_data(values: Values) -> dict[str, Any]:
    """A set of values in ticks."""
    data: dict[str, Any] = {"ranges": [list(span) for span in values.ranges]}
    return {**data, "absent": True} if values.absent else data


def groups_data(context: Context) -> list[dict[str, str]]:
    """The groups in clinical order."""
    return [{"id": group.id, "label": group.label, "question": group.question, "why": group.why.plain.strip(),
             "unit": group.scale.unit if group.scale else ""}
            for group in context.compendium.knowledge.facts.groups]


def constraints_data(context: Context, roots: Roots) -> dict[str, Any]:
    """What nobody can have, one by one for explanations, and facts bound together for narrowing."""
    book = context.compendium.book
    return {
        "constraints": [{"root": roots.add(one.node), "tie": list(one.tie) if one.tie else None,
                         "because": because(context, one.source)}
                        for one in book.constraints if book.diagrams.exact[one.node]],
        "clusters": [{"root": roots.add(one.node), "levels": list(cells_in(one.levels))}
                     for one in book.clusters if book.diagrams.exact[one.node]],
    }


def differences_data(context: Context, roots: Roots) -> list[dict[str, Any]]:
    """Facts that are differences of others, after all facts in the order of the levels."""
    book = context.compendium.book
    return [{"id": fact.id, "low": fact.low, "high": fact.high, "cuts": list(book.cells[book.levels[fact.id]].starts),
             "is": _number(book, fact.id, roots)}
            for fact in book.facts if fact.id in book.rules.derived]


def because(context: Context, source: Impossible | Fact) -> str:
    """Why nobody can have what a constraint forbids."""
    if isinstance(source, Impossible):
        return source.because
    asked = "" if source.only_if is None else context.phrases.condition(source.only_if)
    return f"{source.label} {context.settings.finder.asked_only_if} {asked}"


def _number(book: Rulebook, name: str, roots: Roots) -> list[Any]:
    """How a number is made: ["fact", level], ["minus", a, b], ["lowest" or "highest", ...], ["valid", a, unless]."""
    match book.rules.derived.get(name):
        case None:
            return ["fact", book.levels[name]]
        case Difference(minuend=first, subtrahend=second):
            return ["minus", _number(book, first, roots), _number(book, second, roots)]
        case Extreme(of=parts, highest=highest):
            return ["highest" if highest else "lowest", *(_number(book, part, roots) for part in parts)]
        case Valid(of=part):
            return ["valid", _number(book, part, roots), roots.add(book.conditions[f"unless:{name}"].node)]
        case _:
            raise TypeError(f"{name} has no extent")
