"""Pages as plain Markdown: what the page says, its status first, and no HTML."""

from __future__ import annotations

import re

import lxml.html
import markdown
import pytest

from generator.press import Page
from generator.twins.markdown import escaped, markdown_twin
from generator.twins.plain import markdown_path
from tests.site.hostile import WORDS

HEAD = "---\ntitle: x\n---\n<!-- Generated. -->\n\n"
ASIDES = ("tell", "exports", "finder-link", "back", "flow", "steps", "sheet-link")
CASE = "data/markdown/scenarios/wilting-plant.md.txt"


def twin(body: str) -> str:
    return markdown_twin(HEAD + body)


def shown(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{markdown.markdown(text)}</div>")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("page", "plain"), [
    ("# Title { #top data-search-exclude }", "# Title"),
    ("a<sup><a href=\"#r1\" id=\"c1\" title=\"page 3\">1‡</a> <a href=\"#r2\">2</a></sup>.", "a [1‡, 2]."),
    ("a<sup><a href=\"#r1\">1</a></sup>(b)", "a [1] (b)"),
    ("<strong>a <strong>or</strong> b</strong> and <strong>c</strong>", "**a or b** and **c**"),
    ("see <a href=\"../../glossary/#x\" title=\"y\">x</a>", "see x"),
    ("doi:<a href=\"https://doi.org/10.1/a(b)\">10.1/a(b)</a>", "doi:[10.1/a(b)](https://doi.org/10.1/a%28b%29)"),
    ("| A | | C |\n|---|---|---|\n| 1 | 2<br>x |  |\n| 3 | 4 | 5 |", "- A: 1; 2; x\n- A: 3; 4: C: 5"),
    ("| | |\n|---|---|\n| Edition | 2026.1 |", "- Edition: 2026.1"),
    ("<ol class=\"references\">\n<li id=\"r1\">One.</li>\n<li id=\"r2\">Two.</li>\n</ol>", "1. One.\n2. Two."),
    ("<p class=\"exports\">x</p>\na\n<svg class=\"scale\"><text>y</text></svg>", "a"),
    ("age &gt; 50 &lt; 60 &amp; &lt;b&gt; &amp;lt;", "age > 50 < 60 & &lt;b> &amp;lt;"),
    ("&gt; no quote", "\\> no quote"), ("&#49;&#48;. no list", "10\\. no list"), ("&#43; no list", "\\+ no list"),
])
def test_each_element_is_written_as_markdown_writes_it(page: str, plain: str) -> None:
    assert twin(page).rstrip() == plain


def test_the_status_and_for_whom_stand_in_front_of_the_answer(pages: dict[str, Page]) -> None:
    text = pages[CASE].data.decode()
    assert text.startswith("# DRAFT. Wilting plant, 4.5 at the top, 2.0 at the root: does it need water or a spray?\n\n"
                           "**DRAFT, not reviewed.** Submitted, pending human review\n")
    assert text.index("**For:**") < text.index("## Bottom line") < text.index("\n1. Garden Club.")


def test_every_page_with_twins_has_one_that_says_the_same(pages: dict[str, Page]) -> None:
    """Each paragraph and each line of a list of the page, without numbers of citations, is found in the twin."""
    for page in pages.values():
        if page.about is None:
            continue
        said = words(re.sub(r"\[[\d†‡, ]+\]", "", shown(pages[markdown_path(page.path)].data.decode()).text_content()))
        document = shown(page.data.decode().split("---\n", 2)[2])
        classes = " or ".join(f"@class='{name}'" for name in ASIDES)
        for aside in document.xpath(f"//sup | //svg | //summary | //*[{classes}] | //comment()"):
            aside.drop_tree()
        for end_of_line in document.iter("br"):
            end_of_line.tail = f"; {end_of_line.tail or ''}"
        for node in document.xpath("//p[not(contains(., '|'))] | //li[not(.//li) and not(.//p)]"):
            for part in re.split(r"\{[^{}]*\}", words(node.text_content())):
                assert words(part.lstrip("#").replace(" .", ".")) in said.replace(" .", "."), page.path


def test_no_twin_holds_html(pages: dict[str, Page]) -> None:
    found = {path: page.data.decode() for path, page in pages.items() if path.startswith("data/markdown/")}
    assert len(found) == sum(page.about is not None for page in pages.values())
    assert [path for path, text in found.items() if re.search(r"<[a-zA-Z/!?]", text)] == []


@pytest.mark.parametrize("text", [WORDS.format(1), "*a* _b_ `c` [d](e) ![f](g)", "# a", "&lt;b&gt;", "a \\* b", "<https://evil.example>"])
def test_an_escaped_text_shows_as_written(text: str) -> None:
    node = shown(f"a {escaped(text)}")
    assert [one.tag for one in node.iter()] == ["div", "p"]
    assert words(node.text_content()).removeprefix("a ").replace("\\~", "~") == words(text)
