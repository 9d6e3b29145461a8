"""The commands of the editorial workflow: where items stand in review, and what happens to them.

In: arguments.  Out: events in content/reviews/, what is still needed, exit codes.  Never: judges an event by rules of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from generator.check.records import reviewed_items
from generator.clock import today
from generator.commands.items import item_names, read_compendium, resolved, standings, until
from generator.dossier import ORDER, item_paragraphs, lacking, list_paragraphs, standing_data, state_counts, state_words, why
from generator.layout import Paragraph
from generator.ledger import record
from generator.origin import nearest
from generator.page.context import Context, context_of
from generator.read.knowledge import Knowledge
from generator.read.records import Action
from generator.read.reviewers import Reviewer
from generator.read.text import HIDDEN
from generator.review.eligibility import SENIOR
from generator.review.entries import Entry
from generator.review.history import COVERED
from generator.review.standing import Standing
from generator.streams import says_everything
from generator.terminal import QUIET, ROOT, InOrder, count_of, day_option, fail, folders_of, print_paragraphs

_ABOUT = {
    Action.SUBMIT: "Hand items in for review, as they stand now.",
    Action.START: "Say that a review has begun.",
    Action.APPROVE: "Approve items as they stand now.",
    Action.REQUEST_CHANGES: "Send items back; --note says what to change.",
    Action.WITHDRAW: "Take items back before they are approved.",
    Action.RETIRE: "Retire items for good; their pages say what replaces them.",
    Action.HOLD: "Take items down at once, until a senior editor submits them again.",
    Action.URGENT_UPDATE: "Publish items at once; a board must approve them within the days of the policy.",
    Action.INVALIDATE: "Say that an earlier event is void, as if it had never been.",
    Action.DISSENT: "Record an opinion against an item; it changes no status.",
}
_MORE: dict[Action, tuple[Callable[[Any], Any], ...]] = {
    Action.APPROVE: (
        click.option("--covers", multiple=True, metavar="SCENARIO", help="A scenario approved together with ITEM; repeat it."),
        click.option("--covers-file", type=click.File(encoding="utf-8"), metavar="FILE",
                     help='A file with such scenarios, one on a line; "-" reads standard input.')),
    Action.INVALIDATE: (click.option("--number", type=click.IntRange(1), required=True,
                                     help="Which event of the record is void, counted from 1."),),
    Action.RETIRE: (click.option("--replaced-by", default="", metavar="ITEM", help="What takes its place."),),
}


@click.group(cls=InOrder)
@QUIET
def review(quiet: bool) -> None:
    """Show where items stand in review, and record what happens to them.

    An ITEM is a kind and an id, as in drugs/some-drug; the id alone will do where no other item has it.

    Example: kb review status some-case
    """


@review.command()
@click.argument("items", metavar="[ITEM]...", nargs=-1, shell_complete=item_names)
@click.option("--state", type=click.Choice([str(state) for state in ORDER]), help="Only items of this status, each in a line.")
@day_option("--as-of", "By the events up to this day; today if left out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@ROOT
@QUIET
def status(items: tuple[str, ...], root: Path, **said: Any) -> None:
    """Show who has done what, what a board still lacks, why an approval has lapsed, and what has changed since.

    Example: kb review status advice/some-topic
    """
    day = said["as_of"] or today()
    compendium = read_compendium(folders_of(root, "content"), "Nothing was looked up", quiet=said["quiet"])
    context = context_of(until(compendium, day), day)
    names = [resolved(word, compendium.knowledge) for word in items] or list(reviewed_items(compendium.knowledge))
    found = [one for one in standings(context, names) if said["state"] in (None, str(one.state))]
    court = context.standings.court
    if said["form"] == "json":
        answer = {"day": day, "items": [standing_data(one) for one in found]}
        click.echo(json.dumps(answer, ensure_ascii=not says_everything(sys.stdout), indent=2))
    elif items:
        print_paragraphs(part for one in found for part in item_paragraphs(one, court))
    else:
        print_paragraphs(list_paragraphs(found, day, every=said["state"] is not None))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Deed:
    """What was said on the command line about an event."""

    action: Action
    person: Reviewer
    role: str | None
    day: str
    texts: Mapping[str, Any]


def _run(action: Action, items: tuple[str, ...], root: Path, said: dict[str, Any]) -> None:
    """Record one event for each item, or none at all."""
    folders, quiet, covers = folders_of(root, "content"), said.pop("quiet"), _covered(said)
    if covers and len(set(items)) > 1:
        raise click.UsageError("--covers goes with one ITEM: the one whose change the scenarios show.")
    compendium = read_compendium(folders, "Nothing was recorded", quiet=quiet)
    knowledge = compendium.knowledge
    event = _Deed(action=action, person=_person(said.pop("by"), knowledge), role=said.pop("role"),
                  day=said.pop("date") or today(), texts=_texts(said, knowledge))
    names = list(dict.fromkeys(resolved(word, knowledge) for word in items))
    covered = list(dict.fromkeys(resolved(word, knowledge, f"{COVERED}/") for word in covers))
    before = {one.item: one for one in standings(context_of(compendium, event.day), [*names, *covered])}
    _refuse_faulty([name for name in (*names, *covered) if name not in before])
    entries = [_entry(event, [before[name], *(before[other] for other in covered)], knowledge) for name in names]
    done = record(folders, compendium, entries, today())
    if done.problems:
        fail(done.problems, count_of(done.problems), "Nothing was recorded. Places are those in the record as it would be.")
    if not quiet:
        after = context_of(replace(compendium, knowledge=done.knowledge), event.day)
        print_paragraphs([*_told(entries, list(standings(after, names)), after), *_told_of(list(standings(after, covered)))])


def _covered(said: dict[str, Any]) -> list[str]:
    """The scenarios that an approval covers, from the command line and from a file."""
    words, file = list(said.pop("covers", ())), said.pop("covers_file", None)
    listed = [] if file is None else [*filter(None, (line.partition("#")[0].strip() for line in file))]
    if file is not None and not listed:
        raise click.UsageError(f'"{file.name}" names no scenario.')
    return [*words, *listed]


def _person(word: str, knowledge: Knowledge) -> Reviewer:
    person = knowledge.reviewers.get(word)
    if person is None:
        hint = nearest(word, knowledge.reviewers) or "Whoever reviews is declared in content/reviewers.yaml."
        raise click.UsageError(f'"{word}" is nobody who reviews. {hint}')
    return person


def _texts(said: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """The other words of an event, each on one line that shows all it says."""
    texts = {key: " ".join(said.pop(key).split()) for key in ("note", "message", "replaced_by") if said.get(key)}
    for key, text in texts.items():
        if HIDDEN.search(text):
            raise click.UsageError(f"--{key.replace('_', '-')} holds a character that does not show. Type it anew.")
    if "replaced_by" in texts:
        texts["replaced_by"] = resolved(texts["replaced_by"], knowledge)
    return texts | {"void": said.get("number")}


def _refuse_faulty(names: Sequence[str]) -> None:
    """A scenario that has mistakes of its own has no answers that anybody could look at."""
    if names:
        raise click.ClickException(f"{', '.join(names)} cannot be evaluated: mend what  kb check  says of it first. "
                                   "Nothing was recorded.")


def _entry(event: _Deed, about: Sequence[Standing], knowledge: Knowledge) -> Entry:
    """The event, about an item and the scenarios that it covers."""
    role = event.role or _fitting(event, about[0], knowledge)
    return Entry(action=event.action, date=event.day, by=event.person.id, role=role,
                 seen=tuple(one.component.now for one in about), **event.texts)


def _fitting(event: _Deed, standing: Standing, knowledge: Knowledge) -> str:
    """The one role in which the person can do this; what a board asks for comes before other roles."""
    policy = knowledge.settings.policy
    held = list(dict.fromkeys(name for name, days in event.person.roles if event.day in days))
    wanted = policy.senior if event.action in SENIOR else frozenset(
        (*policy.boards[standing.component.kind].roles, policy.words_role) if event.action is Action.APPROVE else held)
    fitting = [role for role in held if role in wanted] or held
    if len(fitting) != 1:
        roles = " or ".join(f"--role {role}" for role in fitting)
        raise click.UsageError(f"{event.person.name} had no role on {event.day}; content/reviewers.yaml says who has which."
                               if not held else f"{event.person.name} has more than one role that fits: add  {roles} .")
    return fitting[0]


def _told(entries: Sequence[Entry], found: Sequence[Standing], context: Context) -> Iterator[Paragraph]:
    """What was recorded, and what is still needed."""
    court = context.standings.court
    for entry, standing in zip(entries, found, strict=True):
        person, role = court.reviewers[entry.by].name, court.policy.roles[entry.role]
        covers = f", with {len(entry.seen) - 1} more" if len(entry.seen) > 1 else ""
        yield Paragraph(words=f"{entry.item}: {entry.action} by {person} ({role}) on {entry.date}{covers}. [{entry.file}]")
        due = [f"Its next review is due on {standing.due}."] if standing.due and standing.approved else []
        now = f"Now {state_words(standing.state)}."
        yield Paragraph(words=" ".join((now, *why(standing), *lacking(standing), *due)), first="  ", rest="  ")


def _told_of(covered: Sequence[Standing]) -> Iterator[Paragraph]:
    """Where the scenarios stand that an approval covers."""
    if covered:
        yield Paragraph(words=f"Scenarios approved together with it are now: {state_counts(covered)}.", first="  ", rest="  ")


def _command(action: Action, about: str) -> click.Command:
    """The command that records one kind of event."""
    def run(items: tuple[str, ...], root: Path, **said: Any) -> None:
        _run(action, items, root, said)

    options = (
        click.argument("items", metavar="ITEM...", nargs=-1, required=True, shell_complete=item_names),
        click.option("--by", required=True, metavar="ID", help="Who does this: an id from content/reviewers.yaml."),
        click.option("--role", metavar="ROLE", help="In which role; may be left out where only one of the person's fits."),
        *_MORE.get(action, ()), day_option("--date", "The day; today if left out."),
        click.option("--note", metavar="TEXT", help="A note, shown to readers."),
        click.option("--message", metavar="REF", help="The message of a reader that caused it: its address or number."),
        ROOT, QUIET,
    )
    for option in reversed(options):
        run = option(run)
    more = {Action.INVALIDATE: " --number 3"}.get(action, "")
    return click.command(str(action), help=f"{about}\n\nExample: kb review {action} advice/some-topic --by some-id{more}")(run)


for _action, _about in _ABOUT.items():
    review.add_command(_command(_action, _about))

COMMANDS = (review,)
