"""The section on values: what is assumed, and what two scans show."""

from __future__ import annotations

import pytest

from generator.core.boxes import Box
from generator.core.evaluation import evaluate
from generator.core.narrowing import open_box
from generator.core.truth import Truth
from generator.read.advice import Sort
from tests.page.conftest import Shelf, section_of, words_of

TWO_SCANS = {"months_between_scans": "24", "same_machine": "yes", "bmd_total_hip_before": "0.800", "lsc_total_hip": "0.030"}


def notices(shelf: Shelf, **stated: str) -> set[str]:
    """The notices on change over time that hold for certain."""
    compendium = shelf.context.compendium
    facts = compendium.knowledge.known_facts
    box = open_box(compendium.book, {name: facts[name].parse(text) for name, text in stated.items()})
    assert isinstance(box, Box)
    truths = evaluate(box, lead=()).conditions
    topic = next(topic for topic in compendium.knowledge.topics if topic.id == "earlier-scan")
    return {item.id for item in topic.items if item.sort is Sort.NOTICE and truths[item.id] is Truth.MET}


@pytest.mark.parametrize(("now", "notice"), [
    ("0.769", "real-loss-total-hip"), ("0.770", "real-loss-total-hip"), ("0.771", "no-real-change-total-hip"),
    ("0.829", "no-real-change-total-hip"), ("0.830", "real-gain-total-hip"), ("0.831", "real-gain-total-hip"),
])
def test_a_change_is_real_where_it_equals_or_exceeds_the_least_significant_change(shelf: Shelf, now: str, notice: str) -> None:
    assert notices(shelf, **TWO_SCANS, bmd_total_hip=now) == {notice}


@pytest.mark.parametrize("site", ["lumbar_spine", "femoral_neck"])
def test_each_site_is_held_against_its_own_least_significant_change(shelf: Shelf, site: str) -> None:
    stated = {f"bmd_{site}": "0.700", f"bmd_{site}_before": "0.720", f"lsc_{site}": "0.021"}
    slug = site.replace("_", "-")
    assert notices(shelf, **TWO_SCANS, **stated, bmd_total_hip="0.770") == {"real-loss-total-hip", f"no-real-change-{slug}"}


@pytest.mark.parametrize(("changed", "notice"), [
    ({"same_machine": "no"}, "cannot-compare-machines"),
    ({"lsc_total_hip": "not measured"}, "no-lsc-total-hip"),
    ({"bmd_total_hip_before": "not measured", "bmd_lumbar_spine_before": "not measured",
      "bmd_femoral_neck_before": "not measured"}, "cannot-compare-no-density"),
])
def test_what_is_missing_is_named_and_no_change_is_called_real(shelf: Shelf, changed: dict[str, str], notice: str) -> None:
    assert notices(shelf, **{**TWO_SCANS, "bmd_total_hip": "0.700", **changed}) == {notice}


def test_a_change_of_which_the_size_is_open_is_not_called_real(shelf: Shelf) -> None:
    assert notices(shelf, **TWO_SCANS, bmd_total_hip="0.760..0.780") == set()


def test_without_an_earlier_scan_nothing_is_compared(shelf: Shelf) -> None:
    assert notices(shelf, bmd_total_hip="0.700") == set()


def test_an_assumed_absence_is_listed_only_beside_something_stated_of_its_group(shelf: Shelf) -> None:
    text = words_of(section_of(shelf.text("scenarios/normal-scan/index.md"), "values-notes"))
    assert "months_between_scans" in shelf.case("normal-scan").evaluation.assumed
    assert "one-third radius T-score: not measured" in " ".join(text.split())
    assert "earlier scan" not in text


def test_classes_are_not_shown_to_whom_they_do_not_hold(shelf: Shelf) -> None:
    page, leaflet = (shelf.text(f"scenarios/woman-30-t-scores-printed/{name}.md") for name in ("index", "patient"))
    table = page.partition("{ #values }")[2].partition("###")[2].partition("### ")[0]
    assert table.count("| does not apply | – | – |") == 3
    assert "<svg" not in table
    assert "osteoporosis range." not in leaflet


def test_a_leaflet_without_a_leading_rule_says_so(shelf: Shelf) -> None:
    leaflet = shelf.text("scenarios/woman-30-t-scores-printed/patient.md")
    assert "do not answer this for you." in leaflet.partition("{ #medicine")[2].partition("## ")[0]
