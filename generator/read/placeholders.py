"""What a hand-written page asks to have filled in: `<!-- cases -->`, `<!-- keys: scenario -->` and the like.

In: text of a page.  Out: PLACEHOLDER, Problems.  Never: fills anything in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.origin import Problem, Where, nearest
from generator.read.kinds import KINDS

_PARTS = "browse|cases|keys|facts|messages|policy|reviewers|triage"
PLACEHOLDER = re.compile(rf"^<!-- (?P<part>{_PARTS})(?:: *(?P<name>[a-z]+))? -->$", re.MULTILINE)


def placeholder_problems(text: str, file: str) -> Iterator[Problem]:
    """A table that nobody makes would leave a hole in the page."""
    kinds = [kind.name for kind in KINDS]
    for asked in PLACEHOLDER.finditer(text):
        name, wanted = asked["name"] or "", kinds if asked["part"] == "keys" else [""]
        if name not in wanted:
            said = f'"{name}" is no kind of file' if asked["part"] == "keys" else f'"{asked["part"]}" takes no name'
            yield Problem(Where(file, text.count("\n", 0, asked.start()) + 1), "unknown-placeholder",
                          f"{said}, so nothing would stand here",
                          nearest(name, wanted) or f"Write  <!-- keys: … -->  and one of {', '.join(kinds)}.")
