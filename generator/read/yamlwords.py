"""What the YAML parser complains of, in words for those who write.

In: the parser's own words.  Out: what is wrong here, and what to do.  Never: parses.
"""

from __future__ import annotations

_QUOTE = 'Put quotation marks around the whole text, as in  title: "Spine: no score" .'
_ALIGN = "Things that belong together start in the same column; indent with two spaces."
# The first fragment found in the parser's words counts.
_WORDS = (
    ("mapping values are not allowed", 'a colon followed by a space stands inside this text, so YAML takes it for a key', _QUOTE),
    ("unexpected end of stream", "a quotation mark opens here and is never closed", "Close it at the end of the text."),
    ("document separator", "a quotation mark opens here and is never closed", "Close it at the end of the text."),
    ("expected ',' or", "a list in [ ] or { } is not closed here, or a comma is missing",
     "Close it, or put a comma between its parts."),
    ("could not find expected ':'", "this line has no colon, so YAML cannot tell which key it belongs to",
     f"Write  key: value , or indent it below the key whose text it continues. {_ALIGN}"),
    ("did not find expected key", "this line does not line up with the lines above it", f"{_ALIGN} A text with quotation marks "
     "inside it wants quotation marks of the other sort around it."),
    ("did not find expected '-'", "this line does not line up with the list above it", f"{_ALIGN} Each item begins with  - ."),
    ("block sequence entries are not allowed", "a list cannot start in the middle of a line",
     "Start it on the next line, indented."),
    ("cannot start any token", "a text cannot start with this sign", _QUOTE),
    ("did not find expected node content", "something is missing before this sign", "Look for a comma or a bracket too many."),
    ("unknown escape character", "a backslash inside \" \" has a meaning of its own in YAML",
     "Write it twice, or use ' ' around the text."),
)
_ANY = 'Often a missing quotation mark around a text with ": " in it, or an indent that does not line up.'


def plainly(said: str) -> tuple[str, str]:
    """Message and hint for a complaint of the parser; its own words where ours are lacking."""
    known = ((message, hint) for fragment, message, hint in _WORDS if fragment in said)
    return next(known, (f"YAML cannot read this: {said}", _ANY))
