"""Render before `mkdocs build` and `mkdocs serve`, so that the plain MkDocs commands work.

In: the MkDocs configuration.  Out: Markdown in its docs folder.  Never: lets a build go on over an error.

While serving, an error keeps the last good pages and says what is wrong; a build, or a first start, stops.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.check.compendium import Compendium
from generator.corridor import Report, render_all
from generator.read.knowledge import Folders
from generator.site import write_pages


@dataclass
class _Session:
    """What outlives one build of `mkdocs serve`."""

    serving: bool = False
    last_good: Compendium | None = None


_SESSION = _Session()


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
    """Remember whether a reader is watching; MkDocs then keeps this hook between builds."""
    _SESSION.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Render the knowledge base beside mkdocs.yml; the edition's date is the date of every page."""
    report = render_all(Folders(Path(config.config_file_path).parent))
    if report.errors or report.compendium is None:
        _complain(report)
    else:
        write_pages(report.pages, Path(config.docs_dir))
        _SESSION.last_good = report.compendium
    if _SESSION.last_good is not None:
        _configure(config, _SESSION.last_good)
    return config


def _complain(report: Report) -> None:
    count = f"{len(report.errors)} {'error' if len(report.errors) == 1 else 'errors'}"
    lines = "\n".join(str(problem) for problem in report.problems)
    if not (_SESSION.serving and _SESSION.last_good):
        raise Abort(f"{lines}\n{count}. Nothing was written.")
    click.secho(f"{lines}\n{count}. The pages are still those of the last good state.", err=True)


def _configure(config: MkDocsConfig, compendium: Compendium) -> None:
    settings = compendium.knowledge.settings
    config.site_name = settings.title
    config.site_description = settings.description
    config.extra["edit_base"] = settings.edit_base
    day = datetime.fromisoformat(settings.edition_date).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
