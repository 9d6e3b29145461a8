"""The small world before and after an edit."""

from __future__ import annotations

from generator.check.compendium import Compendium
from generator.core.evaluation import applies, possible
from generator.core.truth import Truth
from generator.impact.comparison import Impact, compare
from generator.page.context import editions_in_force, labels_of
from tests.worlds import SMALL_WORLD, World

CLUB, FERNS = "content/guidelines/garden-club-2020.yaml", "content/guidelines/fern-society-2024.yaml"
PLANT, FERN = "scenarios/indoor/wilting-plant.yaml", "scenarios/indoor/healthy-young-fern.yaml"
CARE = "content/advice/daily-care.yaml"
MANY_PESTS = """    - id: many-pests
      outcome: treat
      when: many_pests
      because: ten pests or more on a leaf
      grade: ungraded; verb "spray"
      locator: page 4
      checked: source
      plain: there are ten or more on a leaf
"""
SOME_PESTS = """    - id: some-pests
      outcome: watch
      when: pests_seen
      because: fewer pests on a plant that looks well
      grade: ungraded; verb "look"
      locator: page 4
      checked: source
      plain: you see a few pests
"""


def impact_of(world: World) -> Impact:
    """What the edits of a world change."""
    return compare(World(SMALL_WORLD).compendium, world.compendium, mark="main:")


def answers_of(compendium: Compendium) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """By scenario, guideline and decision the outcomes still possible, asked one by one; none where it does not apply."""
    day = compendium.knowledge.settings.edition_date
    found = {}
    for case in compendium.cases:
        for name in (*editions_in_force(compendium, day), *labels_of(compendium, day)):
            guide = compendium.book.guidelines[name]
            for decision in guide.tables:
                if (truth := applies(case.box, guide)) is not Truth.NOT_MET:
                    found[case.scenario.id, name, decision] = (truth.word, *possible(case.box, guide, decision))
    return found


def changed_answers(impact: Impact) -> set[tuple[str, str, str]]:
    return {(change.id, *answer.place) for change in impact.changed for answer in change.answers}


def really_changed(before: Compendium, now: Compendium) -> set[tuple[str, str, str]]:
    """The same, from both sides evaluated on their own; scenarios on both sides only."""
    common = {case.scenario.id for case in before.cases} & {case.scenario.id for case in now.cases}
    was, is_ = answers_of(before), answers_of(now)
    return {key for key in {*was, *is_} if key[0] in common and was.get(key) != is_.get(key)}
