"""Terms are explained at their first use in running text, and nowhere else."""

from __future__ import annotations

import html
import re

import pytest

from generator.core.guidelines import Checked
from generator.origin import Text, Where
from generator.page.terms import MOST_MARKED, Terms, marked, terms_of
from generator.read.glossary import Term
from generator.read.prose import read_prose
from tests.page.conftest import Shelf, words_of
from tests.worlds import World

LINK = re.compile(r'<a href="[./]*glossary/#[^"]*" title="[^"]*">([^<]*)</a>')
MOST_BYTES = 1536


def term(name: str, *also: str, id: str = "", clinician: str = "A hint.", plain: str = "Plain.", rank: int = 50) -> Term:
    prose = {key: read_prose(Text(text, Where("")), Checked.SOURCE, [])
             for key, text in (("clinician", clinician), ("plain", plain), ("units", "-"))}
    return Term(id=id or name.lower().replace(" ", "-"), term=name, also=also, rank=rank, where=Where(""), **prose)


def found(terms: Terms, text: str) -> list[str]:
    """The words that became links."""
    return LINK.findall(marked(terms, text, ""))


LEAVES = terms_of((term("leaf", "leaves"), term("leaf mold"), term("LAI"), term("vitamin D"), term("25(OH)D"), term("R&D"),
                   term("or else"), term("T-score")))


@pytest.mark.parametrize(("text", "links"), [
    ("A leaf falls.", ["leaf"]),
    ("Leaves fall, and a leaf stays.", ["Leaves"]),
    ("The leaflet and the cloverleaf.", []),
    ("A leaf-like thing, a non-leaf.", []),
    ("(leaf) “leaf”", ["leaf"]),
    ("Look for leaf mold on a leaf.", ["leaf mold", "leaf"]),
    ("Leaf mold, leaf mold.", ["Leaf mold"]),
    ("The LAI and the lai.", ["LAI"]),
    ("lai", []),
    ("Vitamin\N{NO-BREAK SPACE}D helps.", ["Vitamin\N{NO-BREAK SPACE}D"]),
    ("vitamin d", []),
    ("Ask for 25(OH)D.", ["25(OH)D"]),
    ("Its R&amp;D.", ["R&amp;D"]),
    ("T-scores, the T-score.", ["T-score"]),
    ("two <strong>leaves</strong>", ["leaves"]),
    ("| a | leaf |", ["leaf"]),
    ("- **Not stated:** leaf.", ["leaf"]),
])
def test_the_first_use_in_running_text_is_marked(text: str, links: list[str]) -> None:
    assert found(LEAVES, text) == links


@pytest.mark.parametrize("text", [
    "# A leaf { #leaf }", "## leaf", "---\ntitle: leaf\n---\n", "<!-- leaf -->", "| leaf | x |\n|---|---|\n", "**A leaf**",
    "`leaf`", "<code>leaf</code>", "<pre>a\nleaf</pre>", '<a href="x">a <b>leaf</b></a>', "[leaf](x.md)", '<b title="leaf">x</b>',
    "<sup>leaf</sup>", "<svg><text>leaf</text></svg>", "<figure>leaf<figcaption>leaf</figcaption></figure>",
    "<table><thead><tr><th>leaf</th></tr></thead></table>", '<th scope="row">leaf</th>', "<summary>leaf</summary>", "&leaf;",
    '<ol class="references">\n<li id="r1">leaf</li>\n</ol>', '<ol class="flow" data-x>\n<li>leaf</li>\n</ol>',
    '<p class="status-line">leaf</p>', '<div class="chart-note" data-copy="x"><p>leaf</p></div>', "<dt>leaf</dt>",
])
def test_nothing_else_is_marked(text: str) -> None:
    assert found(LEAVES, text) == []
    assert found(LEAVES, f"{text}\n\nA leaf falls.") == ["leaf"]


