from __future__ import annotations

import pytest

from generator.check.compendium import Compendium
from generator.check.uses import Holder, Spot, Use, uses_of
from generator.core.guidelines import Checked
from tests.worlds import World


def uses(compendium: Compendium, reference: str, spot: Spot) -> list[Use]:
    return [use for use in uses_of(compendium.knowledge) if (use.reference, use.spot) == (reference, spot)]


@pytest.mark.parametrize(("reference", "spot", "locator", "checked"), [
    ("garden-club-2020", Spot(Holder.RULE, "garden-club-2020", ("repotting", "repot-old")), "page 7", Checked.RECALLED),
    ("garden-club-2020", Spot(Holder.GUIDELINE, "garden-club-2020"), "page 2", Checked.SOURCE),
    ("soap-label", Spot(Holder.LABEL, "soap_spray", ("spray_fit", "many-leaves")), "advice", Checked.SECONDARY),
    ("soap-label", Spot(Holder.DRUG, "soap_spray", ("use",)), "", Checked.SOURCE),
    ("soap-label", Spot(Holder.DRUG, "soap_spray"), "warning", Checked.SOURCE),
    ("fern-society-2024", Spot(Holder.ADVICE, "daily-care", ("move-from-the-heater",)), "", Checked.RECALLED),
    ("garden-club-2020", Spot(Holder.CASE, "wilting-plant"), "page 3", Checked.SOURCE),
    ("leaf-trial-2019", Spot(Holder.VALUES, "soil"), "", Checked.SOURCE),
], ids=repr)
def test_every_sort_of_text_and_rule_is_a_use(small_library: Compendium, reference: str, spot: Spot, locator: str,
                                              checked: Checked) -> None:
    assert (locator, checked) in [(use.locator, use.checked) for use in uses(small_library, reference, spot)]


def test_a_use_keeps_the_sentence_that_rests_on_it(small_library: Compendium) -> None:
    found = uses(small_library, "garden-club-2020", Spot(Holder.ADVICE, "daily-care", ("look-under-leaves",)))
    assert [use.sentence for use in found] == ["Look under 3 leaves a week.", "Look under 3 leaves each week."]


def test_what_the_reason_of_a_rule_cites_is_a_use_at_the_rule(small_world: World) -> None:
    small_world.edit("content/guidelines/garden-club-2020.yaml", "because: no pests\n",
                     'because: "no pests [@leaf-trial-2019, table 9]"\n')
    spot = Spot(Holder.RULE, "garden-club-2020", ("treatment", "no-pests"))
    assert [use.locator for use in uses(small_world.compendium, "leaf-trial-2019", spot)] == ["table 9"]
