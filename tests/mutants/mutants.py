"""A guideline with one slip: each rule, local derived fact and the scope, altered one at a time.

In: Guideline, Rules.  Out: Mutants.  Never: judges; `trials.py` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from generator.core.conditions import Against, Bound, Span, leaves_of
from generator.core.derived import AnyDerived, Banded, Extreme, Named, Scaled, Valid, conditions_used
from generator.core.guidelines import Guideline, Rule, Rules
from tests.mutants.slips import Names, Slip, decimal, slips_in, slips_with

Mutant = Slip[Guideline]


def mutants_of(guide: Guideline, rules: Rules) -> Iterator[Mutant]:
    """The guideline with one slip, in each way and at each place."""
    names = _names(guide, rules)
    scope = guide.scope
    yield from slips_with(slips_in(scope.applies_when, names),
                          lambda when: replace(guide, scope=replace(scope, applies_when=when)))
    for name, derived in guide.local.items():
        yield from slips_with(_of_derived(derived, names, _compared_with(name, guide)),
                              lambda now, name=name: replace(guide, local={**guide.local, name: now}))
    for name, rows in guide.tables.items():
        yield from slips_with(_of_table(rows, names.outcomes[name], names),
                              lambda now, name=name: replace(guide, tables={**guide.tables, name: now}))


def _names(guide: Guideline, rules: Rules) -> Names:
    outcomes = {
        name: tuple(dict.fromkeys((*(outcome.id for outcome in rules.decisions[name].outcomes), *(row.outcome for row in rows))))
        for name, rows in guide.tables.items()
    }
    return Names({fact.id: fact for fact in rules.facts}, {**rules.derived, **guide.local}, outcomes)


def _of_table(rows: tuple[Rule, ...], outcomes: tuple[str, ...], names: Names) -> Iterator[Slip[tuple[Rule, ...]]]:
    for place, row in enumerate(rows):
        before, after = rows[:place], rows[place + 1 :]
        yield Slip(row.where, "row deleted", f"no row {row.id}", (*before, *after))
        if after:
            yield Slip(row.where, "rows swapped", f"{after[0].id} before {row.id}", (*before, after[0], row, *after[1:]))
        for other in outcomes:
            if other != row.outcome:
                now = (*before, replace(row, outcome=other), *after)
                yield Slip(row.where, "outcome", f"{other} for {row.outcome} in {row.id}", now)
        if row.when is not None:
            yield from slips_with(slips_in(row.when, names),
                                  lambda when, b=before, r=row, a=after: (*b, replace(r, when=when), *a))


def _of_derived(derived: AnyDerived, names: Names, compared: set[str]) -> Iterator[Slip[AnyDerived]]:
    match derived:
        case Extreme():
            yield from _of_extreme(derived, names)
        case Valid(of=of, unless=unless):
            yield from _other_name(derived, of, names)
            yield from slips_with(slips_in(unless, names), lambda when: replace(derived, unless=when))
        case Scaled(of=of):
            yield from _other_name(derived, of, names)
            yield from _of_cases(derived, names)
        case Named(when=when):
            yield from slips_with(slips_in(when, names), lambda now: replace(derived, when=now))
        case Banded():
            yield from _of_edges(derived, names.step(derived.by))
            yield from _of_band_values(derived, min((names.step(name) for name in compared), default=Fraction(1)))


def _other_name(derived: Valid | Scaled, of: str, names: Names) -> Iterator[Slip[AnyDerived]]:
    for other in names.siblings(of):
        yield Slip(derived.where, "fact", f"{derived.id} from {other} for {of}", replace(derived, of=other))


def _of_extreme(derived: Extreme, names: Names) -> Iterator[Slip[AnyDerived]]:
    words = ("lowest", "highest")
    now = f"{derived.id}: {words[not derived.highest]} for {words[derived.highest]}"
    yield Slip(derived.where, "all or any", now, replace(derived, highest=not derived.highest))
    for part in derived.of if len(derived.of) > 1 else ():
        left = tuple(other for other in derived.of if other != part)
        yield Slip(derived.where, "fact", f"{derived.id} without {part}", replace(derived, of=left))


def _of_cases(derived: Scaled, names: Names) -> Iterator[Slip[AnyDerived]]:
    for place, (when, factor) in enumerate(derived.cases):
        before, after = derived.cases[:place], derived.cases[place + 1 :]
        yield from slips_with(slips_in(when, names),
                              lambda now, b=before, f=factor, a=after: replace(derived, cases=(*b, (now, f), *a)))
        for moved in (factor - Fraction(1, 100), factor + Fraction(1, 100)):
            yield Slip(derived.where, "threshold", f"{derived.id}: factor {decimal(moved)} for {decimal(factor)}",
                       replace(derived, cases=(*before, (when, moved), *after)))


def _of_edges(derived: Banded, step: Fraction) -> Iterator[Slip[AnyDerived]]:
    """Each edge between two bands, and each outer one, a step down and up; both bands move with it."""
    lows = [span.low for span, _ in derived.bands]
    for place, low in enumerate(lows):
        for by in (-step, step) if low is not None else ():
            assert low is not None
            bands = list(derived.bands)
            bands[place] = (replace(bands[place][0], low=_moved(low, by)), bands[place][1])
            if place and (high := bands[place - 1][0].high) is not None:
                bands[place - 1] = (replace(bands[place - 1][0], high=_moved(high, by)), bands[place - 1][1])
            said = f"{derived.id}: a band from {decimal(low.value + by)} for {decimal(low.value)}"
            yield Slip(derived.where, "band edge", said, replace(derived, bands=tuple(bands)))
    span, value = derived.bands[-1]
    for by in (-step, step) if span.high is not None else ():
        assert span.high is not None
        last = (Span(span.low, _moved(span.high, by)), value)
        yield Slip(derived.where, "band edge", f"{derived.id}: the last band to {decimal(span.high.value + by)}",
                   replace(derived, bands=(*derived.bands[:-1], last)))


def _moved(bound: Bound, by: Fraction) -> Bound:
    return Bound(bound.value + by, bound.included)


def _of_band_values(derived: Banded, step: Fraction) -> Iterator[Slip[AnyDerived]]:
    for place, (span, value) in enumerate(derived.bands):
        for moved in (value - step, value + step):
            bands = (*derived.bands[:place], (span, moved), *derived.bands[place + 1 :])
            yield Slip(derived.where, "band value", f"{derived.id}: {decimal(moved)} for {decimal(value)}",
                       replace(derived, bands=bands))


def _compared_with(name: str, guide: Guideline) -> set[str]:
    """The numbers that a guideline compares with a threshold table."""
    conditions = [row.when for rows in guide.tables.values() for row in rows if row.when is not None]
    conditions += [when for derived in guide.local.values() for when in conditions_used(derived)]
    return {leaf.name for when in conditions for leaf in leaves_of(when) if isinstance(leaf, Against) and leaf.other == name}

