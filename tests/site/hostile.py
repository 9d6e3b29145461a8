"""The small world with hostile words in front of every text an author can write, found by walking the schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import yaml

from generator.read.advice import TopicShape
from generator.read.corrections import CorrectionsShape
from generator.read.decisions import DecisionsShape
from generator.read.drugs import DrugShape
from generator.read.facts import FactBookShape
from generator.read.fields import Line
from generator.read.glossary import GlossaryShape
from generator.read.guidelines import GuidelineShape
from generator.read.pages import PageShape
from generator.read.records import RecordShape
from generator.read.releases import ReleaseShape
from generator.read.reviewers import ReviewersShape
from generator.read.scenarios import ProfileShape, ScenarioShape
from generator.read.settings import SettingsShape
from generator.read.shape import Shape
from tests.editions import CORRECTION, FEEDBACK, FIRST, PLANT, release
from tests.page.reviewed import add_event
from tests.worlds import World, with_excuse

KINDS: dict[str, type[Shape]] = {
    "content/kb.yaml": SettingsShape, "content/facts.yaml": FactBookShape, "content/decisions.yaml": DecisionsShape,
    "content/guidelines/*.yaml": GuidelineShape, "content/advice/*.yaml": TopicShape, "content/drugs/*.yaml": DrugShape,
    "content/corrections.yaml": CorrectionsShape,
    "content/reviewers.yaml": ReviewersShape, "content/reviews/*/*.yaml": RecordShape,
    "content/glossary.yaml": GlossaryShape, "scenarios/profiles/*.yaml": ProfileShape, "scenarios/indoor/*.yaml": ScenarioShape,
}
# Texts with a grammar of their own: anything hostile in them is a mistake that the check names.
GRAMMAR = {("FactShape", "range"), ("BandShape", "range"), ("BandShape", "test"), ("UnstatedShape", "value"),
           ("ScenarioShape", "facts"), ("ProfileShape", "facts"), ("CaseShape", "facts"), ("GuidelineShape", "expects"),
           ("GivenShape", "facts"), ("SettingsShape", "usual"), ("AcceptShape", "finding"), ("AxisShape", "show"),
           # The small world has no other places; their readers are printed where the usual ones are.
           ("InsteadShape", "audience"), ("InsteadShape", "not_for"),
           ("AnswerMapShape", "given"), ("ProfileMapShape", "given"), ("StripShape", "given")}
WORDS = ("<script>alert({0})</script>\"' onload=alert({0}) x=`y` {{{{ 7*7 }}}} {{% raw %}} </title></textarea></svg>"
         "<img src=x onerror=alert({0})> [l](javascript:alert({0})) ![i](//evil.example/x.png) <https://evil.example> *a* _b_ "
         "~~c~~ | # --- {{: .evil #evil onclick=x }} {{ .evil #evil }} &lt;b&gt; &#60;i&#62; \\ <!-- c --> ]]> %s ${{x}} 👩")


# An answer that gets milder, and the excuse for it.


class Hostile:
    """Makes texts hostile, each with a number of its own, and remembers which fields it met."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.met: set[tuple[str, str]] = set()

    def text(self, value: str) -> str:
        """A text with hostile words in front; the first of them is found nowhere else."""
        name = f"zq{len(self.texts)}z"
        self.texts[name] = f"{name} {WORDS.format(len(self.texts))}"
        return f"{self.texts[name]} {value}"

    def shape(self, shape: type[Shape], tree: dict[str, Any]) -> None:
        """Make every text of a tree hostile that its schema calls plain text."""
        for name, field in shape.model_fields.items():
            key = field.alias or name
            if key in tree and (shape.__name__, name) not in GRAMMAR:
                put = self._putter(field.rebuild_annotation(), (shape.__name__, name))
                tree[key] = put(tree[key])

    def _putter(self, annotation: Any, place: tuple[str, str]) -> Callable[[Any], Any]:
        if is_line(annotation):
            self.met.add(place)
            return self.text
        if isinstance(annotation, type) and issubclass(annotation, Shape):
            return lambda tree: (self.shape(annotation, tree), tree)[1]
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._putter(inner[0], place)
        if origin is list:
            return lambda values: [self._putter(inner[0], place)(value) for value in values]
        if origin is dict:
            return lambda values: {key: self._putter(inner[1], place)(value) for key, value in values.items()}
        found = [part for part in inner if part is not type(None)]
        optional = len(inner) == 2 and len(found) == 1
        return self._putter(found[0], place) if optional else lambda value: value


def is_line(annotation: Any) -> bool:
    """Whether an annotation is that of plain text."""
    return annotation == Line


