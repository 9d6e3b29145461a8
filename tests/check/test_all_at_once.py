"""One run names every mistake of every file, and nothing that only follows from a mistake named elsewhere."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.worlds import World, codes, said

KB, FACTS, DECISIONS = "content/kb.yaml", "content/facts.yaml", "content/decisions.yaml"
CLUB, SOCIETY = "content/guidelines/garden-club-2020.yaml", "content/guidelines/fern-society-2024.yaml"
CARE, SOAP, OIL = "content/advice/daily-care.yaml", "content/drugs/soap_spray.yaml", "content/drugs/oil_spray.yaml"
FERN, PLANT, PROFILE = ("scenarios/indoor/healthy-young-fern.yaml", "scenarios/indoor/wilting-plant.yaml",
                        "scenarios/profiles/healthy-fern.yaml")
REFERENCES, STYLE, HOME = "content/references.json", "content/references.csl", "content/pages/home.md"

NEW = """id: {name}
title: Does it need water?
short_title: Thirst
description: A dry plant.
updated: 2026-01-15
facts: {{{facts}}}
history: [{{date: 2026-01-15, change: First version}}]
expect: {{garden-club-2020.watering: {expected}}}
"""


def new_case(world: World, name: str, facts: str, expected: str = "water", more: str = "") -> str:
    world.write(f"scenarios/new/{name}.yaml", NEW.format(name=name, facts=facts, expected=expected) + more)
    return f"scenarios/new/{name}.yaml"


def plant_twenty(world: World) -> set[tuple[str, str]]:
    """Twenty mistakes, of every station and in as many files as there are; each with its file and code."""
    world.edit(KB, "lead: [garden-club-2020,", "lead: [garden-klub-2020,")
    world.edit(FACTS, "    group: plant\n    label: kind of plant", "    group: plants\n    label: kind of plant")
    world.edit(DECISIONS, "  - id: repotting",
               "  - id: watering\n    kind: interval\n    label: W\n    question: W?\n  - id: repotting")
    world.edit(CLUB, "when: many_pests", "when: many_pets")
    world.edit(CLUB, "[@garden-club-2020, page 2]", "[@garden-club-2002, page 2]")
    world.edit(SOCIETY, "expects: {meter: ten}", "expects: {meter: twelve}")
    world.edit(SOCIETY, "{watering: wait}\n  - id: dry-saucer", "{watering: water}\n  - id: dry-saucer")
    world.edit(CARE, "when: meter = hundred", "when: metre = hundred")
    world.edit(CARE, "3 leaves** a week [@garden-club-2020, page 4].", "3 leaves** a week.")
    world.edit(SOAP, "boxed: yes", "boxed: maybe")
    world.edit(OIL, "[@garden-club-2020, page 5].\nchecked", "[@garden-club-2020, page 5.\nchecked")
    world.edit(REFERENCES, '"volume": "3"', '"volume": [3]')
    world.edit(PROFILE, "yellow_leaves: 0..2", "yellow_leaves: 2..0")
    world.edit(PLANT, "scenario: healthy-young-fern", "scenario: healthy-old-fern")
    world.edit(FERN, "moisture_top: 6.0", "moisture_top: 6,0")
    world.write("content/pages/about.md", "# About\n")
    world.write("content/guidelines/deep/lost.yaml", "id: lost\n")
    world.write("scenarios/new/tab.yaml", "id: tab\n\ttitle: x\n")
    clash = new_case(world, "clash", "leaves: 1, yellow_leaves: 2")
    fails = new_case(world, "fails", "plant_kind: fern, years_kept: 4, moisture_root: 2.0, moisture_saucer: not measured", "wait")
    world.edit(fails, "garden-club-2020.watering", "fern-society-2024.watering")
    return {
        (KB, "unknown-guideline"), (FACTS, "unknown-group"), (DECISIONS, "duplicate-id"), (CLUB, "unknown-fact"),
        (CLUB, "unknown-reference"), (SOCIETY, "bad-expectation-of-fact"), (SOCIETY, "case-fails"), (CARE, "unknown-fact"),
        (CARE, "uncited-sentence"), (SOAP, "bad-value"), (OIL, "bad-citation"), (REFERENCES, "bad-value"),
        (PROFILE, "bad-value"), (PLANT, "unknown-scenario"), (FERN, "bad-value"), ("content/pages/about.md", "missing-head"),
        ("content/guidelines/deep/lost.yaml", "stray-file"), ("scenarios/new/tab.yaml", "tab"), (clash, "contradictory-facts"),
        (fails, "expectation-fails"),
    }


def test_twenty_mistakes_in_different_files_are_all_named_in_one_run(small_world: World) -> None:
    planted = plant_twenty(small_world)
    problems = small_world.problems()
    assert len(planted) == 20
    assert planted - {(problem.where.file, problem.code) for problem in problems} == set()


def test_twenty_mistakes_give_twenty_messages_and_no_more(small_world: World) -> None:
    plant_twenty(small_world)
    problems = small_world.problems()
    # An unclosed citation leaves its sentence without one, and that is said as well.
    assert len(problems) <= 21, "\n".join(map(str, problems))


def test_the_command_prints_them_with_a_count_and_fails(small_world: World) -> None:
    plant_twenty(small_world)
    result = CliRunner().invoke(main, ["check", "--root", str(small_world.root)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.output.count(": [") >= 20


@pytest.mark.parametrize("path", [KB, FACTS, DECISIONS, REFERENCES, STYLE])
@pytest.mark.parametrize("spoil", ["{}\n\t}}", ""], ids=["broken", "empty"])
def test_where_a_file_all_others_rest_on_is_broken_the_others_are_still_looked_at(
        small_world: World, path: str, spoil: str) -> None:
    small_world.edit(SOAP, "boxed: yes", "boxed: maybe")
    small_world.edit(CLUB, "when: years_kept < 3", "when: years_kept ! 3")
    small_world.edit(PLANT, "title: Your wilting plant", "titel: Your wilting plant")
    small_world.write("scenarios/new/tab.yaml", "id: tab\n\ttitle: x\n")
    small_world.write(path, spoil.format(small_world.text(path)))
    assert {problem.where.file for problem in small_world.problems()} == {SOAP, CLUB, PLANT, "scenarios/new/tab.yaml", path}


def only(world: World, code: str) -> None:
    assert codes(world.problems()) == [code], said(world.problems())


@pytest.mark.parametrize(("path", "old", "new", "code"), [
    (CLUB, "jurisdiction: Northland", "jurisdiktion: Northland", ""),
    (CLUB, "applies_when: plant_kind one_of(fern orchid)", "applies_when: plant_kind one_of fern", "bad-condition"),
    (SOCIETY, "{range: 5..60, value: 2.5}", "{range: 5-60, value: 2.5}", "bad-range"),
    (SOCIETY, "    valid: moisture_saucer\n", "", "bad-derived"),
    (CLUB, "in_force: 2020-03-01", "in_force: then", "bad-value"),
])
def test_a_guideline_that_cannot_be_read_has_no_echo_in_cases(
        small_world: World, path: str, old: str, new: str, code: str) -> None:
    small_world.edit(path, old, new)
    problems = small_world.problems()
    assert {problem.where.file for problem in problems} == {path}, said(problems)
    assert not code or codes(problems) == [code]


@pytest.mark.parametrize(("path", "old", "new"), [
    (CLUB, "when: many_pests", "when: many_pets"), (SOCIETY, "applies_when: plant_kind = fern", "applies_when: plant = fern"),
    (CARE, "when: meter = hundred", "when: metre = hundred"), (CLUB, "when: years_kept < 3", "when: years < 3"),
])
def test_a_rule_that_does_not_compile_has_no_echo(small_world: World, path: str, old: str, new: str) -> None:
    small_world.edit(path, old, new)
    only(small_world, "unknown-fact")


def test_a_profile_with_a_bad_fact_has_no_echo_in_its_cases(small_world: World) -> None:
    small_world.edit(PROFILE, "plant_kind: fern", "plant_kind: ferm")
    only(small_world, "bad-value")


@pytest.mark.parametrize(("path", "old", "new", "code"), [
    (PROFILE, "title: Fern", "titel: Fern", {"missing-key", "unknown-key"}), (SOAP, "boxed: yes", "boxed: maybe", {"bad-value"}),
    (FERN, "years_kept: 2", "years_kept: 2\n  years_kept: 3", {"duplicate-key"}),
    (FERN, "id: healthy-young-fern", "id: [healthy-young-fern]", {"wrong-type"}),
    (REFERENCES, '"type": "article-journal"', '"type": "journal-article"', {"bad-value"}),
    (FACTS, "range: 0..60", "range: 0-60", {"bad-range"}),
    (FACTS, "kind: yes_no", "kind: maybe", {"bad-value"}),
    (FACTS, "lowest_of: [moisture_top", "lowest: [moisture_top", {"bad-derived", "unknown-key"}),
    (FACTS, "{value: not measured", "{value: none", {"bad-value"}),
    (FACTS, "test: value <= 2.0", "test: moisture <= 2.0", {"bad-condition"}),
    (DECISIONS, "kind: interval", "kind: intervals", {"bad-value"}),
])
def test_what_cannot_be_read_is_not_also_missed(small_world: World, path: str, old: str, new: str, code: set[str]) -> None:
    small_world.edit(path, old, new)
    problems = small_world.problems()
    assert {problem.where.file for problem in problems} == {path}, said(problems)
    assert set(codes(problems)) <= code


def test_facts_that_contradict_each_other_across_two_profiles_stand_at_the_second(small_world: World) -> None:
    small_world.write("scenarios/profiles/sick-fern.yaml", "id: sick-fern\ntitle: Sick fern\nfacts: {pests_seen: yes}\n")
    path = new_case(small_world, "two", "years_kept: 3", more="profiles: [healthy-fern, sick-fern]\n")
    problems = small_world.problems()
    assert codes(problems) == ["profile-clash"], said(problems)
    assert str(problems[0].where) == small_world.place(path, "sick-fern]")


def test_facts_of_two_profiles_that_nobody_has_together_are_named(small_world: World) -> None:
    for name, facts in (("bare-fern", "leaves: 1"), ("yellow-fern", "yellow_leaves: 2")):
        small_world.write(f"scenarios/profiles/{name}.yaml", f"id: {name}\ntitle: Fern\nfacts: {{{facts}}}\n")
    new_case(small_world, "two", "years_kept: 3", more="profiles: [bare-fern, yellow-fern]\n")
    only(small_world, "contradictory-facts")


def test_evaluating_with_a_profile_that_has_a_mistake_gives_no_answer(small_world: World) -> None:
    small_world.edit(PROFILE, "pests_seen: no", "pests_seen: nein")
    result = CliRunner().invoke(main, ["evaluate", "-", "--root", str(small_world.root)],
                                input="profiles: [healthy-fern]\nfacts: {}\n")
    assert (result.exit_code, "[unread-profile]" in result.output) == (1, True)


def test_a_file_twice_gives_one_message(small_world: World) -> None:
    small_world.write("scenarios/outdoor/wilting-plant.yaml", small_world.text(PLANT))
    only(small_world, "duplicate-id")
