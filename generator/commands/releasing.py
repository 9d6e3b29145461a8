"""The command that freezes: release.

In: arguments.  Out: an edition in content/editions/, what to do next.  Never: changes an edition that is there.

The archive is written first and the edition last, each whole: an archive without its edition is no edition yet, and the
same command finishes it.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.check.releases import naming
from generator.clock import today
from generator.corridor import freeze_all, released
from generator.disk import write_changed, write_new
from generator.freezing import Name
from generator.read.archives import LARGEST
from generator.read.fields import EDITION
from generator.read.knowledge import Folders
from generator.read.releases import FOLDER, Release, may_name
from generator.site import writing
from generator.terminal import QUIET, ROOT, counted, day_option, folders_of, say, stop_on_errors, watching


@click.command()
@click.argument("edition", metavar="EDITION")
@day_option("--date", "Day of the edition; today if left out.")
@click.option("--note", default="", help="What readers should know of it.")
@ROOT
@QUIET
def release(edition: str, date: str | None, note: str, root: Path, quiet: bool) -> None:
    """Freeze what every page says as EDITION, for the list of changes.

    Example: kb release 2027.1 --note "First edition"
    """
    name = Name(id=_id(edition), date=date or today(), note=" ".join(note.split()))
    folders = folders_of(root, "content", "scenarios")
    _refuse_misplaced(folders, name)
    report = freeze_all(folders, name, watching(quiet=quiet), today())
    stop_on_errors(report, "Nothing was released.")
    assert report.edition is not None
    _write(root, report.edition)
    if quiet:
        return
    say(f"{FOLDER}/{name.id}.yaml and {name.id}.zip hold {counted(len(report.edition.items), 'item')} as of {name.date}.")
    say(f"Next: write  {naming(name.id, name.date)}  in content/kb.yaml, so that pages name it; then commit all three files.")


def _id(said: str) -> str:
    if not re.fullmatch(EDITION, said) or not may_name(said):
        raise click.UsageError(f'"{said}" cannot be the name of an edition: it names files and an address. '
                               "Write lower-case words and numbers joined by . or -, such as 2027.1.")
    return said


def _refuse_misplaced(folders: Folders, name: Name) -> None:
    """An edition is never changed, and comes after those that are there."""
    if (folders.root / FOLDER / f"{name.id}.yaml").exists():
        raise click.UsageError(f"The edition {name.id} has been released; it is never changed. Choose another name.")
    editions, _ = released(folders)  # their mistakes are named by the check
    if editions and name.date < editions[-1].date:
        raise click.UsageError(f"The last edition, {editions[-1].id}, is of {editions[-1].date}; {name.date} is before that.")


def _write(root: Path, edition: Release) -> None:
    """First what the edition rests on, then the edition."""
    if len(edition.archive.data) > LARGEST:
        raise click.ClickException(f"The archive has {len(edition.archive.data):,} bytes; {LARGEST:,} is the most.")
    with writing(root / FOLDER):
        write_changed(root / FOLDER / f"{edition.id}.zip", edition.archive.data)
        write_new(root / FOLDER / f"{edition.id}.yaml", edition.data)


COMMANDS = (release,)
