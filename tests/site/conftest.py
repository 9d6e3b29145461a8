"""The built site, once per test run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import Once
from tests.worlds import REPOSITORY


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """Built by the plain MkDocs command, strictly, from the checkout."""
    return once("site", _build)


def _build(folder: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
