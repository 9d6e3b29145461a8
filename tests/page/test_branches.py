"""Once you know … then."""

from generator.page.branches import branch_rows
from tests.page.conftest import Shelf


def test_a_scope_branch_names_what_it_settles_and_not_what_was_settled_before(shelf: Shelf):
    case = shelf.case("mild-osteopenia-three-sites")
    assert case.evaluation.verdicts["kdigo-2017"].answers["work_up"].outcome == "recommend"
    row = next(row for row in branch_rows(shelf.context, case) if row.once == "Menopausal status: before menopause")
    assert "ISCD 2023: Z-score" in row.then
    assert "KDIGO 2017: advised" not in row.then  # its tests for causes, advised all along


def test_a_number_that_settles_only_by_forcing_another_has_no_row(shelf: Shelf):
    case = shelf.case("hip-fracture-last-month-no-scan")  # only a hip result so high that the major one must be counts there
    assert "frax_hip" in case.evaluation.verdicts["nogg-2024"].answers["drug_treatment"].can_settle
    rows = [row.once.replace("\N{NO-BREAK SPACE}", " ") for row in branch_rows(shelf.context, case)]
    assert "FRAX major fracture ≥ 24.4 %" in rows
    assert not [row for row in rows if row.startswith("FRAX hip")]


def test_a_number_that_settles_by_itself_keeps_its_row(shelf: Shelf):
    rows = branch_rows(shelf.context, shelf.case("femoral-neck-osteopenia"))
    assert "FRAX hip fracture ≥ 3 %" in [row.once.replace("\N{NO-BREAK SPACE}", " ") for row in rows]
