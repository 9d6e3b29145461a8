"""Text from authors shows as written; nowhere on the site does it become an element, attribute, link, template or head."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import markdown
import pytest
import rispy
import yaml
from pybtex.database import parse_file

from tests.site.gardens import plant, snapshot, well_built
from tests.site.hostile import Hostile, change_since_an_edition, line_fields, make_hostile, use_every_field
from tests.worlds import World

DATA = "application/ld+json"
NAME = re.compile(r"zq\d+z")
FORM = r"https://plants\.example/new\?[\w.~%+=&-]*"  # opens with the page's title, encoded
PARTED = ("steps", "leaflet_questions")  # two standing texts are lists, with | between their parts


@dataclass(frozen=True)
class Pair:
    """The site of the small world, and that of its hostile copy."""

    clean: Path
    site: Path
    world: World
    hostile: Hostile


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    root = tmp_path_factory.mktemp("injection")
    clean, world = plant(root / "clean"), plant(root / "hostile")
    use_every_field(clean)
    change_since_an_edition(clean, "note")
    hostile = make_hostile(world)
    return Pair(well_built(clean.root), well_built(world.root), world, hostile)


def documents(site: Path) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), lxml.html.fromstring(path.read_text("utf-8"))


def elements(site: Path) -> Iterator[lxml.html.HtmlElement]:
    for _, document in documents(site):
        yield from document.iter()


def kinds(site: Path) -> set[tuple[str, ...]]:
    """Every tag, and every attribute of a tag; comments count as a tag."""
    found: set[tuple[str, ...]] = set()
    for node in elements(site):
        tag = node.tag if isinstance(node.tag, str) else "comment"
        found |= {(tag,), *((tag, name) for name in node.attrib)}
    return found


def words(text: str) -> str:
    return " ".join(text.split())


def texts_of(document: lxml.html.HtmlElement) -> Iterator[str]:
    """What a page says: its text, and attributes that are read out or shown; not what is short for words that stand elsewhere."""
    data = document.xpath(f"//script[@type='{DATA}']")
    for short in (*document.find_class("flow-test"), *document.find_class("supports"), *data):
        short.drop_tree()
    yield words(document.text_content())
    for node in document.iter():
        yield from (words(value) for name, value in node.attrib.items()
                    if name in ("title", "aria-label", "alt", "content", "value", "placeholder") or name.startswith("data-"))


def broken_fields(pair: Pair) -> set[str]:
    """The names of texts that show in another form than they are written: lists, and what the style of references rewrites."""
    settings = yaml.load(pair.world.text("content/kb.yaml"), Loader=yaml.BaseLoader)
    parted = "".join(settings["words"][key] for key in PARTED)
    return set(NAME.findall(parted + pair.world.text("content/references.json")))


def test_every_text_field_of_every_schema_is_made_hostile(pair: Pair) -> None:
    assert line_fields() - pair.hostile.met == set()
    assert len(pair.hostile.texts) > 350


def test_hostile_words_are_no_mistake(pair: Pair) -> None:
    assert pair.world.problems() == []


def test_the_same_pages_are_built(pair: Pair) -> None:
    assert snapshot(pair.site).keys() == snapshot(pair.clean).keys()


def test_no_element_and_no_attribute_comes_from_a_text(pair: Pair) -> None:
    assert kinds(pair.site) - kinds(pair.clean) == set()


def test_no_element_runs_a_script_from_a_text(pair: Pair) -> None:
    def scripts(site: Path) -> list[str]:
        return [re.sub(r"zq\d+z.*", "", node.text or "") for node in elements(site)
                if node.tag == "script" and node.get("type") != DATA]

    assert scripts(pair.site) == scripts(pair.clean)


def test_data_in_the_heads_of_pages_hold_the_texts_as_written(pair: Pair) -> None:
    def data(site: Path) -> list[str]:
        return [node.text or "" for node in elements(site) if node.tag == "script" and node.get("type") == DATA]

    found, clean = data(pair.site), data(pair.clean)
    assert [list(json.loads(text)) for text in found] == [list(json.loads(text)) for text in clean]
    for text in found:
        assert not set("<>&\u2028\u2029") & set(text)
        said = words(json.dumps(json.loads(text), ensure_ascii=False))
        for name in NAME.finditer(said):
            assert said.startswith(words(json.dumps(pair.hostile.texts[name[0]], ensure_ascii=False)[1:-1]), name.start())


def test_classes_and_ids_are_not_made_of_text(pair: Pair) -> None:
    def classes(site: Path) -> set[str]:
        return {name for node in elements(site) for name in (node.get("class") or "").split()}

    ids = {node.get("id") for node in elements(pair.site) if node.get("id")}
    assert classes(pair.site) <= classes(pair.clean)
    assert all(re.fullmatch(r"[\w:.-]+", name) for name in ids)
    assert "evil" not in ids


def test_no_address_comes_from_a_text(pair: Pair) -> None:
    def addresses(site: Path) -> set[str]:
        names = ("href", "src", "action", "data", "srcset")
        return {node.get(name) for node in elements(site) for name in names if node.get(name)}

    found = addresses(pair.site) - addresses(pair.clean)
    assert {address for address in found if not re.fullmatch(rf"(\.\./|\./)*[a-z0-9_/.-]*(#[\w-]+)?|{FORM}", address)} == set()


def test_a_text_that_shows_shows_whole(pair: Pair) -> None:
    allowed, seen = broken_fields(pair), set()
    for path, document in documents(pair.site):
        for text in texts_of(document):
            for found in NAME.finditer(text):
                seen.add(found[0])
                whole = words(pair.hostile.texts[found[0]])
                assert found[0] in allowed or text.startswith(whole, found.start()), (path, text[found.start():][:300])
    assert len(seen) > 300


def test_titles_and_descriptions_show_whole(pair: Pair) -> None:
    for path, document in documents(pair.site):
        title, description = document.find(".//title").text, document.find(".//meta[@name='description']").get("content")
        for name in NAME.findall(title) + NAME.findall(description):
            assert words(pair.hostile.texts[name]) in words(title) + words(description), path
    home = next(document for path, document in documents(pair.site) if path == "index.html")
    assert len(NAME.findall(home.find(".//title").text)) >= 1


def test_drawings_have_whole_labels(pair: Pair) -> None:
    drawings = [node for node in elements(pair.site) if node.tag == "svg" and node.get("aria-label")]
    assert drawings
    for node in drawings:
        said = node.get("aria-label")
        names = NAME.findall(said)
        assert names
        assert all(words(pair.hostile.texts[name]) in words(said) for name in names)


def test_the_heads_of_pages_are_intact(pair: Pair) -> None:
    def heads(root: Path) -> dict[str, dict[str, object]]:
        found = {}
        for path in sorted((root / "build/docs").rglob("*.md")):
            _, head, _ = path.read_text("utf-8").split("---\n", 2)
            found[path.relative_to(root).as_posix()] = yaml.safe_load(head)
        return found

    clean, found = heads(pair.clean.parent), heads(pair.world.root)
    assert {path: list(head) for path, head in found.items()} == {path: list(head) for path, head in clean.items()}
    for path, head in found.items():
        same = [key for key in head if key not in ("title", "description", "mark", "printed", "linked")]
        assert {key: head[key] for key in same} == {key: clean[path][key] for key in same}


def test_machine_twins_hold_the_texts_as_written(pair: Pair) -> None:
    written = json.dumps([yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
                          for path in sorted(pair.world.root.rglob("*.yaml")) if "build" not in path.parts], ensure_ascii=False)
    written += json.dumps(json.loads(pair.world.text("content/references.json")), ensure_ascii=False)
    for path in sorted((pair.site / "data").rglob("*.json")):
        text = path.read_text("utf-8")
        if path.parent.name == "fhir":
            text = unescaped_markdown(text)
        for found in NAME.finditer(json.dumps(json.loads(text), ensure_ascii=False)):
            whole = json.dumps(pair.hostile.texts[found[0]], ensure_ascii=False)[1:-1]
            assert whole in text, path
            assert whole in written
    clean = {path.relative_to(pair.clean) for path in pair.clean.rglob("data/**/*.json")}
    assert clean == {path.relative_to(pair.site) for path in pair.site.rglob("data/**/*.json")}


def unescaped_markdown(text: str) -> str:
    """A FHIR resource in which the fields that are Markdown show what they say."""
    def shown(data: Any) -> Any:
        if isinstance(data, list):
            return [shown(part) for part in data]
        if not isinstance(data, dict):
            return data
        return {key: html.unescape(re.sub(r"\\([\\`*_\[\]#~])", r"\1", value))
                if key == "citation" or (key == "description" and "resourceType" in data) else shown(value)
                for key, value in data.items()}

    return json.dumps(shown(json.loads(text)), ensure_ascii=False)


def test_twins_of_other_formats_keep_their_form(pair: Pair) -> None:
    def form(site: Path) -> dict[str, object]:
        with (site / "data/scenarios.csv").open(encoding="utf-8-sig", newline="") as file:
            table = [[line[key] for key in ("id", "guideline", "decision", "outcome")]
                     for line in csv.DictReader(file, strict=True)]
        bibtex, ris = sorted(site.glob("data/**/*.bib")), sorted(site.glob("data/**/*.ris"))
        return {"table": table, "bibtex": [list(parse_file(path).entries) for path in bibtex],
                "ris": [[one["id"] for one in rispy.loads(path.read_text("utf-8"))] for path in ris]}

    assert form(pair.site) == form(pair.clean)


def test_plain_text_of_pages_holds_no_html_and_no_link_from_a_text(pair: Pair) -> None:
    allowed = broken_fields(pair)
    for path in pair.site.glob("data/markdown/**/*.txt"):
        text = path.read_text("utf-8")
        assert not re.search(r"<[a-zA-Z/!?]|\]\((?!https://)", re.sub(r"\\.", "", text)), path
        known = lxml.html.fromstring(markdown.markdown(text)).text_content()
        for found in NAME.finditer(known):
            assert found[0] in allowed or words(known[found.start():found.start() + 400]).startswith(
                words(pair.hostile.texts[found[0]])[:60]), path


def test_published_sources_are_the_sources(pair: Pair) -> None:
    for path in sorted((pair.site / "data/sources").rglob("*.yaml")):
        assert path.read_bytes() == (pair.world.root / path.relative_to(pair.site / "data/sources")).read_bytes()


def test_what_search_shows_holds_the_texts_as_written(pair: Pair) -> None:
    entries = json.loads((pair.site / "data/search.json").read_text("utf-8"))
    shown = [entry[key] for entry in entries for key in ("title", "short_title", "status", "line")]
    assert any(NAME.search(text) for text in shown)
    for text in shown:
        for found in NAME.finditer(text):
            assert text.startswith(words(pair.hostile.texts[found[0]])[:60], found.start())
    scripts = [path.read_text("utf-8") for path in (pair.site / "data/search.js", *(pair.site / "data/search").glob("*.js"))]
    assert [text.count("\n") for text in scripts] == [1] * len(scripts)


def test_no_text_is_taken_for_a_template(pair: Pair) -> None:
    assert all("{{ 7*7 }}" in words(text) for text in pair.hostile.texts.values())
    for path, document in documents(pair.site):
        assert not re.search(r"zq\d+z(?:(?!zq\d+z).){0,200} 49 ", words(document.text_content())), path


def test_an_edit_address_stays_an_attribute(pair: Pair, tmp_path: Path) -> None:
    world = plant(tmp_path / "plants")
    world.edit("content/kb.yaml", "checked: source\nwords:",
               "edit_base: https://example.org/edit?a=1&b=\nchecked: source\nwords:")
    page = lxml.html.fromstring((well_built(world.root) / "scenarios/wilting-plant/index.html").read_text("utf-8"))
    links = [node.get("href") for node in page.iterfind(".//a[@href]") if "example.org" in node.get("href")]
    assert set(links) == {"https://example.org/edit?a=1&b=scenarios/indoor/wilting-plant.yaml"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org", 'https://x" onclick="alert(1)', "https://x<y",
                                     "data:text/html,x"])
def test_an_edit_address_that_is_none_is_refused(small_world: World, address: str) -> None:
    small_world.edit("content/kb.yaml", "checked: source\nwords:", f"edit_base: {json.dumps(address)}\nchecked: source\nwords:")
    assert [problem.code for problem in small_world.problems()] == ["bad-value"]
