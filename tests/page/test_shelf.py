"""Pages of guidelines: a body's own tier words and threshold tables."""

import pytest

from tests.worlds import World

FERNS = "content/guidelines/fern-society-2024.yaml"
ENDED = "No longer in force from 2026-01-01."


def page(world: World) -> str:
    return world.pages()["guidelines/fern-society-2024.md"].data.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_rule_shows_the_tier_word_of_its_body(small_world: World) -> None:
    row = '| <strong>treat (infested)</strong><br><span class="exact">In the source\'s words:</span> strong |'
    assert row in page(small_world)


@pytest.mark.parametrize(("old", "new", "words"), [
    ("by: years_kept\n", "by: years_kept\n", "by years with its owner: 0–4 years: 3; 5–60 years: 2.5"),
    ("by: years_kept\n", 'by: years_kept\n    unit: "%"\n', "by years with its owner: 0–4 years: 3 %; 5–60 years: 2.5 %"),
    ("range: 5..60", "range: 5..", "by years with its owner: 0–4 years: 3; 5 years or more: 2.5"),
    ("range: 0..4", "range: ..4", "by years with its owner: 4 years or less: 3; 5–60 years: 2.5"),
])
def test_a_threshold_table_is_told_band_by_band(small_world: World, old: str, new: str, words: str) -> None:
    small_world.edit(FERNS, old, new)
    assert words in page(small_world)


@pytest.mark.parametrize("path", ["guidelines/fern-society-2024.md", "guidelines/index.md"])
def test_an_edition_that_no_longer_holds_says_so(small_world: World, path: str) -> None:
    assert ENDED not in small_world.pages()[path].data.decode()
    small_world.edit(FERNS, "in_force: 2024-05-01\n", "in_force: 2024-05-01\nuntil: 2026-01-01\n")
    assert ENDED in small_world.pages()[path].data.decode()
