"""Text from authors shows as written and never becomes markup."""

import lxml.html
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.guidelines import Checked
from generator.origin import Text, Where
from generator.page.markup import cite, md, number_citations, prose_md, uncited
from generator.read.prose import read_prose

EXTENSIONS = ["attr_list", "md_in_html", "tables"]


def shown(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{markdown.markdown(text, extensions=EXTENSIONS)}</div>")


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>", "a <b>bold</b> word", "**bold** and *slanted* and `code`", "[link](http://example.org)",
    "![image](x.png)", "# Heading", "- item", "1. item", "+ item", "a | b | c", "{: .class }", "{{ page.title }}", "{% raw %}",
    "&amp; &lt;", "a_b_c", "~~gone~~", "\\*", "---", "===", "> quoted", "[^1]", "<!-- comment -->", "−1.3 and -1.3", "x &#60; y",
])
def test_a_text_shows_as_written(text: str):
    page = shown(md(text))
    assert page.text_content().strip() == text
    assert [node.tag for node in page.iter() if node.tag not in ("div", "p")] == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp")), max_size=40))
def test_no_text_becomes_an_element(text: str):
    page = shown(f"| {md(text)} | x |\n|---|---|\n| {md(text)} | y |\n\n{md(' '.join(text.split()))}")
    allowed = {"div", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert {node.tag for node in page.iter()} <= allowed


def test_only_two_stars_make_words_strong():
    prose = read_prose(Text("**Stop** at <i>2</i> [@one, p. 3].", Where("x")), Checked.SOURCE, [])
    assert prose_md(prose, cite=False) == "<strong>Stop</strong> at &lt;i&gt;2&lt;/i&gt;."


def test_citations_count_from_one_in_the_order_of_the_page():
    tokens = cite("second", "", Checked.SOURCE), cite("first", "p. 2", Checked.RECALLED), cite("second", "", Checked.SECONDARY)
    text = " and ".join(tokens)
    done = number_citations(text, lambda checked: checked.value)
    assert [name for name, _ in done.references] == ["second", "first"]
    assert ">1</a>" in done.text
    assert ">2†</a>" in done.text


def test_a_reference_keeps_the_worst_state_it_was_cited_in():
    text = f"{cite('one', '', Checked.SOURCE)} {cite('one', '', Checked.RECALLED)} {cite('one', '', Checked.SECONDARY)}"
    assert number_citations(text, lambda checked: checked.value).references == (("one", Checked.RECALLED),)


def test_a_locator_cannot_leave_its_attribute():
    done = number_citations(cite("one", '"><script>', Checked.SOURCE), lambda checked: checked.value)
    assert "<script>" not in done.text


def test_an_author_cannot_write_a_token():
    assert uncited(md("\ue000one\ue005\ue005source\ue001")) == "onesource"
