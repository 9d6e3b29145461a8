"""The review status of a page, as words.

In: Context, Standing.  Out: StatusLine.  Never: claims a review; nothing on record means nobody has reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.page.amendments import Change, changes_in
from generator.page.context import Context
from generator.page.markup import md
from generator.page.record import NO_RECORD, RecordPart, record_part
from generator.read.records import Action, Event
from generator.review.components import WITH_RULES
from generator.review.history import State
from generator.review.standing import Because, Reason, Standing

MOST_NOTES = 5
# From the state in which least was reviewed to the one in which all was.
WEAKEST_FIRST = (State.DRAFT, State.CHANGES_REQUESTED, State.SUBMITTED, State.UNDER_REVIEW, State.LAPSED, State.APPROVED)
_REACHED = {State.DRAFT: 0, State.SUBMITTED: 1, State.UNDER_REVIEW: 2, State.CHANGES_REQUESTED: 2, State.APPROVED: 3,
            State.LAPSED: 3}
_BESIDE = (State.DRAFT, State.CHANGES_REQUESTED, State.LAPSED, State.HELD, State.RETIRED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a review: `kind` is reached, ahead, or beside for a state that is none of the steps."""

    words: str
    kind: str
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What must be known about a status; `page` is the address of another item below the root of the site."""

    words: str
    page: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusLine:
    """What a reader must know about review before reading on.

    `day` is the last one on which an approval holds; `of_many` says that it is the status of the weakest of many items.
    """

    state: str
    word: str
    mark: str
    printed: str
    banner: str
    banner_plain: str
    approved: bool
    steps: tuple[Step, ...]
    changed: str
    reviewed: str
    due: str
    day: str
    notes: tuple[Note, ...]
    more_notes: int
    amended: tuple[Change, ...]
    more_amended: int
    record: RecordPart
    sheet: str
    of_many: bool = False

    @property
    def heading(self) -> str:
        """The mark, ready to place in a heading; in the head of a page it is text."""
        return md(self.mark)

    @property
    def indexed(self) -> str:
        """What tells search engines about the page: an urgent update is not approved in full."""
        return "urgent" if self.approved and self.mark else self.state

    @property
    def held(self) -> bool:
        """Whether the page was taken down."""
        return self.state == State.HELD


def status_line(context: Context, standing: Standing, changed: str) -> StatusLine:
    """The status of one item; `changed` is the day on which its content was changed last."""
    words, notes = context.words, [*_notes(context, standing)]
    approval, name = standing.approval, _name(standing)
    lapsed = standing.state is State.LAPSED
    return StatusLine(
        state=standing.state.value, word=status_word(context, standing), mark=_of(context, "mark", name),
        printed=_of(context, "banner", name), banner=md(_of(context, "banner", name)),
        banner_plain=md(_of(context, "banner", f"{name}_plain")), approved=standing.approved,
        steps=_steps(context, standing.state), changed=changed,
        reviewed=md(words.never) if approval is None or approval.urgent else approval.date,
        due=standing.due if standing.approved else md(words.due_now if lapsed else words.due_at_approval),
        day=standing.due if standing.approved else "",
        notes=tuple(notes[:MOST_NOTES]), more_notes=max(0, len(notes) - MOST_NOTES),
        amended=changes_in(standing.amended, words) if lapsed else (),
        more_amended=max(0, len(standing.amended) - MOST_NOTES) if lapsed else 0,
        record=record_part(context, standing), sheet=sheet_address(standing),
    )


def weakest_line(context: Context, standings: Iterable[Standing]) -> StatusLine | None:
    """The status of a page that shows many items: that of the weakest of them; None for no items.

    One that was taken down is named; one that is kept for the record only does not count.
    """
    known = tuple(standings)
    lines = [status_line(context, one, context.settings.edition_date) for one in known]
    weakest = weakest_of(lines)
    held = (one.item for one in known if one.state is State.HELD)
    notes = [_about(context, context.words.because_part_held, item) for item in sorted(held)]
    return weakest and replace(weakest, notes=tuple(notes[:MOST_NOTES]), more_notes=max(0, len(notes) - MOST_NOTES))


def rules_line(context: Context) -> StatusLine | None:
    """The status of a page that rests on all rules."""
    return weakest_line(context, context.standings.among(*WITH_RULES))


def weakest_of(lines: Iterable[StatusLine]) -> StatusLine | None:
    """The same of lines that are at hand, without what belongs to one item only."""
    known = (one for one in lines if State(one.state) not in (State.HELD, State.RETIRED))
    weakest = min(known, key=lambda one: (WEAKEST_FIRST.index(State(one.state)), not one.mark, one.day), default=None)
    if weakest is None:
        return None
    return replace(weakest, of_many=True, notes=(), more_notes=0, amended=(), more_amended=0, record=NO_RECORD, sheet="review/")


def status_word(context: Context, standing: Standing) -> str:
    """The status in a word or two."""
    words = context.words
    return md({State.DRAFT: words.status_of_draft, State.SUBMITTED: words.status_draft,
               State.UNDER_REVIEW: words.status_under_review, State.CHANGES_REQUESTED: words.status_changes_requested,
               State.APPROVED: words.status_urgent if standing.urgent else words.status_approved,
               State.LAPSED: words.status_lapsed, State.HELD: words.status_held,
               State.RETIRED: words.status_retired}[standing.state])


def sheet_address(standing: Standing) -> str:
    """Where the reviewer's view of an item lies; that of a reference is a part of one page."""
    kind, _, name = standing.item.partition("/")
    return f"review/references/#{name}" if kind == "references" else f"review/{kind}/{name}/"


