"""Answers that can be read aloud: what is answered, on what it rests, what would change it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.check.compendium import Compendium, box_of
from generator.console import answer_paragraphs, notice_paragraphs, other_paragraphs
from generator.core.evaluation import Evaluation, evaluate
from generator.layout import Tone
from generator.origin import Problem
from generator.page.context import context_of
from generator.read.scenarios import read_given
from tests.worlds import World, tree_of, with_room

FERN = "plant_kind: fern, meter: ten, years_kept: 2"


def evaluation_of(compendium: Compendium, facts: str, lead: tuple[str, ...] = ()) -> Evaluation:
    problems: list[Problem] = []
    given = read_given(tree_of(f"facts: {{{facts}}}"), compendium.knowledge.known_facts, problems)
    assert given is not None
    box = box_of(compendium.book, given, {}, problems)
    assert box is not None
    assert problems == []
    return evaluate(box, lead=lead or compendium.knowledge.settings.lead)


def parts_of(compendium: Compendium, facts: str) -> dict[str, list[str]]:
    """The printed text, part by part, each entry as one line."""
    context, evaluation = context_of(compendium), evaluation_of(compendium, facts)
    found: dict[str, list[str]] = {"": []}
    for one in [*answer_paragraphs(context, evaluation), *other_paragraphs(context, evaluation),
                *notice_paragraphs(context, evaluation)]:
        if one.tone is Tone.HEADING:
            found[one.text] = []
        elif one.text:
            found[list(found)[-1]].append(one.first + one.text)
    return found


@pytest.fixture
def said(small_library: Compendium) -> Callable[[str], dict[str, list[str]]]:
    return lambda facts: parts_of(small_library, facts)


Said = Callable[[str], dict[str, list[str]]]
QUESTION = "Does it need a spray?"


def test_the_first_words_are_that_nobody_has_reviewed_this(said: Said) -> None:
    assert said("") [""] == ["DRAFT, not reviewed."]


def test_a_settled_answer_gives_its_reason(said: Said) -> None:
    assert said(f"{FERN}, pests_seen: no")[QUESTION][0] == (
        "- Garden Club 2020 (Northland): Treatment: leave alone. Reason: no pests.")


def test_an_open_answer_says_what_would_settle_it_and_what_it_depends_on(said: Said) -> None:
    sentence = said(f"{FERN}, pests_seen: yes, yellow_leaves: 0")[QUESTION][0]
    assert sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "- Garden Club 2020 (Northland): Treatment: watch or treat, still open. "
        "Watch if pests on the worst leaf ≤ 9 a leaf. Treat if pests on the worst leaf ≥ 10 a leaf. "
        "Depends on: pests on the worst leaf.")


def test_an_answer_is_checked_as_well_as_the_weakest_row_behind_it(said: Said) -> None:
    assert "How checked" not in said(f"{FERN}, pests_seen: yes, yellow_leaves: 4")[QUESTION][0]
    assert said(f"{FERN}, pests_seen: yes, yellow_leaves: 4..5")[QUESTION][0].endswith(" How checked: read in a copy or summary.")


def test_the_condition_of_an_open_scope_stands_in_the_sentence(said: Said) -> None:
    assert said("pests_seen: no")[QUESTION][0].startswith(
        "- Garden Club 2020 (Northland), if the plant belongs to its population (ferns and orchids): Treatment: leave alone.")


def test_a_guideline_out_of_scope_comes_last_and_says_whom_it_is_for(said: Said) -> None:
    assert said("plant_kind: cactus")[QUESTION] == [
        "- Garden Club 2020 (Northland) does not apply: it is for ferns and orchids.",
        "- Fern Society 2024 (Southland) does not apply: it is for ferns."]
    assert said("plant_kind: orchid")[QUESTION][-1] == "- Fern Society 2024 (Southland) does not apply: it is for ferns."


def test_the_guideline_that_leads_speaks_first(small_library: Compendium) -> None:
    context = context_of(small_library)
    for facts, lead, first in ((f"{FERN}, pests_seen: yes", (), "Garden Club 2020"),
                               (f"{FERN}, pests_seen: yes", ("fern-society-2024",), "Fern Society 2024"),
                               (f"{FERN}, pests_seen: no", ("fern-society-2024",), "Garden Club 2020")):  # where it is silent
        evaluation = evaluation_of(small_library, facts, lead)
        entries = [one.words for one in answer_paragraphs(context, evaluation) if one.first]
        assert entries[0].startswith(first), (facts, lead)


def test_the_word_of_the_body_stands_beside_ours(said: Said) -> None:
    assert "Treatment: treat (infested). Reason: any pest at all." in said(f"{FERN}, pests_seen: yes")[QUESTION][1]


def test_what_was_not_read_at_the_source_is_never_hidden(small_library: Compendium) -> None:
    for facts in ("", FERN, f"{FERN}, pests_seen: yes", "plant_kind: orchid, years_kept: 5"):
        text = "\n".join(line for lines in parts_of(small_library, facts).values() for line in lines)
        assert text.count("recalled, not yet read") >= text.count("Next pot: ")


def test_stated_assumed_and_following_facts_are_told_apart(said: Said) -> None:
    found = said("pests_per_leaf: 3")
    assert found["Stated"] == ["- pests on the worst leaf: 3 a leaf".replace(" a leaf", "\N{NO-BREAK SPACE}a leaf")]
    assert found["Assumed"] == ["- moisture in the saucer: not measured. Few pots stand in a saucer."]
    assert found["Follows from what is stated"] == ["- pests seen: yes"]


def test_what_would_change_the_answer_says_how_far_it_is(said: Said) -> None:
    found = said(f"{FERN}, pests_seen: yes, pests_per_leaf: 8, yellow_leaves: 3")["Nearest changes that alter the answer"]
    plain = [line.replace("\N{NO-BREAK SPACE}", " ") for line in found]
    assert plain[0] == "- Garden Club 2020: leave alone if no pests seen."
    assert plain[1] == ("- Garden Club 2020: treat if pests on the worst leaf ≥ 10 a leaf (2 a leaf away) "
                        "or number of yellow leaves ≥ 5 leaves (2 leaves away).")


def test_what_an_open_answer_depends_on_is_no_change(said: Said) -> None:
    found = said(f"{FERN}, pests_seen: yes, yellow_leaves: 0").get("Nearest changes that alter the answer", [])
    assert not [line for line in found if "Garden Club" in line and "pests on the worst leaf" in line]


def test_every_choice_that_settles_is_named(compendium: Compendium) -> None:
    """All drugs but none, not the first of them."""
    lines = parts_of(compendium, "prior_hip_fracture: yes, sex: female")["Everything else they say"]
    repeat = next(line for line in lines if "Repeat DXA" in line and "1–2 years" in line)
    assert "1–2 years if current bone drug other than none." in repeat


def test_rules_that_agree_settle_an_answer_though_none_is_met(small_world: World) -> None:
    small_world.edit("content/guidelines/garden-club-2020.yaml",
                     "- id: not-dry\n      outcome: wait", "- id: not-dry\n      outcome: water")
    lines = parts_of(small_world.compendium, "plant_kind: orchid")["Everything else they say"]
    assert lines[1] == "  - Watering: water. Reason: whichever of the rules that may hold does hold, the answer is the same."


def test_lists_of_drugs_are_held_apart(compendium: Compendium) -> None:
    lines = parts_of(compendium, "t_score_femoral_neck: -2.4")["Everything else they say"]
    first = next(line for line in lines if line.startswith("  - First-line drug") and "still open" in line)
    assert re.search(r"\([^()]*, [^()]*\) or \([^()]*, [^()]*\)", first), first


def test_an_answer_from_a_table_that_is_too_large_to_be_proved_says_so(small_world: World) -> None:
    said = parts_of(with_room(small_world, 20).compendium, FERN)
    (line,) = [line for part in said.values() for line in part if "too large" in line]
    assert line.startswith("  - Watering: ")
    assert line.endswith("may be missing.")


def test_every_decision_of_every_guideline_in_scope_is_answered(compendium: Compendium) -> None:
    evaluation = evaluation_of(compendium, "sex: female, age: 66")
    lines = [line for part in parts_of(compendium, "sex: female, age: 66").values() for line in part]
    decisions = compendium.knowledge.decisions
    expected = sorted(f"{decisions[name].label}: " for verdict in evaluation.verdicts.values() for name in verdict.answers)
    labels = {f"{decision.label}: " for decision in decisions.values()}
    assert sorted(label for line in lines for label in labels if re.search(rf"(?:- |: ){re.escape(label)}", line)) == expected
    assert len(expected) > 10


def test_only_notices_and_pitfalls_that_hold_are_listed(said: Said) -> None:
    wet = "moisture_top: 8.0, moisture_root: 2.0"
    assert said(wet)["Notice"] == ["- The top reads more than 2.0 above the root, so the water runs past the root."]
    assert "Notice" not in said("moisture_top: 2.0, moisture_root: 2.0")


