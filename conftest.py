"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--refresh-golden` writes the golden pages anew."""
    parser.addoption("--refresh-golden", action="store_true", help="write tests/golden/ from the pages as they are now")
