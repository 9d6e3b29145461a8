"""Commands for those who write: new files, and schemas for their editor.

In: arguments.  Out: files, text, exit codes (0 fine, 1 errors in what was read, 2 wrong usage).  Never: overwrites a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from generator.authoring.schemas import schema_files
from generator.authoring.skeletons import MARK, skeleton
from generator.corridor import check_all
from generator.disk import write_changed, write_new
from generator.origin import nearest
from generator.read.fields import ID
from generator.read.files import RESERVED
from generator.read.kinds import kind_named
from generator.read.knowledge import Knowledge
from generator.terminal import QUIET, ROOT, fail, folders_of, say, watching

_NEXT = {
    "scenario": "The site shows it once nothing is left to mend.",
    "guideline": "Its reference goes into content/references.json; add its id to  lead:  in content/kb.yaml if it may lead.",
    "advice": "Cite every sentence.",
}
_TAKEN = RESERVED | {"profiles"}  # a folder of its own among the topics


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@ROOT
@QUIET
def schema(folder: Path, root: Path, quiet: bool) -> None:
    """Write JSON Schemas into DIR, with which an editor completes and explains what you type.

    Example: kb schema build/schemas
    """
    files = schema_files(_knowledge(root, whole=True, quiet=quiet))
    with _written(folder):
        written = sum(write_changed(folder / name, data) for name, data in files.items())
    if not quiet:
        say(f"{len(files)} schemas in {folder}: {written} written, {len(files) - written} unchanged.")


@click.command()
@click.argument("kind", type=click.Choice(["scenario", "guideline", "advice"]))
@click.argument("id", metavar="ID")
@click.option("--topic", help="For a scenario: the folder below scenarios/ that it belongs to.")
@click.option("--date", "day", metavar="DATE", help="Day of the first version; today if left out.")
@ROOT
def new(kind: str, id: str, topic: str | None, day: str | None, root: Path) -> None:
    """Write a commented skeleton of a new file; it passes kb check once it is filled in.

    Example: kb new scenario some-case --topic some-topic
    """
    path = _path(kind, id, topic, root)
    _refuse_used(kind, id, root)
    knowledge = _knowledge(root, whole=False, quiet=False)
    text = skeleton(kind, id, knowledge, path=path, day=_day(day))
    with _written(root / path):
        write_new(root / path, text.encode())
    say(f'{path} is there, with {text.count(f":  {MARK}")} lines marked "{MARK}".')
    say(f"Next: open it, fill in those lines, and run  kb check  until it finds nothing. {_NEXT[kind]}")


COMMANDS = (new, schema)


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """Say plainly what keeps a file from being written."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise click.UsageError(f"{path} is there already. Nothing was written.") from None
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None


def _path(kind: str, id: str, topic: str | None, root: Path) -> str:
    """Where the new file goes, below the root."""
    _refuse_bad(id, "id")
    if kind != "scenario":
        if topic is not None:
            raise click.UsageError("--topic is for scenarios only; leave it out.")
        return kind_named(kind).place.replace("*", id)
    topics = sorted(path.name for path in (root / "scenarios").glob("*/") if path.name != "profiles")
    if topic is None:
        raise click.UsageError(f"A scenario belongs to a topic: add  --topic {' or --topic '.join(topics) or 'some-topic'} . "
                               "Another word makes a new topic.")
    _refuse_bad(topic, "topic")
    if topic not in topics:
        say(f'"{topic}" is a new topic. {nearest(topic, topics)}'.rstrip())
    return f"scenarios/{topic}/{id}.yaml"


def _refuse_bad(word: str, what: str) -> None:
    if not re.fullmatch(ID, word):
        raise click.UsageError(f'"{word}" cannot be the {what}: it names a file and an address. '
                               "Write lower-case words and digits joined by - , starting with a letter, such as some-case-2.")
    if word in _TAKEN:
        raise click.UsageError(f'"{word}" cannot be the {what}: that name is taken. Add a word, such as {word}-1.')


def _refuse_used(kind: str, id: str, root: Path) -> None:
    """An id stands for one page for good, whatever the folder."""
    used = sorted(root.glob(kind_named(kind).place.removesuffix("*.yaml") + f"{id}.yaml"))
    if used:
        raise click.UsageError(f'There is already a {kind} "{id}": {used[0].relative_to(root).as_posix()}. '
                               "Choose another id, or edit that file. Nothing was written.")


def _day(said: str | None) -> str:
    try:
        return (date.fromisoformat(said) if said is not None else date.today()).isoformat()
    except ValueError:
        raise click.UsageError(f'"{said}" is not a date such as 2026-11-21.') from None


def _knowledge(root: Path, *, whole: bool, quiet: bool) -> Knowledge:
    """What can be read; stops where the rest rests on something that cannot, or, for the whole, where a name could be lacking."""
    report = check_all(folders_of(root), watching(quiet=quiet))
    names_lack = any(problem.where.file.startswith(("content/", "scenarios/profiles/")) for problem in report.errors)
    if report.compendium is None or (whole and names_lack):
        fail(report.problems, "Mend this first. Nothing was written.")
    return report.compendium.knowledge
