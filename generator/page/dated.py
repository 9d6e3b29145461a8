"""Labels of recommendations: new, reviewed or amended, by the day of the last review.

In: Context, Standing, a part of its item.  Out: words.  Never: dates what nobody has reviewed.
"""

from __future__ import annotations

from generator.page.context import Context
from generator.page.markup import md
from generator.review.standing import Standing, part_of


def dated(context: Context, standing: Standing, part: str) -> str:
    """The label of one recommendation; nothing where its item was never approved by a board."""
    approval, words = standing.approval, context.words
    if approval is None or approval.urgent:
        return ""
    was, now = part_of(approval.seen, part), part_of(standing.component.now, part)
    if not was:
        said = words.label_new
    else:
        same = len(was) == len(now) and all(one.reads_the_same(other) for one, other in zip(was, now, strict=True))
        said = words.label_reviewed if same else words.label_amended
    return f"{md(said)} {approval.date}"
