"""The review status of a page, as words.

In: Settings.  Out: StatusLine.  Never: claims a review; nothing on record means nobody has reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.page.context import Context
from generator.page.markup import md


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusLine:
    """What a reader must know about review before reading on."""

    word: str
    banner: str
    banner_plain: str
    approved: bool
    steps: tuple[tuple[str, bool], ...]
    changed: str
    reviewed: str
    due: str


def status_line(context: Context, changed: str) -> StatusLine:
    """The status of content that no board has looked at."""
    words = context.words
    steps = [md(step) for step in words.steps.split("|")]
    return StatusLine(
        word=md(words.status_draft), banner=md(words.draft_banner), banner_plain=md(words.draft_banner_plain),
        approved=False, steps=tuple((step, number == 0) for number, step in enumerate(steps)),
        changed=changed, reviewed=md(words.never), due=md(words.due_at_approval),
    )
