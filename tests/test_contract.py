"""What others may rely on: the answer of `kb evaluate`, the names of facts and decisions, addresses and machine twins."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.check.compendium import Compendium
from generator.cli import main
from generator.corridor import check_all
from generator.press import Page
from generator.twins.plain import markdown_path
from generator.twins.schemas import SCHEMAS, schema_files, schema_of
from tests.worlds import REPOSITORY, SMALL_WORLD, World

SCHEMA = json.loads(dict(schema_files())["data/schemas/scenario.schema.json"])
SCENARIOS = sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "scenarios").glob("*/*.yaml")
                   if path.parent.name != "profiles")
SEEDS = ("scenarios/low-bone-mass/mild-osteopenia-three-sites.yaml", "scenarios/low-bone-mass/femoral-neck-osteopenia.yaml")
GUIDELINES = ("who-1994", "iscd-2023", "bhof-2022", "aace-2020", "endocrine-2020", "acp-2023", "nams-2021", "acr-2022",
              "nogg-2024",
              "osteoporosis-canada-2023", "iof-esceo-2019", "racgp-2024", "nice-ng259",
              "uspstf-2025", "asbmr-bhof-2024", "kdigo-2017", "cabl-2017", "adt-2022")  # these are additions to the contract
OUTSIDE = ("no_recommendation", "specialist_decision", "not_classifiable")
OUTCOMES = {
    "diagnosis": ("within_expected_range", "below_expected_range", "normal", "low_bone_mass", "osteoporosis",
                  "severe_osteoporosis"),
    "risk_tier": ("low", "moderate", "high", "very_high"),
    "drug_treatment": ("not_indicated", "consider", "recommend"),
}
DECISIONS = (*OUTCOMES, "scale", "vertebral_imaging", "work_up", "first_line", "drug_eligibility", "repeat_dxa",
             "treatment_response",
             "continue_pause_switch", "after_denosumab", "referral",
             "bone_density")  # the last is an addition to the contract: who is scanned at all
FACTS = (
    "age", "sex", "menopausal_status", "t_score_lumbar_spine", "t_score_total_hip", "t_score_femoral_neck", "t_score_radius_33",
    "z_score_lumbar_spine", "z_score_total_hip", "z_score_femoral_neck", "z_score_radius_33", "vertebrae_evaluated", "frax_mof",
    "frax_hip", "frax_with_bmd", "frax_model", "frax_adjusted_for", "prior_hip_fracture", "prior_vertebral_fracture",
    "prior_humerus_fracture", "prior_pelvis_fracture", "prior_forearm_fracture", "prior_other_fragility_fracture",
    "fragility_fracture_count", "vertebral_fracture_count", "months_since_fracture", "months_since_vertebral_fracture",
    "fracture_on_bone_harming_drug", "fracture_on_treatment", "vertebral_imaging", "falls_past_year", "high_fall_risk",
    "parental_hip_fracture", "current_smoker", "alcohol_grams_per_day", "rheumatoid_arthritis", "bmi", "glucocorticoid_status",
    "glucocorticoid_mg_per_day", "glucocorticoid_months", "glucocorticoid_days_at_dose", "glucocorticoid_grams_past_year",
    "aromatase_inhibitor", "androgen_deprivation", "diabetes_type_2", "early_menopause", "egfr", "creatinine_clearance",
    "on_dialysis", "hypocalcaemia", "cannot_stay_upright", "oesophageal_emptying_disorder", "oral_bisphosphonate_intolerance",
    "malabsorption", "mi_or_stroke_ever", "months_since_mi_or_stroke", "venous_thromboembolism_history", "current_drug",
    "years_on_drug", "months_since_last_denosumab", "osteoporosis_previously_diagnosed", "height_loss_historical_cm",
    "height_loss_prospective_cm",
)
CHOICES = {
    "sex": ("female", "male"), "menopausal_status": ("premenopausal", "perimenopausal", "postmenopausal"),
    "vertebral_imaging": ("not_done", "no_fracture", "fracture"),
    "glucocorticoid_status": ("never", "past", "current", "planned"),
}
LADDER = (
    "facts: {}",
    "facts: {sex: female}",
    "facts: {sex: male, age: 49}",
    "facts: {sex: female, age: 66, menopausal_status: postmenopausal}",
    "facts: {sex: female, age: 66, menopausal_status: postmenopausal, t_score_femoral_neck: -2.0}",
    "facts: {sex: female, age: 66, menopausal_status: postmenopausal, frax_hip: 3.0, frax_mof: 12.0, t_score_femoral_neck: -2.0}",
    "facts: {prior_hip_fracture: yes}",
    "facts: {t_score_radius_33: not measured, t_score_lumbar_spine: -2.6, vertebrae_evaluated: 1}",
)


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """The command reads a knowledge base anew each time; here one reading serves all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.commands.evaluating.check_all", cache(check_all))
        yield