def test_an_explained_page_says_the_same() -> None:
    text = "# Leaf\n\nA leaf & 25(OH)D | T-score\n"
    assert LINK.sub(r"\1", marked(LEAVES, text, "../")) == text


def test_a_hint_is_the_first_sentence_without_citations() -> None:
    said = term("leaf", clinician="Part of **a plant** [@a, page 2]. It is green [@a].", plain="A leaf. It is green.")
    terms = terms_of((said,))
    assert marked(terms, "leaf", "../") == '<a href="../glossary/#leaf" title="Part of a plant.">leaf</a>'
    assert marked(terms, "leaf", "", plain=True) == '<a href="glossary/#leaf" title="A leaf.">leaf</a>'


def test_a_hint_never_becomes_markup() -> None:
    said = '"><script>alert(1)</script> `x` *y* [z](javascript:a) {: .evil }'
    link = marked(terms_of((term("leaf", clinician=said),)), "leaf", "")
    title = re.fullmatch(r'<a href="glossary/#leaf" title="([^"<>`*\[\]{}]*)">leaf</a>', link)
    assert title is not None
    assert html.unescape(title[1]) == said


def test_no_more_than_a_few_terms_are_marked_and_low_ranks_come_first() -> None:
    names = [f"{letter}plant" for letter in "abcdefghijklmnop"]
    terms = terms_of(term(name, rank=90 - place) for place, name in enumerate(names))
    assert found(terms, " ".join(names)) == names[-MOST_MARKED:]


def test_of_equal_ranks_those_that_come_first_are_marked() -> None:
    names = [f"{letter}plant" for letter in "abcdefghijklmnop"]
    assert found(terms_of(term(name) for name in names), " ".join(names)) == names[:MOST_MARKED]


def test_a_page_without_terms_stays_as_it_is() -> None:
    assert marked(terms_of(()), "A leaf.", "") == "A leaf."


# --- the shipped pages


@pytest.mark.parametrize("folder", ["scenarios", "guidelines", "advice", "drugs"])
def test_pages_of_a_kind_explain_terms(shelf: Shelf, folder: str) -> None:
    pages = [path for path in shelf.pages if path.startswith(f"{folder}/") and path != f"{folder}/index.md"]
    assert any(LINK.search(shelf.text(path)) for path in pages)
    assert not LINK.search(shelf.text(f"{folder}/index.md"))


def test_no_term_is_explained_twice_on_a_page_or_more_often_than_agreed(shelf: Shelf) -> None:
    for path in (path for path in shelf.pages if path.endswith(".md")):
        links = re.findall(r'glossary/#([^"]*)" title', shelf.text(path))
        assert len(links) == len(set(links)) <= MOST_MARKED, path


def test_explaining_terms_costs_a_page_little(shelf: Shelf) -> None:
    for path in (path for path in shelf.pages if path.startswith("scenarios/")):
        text = shelf.text(path)
        added = sum(len(link[0].encode()) - len(link[1].encode()) for link in re.finditer(LINK, text))
        assert added <= MOST_BYTES, path


def test_leaflets_have_plain_hints_and_other_pages_those_of_clinicians(small_world: World) -> None:
    pages = small_world.pages()
    case, leaflet = (pages[f"scenarios/wilting-plant/{name}.md"].data.decode() for name in ("index", "patient"))
    assert '<a href="../../glossary/#pest" title="An insect or a mite that feeds on a plant.">' in case
    assert "insect" not in leaflet
    assert re.search(r'<a href="\.\./\.\./\.\./glossary/#(pest|moisture)" title="(A tiny animal|How wet)', leaflet)


def test_hints_are_no_words_of_a_leaflet(shelf: Shelf) -> None:
    path = "scenarios/mild-osteopenia-three-sites/patient.md"
    text = shelf.text(path)
    assert LINK.search(text)
    assert re.findall(r"\w+", words_of(text)) == re.findall(r"\w+", words_of(LINK.sub(r"\1", text)))
