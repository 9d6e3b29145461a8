"""The drawing of a plane."""

from __future__ import annotations

import re

import lxml.etree
import pytest

from generator.page.plot import MAP, WIDTH, Patch, Pin, Plot, Scale, pattern

SCALE = Scale(low=0, high=9, name="x", marks=((4.5, "5"), (0, "0"), (9, "9")))
PLOT = Plot(SCALE, SCALE)
LOW = Patch(across=(0, 4), up=(0, 9), pattern="a", letters="A")
HIGH = Patch(across=(5, 20), up=(0, 9), pattern="b", letters="B or C")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*patches: Patch, pins: tuple[Pin, ...] = ()) -> lxml.etree._Element:
    text = PLOT.svg(patches, pins, "A map")
    return lxml.etree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def rects(svg: lxml.etree._Element, fill: str) -> list[tuple[float, ...]]:
    return [tuple(float(one.get(key)) for key in ("x", "y", "width", "height")) for one in svg.iter(f"{SVG}rect")
            if one.get("fill") == f"url(#{fill})"]


def letters(svg: lxml.etree._Element) -> list[str | None]:
    return [one.text for one in svg.iter(f"{SVG}text") if one.get("class") == "letter"]


def test_patches_meet_between_two_values_and_end_with_the_drawn_part() -> None:
    svg = drawn(LOW, HIGH)
    ((left, _, width, _),), ((beside, _, rest, _),) = rects(svg, "a"), rects(svg, "b")
    assert (round(left + width, 1), round(width - rest, 1)) == (beside, 0)


def test_a_line_stands_between_different_answers_only() -> None:
    same = Patch(across=(5, 9), up=(0, 9), pattern="a", letters="A")
    border, = [one.get("d") for one in drawn(LOW, HIGH).iter(f"{SVG}path") if one.get("class") == "border"]
    none, = [one.get("d") for one in drawn(LOW, same).iter(f"{SVG}path") if one.get("class") == "border"]
    assert (re.fullmatch(r"M[\d.]+ [\d.]+V[\d.]+", border) is not None, none) == (True, "")


def test_what_lies_beyond_the_drawn_part_is_left_out() -> None:
    svg = drawn(LOW, Patch(across=(12, 20), up=(0, 9), pattern="c", letters="C"),
                pins=(Pin(across=(12, 12), up=(1, 1), number=1),))
    assert (rects(svg, "c"), list(svg.iter(f"{SVG}circle"))) == ([], [])


def test_letters_stand_where_there_is_room() -> None:
    narrow = Patch(across=(5, 5), up=(0, 9), pattern="b", letters="B or C or D")
    assert (letters(drawn(LOW, HIGH)), letters(drawn(LOW, narrow))) == (["A", "B or C"], ["A"])


def test_letters_hide_no_pin() -> None:
    svg = drawn(LOW, pins=(Pin(across=(0, 4), up=(0, 9), number=1),))
    place, = [(float(one.get("x")), float(one.get("y"))) for one in svg.iter(f"{SVG}text") if one.get("class") == "letter"]
    pin, = [(float(one.get("cx")), float(one.get("cy"))) for one in svg.iter(f"{SVG}circle")]
    assert max(abs(place[0] - pin[0]), abs(place[1] - pin[1])) > 10


def test_single_values_are_discs_and_ranges_have_a_bar() -> None:
    svg = drawn(LOW, pins=(Pin(across=(1, 1), up=(2, 2), number=1), Pin(across=(3, 3), up=(0, 30), number=2)))
    assert len(list(svg.iter(f"{SVG}circle"))) == 2
    assert [one.get("class") for one in svg.iter(f"{SVG}rect")].count("reach") == 1


def test_numbers_that_would_run_into_each_other_are_left_out() -> None:
    crowded = Scale(low=0, high=100, name="x", marks=tuple((float(tick), str(tick)) for tick in range(101)))
    text = Plot(crowded, crowded).svg([], [], "A map")
    assert 10 < text.count("<text") < 50


def test_nothing_is_drawn_outside_the_picture() -> None:
    svg = drawn(LOW, HIGH, pins=(Pin(across=(0, 30), up=(0, 30), number=1),))
    for one in svg.iter(f"{SVG}rect"):
        x, y, width, height = (float(one.get(key)) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= WIDTH
        assert 0 <= y <= y + height <= MAP.height


@pytest.mark.parametrize("tones", [["tone-0"], ["tone-0", "tone-2"], ["tone-0", "tone-2", "tone-none"]])
def test_a_set_of_answers_shows_the_tones_of_all(tones: list[str]) -> None:
    assert re.findall(r'class="(tone-\w+)"', pattern("p", tones, 0)) == tones


def test_single_answers_differ_without_color() -> None:
    drawn = {pattern("p", ["tone-0"], texture) for texture in range(6)}
    assert len(drawn) == 6
