"""The section that explains the leading decision."""

from tests.worlds import World

CLUB = "content/guidelines/garden-club-2020.yaml"
PLANT = "scenarios/indoor/wilting-plant.yaml"


def test_a_criterion_may_read_another_decision_that_is_open(small_world: World) -> None:
    small_world.edit(CLUB, "when: {all: [pests_seen, yellow_leaves >= 5]}",
                     "when: {all: [pests_seen, yellow_leaves >= 5, {any: [watering = water, watering = wait]}]}")
    small_world.edit(PLANT, "moisture_root: 2.0", "moisture_root: 2.0..3.0")
    small_world.edit(PLANT, "garden-club-2020.watering: water", "garden-club-2020.watering: {possible: [wait, water]}")
    assert "Pests together with five yellow leaves" in small_world.pages()["scenarios/wilting-plant/index.md"].data.decode()
