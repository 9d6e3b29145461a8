"""Links of HTML, put so that Zensical moves them to where they were; Zensical itself is tried by `make engines`."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from generator.zensical_links import from_file

MODULE = "generator.zensical_links"


@pytest.mark.parametrize(("page", "link", "moved"), [
    ("advice/water.md", "../../glossary/", "../glossary/"),
    ("advice/water.md", "../", "./"),
    ("advice/water.md", "../light/", "light/"),
    ("advice/water.md", "more/", "water/more/"),
    ("advice/water.md", "../../data/a.json", "../data/a.json"),
    ("glossary.md", "../scenarios/a/", "scenarios/a/"),
    ("glossary.md", "..", "./"),
    ("index.md", "glossary/", "glossary/"),
    ("scenarios/a/index.md", "patient/", "patient/"),
    ("scenarios/a/patient.md", "../", "./"),
    ("advice/water.md", "light.md", "light.md"),
])
def test_a_link_starts_at_the_file_of_its_page(page: str, link: str, moved: str) -> None:
    assert from_file(page, link) == moved


@pytest.mark.parametrize(("html", "moved"), [
    ('<a href="../../glossary/#soil">', '<a href="../glossary/#soil">'),
    ('<a class="x" title="a > b" href="../../glossary/?q=1">', '<a class="x" title="a > b" href="../glossary/?q=1">'),
    ('<a href="#soil">', '<a href="#soil">'),
    ('<a href="https://example.org/a/">', '<a href="https://example.org/a/">'),
    ('<a data-href="../../glossary/" href="../light/">', '<a data-href="../../glossary/" href="light/">'),
    ('<img src="../../a.png">', '<img src="../../a.png">'),
])
def test_links_are_moved_and_nothing_else(html: str, moved: str) -> None:
    markdown = Markdown(extensions=[MODULE])
    context = Preprocessor(markdown)
    context.page = SimpleNamespace(path="advice/water.md")
    markdown.preprocessors.register(context, "rendering_context", 0)
    assert markdown.postprocessors["zensical_links"].run(html) == moved
