"""The line at the foot of every page: what the site is meant for, its limits, and what its answers rest on.

In: a knowledge base.  Out: Foot.  Never: says of a page whether it was reviewed; the page itself does.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from generator.read.knowledge import Knowledge

_METHOD = "method"  # the hand-written page on how answers are made, where there is one


@dataclass(frozen=True, kw_only=True, slots=True)
class Foot:
    """The line as HTML, and a link after it, unless its address is empty."""

    said: str
    basis: str
    address: str


def foot_of(knowledge: Knowledge) -> Foot:
    """The foot of the pages of a knowledge base."""
    words = knowledge.settings.words
    address = f"{_METHOD}/" if any(page.id == _METHOD for page in knowledge.pages) else ""
    return Foot(said=html.escape(words.foot_said), basis=html.escape(words.foot_basis), address=address)
