"""Cut a text into the words and numbers that search compares.

In: text.  Out: tokens.  Never: knows what a word means.

The browser cuts what a reader types in the same way (site_overrides/assets/search-engine.js); a test holds the two together:

1. Compatibility letters and accents are undone, all dashes and minus signs become "-", letters become small.
2. A number is digits with a decimal point or comma ("1,200" is 1200, "-1,3" is -1.3). A "-" that no letter, digit or point
   stands in front of is its sign; so are the words "minus" and "plus". It is written without needless zeros: "-2.0" is "-2".
3. "%", "percent" and "per cent" are the token "%".
4. Other tokens are words of letters and digits. Hyphens part words, so "x-ray" and "x ray" are the same. Longer words lose a
   plural s.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ACCENTS = re.compile("[\u0300-\u036f]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_TOKEN = re.compile(r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+)|(?P<percent>%)"
                    r"|(?P<word>[^\W0-9_][^\W_]*)")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SIGNED = re.compile(r"(?:^|[^\w.%)])-$")
_SIGNS = {"minus": "-", "plus": ""}


def tokens(text: str) -> list[str]:
    """The tokens of a text, in its order."""
    found: list[str] = []
    for token in _raw(normal(text)):
        if is_number(token) and found[-1:] and found[-1] in _SIGNS and not token.startswith("-"):
            token = _SIGNS[found.pop()] + token
        if token == "percent" or (token == "cent" and found[-1:] == ["per"]):
            found = found[:-1] if token == "cent" else found
            token = "%"
        found.append("0" if token == "-0" else token)
    return found


def normal(text: str) -> str:
    """A text in small plain letters."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _DASHES.sub("-", plain).lower()


def is_number(token: str) -> bool:
    """Whether a token is a number."""
    return token.lstrip("-")[:1].isdigit()


def _raw(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match["number"]:
            sign = "-" if _SIGNED.search(text[max(0, match.start() - 2):match.start()]) else ""
            yield sign + _number(match["number"])
        else:
            yield match["percent"] or _singular(match["word"])


def _number(text: str) -> str:
    """A number without needless zeros."""
    point = text.replace(",", "" if _THOUSANDS.fullmatch(text) else ".")
    whole, _, part = point.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "suai" else word
