"""Three whole pages as they were last read by a person: `make golden` writes them anew, the diff is read like prose."""

import pytest

from tests.page.conftest import Shelf
from tests.worlds import REPOSITORY

GOLDEN = REPOSITORY / "tests" / "golden"
PAGES = (
    "scenarios/mild-osteopenia-three-sites/index.md",
    "scenarios/mild-osteopenia-three-sites/patient.md",
    "guidelines/acp-2023.md",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_it_was_last_read(shelf: Shelf, path: str, request: pytest.FixtureRequest):
    golden = GOLDEN / path.replace("/", "--")
    if request.config.getoption("--refresh-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(shelf.pages[path].data)
    assert shelf.text(path) == golden.read_text("utf-8"), "read the difference; if it is right, run `make golden`"
