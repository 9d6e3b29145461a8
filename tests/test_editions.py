"""Pages, history, feed and older editions of a small world that has been released twice."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from generator.attic import older_editions
from generator.corridor import edition_at, render_all
from generator.feed import FEED, at_address
from generator.page.context import context_of
from generator.press import press_of
from tests.editions import FIRST, PLANT, SECOND, release, with_editions
from tests.worlds import SMALL_WORLD, World, codes

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("editions") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    return with_editions(World(root))


@pytest.fixture(scope="module")
def pages(world: World) -> Mapping[str, str]:
    return {path: page.data.decode() for path, page in world.pages().items()}


@pytest.fixture(scope="module")
def unreleased() -> Mapping[str, str]:
    return {path: page.data.decode() for path, page in World(SMALL_WORLD).pages().items()}


def head_of(text: str) -> dict[str, object]:
    found = yaml.safe_load(text.removeprefix("---\n").partition("\n---\n")[0])
    assert isinstance(found, dict)
    return found


def section(text: str, anchor: str) -> str:
    """A section of a page, by the anchor of its heading."""
    return re.split(r"^## ", text.partition(f"{{ #{anchor} ")[2], maxsplit=1, flags=re.MULTILINE)[0]


# --- the list of changes


def test_without_an_edition_the_page_on_changes_says_so(unreleased: Mapping[str, str]) -> None:
    assert "No edition has been released." in unreleased["changes/index.md"]
    assert "{ #since " not in unreleased["changes/index.md"]


def test_what_changed_since_the_last_edition_stands_first_with_both_wordings(pages: Mapping[str, str]) -> None:
    since = section(pages["changes/index.md"], "since")
    assert "<del>Young fern with moist soil and no pests</del>" in since
    assert "<ins>Young fern with moist soil and without pests</ins>" in since
    assert since.index("Changed in meaning") < since.index("### New")
    assert '<a href="../profiles/new-fern/">' in since
    assert "wilting-plant" not in since


def test_an_edition_says_what_changed_in_it_and_why(pages: Mapping[str, str]) -> None:
    page = pages[f"changes/{SECOND}.md"]
    assert 'id="scenarios-wilting-plant"' in page
    assert "<del>The soil is dry &#91;leaf-trial-2019&#93;.</del>" in page
    assert "<ins>The soil is much too dry &#91;leaf-trial-2019&#93;.</ins>" in page
    assert "2025-12-20: Says how dry" in page
    assert "### Changed in words only" in page
    assert "### Changed in meaning" not in page
    assert "without pests" not in page


def test_the_note_of_an_edition_is_shown_as_written(pages: Mapping[str, str]) -> None:
    assert "After the winter &lt;meeting&gt;" in pages["changes/index.md"]


def test_the_first_edition_has_nothing_to_be_compared_with(pages: Mapping[str, str]) -> None:
    assert f"changes/{FIRST}.md" not in pages
    assert "The first edition. Items in it: 22." in pages["changes/index.md"]


def test_all_of_a_list_is_in_the_page_and_folded_only_for_looks(pages: Mapping[str, str]) -> None:
    folded = re.findall(r'<details class="([^"]*)">', pages["changes/index.md"] + pages[f"changes/{SECOND}.md"])
    assert folded == ["lines changes"] * 2  # the style sheet opens these in print


# --- the past of each page


def test_a_page_lists_the_editions_in_which_it_changed(pages: Mapping[str, str]) -> None:
    plant = pages["scenarios/wilting-plant/index.md"].partition("Editions in which this page changed")[2]
    assert re.findall(r'href="([^"]*)">([^<]*)</a>([^\n]*)', plant) == [
        (f"../../changes/{SECOND}/#scenarios-wilting-plant", f"Edition {SECOND}", ", 2025-12-31: Changed in words only"),
        ("../../changes/", f"Edition {FIRST}", ", 2025-11-01: New")]


def test_what_changed_since_the_last_edition_stands_on_its_page_too(pages: Mapping[str, str]) -> None:
    fern = pages["scenarios/healthy-young-fern/index.md"]
    assert '<a href="../../changes/#scenarios-healthy-young-fern">Since the last edition</a>: Changed in meaning' in fern


def test_a_page_of_many_items_changes_with_any_of_them(pages: Mapping[str, str]) -> None:
    assert '<a href="../changes/">Edition 2025.1</a>, 2025-11-01: New' in pages["references.md"]


def test_without_an_edition_pages_have_no_such_list(unreleased: Mapping[str, str]) -> None:
    assert not [path for path, text in unreleased.items() if path.endswith(".md") and "Editions in which" in text]


@pytest.mark.parametrize(("path", "day"), [
    ("scenarios/wilting-plant/index.md", "2025-12-20"), ("scenarios/wilting-plant/patient.md", "2025-12-20"),
    ("guidelines/garden-club-2020.md", "2025-11-01"), ("profiles/new-fern.md", "2026-02-01"), ("index.md", "2026-02-01"),
    (f"changes/{SECOND}.md", "2025-12-31"), ("corrections.md", "2026-01-10"),
])
def test_a_page_is_dated_by_its_last_change(pages: Mapping[str, str], path: str, day: str) -> None:
    assert str(head_of(pages[path])["updated"]) == day


# --- corrections and messages


def test_corrections_are_listed_and_linked_from_what_they_concern(pages: Mapping[str, str]) -> None:
    assert 'id="soil-was-wet"' in pages["corrections.md"]
    assert '<a href="../scenarios/wilting-plant/">' in pages["corrections.md"]
    for path in ("scenarios/wilting-plant/index.md", "advice/daily-care.md"):
        assert '<a href="../../corrections/#soil-was-wet">2026-01-10</a>: The page said' in pages[path]
    assert "soil-was-wet" not in pages["scenarios/healthy-young-fern/index.md"]


def test_without_a_correction_the_page_says_so(unreleased: Mapping[str, str]) -> None:
    assert "No mistake has been reported and corrected so far." in unreleased["corrections.md"]


@pytest.mark.parametrize("path", ["scenarios/wilting-plant/index.md", "guidelines/garden-club-2020.md", "glossary.md"])
def test_a_page_opens_a_form_that_knows_the_page_and_nothing_else(world: World, pages: Mapping[str, str], path: str) -> None:
    links = re.findall(r'href="(https://plants.example/new[^"]*)"', pages[path])
    assert [parse_qs(urlsplit(link.replace("&amp;", "&")).query)["template"] for link in links] == [["safety.yml"], ["other.yml"]]
    asked = parse_qs(urlsplit(links[0].replace("&amp;", "&")).query, strict_parsing=True)
    assert sorted(asked) == ["address", "digest", "edition", "page", "template"]
    assert asked["edition"] == ["2026.1"]
    assert asked["address"][0].rstrip("/") == path.removesuffix(".md").removesuffix("/index")


def test_the_digest_in_a_form_is_that_of_the_snapshot(world: World, pages: Mapping[str, str]) -> None:
    found, _ = edition_at(world.folders, SECOND)
    assert found is not None
    assert f"digest={found.items['guidelines/garden-club-2020'].seen}" in pages["guidelines/garden-club-2020.md"]


def test_without_an_address_pages_lead_to_the_policy(unreleased: Mapping[str, str]) -> None:
    told = [path for path, text in unreleased.items() if 'class="tell"' in text]
    assert told == ["scenarios/healthy-young-fern/index.md", "scenarios/wilting-plant/index.md"]
    assert '<a href="../../editorial-policy/">' in unreleased[told[0]].partition('class="tell"')[2]


# --- the feed


def test_the_feed_holds_what_atom_requires(pages: Mapping[str, str]) -> None:
    root = ElementTree.fromstring(pages[FEED])
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext(f"{ATOM}updated", ""))
        assert part.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Plant answers"
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"self", "alternate"}
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 4


def test_the_feed_runs_from_new_to_old_and_tells_corrections_too(pages: Mapping[str, str]) -> None:
    root = ElementTree.fromstring(pages[FEED])
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == [
        "Correction: The page said that the soil is wet.", f"Edition {SECOND}", f"Edition {FIRST}"]
    assert root.findtext(f"{ATOM}updated") == "2026-01-10T00:00:00Z"
    assert "After the winter <meeting>" in root.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}content", "")


def test_every_entry_leads_to_a_page(pages: Mapping[str, str]) -> None:
    for entry in ElementTree.fromstring(pages[FEED]).iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        address = str(link.get("href")).partition("#")[0].rstrip("/")
        assert {f"{address}.md", f"{address}/index.md"} & set(pages)


def test_a_feed_without_entries_is_a_feed(unreleased: Mapping[str, str]) -> None:
    root = ElementTree.fromstring(unreleased[FEED])
    assert (root.findtext(f"{ATOM}updated"), root.find(f"{ATOM}entry")) == ("2026-02-01T00:00:00Z", None)


def test_the_feed_of_a_known_site_has_its_address_and_the_same_ids(pages: Mapping[str, str]) -> None:
    done = ElementTree.fromstring(at_address(pages[FEED].encode(), "https://plants.example/kb"))
    assert done.get("{http://www.w3.org/XML/1998/namespace}base") == "https://plants.example/kb/"
    before = ElementTree.fromstring(pages[FEED])
    assert [one.text for one in done.iter(f"{ATOM}id")] == [one.text for one in before.iter(f"{ATOM}id")]


# --- older editions


OLD = f"editions/{FIRST}/scenarios/wilting-plant/index.md"


def test_an_older_page_says_what_it_said_below_a_banner(pages: Mapping[str, str]) -> None:
    banner, _, body = pages[OLD].partition("\n---\n")[2].partition("</p>\n")
    assert f"{FIRST} (2025-11-01)" in banner
    assert '<a href="../../../../scenarios/wilting-plant/">' in banner
    assert "much too dry" not in body
    assert "Does not replace a look at the plant." in body


def test_an_older_page_stays_out_of_search_and_has_no_source(pages: Mapping[str, str]) -> None:
    head = head_of(pages[OLD])
    assert (head["status"], head["search"], str(head["updated"])) == ("superseded", {"exclude": True}, "2025-11-01")
    assert "source" not in head
    assert "data/sources" not in pages[OLD]


def test_a_note_copied_from_an_older_page_says_so(pages: Mapping[str, str]) -> None:
    assert f'class="chart-note" data-copy="Copy" data-copied="Copied"><p>An older edition: {FIRST} (2025-11-01). ' in pages[OLD]


def test_links_of_an_older_page_stay_in_its_edition_or_lead_to_a_page_of_now(pages: Mapping[str, str]) -> None:
    for path in (path for path in pages if path.startswith("editions/")):
        base = f"/{path.removesuffix('.md').removesuffix('/index')}"
        for address in re.findall(r'<a href="(?!https:)([^"#:]+)', pages[path]):
            target = posixpath.normpath(posixpath.join(base, address)).strip("/")
            assert {target, f"{target}.md", f"{target}/index.md", f"{target}index.md"} & set(pages), (path, address)
    inside = [address for address in re.findall(r'<a href="([^"#:]+)', pages[OLD]) if not address.startswith("../../../../")]
    assert "../healthy-young-fern/" in inside
    assert "../../guidelines/garden-club-2020/" in inside


def test_an_older_page_that_is_gone_says_so(world: World, pages: Mapping[str, str]) -> None:
    press = press_of(context_of(world.compendium))
    found = {page.path: page.data.decode() for page in older_editions(press, frozenset({"index.md"}), frozenset())}
    assert "This page is gone" in found[OLD]
    assert '<a href="../../../../changes/">' in found[OLD]


def test_what_is_held_now_is_not_shown_as_it_was_either(world: World, pages: Mapping[str, str]) -> None:
    press = press_of(context_of(world.compendium))
    held = frozenset({"scenarios/wilting-plant/index.md"})
    found = {page.path: page.data.decode() for page in older_editions(press, frozenset(pages), held)}
    assert "This has been taken down for now." in found[OLD]
    heading, mark, below = found[OLD].partition("\n---\n")[2].partition(" { #top }")
    assert ("Wilting plant" in heading, mark, "it needs water" in below) == (True, " { #top }", False)
    assert found[OLD.replace("index", "patient")] == pages[OLD.replace("index", "patient")]


def test_editions_that_are_not_kept_as_pages_are_there_as_files(tmp_path_factory: pytest.TempPathFactory, world: World) -> None:
    root = tmp_path_factory.mktemp("fewer") / "plants"
    shutil.copytree(world.root, root)
    fewer = World(root)
    fewer.edit("content/kb.yaml", "audience: owners", "keep_editions: 1\naudience: owners")
    pages = fewer.pages()
    assert pages[f"editions/{FIRST}.zip"].data == (root / f"content/editions/{FIRST}.zip").read_bytes()
    assert f"editions/{SECOND}/index.md" in pages
    assert OLD not in pages
    assert f'href="../editions/{FIRST}.zip"' in pages["changes/index.md"].data.decode()


def test_the_edition_that_pages_name_is_the_site_itself(tmp_path_factory: pytest.TempPathFactory, world: World) -> None:
    root = tmp_path_factory.mktemp("named") / "plants"
    shutil.copytree(world.root, root)
    World(root).edit("content/kb.yaml", '{id: "2026.1", date', f'{{id: "{SECOND}", date')
    pages = World(root).pages()
    assert f"editions/{SECOND}/index.md" not in pages
    assert OLD in pages


def test_links_of_hand_written_pages_are_mended_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("written") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    world = World(root)
    world.edit("content/pages/home.md", "One case", "[In](scenarios/index.md), [now](changes/index.md), [in](about.md). One case")
    world.write("content/pages/about.md", "---\ntitle: About\n---\n# About\n[up](corrections.md)\n")
    release(world, FIRST, "2025-11-01")
    old = {path: page.data.decode() for path, page in world.pages().items() if path.startswith("editions/")}
    home = old[f"editions/{FIRST}/index.md"]
    assert "[In](scenarios/index.md), [now](../../changes/index.md), [in](about.md)." in home
    assert "[up](../../corrections.md)" in old[f"editions/{FIRST}/about.md"]


# --- what others use


def test_the_statements_of_an_edition_can_be_had_by_its_name(world: World) -> None:
    found, problems = edition_at(world.folders, FIRST)
    assert (problems, edition_at(world.folders, "2024.1")) == ([], (None, []))
    assert found is not None
    snapshot = found.archive.snapshot(PLANT.replace("indoor/", "").removesuffix(".yaml"))
    assert snapshot is not None
    assert any("The soil is dry" in one.words for one in snapshot.statements)


def test_the_world_is_sound_and_renders_the_same_twice(world: World, pages: Mapping[str, str]) -> None:
    assert codes(world.problems()) == []
    assert {page.path: page.data.decode() for page in render_all(world.folders).pages} == pages
