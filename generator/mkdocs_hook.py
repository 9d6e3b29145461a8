"""Render before `mkdocs build` and `mkdocs serve`, so that the plain MkDocs commands work.

In: the MkDocs configuration.  Out: Markdown in its docs folder.  Never: lets a build go on over an error.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.corridor import render_all
from generator.read.knowledge import Folders
from generator.site import write_pages


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Render the knowledge base beside mkdocs.yml; the edition's date is the date of every page."""
    folders = Folders(Path(config.config_file_path).parent)
    report = render_all(folders)
    if report.errors or report.library is None:
        raise Abort("\n".join([*map(str, report.problems), f"{len(report.errors)} errors. Nothing was written."]))
    write_pages(report.pages, Path(config.docs_dir))
    settings = report.library.knowledge.settings
    config.site_name = settings.title
    config.site_description = settings.description
    day = datetime.fromisoformat(settings.edition_date).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
    return config
