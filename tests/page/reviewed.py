"""A board for the small world, and events in its records, made with the digests of what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.page.context import context_of, decide
from generator.read.statements import Snapshot
from tests.worlds import World

REVIEWERS = """reviewers:
  - id: bo
    name: Bo Botanist
    institution: Institute
    roles: [{role: botanist, from: 2024-01-01}]
    declared: [2025-06-01]
    interests: [{company: Pot Works, what: talks, from: 2025-01-01}]
  - {id: flo, name: Flo Botanist, institution: Garden, roles: [{role: botanist, from: 2024-01-01}], declared: [2025-06-01]}
  - {id: gus, name: Gus Gardener, institution: Garden, roles: [{role: gardener, from: 2024-01-01}], declared: [2025-06-01]}
  - {id: hedy, name: Hedy Head, institution: Institute, roles: [{role: head, from: 2024-01-01}], declared: [2025-06-01]}
"""
BOARDS = {"guidelines": ("bo", "flo"), "advice": ("bo", "gus"), "drugs": ("bo",), "references": ("bo",), "glossary": ("gus",),
          "facts": ("bo",), "decisions": ("bo",), "profiles": ("gus",), "scenarios": ("bo", "gus")}
ROLES = {"bo": "botanist", "flo": "botanist", "gus": "gardener", "hedy": "head"}


def read_at_source(world: World) -> None:
    """Everything was read at its source, so that it may be approved."""
    for path in sorted(world.root.glob("content/**/*.yaml")) + sorted(world.root.glob("scenarios/**/*.yaml")):
        text = path.read_text("utf-8")
        path.write_text(text.replace("recalled", "source").replace("secondary", "source") if path.name != "kb.yaml" else text,
                        "utf-8")


def snapshots_of(world: World) -> Mapping[str, Snapshot]:
    """Every item as it stands now."""
    compendium = world.compendium
    context = context_of(compendium)
    cases = [context.standing(decide(compendium, case)).component for case in compendium.cases]
    return {one.item: one.now for one in (*context.standings.components.values(), *cases)}


def add_event(world: World, item: str, action: str, by: str, **more: Any) -> None:
    """One more event at the end of a record; `date`, `note` and the like may be given, and `role`."""
    write_event(world, snapshots_of(world)[item], action, by, **more)


def write_event(world: World, now: Snapshot, action: str, by: str, **more: Any) -> None:
    """The same, where the snapshot is at hand."""
    world.write(now.seen.file, now.data)
    given = {"date": "2026-01-05", "role": ROLES[by], **more}
    keys = {"action": action, "by": by, **given, "meaning": now.seen.meaning, "words": now.seen.words}
    path = f"content/reviews/{now.item}.yaml"
    before = world.text(path) if (world.root / path).exists() else f"item: {now.item}\nevents:\n"
    world.write(path, before + "  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n")
    if not (world.root / "content/reviewers.yaml").exists():
        world.write("content/reviewers.yaml", REVIEWERS)


def approve_all(world: World, date: str = "2026-01-05") -> None:
    """Everything is approved by its board."""
    read_at_source(world)
    for item, now in snapshots_of(world).items():
        for person in BOARDS[item.partition("/")[0]]:
            write_event(world, now, "approve", person, date=date)
