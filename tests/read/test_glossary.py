"""Terms of the glossary, as an author writes them."""

from __future__ import annotations

import pytest

from generator.core.guidelines import Checked
from generator.origin import Problem
from generator.read.glossary import Term, read_glossary
from tests.worlds import World, codes, read_with, said

GLOSSARY = "content/glossary.yaml"
CITED_NOWHERE_ELSE = ' {"id": "mite-list", "type": "book", "title": "Mites", "issued": {"date-parts": [[2001]]}, ' \
    '"custom": {"evidence_type": "review"}}'
WORDS = "clinician: An animal., plain: An animal., checked: source"


def glossary(*terms: str) -> tuple[tuple[Term, ...] | None, list[Problem]]:
    return read_with(read_glossary, "terms:\n" + "".join(f"  - {{{term}}}\n" for term in terms))


def read(*terms: str) -> tuple[Term, ...]:
    found, problems = glossary(*terms)
    assert problems == [], said(problems)
    assert found is not None
    return found


def test_a_term_is_named_by_all_its_spellings() -> None:
    term, = read(f"id: mite, term: mite, also: [mites, Acari], {WORDS}")
    assert term.spellings == ("mite", "mites", "Acari")


def test_terms_keep_the_order_of_the_file() -> None:
    assert [term.id for term in read(f"id: b, term: b, {WORDS}", f"id: a, term: a, {WORDS}")] == ["b", "a"]


def test_a_term_without_units_and_rank_has_none_and_the_usual_one() -> None:
    term, = read(f"id: mite, term: mite, {WORDS}")
    assert (term.units.plain, term.rank) == ("", 50)


def test_checked_holds_for_citations_that_do_not_say_otherwise() -> None:
    term, = read('id: mite, term: mite, clinician: "An animal [@a]. It bites [@b]{source}.", plain: p, checked: recalled')
    assert [cited.checked for cited in term.clinician.cited] == [Checked.RECALLED, Checked.SOURCE]


@pytest.mark.parametrize("id", ["top", "references", "version", "r1", "c27"])
def test_an_id_that_the_page_uses_itself_is_refused(id: str) -> None:
    assert codes(glossary(f"id: {id}, term: mite, {WORDS}")[1]) == ["reserved-name"]


@pytest.mark.parametrize("id", ["r", "c1a", "rc1", "top-leaf", "versions"])
def test_an_id_that_only_looks_like_one_is_taken(id: str) -> None:
    assert [term.id for term in read(f"id: {id}, term: mite, {WORDS}")] == [id]


def test_a_knowledge_base_may_have_no_glossary(small_world: World) -> None:
    (small_world.root / GLOSSARY).unlink()
    assert small_world.problems() == []
    pages = small_world.pages()
    assert "glossary.md" not in pages
    assert [path for path, page in pages.items() if b"glossary/" in page.data and path.endswith(".md")] == []


def test_a_glossary_that_cannot_be_read_leaves_no_reference_unused(small_world: World) -> None:
    before = ' {\n  "id": "soap-label"'
    small_world.edit("content/references.json", before, f"{CITED_NOWHERE_ELSE},\n{before}")
    small_world.edit(GLOSSARY, "leaf by leaf [@leaf-trial-2019]", "leaf by leaf [@mite-list]")
    assert small_world.problems() == []
    small_world.edit(GLOSSARY, "    rank: 10\n", "    rank: ten\n")
    assert codes(small_world.problems()) == ["bad-value"]


@pytest.mark.parametrize(("old", "new", "code"), [
    ("[@leaf-trial-2019, methods]. Mites", "[@leaf-trail-2019, methods]. Mites", "unknown-reference"),
    ("How wet the soil is [@leaf-trial-2019].", "How wet the soil is on a scale of 10.", "uncited-sentence"),
    (" of the first [@leaf-trial-2019, table 1].", " of the first.", "uncited-sentence"),
])
def test_texts_of_terms_are_checked_like_others(small_world: World, old: str, new: str, code: str) -> None:
    small_world.edit(GLOSSARY, old, new)
    assert codes(small_world.problems()) == [code]
