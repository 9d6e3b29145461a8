"""The finder's page, and the way to it from a case."""

from __future__ import annotations

from urllib.parse import unquote

from generator.page.context import editions_in_force
from generator.page.finder import SCRIPTS, finder_address
from tests.page.conftest import Shelf
from tests.worlds import REPOSITORY

FOLDER = REPOSITORY / "site_overrides/assets/finder"


def test_every_script_is_named_once_and_is_there() -> None:
    assert sorted(SCRIPTS) == sorted(path.stem for path in FOLDER.glob("*.js"))


def test_the_page_names_every_guideline_that_answers(shelf: Shelf) -> None:
    text, compendium = shelf.text("finder.md"), shelf.context.compendium
    for name in editions_in_force(compendium, shelf.context.settings.edition_date):
        assert f'href="../guidelines/{name}/"' in text


def test_the_page_says_that_it_is_a_draft_and_for_whom(shelf: Shelf) -> None:
    text = shelf.text("finder.md")
    assert 'class="draft"' in text
    assert "For clinicians." in text
    assert "Nothing leaves this page." in text


def test_the_address_of_a_case_says_what_the_case_states(shelf: Shelf) -> None:
    facts = shelf.context.phrases.facts
    for decided in shelf.cases:
        stated = decided.case.box.stated
        pairs = [pair.split("=") for pair in finder_address(facts, stated).split("&")] if stated else []
        assert {name: facts[name].parse(unquote(text)) for name, text in pairs} == dict(stated)


def test_a_case_leads_to_the_finder(shelf: Shelf) -> None:
    assert 'href="../../finder/#t_score_lumbar_spine=-1.3&amp;' in shelf.text("scenarios/mild-osteopenia-three-sites/index.md")
