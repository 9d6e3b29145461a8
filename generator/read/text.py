"""Read the bytes of a file as text that shows what it says.

In: bytes.  Out: text, Problems.  Never: knows what the text is written in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.origin import Problem, Where

LARGEST_FILE = 1_000_000
# Controls, marks of direction, characters without width, private ones, halves of characters, separators that only some
# programs take for a new line, and a carriage return on its own. Joiners (U+200C and U+200D) are letters of some scripts.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ufdd0-\ufdef\ue000-\uf8ff\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]|\r(?!\n)"
)

# The lines that version control leaves where two changes meet.
_CONFLICT, _CONFLICT_END = re.compile(r"^<{7} ", re.MULTILINE), re.compile(r"^>{7} ", re.MULTILINE)
_JOIN = ("Choose, and remove the lines that begin with <<<<<<<, ======= and >>>>>>> . In a record of reviews keep both events, "
         "oldest first; where yours is the older, take the other record and let  kb review  record yours anew.")


def read_text(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, with a space for each hidden character; None where there is none."""
    where = Where(file)
    if len(data) > LARGEST_FILE:
        return None, [Problem(where, "too-large", f"the file has {_size(data)} bytes; {LARGEST_FILE:,} is the most",
                              "Split it: one idea per file.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig")) + 1
        return None, [Problem(Where(file, line, column), "not-utf-8", "the file is not UTF-8 text from here on",
                              "Save it as UTF-8 in your editor.")]
    conflict = _CONFLICT.search(text)
    if conflict is not None and _CONFLICT_END.search(text, conflict.end()):
        line = text.count("\n", 0, conflict.start()) + 1
        return None, [Problem(Where(file, line), "merge-conflict", "from here on this file was merged by two people", _JOIN)]
    if not text.strip():
        return None, [Problem(where, "empty-file", "the file is empty", "Fill it in, or delete it.")]
    return HIDDEN.sub(" ", text), list(_hidden_characters(text, file))


def hidden_character(text: str, where: Where) -> Problem | None:
    """What is wrong with a text that holds a hidden character."""
    found = HIDDEN.search(text)
    if found is None:
        return None
    char = found[0]
    name = unicodedata.name(char, "a private character" if unicodedata.category(char) == "Co" else "a control character")
    return Problem(where, "bad-character", f"the character U+{ord(char):04X} ({name.lower()}) stands here, and does not show",
                   "Remove it: readers and reviewers must see all that is written. Some editors can show it.")


def _size(data: bytes) -> str:
    return f"{len(data):,}" if len(data) != LARGEST_FILE + 1 else f"more than {LARGEST_FILE:,}"


def _hidden_characters(text: str, file: str) -> Iterator[Problem]:
    """The first hidden character of each line."""
    for number, line in enumerate(re.split(r"\r?\n", text), 1):
        found = HIDDEN.search(line)
        if found is not None and (problem := hidden_character(found[0], Where(file, number, found.start() + 1))):
            yield problem
