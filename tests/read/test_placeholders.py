from __future__ import annotations

import pytest

from generator.read.kinds import KINDS
from generator.read.placeholders import PLACEHOLDER, placeholder_problems


@pytest.mark.parametrize("line", [*(f"<!-- keys: {kind.name} -->" for kind in KINDS), "<!-- facts -->", "<!-- messages -->"])
def test_a_page_may_ask_for_every_table_there_is(line: str) -> None:
    assert PLACEHOLDER.search(f"# Page\n\n{line}\n")
    assert list(placeholder_problems(line, "a.md")) == []


@pytest.mark.parametrize(("line", "message", "hint"), [
    ("<!-- keys: scenaro -->", '"scenaro" is no kind of file, so nothing would stand here', 'Did you mean "scenario"?'),
    ("<!-- keys -->", '"" is no kind of file, so nothing would stand here', "Write  <!-- keys: … -->  and one of profile, "),
    ("<!-- facts: all -->", '"facts" takes no name, so nothing would stand here', "Write  <!-- keys: … -->"),
])
def test_a_table_that_nobody_makes_is_refused_where_it_is_asked_for(line: str, message: str, hint: str) -> None:
    found = list(placeholder_problems(f"---\ntitle: A\n---\n\n{line}\n", "a.md"))
    assert [(str(one.where), one.code, one.message) for one in found] == [("a.md:5:1", "unknown-placeholder", message)]
    assert found[0].hint.startswith(hint)


@pytest.mark.parametrize("line", ["<!-- a remark -->", "text <!-- facts -->", "<!-- facts --> text", "    <!-- facts -->"])
def test_other_remarks_are_left_alone(line: str) -> None:
    assert not PLACEHOLDER.search(line)
