"""What standard output and standard error can show: characters, colors, columns.

In: a stream, the environment.  Out: text fit for it.  Never: fails on a character, or lets text from a file steer the terminal.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from typing import IO

PLAIN = "kb-plain"
NARROWEST, WIDEST, USUAL = 40, 120, 80
# Near enough to read aloud, where the stream's encoding has not the character itself.
_NEAR = {
    "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{HYPHEN}": "-",
    "≥": ">=", "≤": "<=", "≠": "!=", "±": "+/-", "×": "x", "µ": "u", "°": " deg", "·": "-", "•": "*", "→": "->", "…": "...",
    "‘": "'", "’": "'", "“": '"', "”": '"', "✓": "+", "✗": "x", "†": "+", "‡": "++",
    "─": "-", "│": "|", "├": "|", "└": "`",
}
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(character: str) -> str:
    """A character in ASCII, as near as it gets."""
    near = _NEAR.get(character) or unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return near or "?"


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


codecs.register_error(PLAIN, _replace)


def speak_plainly() -> None:
    """From now on both streams replace what their encoding cannot say, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a stream put there by others may lack it
        if reconfigure is not None:
            reconfigure(errors=PLAIN)


def speakable(text: str, stream: IO[str]) -> str:
    """Text as the stream will show it; characters that would steer a terminal are spelled out."""
    safe = _STEERING.sub(lambda found: repr(found[0])[1:-1], text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return safe.encode(encoding, PLAIN).decode(encoding)


def says_everything(stream: IO[str]) -> bool:
    """Whether the stream's encoding has every character."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")


def wants_color(environment: Mapping[str, str]) -> bool | None:
    """By https://no-color.org and https://force-color.org; None leaves it to whether the stream is a terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return False if environment.get("TERM") == "dumb" else None


def columns(stream: IO[str], environment: Mapping[str, str] = os.environ) -> int:
    """How wide text may run: as wide as the terminal, within what reads well; 80 where there is none and COLUMNS is not set."""
    if not stream.isatty() and not environment.get("COLUMNS"):
        return USUAL
    return min(max(shutil.get_terminal_size((USUAL, 24)).columns, NARROWEST), WIDEST)
