"""Maps of profiles: they say what evaluation says, in drawing and in words, and count what they say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.check.compendium import Compendium, Described, box_of
from generator.core.evaluation import evaluate
from generator.core.facts import Values
from generator.core.narrowing import open_box
from generator.core.truth import Truth
from generator.origin import Text
from generator.page.context import Context, context_of
from generator.page.outlook import OutlookPart, outlook_parts
from generator.read.maps import AnswerMap
from tests.page.conftest import Shelf
from tests.worlds import World

TICKS = [(-40, -25), (-25, -24), (-24, -11), (-11, -36), (-10, 0), (0, -25)]
SOME = ["woman-70-wrist-fracture", "prednisone-5-mg-after-menopause", "early-menopause-parental-hip-fracture"]
KB = "content/kb.yaml"


@pytest.fixture(scope="module")
def context(compendium: Compendium) -> Context:
    return context_of(compendium)


def described(context: Context, name: str) -> Described:
    return next(one for one in context.compendium.described if one.profile.id == name)


def parts(context: Context, name: str) -> list[OutlookPart]:
    return list(outlook_parts(context, described(context, name), ()))


def at(context: Context, one: Described, drawn: AnswerMap, ticks: tuple[int, int]) -> dict[str, set[str]]:
    """What evaluation says of one pair of numbers, by each guideline that may be meant for these patients."""
    compendium = context.compendium
    given = replace(drawn.given, profiles=(Text(one.profile.id, one.profile.where),))
    patients = box_of(compendium.book, given, compendium.knowledge.profiles, [])
    assert patients is not None
    stated = {name: Values(((tick, tick),)) for name, tick in zip((drawn.across.fact, drawn.up.fact), ticks, strict=True)}
    verdicts = evaluate(open_box(compendium.book, {**patients.stated, **stated}), lead=()).verdicts
    return {name: {context.outcome_words(drawn.decision, outcome) for outcome in verdict.answers[drawn.decision].possible}
            for name, verdict in verdicts.items() if verdict.applies is not Truth.NOT_MET and drawn.decision in verdict.answers}


def holds(words: str, label: str, tick: int) -> bool:
    """Whether a patch in words takes in a value of one number, in tenths."""
    found = re.search(rf"{re.escape(label)}:? ([≤≥]?)\s?(−?\d+\.\d)(?: to (−?\d+\.\d))?", words)
    if found is None:
        return True
    low, high = (None if text is None else round(10 * float(text.replace("−", "-"))) for text in found.group(2, 3))
    assert low is not None
    return {"≤": tick <= low, "≥": tick >= low, "": low <= tick <= (low if high is None else high)}[found[1]]


def plain(words: str) -> str:
    return re.sub(r"<[^>]+>", "", words).replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize("name", SOME)
def test_a_map_says_of_any_pair_of_numbers_what_evaluation_says(context: Context, name: str) -> None:
    drawn, part = context.settings.profile_maps[0], parts(context, name)[0]
    labels = [context.phrases.label(axis.fact) for axis in (drawn.across, drawn.up)]
    for ticks in TICKS:
        expected = at(context, described(context, name), drawn, ticks)
        for one in part.maps:
            here, = [line for line in one.lines
                     if all(holds(plain(line.words), label, tick) for label, tick in zip(labels, ticks, strict=True))]
            assert set(plain(here.answer).split(" or ")) == expected[one.id], (one.id, ticks)


@pytest.mark.parametrize("name", SOME)
def test_a_count_is_that_of_the_maps_beside_it(context: Context, name: str) -> None:
    drawn, part = context.settings.profile_maps[0], parts(context, name)[0]
    labels = [context.phrases.label(axis.fact) for axis in (drawn.across, drawn.up)]
    assert part.count is not None
    certain = [one for one in part.maps if not any("meant" in note for note in one.notes)]
    assert len(certain) == part.count.total
    for ticks in TICKS:
        def here(words: str, ticks: tuple[int, int] = ticks) -> bool:
            return all(holds(plain(words), label, tick) for label, tick in zip(labels, ticks, strict=True))
        said = [set(plain(line.answer).split(" or ")) for one in certain for line in one.lines if here(line.words)]
        counts = [sum(part.count.answer in answers for answers in said), sum(answers == {part.count.answer} for answers in said)]
        number, = [line.number for line in part.count.lines if here(line.words)]
        assert number == "–".join(map(str, sorted(set(counts))))
        listed, = [line.says for line in part.count.said if here(line.words)]
        assert sum(len(names.split(", ")) for _, names in listed) == part.count.total


def test_words_and_drawing_are_made_of_the_same_patches(context: Context) -> None:
    for one in context.compendium.described:
        for part in outlook_parts(context, one, ()):
            letters = {re.sub("-[^-]*$", "", key.pattern): key.letters for key in part.keys}
            assert letters
            for drawn in part.maps:
                patches = re.findall(r'fill="url\(#([^)]+)\)"', drawn.drawing)
                assert len(patches) == len(drawn.lines)
                assert len(set(patches)) == len({line.letters for line in drawn.lines})
                assert set(re.findall(r'class="letter"[^>]*>([^<]+)<', drawn.drawing)) <= {line.letters for line in drawn.lines}


def test_every_guideline_in_force_that_has_the_decision_stands_in_one_place(context: Context) -> None:
    for one in context.compendium.described:
        for part in outlook_parts(context, one, ()):
            decision = next(drawn.decision for drawn in context.settings.profile_maps if drawn.id == part.id)
            names = [drawn.name for drawn in part.maps] + [name for line in (part.silent, part.elsewhere)
                                                           for name in line.split(", ") if name]
            assert sorted(map(plain, names)) == sorted(context.editions[name].name for name in context.treating(decision))


def test_every_profile_has_a_map(context: Context) -> None:
    assert all(any(part.maps for part in outlook_parts(context, one, ())) for one in context.compendium.described)


def test_where_scores_for_age_count_the_map_is_drawn_over_them(context: Context) -> None:
    assert [part.id for part in parts(context, "premenopausal-woman-35")] == ["neck-and-spine", "neck-and-spine-z"]
    assert [part.id for part in parts(context, "healthy-woman-65")] == ["neck-and-spine"]


def test_a_map_of_a_guideline_that_may_not_be_meant_says_on_what_that_depends(context: Context) -> None:
    one = next(one for one in parts(context, "postmenopausal-no-risk-factors")[0].maps if one.id == "acp-2023")
    assert "meant for these patients" in one.notes[0]
    assert one.notes[0].endswith("age.")


def test_one_map_is_chosen_at_first_and_every_map_has_its_button(shelf: Shelf) -> None:
    for path, page in shelf.pages.items():
        if re.fullmatch(r"profiles/[^/]+/index\.md|profiles/(?!index)[^/]+\.md", path):
            for field in re.findall(r"<fieldset.*?</fieldset>", page.data.decode(), flags=re.DOTALL):
                ids = re.findall(r'type="radio" name="([^"]+)" id="([^"]+)"', field)
                assert [own for _, own in ids] == re.findall(r'<label for="([^"]+)"', field)
                assert (len({name for name, _ in ids}), field.count(" checked>")) == (1, 1)
                assert field.count("<figure") == len(ids)


def test_a_map_waits_for_one_whose_numbers_part_nothing(small_world: World) -> None:
    def drawn() -> list[str]:
        return [part.id for part in parts(context_of(small_world.compendium), "healthy-fern")]
    assert drawn() == ["top-and-root"]
    before, first, rest = small_world.text(KB).partition("  - id: top-and-root\n")
    small_world.write(KB, before + first + rest.replace("decision: watering", "decision: treatment", 1))
    assert drawn() == ["top-and-root", "top-and-leaves"]
