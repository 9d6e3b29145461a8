"""The folder in which a run makes its knowledge bases, each once.

In: sizes.  Out: folders, built sites.  Never: leaves anything behind.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.children import Child, progress, python


class Workshop:
    """Makes a knowledge base of a size when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def base(self, size: int) -> Path:
        """The knowledge base of a size."""
        folder = self.folder / f"base-{size}"
        if not folder.exists():
            progress(f"{size:,} scenarios: making them")
            python("-m", "tests.bench.scenarios", str(size), str(folder))
        return folder

    def build(self, size: int) -> Child:
        """Build the site of a size anew, as `kb build` does: the hook renders, then MkDocs builds, strictly."""
        folder = self.base(size)
        progress(f"{size:,} scenarios: the whole build")
        shutil.rmtree(folder / "build", ignore_errors=True)
        (folder / "build" / "docs").mkdir(parents=True)
        return python("-m", "mkdocs", "build", "--strict", "--quiet", folder=folder)

    def site(self, size: int) -> Path:
        """The built site of a size."""
        site = self.base(size) / "site"
        if not site.exists():
            self.build(size)
        return site

    def clear(self, size: int) -> None:
        """Make room on the disk."""
        shutil.rmtree(self.folder / f"base-{size}", ignore_errors=True)
