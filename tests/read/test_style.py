from __future__ import annotations

import pytest

from generator.origin import Problem
from generator.read.style import read_style
from tests.worlds import SMALL_WORLD, World, said

STYLE = "content/references.csl"
GOOD = (SMALL_WORLD / STYLE).read_text("utf-8")


def style(text: str) -> tuple[bytes | None, list[Problem]]:
    problems: list[Problem] = []
    return read_style(text.encode(), STYLE, problems), problems


def edited(old: str, new: str, count: int = 1) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, count)


def test_a_style_comes_back_as_it_is() -> None:
    assert style(GOOD) == (GOOD.encode(), [])


def test_the_shipped_style_is_one(shipped) -> None:
    assert not [problem for problem in shipped.problems if problem.where.file == STYLE]


@pytest.mark.parametrize(("text", "code"), [
    ("", "empty-file"), ("not xml", "xml-syntax"), (GOOD[:5000], "xml-syntax"), (edited("<info>", "<info"), "xml-syntax"),
    ("<style/>", "bad-style"),
    (edited("<bibliography", "<bibliographie").replace("</bibliography", "</bibliographie"), "bad-style"),
    (edited('default-locale="en-US"', 'default-locale="xx-XX"'), "bad-style"),
    (edited('<text macro="', '<text macro="no-', 1), "bad-style"),
    (edited("<info>", "<info>\u202e"), "bad-character"),
    (edited("<style ", '<!DOCTYPE style [<!ENTITY x SYSTEM "kb.yaml">]>\n<style '), "bad-style"),
    (edited("<style ", '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<style '), "bad-style"),
])
def test_what_is_no_style_is_refused_inside_the_file(text: str, code: str) -> None:
    found, problems = style(text)
    assert found is None
    assert {problem.code for problem in problems} == {code}, said(problems)
    assert all(1 <= problem.where.line <= text.count("\n") + 1 for problem in problems)


def test_a_macro_that_calls_itself_is_refused() -> None:
    start = GOOD.index("<macro name=")
    name = GOOD[start:].split('"')[1]
    end = GOOD.index("</macro>", start)
    found, problems = style(f'{GOOD[:end]}<text macro="{name}"/>{GOOD[end:]}')
    assert found is None
    assert "calls itself" in problems[0].message


def test_a_style_that_is_missing_is_a_problem_and_no_crash(small_world: World) -> None:
    (small_world.root / STYLE).unlink()
    assert [(str(problem.where), problem.code) for problem in small_world.problems()] == [(f"{STYLE}:1:1", "missing-file")]


def test_a_broken_style_is_a_problem_and_no_crash(small_world: World) -> None:
    small_world.write(STYLE, GOOD[:3000])
    assert [problem.code for problem in small_world.problems()] == ["xml-syntax"]
