from __future__ import annotations

import json
from typing import Any

import pytest

from generator.read.csl import DEEPEST_NESTING, misfits
from generator.read.references import read_references
from tests.worlds import World, said

REFERENCES = "content/references.json"


def entry(**more: Any) -> dict[str, Any]:
    return {"id": "a", "type": "book", "title": "A book", **more}


def found(**more: Any) -> list[tuple[str, str]]:
    return [(key, code) for key, code, _, _ in misfits(entry(**more))]


def nested(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("more", [
    {"author": [{"family": "Green", "given": "Ida", "suffix": "Jr", "non-dropping-particle": "van"}]},
    {"author": [{"literal": "Garden Club"}]}, {"issued": {"date-parts": [[2020]]}},
    {"issued": {"date-parts": [[2020, 2], [2021, 12, 31]]}},
    {"volume": 3}, {"page": "1-9"}, {"DOI": "10.1000/182"}, {"DOI": "10.1016/S0140-6736(96)07088-2"}, {"PMID": "1"},
    {"PMCID": "PMC123"}, {"URL": "https://example.org/a?b=c&d=e#f"}, {"custom": {}}, {"custom": {"anything": [1, {"a": None}]}},
    {"custom": []},
    {"title": "α < β & “γ”"}, {"type": "dataset"},
])
def test_what_csl_knows_is_accepted(more: dict[str, Any]) -> None:
    assert found(**more) == []


@pytest.mark.parametrize(("key", "value", "code"), [
    ("titel", "A", "unknown-key"), ("type", "article", ""), ("type", "pamplet", "bad-value"), ("type", [], "bad-value"),
    ("author", "Green", "bad-value"), ("author", [], "bad-value"), ("author", ["Green"], "bad-value"),
    ("author", [{}], "bad-value"), ("author", [{"given": "Ida"}], "bad-value"), ("author", [{"family": 5}], "bad-value"),
    ("author", [{"family": " "}], "bad-value"), ("author", [{"family": "G", "born": "1900"}], "bad-value"),
    ("author", [{"family": "G", "literal": "G"}], "bad-value"), ("author", None, "bad-value"),
    ("issued", "2020", "bad-value"), ("issued", 2020, "bad-value"), ("issued", {}, "bad-value"),
    ("issued", {"date-parts": []}, "bad-value"), ("issued", {"date-parts": [[]]}, "bad-value"),
    ("issued", {"date-parts": [["2020"]]}, "bad-value"), ("issued", {"date-parts": [[2020, 13]]}, "bad-value"),
    ("issued", {"date-parts": [[2020, 0]]}, "bad-value"), ("issued", {"date-parts": [[True]]}, "bad-value"),
    ("issued", {"date-parts": [[2020, 1, 1, 1]]}, "bad-value"), ("issued", {"date-parts": [[1], [2], [3]]}, "bad-value"),
    ("issued", {"date-parts": [[2020]], "season": "x"}, "bad-value"), ("issued", {"raw": "2020"}, "bad-value"),
    ("volume", 1.5, "bad-value"), ("volume", True, "bad-value"), ("volume", None, "bad-value"), ("page", {}, "bad-value"),
    ("title", "", "bad-value"), ("id", "A", "bad-value"), ("id", "a b", "bad-value"), ("id", '"><script>', "bad-value"),
    ("DOI", "https://doi.org/10.1000/182", "bad-value"), ("DOI", '10.1000/"><script>', "bad-value"),
    ("DOI", "10.1/x", "bad-value"), ("PMID", "PMID 1", "bad-value"), ("PMID", "1/../x", "bad-value"),
    ("PMCID", "123", "bad-value"),
    ("URL", "javascript:alert(1)", "bad-value"), ("URL", "//example.org", "bad-value"),
    ("URL", "http://example.org", "bad-value"), ("URL", "https://user@example.org", "bad-value"),
    ("URL", "https://example.org/\" onclick=\"", "bad-value"),
    ("URL", "data:text/html,x", "bad-value"), ("URL", " https://example.org", "bad-value"),
    ("title", "two\nlines", "bad-character"), ("title", "a\tb", "bad-character"), ("title", "a\u202eb", "bad-character"),
    ("title", "a\ud83d", "bad-character"), ("author", [{"family": "a\0b"}], "bad-character"),
    ("custom", {"a\u200b": 1}, "bad-character"), ("custom", {"x": nested(DEEPEST_NESTING + 1)}, "too-deep"),
])
def test_what_cannot_be_formatted_or_shown_is_refused(key: str, value: Any, code: str) -> None:
    assert found(**{key: value}) == ([(key, code)] if code else [])


def test_a_mistake_in_a_reference_stands_at_its_key(small_world: World) -> None:
    small_world.edit(REFERENCES, '"volume": "3"', '"volume": [3]')
    assert [str(problem.where) for problem in small_world.problems()] == [small_world.place(REFERENCES, '"volume"')]


def test_all_mistakes_of_all_references_are_named_at_once(small_world: World) -> None:
    small_world.edit(REFERENCES, '"volume": "3"', '"volume": [3], "pages": 1, "DOI": "doi"')
    small_world.edit(REFERENCES, '[{"literal": "Fern Society"}]', '"Fern Society"')
    assert [problem.code for problem in small_world.problems()] == ["bad-value", "bad-value", "unknown-key", "bad-value"]


def test_a_reference_that_cannot_be_read_is_not_also_called_unknown(small_world: World) -> None:
    small_world.edit(REFERENCES, '"type": "article-journal"', '"type": "artikel"')
    assert [problem.code for problem in small_world.problems()] == ["bad-value"]


@pytest.mark.parametrize("text", ["[NaN]", '[{"id": "a", "custom": {"x": Infinity}}]', "[" + "9" * 5000 + "]", "[" * 5000])
def test_json_that_only_python_reads_is_refused(text: str) -> None:
    problems: list[Any] = []
    assert read_references(text.encode(), "r.json", problems) is None
    assert [problem.code for problem in problems] == ["json-syntax"], said(problems)


def test_every_accepted_reference_can_be_formatted(small_world: World) -> None:
    entries = json.loads(small_world.text(REFERENCES))
    entries[0] |= {"author": [{"family": "Green"}, {"literal": "et al"}], "issued": {"date-parts": [[2020, 2, 3]]}, "volume": 3,
                   "editor": [{"family": "Blue", "dropping-particle": "de"}],
                   "accessed": {"date-parts": [[1, 1, 1], [9999, 12, 31]]},
                   "title": "<i>{{ x }}</i> **", "DOI": "10.1000/1(2)", "PMID": 7}
    small_world.write(REFERENCES, json.dumps(entries))
    assert "&lt;i&gt;" in small_world.pages()["references.md"].data.decode()
