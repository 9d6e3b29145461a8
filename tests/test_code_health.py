"""How the code is built: one direction of imports, small rooms, no disease, no machine."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.worlds import REPOSITORY, TESTS

GENERATOR = REPOSITORY / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))
TEMPLATES = sorted(GENERATOR.rglob("*.j2"))
# Libraries are not ours to write: what they are is said, with their digests, in the folder where they lie.
SCRIPTS = sorted(path for path in (REPOSITORY / "site_overrides").rglob("*.js") if path.parent.name != "vendor")
ROOMS = [path for path in MODULES if path.name not in ("__init__.py", "__main__.py")]
# The corridor: a module imports only what stands before it, or its neighbors in the same folder.
CORRIDOR = ("origin", "watch", "core", "read", "review", "check", "authoring", "page", "report", "press", "desk", "only",
            "twins", "finder", "search", "endings", "feed", "addressed", "attic", "neighbours", "render", "kept", "clock",
            "revision", "freezing", "corridor", "past", "disk", "site", "publish", "offline", "layout", "impact", "console",
            "rulewise", "dossier", "lock", "ledger", "streams", "progress", "terminal", "commands", "cli", "mkdocs_hook",
            "zensical_links", "__main__")
DOORS = {"yaml": "generator.read.yamltree", "jinja2": "generator.press", "mkdocs": "generator.mkdocs_hook"}
DISEASE = re.compile(r"bone|osteo|bisphosphonat|denosumab|vertebra|menopaus"
                     r"|(?<![a-z])(?:t[-_ ]?scores?|frax|dxa|hips?)(?![a-z])", re.IGNORECASE)
HOMES = ("tmp", "home", "Users", "root", "work", "private", "mnt", "var/folders")
MACHINE = re.compile(rf"(?<![\w.~/*:-])/(?:{'|'.join(HOMES)})/\w|(?<!\w)[A-Z]:\\\\?(?:Users|Windows)\b|file:///\w")
LONGEST_MODULE, LONGEST_FUNCTION, MOST_ARGUMENTS, LONGEST_SCRIPT = 300, 40, 5, 300


def name_of(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def by_name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever the import stands; names from a package count as its modules."""
    known = {name_of(module) for module in MODULES}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{by_name(path)}:{node.lineno} imports by dots"
            assert node.module is not None
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ([one for one in inner if one in known] or [node.module])


def station(module: str) -> int:
    return CORRIDOR.index(module.split(".")[1])


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


EVERY_MODULE = pytest.mark.parametrize("path", MODULES, ids=by_name)
EVERY_ROOM = pytest.mark.parametrize("path", ROOMS, ids=by_name)


@EVERY_MODULE
def test_every_module_has_its_place_in_the_corridor(path: Path) -> None:
    assert name_of(path) == "generator" or name_of(path).split(".")[1] in CORRIDOR


@EVERY_MODULE
def test_imports_point_back_along_the_corridor(path: Path) -> None:
    own = name_of(path)
    inner = [module for module in imports(path) if module.startswith("generator.")]
    folder = own.rpartition(".")[0]
    later = [module for module in inner if station(module) > station(own)
             or (station(module) == station(own) and not module.startswith(f"{folder}."))]
    assert later == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    waiting = {name_of(path): {module for module in imports(path) if module.startswith("generator.")} for path in MODULES}
    while ready := {module for module, needed in waiting.items() if not needed & set(waiting)}:
        waiting = {module: needed for module, needed in waiting.items() if module not in ready}
    assert sorted(waiting) == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name == "core" or path.name == "origin.py"],
                         ids=by_name)
def test_the_core_imports_the_standard_library_and_itself_only(path: Path) -> None:
    foreign = [module for module in imports(path) if module.split(".")[0] not in sys.stdlib_module_names
               and not module.startswith(("generator.core", "generator.origin"))]
    assert foreign == []


@pytest.mark.parametrize("compendium", DOORS)
def test_a_library_comes_in_by_one_door(compendium: str) -> None:
    users = {name_of(path) for path in MODULES if any(module.split(".")[0] == compendium for module in imports(path))}
    assert users == {DOORS[compendium]}


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name == "core"], ids=by_name)
def test_the_core_knows_no_clock_no_environment_and_no_file(path: Path) -> None:
    assert {module.split(".")[0] for module in imports(path)} & {"os", "sys", "pathlib", "time", "datetime", "random", "io",
                                                                 "subprocess", "socket"} == set()


