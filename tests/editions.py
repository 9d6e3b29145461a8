"""The small world with two editions, an edit between them and another since, and a correction."""

from __future__ import annotations

from tests.commands.running import kb
from tests.worlds import World

PLANT = "scenarios/indoor/wilting-plant.yaml"
FIRST, SECOND = "2025.1", "2025.2"
CORRECTION = """corrections:
  - id: soil-was-wet
    date: 2026-01-10
    items: [scenarios/wilting-plant, advice/daily-care]
    wrong: The page said that the soil is wet.
    done: It says dry.
    harm: yes
    message: "#12"
"""
FEEDBACK = """feedback:
  issues: https://plants.example/new
  kinds:
    - {id: safety, label: Something that could kill a plant, days: 1, then: The page is taken down.}
    - {id: other, label: Anything else, days: 14, then: It is answered.}
audience: owners"""


def release(world: World, id: str, date: str, note: str = "") -> str:
    """Release an edition by the command; what it said."""
    done = kb("release", id, "--date", date, *(["--note", note] if note else []), "--root", world.root)
    assert done.exit_code == 0, done.output
    return done.output


def with_editions(world: World) -> World:
    """Two editions: between them words alone changed in one case; since then a title, and one profile came."""
    world.edit(PLANT, "{date: 2026-01-15, change: First version}", "{date: 2025-10-15, change: First version}")
    world.edit(PLANT, "updated: 2026-01-15", "updated: 2025-10-15")
    release(world, FIRST, "2025-11-01", "The first one")
    world.edit(PLANT, "The soil is dry [", "The soil is much too dry [")
    world.edit(PLANT, "history:\n", "history:\n  - {date: 2025-12-20, change: Says how dry}\n")
    world.edit(PLANT, "updated: 2025-10-15", "updated: 2025-12-20")
    release(world, SECOND, "2025-12-31", "After the winter <meeting>")
    world.edit("scenarios/indoor/healthy-young-fern.yaml", "soil and no pests", "soil and without pests")
    fern = world.text("scenarios/profiles/healthy-fern.yaml")
    world.write("scenarios/profiles/new-fern.yaml", fern.replace("id: healthy-fern", "id: new-fern"))
    world.write("content/corrections.yaml", CORRECTION)
    world.edit("content/kb.yaml", "audience: owners", FEEDBACK)
    return world
