"""Every code that can be printed is explained, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from generator.authoring.messages import message_groups
from generator.check.registry import meanings
from tests.check.test_bad_files import EXPECT, ZOO
from tests.worlds import REPOSITORY

STATIONS = ("read", "review", "core", "check")
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
NOT_CODES = {"utf-8", "utf-8-sig", "of-concern", "meta-analysis",  # and words that stand in the notes of references
             "request-changes", "urgent-update",  # events of a review
             "container-title", "date-parts", "default-locale",  # words of CSL and CSL-JSON
             "dropping-particle", "non-dropping-particle"}
MAKERS = {"Problem", "_report", "Unresolved", "check"}  # what is called with a code, one of a single word included


def explained() -> set[str]:
    return {code for group in message_groups() for code in group.codes}


def codes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MAKERS:
            texts = (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
            yield from (text for text in texts if re.fullmatch("[a-z]+", text))


def test_every_code_in_the_program_is_explained_and_no_other() -> None:
    modules = [path for station in STATIONS for path in (REPOSITORY / "generator" / station).glob("*.py")]
    printed = {code for path in modules for code in codes_in(path)}
    assert explained() == printed - NOT_CODES


def test_no_code_is_explained_twice() -> None:
    codes = [code for group in message_groups() for code in group.codes]
    assert sorted(codes) == sorted(set(codes))


def test_every_code_of_the_zoo_is_explained() -> None:
    expected = [EXPECT.fullmatch(path.read_text("utf-8").splitlines()[0]) for path in ZOO]
    assert {found["code"] for found in expected if found} <= explained()


def test_every_explanation_is_a_sentence_of_few_words() -> None:
    words = [words for group in message_groups() for words in group.codes.values()]
    assert [said for said in words if not said.endswith(".") or "\n" in said or len(said.split()) > 32] == []


def test_every_check_says_why_it_matters() -> None:
    assert [code for code, _, words in meanings() if not words.strip()] == []


def test_a_warning_says_that_it_is_one() -> None:
    found = {code: words for group in message_groups() for code, words in group.codes.items()}
    assert found["unused-reference"].startswith("A warning only. ")
