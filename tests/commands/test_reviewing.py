"""`kb review`: what it records, what it refuses, what it shows, and that nothing is lost whatever goes wrong on the disk."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result

from generator import disk, lock
from generator.authoring.schemas import editor_comment
from tests.commands.running import kb, problem_lines, started
from tests.review.worlds import read_at_source, with_people
from tests.worlds import SMALL_WORLD, World, codes, files_below

CARE, BOOK, PLANT = "advice/daily-care", "references/garden-club-2020", "scenarios/wilting-plant"
SOURCE, RECORD, SEEN = f"content/{CARE}.yaml", f"content/reviews/{CARE}.yaml", "content/reviews/seen"
DAY = ("--date", "2026-02-01")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("prepared") / "plants"
    shutil.copytree(SMALL_WORLD, root)
    return read_at_source(with_people(World(root))).root


@pytest.fixture
def world(prepared: Path, tmp_path: Path) -> World:
    """A small world with people, in which everything was read at its source."""
    shutil.copytree(prepared, tmp_path / "plants")
    return World(tmp_path / "plants")


def review(world: World, *arguments: str, given: str | None = None) -> Result:
    return kb("review", *arguments, "--root", world.root, given=given)


def did(world: World, *arguments: str) -> str:
    """What a command says that must succeed."""
    found = review(world, *arguments)
    assert found.exit_code == 0, found.output
    return found.output


def submitted(world: World, *items: str) -> World:
    did(world, "submit", *(items or (CARE,)), "--by", "ada", *DAY)
    return world


def refused(world: World, *arguments: str) -> list[str]:
    """The codes of a refusal, after which everything is as it was."""
    before = files_below(world.root)
    found = review(world, *arguments)
    assert found.exit_code == 1, found.output
    assert "Nothing was recorded" in found.output
    assert files_below(world.root) == before
    return [match["code"] for match in problem_lines(found.output)] or [found.stderr]


# --- recording


def test_an_event_says_what_was_done_and_what_is_still_needed(world: World) -> None:
    assert did(world, "submit", CARE, "--by", "ada", *DAY).split("\n") == [
        "advice/daily-care: submit by Ada Example (Editor) on 2026-02-01.", "[content/reviews/advice/daily-care.yaml]",
        "  Now submitted. The board lacks: Botanist, Gardener.", ""]
    assert "Now under review. The board lacks: Gardener." in did(world, "approve", "daily-care", "--by", "bob", *DAY)


def test_what_is_recorded_passes_the_check(world: World) -> None:
    submitted(world)
    did(world, "approve", CARE, "--by", "bob", *DAY)
    assert world.problems() == []
    assert sorted(files_below(world.root / "content/reviews")) == [
        "advice/daily-care.yaml", *(f"seen/{name}" for name in os.listdir(world.root / SEEN))]


def test_a_record_is_added_to_and_its_bytes_stay(world: World) -> None:
    submitted(world)
    before = world.text(RECORD)
    did(world, "start", CARE, "--by", "bob", *DAY)
    assert world.text(RECORD).startswith(before)
    assert world.text(RECORD).startswith(f"{editor_comment(RECORD)}\n")


@pytest.mark.parametrize("written", [
    "events:\n- action: {}\n  date: 2026-02-01\n", "events:\n    -   action: {}\n        date: 2026-02-01\n",
    "# By hand.\nevents:   # all\n  - date: 2026-02-01\n    action: {}\n"])
def test_a_record_in_another_hand_is_continued_in_its_manner(world: World, written: str) -> None:
    submitted(world)
    digests = [line.strip() for line in world.text(RECORD).splitlines() if line.strip().startswith(("meaning", "words"))]
    rest = "".join(f"{' ' * (len(written.splitlines()[-1]) - len(written.splitlines()[-1].lstrip()))}{line}\n"
                   for line in ("by: ada", "role: editor", *digests))
    hand = f"item: {CARE}\n{written.format('submit')}{rest}"
    world.write(RECORD, hand.rstrip("\n"))
    did(world, "start", CARE, "--by", "bob", *DAY)
    assert world.text(RECORD).startswith(hand)
    assert world.problems() == []


def test_a_record_that_cannot_be_continued_is_left_alone(world: World) -> None:
    submitted(world)
    world.write(RECORD, f"{world.text(RECORD)}...\n")
    assert "No event can be added at the end" in refused(world, "start", CARE, "--by", "bob", *DAY)[0]


@pytest.mark.parametrize("note", ["plain", 'He said: "no" # really', "- yes", "{a: b}", "*", "it's 50 % — ‘so’", "null", "a\\nb",
                                  "<<<<<<< HEAD", "2026-02-01"])
def test_a_note_is_kept_as_it_was_typed(world: World, note: str) -> None:
    did(world, "submit", CARE, "--by", "ada", "--note", note, "--message", "https://example.org/?a=1#b", *DAY)
    event = world.compendium.knowledge.records[CARE].events[0]
    assert (event.note, event.message) == (note, "https://example.org/?a=1#b")


def test_several_items_are_recorded_together_or_not_at_all(world: World) -> None:
    assert "references/leaf-trial-2019: submit" in did(world, "submit", BOOK, "leaf-trial-2019", "--by", "ada", *DAY)
    assert refused(world, "start", BOOK, CARE, "--by", "bob", *DAY) == ["out-of-turn"]


def test_all_that_is_wrong_is_said_at_once(world: World) -> None:
    submitted(world, CARE, BOOK)
    assert refused(world, "approve", CARE, BOOK, "--by", "ada", "--role", "botanist", "--date", "2026-01-31") == [
        "date-goes-back", "approves-own", "role-not-held"] * 2


def test_nothing_is_approved_that_was_not_read_at_its_source(small_world: World) -> None:
    submitted(with_people(small_world))
    assert refused(small_world, "approve", CARE, "--by", "bob", *DAY) == ["not-read-at-source"]


@pytest.mark.parametrize(("arguments", "words"), [
    (("submit", "daily-caer", "--by", "ada"), 'Did you mean "daily-care"?'),
    (("submit", "garden-club-2020", "--by", "ada"), '"garden-club-2020" could be guidelines/garden-club-2020 or references/'),
    (("submit", CARE, "--by", "adda"), 'Did you mean "ada"?'), (("approve", CARE, "--by", "gus"), "more than one role that fits"),
    (("submit", CARE, "--by", "fay", "--date", "2026-05-01"), "had no role on 2026-05-01"),
    (("submit", CARE, "--by", "ada", "--date", "soon"), '"soon" is not a date'),
    (("submit", CARE, "--by", "ada", "--note", "a\u202eb"), "a character that does not show"),
    (("approve", CARE, BOOK, "--by", "bob", "--covers", "wilting-plant"), "--covers goes with one ITEM"),
    (("approve", CARE, "--by", "bob", "--covers", "daily-care"), 'There is no item "daily-care"'),
    (("retire", CARE, "--by", "dot", "--replaced-by", "x"), 'There is no item "x"'),
    (("invalidate", CARE, "--by", "dot"), "--number"),
    (("submit", "--by", "ada"), "ITEM"), (("status", "nowhere"), "There is no item"), (("approved", CARE), "No such command"),
])
def test_wrong_usage_is_said_and_nothing_is_written(prepared: Path, arguments: tuple[str, ...], words: str) -> None:
    found = review(World(prepared), *arguments)
    assert (found.exit_code, words in found.stderr) == (2, True), found.output
    assert not (prepared / "content/reviews").exists()


def test_content_with_mistakes_is_not_reviewed(world: World) -> None:
    world.edit(SOURCE, "rank: 10", "rank: ten")
    assert refused(world, "submit", CARE, "--by", "ada", *DAY)


def test_a_case_with_mistakes_of_its_own_is_not_reviewed_and_does_not_stop_others(world: World) -> None:
    world.edit("scenarios/indoor/wilting-plant.yaml", "moisture_top: 4.5", "moisture_top: 45")
    submitted(world)
    assert review(world, "submit", "healthy-young-fern", "--by", "ada", *DAY).exit_code == 0
    assert review(world, "submit", PLANT, "--by", "ada", *DAY).exit_code != 0


def test_a_senior_editor_takes_a_page_down_and_says_what_replaces_another(world: World) -> None:
    assert "Now held." in did(world, "hold", PLANT, "--by", "dot", "--note", "Wrong dose.", *DAY)
    assert "Now retired." in did(world, "retire", "oil_spray", "--by", "dot", "--replaced-by", "soap_spray", *DAY)
    assert "; replaced by drugs/soap_spray" in " ".join(did(world, "status", "oil_spray").split())


# --- cases approved together with what changed them


def test_an_approval_covers_the_cases_of_a_list(world: World) -> None:
    submitted(world, CARE, PLANT, "scenarios/healthy-young-fern")
    world.write("list.txt", f"# changed\n\n{PLANT}\n")
    did(world, "approve", CARE, "--by", "bob", "--covers-file", str(world.root / "list.txt"), *DAY)
    listed = review(world, "approve", CARE, "--by", "cyd", "--covers", "healthy-young-fern", "--covers-file", "-", *DAY,
                    given="wilting-plant\n")
    assert ", with 2 more." in listed.output
    # their board is complete, but they use what nobody has approved yet
    assert "Scenarios approved together with it are now: 2 under review." in listed.output
    assert "names no scenario" in review(world, "approve", CARE, "--by", "gus", "--covers-file", "-", given="# none\n").stderr
    shown = did(world, "status", PLANT)
    assert "together with advice/daily-care" in shown
    assert "Approved on 2026-02-01 by Bob Example (Botanist) and Cyd Example (Gardener)" in shown
    assert world.problems() == []


# --- status


def test_the_list_counts_and_names_what_has_a_record(world: World) -> None:
    submitted(world)
    shown = did(world, "status", "--as-of", "2026-02-01")
    assert shown.startswith("Review on 2026-02-01\n1 submitted and 21 draft.\n- advice/daily-care: Submitted. The board lacks:")
    assert "drugs/" not in shown
    assert did(world, "status", "--state", "draft").count("\n- ") == 21
    assert "Nothing has this status." in did(world, "status", "--state", "lapsed")


def test_on_an_earlier_day_later_events_have_not_happened(world: World) -> None:
    submitted(world)
    assert "22 draft." in did(world, "status", "--as-of", "2026-01-31")


def test_a_lapsed_item_shows_both_wordings_and_their_place(world: World) -> None:
    submitted(world, BOOK, CARE)
    for by in ("bob", "cyd"):
        did(world, "approve", CARE, "--by", by, *DAY)
    world.edit(SOURCE, "Look under **3 leaves** a week", "Look under **4 leaves** a week")
    world.edit(SOURCE, "when: moisture_root >= 5.0", "when: moisture_root >= 5.5")
    shown = " ".join(did(world, "status", CARE).split())
    line = world.place(SOURCE, "Look under **4").split(":")[1]
    assert "Lapsed. Its meaning has changed since it was approved. Submitted anew, it needs: Botanist, Gardener." in shown
    assert f"- look-under-leaves/clinician/1 [{SOURCE}:{int(line) - 1}], meaning changed" in shown
    assert "- was: Look under 3 leaves a week [@garden-club-2020, page 4]{source}. - now: Look under 4 leaves a week" in shown
    assert "moisture_root >= 5.0" in shown  # in the same words, another condition
    assert "moisture_root >= 5.5" in shown


def test_status_as_data(world: World) -> None:
    submitted(world)
    data = json.loads(did(world, "status", CARE, BOOK, "--format", "json", "--as-of", "2026-02-02"))
    assert data["day"] == "2026-02-02"
    care, book = data["items"]
    assert (care["item"], care["state"], care["wanting"], book["state"]) == (CARE, "submitted", ["Botanist", "Gardener"], "draft")
    assert [(one["action"], one["by"], one["role"], one["date"]) for one in care["events"]] == [
        ("submit", "ada", "editor", "2026-02-01")]
    assert care["meaning"].startswith("1:sha256:")


# --- whatever goes wrong


def test_two_editors_at_once_are_both_recorded(world: World) -> None:
    submitted(world)
    both = [started("review", "approve", CARE, "--by", by, *DAY, "--root", world.root) for by in ("bob", "cyd")]
    assert [one.communicate(timeout=60)[1] for one in both] == [b"", b""]
    assert [one.returncode for one in both] == [0, 0]
    record = world.compendium.knowledge.records[CARE]
    assert sorted(str(event.by) for event in record.events[1:]) == ["bob", "cyd"]
    assert "Approved on" in did(world, "status", CARE)


def test_while_another_process_writes_one_waits_and_then_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    world.write("content/reviews/.lock", "4711")
    with (world.root / "content/reviews/.lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "Process 4711 is writing" in refused(world, "submit", CARE, "--by", "ada", *DAY)[0]
    submitted(world)


def test_the_lock_of_a_process_that_has_died_is_taken_over(world: World) -> None:
    code = f"from pathlib import Path\nfrom generator.lock import one_writer\nimport os\n" \
           f"with one_writer(Path({str(world.root / 'content/reviews')!r})):\n    os.kill(os.getpid(), 9)\n"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert (world.root / "content/reviews/.lock").read_text().isdigit()
    began = time.monotonic()
    submitted(world)
    assert time.monotonic() - began < lock.PATIENCE
    assert not (world.root / "content/reviews/.lock").exists()


@pytest.mark.parametrize("moment", [1, 2])
def test_a_crash_loses_nothing_and_approves_nothing(world: World, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """Before the snapshot is in its place, and between snapshot and record."""
    submitted(world)
    world.edit(SOURCE, "Look under **3", "Look beneath **3")
    before, replaced = world.text(RECORD), []

    def crash(path: Path, target: Path) -> None:
        replaced.append(target)
        if len(replaced) == moment:
            raise KeyboardInterrupt
        os.replace(path, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", crash)
        assert review(world, "withdraw", CARE, "--by", "ada", *DAY).exit_code == 130
    assert world.text(RECORD) == before
    assert codes(world.problems()) == ([] if moment == 1 else ["unused-snapshot"])
    did(world, "withdraw", CARE, "--by", "ada", *DAY)
    assert world.problems() == []


def test_a_full_disk_is_said_plainly(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_settle", full)
    found = review(world, "submit", CARE, "--by", "ada", *DAY)
    assert found.exit_code == 1
    assert "cannot be written: No space left on device. Nothing was recorded." in found.stderr
    assert [path for path in files_below(world.root) if "reviews" in path] == []


def test_a_read_only_record_is_not_replaced(world: World) -> None:
    submitted(world)
    (world.root / RECORD).chmod(0o444)
    assert "is read-only. Nothing was recorded." in refused(world, "start", CARE, "--by", "bob", *DAY)[0]


def test_a_folder_that_cannot_be_written_is_named(world: World) -> None:
    world.write("content/reviews", "a file in the way")
    found = review(world, "submit", CARE, "--by", "ada", *DAY)
    assert found.exit_code == 1
    assert "content/reviews" in found.output


def test_a_record_in_which_two_changes_meet_says_what_to_do(world: World) -> None:
    submitted(world)
    text = world.text(RECORD)
    world.write(RECORD, f"{text}<<<<<<< ours\n  - action: start\n=======\n  - action: hold\n>>>>>>> theirs\n")
    assert refused(world, "start", CARE, "--by", "bob", *DAY) == ["merge-conflict"]
    found, = world.problems()
    assert (found.where.line, found.message) == (text.count("\n") + 1, "from here on this file was merged by two people")
    assert "keep both events, oldest first" in found.hint


@pytest.mark.parametrize("forged", ["sha256:" + "0" * 64, "sha256:123"])
def test_a_digest_typed_by_hand_counts_for_nothing(world: World, forged: str) -> None:
    submitted(world)
    text = world.text(RECORD)
    hand = text.partition("events:\n")[2].replace("submit", "approve").replace("ada", "bob").replace("editor", "botanist")
    world.write(RECORD, text + re.sub(r"sha256:\w+", forged, hand))
    expected = "unknown-digest" if len(forged) > 20 else "bad-value"
    assert set(codes(world.problems())) >= {expected}
    assert "approved" not in review(world, "status", CARE).output.lower()


def test_reviewers_that_cannot_be_read_have_no_echo_in_records(world: World) -> None:
    submitted(world)
    world.edit("content/reviewers.yaml", "id: eve", "idd: eve")
    assert set(codes(world.problems())) == {"unknown-key", "missing-key"}


def test_a_snapshot_that_was_changed_is_found_out(world: World) -> None:
    submitted(world)
    name = f"{SEEN}/{os.listdir(world.root / SEEN)[0]}"
    world.edit(name, "Look under 3 leaves a week", "Look under 9 leaves a week")
    assert sorted(set(codes(world.problems()))) == ["forged-snapshot", "unknown-digest"]


def test_a_renamed_case_does_not_lose_its_record_without_a_word(world: World) -> None:
    submitted(world, "healthy-young-fern")
    text = world.text("scenarios/indoor/healthy-young-fern.yaml").replace("id: healthy-young-fern", "id: young-fern")
    (world.root / "scenarios/indoor/healthy-young-fern.yaml").unlink()
    world.write("scenarios/indoor/young-fern.yaml", text)
    world.edit("scenarios/indoor/wilting-plant.yaml", "scenario: healthy-young-fern", "scenario: young-fern")
    assert codes(world.problems()) == ["record-without-item"]


@pytest.mark.parametrize(("clock", "code"), [("2026-01-31", "date-ahead"), ("2026-02-01", "date-goes-back")])
def test_a_clock_that_went_wrong_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch, clock: str, code: str) -> None:
    submitted(world)
    monkeypatch.setattr("generator.commands.checking.today", lambda: clock)
    monkeypatch.setattr("generator.commands.items.today", lambda: clock)
    monkeypatch.setattr("generator.commands.reviewing.today", lambda: clock)
    found = kb("check", "--root", world.root)
    assert ("date-ahead" in found.output) is (code == "date-ahead")
    if code == "date-ahead":
        assert refused(world, "start", CARE, "--by", "bob") == ["date-ahead"]
    else:
        assert refused(world, "start", CARE, "--by", "bob", "--date", "2026-01-31") == ["date-goes-back"]


def test_an_event_of_tomorrow_is_refused(world: World) -> None:
    assert refused(world, "submit", CARE, "--by", "ada", "--date", "2999-01-01") == ["date-ahead"]
