"""Advice for everyone does not speak to those for whom its source does not."""

from __future__ import annotations

import pytest

from tests.page.conftest import Shelf

RESCAN = "With a low chance of a break it may be 5 years"
BISPHOSPHONATE = "A bisphosphonate comes first for ACP"
KIDNEY_EXPERT = "only up to stage G3b"


@pytest.mark.parametrize("case", ["dialysis-hip-fracture", "hip-fracture-low-bone-mass", "one-spine-fracture-minus-2-5"])
def test_no_leaflet_after_a_hip_or_spine_fracture_waits_five_years(shelf: Shelf, case: str) -> None:
    assert RESCAN not in shelf.text(f"scenarios/{case}/patient.md")


def test_a_leaflet_without_such_a_fracture_says_how_long_to_wait(shelf: Shelf) -> None:
    assert RESCAN in shelf.text("scenarios/neck-minus-2-4/patient.md")


@pytest.mark.parametrize(("case", "shown"), [("neck-minus-2-5", True), ("man-66-total-hip-minus-2-6", True),
                                             ("woman-35-z-scores", False), ("wrist-fracture-38-spine-z-minus-2-3", False)])
def test_a_bisphosphonate_comes_first_after_menopause_and_in_men(shelf: Shelf, case: str, shown: bool) -> None:
    assert (BISPHOSPHONATE in shelf.text(f"scenarios/{case}/index.md")) is shown


@pytest.mark.parametrize(("case", "said"), [("dialysis-hip-fracture", True), ("egfr-28-normal-pth-which-drug", True),
                                            ("egfr-44-normal-pth-spine-minus-2-6", False), ("neck-minus-2-5", False)])
def test_below_an_egfr_of_30_a_page_says_what_guidelines_for_everyone_are_worth(shelf: Shelf, case: str, said: bool) -> None:
    assert (KIDNEY_EXPERT in shelf.text(f"scenarios/{case}/index.md")) is said