def _name(standing: Standing) -> str:
    """Which of the sets of words a status takes."""
    if standing.state in (State.LAPSED, State.HELD, State.RETIRED):
        return standing.state.value
    if standing.approved:
        return "urgent" if standing.urgent else "approved"
    return "draft"


def _of(context: Context, sort: str, name: str) -> str:
    """A standing word for one of the sets; what is approved needs none."""
    words = context.words
    known = {"banner_draft": words.draft_banner, "banner_draft_plain": words.draft_banner_plain}
    if name.startswith("approved"):
        return ""
    return str(known.get(f"{sort}_{name}") or getattr(words, f"{sort}_{name}"))


def _steps(context: Context, state: State) -> tuple[Step, ...]:
    """The three steps, and beside them a state that is none of them."""
    words, reached = context.words, _REACHED.get(state, 0)
    steps = [Step(words=md(step), kind="reached" if number <= reached else "ahead",
                  current=number == reached and state not in _BESIDE)
             for number, step in enumerate(words.steps.split("|"), 1)]
    if state in _BESIDE:
        said = {State.DRAFT: words.status_of_draft, State.CHANGES_REQUESTED: words.status_changes_requested,
                State.LAPSED: words.status_lapsed, State.HELD: words.status_held, State.RETIRED: words.status_retired}[state]
        steps.insert(reached, Step(words=md(said), kind="beside", current=True))
    return tuple(steps)


def _notes(context: Context, standing: Standing) -> Iterator[Note]:
    """Why the status is what it is; what was taken down and is still used comes first, whatever the status."""
    for item in sorted({item for item, _ in standing.component.uses}):
        other = context.standings.own.get(item)
        if other is not None and other.state is State.HELD:
            yield _about(context, context.words.because_part_held, item)
    if standing.urgent and standing.approved:
        yield Note(words=f"{md(context.words.stands_until)} {standing.due}.")
    if standing.state in (State.HELD, State.RETIRED):
        yield from _ended(context, standing)
    for because in standing.because:
        if because.reason is not Reason.PART_HELD:
            yield _because(context, standing, because)


def _ended(context: Context, standing: Standing) -> Iterator[Note]:
    """Since when, in whose words, and what takes its place."""
    event = _last(standing, Action.HOLD if standing.state is State.HELD else Action.RETIRE)
    if event is None:
        return
    note = f": {md(event.note)}" if event.note else "."
    yield Note(words=f"{status_word(context, standing)} {md(context.words.since)} {event.date}{note}")
    if event.replaced_by:
        yield _about(context, context.words.instead_see, event.replaced_by)


def _last(standing: Standing, action: Action) -> Event | None:
    counted = [event for event in standing.history.events if event.action is action and event not in standing.history.refused]
    return counted[-1] if counted else None


def _because(context: Context, standing: Standing, because: Because) -> Note:
    words = context.words
    said = {Reason.MEANING: words.because_meaning, Reason.WORDS: words.because_words, Reason.VOIDED: words.because_voided,
            Reason.OVERDUE: f"{words.because_overdue} {standing.due}.", Reason.URGENT: f"{words.because_urgent} {standing.due}.",
            Reason.PART_CHANGED: words.because_part_changed, Reason.PART_WAITS: words.because_part_waits,
            Reason.PART_HELD: words.because_part_held}[because.reason]
    return _about(context, said, because.item) if because.item else Note(words=md(said))


def _about(context: Context, words: str, item: str) -> Note:
    """A note that leads to another item."""
    component = context.standings.components.get(item)
    if component is not None:
        return Note(words=md(words), page=component.page, title=md(component.title))
    kind, _, name = item.partition("/")
    titles = {one.id: one.short_title for one in context.compendium.knowledge.scenarios} if kind == "scenarios" else {}
    return Note(words=md(words), page=f"{item}/" if name in titles else "", title=md(titles.get(name, item)))
