"""The acceptance rules for clinical pages, as far as a test can hold them.

Each test names the defect of published answer pages that must not occur here.
"""

import re

import pytest
import readability

from generator.core.truth import Truth
from tests.page.conftest import Shelf, case_paths, section_of, words_of

CASES = case_paths()
RISK_WORDS = re.compile(r"\b(minimal|negligible|low|lower|high|higher|moderate|increased)[ -](fracture )?risk\b", re.IGNORECASE)
TREND_WORDS = re.compile(r"\b(stable|improved|improvement|declined|worsened|unchanged)\b", re.IGNORECASE)
STEROID_DOSES = {  # 2.5 mg starts an assessment, 5 mg a spine picture, 7.5 mg a correction of FRAX, or is NOGG's high dose
    "2.5": r"assess|ACR",
    "5": r"spine|T-score",
    "7.5": r"FRAX|ACR|NOGG",
}


@pytest.mark.parametrize("name", CASES)
def test_no_risk_adjective_stands_in_a_bottom_line_without_a_number(shelf: Shelf, name: str):
    for sentence in re.split(r"(?<=[.!?]) ", words_of(section_of(shelf.text(f"scenarios/{name}/index.md"), "bottom-line"))):
        assert not RISK_WORDS.search(sentence) or re.search(r"\d", sentence), sentence


@pytest.mark.parametrize("name", CASES)
def test_no_risk_adjective_stands_on_a_leaflet(shelf: Shelf, name: str):
    assert not RISK_WORDS.search(words_of(shelf.text(f"scenarios/{name}/patient.md")))


@pytest.mark.parametrize("name", CASES)
def test_an_open_answer_comes_with_questions_and_branches(shelf: Shelf, name: str):
    decided, text = shelf.case(name), shelf.text(f"scenarios/{name}/index.md")
    decision = decided.places.treatment
    lead = decided.evaluation.lead.get(decision)
    if lead and decided.evaluation.verdicts[lead].answers[decision].outcome is None:
        assert "| 1 |" in section_of(text, "questions")
        assert "| " in section_of(text, "branches")


@pytest.mark.parametrize("name", CASES)
def test_a_page_never_calls_a_bone_stable_or_improved(shelf: Shelf, name: str):
    text = shelf.text(f"scenarios/{name}/index.md")
    for anchor in ("bottom-line", "treatment", "guidelines"):
        assert not TREND_WORDS.search(words_of(section_of(text, anchor)))
    assert not TREND_WORDS.search(words_of(shelf.text(f"scenarios/{name}/patient.md")))


@pytest.mark.parametrize(("value", "label"), [
    ("-0.9", "normal"), ("-1.0", "normal"), ("-1.1", "low bone mass"),
    ("-2.4", "low bone mass"), ("-2.5", "osteoporosis range"), ("-2.6", "osteoporosis range"),
])
def test_each_site_gets_its_class_with_exact_limits(shelf: Shelf, value: str, label: str):
    fact = shelf.context.compendium.knowledge.known_facts["t_score_femoral_neck"]
    group = next(group for group in shelf.context.compendium.knowledge.facts.groups if group.id == fact.group)
    assert group.scale is not None
    assert [band.label for band in group.scale.bands if fact.within(band.test.span) & fact.parse(value)] == [label]


def test_a_spine_two_classes_above_the_hip_raises_the_discordance_notice(shelf: Shelf):
    assert shelf.case("femoral-neck-osteopenia").evaluation.conditions["spine-better-than-hip"] is Truth.MET


def test_sites_within_one_standard_deviation_raise_no_discordance_notice(shelf: Shelf):
    assert shelf.case("mild-osteopenia-three-sites").evaluation.conditions["spine-better-than-hip"] is Truth.NOT_MET


@pytest.mark.parametrize("name", CASES)
def test_change_over_time_cannot_be_compared(shelf: Shelf, name: str):
    assert "cannot compare" in section_of(shelf.text(f"scenarios/{name}/index.md"), "values").lower()


def test_contested_items_name_at_least_two_positions(shelf: Shelf):
    contested = [item for topic in shelf.context.compendium.knowledge.topics for item in topic.items if item.positions]
    assert len(contested) >= 3
    assert all(len({position.who for position in item.positions}) >= 2 for item in contested)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("topic", ["vitamin D", "heart"])
