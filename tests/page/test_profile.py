"""Pages of profiles: their strips say what evaluation says, and list the cases that use them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.check.compendium import Compendium, Described, box_of
from generator.core.evaluation import evaluate
from generator.core.facts import Values
from generator.core.narrowing import open_box
from generator.core.truth import Truth
from generator.origin import Text
from generator.page.context import Context, context_of
from generator.page.profile import MOST_CASES, ProfilePage, profile_page
from generator.page.strips import StripPart
from generator.read.maps import Strip
from tests.page.conftest import Shelf, section_of, words_of
from tests.worlds import World, with_room

KB = "content/kb.yaml"
FERN = "scenarios/profiles/healthy-fern.yaml"


@pytest.fixture(scope="module")
def context(compendium: Compendium) -> Context:
    return context_of(compendium)


def page_of(context: Context, name: str) -> ProfilePage:
    return profile_page(context, next(one for one in context.compendium.described if one.profile.id == name))


def fern(world: World) -> ProfilePage:
    return page_of(context_of(world.compendium), "healthy-fern")


def ranges(part: StripPart, guideline: str) -> dict[str, str]:
    row = next(row for row in part.rows if row.id == guideline)
    return {one.values: re.sub(r"<[^>]+>", "", one.answer) for one in row.ranges}


# --- what a strip says


def at(context: Context, one: Described, strip: Strip, tick: int) -> dict[str, set[str]]:
    """What evaluation says at one value, by the words of each guideline that is meant for these patients for certain."""
    compendium, problems = context.compendium, []
    given = replace(strip.given, profiles=(Text(one.profile.id, one.profile.where),))
    patients = box_of(compendium.book, given, compendium.knowledge.profiles, problems)
    assert patients is not None
    assert not problems
    box = open_box(compendium.book, {**patients.stated, strip.along.fact: Values(((tick, tick),))})
    verdicts = evaluate(box, lead=()).verdicts
    return {name: {context.outcome_words(strip.decision, outcome) for outcome in verdict.answers[strip.decision].possible}
            for name, verdict in verdicts.items() if verdict.applies is Truth.MET and strip.decision in verdict.answers}


@pytest.mark.parametrize("name", ["woman-70-wrist-fracture", "prednisone-5-mg-after-menopause", "man-72-no-risk-factors"])
def test_a_strip_says_at_any_value_what_evaluation_says_there(context: Context, name: str) -> None:
    one = next(one for one in context.compendium.described if one.profile.id == name)
    page = profile_page(context, one)
    for strip, part in zip(context.settings.strips, page.strips, strict=True):
        fact = context.phrases.facts[strip.along.fact]
        for tick in (-40, -25, -24, -11, -10, 0):
            expected = at(context, one, strip, tick)
            for row in part.rows:
                here, = [found for found in row.ranges if tick in ticks_of(found.values, fact.low, fact.high)]
                assert set(here.answer.replace("&#x27;", "'").split(" <strong>or</strong> ")) == expected[row.id]


def ticks_of(words: str, low: int, high: int) -> range:
    """The ticks that a range in words takes in, in tenths."""
    numbers = [round(10 * float(number)) for number in re.findall(r"-?\d+\.\d", words.replace("\N{MINUS SIGN}", "-"))]
    if words.endswith("or less"):
        return range(low, numbers[0] + 1)
    if words.endswith("or more"):
        return range(numbers[0], high + 1)
    return range(numbers[0], numbers[-1] + 1) if numbers else range(low, high + 1)


def test_the_ranges_of_a_strip_leave_out_nothing_and_follow_each_other(context: Context) -> None:
    strip = context.settings.strips[0]
    fact = context.phrases.facts[strip.along.fact]
    for one in context.compendium.described:
        for row in profile_page(context, one).strips[0].rows:
            found = [ticks_of(part.values, fact.low, fact.high) for part in row.ranges]
            assert (found[0].start, found[-1].stop) == (fact.low, fact.high + 1)
            assert all(before.stop == after.start for before, after in pairwise(found))


def test_ranges_are_named_by_the_lines_of_their_guideline(context: Context) -> None:
    part = page_of(context, "healthy-woman-65").strips[0]
    assert ranges(part, "bhof-2022") == {"−2.5 or less": "advised", "−2.4 to −1.1": "not indicated or advised",
                                         "−1.0 or more": "not indicated"}


def test_a_range_with_several_answers_names_what_decides_between_them(context: Context) -> None:
    row = next(row for row in page_of(context, "healthy-woman-65").strips[0].rows if row.id == "bhof-2022")
    assert [one.depends_on for one in row.ranges] == ["", "FRAX major fracture, FRAX hip fracture", ""]


def test_a_guideline_that_is_not_meant_for_these_patients_is_named_and_not_drawn(context: Context) -> None:
    part = page_of(context, "man-72-no-risk-factors").strips[0]
    assert "NAMS 2021" in part.elsewhere
    assert "nams-2021" not in {row.id for row in part.rows}


def test_where_it_is_open_whom_a_guideline_is_meant_for_the_facts_that_decide_are_named(context: Context) -> None:
    part = page_of(context, "postmenopausal-no-risk-factors").strips[0]
    assert "ACP 2023 (age)" in part.perhaps
    assert "acp-2023" not in {row.id for row in part.rows}


def test_a_guideline_that_says_nothing_at_any_value_is_called_silent(context: Context) -> None:
    assert page_of(context, "premenopausal-woman-35").strips[0].silent == "ACP 2023"


def test_every_guideline_in_force_that_has_the_decision_stands_in_one_place(context: Context) -> None:
    for one in context.compendium.described:
        for strip, part in zip(context.settings.strips, profile_page(context, one).strips, strict=True):
            for edition in context.compendium.knowledge.guidelines:
                if strip.decision in edition.rules.tables and not edition.until:
                    drawn = [row for row in part.rows if row.id == edition.id]
                    lists = (part.silent, part.elsewhere, part.perhaps)
                    assert len(drawn) + sum(bool(re.search(rf"(^|[,;] ){re.escape(edition.name)}($|[,;] | \()", one))
                                            for one in lists) == 1, edition.name


def test_letters_and_patterns_of_a_strip_are_declared_on_its_page(shelf: Shelf) -> None:
    page = shelf.text("profiles/woman-70-wrist-fracture.md")
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(re.findall(r'<pattern id="([^"]+)"', page))
    letters = {letter for words in re.findall(r'class="letter"[^>]*>([^<\d]+)<', page) for letter in words.split(" or ")}
    assert letters <= set(re.findall(r"<span><strong>(\S)</strong>", page))


def test_where_nobody_of_the_profile_has_what_a_strip_asks_for_none_is_drawn(small_world: World) -> None:
    small_world.edit(FERN, "facts:", "facts:\n  moisture_top: 1.0")
    small_world.edit("scenarios/indoor/healthy-young-fern.yaml", "profiles: [healthy-fern]", "profiles: []")
    small_world.edit(KB, "    profiles: [healthy-fern]\n", "")
    part, = fern(small_world).strips
    assert (part.rows, part.pins, part.silent, part.perhaps, part.elsewhere) == ((), "", "", "", "")


# --- the page


def test_the_page_says_what_is_stated_and_what_is_left_open(shelf: Shelf) -> None:
    said = " ".join(words_of(section_of(shelf.text("profiles/woman-70-wrist-fracture.md"), "facts")).split())
    assert "Wrist fracture, number of fragility fractures 1" in said
    assert "Not stated: FRAX; Falls and wishes; T-scores; Z-scores; Earlier scan." in said


def test_cases_that_use_the_profile_are_listed_with_their_values_and_drawn(context: Context) -> None:
    page = page_of(context, "healthy-woman-75")
    row, = page.cases
    assert (row.id, "Femoral neck −2.6" in row.values) == ("healthy-woman-75-neck-minus-2-6", True)
    assert page_of(context, "postmenopausal-no-risk-factors").strips[0].pins.count("<circle") >= 1
    low_spine = page_of(context, "early-menopause-parental-hip-fracture")
    assert [row.id for row in low_spine.cases] == ["low-spine-early-menopause"]
    assert "<circle" not in low_spine.strips[0].pins       # its spine is lower than the strip asks for


def test_pins_do_not_lie_on_each_other(small_world: World) -> None:
    text = small_world.text("scenarios/indoor/wilting-plant.yaml")
    for number in range(4):
        case = re.sub(r"^id: .*", f"id: plant-{number}\nprofiles: [healthy-fern]", text, flags=re.MULTILINE)
        case = re.sub(r"^facts:\n(?:  .*\n)+", "facts: {moisture_root: 2.0, moisture_top: 6.0}\n", case, flags=re.MULTILINE)
        case = re.sub(r"^expect:\n(?:  .*\n)+", "expect: {garden-club-2020.applies: yes}\n", case, flags=re.MULTILINE)
        small_world.write(f"scenarios/indoor/plant-{number}.yaml", case)
    part, = fern(small_world).strips
    places = re.findall(r'<circle class="pin" cx="([\d.]+)" cy="([\d.]+)"', part.pins)
    assert (len(places), len(set(places))) == (5, 5)


def test_many_cases_do_not_make_a_long_page(context: Context) -> None:
    page = page_of(context, "no-bone-affecting-medicines")
    assert (len(page.cases), page.more > 0) == (MOST_CASES, True)


def test_a_page_of_a_profile_is_light(shelf: Shelf) -> None:
    sizes = {path: len(page.data) for path, page in shelf.pages.items() if path.startswith("profiles/")}
    assert len(sizes) > 15
    assert {path for path, size in sizes.items() if size > 85_000} == set()


def test_a_case_links_to_its_profiles_and_back(shelf: Shelf) -> None:
    case = shelf.text("scenarios/healthy-woman-75-neck-minus-2-6/index.md")
    assert '<a href="../../profiles/healthy-woman-75/">' in section_of(case, "values-notes")
    assert '<a href="../../scenarios/healthy-woman-75-neck-minus-2-6/">' in shelf.text("profiles/healthy-woman-75.md")


def test_every_profile_is_listed(shelf: Shelf) -> None:
    index = shelf.text("profiles/index.md")
    assert all(f'<a href="{one.profile.id}/">' in index for one in shelf.context.compendium.described)


def test_a_profile_needs_neither_a_description_nor_drawings_nor_cases(small_world: World) -> None:
    small_world.write(KB, re.sub(r"^profile_(?:maps|strips):\n(?:  .*\n)+", "", small_world.text(KB), flags=re.MULTILINE))
    small_world.write("scenarios/profiles/orchid.yaml", "id: orchid\ntitle: An orchid\nfacts: {plant_kind: orchid}\n")
    page = small_world.pages()["profiles/orchid.md"].data.decode()
    assert ("<svg" in page, "No case of this site uses this profile yet." in page) == (False, True)


def test_a_knowledge_base_without_profiles_has_an_empty_list(small_world: World) -> None:
    (small_world.root / FERN).unlink()
    small_world.edit("scenarios/indoor/healthy-young-fern.yaml", "profiles: [healthy-fern]", "profiles: []")
    small_world.edit("scenarios/indoor/healthy-young-fern.yaml", "yellow_leaves: 1..9",
                     "yellow_leaves: 1..2\n  plant_kind: fern\n  pests_seen: no")
    small_world.edit(KB, "    profiles: [healthy-fern]\n", "")
    assert "<a href=" not in small_world.pages()["profiles/index.md"].data.decode()


# --- how far a strip can be trusted


def test_strips_say_that_nobody_reviewed_them_and_lead_to_what_was_proved(small_world: World) -> None:
    text = small_world.pages()["profiles/healthy-fern.md"].data.decode()
    assert 'no gardener has reviewed; what was proved of them, and what was not, stands under <a href="../../coverage/">' in text
    assert "too large" not in text


def test_a_strip_of_a_table_that_is_not_proved_says_so(small_world: World) -> None:
    text = with_room(small_world, 1).pages()["profiles/healthy-fern.md"].data.decode()
    assert "too large" in text