@EVERY_MODULE
def test_nothing_is_evaluated_from_text(path: Path) -> None:
    called = {node.func.id for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called & {"eval", "exec", "compile", "__import__"} == set()


@EVERY_MODULE
def test_no_exception_is_caught_without_a_name(path: Path) -> None:
    broad = [node.lineno for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler)
             and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))]
    assert broad == []


@EVERY_MODULE
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@EVERY_MODULE
def test_a_function_fits_on_one_screen(path: Path) -> None:
    assert [f.name for f in functions(path) if (f.end_lineno or f.lineno) - f.lineno + 1 > LONGEST_FUNCTION] == []


@EVERY_ROOM
def test_a_module_says_what_comes_in_what_goes_out_and_what_it_never_does(path: Path) -> None:
    said = ast.get_docstring(tree_of(path)) or ""
    assert [word for word in ("In:", "Out:", "Never:") if said.count(word) != 1] == []


@EVERY_MODULE
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    first = (ast.get_docstring(tree_of(path)) or "").splitlines()[:1]
    assert [line.endswith(".") for line in first] == [True]


@EVERY_MODULE
def test_no_room_is_called_after_odds_and_ends(path: Path) -> None:
    assert path.stem not in ("utils", "util", "helpers", "helper", "common", "misc")


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES, *SCRIPTS], ids=by_name)
def test_the_generator_knows_no_disease(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if DISEASE.search(line)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=by_name)
def test_a_script_never_turns_text_into_markup_or_code_and_asks_for_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # Where a reviewer's ticks stay, and a choice of colors; nothing else.
    kept = r"|localStorage" if path.name not in ("review.js", "theme.js") else ""
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\bfetch\b|XMLHttp|WebSocket"
                      rf"|sendBeacon{kept}|sessionStorage|document\.cookie", text) == []
    assert len(text.splitlines()) <= LONGEST_SCRIPT


@pytest.mark.parametrize("path", [path for path in SCRIPTS if path.parent.name == "finder"], ids=by_name)
def test_a_script_says_what_comes_in_what_goes_out_and_what_it_never_does(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("(function")[0]
    assert [word for word in ("In:", "Out:", "Never:") if head.count(word) != 1] == []


@pytest.mark.parametrize("word", ["bone", "osteopenia", "T-score", "t_score", "T-scores", "FRAX", "frax_hip", "DXA",
                                  "bisphosphonate", "Denosumab",
                                  "vertebrae", "hip", "total_hip", "hips", "menopausal", "t score"])
def test_a_word_of_the_disease_would_be_found(word: str) -> None:
    assert DISEASE.search(f"about {word} here")


@pytest.mark.parametrize("word", ["relationship", "membership", "chip", "shipped", "start_score_x", "at_score"])
def test_a_word_that_only_looks_like_it_is_let_pass(word: str) -> None:
    assert not DISEASE.search(f"about {word} here")


WRITTEN = sorted(
    path for pattern in ("generator/**/*", "tests/**/*", "content/**/*", "scenarios/**/*", "site_overrides/**/*", ".ci/*",
                         ".github/**/*", "Makefile", "*.toml", "*.txt", "*.yml", "*.md")
    for path in REPOSITORY.glob(pattern)
    if path.is_file() and path.suffix not in (".pyc", ".png", ".woff2", ".ico") and "__pycache__" not in path.parts
)


@pytest.mark.parametrize("path", WRITTEN, ids=by_name)
def test_nothing_names_a_place_on_one_machine(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{number}: {line.strip()[:100]}" for number, line in enumerate(lines, 1) if MACHINE.search(line)] == []


@pytest.mark.parametrize("home", HOMES)
def test_a_place_on_one_machine_would_be_found(home: str) -> None:
    assert MACHINE.search(f'open("/{home}/anna/notes.md")')


@pytest.mark.parametrize("text", ["https://example.org/home/page", "../work/file", "a/tmp/b", "docs/root/x", "and/or",
                                  "/scenarios/x/"])
def test_an_address_or_a_relative_path_is_let_pass(text: str) -> None:
    assert not MACHINE.search(text)


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=by_name)
def test_no_two_tests_of_a_file_have_one_name(path: Path) -> None:
    names = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
    assert sorted(names) == sorted(set(names))


def test_every_field_of_every_schema_says_what_it_is_for() -> None:
    import generator.cli  # brings in every reader
    from generator.read.shape import Shape

    assert generator.cli
    shapes, queue = set(), [Shape]
    while queue:
        queue += (found := queue.pop().__subclasses__())
        shapes |= {shape for shape in found if shape.__module__.startswith("generator.")}
    silent = [f"{shape.__name__}.{name}" for shape in shapes
              for name, field in shape.model_fields.items() if not field.description]
    assert len(shapes) > 20
    assert silent == []
