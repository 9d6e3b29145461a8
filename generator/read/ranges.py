"""Read ranges such as `0..120`.

In: Text.  Out: Span, Problems.  Never: knows a fact.
"""

from __future__ import annotations

import re
from fractions import Fraction

from generator.core.conditions import NUMBER, Bound, Span
from generator.origin import Problem, Text

LONGEST = 60
_RANGE = re.compile(rf"({NUMBER})?\s*\.\.\s*({NUMBER})?")


def read_span(text: Text, problems: list[Problem]) -> Span | None:
    """A range with both ends included; an end left out is open."""
    match = _RANGE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or match[1] is match[2] is None:
        problems.append(Problem(text.where, "bad-range", f'"{text}" is not a range', "Write low..high, such as 50..54."))
        return None
    low, high = (Bound(Fraction(end), included=True) if end else None for end in match.groups())
    if low and high and low.value > high.value:
        problems.append(Problem(text.where, "bad-range", f'the range "{text}" runs backwards', "Put the lower number first."))
        return None
    return Span(low, high)
