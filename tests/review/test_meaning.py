"""What a machine takes for the meaning of a text: numbers, comparisons, drugs, strengths and people, in order."""

from __future__ import annotations

import pytest

from generator.core.guidelines import Checked
from generator.origin import Text, Where
from generator.read.prose import Prose, read_prose
from generator.review.meaning import Lexicon, lexicon_of
from tests.review.worlds import policy
from tests.worlds import SMALL_WORLD, World

SENTENCE = "Ferns should get 3 ml soap spray up to 2 times, not before Easter."
OTHER = {
    "a number": "Ferns should get 4 ml soap spray up to 2 times, not before Easter.",
    "a sign": "Ferns should get <3 ml soap spray up to 2 times, not before Easter.",
    "a unit": "Ferns should get 3 L soap spray up to 2 times, not before Easter.",
    "a comparison": "Ferns should get 3 ml soap spray at least 2 times, not before Easter.",
    "a drug": "Ferns should get 3 ml oil spray up to 2 times, not before Easter.",
    "a strength": "Ferns may get 3 ml soap spray up to 2 times, not before Easter.",
    "a negation": "Ferns should get 3 ml soap spray up to 2 times, before Easter.",
    "people": "Cacti should get 3 ml soap spray up to 2 times, not before Easter.",
    "an order": "Ferns should get 2 ml soap spray up to 3 times, not before Easter.",
}
SAME = ["FERNS should  get 3 ml Soap Spray up to 2 times; not before winter.",
        "All ferns should have 3 ml of Suddo up to 2 times, not before Easter."]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(policy(), World(SMALL_WORLD).compendium.knowledge.drugs.values())


@pytest.mark.parametrize("change", OTHER)
def test_the_meaning_changes_with(change: str, lexicon: Lexicon) -> None:
    assert lexicon.meaning(OTHER[change]) != lexicon.meaning(SENTENCE)


@pytest.mark.parametrize("text", SAME)
def test_the_meaning_is_the_same_in_other_words(text: str, lexicon: Lexicon) -> None:
    assert lexicon.meaning(text) == lexicon.meaning(SENTENCE)


@pytest.mark.parametrize(("text", "meaning"), [
    ("", ""), ("Hello.", ""), ("It waters itself.", ""), ("no", "no"), ("nothing", ""), ("do  not", "do_not"),
    ("at\nleast", "at_least"), ("−2.5", "-2.5"), ("-2.5", "-2.5"), ("1,200 mg", "1,200_mg"), ("5 %", "5_%"), ("≥ 3", "≥_3")])
def test_a_text_is_read_as(text: str, meaning: str, lexicon: Lexicon) -> None:
    assert lexicon.meaning(text) == meaning


def test_a_word_inside_another_counts_for_nothing(lexicon: Lexicon) -> None:
    assert lexicon.meaning("notable, beforehand, mayor, soap sprayer") == ""


@pytest.mark.parametrize(("text", "drugs"), [
    ("Soap spray, then Oil spray, then soap spray", ("oil_spray", "soap_spray")), ("Suddo", ("soap_spray",)), ("soap", ())])
def test_drugs_are_found_by_every_name(text: str, drugs: tuple[str, ...], lexicon: Lexicon) -> None:
    assert lexicon.drugs_in(text) == drugs


def prose(text: str) -> Prose:
    return read_prose(Text(text, Where("a.yaml")), Checked.SOURCE, [])


@pytest.mark.parametrize("other", [
    "Look [@other-one, page 4].", "Look [@one, page 5].", "Look [@one, page 4]{recalled}.", "Look."])
def test_what_a_text_cites_belongs_to_its_meaning(other: str, lexicon: Lexicon) -> None:
    assert lexicon.of_prose(prose(other)) != lexicon.of_prose(prose("Look [@one, page 4]."))


def test_with_no_drugs_only_the_words_of_the_policy_count() -> None:
    assert lexicon_of(policy(), ()).meaning("soap spray must") == "must"
    assert lexicon_of(policy(), ()).drugs_in("soap spray") == ()
