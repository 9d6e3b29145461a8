"""Once you know … then."""

from generator.page.branches import branch_rows
from tests.page.conftest import Shelf


def test_a_scope_branch_names_what_it_settles_and_not_what_was_settled_before(shelf: Shelf):
    case = shelf.case("mild-osteopenia-three-sites")
    assert case.evaluation.verdicts["kdigo-2017"].answers["work_up"].outcome == "recommend"
    row = next(row for row in branch_rows(shelf.context, case) if row.once == "Menopausal status: before menopause")
    assert "ISCD 2023: Z-score" in row.then
    assert "KDIGO 2017: advised" not in row.then  # its tests for causes, advised all along
