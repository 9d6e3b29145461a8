"""What a server takes over from one build to the next."""

from __future__ import annotations

import pytest

from generator.corridor import render_all
from generator.kept import Kept
from generator.page.context import decide
from generator.watch import unwatched
from tests.worlds import World

PLANT = "scenarios/indoor/wilting-plant.yaml"


class Decisions:
    """Counts how many cases are decided."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ids: list[str] = []
        monkeypatch.setattr("generator.corridor.decide", self)

    def __call__(self, compendium, case):
        self.ids.append(case.scenario.id)
        return decide(compendium, case)

    def taken(self) -> list[str]:
        ids, self.ids = self.ids, []
        return ids


@pytest.fixture
def decisions(monkeypatch: pytest.MonkeyPatch) -> Decisions:
    return Decisions(monkeypatch)


def again(world: World, kept: Kept) -> None:
    """A build that takes over what it can gives the very pages of one that begins anew."""
    assert render_all(world.folders, unwatched, kept).pages == render_all(world.folders).pages


def test_nothing_changed_and_nothing_is_decided_again(small_world: World, decisions: Decisions) -> None:
    kept = Kept()
    assert len(render_all(small_world.folders, unwatched, kept).pages) > 2
    assert len(decisions.taken()) == 2
    render_all(small_world.folders, unwatched, kept)
    assert decisions.taken() == []


def test_an_edited_case_alone_is_decided_again(small_world: World, decisions: Decisions) -> None:
    kept = Kept()
    render_all(small_world.folders, unwatched, kept)
    decisions.taken()
    small_world.edit(PLANT, "moisture_top: 4.5", "moisture_top: 4.0")
    render_all(small_world.folders, unwatched, kept)
    assert decisions.taken() == ["wilting-plant"]
    again(small_world, kept)


@pytest.mark.parametrize(("path", "old", "new"), [
    (PLANT, "moisture_top: 4.5", "moisture_top: 4.0"),
    (PLANT, "short_title: ", "short_title: Again "),
    ("content/facts.yaml", "label: kind of plant", "label: sort of plant"),
    ("content/kb.yaml", "title: Plant", "title: New plant"),
])
def test_whatever_is_edited_the_pages_are_those_of_a_fresh_build(small_world: World, path: str, old: str, new: str) -> None:
    kept = Kept()
    render_all(small_world.folders, unwatched, kept)
    small_world.edit(path, old, new)
    again(small_world, kept)


def test_a_new_short_title_reaches_the_neighbors_page(small_world: World) -> None:
    kept = Kept()
    render_all(small_world.folders, unwatched, kept)
    for path in small_world.root.glob("scenarios/*/*.yaml"):
        if path.parent.name != "profiles":
            name = path.relative_to(small_world.root).as_posix()
            small_world.edit(name, "short_title: ", "short_title: Other ")
            again(small_world, kept)
