"""generator/README.md is a true map."""

from tests.module_map import README, with_map


def test_the_map_of_the_generator_is_true():
    text = README.read_text("utf-8")
    assert text == with_map(text), "run `make map`"
