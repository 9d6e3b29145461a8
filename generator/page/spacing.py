"""Numbers and their units on one line: a no-break space between them on finished pages.

In: unit signs, a finished page.  Out: the page.  Never: touches its head, code, or what is there to be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_COPIED = re.compile(r"(```.*?```|`[^`\n]*`|<(?:code|pre)\b.*?</(?:code|pre)>|<div class=\"chart-note\".*?</div>)", re.DOTALL)


def spaces_before(units: Iterable[str]) -> re.Pattern[str]:
    """What finds the space between a number and one of some unit signs."""
    signs = "|".join(re.escape(unit) for unit in sorted(units, key=lambda unit: (-len(unit), unit)))
    return re.compile(rf"(?<=\d) (?=(?:{signs})(?!\w))") if signs else re.compile(r"(?!)")


def bound(spaces: re.Pattern[str], text: str) -> str:
    """A finished page whose numbers stay with their units."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    parts = _COPIED.split(text[start:])
    parts[::2] = [spaces.sub("\N{NO-BREAK SPACE}", part) for part in parts[::2]]
    return text[:start] + "".join(parts)