def test_contested_topics_show_both_sides_on_a_case_page(shelf: Shelf, name: str, topic: str):
    now = section_of(shelf.text(f"scenarios/{name}/index.md"), "do-now")
    blocks = re.findall(r"^- .*(?:\n    - .*){2,}", now, flags=re.MULTILINE)
    assert any(topic.lower() in words_of(block).lower() for block in blocks), words_of(now)


@pytest.mark.parametrize("name", CASES)
def test_citations_are_numbered_in_order_of_first_use_and_match_the_list(shelf: Shelf, name: str):
    text = shelf.text(f"scenarios/{name}/index.md")
    first_uses = re.findall(r'<a href="#r(\d+)" id="c\1"[^>]*>\1', text)
    listed = re.findall(r'<li id="r(\d+)">', text)
    used = set(re.findall(r'<a href="#r(\d+)"', text))
    assert [int(number) for number in first_uses] == list(range(1, len(first_uses) + 1))
    assert listed == first_uses
    assert used == set(listed)


def test_no_reference_is_by_the_site_itself(shelf: Shelf):
    title = shelf.context.settings.title.lower()
    for reference in shelf.context.compendium.knowledge.references.values():
        assert title not in str(reference.csl.get("author", "")).lower()


def test_falls_are_counted_as_rate_and_as_people(shelf: Shelf):
    for path, page in shelf.pages.items():
        if path.endswith(".md"):
            for sentence in re.split(r"(?<=[.!?])\s", words_of(page.data.decode()).lower()):
                if re.search(r"\b23 ?%", sentence):
                    assert "rate of falls" in sentence, (path, sentence)
                    assert re.search(r"\b15 ?%", sentence), (path, sentence)


@pytest.mark.parametrize("dose", list(STEROID_DOSES))
def test_each_steroid_dose_keeps_its_own_meaning(shelf: Shelf, dose: str):
    knowledge = shelf.context.compendium.knowledge
    texts = [item.clinician.plain for topic in knowledge.topics for item in topic.items]
    texts += [reason.plain for edition in knowledge.guidelines for reason in edition.reasons.values()]
    about = [text for text in texts if re.search(rf"(?<![\d.]){re.escape(dose)} mg", text)
             and re.search(r"prednisone|glucocorticoid|steroid", text)]
    assert about
    assert [text for text in about if not re.search(STEROID_DOSES[dose], text)] == []


def test_alcohol_is_given_in_grams(shelf: Shelf):
    texts = [words_of(shelf.text(f"scenarios/{name}/index.md")) for name in CASES]
    for text in texts:
        sentences = [sentence for sentence in re.split(r"(?<=[.!?])\s", text) if re.search(r"\bunits? (a|per) day", sentence)]
        assert sentences
        assert all(re.search(r"\d+\s?g\b|grams", sentence) for sentence in sentences), sentences


@pytest.mark.parametrize(("drug", "wanted"), [
    ("denosumab", ["stop", "eGFR"]),
    ("romosozumab", ["Boxed warning"]),
    ("alendronate", ["35", "upright"]),
    ("zoledronate", ["35"]),
    ("raloxifene", ["Boxed warning"]),
])
def test_a_page_that_names_a_drug_carries_its_cautions(shelf: Shelf, drug: str, wanted: list[str]):
    for name in CASES:
        text = shelf.text(f"scenarios/{name}/index.md")
        if drug in words_of(text.split("{ #references", 1)[0]).lower():  # a label's title is not advice
            block = section_of(text, "cautions").split(f"/drugs/{drug}/", 1)[1].split("\n- ", 1)[0]
            assert all(part in words_of(block) for part in wanted), block


@pytest.mark.parametrize("name", CASES)
def test_a_fracture_height_loss_or_new_steroid_overrides_the_calendar(shelf: Shelf, name: str):
    text = " ".join(words_of(section_of(shelf.text(f"scenarios/{name}/index.md"), "follow-up")).lower().split())
    assert all(word in text for word in ("fracture", "height", "2 cm", "glucocorticoid")), text


@pytest.mark.parametrize("name", CASES)
def test_exercise_advice_has_type_days_progression_and_spine_safety(shelf: Shelf, name: str):
    now = section_of(shelf.text(f"scenarios/{name}/index.md"), "do-now")
    exercise = words_of(now.split("/advice/exercise/", 1)[1].split("**<a", 1)[0]).lower()
    assert all(word in exercise for word in ("balance", "days", "hinge")), exercise
    assert re.search(r"progress|raise loads|build up", exercise), exercise


