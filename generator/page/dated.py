"""Labels of recommendations: new, reviewed or amended, by the day of the last review.

In: Context, Standing, a part of its item.  Out: words.  Never: dates what nobody has reviewed.
"""

from __future__ import annotations

from generator.page.context import Context
from generator.page.markup import md
from generator.review.standing import Standing


def dated(context: Context, standing: Standing, part: str) -> str:
    """The label of one recommendation; nothing where its item was never approved by a board."""
    approval, words = standing.approval, context.words
    if approval is None or approval.urgent:
        return ""
    if not approval.seen.part(part):
        said = words.label_new
    else:
        same = approval.seen.reads_the_same(standing.component.now, part)
        said = words.label_reviewed if same else words.label_amended
    return f"{md(said)} {approval.date}"