@cache
def evaluated(file: str, *arguments: str, given: str | None = None, root: Path = REPOSITORY) -> dict[str, Any]:
    """What `kb evaluate` prints as JSON; a file is named from the root of its knowledge base."""
    name = file if file == "-" else str(root / file)
    found = CliRunner().invoke(main, ["evaluate", name, "--root", str(root), "--format", "json", *arguments], input=given)
    assert found.exit_code == 0, found.output
    data: dict[str, Any] = json.loads(found.stdout)
    return data


def answers(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, verdict in data["guidelines"].items():
        for decision, answer in (verdict["decisions"] or {}).items():
            yield name, decision, answer


def inputs() -> list[Callable[[], dict[str, Any]]]:
    """Every shipped case, and a ladder of bare facts."""
    cases = [lambda file=file: evaluated(file) for file in SCENARIOS]
    return [*cases, *(lambda text=text: evaluated("-", given=text) for text in LADDER)]


EVERY_INPUT = pytest.mark.parametrize("data", inputs(), ids=[*(Path(file).stem for file in SCENARIOS), *LADDER])


# --- the shape of the answer


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@EVERY_INPUT
def test_the_answer_has_the_shape_of_the_contract(data: Callable[[], dict[str, Any]]) -> None:
    assert [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(data())] == []


@pytest.mark.parametrize("file", ["scenarios/indoor/wilting-plant.yaml", "scenarios/indoor/healthy-young-fern.yaml"])
def test_the_answer_about_a_plant_has_the_same_shape(file: str) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(evaluated(file, root=SMALL_WORLD))) == []


@pytest.mark.parametrize("breaking", [
    lambda data: data.pop("follows"), lambda data: data.update(more=1),
    lambda data: data["guidelines"]["who-1994"].update(applies="maybe"),
    lambda data: data["guidelines"]["who-1994"].update(decisions=None),
    lambda data: data["guidelines"]["bhof-2022"]["decisions"]["drug_treatment"].update(needs=[]),
    lambda data: data["guidelines"]["bhof-2022"]["decisions"]["drug_treatment"].update(possible=["recommend"]),
    lambda data: data["guidelines"]["who-1994"]["decisions"]["diagnosis"].update(outcome=None),
], ids=["key missing", "key too many", "applies maybe", "in scope without decisions", "open without needs",
        "open with one outcome", "settled as open"])
def test_the_schema_refuses_an_answer_that_breaks_the_contract(breaking: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(json.dumps(evaluated(SEEDS[0])))
    breaking(data)
    assert list(Draft202012Validator(SCHEMA).iter_errors(data))


def test_the_command_in_a_process_of_its_own_prints_the_same_and_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-m", "generator", "evaluate", SEEDS[0], "--format", "json"], cwd=REPOSITORY,
                          capture_output=True,
                          check=False)
    assert (done.returncode, done.stderr, json.loads(done.stdout)) == (0, b"", evaluated(SEEDS[0]))


# --- what the answer says


@EVERY_INPUT
def test_an_open_answer_names_the_facts_that_it_needs(data: Callable[[], dict[str, Any]]) -> None:
    assert [(name, decision) for name, decision, answer in answers(data())
            if answer["outcome"] is None and not answer["needs"]] == []


