"""Formulas of the compiled rules, written in the languages of other rule engines.

In: Formula, Facts.  Out: text of an expression.  Never: writes a threshold that was not read from the rules.

Those engines know values, nothing else. What was not measured and what does not apply is null in zen-engine; cel-python has to be
told by a second fact, `<name>_there`, since `has()` cannot be negated by its compiled runner. Only facts that may be missing in a
possible patient are guarded so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core import formulas as f
from generator.core.facts import Fact, Kind
from generator.core.formulas import Formula


class InexpressibleError(ValueError):
    """A formula that the other languages cannot say as one expression over values."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """How a language spells what formulas are made of; `{}` in `there` stands for the name of a fact.

    `null_is_equal_to_nothing` says that an equation on what is not there is false, and no error.
    """

    both: str
    either: str
    neither: str
    there: str
    null_is_equal_to_nothing: bool


ZEN = Language(both=" and ", either=" or ", neither="not", there="{} != null", null_is_equal_to_nothing=True)
CEL = Language(both=" && ", either=" || ", neither="!", there="{}_there", null_is_equal_to_nothing=False)


def may_be_missing(fact: Fact) -> bool:
    """Whether a possible patient can be without a value of the fact."""
    return fact.may_be_absent or fact.only_if is not None


def expression(formula: Formula, facts: Mapping[str, Fact], language: Language) -> str:
    """A formula as an expression that is true or false for one patient.  Raises InexpressibleError."""
    match formula:
        case f.In():
            return _is_in(formula, facts[formula.fact], language)
        case f.Both(parts=parts):
            return _joined([expression(part, facts, language) for part in parts], language.both, "true")
        case f.Either(parts=parts):
            return _joined([expression(part, facts, language) for part in parts], language.either, "false")
        case f.Neither(part=part):
            return f"{language.neither}({expression(part, facts, language)})"
        case f.Count(count=count, parts=parts):
            met = [f"({expression(part, facts, language)} ? 1 : 0)" for part in parts]
            return f"({' + '.join(met)} >= {count})"
        case _:
            raise InexpressibleError(f"{type(formula).__name__} is more than values of facts")


def _joined(parts: list[str], word: str, nothing: str) -> str:
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})" if parts else nothing


def _is_in(atom: f.In, fact: Fact, language: Language) -> str:
    if atom.values.absent or atom.values.inapplicable:
        raise InexpressibleError(f'"{fact.id}" is asked for what is not a value')
    there = language.there.format(fact.id)
    if atom.values == fact.measured:
        return f"({there})" if may_be_missing(fact) else "true"
    said = [_in_range(span, fact, language) for span in atom.values.ranges]
    safe = language.null_is_equal_to_nothing and not (fact.kind.numeric and any(low < high for low, high in atom.values.ranges))
    guards = [there] if may_be_missing(fact) and not safe else []
    return _joined([*guards, _joined(said, language.either, "false")], language.both, "true")


def _in_range(span: tuple[int, int], fact: Fact, language: Language) -> str:
    """A comparison with one range of ticks, which is not the whole domain."""
    low, high = (_literal(tick, fact) for tick in span)
    if span[0] == span[1]:
        return f"{fact.id} == {low}"
    if not fact.kind.numeric:
        return f"{fact.id} in [{', '.join(_literal(tick, fact) for tick in range(span[0], span[1] + 1))}]"
    ends = [f"{fact.id} >= {low}"] * (span[0] > fact.low) + [f"{fact.id} <= {high}"] * (span[1] < fact.high)
    return _joined(ends, language.both, "true")


def value_of(tick: int, fact: Fact) -> float | int | bool | str:
    """A tick as those engines are given it."""
    if fact.kind is Kind.YES_NO:
        return fact.choices[tick] == "yes"
    if fact.kind is Kind.CHOICE:
        return fact.choices[tick]
    return int(tick * fact.step) if fact.step.denominator == 1 else float(fact.number(tick))


def _literal(tick: int, fact: Fact) -> str:
    value = value_of(tick, fact)
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
