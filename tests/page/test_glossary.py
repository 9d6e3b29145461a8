"""The page of the glossary."""

from __future__ import annotations

import re

from generator.page.context import context_of
from generator.page.glossary import DIGITS, glossary_page
from tests.page.conftest import Shelf, words_of
from tests.worlds import World

PATH, GLOSSARY = "glossary.md", "content/glossary.yaml"


def test_the_shipped_glossary_has_what_was_asked_for(shelf: Shelf) -> None:
    terms = shelf.context.compendium.knowledge.glossary
    assert len(terms) >= 80
    assert all(term.clinician.plain and term.plain.plain for term in terms)


def test_values_that_readers_know_in_two_units_name_both(shelf: Shelf) -> None:
    units = {term.id: term.units.plain for term in shelf.context.compendium.knowledge.glossary}
    for name, pair in {"hydroxyvitamin-d": ("ng/mL", "nmol/L"), "vitamin-d-deficiency": ("ng/mL", "nmol/L"),
                       "hypocalcaemia": ("mg/dL", "mmol/L"), "egfr": ("mg/dL", "µmol/L"), "ctx": ("ng/L", "pg/mL"),
                       "parathyroid-hormone": ("pg/mL", "pmol/L"), "international-unit": ("IU", "µg"),
                       "historical-height-loss": ("cm", "inch"), "bmd": ("g/cm²", "mg/cm³")}.items():
        assert all(unit in units[name] for unit in pair), (name, units[name])


def test_each_letter_leads_to_its_terms_and_each_term_has_an_anchor(shelf: Shelf) -> None:
    text = shelf.text(PATH)
    anchors = re.findall(r"\{ #([\w-]+)", text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#(Letter-\w)"', text)) == {name for name in anchors if name.startswith("Letter-")}
    assert {term.id for term in shelf.context.compendium.knowledge.glossary} <= set(anchors)


def test_terms_stand_in_the_order_of_the_alphabet_digits_first(shelf: Shelf) -> None:
    letters = glossary_page(shelf.context).letters
    assert letters[0].name == DIGITS
    assert [letter.name for letter in letters[1:]] == sorted(letter.name for letter in letters[1:])
    for letter in letters:
        names = [entry.term.casefold() for entry in letter.entries]
        assert names == sorted(names)


def test_a_drug_that_the_glossary_names_has_its_cautions_there(shelf: Shelf) -> None:
    text = shelf.text(PATH)
    assert "denosumab" in words_of(text).lower()
    assert "/drugs/denosumab/" in text.partition("{ #cautions")[2]


def test_an_entry_shows_spellings_both_meanings_and_units(small_world: World) -> None:
    page = glossary_page(context_of(small_world.compendium))
    (first, second) = (entry for letter in page.letters for entry in letter.entries)
    assert (first.id, second.id, second.also) == ("moisture", "pest", "pests")
    assert "Water in the soil" in first.clinician
    assert first.plain.startswith("How wet the soil is")
    assert "up to 100" in first.units
    assert second.units == ""


def test_the_glossary_does_not_explain_its_own_terms(shelf: Shelf) -> None:
    assert "glossary/#" not in shelf.text(PATH)


def test_letters_of_other_alphabets_have_a_heading_of_their_own(small_world: World) -> None:
    small_world.edit(GLOSSARY, "    term: pest\n", "    term: ähre\n")
    small_world.edit(GLOSSARY, "    term: moisture\n", "    term: 3 pots\n")
    assert [letter.name for letter in glossary_page(context_of(small_world.compendium)).letters] == [DIGITS, "Ä"]
