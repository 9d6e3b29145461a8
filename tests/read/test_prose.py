from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.guidelines import Checked
from generator.origin import Problem, Text, Where
from generator.read.prose import NOTHING, Citation, Cited, Prose, Words, read_prose
from tests.worlds import said

HERE = Where("a.yaml", 4, 7)


def prose(text: str) -> Prose:
    problems: list[Problem] = []
    found = read_prose(Text(text, HERE), Checked.SOURCE, problems)
    assert not problems, said(problems)
    return found


def sentences(text: str) -> list[str]:
    """The words of each sentence, with `@` for a citation."""
    return ["".join(run.text if isinstance(run, Words) else "@" for run in sentence).strip()
            for sentence in prose(text).sentences]


@pytest.mark.parametrize(("text", "expected"), [
    ("One. Two.", ["One.", "Two."]),
    ("One? Two! Three.", ["One?", "Two!", "Three."]),
    ("One", ["One"]),
    ("One [@a]. Two [@b].", ["One@.", "Two@."]),
    ("One [@a]. Two [@b]", ["One@.", "Two@"]),
    ("**One** [@a]. Two.", ["One@.", "Two."]),
    ("**One.** Two.", ["One.", "Two."]),
    ("**One. Two** [@a].", ["One.", "Two@."]),
    ('He said "One." Two.', ['He said "One."', "Two."]),
    ("One (see it). Two.", ["One (see it).", "Two."]),
    ("(One.) Two.", ["(One.)", "Two."]),
    ("One. “Two.” Three.", ["One.", "“Two.”", "Three."]),
    ("One. 2 follow.", ["One.", "2 follow."]),
    ("One. −2 follows.", ["One.", "−2 follows."]),
    ("One. **Two**.", ["One.", "Two."]),
])
def test_a_sentence_ends_where_a_new_one_begins(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("text", [
    "Pests, e.g. Mites, are small.", "Leaves, i.e. Fronds, turn.", "Wet vs. Dry soil.", "After approx. 3 days.",
    "See vol. 3 of it.",
    "Report no. 843 says so.", "Ask Dr. Green.", "It is 2.5 or lower.", "From 0.1 to 1.0 points.", "At 25(OH)D it is less.",
    "It needs 1 m. more or less", "Take 1,200 mg a day.",
])
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert len(sentences(text)) == 1


def test_a_sentence_that_ends_in_no_ends_there() -> None:
    assert sentences("The answer is no. Another follows [@a].") == ["The answer is no.", "Another follows@."]


@pytest.mark.parametrize(("text", "cited"), [
    ("One [@a].", [("a", "", "source")]),
    ("One [@bhof-2022, Synopsis].", [("bhof-2022", "Synopsis", "source")]),
    ("One [@a, table 2, row 3].", [("a", "table 2, row 3", "source")]),
    ("One [@a; @b, page 4].", [("a", "", "source"), ("b", "page 4", "source")]),
    ("One [@a]{recalled}.", [("a", "", "recalled")]),
    ("One [@a; @b]{secondary}.", [("a", "", "secondary"), ("b", "", "secondary")]),
    ("One [@a]{source} [@b]{recalled}.", [("a", "", "source"), ("b", "", "recalled")]),
    ("One [@a]. Two [@a].", [("a", "", "source"), ("a", "", "source")]),
    ("One.", []),
    ("One [a].", []),
])
def test_a_citation_names_references_places_and_how_they_were_checked(text: str, cited: list[tuple[str, str, str]]) -> None:
    assert list(prose(text).cited) == [Cited(name, locator, Checked(state)) for name, locator, state in cited]


@pytest.mark.parametrize(("text", "code", "words"), [
    ("One [@a", "bad-citation", '"[@a" is never closed'),
    ("One [@a, and [@b].", "bad-citation", "is never closed"),
    ("One [@a; b].", "bad-citation", '"b" is no citation'),
    ("One [@].", "bad-citation", '"@" is no citation'),
    ("One [@A].", "bad-citation", '"@A" is no citation'),
    ("One [@a;].", "bad-citation", '"" is no citation'),
    ("One [@a]{sources}.", "bad-citation", '"{sources}" does not say how a citation was checked'),
    ("One **two.", "bad-markup", '"**" is never closed'),
    ("**One** **two.", "bad-markup", '"**" is never closed'),
])
def test_a_broken_citation_or_mark_is_refused(text: str, code: str, words: str) -> None:
    problems: list[Problem] = []
    read_prose(Text(text, HERE), Checked.SOURCE, problems)
    assert [problem.code for problem in problems] == [code]
    assert words in problems[0].message


def test_a_broken_citation_is_reported_where_the_text_begins() -> None:
    problems: list[Problem] = []
    read_prose(Text("One [@a", HERE), Checked.SOURCE, problems)
    assert problems[0].where == HERE


def test_all_broken_citations_of_a_text_are_reported() -> None:
    problems: list[Problem] = []
    read_prose(Text("One [@A] [@B]{often} [@c.", HERE), Checked.SOURCE, problems)
    assert len(problems) == 4


def test_strong_words_are_runs_of_their_own() -> None:
    assert prose("A **b** c").runs == (Words("A "), Words("b", strong=True), Words(" c"))


def test_the_space_before_a_citation_belongs_to_the_citation() -> None:
    assert prose("One [@a].").runs == (Words("One"), Citation((Cited("a", "", Checked.SOURCE),)), Words("."))


def test_plain_words_are_left_when_citations_and_marks_are_taken_out() -> None:
    assert prose("**One** [@a, table 2]{recalled}. Two [@b].").plain == "One. Two."


def test_a_missing_text_is_nothing() -> None:
    assert read_prose(None, Checked.SOURCE, []) is NOTHING


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(["One", " two", ". ", "? ", " [@a]", " [@b, page 2]", " **c**", " e.g. ", "A", " 2.5", "“D”"]),
                max_size=12))
def test_sentences_lose_no_word_and_no_citation(parts: list[str]) -> None:
    found = prose("".join(parts))
    joined = tuple(run for sentence in found.sentences for run in sentence)
    assert "".join(run.text for run in joined if isinstance(run, Words)) == found.plain
    assert [run for run in joined if isinstance(run, Citation)] == [run for run in found.runs if isinstance(run, Citation)]
