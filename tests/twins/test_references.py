"""References as files: read back by libraries of others, they are what was written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from generator.check.compendium import Compendium
from generator.origin import Where
from generator.page.context import context_of
from generator.press import Page
from generator.read.notes import Evidence, Standing
from generator.read.references import Reference
from generator.twins.bibtex import bibtex
from generator.twins.plain import one_line
from generator.twins.references import reference_twins
from generator.twins.ris import ris
from tests.site.hostile import WORDS

TEX = {r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciicircum{}": "^",
       r"\textasciitilde{}": "~", **{f"\\{sign}": sign for sign in "#$%&_"}}
HOSTILE = ["}", "{", "\\", "}}\n}\n@book{evil, title = {x}", "a\nER  - \nTY  - BOOK", "a\u2028AU  - Evil", "a\r\nTI  - Evil",
           "100 %", 'say "and"', "x, and y", "$a_b^c~d#e&f", "{\\LaTeX}", WORDS.format(1)]
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


def work(**csl: Any) -> Reference:
    """A reference with these keys."""
    truncated = csl.get("custom", {}).get("authors_truncated", False)
    return Reference(id="a-work", csl={"id": "a-work", "type": "article-journal", "title": "A title", **csl},
                     evidence=Evidence.OTHER, standing=Standing(), seen="", unchecked=(), authors_truncated=truncated, set_id="",
                     where=Where("references.json"))


def tex(text: str) -> str:
    """What a text in TeX shows."""
    return re.sub("|".join(map(re.escape, TEX)), lambda found: TEX[found[0]], text)


def inner(field: str) -> str:
    """A field without braces around the whole."""
    return field.removeprefix("{").removesuffix("}") if field.startswith("{") else field


def read_bibtex(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


# --- one reference


def test_an_article_has_the_fields_of_an_article() -> None:
    article = work(**{
        "container-title": "Journal", "volume": "3", "issue": 2, "page": "1-9", "DOI": "10.1000/a_b", "PMID": "12",
        "URL": "https://example.org/a%20b#c", "issued": {"date-parts": [[2024, 5, 1]]},
        "author": [{"family": "Green", "given": "Ida"}, {"literal": "A, B and C"}, {"family": "and Co", "given": "X"}]})
    entry = read_bibtex(bibtex(article)).entries["a-work"]
    assert entry.type == "article"
    assert dict(entry.fields) == {
        "title": "{A title}", "journal": "Journal", "volume": "3", "number": "2", "pages": "1--9", "year": "2024", "month": "May",
        "doi": "10.1000/a_b", "url": "https://example.org/a%20b#c", "pmid": "12"}
    assert [str(person) for person in entry.persons["author"]] == ["Green, Ida", "{A, B and C}", "{and Co}, X"]


def test_a_list_of_authors_that_goes_on_says_so() -> None:
    truncated = work(author=[{"family": "Green"}], custom={"authors_truncated": True})
    assert [str(one) for one in read_bibtex(bibtex(truncated)).entries["a-work"].persons["author"]] == ["Green", "others"]
    assert rispy.loads(ris(truncated))[0]["authors"] == ["Green", "et al."]


@pytest.mark.parametrize(("kind", "entry", "record"), [
    ("article-journal", "article", "JOUR"), ("book", "book", "BOOK"), ("report", "techreport", "RPRT"),
    ("webpage", "misc", "ELEC"), ("legislation", "misc", "STAT"), ("dataset", "misc", "GEN")])
def test_each_kind_of_work_has_its_kind_of_entry(kind: str, entry: str, record: str) -> None:
    assert read_bibtex(bibtex(work(type=kind))).entries["a-work"].type == entry
    assert rispy.loads(ris(work(type=kind)))[0]["type_of_reference"] == record


def test_a_record_has_its_fields() -> None:
    found = rispy.loads(ris(work(**{
        "container-title": "Journal", "page": "e12–e19", "DOI": "10.1000/a", "PMID": "12", "issued": {"date-parts": [[2024, 5]]},
        "author": [{"family": "Green", "given": "Ida", "suffix": "Jr"}, {"literal": "A Body"}]}), "a note"))[0]
    assert found == {"type_of_reference": "JOUR", "id": "a-work", "authors": ["Green, Ida, Jr", "A Body"], "title": "A title",
                     "secondary_title": "Journal", "start_page": "e12", "end_page": "e19", "year": "2024", "date": "2024/05/",
                     "doi": "10.1000/a", "accession_number": "12", "notes": ["a note"]}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_its_field(text: str) -> None:
    hostile = work(**{"title": text, "container-title": text, "publisher": text, "volume": text, "page": text,
                      "author": [{"family": text, "given": text}, {"literal": text}]})
    entries = read_bibtex(bibtex(hostile, text)).entries
    assert list(entries) == ["a-work"]
    assert set(entries["a-work"].fields) == {"title", "journal", "publisher", "volume", "pages", "note"}
    assert len(entries["a-work"].persons["author"]) == 2
    record, = rispy.loads(ris(hostile, text))
    assert record["title"] == record["secondary_title"] == one_line(text)
    assert len(record["authors"]) == 2


@given(ANY)
def test_any_title_comes_back_from_bibtex(text: str) -> None:
    entry = read_bibtex(bibtex(work(title=text))).entries["a-work"]
    assert one_line(tex(inner(entry.fields["title"]))) == one_line(text)


@given(ANY)
def test_any_title_comes_back_from_ris(text: str) -> None:
    record, = rispy.loads(ris(work(title=text)))
    assert record["title"] == one_line(text)


# --- all references


def test_the_shipped_references_are_the_same_in_every_format(compendium: Compendium) -> None:
    known = compendium.knowledge.references
    files = {Path(path).suffix: data.decode() for path, data in reference_twins(context_of(compendium)).all_files(known)}
    csl, entries, records = json.loads(files[".json"]), read_bibtex(files[".bib"]).entries, rispy.loads(files[".ris"])
    assert csl == [dict(one.csl) for one in known.values()]
    assert list(entries) == [record["id"] for record in records] == list(known)
    for record, (name, one) in zip(records, known.items(), strict=True):
        assert tex(inner(entries[name].fields["title"])) == record["title"] == one_line(one.title)
        assert (entries[name].fields.get("doi", ""), entries[name].fields.get("pmid", "")) == (one.doi, one.pmid)
        assert (record.get("doi", ""), record.get("accession_number", "")) == (one.doi, one.pmid)
        assert len(record.get("authors", ())) == len(entries[name].persons.get("author", ()))


# --- those of a page


def test_a_page_has_the_references_of_its_list_in_their_order(pages: dict[str, Page]) -> None:
    citing = [page for page in pages.values() if page.about and page.cited]
    assert {page.about.kind for page in citing if page.about} == {"case", "guideline", "advice", "drug"}
    for page in citing:
        stem = f"data/references/{page.path.removesuffix('/index.md').removesuffix('.md')}"
        assert [one["id"] for one in json.loads(pages[f"{stem}.json"].data)] == list(page.cited)
        assert list(read_bibtex(pages[f"{stem}.bib"].data.decode()).entries) == list(page.cited)
        assert [one["id"] for one in rispy.loads(pages[f"{stem}.ris"].data.decode())] == list(page.cited)
        assert all(f'{stem}.{ending}"' in page.data.decode() for ending in ("bib", "ris", "json"))


def test_what_became_of_a_work_goes_along(pages: dict[str, Page]) -> None:
    entries = json.loads(pages["data/references/scenarios/wilting-plant.json"].data)
    one, = (entry for entry in entries if entry["id"] == "leaf-trial-2019")
    assert one["note"] == "± corrected; identifiers not checked: page"
    assert "custom" not in one
