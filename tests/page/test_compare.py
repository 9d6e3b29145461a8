from generator.page.compare import answer_md, compare_part
from generator.page.context import Context, Decided, context_of, decide
from tests.page.conftest import Shelf
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
    said = " ".join(compare_part(*decided(small_world, "wilting-plant")).disagreements)
    assert "says treat" in said
    assert "ask a nursery" not in said


def test_of_two_equal_disagreements_the_certain_one_is_named(shelf: Shelf):
    found = compare_part(shelf.context, shelf.case("wrist-fracture-low-bone-mass")).disagreements
    diagnosis = next(line for line in found if line.startswith("Diagnosis"))
    assert shelf.context.words.disagree_certain in diagnosis
    assert "AACE" in diagnosis


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
      checked: source
    - id: no-pests
      outcome""")
    context, case = decided(small_world, "healthy-young-fern")
    said = treatment_by_the_club(context, case)
    assert context.rule_cite("garden-club-2020", "treatment", "many-pests") in said
    assert context.rule_cite("garden-club-2020", "treatment", "kept-long") not in said
