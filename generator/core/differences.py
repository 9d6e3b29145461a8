"""Differences as facts of their own: one number minus another, on the grid that both share.

In: Difference, Vocabulary.  Out: Fact.  Never: works out what a patient has; `extents.py` does.
"""

from __future__ import annotations

from generator.core.conditions import Span
from generator.core.derived import Difference, Extreme, Valid
from generator.core.facts import Fact, Kind
from generator.core.lowering import Unresolved, Vocabulary, lower_number


def difference_fact(derived: Difference, words: Vocabulary) -> Fact:
    """The fact whose values are those of a difference.  Raises Unresolved where the parts are not numbers of one step."""
    inside = words.within(derived.id, derived.where)
    first, second = (_read_from(name, derived, inside) for name in (derived.minuend, derived.subtrahend))
    steps = {fact.step for fact in (*first, *second)}
    if len(steps) != 1:
        raise Unresolved(derived.where, "bad-difference", f'the parts of "{derived.id}" are reported in different steps',
                         "Subtract numbers of one step.")
    low = min(fact.low for fact in first) - max(fact.high for fact in second)
    high = max(fact.high for fact in first) - min(fact.low for fact in second)
    return Fact(id=derived.id, label=derived.label, kind=Kind.NUMBER, where=derived.where, may_be_absent=True,
                low=low, high=high, step=steps.pop())


def _read_from(name: str, derived: Difference, words: Vocabulary) -> tuple[Fact, ...]:
    """The facts from which a part of a difference takes its values."""
    inner = words.derived.get(name)
    if isinstance(inner, Difference):
        return (difference_fact(inner, words),)
    lower_number(name, Span(), words, derived.where)  # refuses what is no number, or unknown
    if name in words.facts:
        return (words.facts[name],)
    match inner:
        case Extreme(of=parts):
            return tuple(fact for part in parts for fact in _read_from(part, derived, words))
        case Valid(of=part):
            return _read_from(part, derived, words)
    raise Unresolved(derived.where, "bad-difference", f'"{name}" is not reported in steps, so nothing can be subtracted',
                     "Subtract facts, differences, or a  lowest_of,  highest_of  or  valid  of facts.")
