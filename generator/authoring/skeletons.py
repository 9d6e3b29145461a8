"""Skeletons of new files: every key with what it is for, and a mark on each line that must be filled in.

In: FileKind, Knowledge.  Out: the text of a file.  Never: makes up content; what an author must say is left empty.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.authoring.facts import Schema, values_words
from generator.authoring.schemas import editor_comment, outline
from generator.core.guidelines import Decision, DecisionKind
from generator.read.kinds import kind_named
from generator.read.knowledge import Knowledge

MARK = "# <- fill in"
_WIDTH = 110
_FIRST = """
# A new {kind}. Fill in each line marked "{mark}". Take the # away from keys that you need too, and delete the rest,
# these comments included. `kb check` names every line that is still empty.
"""
_NAMES = {"scenario": "case", "guideline": "guideline", "advice": "topic of advice"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Skeleton:
    """What a skeleton is made from; `given` holds lines already known, by the path of their key."""

    parts: Mapping[str, Schema]
    given: Mapping[str, tuple[str, ...]]

    def keys(self, schema: Schema, path: str = "") -> Iterator[str]:
        """The keys of a mapping, each below what it is for; those that may be left out stand behind a #."""
        for key, field in schema["properties"].items():
            here = f"{path}.{key}".lstrip(".")
            needed = key in schema.get("required", ()) or here in self.given
            yield from _comment(self._about(field))
            yield from (line if needed else f"#{line}" for line in self._lines(key, field, here, needed))
            if not path:
                yield ""

    def _lines(self, key: str, field: Schema, path: str, needed: bool) -> Iterator[str]:
        if path in self.given:
            yield from self.given[path]
            return
        part = self._part(field if field.get("type") != "array" else field["items"])
        if part is None:
            yield f"{key}:  {MARK}" if needed else f"{key}:"
            return
        yield f"{key}:"
        inner = list(self.keys(part, path)) if needed else [f"{name}:" for name in part.get("required", ())]
        yield from _item(inner) if field.get("type") == "array" else (f"  {line}" for line in inner)

    def _part(self, field: Schema) -> Schema | None:
        """The mapping that stands in a field; None for anything else."""
        name = str(field.get("$ref", "")).rpartition("/")[2]
        part = self.parts.get(name, {})
        return part if "properties" in part else None

    def _about(self, field: Schema) -> str:
        part = self.parts.get(str(field.get("$ref", "")).rpartition("/")[2], field)
        words = part.get("enum", ())
        return f"{field['description']}{' One of ' + ', '.join(words) + '.' if words else ''}"


def skeleton(kind: str, id: str, knowledge: Knowledge, *, path: str, day: str) -> str:
    """The text of a new file."""
    schema = outline(kind_named(kind))
    given = {"id": (f"id: {id}",), **_GIVEN[kind](knowledge, day)}
    lines = Skeleton(parts=schema.get("$defs", {}), given=given).keys(schema)
    return "\n".join([f"{editor_comment(path)}{_FIRST.format(kind=_NAMES[kind], mark=MARK)}", *lines]).rstrip() + "\n"


def _item(lines: list[str]) -> Iterator[str]:
    """Lines as one item of a list: the dash stands before the first key, comments above it."""
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    yield from (f"  {line}" for line in lines[:first])
    yield f"  - {lines[first]}"
    yield from (f"    {line}" for line in lines[first + 1 :])


def _comment(words: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(words, _WIDTH)]


def _scenario(knowledge: Knowledge, day: str) -> dict[str, tuple[str, ...]]:
    return {
        "updated": (f"updated: {day}",),
        "facts": (f"facts:  {MARK}: take the # away from what the case states, and write the value", *_fact_lines(knowledge)),
        "history": ("history:", f"  - {{date: {day}, change: First version}}"),
        "expect": tuple(_expect_lines(knowledge)),
    }


def _fact_lines(knowledge: Knowledge) -> Iterator[str]:
    for group in knowledge.facts.groups:
        yield f"  # -- {group.label}"
        for fact in knowledge.facts.facts:
            if fact.group == group.id:
                yield f"  #{fact.id}:  # {values_words(fact)}"


def _expect_lines(knowledge: Knowledge) -> Iterator[str]:
    """The leading decision, by every guideline that treats it."""
    decision = _leading(knowledge)
    yield "expect:"
    said = f"{_outcome_words(decision)} Or all that remain: {{possible: [first, second]}}."
    yield from (f"  {line}" for line in _comment(said))
    for edition in knowledge.guidelines:
        if decision.id in edition.rules.tables:
            yield f"  {edition.id}.{decision.id}:  {MARK}"


def _guideline(knowledge: Knowledge, _: str) -> dict[str, tuple[str, ...]]:
    """One table, for the leading decision, and one boundary case."""
    decision = _leading(knowledge)
    parts = outline(kind_named("guideline"))["$defs"]
    given = {"row.when": (f"when:  {MARK}, such as  fact >= 3",)}
    row = [*Skeleton(parts=parts, given=given).keys(parts["RuleShape"], "row")]
    others = ", ".join(name for name in knowledge.decisions if name != decision.id)
    return {
        "decisions": ("decisions:", *(f"  {line}" for line in (
            *_comment(f"Others are {others}."), *_comment(f"{decision.question} {_outcome_words(decision)}"),
            f"{decision.id}:", *_item(row), *_LAST_ROW))),
        "cases": ("cases:", f"  - id:  {MARK}", f"    facts:  {MARK}, such as  {{{_first_fact(knowledge)}: …}}",
                  "    expect:", f"      {decision.id}:  {MARK}"),
    }


_LAST_ROW = ("  # The last row has no  when:  and catches everyone else; without it some would get no answer.",
             "  - id: otherwise", *(f"    {key}:  {MARK}" for key in ("outcome", "because", "grade", "locator", "checked")))


def _advice(_: Knowledge, __: str) -> dict[str, tuple[str, ...]]:
    parts = outline(kind_named("advice"))["$defs"]
    return {"advice": ("advice:", *_item([*Skeleton(parts=parts, given={}).keys(parts["ItemShape"], "item")]))}


_GIVEN = {"scenario": _scenario, "guideline": _guideline, "advice": _advice}


def _leading(knowledge: Knowledge) -> Decision:
    return knowledge.decisions[knowledge.settings.places.treatment]


def _first_fact(knowledge: Knowledge) -> str:
    return knowledge.facts.facts[0].id


def _outcome_words(decision: Decision) -> str:
    if decision.kind in (DecisionKind.INTERVAL, DecisionKind.DRUGS):
        return ""
    return f"It can be {', '.join(outcome.id for outcome in decision.outcomes)}."
