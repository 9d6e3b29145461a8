"""One way of writing dates, numbers, units and ranges, on every page that is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.page.conftest import Shelf, words_of

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Titles of works are quoted as they are; who types into a search field or a file uses the signs of a keyboard; what is there to
# be copied goes into programs that may not know a no-break space.
QUOTED = re.compile(r'<ol class="references">.*?</ol>|<sup.*?</sup>|```.*?```|`[^`\n]*`|<(pre|code)\b.*?</\1>'
                    r'|<div class="chart-note".*?</div>', re.DOTALL)
TYPED = ("index.md", "not-found.md")
OWN_WORDS = ("scenarios/", "guidelines/", "advice/", "drugs/", "profiles/", "changes/", "glossary.md", "coverage.md",
             "disagreement.md", "method.md", "editorial-policy.md", "finder.md", "corrections.md", *TYPED)

WAYS = {
    "a day is written as 2026-11-21": rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}|\b(?:{MONTHS}) \d{{1,2}}, \d{{4}}",
    "a day has no slashes": r"\b\d{1,2}/\d{1,2}/\d\d",
    "a decimal point, and no comma": r"(?<![\d,])\d+,\d{1,2}(?![\d,])",
    "groups of three digits have commas": r"(?<![\w.,/\-])[1-9]\d{4,}(?! ?[-–/])\b",
    "a percent sign has a space before it": r"\d%(?!\)? radius)",
    "a no-break space stands before a unit": r"\d (?:%|SD|IU|mg|mcg|µg|ng|pg|g|kg|nmol|mmol|mL|cm|mm)(?!\w)",
    "a range has a dash or a word, and no hyphen": r"(?<![\w\-.])\d+(?:\.\d+)?-\d+(?:\.\d+)?(?![\w\-])",
    "comparisons have signs of their own": r"[<>]=",
}


def pages(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """What readers read in this site's own words."""
    for path, page in shelf.pages.items():
        if path.endswith(".md") and path.startswith(OWN_WORDS):
            yield path, words_of(QUOTED.sub("", page.data.decode()))


@pytest.mark.parametrize("way", WAYS)
def test_there_is_one_way_of_writing(shelf: Shelf, way: str) -> None:
    assert {path: found[0] for path, text in pages(shelf) if (found := re.search(WAYS[way], text))} == {}


def test_a_negative_number_has_a_minus_sign(shelf: Shelf) -> None:
    found = {path: re.search(r"(?<![\w\-–/.−)])-\d", text) for path, text in pages(shelf) if path not in TYPED}
    assert {path: match[0] for path, match in found.items() if match} == {}
