"""What a page says of its review: words, dates, reasons, people; on a small world with a board of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest

from generator.corridor import render_all
from tests.page.reviewed import add_event, approve_all
from tests.worlds import SMALL_WORLD, World, said

ADVICE, CASE, DRUG, GUIDE = "advice/daily-care", "scenarios/wilting-plant", "drugs/oil_spray", "guidelines/garden-club-2020"
Pages = Callable[[str], str]


def pages_of(world: World) -> Pages:
    report = render_all(world.folders)
    assert report.errors == [], said(report.problems)
    return {page.path: page.data.decode() for page in report.pages}.__getitem__


def copy(folder: pytest.TempPathFactory) -> World:
    root = folder.mktemp("reviewed") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    return World(root)


@pytest.fixture(scope="module")
def approved_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Everything is approved."""
    world = copy(tmp_path_factory)
    approve_all(world)
    add_event(world, GUIDE, "dissent", "flo", note="Too wet", date="2026-01-20")
    return world


@pytest.fixture(scope="module")
def approved(approved_world: World) -> Pages:
    return pages_of(approved_world)


@pytest.fixture(scope="module")
def troubled(approved_world: World, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The same later: an advice was changed, a drug taken down, a case retired, a guideline changed in a hurry."""
    world = World(tmp_path_factory.mktemp("troubled") / "plants")
    shutil.copytree(approved_world.root, world.root)
    world.edit(f"content/{ADVICE}.yaml", "Look under **3 leaves** a week", "Look under **5 leaves** a week")
    add_event(world, DRUG, "hold", "hedy", note="The dose may be wrong", date="2026-01-20")
    add_event(world, "scenarios/healthy-young-fern", "retire", "hedy", replaced_by=CASE, date="2026-01-20")
    add_event(world, "drugs/soap_spray", "urgent-update", "hedy", date="2026-01-25")
    return pages_of(world)


@pytest.fixture(scope="module")
def unreviewed(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return pages_of(copy(tmp_path_factory))


@pytest.mark.parametrize("path", [f"{CASE}/index.md", f"{CASE}/patient.md", f"{ADVICE}.md", f"{DRUG}.md", f"{GUIDE}.md",
                                  "glossary.md", "profiles/healthy-fern.md", "references.md", "coverage.md", "disagreement.md",
                                  "scenarios/index.md", "guidelines/index.md", "drugs/index.md"])
def test_without_a_record_a_page_is_a_draft(unreviewed: Pages, approved: Pages, path: str) -> None:
    text = unreviewed(path)
    assert "\nstatus: submitted\n" in text
    assert 'mark: "DRAFT"' in text
    assert '<strong class="draft">DRAFT' in text
    assert "\nstatus: approved\n" in approved(path)
    assert 'class="draft"' not in approved(path)


def test_each_printed_sheet_says_that_a_page_is_approved_and_until_when(approved: Pages) -> None:
    assert re.search(r'^printed: "Approved \(.* \d{4}-\d\d-\d\d\)"$', approved(f"{ADVICE}.md"), re.MULTILINE)


def test_a_written_page_that_lists_cases_has_their_status_in_its_head(unreviewed: Pages, approved: Pages) -> None:
    assert "\nstatus: submitted\n" in unreviewed("index.md")
    assert "\nstatus: approved\n" in approved("index.md")


def test_the_mark_of_a_draft_stands_in_its_heading_so_that_search_shows_it(unreviewed: Pages, approved: Pages) -> None:
    assert '# <span class="mark">DRAFT.</span> Daily care' in unreviewed(f"{ADVICE}.md")
    assert "# Daily care" in approved(f"{ADVICE}.md")


def test_dates_are_kept_apart(approved: Pages) -> None:
    text = approved(f"{CASE}/index.md")
    for row in ("Content changed | 2026-01-15", "Reviewed | 2026-01-05", "Next review due | 2027-01-05",
                "Evidence searched to | 2026-01-31"):
        assert f"| {row} |" in text


def test_the_day_on_which_a_review_is_due_stands_in_words_and_for_the_browser(approved: Pages, unreviewed: Pages) -> None:
    line = '<p class="status-line" data-due="2027-01-05" data-overdue="Review overdue since">'
    assert f'{line}<span class="status status-approved">Approved</span> <span class="due">Next review due 2027-01-05</span></p>' \
        in approved(f"{DRUG}.md")
    assert "data-due" not in unreviewed(f"{DRUG}.md")


def test_who_approved_in_which_role_with_which_interests(approved: Pages) -> None:
    assert "<li>Bo Botanist, Botanist, Institute, 2026-01-05. Their interests: Pot Works, talks.</li>" in approved(f"{ADVICE}.md")
    assert "<li>Gus Gardener, Gardener, Garden, 2026-01-05. Their interests: none declared.</li>" in approved(f"{ADVICE}.md")


def test_a_dissent_is_shown_with_its_reason(approved: Pages) -> None:
    assert "<li>2026-01-20: Dissent (Flo Botanist, Botanist): Too wet</li>" in approved(f"{GUIDE}.md")


def test_a_leaflet_says_who_checked_it(approved: Pages, unreviewed: Pages) -> None:
    assert "Checked by: Bo Botanist (Botanist), Gus Gardener (Gardener), 2026-01-05." in approved(f"{CASE}/patient.md")
    assert "nobody yet" in unreviewed(f"{CASE}/patient.md")


def test_a_chart_note_says_when_its_page_was_reviewed(approved: Pages) -> None:
    assert "Source page reviewed 2026-01-05, due 2027-01-05." in approved(f"{CASE}/index.md")


def test_a_lapsed_page_shows_old_and_new_words(troubled: Pages) -> None:
    text = troubled(f"{ADVICE}.md")
    assert '<span class="status status-lapsed">Approval lapsed</span>' in text
    assert "<del>Look under 3 leaves a week.</del>" in text
    assert "<ins>Look under 5 leaves a week.</ins>" in text
    assert '<li class="beside" aria-current="step">Approval lapsed</li>' in text
    assert "| Next review due | now |" in text


def test_recommendations_carry_the_day_of_their_review(troubled: Pages, unreviewed: Pages) -> None:
    _, first, second = troubled(f"{ADVICE}.md").split('<div class="item"')[:3]
    assert '<span class="dated">Amended since the review of 2026-01-05</span>' in first
    assert '<span class="dated">Reviewed 2026-01-05</span>' in second
    assert "Reviewed 2026-01-05</span>" in troubled(f"{GUIDE}.md")
    assert 'class="dated"' not in unreviewed(f"{ADVICE}.md")


def test_a_case_says_on_what_it_rests_that_has_changed_or_was_taken_down(troubled: Pages) -> None:
    text = troubled(f"{CASE}/index.md")
    assert 'taken down: <a href="../../drugs/oil_spray/">oil spray</a>' in text
    assert 'no longer as it was approved: <a href="../../advice/daily-care/">Daily care</a>' in text


def test_a_notice_stands_in_place_of_what_was_taken_down(troubled: Pages, approved: Pages) -> None:
    text = troubled(f"{DRUG}.md")
    assert "mats" in approved(f"{DRUG}.md")
    assert "mats" not in text
    assert "Taken down since 2026-01-20: The dose may be wrong" in text
    assert '<span id="references"></span>' in text
    assert "mats" not in troubled(f"review/{DRUG}/index.html")


def test_a_retired_page_leads_to_what_replaces_it(troubled: Pages) -> None:
    text = troubled("scenarios/healthy-young-fern/index.md")
    assert "RETIRED." in text
    assert 'Instead, see <a href="../../scenarios/wilting-plant/">Wilting plant</a>' in text


def test_an_urgent_update_says_until_when_it_stands_and_is_not_indexed(troubled: Pages) -> None:
    text = troubled("drugs/soap_spray.md")
    assert "URGENT UPDATE" in text
    assert "It stands without a second review until 2026-02-08." in text
    assert 'data-due="2026-02-08"' in text
    assert "\nstatus: urgent\n" in text


def test_a_list_takes_the_status_of_the_weakest_and_marks_each(troubled: Pages) -> None:
    text = troubled("drugs/index.md")
    assert '<span class="status status-held">Taken down</span>' in text
    assert "Status of the least reviewed part shown here:" in text


def test_the_twin_of_a_case_that_was_taken_down_says_so_and_nothing_else(approved_world: World, small_world: World) -> None:
    shutil.copytree(approved_world.root, small_world.root, dirs_exist_ok=True)
    add_event(small_world, CASE, "hold", "hedy", date="2026-01-20")
    found = pages_of(small_world)
    assert '"status":"held"' in found("data/scenarios/wilting-plant.json")
    for path in (f"{CASE}/index.md", f"{CASE}/patient.md", "data/scenarios/wilting-plant.json"):
        assert "needs water" not in found(path)
    assert '"status":"held"' in found("data/scenarios.json")
    assert "garden-club-2020" in found("scenarios/healthy-young-fern/index.md")
