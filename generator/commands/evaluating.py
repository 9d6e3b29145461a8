"""The commands that answer: evaluate and explain.

In: arguments, one file of facts.  Out: an answer as text or JSON.  Never: writes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from generator.check.compendium import Case, Compendium, box_of
from generator.console import answer_paragraphs, notice_paragraphs, other_paragraphs
from generator.core.evaluation import Evaluation, evaluate
from generator.corridor import Report, check_all
from generator.layout import Paragraph, heading
from generator.origin import Problem, nearest
from generator.page.context import context_of, decide, editions_in_force
from generator.read.knowledge import Folders
from generator.read.scenarios import read_given
from generator.read.yamltree import read_tree
from generator.report import evaluation_data
from generator.rulewise import rule_paragraphs
from generator.streams import says_everything
from generator.terminal import (
    QUIET,
    ROOT,
    count_of,
    counted,
    day_option,
    fail,
    folders_of,
    print_paragraphs,
    sound_compendium,
    watching,
)

_KEYBOARD = "Type the facts as YAML, beginning with  facts: ; end with Ctrl+D on a line of its own."
_ENDING = "Nothing was answered: the guidelines must stand first."


AS_OF = day_option("--as-of", "Judge by the guideline editions in force on this day; the date of the knowledge base if left out.")


def _scenario_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What may stand for ID: names of files are ids, so nothing is read."""
    folders = Folders(context.params.get("root") or Path())
    return [CompletionItem(name) for name in _cases_in(folders) if name.startswith(incomplete)]


def _cases_in(folders: Folders) -> dict[str, str]:
    """The files of all cases by id, read or not."""
    files = sorted(folders.scenarios.glob("*/*.yaml"))
    return {path.stem: path.relative_to(folders.root).as_posix() for path in files if path.parent.name != "profiles"}


@click.command("evaluate")
@click.argument("file", type=click.Path(allow_dash=True))
@ROOT
@QUIET
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@AS_OF
def evaluate_command(file: str, root: Path, quiet: bool, form: str, as_of: str | None) -> None:
    """Evaluate one scenario file; only its facts are needed.  "-" reads standard input.

    Example: kb evaluate scenarios/some-topic/some-case.yaml --format json
    """
    folders = folders_of(root, "content")
    data, name = _read_input(file, quiet=quiet)
    compendium = sound_compendium(check_all(folders, watching(quiet=quiet)), _ENDING)
    evaluation = _evaluate(compendium, data, name, as_of or compendium.knowledge.settings.edition_date)
    if form == "json":
        answer = evaluation_data(evaluation, compendium.knowledge)
        click.echo(json.dumps(answer, ensure_ascii=not says_everything(sys.stdout), indent=2))
    else:
        context = context_of(compendium)
        past = as_of is not None and as_of < context.settings.edition_date
        print_paragraphs([*answer_paragraphs(context, evaluation, as_of), *other_paragraphs(context, evaluation),
                          *(() if past else notice_paragraphs(context, evaluation))])


@click.command()
@click.argument("scenario_id", metavar="ID", shell_complete=_scenario_ids)
@ROOT
@QUIET
@AS_OF
def explain(scenario_id: str, root: Path, quiet: bool, as_of: str | None) -> None:
    """Show why each guideline decides a scenario as it does.

    Example: kb explain some-case
    """
    folders = folders_of(root, "content", "scenarios")
    report = check_all(folders, watching(quiet=quiet))
    compendium = sound_compendium(report, _ENDING)
    case = _case(scenario_id, folders, report, compendium)
    decided = decide(compendium, case, as_of)
    context = context_of(compendium)
    title = [heading(case.scenario.title), Paragraph(words=f"[{case.scenario.where.file}]"), Paragraph()]
    print_paragraphs([*title, *answer_paragraphs(context, decided.evaluation, as_of), *rule_paragraphs(context, decided)])


COMMANDS = (evaluate_command, explain)


def _case(wanted: str, folders: Folders, report: Report, compendium: Compendium) -> Case:
    """The case with an id; its problems where it has some, the nearest id where there is none."""
    case = next((case for case in compendium.cases if case.scenario.id == wanted), None)
    if case is not None:
        return case
    files = _cases_in(folders)
    own = [problem for problem in report.errors if problem.where.file == files.get(wanted)]
    if own:
        fail(own, count_of(own), "Nothing was explained: the scenario must stand first.")
    hint = nearest(wanted, files) or f"There are {counted(len(files), 'scenario')}, each named after its file in scenarios/."
    raise click.UsageError(f'There is no scenario "{wanted}". {hint}')


def _read_input(file: str, *, quiet: bool) -> tuple[bytes, str]:
    if file == "-":
        if sys.stdin.isatty() and not quiet:
            click.echo(_KEYBOARD, err=True)
        return sys.stdin.buffer.read(), "<stdin>"
    path = Path(file)
    if path.is_dir():
        raise click.UsageError(f'"{file}" is a folder; name one file in it.')
    try:
        return path.read_bytes(), file
    except FileNotFoundError:
        raise click.UsageError(f'There is no file "{file}".') from None
    except OSError as error:
        raise click.UsageError(f'"{file}" cannot be read: {error.strerror}.') from None


def _evaluate(compendium: Compendium, data: bytes, name: str, day: str) -> Evaluation:
    tree, problems = read_tree(data, name)
    knowledge = compendium.knowledge
    given = None if tree is None else read_given(tree, knowledge.known_facts, problems)
    known = list(compendium.book.guidelines)
    problems += [Problem(name.where, "unknown-guideline", f'"{name}" is no guideline', nearest(name, known))
                 for name in (given.lead if given else ()) if name not in known]
    box = None if given is None else box_of(compendium.book, given, knowledge.profiles, problems)
    if problems or given is None or box is None:
        fail(sorted(problems, key=lambda problem: problem.where), f"{counted(len(problems), 'error')}.")
    lead = knowledge.succession(given.lead or knowledge.settings.lead)
    return evaluate(box, lead=lead, in_force=editions_in_force(compendium, day))
