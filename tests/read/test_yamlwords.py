from __future__ import annotations

import pytest

from generator.read.yamltree import read_tree


@pytest.mark.parametrize(("text", "place", "words"), [
    ("title: Spine: no score\n", "1:13", "a colon followed by a space stands inside this text"),
    ("title: 'open\nmore: x\n", "1:8", "a quotation mark opens here and is never closed"),
    ('title: "open\n', "1:8", "a quotation mark opens here and is never closed"),
    ("lead: [a, b\nnext: c\n", "2:5", "a list in [ ] or { } is not closed here"),
    ("facts: {a: 1, b: 2\n", "2:1", "a list in [ ] or { } is not closed here"),
    ("title: a\nwords without a colon\nfacts: b\n", "3:1", "this line has no colon"),
    ("title: a\n  more: b\n", "2:7", "a colon followed by a space stands inside this text"),
    ("facts:\n    a: 1\n  b: 2\n", "3:3", "this line does not line up with the lines above it"),
    ("list:\n  - a\n  b: c\n", "3:3", "this line does not line up with the list above it"),
    ('title: "a" b\n', "1:12", "this line does not line up with the lines above it"),
    ("title: @id says\n", "1:8", "a text cannot start with this sign"),
    ("title: `a`\n", "1:8", "a text cannot start with this sign"),
    ("title: - a\n", "1:8", "a list cannot start in the middle of a line"),
    ('title: "a\\q"\n', "1:10", "a backslash inside"),
    ("lead: [a, ,b]\n", "1:11", "something is missing before this sign"),
])
def test_what_yaml_cannot_read_is_said_in_plain_words(text: str, place: str, words: str) -> None:
    tree, problems = read_tree(text.encode(), "a.yaml")
    assert tree is None
    assert [(f"{one.where.line}:{one.where.column}", one.code) for one in problems] == [(place, "yaml-syntax")]
    assert problems[0].message.startswith(words)
    assert problems[0].hint