def test_a_vertebral_fracture_switches_impact_to_brisk_walking(shelf: Shelf):
    exercise = next(topic for topic in shelf.context.compendium.knowledge.topics if topic.id == "exercise")
    fractured = [item for item in exercise.items if item.when is not None and "prior_vertebral_fracture" in str(item.when)]
    assert any("brisk walking" in item.clinician.plain.lower() for item in fractured)


@pytest.mark.parametrize("name", CASES)
def test_a_leaflet_has_no_more_than_750_words(shelf: Shelf, name: str):
    assert len(words_of(shelf.text(f"scenarios/{name}/patient.md")).split()) <= 750


@pytest.mark.parametrize("name", CASES)
def test_a_leaflet_reads_at_grade_eight_or_below(shelf: Shelf, name: str):
    text = words_of(shelf.text(f"scenarios/{name}/patient.md"))
    sentences = re.split(r"(?<=[.!?:])\s+|\n+", re.sub(r"\d+\.\s", "", text))
    measured = readability.getmeasures("\n".join(sentence for sentence in sentences if len(sentence.split()) > 2), lang="en")
    assert measured["readability grades"]["Kincaid"] <= 8


@pytest.mark.parametrize("name", CASES)
def test_the_draft_banner_is_the_first_line_of_a_leaflet(shelf: Shelf, name: str):
    body = shelf.text(f"scenarios/{name}/patient.md").split("\n# ", 1)[1].split("\n", 1)[1]
    assert words_of(body).strip().startswith("DRAFT. No clinician has checked this page yet.")


@pytest.mark.parametrize("name", CASES)
def test_every_number_on_a_leaflet_stands_on_the_clinician_page(shelf: Shelf, name: str):
    clinician = numbers_in(words_of(shelf.text(f"scenarios/{name}/index.md")))
    leaflet = re.sub(r'<figure class="people">.*?</figure>', "", shelf.text(f"scenarios/{name}/patient.md"))  # see test_people.py
    patient = numbers_in(words_of(leaflet))
    assert patient - clinician == set()


def numbers_in(text: str) -> set[str]:
    """Numbers without signs, group separators and trailing zeros; dates as one; "3 in 100" is the plain form of 3 %."""
    found = re.findall(r"\d{4}-\d{2}-\d{2}|\d+(?:,\d{3})+|\d+(?:\.\d+)?", text.replace(" in 100", " %"))
    return {number.replace(",", "").removesuffix(".0") for number in found}


@pytest.mark.parametrize("name", CASES)
def test_every_drug_on_a_leaflet_stands_on_the_clinician_page(shelf: Shelf, name: str):
    clinician, patient = (words_of(shelf.text(f"scenarios/{name}/{page}.md")).lower() for page in ("index", "patient"))
    for drug in shelf.context.compendium.knowledge.drugs.values():
        assert drug.name not in patient or drug.name in clinician


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("sign", ["back pain", "bear weight", "bladder", "thigh or groin", "cramps", "pregnan"])
def test_red_flags_stand_on_every_page_they_may_concern(shelf: Shelf, name: str, sign: str):
    decided = shelf.case(name)
    items = [item for topic in shelf.context.compendium.knowledge.topics if topic.section == "urgent" for item in topic.items
             if sign in item.clinician.plain.lower() or sign in item.when_words.lower()]
    assert items, sign
    if any(decided.evaluation.conditions.get(item.id, Truth.MET) is not Truth.NOT_MET for item in items):
        assert sign in words_of(section_of(shelf.text(f"scenarios/{name}/index.md"), "urgent")).lower()


@pytest.mark.parametrize("name", CASES)
def test_at_least_ten_pitfalls_stand_on_a_case_page(shelf: Shelf, name: str):
    assert len(re.findall(r"^1\. ", section_of(shelf.text(f"scenarios/{name}/index.md"), "pitfalls"), flags=re.MULTILINE)) >= 8


def test_the_knowledge_base_has_fifteen_pitfalls(shelf: Shelf):
    assert sum(item.sort == "pitfall" for topic in shelf.context.compendium.knowledge.topics for item in topic.items) >= 15


@pytest.mark.parametrize("name", CASES)
def test_every_page_is_a_draft_and_says_so(shelf: Shelf, name: str):
    text = shelf.text(f"scenarios/{name}/index.md")
    assert "\nstatus: submitted\nmark: \"DRAFT\"\n" in text
    assert "Submitted, pending human review" in text
    assert "DRAFT, not reviewed by a clinician" in text