@EVERY_INPUT
def test_a_settled_answer_is_the_one_that_is_possible(data: Callable[[], dict[str, Any]]) -> None:
    assert [(name, decision) for name, decision, answer in answers(data())
            if answer["outcome"] is not None and answer["possible"] != [answer["outcome"]]] == []


@EVERY_INPUT
def test_possible_answers_run_from_mild_to_strong_after_those_outside_the_order(data: Callable[[], dict[str, Any]],
        compendium: Compendium) -> None:
    for name, decision, answer in answers(data()):
        order = [outcome.id for outcome in compendium.knowledge.decisions[decision].outcomes]
        known = [outcome for outcome in answer["possible"] if outcome in order]
        assert known == sorted(known, key=order.index), (name, decision)


@EVERY_INPUT
def test_needs_stand_in_the_order_of_the_facts(data: Callable[[], dict[str, Any]], compendium: Compendium) -> None:
    order = [fact.id for fact in compendium.knowledge.facts.facts]
    for name, decision, answer in answers(data()):
        assert answer["needs"] == sorted(answer["needs"], key=order.index), (name, decision)


@EVERY_INPUT
def test_only_facts_that_are_needed_can_settle_an_answer(data: Callable[[], dict[str, Any]]) -> None:
    assert [decision for _, decision, answer in answers(data()) if not set(answer["can_settle"]) <= set(answer["needs"])] == []


@EVERY_INPUT
def test_all_rules_of_a_table_are_listed_in_their_order(data: Callable[[], dict[str, Any]], compendium: Compendium) -> None:
    tables = {edition.id: edition.rules.tables for edition in compendium.knowledge.guidelines}
    for name, decision, answer in answers(data()):
        assert [row["id"] for row in answer["rules"]] == [rule.id for rule in tables[name][decision]], (name, decision)


def order_of(compendium: Compendium, name: str) -> list[str]:
    """The order in which guidelines lead an input: the case's own, or the site's."""
    own = next((case.given.lead for case in compendium.knowledge.scenarios if case.id == name), ())
    return [str(guideline) for guideline in own or compendium.knowledge.settings.lead]


@EVERY_INPUT
def test_the_lead_is_the_first_guideline_that_applies_and_is_not_silent(data: Callable[[], dict[str, Any]],
        compendium: Compendium, request: pytest.FixtureRequest) -> None:
    found = data()
    expected: dict[str, str] = {}
    for name in order_of(compendium, request.node.callspec.id):
        for decision, answer in ((found["guidelines"].get(name) or {}).get("decisions") or {}).items():
            if answer["possible"] != ["no_recommendation"]:
                expected.setdefault(decision, str(name))
    assert found["lead"] == expected


@EVERY_INPUT
def test_a_change_leads_to_another_outcome_than_the_settled_one(data: Callable[[], dict[str, Any]]) -> None:
    found = data()
    settled = {(name, decision): answer["outcome"] for name, decision, answer in answers(found)}
    assert [change for change in found["what_would_change"] if settled[change["guideline"],
            change["decision"]] == change["outcome"]] == []


@EVERY_INPUT
def test_stated_assumed_and_following_facts_are_told_apart(data: Callable[[], dict[str, Any]]) -> None:
    found = data()
    assert not set(found["facts"]) & set(found["assumed"])


@EVERY_INPUT
def test_texts_carry_no_marks_of_citations_or_strong_words(data: Callable[[], dict[str, Any]]) -> None:
    found = data()
    texts = [item[key] for kind in ("advice", "pitfalls", "notices") for item in found[kind] for key in ("clinician",
            "patient") if key in item]
    assert [text for text in texts if "[@" in text or "**" in text] == []


def test_facts_come_back_as_they_were_stated() -> None:
    given = ("facts: {t_score_femoral_neck: -1.1, age: 60..69, t_score_radius_33: not measured, sex: female, "
             "prior_hip_fracture: no}")
    assert evaluated("-", given=given)["facts"] == {
        "t_score_femoral_neck": "-1.1", "age": "60..69", "t_score_radius_33": "not measured", "sex": "female",
        "prior_hip_fracture": "no"}


