"""What was edited, for people: guideline by guideline with both wordings, then what all guidelines share, then other files.

In: Impact.  Out: Entries.  Never: says what an edit does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.conditions import one_line
from generator.core.guidelines import Scope
from generator.impact.cases import word_changes
from generator.impact.comparison import Impact
from generator.impact.edits import GuidelineEdit, NamedEdit, Part, RowEdit
from generator.impact.entries import Entry, wordings
from generator.impact.wording import Wording


def edited_entries(impact: Impact) -> Iterator[Entry]:
    """Everything that is not what it was, except scenarios."""
    yield from (_guideline(impact, edit) for edit in impact.edits.guidelines)
    facts = tuple(_named("fact", impact.edits.facts)) + tuple(_named("term", impact.edits.derived))
    if impact.edits.constraints:
        facts += (Entry("what nobody can have"),)
    if facts:
        yield Entry("content/facts.yaml", facts)
    if decisions := tuple(_named("decision", impact.edits.decisions)):
        yield Entry("content/decisions.yaml", decisions)
    yield from (Entry(f"{file}: {', '.join(names)}" if names else file) for file, names in impact.edits.others)


def _named(word: str, edits: Iterable[NamedEdit]) -> Iterator[Entry]:
    yield from (Entry(f'{word} "{edit.name}": {_listed(edit.parts)}') for edit in edits)


def _listed(parts: tuple[Part, ...]) -> str:
    return ", ".join(map(str, parts))


def _guideline(impact: Impact, edit: GuidelineEdit) -> Entry:
    words, edition = Wording(impact), edit.edition
    side = impact.now if edit.now else impact.before
    title = f"{edition.name} [{side.mark}{edition.rules.where.file}]"
    if edit.before is None or edit.now is None:
        return Entry(f"{title}: {'new' if edit.before is None else 'gone'}")
    return Entry(title, (*_scope(edit), *_named("term", edit.terms), *(_row(words, edit, row) for row in edit.rows),
                         *(_order(words, edit, decision) for decision in edit.reordered),
                         *([Entry(f"about it: {', '.join(edit.about)}")] if edit.about else ())))


def _scope(edit: GuidelineEdit) -> Iterator[Entry]:
    if edit.scope and edit.before and edit.now:
        texts = (_scope_texts(edition.rules.scope) for edition in (edit.before, edit.now))
        yield Entry(f"whom it is for: {_listed(edit.scope)}", tuple(wordings(word_changes(*texts))))


def _scope_texts(scope: Scope) -> dict[str, str]:
    return {"words": scope.words, "applies_when": one_line(scope.applies_when), "locator": scope.locator,
            "checked": str(scope.checked)}


def _row(words: Wording, edit: GuidelineEdit, row: RowEdit) -> Entry:
    impact, place = words.impact, (edit.id, row.decision)
    rule, side = (row.now, impact.now) if row.now else (row.before, impact.before)
    assert rule is not None
    texts = words.row_texts(impact.before, place, row.before), words.row_texts(impact.now, place, row.now)
    title = f'{words.decision(row.decision)}, row "{row.id}" [{words.where(side, rule.where)}]: {_listed(row.parts)}'
    if row.before is None or row.now is None:
        return Entry(title, (Entry(words.row(side, place, rule)),))
    return Entry(title, tuple(wordings(word_changes(*texts))))


def _order(words: Wording, edit: GuidelineEdit, decision: str) -> Entry:
    """The rows that are on both sides, in their order before and now."""
    assert edit.before
    assert edit.now
    was, is_ = ([rule.id for rule in edition.rules.tables[decision]] for edition in (edit.before, edit.now))
    before, now = (", ".join(name for name in one if name in other) for one, other in ((was, is_), (is_, was)))
    return Entry(f"{words.decision(decision)}: rows in another order", (Entry(f"Before: {before}"), Entry(f"Now: {now}")))
