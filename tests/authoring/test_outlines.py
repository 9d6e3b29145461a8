from __future__ import annotations

import pytest

from generator.authoring.outlines import KeyRow, key_tables
from generator.read.kinds import KINDS, FileKind, kind_named
from generator.read.shape import Shape


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_first_table_holds_every_key_of_the_file(kind: FileKind) -> None:
    first, *_ = key_tables(kind)
    fields = {field.alias or name: field for name, field in kind.shape.model_fields.items()}
    assert first.below == ()
    assert [(row.key, row.needed, row.about) for row in first.rows] == [
        (name, field.is_required(), field.description) for name, field in fields.items()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_mapping_in_the_file_has_its_table(kind: FileKind) -> None:
    inner = {shape.__doc__ for shape in shapes_of(kind.shape)}
    assert {table.about for table in key_tables(kind)} == inner


def shapes_of(shape: type[Shape]) -> set[type[Shape]]:
    found, queue = {shape}, [shape]
    while queue:
        names = [str(field.annotation) for field in queue.pop().model_fields.values()]
        new = {one for one in every_shape() if any(f"{one.__module__}.{one.__qualname__}" in name for name in names)} - found
        found |= new
        queue += new
    return found


def every_shape() -> set[type[Shape]]:
    found, queue = set(), [Shape]
    while queue:
        queue += (more := queue.pop().__subclasses__())
        found |= set(more)
    return found


@pytest.mark.parametrize(("kind", "below", "row"), [
    ("scenario", (), KeyRow("facts", False, "lines of fact: value", "What the case states; the rest stays unknown.")),
    ("scenario", (), KeyRow("lead", False, "list of guideline ids", "Own order of leading guidelines.")),
    ("scenario", ("patient:",), KeyRow("checked", True, "one of source, secondary, recalled", "How its citations were checked.")),
    ("guideline", ("local:", "bands:"), KeyRow("value", True, "number", "The threshold that holds there.")),
    ("drug", (), KeyRow("class", True, "text", "What sort of drug it is.")),
    ("drug", ("cautions:",), KeyRow("boxed", False, "yes or no", "yes for a boxed warning.")),
    ("facts", ("facts:",), KeyRow("choices", False, "lines of id: text", "Values of a choice and the words for each.")),
])
def test_a_row_says_what_stands_there(kind: str, below: tuple[str, ...], row: KeyRow) -> None:
    table = next(table for table in key_tables(kind_named(kind)) if table.below == below)
    assert row in table.rows


def test_mappings_of_one_sort_share_a_table() -> None:
    tables = [table.below for table in key_tables(kind_named("advice"))]
    assert ("advice:, pitfalls:, notices:",) in tables