def line_fields() -> set[tuple[str, str]]:
    """Every field of plain text, of every schema an author's file is fitted to."""
    found: set[tuple[str, str]] = set()
    queue: list[type[Shape]] = [*KINDS.values(), ReleaseShape, PageShape]
    seen: set[type[Shape]] = set()

    def look(annotation: Any, place: tuple[str, str]) -> None:
        if is_line(annotation):
            found.add(place)
        elif isinstance(annotation, type) and issubclass(annotation, Shape):
            queue.append(annotation)
        else:
            for part in get_args(annotation):
                look(part, place)

    while queue:
        shape = queue.pop()
        if shape not in seen:
            seen.add(shape)
            for name, field in shape.model_fields.items():
                look(field.rebuild_annotation(), (shape.__name__, name))
    return found - GRAMMAR


def make_hostile(world: World) -> Hostile:
    """Put hostile words in front of every text of a knowledge base."""
    use_every_field(world)
    hostile = Hostile()
    for pattern, shape in KINDS.items():
        for path in sorted(world.root.glob(pattern)):
            tree = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
            hostile.shape(shape, tree)
            path.write_text(yaml.safe_dump(tree, default_style='"', allow_unicode=True, sort_keys=False, width=10**6), "utf-8")
    _spell(world.root / "content/glossary.yaml")
    _page(world.root / "content/pages/home.md", hostile)
    _references(world.root / "content/references.json", hostile)
    change_since_an_edition(world, hostile.text("note"))
    hostile.met |= {("ReleaseShape", "note"), ("FrozenItemShape", "title")}
    return hostile


def use_every_field(world: World) -> None:
    """Fields that the small world leaves out: reviews, of which one lapses, and an answer that gets milder, with its excuse."""
    add_event(world, "profiles/healthy-fern", "approve", "gus", note="Well said")
    add_event(world, "profiles/healthy-fern", "dissent", "bo", note="Too short", message="Message 7")
    add_event(world, "scenarios/wilting-plant", "hold", "hedy", note="A mistake")
    add_event(world, "scenarios/wilting-plant", "submit", "hedy", note="Mended")
    world.edit("scenarios/profiles/healthy-fern.yaml", "Fern without pests", "A fern without pests")
    world.edit("scenarios/profiles/healthy-fern.yaml", "facts:", "description: A fern\nfacts:")
    world.edit("content/facts.yaml", "    site: Root\n", "    site: Root\n    code: {system: own, value: m}\n"
               "    of_people: {who: pots, event: dry out, note: Nobody knows which}\n")
    world.edit("content/guidelines/fern-society-2024.yaml", "    by: years_kept\n", "    by: years_kept\n    unit: points\n")
    world.edit("content/kb.yaml", "audience: owners", FEEDBACK)
    world.write("content/corrections.yaml", CORRECTION)
    with_excuse(world)


def change_since_an_edition(world: World, note: str) -> None:
    """An edition of everything as it is, and then something of each kind of change."""
    fern = world.text("scenarios/profiles/healthy-fern.yaml")
    world.write("scenarios/profiles/old-fern.yaml", fern.replace("healthy-fern", "old-fern"))
    release(world, FIRST, "2025-11-01", note)
    (world.root / "scenarios/profiles/old-fern.yaml").rename(world.root / "scenarios/profiles/new-fern.yaml")
    world.write("scenarios/profiles/new-fern.yaml", fern.replace("healthy-fern", "new-fern"))
    path = world.root / PLANT
    tree = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    tree["title"] += " Again?"
    tree["patient"]["short_answer"] += " Water it soon [@garden-club-2020]."
    del tree["neighbours"]
    path.write_text(yaml.safe_dump(tree, default_style='"', allow_unicode=True, sort_keys=False, width=10**6), "utf-8")


def _spell(path: Path) -> None:
    """Spellings that pages do use, so that hostile hints stand on them."""
    tree = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    for term, word in zip(tree["terms"], ("Find", "soil"), strict=True):
        term["also"] = [*term.get("also", ()), word]
    path.write_text(yaml.safe_dump(tree, default_style='"', allow_unicode=True, sort_keys=False, width=10**6), "utf-8")


def _page(path: Path, hostile: Hostile) -> None:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    tree = yaml.load(head, Loader=yaml.BaseLoader)
    hostile.shape(PageShape, tree)
    path.write_text(f"---\n{yaml.safe_dump(tree, default_style=chr(34), allow_unicode=True, width=10**6)}---\n{body}", "utf-8")


def _references(path: Path, hostile: Hostile) -> None:
    entries = json.loads(path.read_text("utf-8"))
    for entry in entries:
        for key in ("title", "container-title", "publisher", "volume", "page"):
            if key in entry:
                entry[key] = hostile.text(entry[key])
        for name in entry.get("author", []):
            for part in name:
                name[part] = hostile.text(name[part])
        entry["custom"]["seen"] = hostile.text("seen")
        if "still_cited" in entry["custom"]:
            entry["custom"]["still_cited"] = hostile.text(entry["custom"]["still_cited"])
        entry["custom"]["identifiers_from_memory"] = [hostile.text("DOI")]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1), "utf-8")
