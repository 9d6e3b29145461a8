from __future__ import annotations

import pytest

from generator.origin import Problem
from generator.read.advice import Section, Sort, Topic, read_topic
from tests.worlds import codes, read_with, said

HEAD = "id: topic\ntitle: Topic\nplain_title: Plain\nsection: {section}\nsummary: A topic.\n"
WORDS = 'checked: source, clinician: "Do it [@a]."'


def topic(more: str, section: str = "do_now") -> tuple[Topic | None, list[Problem]]:
    return read_with(read_topic, HEAD.format(section=section) + more)


def read(more: str, section: str = "do_now") -> Topic:
    found, problems = topic(more, section)
    assert problems == [], said(problems)
    assert found is not None
    return found


@pytest.mark.parametrize("item", [
    f"{{id: x, {WORDS}}}",
    f"{{id: x, when: a, when_words: a, {WORDS}}}",
    f'{{id: x, when: a, when_words: a, plain_when: a, {WORDS}, patient: "Do it [@a]."}}',
    f'{{id: x, {WORDS}, patient: "Do it [@a]."}}',
    f'{{id: x, {WORDS}, positions: [{{who: A, says: "Yes [@a]."}}, {{who: B, says: "No [@b]."}}]}}',
])
def test_an_item_of_advice_is_read(item: str) -> None:
    assert len(read(f"advice: [{item}]").items) == 1


def test_a_notice_needs_no_plain_condition() -> None:
    item = f'{{id: x, when: a, when_words: a, {WORDS}, patient: "Do it [@a]."}}'
    assert [found.sort for found in read(f"notices: [{item}]").items] == [Sort.NOTICE]


def test_advice_comes_before_pitfalls_and_pitfalls_before_notices() -> None:
    found = read(f"notices: [{{id: n, {WORDS}}}]\npitfalls: [{{id: p, {WORDS}}}]\nadvice: [{{id: a, {WORDS}}}]")
    assert [item.id for item in found.items] == ["a", "p", "n"]


@pytest.mark.parametrize("section", list(Section))
def test_each_section_has_a_name(section: Section) -> None:
    assert read("advice: []", section.value).section is section


def test_an_urgent_item_says_how_urgent_it_is() -> None:
    assert read(f"advice: [{{id: x, urgency: same_day, {WORDS}}}]", "urgent").items[0].urgency == "same_day"


@pytest.mark.parametrize(("item", "code"), [
    (f"{{id: x, when: a, {WORDS}}}", "missing-key"),
    (f'{{id: x, when: a, when_words: a, {WORDS}, patient: "Do it [@a]."}}', "missing-key"),
    (f"{{id: x, when: a != b, when_words: a, {WORDS}}}", "bad-condition"),
    (f"{{id: x, strength: strong, {WORDS}}}", "bad-value"),
    (f"{{id: x, urgency: soon, {WORDS}}}", "bad-value"),
    ('{id: x, clinician: "Do it [@a]."}', "missing-key"),
    ("{id: x, checked: source}", "missing-key"),
    ('{id: x, checked: source, clinician: "Do it [@a"}', "bad-citation"),
    (f'{{id: x, {WORDS}, patient: "Do **it [@a]."}}', "bad-markup"),
    (f"{{id: x, {WORDS}, detail: maybe}}", "bad-value"),
    (f'{{id: x, {WORDS}, positions: [{{says: "Yes [@a]."}}, {{who: B, says: "No [@b]."}}]}}', "missing-key"),
    (f"{{id: x, {WORDS}, leaflets: no}}", "unknown-key"),
])
def test_an_item_with_a_mistake_is_refused(item: str, code: str) -> None:
    assert codes(topic(f"advice: [{item}]")[1]) == [code]


def test_a_contested_question_has_at_least_two_positions() -> None:
    assert topic(f'advice: [{{id: x, {WORDS}, positions: [{{who: A, says: "Yes [@a]."}}]}}]')[1] != []


def test_only_an_item_among_the_urgent_ones_has_an_urgency() -> None:
    assert topic(f"advice: [{{id: x, urgency: visit, {WORDS}}}]")[1] != []


def test_an_item_among_the_urgent_ones_says_how_urgent_it_is_or_no_page_would_show_it() -> None:
    assert topic(f"advice: [{{id: x, {WORDS}}}]", "urgent")[1] != []


def test_an_unknown_section_is_refused() -> None:
    assert codes(topic("advice: []", "do_later")[1]) == ["bad-value"]
