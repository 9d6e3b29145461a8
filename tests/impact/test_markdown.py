"""What an edit changes, as a comment on a pull request and as paragraphs."""

from __future__ import annotations

import re

import pytest

from generator.impact.entries import Entry
from generator.impact.markdown import LONGEST, markdown_of
from generator.impact.outline import Outline, Part, outline_of
from generator.impact.plain import outline_paragraphs
from tests.impact.edited import CLUB, PLANT, impact_of
from tests.worlds import World


def outline(*entries: Entry) -> Outline:
    return Outline("Some change.", (Part("A part", "", entries),))


def lines(count: int) -> tuple[Entry, ...]:
    return tuple(Entry(f"line {number} of many that are there") for number in range(count))


def test_a_short_entry_is_a_list_and_a_long_one_is_folded() -> None:
    text = markdown_of(outline(Entry("short", lines(3)), Entry("long", lines(30))))
    assert "- short\n  - line 0" in text
    assert "<details><summary>long</summary>\n\n- line 0" in text
    assert "- line 29 of many that are there\n\n</details>\n" in text


@pytest.mark.parametrize("entries", [
    lines(10_000), (Entry("long", lines(10_000)),), tuple(Entry(f"entry {number}", lines(20)) for number in range(500)),
    (Entry("x" * 2 * LONGEST), *lines(3)),
], ids=["a list", "one fold", "many folds", "one line"])
def test_a_long_text_is_cut_and_says_how_much_is_missing(entries: tuple[Entry, ...]) -> None:
    text = markdown_of(outline(*entries))
    whole = sum(entry.size for entry in entries)
    said = re.search(r"\*\*Cut here: ([\d,]+) more lines do not fit into a comment\.\*\*", text)
    assert said
    shown = len(re.findall(r"^ *- (?:line|entry|x)|<summary>", text, re.MULTILINE))
    assert shown + int(said[1].replace(",", "")) == whole
    assert len(text) <= LONGEST
    assert text.count("<details>") == text.count("</details>")


def test_what_just_fits_is_not_cut() -> None:
    assert "Cut here" not in markdown_of(outline(*lines(1000)))


@pytest.mark.parametrize(("words", "shown"), [
    ("<b>bold</b>", "- &lt;b&gt;bold&lt;/b&gt;"), ("a | b *c* _d_ `e`", "- a &#124; b &#42;c&#42; &#95;d&#95; &#96;e&#96;"),
    ("line\n\n# heading", "- line &#35;\N{ZERO WIDTH SPACE} heading"),
    ("ask @anna about #12", "- ask @\N{ZERO WIDTH SPACE}anna about &#35;\N{ZERO WIDTH SPACE}12"),
    ("</details>", "- &lt;/details&gt;"), ("[x](http://example.org)", "- &#91;x&#93;(http://example.org)"),
])
def test_words_stay_words(words: str, shown: str) -> None:
    assert shown in markdown_of(outline(Entry(words))).splitlines()
    assert "<summary>" + shown[2:] + "</summary>" in markdown_of(outline(Entry(words, lines(20))))


def test_notes_follow_the_headline() -> None:
    text = markdown_of(outline(Entry("one")), ("Compared with main.",))
    assert "**Some change.**\n\nCompared with main.\n\n#### A part" in text


def test_the_same_edit_is_told_in_the_same_bytes(small_world: World) -> None:
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    assert markdown_of(outline_of(impact_of(small_world))) == markdown_of(outline_of(impact_of(small_world)))


def told(world: World) -> list[str]:
    return [paragraph.text for paragraph in outline_paragraphs(outline_of(impact_of(world)))]


def test_a_threshold_edit_is_told_with_both_rows_and_their_places(small_world: World) -> None:
    small_world.edit(CLUB, "driest_reading <= 2.0", "driest_reading <= 1.9")
    dry, not_dry = (small_world.place(CLUB, f"id: {name}\n").rpartition(":")[0] for name in ("dry", "not-dry"))
    assert told(small_world) == [
        "1 of 2 scenarios changes: 1 from water to wait, if it applies under garden-club-2020 (watering).",
        "", "Answers that change", "With the row that decides, or the rows that may.",
        "Watering by Garden Club 2020: from water to wait, if it applies; 1 scenario",
        "What did it: edited row dry",
        'Before: Water by "dry": some reading is 2.0 or lower. It holds if driest reading ≤\N{NO-BREAK SPACE}2.0. '
        f"[page 3; main:{dry}]",
        f'Now: Wait by "not-dry": no reading is 2.0 or lower. It holds for everyone else. [page 3; {not_dry}]',
        "1 scenario",
        "wilting-plant: Wilting plant, 4.5 at the top, 2.0 at the root: does it need water or a spray?",
        "", "For every possible patient",
        "Tables before and now, with the smallest patients whose answer changes although no scenario shows it.",
        "Watering by Garden Club 2020: 1 kind of change that scenarios show",
        "", "What was edited", "Words that many pages share, such as labels, cautions of drugs and standing words, are not "
        "counted by scenario.", f"Garden Club 2020 [{CLUB}]", f'Watering, row "dry" [{dry}]: condition', "when",
        "Before: driest_reading <= 2.0", "Now: driest_reading <= 1.9",
    ]


def test_every_part_has_its_heading(small_world: World) -> None:
    small_world.edit(PLANT, "moisture_root: 2.0", "moisture_root: 2.1")
    small_world.edit(PLANT, "short_title: Wilting plant", "short_title: A wilting plant")
    small_world.edit("content/kb.yaml", "[garden-club-2020, fern-society-2024]", "[fern-society-2024, garden-club-2020]")
    small_world.write("scenarios/indoor/another.yaml", small_world.text(PLANT).replace("id: wilting-plant", "id: another"))
    said = told(small_world)
    for heading in ("Answers that change", "Who leads", "Advice, pitfalls and notices", "Words and facts of scenarios",
                    "New and gone", "What was edited"):
        assert heading in said
    assert "What did it: the scenario states otherwise: moisture_root" in said
    assert "Treatment: Garden Club 2020 led, now Fern Society 2024" in said
    assert 'Advice "move-from-the-heater" disappears, 1 scenario' in said


def test_without_an_edit_it_is_said_plainly(small_world: World) -> None:
    assert told(small_world) == ["No scenario changes."]