def test_a_hip_fracture_makes_the_count_of_fractures_at_least_one() -> None:
    assert evaluated("-", given="facts: {prior_hip_fracture: yes}")["follows"]["fragility_fracture_count"].startswith("1..")


def test_an_unreported_radius_is_assumed_not_measured() -> None:
    assert evaluated("-", given="facts: {}")["assumed"]["t_score_radius_33"] == "not measured"


def test_unstated_vertebrae_are_assumed_to_be_four() -> None:
    assert evaluated("-", given="facts: {}")["assumed"]["vertebrae_evaluated"] == "4"


def test_a_guideline_that_does_not_apply_has_no_decisions() -> None:
    assert evaluated("-", given="facts: {sex: male, age: 49}")["guidelines"]["who-1994"] == {"applies": "no", "decisions": None}


# --- the two seed cases


@pytest.mark.parametrize("file", SEEDS)
def test_a_seed_case_leaves_the_drug_open_until_fractures_are_known(file: str) -> None:
    answer = evaluated(file)["guidelines"]["bhof-2022"]["decisions"]["drug_treatment"]
    assert (answer["outcome"], answer["possible"], "prior_hip_fracture" in answer["needs"]) == (None,
            ["not_indicated", "recommend"], True)


@pytest.mark.parametrize("file", SEEDS)
def test_a_seed_case_is_low_bone_mass_if_t_scores_apply(file: str) -> None:
    verdict = evaluated(file)["guidelines"]["who-1994"]
    assert (verdict["applies"], verdict["decisions"]["diagnosis"]["outcome"]) == ("unknown", "low_bone_mass")


@pytest.mark.parametrize("file", SEEDS)
def test_a_seed_case_is_led_by_the_first_guideline_of_the_site(file: str) -> None:
    assert evaluated(file)["lead"]["drug_treatment"] == "bhof-2022"


@pytest.mark.parametrize("file", SEEDS)
def test_a_seed_case_asks_for_fractures_before_scores(file: str) -> None:
    needs = evaluated(file)["guidelines"]["bhof-2022"]["decisions"]["drug_treatment"]["needs"]
    assert needs.index("prior_hip_fracture") < min(needs.index(name) for name in needs if name.startswith(("frax", "t_score")))


@pytest.mark.parametrize("file", SEEDS)
def test_a_file_and_standard_input_give_the_same_answer(file: str) -> None:
    assert evaluated("-", given=(REPOSITORY / file).read_text(encoding="utf-8")) == evaluated(file)


@pytest.mark.parametrize("file", SEEDS)
def test_only_the_facts_of_a_case_are_needed(file: str) -> None:
    facts = "\n".join(f"  {name}: {value}" for name, value in evaluated(file)["facts"].items())
    assert evaluated("-", given=f"facts:\n{facts}\n") == evaluated(file)


@pytest.mark.parametrize("file", SEEDS)
def test_before_a_guideline_came_into_force_it_is_not_there(file: str, compendium: Compendium) -> None:
    day = "2022-04-27"
    found = evaluated(file, "--as-of", day)["guidelines"]
    assert "bhof-2022" not in found
    assert list(found) == [edition.id for edition in compendium.knowledge.guidelines
                           if edition.in_force <= day and not ("" < edition.until <= day)]


@pytest.mark.parametrize("file", SEEDS)
def test_from_its_date_on_a_guideline_is_there(file: str) -> None:
    assert "bhof-2022" in evaluated(file, "--as-of", "2022-04-28")["guidelines"]


def test_learning_more_never_adds_an_outcome() -> None:
    steps = [evaluated("-", given=text) for text in LADDER[3:6]]
    for wide, narrow in pairwise(steps):
        outcomes = {(name, decision): set(answer["possible"]) for name, decision, answer in answers(wide)}
        assert all(set(answer["possible"]) <= outcomes[name, decision] for name, decision, answer in answers(narrow))


