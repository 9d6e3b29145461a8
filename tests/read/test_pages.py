from __future__ import annotations

import pytest

from generator.origin import Problem
from generator.read.pages import TAKEN, WrittenPage, read_page
from tests.worlds import World, said

HEAD = "---\ntitle: About\n---\n"


def page(text: str | bytes, name: str = "about") -> tuple[WrittenPage | None, list[str]]:
    problems: list[Problem] = []
    found = read_page(text.encode() if isinstance(text, str) else text, f"content/pages/{name}.md", problems)
    return found, said(problems)


def test_a_page_has_a_head_and_a_body() -> None:
    found, problems = page('---\ntitle: "About: us"\ndescription: Who\nsearch:\n  exclude: true\nhide: [toc]\n---\n# About\n')
    assert problems == []
    assert found is not None
    assert (found.id, found.title, found.description, found.searched, found.hide, found.body) == (
        "about", "About: us", "Who", False, ("toc",), "# About\n")


@pytest.mark.parametrize("text", ["\ufeff" + HEAD, HEAD.replace("\n", "\r\n"), "--- \ntitle: About\n---  \n"])
def test_a_head_may_come_from_any_editor(text: str) -> None:
    found, problems = page(f"{text}# About\r\n")
    assert problems == []
    assert found is not None
    assert found.body == "# About\n"


@pytest.mark.parametrize(("text", "start"), [
    ("# About\n", "1:1 [missing-head]"), ("---\n\n---\n", "1:1 [missing-head]"), ("---\ntitle: About\n", "1:1 [missing-head]"),
    ("---\ntitel: About\n---\n", "2:1 [unknown-key]"), ("---\ntitle: [\n---\n", "3:1 [yaml-syntax]"),
    ("---\ntitle: a\ntitle: b\n---\n", "3:1 [duplicate-key]"), ("---\n- title\n---\n", "2:1 [wrong-type]"),
    ("---\ntitle: a\nhide: [everything]\n---\n", "3:8 [bad-value]"), ("---\ntitle: *a\n---\n", "2:8 [alias]"),
    ("---\ntitle: a\ntemplate: evil.html\n---\n", "3:1 [unknown-key]"), ("", "1:1 [empty-file]"),
    (HEAD + "turned \u202e\n", "4:8 [bad-character]"),
])
def test_a_mistake_in_a_page_is_named_where_it_stands(text: str, start: str) -> None:
    assert any(problem.startswith(start) for problem in page(text)[1]), page(text)[1]


def test_a_page_that_is_not_utf_8_is_refused_where_it_stops_being() -> None:
    assert page(b"---\ntitle: Caf\xe9\n---\n")[1][0].startswith("2:11 [not-utf-8]")


@pytest.mark.parametrize("name", [*sorted(TAKEN), "index", "con"])
def test_a_page_cannot_take_the_address_of_another(name: str) -> None:
    assert [problem.split()[1] for problem in page(f"{HEAD}# A\n", name)[1]] == ["[reserved-name]"]


@pytest.mark.parametrize("name", ["About", "about us", "a..b", "über"])
def test_the_name_of_a_page_is_an_address(name: str) -> None:
    assert [problem.split()[1] for problem in page(f"{HEAD}# A\n", name)[1]] == ["[bad-name]"]


def test_title_and_description_of_a_page_come_through(small_world: World) -> None:
    small_world.write("content/pages/about.md", '---\ntitle: "A \\"B\\" & <C>: 👩"\ndescription: "5 > 3: yes"\n---\n# A\n')
    text = small_world.pages()["about.md"].data.decode()
    assert text.startswith('---\ntitle: "A &quot;B&quot; &amp; &lt;C&gt;: 👩"\ndescription: "5 &gt; 3: yes"\nkind: written\n')


def test_no_generated_page_has_an_address_that_a_written_one_may_take(small_world: World) -> None:
    written = {page.id for page in small_world.compendium.knowledge.pages}
    assert {path.split("/")[0].partition(".")[0] for path in small_world.pages()} - written - {"index"} <= TAKEN
