"""What streams can show."""

from __future__ import annotations

import io

import pytest

from generator.streams import NARROWEST, PLAIN, USUAL, WIDEST, columns, says_everything, speakable, wants_color


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def stream(encoding: str, kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> io.TextIOWrapper:
    return kind(io.BytesIO(), encoding=encoding)


@pytest.mark.parametrize(("text", "said"), [
    ("−2.5 ≤ x", "-2.5 <= x"), ("5–9 µg · 2 × 3", "5-9 ug - 2 x 3"), ("├─ ✓ └─ ✗ │", "|- + `- x |"), ("“so”…", '"so"...'),
    ("5\N{NO-BREAK SPACE}mg g/cm²", "5 mg g/cm2"), ("Kübler", "Kubler"), ("骨", "?"), ("\udce9", "?"), ("plain", "plain"),
])
def test_ascii_says_what_is_near(text: str, said: str) -> None:
    assert speakable(text, stream("ascii")) == said


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "µ ≥ −"), ("latin-1", "µ >= -"), ("cp1252", "µ >= -")])
def test_only_what_is_missing_is_replaced(encoding: str, said: str) -> None:
    assert speakable("µ ≥ −", stream(encoding)) == said


def test_a_stream_that_replaces_says_the_same() -> None:
    target = stream("ascii")
    target.reconfigure(errors=PLAIN)
    target.write("≥ 3")
    target.flush()
    assert target.buffer.getvalue() == b">= 3"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "said"), [
    ("\x1b[31m", r"\x1b[31m"), ("a\rb", r"a\rb"), ("\x07\x9b\x7f", r"\x07\x9b\x7f"), ("\u202eabc\u2066", r"\u202eabc\u2066"),
    ("a\nb\tc", "a\nb\tc"),
])
def test_what_would_steer_a_terminal_is_spelled_out(text: str, said: str) -> None:
    assert speakable(text, stream("utf-8")) == said


@pytest.mark.parametrize(("encoding", "everything"), [("utf-8", True), ("UTF8", True), ("utf-16", True), ("ascii", False),
                                                      ("cp1252", False)])
def test_utf_encodings_have_every_character(encoding: str, everything: bool) -> None:
    assert says_everything(stream(encoding)) is everything


@pytest.mark.parametrize(("environment", "wanted"), [
    ({}, None), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, None), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": ""}, None),
    ({"NO_COLOR": "0", "FORCE_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ({"TERM": "xterm"}, None),
])
def test_color_is_a_matter_of_the_environment(environment: dict[str, str], wanted: bool | None) -> None:
    assert wants_color(environment) is wanted


@pytest.mark.parametrize(("kind", "asked", "found"), [
    (io.TextIOWrapper, None, USUAL), (io.TextIOWrapper, "100", 100), (Terminal, "100", 100), (Terminal, "20", NARROWEST),
    (Terminal, "400", WIDEST),
])
def test_text_is_as_wide_as_reads_well(
        kind: type[io.TextIOWrapper], asked: str | None, found: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if asked is not None:
        monkeypatch.setenv("COLUMNS", asked)
    assert columns(stream("utf-8", kind)) == found