# --- names that stay


def test_every_guideline_that_holds_has_an_id_of_the_contract(compendium: Compendium) -> None:
    assert {edition.id for edition in compendium.knowledge.guidelines if not edition.until} <= set(GUIDELINES)


@pytest.mark.parametrize(("day", "there"), [("2025-10-15", True), ("2025-10-16", False)])
def test_a_retired_guideline_answers_only_for_days_before_it_ended(day: str, there: bool) -> None:
    assert ("endocrine-men-2012" in evaluated(SEEDS[0], "--as-of", day)["guidelines"]) is there


WRIST = "scenarios/fractures/wrist-fracture-low-bone-mass.yaml"


@pytest.mark.parametrize(("day", "leads", "possible"), [
    ("2014-08-14", None, None),
    ("2015-06-30", "nof-2014", ["not_indicated", "recommend"]),
    ("2022-04-27", "nof-2014", ["not_indicated", "recommend"]),
    ("2022-04-28", "bhof-2022", ["recommend"]),
    ("2026-11-21", "bhof-2022", ["recommend"]),
])
def test_the_edition_of_the_day_leads_and_answers(day: str, leads: str | None, possible: list[str] | None) -> None:
    found = evaluated(WRIST, "--as-of", day)
    assert found["lead"].get("drug_treatment") == leads
    assert {"nof-2014", "bhof-2022"} & set(found["guidelines"]) == ({leads} if leads else set())
    assert leads is None or found["guidelines"][leads]["decisions"]["drug_treatment"]["possible"] == possible


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_of_the_contract_is_declared(name: str, compendium: Compendium) -> None:
    assert name in compendium.knowledge.known_facts


@pytest.mark.parametrize(("name", "choices"), CHOICES.items())
def test_a_choice_of_the_contract_has_its_values(name: str, choices: tuple[str, ...], compendium: Compendium) -> None:
    assert compendium.knowledge.known_facts[name].choices == choices


def test_every_decision_has_an_id_of_the_contract(compendium: Compendium) -> None:
    assert set(compendium.knowledge.decisions) <= set(DECISIONS)


@pytest.mark.parametrize(("name", "outcomes"), OUTCOMES.items())
def test_a_decision_of_the_contract_has_its_outcomes_in_order(
    name: str, outcomes: tuple[str, ...], compendium: Compendium,
) -> None:
    assert tuple(outcome.id for outcome in compendium.knowledge.decisions[name].outcomes) == (*OUTSIDE, *outcomes)


def test_fractures_are_asked_before_scores(compendium: Compendium) -> None:
    order = [fact.id for fact in compendium.knowledge.facts.facts]
    fractures = [order.index(name) for name in order if name.startswith("prior_")]
    assert max(fractures) < min(order.index(name) for name in order if name.startswith(("t_score_", "frax_")))


# --- addresses and machine twins


@pytest.fixture(scope="module")
def pages(shipped_pages: tuple[Page, ...]) -> dict[str, bytes]:
    return {page.path: page.data for page in shipped_pages}


def test_every_case_has_its_two_pages(pages: dict[str, bytes]) -> None:
    names = [Path(file).stem for file in SCENARIOS]
    assert {f"scenarios/{name}/{page}.md" for name in names for page in ("index", "patient")} <= set(pages)


@pytest.mark.parametrize(("folder", "kind"), [("content/guidelines", "guidelines"), ("content/advice", "advice"),
                                              ("content/drugs", "drugs")])
def test_every_source_has_its_page(folder: str, kind: str, pages: dict[str, bytes]) -> None:
    assert {f"{kind}/{path.stem}.md" for path in (REPOSITORY / folder).glob("*.yaml")} <= set(pages)


def test_the_references_have_a_page(pages: dict[str, bytes]) -> None:
    assert "references.md" in pages


