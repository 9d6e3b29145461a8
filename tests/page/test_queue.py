"""The queue, the reviewer's views, and sites of what is approved."""

from __future__ import annotations

import json
import re
import shutil

import lxml.html
import pytest

from generator.check.compendium import Compendium
from generator.core.guidelines import Checked
from generator.corridor import render_all
from generator.page.context import Context, context_of, decide
from generator.page.queue import cited_states, queue_page, queue_row
from generator.page.sheet import sheet_page
from tests.page.conftest import Shelf
from tests.page.reviewed import add_event, approve_all
from tests.worlds import SMALL_WORLD, World

ADVICE = "content/advice/daily-care.yaml"
Files = dict[str, str]


def files_of(world: World, *, approved: bool = False) -> tuple[Files, str]:
    report = render_all(world.folders, approved=approved)
    return {page.path: page.data.decode() for page in report.pages}, report.left_out


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Everything was approved; then an advice was changed."""
    root = tmp_path_factory.mktemp("queue") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    world = World(root)
    approve_all(world)
    add_event(world, "drugs/oil_spray", "request-changes", "bo", note="Look again", date="2026-01-20")
    world.edit(ADVICE, "Look under **3 leaves** a week", "Look under **5 leaves** a week")
    world.edit(ADVICE, "Any heater is too near", "Any stove is too near")
    return world


@pytest.fixture(scope="module")
def context(world: World) -> Context:
    return context_of(world.compendium)


def rows_of(context: Context, compendium: Compendium) -> list[str]:
    cases = [queue_row(context, context.standing(decide(compendium, case)), "2026-01-15") for case in compendium.cases]
    return [f"{row.status.state} {row.item}" for row in queue_page(context, cases).rows]


def test_what_has_lapsed_comes_first_and_what_is_approved_last(context: Context) -> None:
    found = rows_of(context, context.compendium)
    states = [row.partition(" ")[0] for row in found]
    assert found[0] == "lapsed advice/daily-care"
    assert states == sorted(states, key=("lapsed", "changes_requested", "approved").index)


def test_every_item_stands_in_the_queue_once(context: Context) -> None:
    items = [row.partition(" ")[2] for row in rows_of(context, context.compendium)]
    assert sorted(items) == sorted({*context.standings.whole, "scenarios/wilting-plant", "scenarios/healthy-young-fern"})


def test_the_queue_says_what_a_board_lacks_and_what_nobody_has_read(small_library: Compendium) -> None:
    context = context_of(small_library)
    row = next(row for row in queue_page(context, ()).unread if row.item == "guidelines/garden-club-2020")
    assert (row.status.record.needed, row.unchecked) == ("Botanist", (2, 1))
    assert [one.name for one in row.recalled] == ["repotting/repot-young", "repotting/repot-old"]
    assert row.recalled[0].address.startswith("review/guidelines/garden-club-2020/#s")


def test_a_view_shows_each_statement_with_its_sources_and_what_has_changed(context: Context) -> None:
    page = sheet_page(context, context.standings.whole["advice/daily-care"], "2026-01-15")
    said = {tick.name: tick.said for part in page.parts for tick in part.ticks}
    assert "<b>was:</b> <del>3</del> <b>now:</b> <ins>5</ins>" in said["look-under-leaves/clinician/1"]
    assert 'references/#leaf-trial-2019">leaf-trial-2019</a>, table 2; ' in said["do-not-water-a-wet-root/clinician/1"]
    assert "moisture&#95;root &gt;= 5" in said["do-not-water-a-wet-root/when"]
    assert len(said) == len(context.standings.whole["advice/daily-care"].component.now.statements)


def test_a_tick_is_gone_once_its_statement_changes_and_stays_with_the_others(context: Context, small_library: Compendium) -> None:
    def keys(found: Context) -> dict[str, str]:
        page = sheet_page(found, found.standings.whole["advice/daily-care"], "2026-01-15")
        return {tick.name: tick.key for part in page.parts for tick in part.ticks}

    before, after = keys(context_of(small_library)), keys(context)
    changed = {name for name, key in after.items() if before[name] != key}
    assert {"look-under-leaves/clinician/1", "move-from-the-heater/position-1/1"} <= changed
    assert "about/title" not in changed


def test_a_view_has_the_commands_that_the_record_allows(context: Context) -> None:
    page = sheet_page(context, context.standings.whole["advice/daily-care"], "2026-01-15")
    assert page.commands[0] == "kb review submit advice/daily-care --by ID"
    assert not any(" approve " in line for line in page.commands)
    waiting = sheet_page(context, context.standings.whole["glossary/terms"], "2026-01-15")
    assert "kb review approve glossary/terms --by ID --role gardener" in waiting.commands


def test_answers_of_a_case_are_ticked_guideline_by_guideline(context: Context) -> None:
    standing = context.standing(decide(context.compendium, context.compendium.cases[-1]))
    page = sheet_page(context, standing, "2026-01-15")
    assert [part.heading for part in page.parts] == ["Statements", "What the rules answer",
                                                     "Advice shown, with how certain its condition is"]
    assert [tick.name for tick in page.parts[1].ticks] == ["fern-society-2024", "garden-club-2020", "soap&#95;spray"]


def test_each_citation_of_a_sentence_keeps_its_own_state(small_library: Compendium) -> None:
    standing = context_of(small_library).standings.whole["advice/daily-care"]
    found = {state for one in standing.component.now.statements for state in cited_states(one)}
    assert ("fern-society-2024", Checked.RECALLED) in found
    assert ("leaf-trial-2019", Checked.SECONDARY) in found


# --- sites of what is approved


def test_an_empty_site_says_so_and_keeps_the_pages_of_the_navigation() -> None:
    files, left_out = files_of(World(SMALL_WORLD), approved=True)
    assert left_out.startswith("Nothing has been approved yet, so this site is empty.")
    assert "Nothing has been approved yet" in files["index.md"]
    assert {"coverage.md", "glossary.md", "disagreement.md", "review/index.md", "guidelines/index.md"} <= set(files)
    assert [path for path in files if re.match(r"(scenarios|guidelines|advice|drugs)/(?!index)", path)] == []
    assert json.loads(files["data/scenarios.json"]) == json.loads(files["data/references.json"]) == []
    assert not any("daily-care" in path for path in files)


def test_what_is_not_approved_is_left_out_with_its_links_and_counted(world: World) -> None:
    files, left_out = files_of(world, approved=True)
    assert left_out.endswith("Advice 1 of 1; Drug 1 of 2; Case 2 of 2.")
    assert "guidelines/garden-club-2020.md" in files
    assert 'href="../../scenarios/wilting-plant/"' not in files["guidelines/garden-club-2020.md"]
    assert "oil_spray" not in files["drugs/index.md"]
    assert not any("wilting-plant" in text for path, text in files.items() if path.startswith(("scenarios/", "browse/")))
    assert not any("sheet-link" in text for text in files.values())


def test_a_site_in_which_all_is_approved_lacks_the_desk_of_reviewers_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("all") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    approve_all(World(root))
    whole, _ = files_of(World(root))
    files, left_out = files_of(World(root), approved=True)
    assert left_out.endswith("none.")
    views = {path for path in whole if path.startswith("review/") and path != "review/index.md"}
    assert set(whole) - set(files) == views
    assert files["coverage.md"] == whole["coverage.md"]


# --- the shipped knowledge base


def test_the_shipped_queue_stays_light_and_its_views_are_whole(shelf: Shelf) -> None:
    queue = shelf.text("review/index.md")
    assert len(re.findall(r"<tr data-kind", queue)) == len(shelf.context.standings.whole) + len(shelf.cases)
    assert "No reviewer has been named yet" in queue
    views = [page for path, page in shelf.pages.items() if path.startswith("review/") and path.endswith(".html")]
    assert len(views) > 100
    for page in views:
        assert len(page.data) < 130_000, page.path
        ids = [node.get("id") for node in lxml.html.fromstring(page.data).iter() if node.get("id")]
        assert len(ids) == len(set(ids)), page.path
