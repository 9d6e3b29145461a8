"""Pages of guidelines: a body's own tier words and threshold tables."""

import re

import pytest

from tests.worlds import World, with_successor

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


def shelf_of(world: World, path: str) -> str:
    return world.pages()[f"guidelines/{path}.md"].data.decode()


def test_a_superseded_edition_says_since_when_and_by_what(small_world: World) -> None:
    text = shelf_of(with_successor(small_world), "garden-club-2020")
    assert ('<p class="past"><strong>No longer in force from 2024-05-01. Superseded by: '
            '<a href="../fern-society-2024/">Fern Society 2024</a>.</strong> Kept') in text


def test_the_newer_edition_links_to_the_older_one(small_world: World) -> None:
    assert 'Replaces: <a href="../garden-club-2020/">Garden Club 2020</a>.' in shelf_of(
        with_successor(small_world), "fern-society-2024")


def test_an_edition_with_an_end_to_come_still_holds(small_world: World) -> None:
    small_world.edit(FERNS, "in_force: 2024-05-01\n", "in_force: 2024-05-01\nuntil: 2027-01-01\n")
    text = page(small_world)
    assert ("No longer in force from 2027-01-01." in text, 'class="past"' in text) == (True, False)


def headings_and_guidelines(world: World) -> list[tuple[str, str]]:
    return re.findall(r"^## (.*) {|^- \*\*<a href=\"([^\"]*)/\"", shelf_of(world, "index"), re.MULTILINE)


def test_the_list_of_guidelines_tells_those_in_force_from_the_others(small_world: World) -> None:
    assert headings_and_guidelines(with_successor(small_world)) == [
        ("In force", ""), ("", "fern-society-2024"), ("Superseded or retired", ""), ("", "garden-club-2020")]


def test_a_guideline_that_does_not_hold_yet_stands_apart(small_world: World) -> None:
    small_world.edit(FERNS, "in_force: 2024-05-01\n", "in_force: 2026-02-02\n")
    assert headings_and_guidelines(small_world) == [
        ("In force", ""), ("", "garden-club-2020"), ("Not yet in force", ""), ("", "fern-society-2024")]


def test_a_superseded_edition_stands_on_no_case_page(small_world: World) -> None:
    pages = with_successor(small_world).pages()
    assert [path for path in pages if path.startswith("scenarios/") and b"garden-club-2020/" in pages[path].data] == []
