"""Render before `mkdocs build` and `mkdocs serve`, so that the plain MkDocs commands work.

In: the MkDocs configuration.  Out: Markdown in its docs folder, a finished site in its site folder.  Never: lets a build go on
over an error.

While serving, an error keeps the last good pages and says what is wrong; a build, or a first start, stops. A build puts the
site into its place only when it is finished; until then the last one stays.
"""

from __future__ import annotations

import logging
import os
import signal
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from generator.addressed import addressed
from generator.check.compendium import Compendium
from generator.clock import today
from generator.corridor import Report, render_all
from generator.kept import Kept
from generator.offline import OFFLINE, write_offline
from generator.only import APPROVED, ONLY
from generator.page.foot import foot_of
from generator.progress import QUIET, Progress, progress_of, watch_of
from generator.publish import abandon, begin, finish
from generator.read.knowledge import Folders
from generator.site import write_pages


@dataclass
class _Session:
    """What outlives one event of MkDocs: whether it serves, the last good state, and where a site is being built for."""

    serving: bool = False
    last_good: Compendium | None = None
    site: Path | None = None
    kept: Kept = field(default_factory=Kept)
    progress: Progress | None = None  # of a build; a server keeps its own log
    pages: int = 0
    read: int = 0
    built: int = 0


_SESSION = _Session()
_MKDOCS_LOG = logging.getLogger("mkdocs")


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
    """Remember whether a reader is watching; MkDocs then keeps this hook between builds."""
    _SESSION.serving = command == "serve"
    if _SESSION.serving:
        logging.getLogger("mkdocs.commands.build").addFilter(_says_more_than_dirty)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # MkDocs puts its folder away on an interrupt only
    else:
        _SESSION.progress = progress_of(quiet=False)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Render the knowledge base beside mkdocs.yml; the edition's date is the date of every page."""
    if config.strict and _MKDOCS_LOG.level > logging.WARNING:
        _MKDOCS_LOG.setLevel(logging.WARNING)  # --quiet would hide warnings from --strict as well
    folders = Folders(Path(config.config_file_path).parent)
    report = render_all(folders, watch_of(_SESSION.progress), _SESSION.kept, today(),
                        approved=os.environ.get(ONLY) == APPROVED)
    if report.errors or report.compendium is None:
        _complain(report)
    else:
        write_pages([addressed(page, config.site_url or "") for page in report.pages], Path(config.docs_dir))
        _SESSION.last_good = report.compendium
        if report.left_out and not os.environ.get(QUIET):
            click.echo(report.left_out)
    if _SESSION.last_good is not None:
        _configure(config, _SESSION.last_good)
    if not _SESSION.serving:
        site = Path(config.site_dir)
        config.site_dir, _SESSION.site = str(begin(site)), site
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Watch the sources only: the pages are made from them, and a second build for each of them would follow."""
    server.unwatch(config.docs_dir)
    return server


def on_files(files: Files, **_: object) -> None:
    """Count the pages, so that progress can say how far the build is."""
    _SESSION.pages = len(files.documentation_pages())


def on_page_content(html: str, **_: object) -> None:  # noqa: ARG001  MkDocs names its arguments
    """One page more is read."""
    _SESSION.read += 1
    if _SESSION.progress is not None:
        _SESSION.progress.show("Converting", _SESSION.read, _SESSION.pages)


def on_post_page(output: str, **_: object) -> None:  # noqa: ARG001
    """One page more is built."""
    _SESSION.built += 1
    if _SESSION.progress is not None:
        _SESSION.progress.show("Building", _SESSION.built, _SESSION.pages)


@event_priority(-100)  # after every plugin has written its files
def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site into its place, unless MkDocs is about to stop over warnings."""
    if _SESSION.progress is not None:
        _SESSION.progress.erase()
    if _SESSION.site is None:
        return
    if _warned():
        abandon(_SESSION.site)
    else:
        finish(_SESSION.site)
        _pack(_SESSION.site)
    config.site_dir, _SESSION.site = str(_SESSION.site), None


def on_build_error(**_: object) -> None:
    """Clear away what was built so far."""
    if _SESSION.site is not None:
        abandon(_SESSION.site)
        _SESSION.site = None


def _pack(site: Path) -> None:
    """The zip file of the site, where one is asked for."""
    if os.environ.get(OFFLINE) and _SESSION.last_good is not None:
        file = write_offline(site, Path(os.environ[OFFLINE]), _SESSION.last_good.knowledge.settings.title)
        if not os.environ.get(QUIET):
            click.echo(f"The site to be read from a disk is in {file}. Unpack it and open index.html.")


def _warned() -> bool:
    """Whether MkDocs has counted warnings; it does so in strict builds only."""
    return any(handler.get_counts() for handler in _MKDOCS_LOG.handlers if isinstance(handler, CountHandler))


def _says_more_than_dirty(record: logging.LogRecord) -> bool:
    """MkDocs warns that with --dirty its navigation may be stale; here it is the same whatever a page says."""
    return "'dirty' build" not in record.getMessage()


def _complain(report: Report) -> None:
    count = f"{len(report.errors)} {'error' if len(report.errors) == 1 else 'errors'}"
    lines = "\n".join(str(problem) for problem in report.problems)
    if not (_SESSION.serving and _SESSION.last_good):
        raise Abort(f"{lines}\n{count}. Nothing was written.")
    click.secho(f"{lines}\n{count}. The pages are still those of the last good state.", err=True)


def _configure(config: MkDocsConfig, compendium: Compendium) -> None:
    settings = compendium.knowledge.settings
    config.site_name = escape(settings.title)  # the theme puts these into HTML as they are
    config.site_description = escape(settings.description)
    config.extra["edit_base"] = settings.edit_base
    config.extra["search_label"] = escape(settings.words.search)
    config.extra["foot"] = asdict(foot_of(compendium.knowledge))
    config.extra["preview"] = _SESSION.serving
    config.extra["edition_label"] = escape(f"{settings.words.edition} {settings.edition}")
    day = datetime.fromisoformat(settings.edition_date).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
