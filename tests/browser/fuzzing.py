"""Texts that nobody should put into an address or a field, hostile ones and random ones, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

EVIL = "zq-evil"  # a tag and a class that no page has
HOSTILE = (
    f"<img src=x class={EVIL} onerror=alert(1)>=1", f"age=<{EVIL} onclick=alert(1)>", "%3Cscript%3Ealert(1)%3C/script%3E",
    f"%3C{EVIL}%3E=1", "__proto__=1", "constructor=yes", "__proto__[age]=1", "age=1e9", "age=60..69&age=1", "age=%",
    "%E0%A4%A=1", "age=" + "9" * 5000, "=", "&&&=&", "age=not measured", "sex=female|male|female", "sex=|", "toString=1",
    "javascript:alert(1)", "age=NaN", "a=1&" * 3000, "age=69..60", "bmi=..", "\x00=\x00", "age=1;sex=2",
    "hasOwnProperty=1&age=70", f"\"><{EVIL}>", f"'-alert(1)-'<{EVIL}>", "${alert(1)}", "{{7*7}}",
    "//evil.example/", "\\\\evil.example\\x",
    "data:text/html,<script>alert(1)</script>", "../../../etc/passwd", "#" * 500, "?q=1#q=2", "\u202e\u2066age=1", "\ufffd\uffff",
    "e\u0301" * 200, "\u0660\u0661=\u0662", "((((((((((", "[" * 300, "*" * 300, "a" * 20_000, "-" * 400, "0x1F 1e-400 -0",
    "\n\r\t\v", f"<svg><{EVIL} onload=alert(1)></svg>", f"<a href=javascript:alert(1) class={EVIL}>x</a>", "__finder",
    "site-found", "finder",
)
PIECES = ("=", "&", "#", "|", "..", "%", "%2", "%3C", "<", ">", '"', "'", "`", "\\", "/", "?", " ", "+", "-", "\u2212", ".",
          "yes", "no", "not measured", "1", "-2.5", "70", "9999999999", "NaN", f"<{EVIL}>", "\u0000", "\ufeff", "\U0001f600",
          "javascript:", "toString")


def texts(count: int, names: Sequence[str], seed: int = 7) -> Iterator[str]:
    """The hostile texts, and random ones up to a number, with names of facts among their pieces."""
    yield from HOSTILE
    draw = random.Random(seed)
    pieces = (*PIECES, *names)
    for _ in range(count - len(HOSTILE)):
        yield "".join(draw.choice(pieces) if draw.random() < 0.9 else chr(draw.randrange(1, 0xD800))
                      for _ in range(draw.randrange(1, 14)))
