from __future__ import annotations

import pytest

from generator.read.kinds import KINDS
from tests.worlds import World

PAGE = "---\ntitle: Help\ndescription: For editors.\n---\n\n# Help\n\n{}\n\nThe end.\n"


def page_with(world: World, placeholder: str) -> str:
    world.write("content/pages/help.md", PAGE.format(placeholder))
    return world.pages()["help.md"].data.decode()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_gets_the_keys_of_a_kind(small_world: World, kind) -> None:
    text = page_with(small_world, f"<!-- keys: {kind.name} -->")
    keys = [field.alias or name for name, field in kind.shape.model_fields.items()]
    rows = [line for line in text.splitlines() if line.startswith("| <code>")]
    assert [key for key in keys if not any(row.startswith(f"| <code>{key.replace('_', '&#95;')}</code> |") for row in rows)] == []
    assert "<!-- keys" not in text


def test_a_page_gets_the_facts_of_its_own_knowledge_base(small_world: World) -> None:
    text = page_with(small_world, "<!-- facts -->")
    assert "| <code>pests&#95;seen</code> | Pests seen. Write yes or no. |" in text
    assert "<summary>Soil moisture</summary>" in text


def test_a_page_gets_the_meaning_of_every_message(small_world: World) -> None:
    text = page_with(small_world, "<!-- messages -->")
    assert "| <code>tab</code> | A tab stands in the indent; only spaces count. |" in text


def test_what_stands_around_a_table_stays(small_world: World) -> None:
    text = page_with(small_world, "<!-- messages -->")
    assert text.index("# Help") < text.index("<details") < text.index("</details>") < text.index("The end.")


def test_a_label_with_signs_of_markup_stays_text(small_world: World) -> None:
    small_world.edit("content/facts.yaml", "label: pests seen\n", "label: pests | <b>seen</b>\n")
    text = page_with(small_world, "<!-- facts -->")
    assert "<b>" not in text
    assert "Pests &#124; &lt;b&gt;seen" in text


def test_every_row_has_as_many_cells_as_columns(small_world: World) -> None:
    asked = [*(f"<!-- keys: {kind.name} -->" for kind in KINDS), "<!-- facts -->", "<!-- messages -->"]
    text = page_with(small_world, "\n\n".join(asked))
    width = 0
    for line in text.splitlines():
        if line.startswith("|---"):
            width = line.count("|")
        elif line.startswith("| <code>"):
            assert line.count("|") == width, line