def test_the_table_of_cases_says_what_their_list_says(pages: dict[str, bytes]) -> None:
    table = csv.DictReader(io.StringIO(pages["data/scenarios.csv"].decode("utf-8-sig"), newline=""), strict=True)
    said = {(line["id"], f"{line['guideline']}.{line['decision']}"): line["possible"].split(" | ") for line in table}
    assert said == {(one["id"], name): possible for one in json.loads(pages["data/scenarios.json"])
                    for name, possible in one["outcomes"].items()}


def test_every_file_of_data_keeps_to_its_published_schema(pages: dict[str, bytes]) -> None:
    schemas = {name: Draft202012Validator(json.loads(pages[f"data/schemas/{name}.schema.json"])) for _, name in SCHEMAS}
    found = [path for path in pages if path.endswith(".json") and (name := schema_of(path)) and name != "scenario"]
    assert len(found) > 100
    assert [path for path in found if not schemas[schema_of(path)].is_valid(json.loads(pages[path]))] == []


def test_every_page_with_twins_has_them_and_says_in_all_what_state_it_is_in(
        shipped_pages: tuple[Page, ...], pages: dict[str, bytes]) -> None:
    for page in shipped_pages:
        if page.about is not None:
            head = yaml.load(page.data.decode().split("---\n", 2)[1], Loader=yaml.CSafeLoader)
            linked, plain = json.loads(head["linked"]), pages[markdown_path(page.path)].decode()
            assert (linked["name"], page.about.status.printed in linked["creativeWorkStatus"]) == (page.about.title, True)
            assert plain.startswith("# DRAFT. ")
            assert "\n\n**DRAFT" in plain[:600]
            assert not re.search(r"<[a-zA-Z/!?]", plain)
            assert len(linked.get("citation", ())) <= len(page.cited)


def test_no_two_pages_have_one_address(shipped_pages: tuple[Page, ...], pages: dict[str, bytes]) -> None:
    assert len(pages) == len(shipped_pages)


@pytest.mark.parametrize("file", SEEDS)
def test_the_twin_of_a_case_is_its_evaluation(file: str, pages: dict[str, bytes]) -> None:
    assert json.loads(pages[f"data/scenarios/{Path(file).stem}.json"]) == evaluated(file)


def test_the_list_of_cases_names_each_with_its_address_status_and_outcomes(pages: dict[str, bytes]) -> None:
    lines = json.loads(pages["data/scenarios.json"])
    assert sorted(line["id"] for line in lines) == sorted(Path(file).stem for file in SCENARIOS)
    assert {key for line in lines for key in line} >= {"id", "title", "url", "status", "edition", "digest", "outcomes"}


def test_the_address_in_the_list_of_cases_is_the_address_of_the_page(pages: dict[str, bytes]) -> None:
    assert [line["url"] for line in json.loads(pages["data/scenarios.json"]) if f"{line['url']}index.md" not in pages] == []


def test_the_outcomes_in_the_list_of_cases_are_those_of_the_evaluation(pages: dict[str, bytes]) -> None:
    lines = {line["id"]: line["outcomes"] for line in json.loads(pages["data/scenarios.json"])}
    found = evaluated(SEEDS[0])
    assert lines[Path(SEEDS[0]).stem] == {f"{name}.{decision}": answer["possible"] for name, decision, answer in answers(found)}


def test_the_twin_of_the_references_is_the_list_of_references(pages: dict[str, bytes]) -> None:
    source = (REPOSITORY / "content/references.json").read_text(encoding="utf-8")
    assert json.loads(pages["data/references.json"]) == json.loads(source)


def test_a_digest_changes_with_what_is_decided(small_world: World) -> None:
    def digests() -> dict[str, str]:
        return {line["id"]: line["digest"] for line in json.loads(small_world.pages()["data/scenarios.json"].data)}

    before = digests()
    small_world.edit("content/guidelines/garden-club-2020.yaml", "when: driest_reading <= 2.0", "when: driest_reading <= 2.00")
    assert digests() == before
    small_world.edit("content/guidelines/garden-club-2020.yaml", "because: no pests\n", "because: not one pest\n")
    assert digests() != before
