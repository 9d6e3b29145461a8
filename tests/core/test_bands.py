"""Bands between two comparisons of which no row speaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.core.bands import unspoken
from generator.core.conditions import Condition
from generator.core.derived import AnyDerived, Extreme, Named
from tests.core.worlds import HERE, all_of, everyone, guideline, leaf, not_, number, rules_of, world_of

FACTS = (number("hip", 0, 1000, step="0.1"), number("spine", 0, 1000, step="0.1"))
LOCAL = (Extreme(id="lowest", label="", where=HERE, of=("hip", "spine"), highest=False),
         Named(id="thin", label="", where=HERE, when=leaf("hip <= 2")))


def bands(rows: Sequence[str | Condition], local: Sequence[AnyDerived] = LOCAL) -> list[tuple[str, str, str]]:
    table = {"first": [("mild", leaf(row) if isinstance(row, str) else row) for row in rows] + [("no_recommendation", None)]}
    world = world_of(rules_of(FACTS, [guideline("guide", everyone("hip > 1"), table, local)]))
    derived = {one.id: one for one in local}
    return [(band.name, band.below, band.above) for band in unspoken(world.book.guidelines["guide"].tables["first"], derived)]


@pytest.mark.parametrize(("rows", "found"), [
    (["hip > 1", "hip < 1"], [("hip", "hip < 1", "hip > 1")]),
    (["hip > 1", "hip <= 1"], []),
    (["hip >= 3", "hip < 2", "2 <= hip < 3"], []),
    (["hip >= 3", "hip < 2", "2 < hip < 3"], [("hip", "hip < 2", "2 < hip < 3")]),
    (["hip >= 2.5", "hip <= 2.4"], [("hip", "hip <= 2.4", "hip >= 2.5")]),
    (["hip >= 3", "hip < 9"], []),
    (["hip >= 3", "spine < 2"], []),
    (["lowest >= 3", "lowest < 2"], [("lowest", "lowest < 2", "lowest >= 3")]),
    (["hip >= 3", not_("hip >= 2")], [("hip", "hip >= 2", "hip >= 3")]),
    (["hip >= 3", "thin"], [("hip", "hip <= 2", "hip >= 3")]),
    ([all_of("hip >= 3", "spine > 1"), "hip <= 2"], [("hip", "hip <= 2", "hip >= 3")]),
    (["hip >= 3"], []),
])
def test_a_band_is_found_where_no_comparison_reaches_across(rows, found):
    assert bands(rows) == found
