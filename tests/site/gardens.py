"""The small world with a MkDocs configuration of its own, to be built, broken and built again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.worlds import REPOSITORY, SMALL_WORLD, World

CONFIG = """INHERIT: {repository}/mkdocs.yml
docs_dir: build/docs
site_dir: site
hooks: [{hooks}]
theme: {{custom_dir: {overrides}}}
watch: []
nav:
  - Home: index.md
  - Cases: scenarios/index.md
  - Guidelines: guidelines/index.md
  - Advice: advice/index.md
  - Drugs: drugs/index.md
  - Glossary: glossary.md
  - References: references.md
  - Coverage: coverage.md
  - Changes: changes/index.md
  - Review queue: review/index.md
"""


def plant(root: Path) -> World:
    """A copy of the small world that MkDocs can build."""
    shutil.copytree(SMALL_WORLD, root)
    (root / "build/docs").mkdir(parents=True)
    configure(root)
    return World(root)


def configure(root: Path, *hooks: Path, overrides: Path = REPOSITORY / "site_overrides") -> None:
    """Write the configuration; hooks come in front of the generator's own."""
    named = ", ".join(map(str, (*hooks, REPOSITORY / "generator/mkdocs_hook.py")))
    (root / "mkdocs.yml").write_text(CONFIG.format(repository=REPOSITORY, hooks=named, overrides=overrides))


def build(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the plain MkDocs command."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(root / "mkdocs.yml"), *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment, check=False,
                          capture_output=True, text=True)


def well_built(root: Path, *arguments: str, **environment: str) -> Path:
    """Build, and see that it worked."""
    done = build(root, *arguments, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
