"""Decision tables on guideline pages: the drawn lines, the table in full, and the cases that come to each line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from generator.core.boxes import Box
from generator.core.evaluation import Answer
from generator.core.rulebook import Compiled, Table
from generator.core.truth import Truth
from generator.page.context import Decided
from generator.page.tables import LONG, SHORT, brief, rule_tables
from tests.page.conftest import Shelf, line_of, section_of
from tests.worlds import World, codes, said, with_excuse

FERNS, CLUB = "content/guidelines/fern-society-2024.yaml", "content/guidelines/garden-club-2020.yaml"
CLUB_PAGE, FERNS_PAGE = "guidelines/garden-club-2020.md", "guidelines/fern-society-2024.md"
HIDDEN = """    - {id: very-many, outcome: watch, when: pests_per_leaf >= 20, because: twenty pests or more, grade: none,
       locator: page 4, checked: source}
    - id: pests-on-a-sick-plant
"""
HIDDEN_EXCUSE = """accept:
  - {finding: rule-never-reached, decision: treatment, about: very-many, because: the club prints it so, locator: page 4,
     checked: source}
"""


def answers(shelf: Shelf) -> Iterator[tuple[Decided, str, Answer, tuple[int, ...]]]:
    """Every answer of a guideline on a case, with the places of the rows that are said to decide for some patient."""
    for decided in shelf.cases:
        rows = line_of(shelf.context, decided).rows
        for name, verdict in decided.evaluation.verdicts.items():
            for decision, answer in verdict.answers.items():
                yield decided, name, answer, rows[name][decision]


def first_met(box: Box, compiled: Compiled, table: Table) -> tuple[int, ...]:
    """The rows that somebody in scope meets and none before them: found by search, without a diagram of which row decides."""
    met = [box.book.diagrams.true if row is None else row.node for row in table.rows]
    failed = [box.book.diagrams.negated(node) for node in met]
    return tuple(place for place, node in enumerate(met) if box.somebody_meets(node, compiled.scope.node, *failed[:place]))


def test_the_rows_that_decide_for_a_case_are_those_that_a_search_for_patients_finds(shelf: Shelf) -> None:
    for decided, name, answer, places in answers(shelf):
        compiled = decided.case.box.book.guidelines[name]
        assert places == first_met(decided.case.box, compiled, compiled.tables[answer.decision]), (name, answer.decision)


def test_a_row_that_is_not_met_never_decides_and_the_outcomes_are_those_of_the_rows(shelf: Shelf) -> None:
    for _, _, answer, places in answers(shelf):
        rows = [answer.rules[place] for place in places]
        assert rows
        assert all(row.truth is not Truth.NOT_MET for row in rows)
        assert {row.rule.outcome for row in rows} == set(answer.possible)


def test_the_counts_of_a_line_are_those_of_the_answers(shelf: Shelf) -> None:
    lines = [line_of(shelf.context, decided) for decided in shelf.cases]
    found = list(answers(shelf))
    for edition in shelf.context.compendium.knowledge.guidelines:
        for table in rule_tables(shelf.context, edition, lines):
            mine = [places for _, name, answer, places in found if (name, answer.decision) == (edition.id, table.id)]
            for place, row in enumerate(table.rows):
                assert row.cases.decides.count == mine.count((place,))
                assert row.cases.open.count == sum(place in places for places in mine) - mine.count((place,))
                assert row.cases.goes_on == sum(any(later > place for later in places) for places in mine)
                assert len(row.cases.open.first) + row.cases.open.more == row.cases.open.count


def test_the_drawing_has_the_lines_of_the_table_in_its_order(shelf: Shelf) -> None:
    for edition in shelf.context.compendium.knowledge.guidelines:
        for name, rules in edition.rules.tables.items():
            section = section_of(shelf.text(f"guidelines/{edition.id}.md"), name)
            drawn, _, full = section.partition("</ol>")
            assert re.findall(r'<li id="([^"]+)">', drawn) == [f"{name}-{rule.id}" for rule in rules]
            assert re.findall(r"^\| <strong>(\d+)</strong>", full, re.MULTILINE) == [str(at) for at in range(1, len(rules) + 1)]
            assert drawn.count('class="flow-on"') == len(rules) - 1


def test_a_short_condition_stands_in_the_drawing_and_every_condition_in_the_table(shelf: Shelf) -> None:
    for edition in shelf.context.compendium.knowledge.guidelines:
        for table in rule_tables(shelf.context, edition, []):
            section = section_of(shelf.text(f"guidelines/{edition.id}.md"), table.id).replace("\N{NO-BREAK SPACE}", " ")
            drawn, _, full = section.partition("</ol>")
            for row in table.rows:
                exact = f'<span class="exact">{row.condition}</span>'.replace("\N{NO-BREAK SPACE}", " ")
                assert exact in full
                assert (exact in drawn) is (not row.otherwise and len(html.unescape(row.condition)) <= SHORT)


def test_a_line_that_no_case_comes_to_says_so_in_both(shelf: Shelf) -> None:
    nothing = html.escape(shelf.context.words.no_case)
    section = section_of(shelf.text("guidelines/acp-2023.md"), "drug_treatment")
    drawn, _, full = section.partition("</ol>")
    unused = [line for line in drawn.split("<li ")[1:] if nothing in line]
    assert len(unused) == full.count(f">{nothing}</span> |") > 0
    assert all("unused" in line and "open for" not in line and "decides for" not in line for line in unused)


def test_a_line_names_the_first_cases_and_how_many_more(shelf: Shelf) -> None:
    section = section_of(shelf.text("guidelines/nogg-2024.md"), "risk_tier").replace("\N{NO-BREAK SPACE}", " ")
    row = next(line for line in section.splitlines() if line.startswith("| <strong>1</strong>"))
    count, links, more = re.search(r"open for (\d+): (.*); <a [^>]*>\+ (\d+) more</a>", row).groups()  # type: ignore[union-attr]
    assert int(count) == len(re.findall(r"<a ", links)) + int(more)


def test_dots_tell_mild_from_strong_and_an_answer_outside_the_order_has_none(small_world: World) -> None:
    drawn = section_of(small_world.pages()[CLUB_PAGE].data.decode(), "treatment").partition("</ol>")[0]
    assert re.findall(r'<div class="flow-outcome (\w+)">(?:<span[^>]*>([●○]+)</span> )?<strong>([^<]+)<', drawn) == [
        ("ordered", "●●●", "treat"), ("ordered", "●●●", "treat"), ("ordered", "●●○", "watch"), ("ordered", "●○○", "leave alone")]
    drawn = section_of(small_world.pages()[FERNS_PAGE].data.decode(), "treatment").partition("</ol>")[0]
    assert re.findall(r'class="flow-outcome (\w+)"', drawn) == ["ordered", "outside"]


@pytest.mark.parametrize(("words", "short"), [
    ("no pests", "no pests"),
    ("ten pests or more (on a leaf)", "ten pests or more (on a leaf)"),
    ("ten pests or more; fewer do not count", "ten pests or more …"),
    ("ten pests (lice; mites) or more; fewer do not count", "ten pests (lice; mites) or more …"),
    ("p" * LONG + " (on a leaf) or more", "p" * LONG + " … or more"),
    ("p" * LONG + " (on a leaf); not less", "p" * LONG + " …"),
    ("", ""),
])
def test_a_line_is_shortened_where_dots_stand(words: str, short: str) -> None:
    assert brief(words) == short


def test_what_a_proof_finds_and_the_source_means_is_said_with_its_own_citation(small_world: World) -> None:
    section = section_of(with_excuse(small_world).pages()[FERNS_PAGE].data.decode(), "treatment")
    note, = re.findall(r'<p class="meant">(.*)</p>', section)
    words = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", note)
    assert words == ("Looks like a mistake, but the source means it. "
                     "All else the same, the answer can get milder as this gets worse: pests on the worst leaf. "
                     "Few pests are the young ones (table 3; recalled, not yet read).")
    assert re.search(r'<sup><a href="#r\d+"[^>]* title="table 3; recalled, not yet read">\d+†</a></sup>', note)


def test_a_row_that_never_decides_and_is_meant_is_named_by_its_reason(small_world: World) -> None:
    small_world.edit(CLUB, "    - id: pests-on-a-sick-plant\n", HIDDEN)
    small_world.edit(CLUB, "\ncases:\n", f"\n{HIDDEN_EXCUSE}cases:\n")
    page = small_world.pages()[CLUB_PAGE].data.decode()
    note, = re.findall(r'<p class="meant">(.*)</p>', page)
    assert "meets one above it first: twenty pests or more. The club prints it so" in re.sub(r"<[^>]+>", "", note)


def test_a_page_without_such_a_finding_says_nothing_of_it(small_world: World) -> None:
    assert 'class="meant"' not in small_world.pages()[FERNS_PAGE].data.decode()


def test_an_excuse_cites_its_guideline_unless_it_names_another_source(small_world: World) -> None:
    with_excuse(small_world).edit(FERNS, "    reference: leaf-trial-2019\n", "")
    note, = re.findall(r'<p class="meant">(.*)</p>', small_world.pages()[FERNS_PAGE].data.decode())
    own = section_of(small_world.pages()[FERNS_PAGE].data.decode(), "treatment")
    assert re.findall(r'href="(#r\d+)"', note) == re.findall(r'href="(#r\d+)"', own.partition("</li>")[0])


def test_the_source_of_an_excuse_must_exist(small_world: World) -> None:
    with_excuse(small_world).edit(FERNS, "    reference: leaf-trial-2019\n", "    reference: leaf-trial-2091\n")
    problems = small_world.problems()
    assert codes(problems) == ["unknown-reference"], said(problems)
    assert str(problems[0].where) == small_world.place(FERNS, "leaf-trial-2091")
