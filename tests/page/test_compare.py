import re

from generator.core.guidelines import Checked
from generator.page.compare import answer_md, compare_part
from generator.page.context import Context, Decided, context_of, decide
from generator.page.markup import cite
from tests.page.conftest import Shelf, words_of
from tests.worlds import World

CLUB = "content/guidelines/garden-club-2020.yaml"
SOCIETY = "content/guidelines/fern-society-2024.yaml"
YOUNG_FERN = "scenarios/indoor/healthy-young-fern.yaml"


def decided(world: World, name: str) -> tuple[Context, Decided]:
    compendium = world.compendium
    return context_of(compendium), next(decide(compendium, case) for case in compendium.cases if case.scenario.id == name)


def pests_on_the_young_fern(world: World, yellow_leaves: str) -> None:
    world.edit(YOUNG_FERN, "profiles: [healthy-fern]\n", "")
    world.edit(YOUNG_FERN, "yellow_leaves: 1..9\n", f"plant_kind: fern\n  pests_seen: yes\n  yellow_leaves: {yellow_leaves}\n")
    expect = world.text(YOUNG_FERN).partition("expect:")[2]
    world.edit(YOUNG_FERN, expect, "\n  garden-club-2020.watering: wait\n")


def treatment_by_the_club(context: Context, case: Decided) -> str:
    return answer_md(context, "garden-club-2020", case.evaluation.verdicts["garden-club-2020"].answers["treatment"])


def test_an_answer_outside_the_order_is_no_disagreement(small_world: World):
    small_world.edit(SOCIETY, "      outcome: no_recommendation\n", "      outcome: specialist_decision\n")
    small_world.edit(SOCIETY, "expect: {treatment: no_recommendation}", "expect: {treatment: specialist_decision}")
    small_world.edit(YOUNG_FERN, "society-2024.treatment: no_recommendation", "society-2024.treatment: specialist_decision")
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "[no_recommendation, treat]", "[specialist_decision, treat]")
    said = " ".join(compare_part(*decided(small_world, "wilting-plant")).partings)
    assert "says <strong>treat</strong>" in said
    assert "ask a nursery" not in said


def line_on(shelf: Shelf, case: str, decision: str) -> str:
    part = compare_part(shelf.context, shelf.case(case))
    return words_of(next((line for line in part.partings if line.startswith(f"<strong>{decision}:")), "")).strip()


def test_one_answer_of_all_is_said_once(shelf: Shelf):
    assert line_on(shelf, "same-scores-low-frax", "Drug treatment").endswith("all that answer say  not indicated .")


def test_answers_that_part_for_certain_are_named_without_an_example(shelf: Shelf):
    said = line_on(shelf, "wrist-fracture-low-bone-mass", "Diagnosis")
    assert re.search(r"AACE 2020 .*says?  osteoporosis ; BHOF 2022, .*say  low bone mass", said)
    assert shelf.context.words.disagree_possible not in said


def test_open_answers_come_with_the_facts_that_part_them_farthest(shelf: Shelf):
    said = line_on(shelf, "normal-scan", "Drug treatment")
    assert re.search(r"open for Osteoporosis Canada 2023.* NOGG 2024", said)
    assert re.search(r"Farthest apart: .* says  not indicated ?, .* says  advised ?, if: FRAX major fracture \d+", said)


def test_an_example_names_only_what_the_case_leaves_open(small_world: World):
    said = compare_part(*decided(small_world, "wilting-plant")).partings[-1].replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith("if: kind of plant: fern, pests on the worst leaf 8 a leaf, number of yellow leaves 4 leaves.")


def test_one_guideline_that_speaks_alone_neither_agrees_nor_parts(shelf: Shelf):
    part = compare_part(shelf.context, shelf.case("woman-35-z-scores"))
    assert part.partings == ()
    assert shelf.context.words.disagree_none in shelf.text("scenarios/woman-35-z-scores/index.md")


def test_who_is_silent_or_not_meant_has_no_row_but_a_name_in_one_line(shelf: Shelf):
    part = compare_part(shelf.context, shelf.case("man-72-low-bone-mass"))
    named = {name for _, guidelines in part.left_out for _, name in guidelines}
    assert {"AACE 2020", "ACP 2023"} <= named
    assert not named & {row.name for row in part.rows}


def test_no_row_is_without_an_answer(shelf: Shelf):
    rows = [row for case in shelf.cases for row in compare_part(shelf.context, case).rows]
    assert rows
    assert [row for row in rows if set(row.answers) == {"–"}] == []


def test_a_certain_answer_is_cited_to_the_rule_that_makes_it_certain(small_world: World):
    pests_on_the_young_fern(small_world, yellow_leaves="5")
    context, case = decided(small_world, "healthy-young-fern")
    cited = context.rule_cite("garden-club-2020", "treatment", "pests-on-a-sick-plant")
    assert treatment_by_the_club(context, case).endswith(cited)


def test_a_rule_below_one_that_is_met_is_not_cited(small_world: World):
    pests_on_the_young_fern(small_world, yellow_leaves="4")
    small_world.edit(CLUB, "    - id: no-pests\n      outcome", """\
    - id: kept-long
      outcome: treat
      when: years_kept >= 2
      because: kept for two years or more
      grade: ungraded
      locator: page 9
      checked: recalled
    - id: no-pests
      outcome""")
    context, case = decided(small_world, "healthy-young-fern")
    said = treatment_by_the_club(context, case)
    assert said.endswith(cite("garden-club-2020", "", Checked.SOURCE))
