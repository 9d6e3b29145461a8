"""The command line.

In: arguments.  Out: text, exit codes (0 fine, 1 errors in what was read, 2 wrong usage).  Never: does the work itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from generator.check.compendium import Compendium, box_of
from generator.commands.authoring import COMMANDS as AUTHORING
from generator.console import evaluation_lines, explain_lines
from generator.core.evaluation import Evaluation, evaluate
from generator.corridor import Report, check_all, render_all
from generator.origin import Level, Problem, nearest
from generator.page.context import context_of, editions_in_force
from generator.read.knowledge import Folders
from generator.read.scenarios import read_given
from generator.read.yamltree import read_tree
from generator.report import evaluation_data
from generator.site import write_pages

_ROOT = click.option("--root", type=click.Path(file_okay=False, path_type=Path), default=Path(),
                     help="Folder of the knowledge base, with content/ and scenarios/.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check, render and build a guideline knowledge base.

    Example: kb check
    """


@main.command()
@_ROOT
def check(root: Path) -> None:
    """Read everything and print every problem.  Writes nothing.

    Example: kb check --root my-knowledge-base
    """
    report = check_all(_folders(root))
    _print_problems(report)
    if report.errors:
        sys.exit(1)


@main.command()
@_ROOT
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Folder for the Markdown; build/docs if left out.")
def render(root: Path, to: Path | None) -> None:
    """Write the Markdown of all pages.

    Example: kb render --to build/docs
    """
    folders = _folders(root)
    report = render_all(folders)
    _stop_on_errors(report)
    written, removed = write_pages(report.pages, to or folders.docs)
    click.echo(f"{len(report.pages)} files: {written} written, {len(report.pages) - written} unchanged, {removed} removed.")


@main.command()
@_ROOT
def build(root: Path) -> None:
    """Render, then build the site into site/ with MkDocs.

    Example: kb build
    """
    _mkdocs(root, ["build", "--strict", "--quiet"])
    click.echo(f"The site is in {root / 'site'}/. Open {root / 'site' / 'index.html'}, or put the folder on any web server.")


@main.command()
@_ROOT
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
def serve(root: Path, address: str) -> None:
    """Show the site and rebuild it on every change.  Stop with Ctrl+C.

    Example: kb serve --address 127.0.0.1:8080
    """
    _mkdocs(root, ["serve", "--dev-addr", address])


@main.command("evaluate")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@_ROOT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--as-of", metavar="DATE", help="Judge by the guidelines in force on this day; the edition's date if left out.")
def evaluate_command(file: str, root: Path, form: str, as_of: str | None) -> None:
    """Evaluate one scenario file; only its facts are needed.  "-" reads standard input.

    Example: kb evaluate scenarios/some-topic/some-case.yaml --format json
    """
    compendium = _library(root)
    evaluation = _evaluate(compendium, *_read_input(file), _day(as_of, compendium))
    if form == "json":
        click.echo(json.dumps(evaluation_data(evaluation, compendium.knowledge), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(evaluation_lines(context_of(compendium), evaluation)))


@main.command()
@click.argument("scenario_id", metavar="ID")
@_ROOT
def explain(scenario_id: str, root: Path) -> None:
    """Show why each guideline decides one scenario as it does.

    Example: kb explain some-case
    """
    compendium = _library(root)
    case = next((case for case in compendium.cases if case.scenario.id == scenario_id), None)
    if case is None:
        hint = nearest(scenario_id, [case.scenario.id for case in compendium.cases])
        raise click.UsageError(f'There is no scenario "{scenario_id}". {hint}'.strip())
    settings = compendium.knowledge.settings
    evaluation = evaluate(case.box, lead=case.scenario.given.lead or settings.lead,
                          in_force=editions_in_force(compendium, settings.edition_date))
    click.echo(case.scenario.title)
    click.echo("\n".join(explain_lines(context_of(compendium), evaluation)))


for _command in AUTHORING:
    main.add_command(_command)


def _folders(root: Path) -> Folders:
    if not root.is_dir():
        raise click.UsageError(f'There is no folder "{root}".')
    return Folders(root)


def _library(root: Path) -> Compendium:
    """The compendium of a knowledge base; stops where its content does not stand. Other scenarios may have mistakes."""
    report = check_all(_folders(root))
    if report.compendium is None or any(problem.where.file.startswith("content/") for problem in report.errors):
        _stop_on_errors(report)
    assert report.compendium is not None
    return report.compendium


def _read_input(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(), "<stdin>"
    path = Path(file)
    if not path.is_file():
        raise click.UsageError(f'There is no file "{file}".')
    return path.read_bytes(), file


def _evaluate(compendium: Compendium, data: bytes, name: str, day: str) -> Evaluation:
    tree, problems = read_tree(data, name)
    knowledge = compendium.knowledge
    given = None if tree is None else read_given(tree, knowledge.known_facts, problems)
    known = list(compendium.book.guidelines)
    problems += [Problem(name.where, "unknown-guideline", f'"{name}" is no guideline', nearest(name, known))
                 for name in (given.lead if given else ()) if name not in known]
    box = None if given is None else box_of(compendium.book, given, knowledge.profiles, problems)
    if problems or given is None or box is None:
        _fail(problems)
    return evaluate(box, lead=given.lead or knowledge.settings.lead, in_force=editions_in_force(compendium, day))


def _day(as_of: str | None, compendium: Compendium) -> str:
    if as_of is None:
        return compendium.knowledge.settings.edition_date
    try:
        return date.fromisoformat(as_of).isoformat()
    except ValueError:
        raise click.UsageError(f'"{as_of}" is not a date such as 2026-11-21.') from None


def _print_problems(report: Report) -> None:
    for problem in report.problems:
        click.echo(str(problem))
    errors = len(report.errors)
    warnings = len(report.problems) - errors
    files = len({problem.where.file for problem in report.problems})
    if report.problems:
        click.echo(f"{errors} {_plural(errors, 'error')} and {warnings} {_plural(warnings, 'warning')} in {files} "
                   f"{_plural(files, 'file')}.")
    else:
        cases = len(report.compendium.cases) if report.compendium else 0
        click.echo(f"No problems. {cases} scenarios come out as expected.")


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _stop_on_errors(report: Report) -> None:
    if report.errors:
        _print_problems(report)
        click.echo("Nothing was written.")
        sys.exit(1)


def _fail(problems: list[Problem]) -> NoReturn:
    for problem in sorted(problems, key=lambda problem: problem.where):
        click.echo(str(problem))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    click.echo(f"{errors} {_plural(errors, 'error')}.")
    sys.exit(1)


def _mkdocs(root: Path, arguments: list[str]) -> None:
    """Run MkDocs on the folder; its hook renders first."""
    folders = _folders(root)
    if not (folders.root / "mkdocs.yml").is_file():
        raise click.UsageError(f'There is no mkdocs.yml in "{root}".')
    folders.docs.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([sys.executable, "-m", "mkdocs", *arguments], cwd=folders.root, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)
