"""Read content/references.csl: how references are written.

In: bytes.  Out: bytes of a style that can be used, Problems.  Never: formats a reference.

The schema is the one of the Citation Style Language, as the package that formats references brings it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from citeproc import LOCALES_PATH, SCHEMA_PATH
from lxml import etree

from generator.origin import Problem, Where
from generator.read.text import read_text

_CSL = "{http://purl.org/net/xbiblio/csl}"
_HINT = "Take a style from the Citation Style Language project as it is, or compare with one."


def read_style(data: bytes, file: str, problems: list[Problem]) -> bytes | None:
    """The style, if it is one; every mistake is among the problems."""
    text, found = read_text(data, file)
    problems += found
    if text is None or found:
        return None
    # No entities: a style needs none, and one could bring in other files.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        problems.append(Problem(Where(file, max(line, 1), max(column, 1)), "xml-syntax", f"this is not XML: {error.msg}",
                                "Often a missing < or > shortly before. " + _HINT))
        return None
    mistakes = list(_mistakes(root, file))
    problems += mistakes
    return None if mistakes else text.encode()


def _mistakes(root: etree._Element, file: str) -> Iterator[Problem]:
    """What keeps a document from being a style that can be used."""
    if root.getroottree().docinfo.doctype:
        yield _problem(file, root, "a document type stands in front of the style", "Remove the line with <!DOCTYPE.")
        return
    schema = _schema()
    if not schema.validate(root):
        error = schema.error_log[0]
        yield Problem(Where(file, max(error.line, 1)), "bad-style", f"this is not a style: {error.message}", _HINT)
        return
    if root.find(f"{_CSL}bibliography") is None:
        yield _problem(file, root, "the style has no bibliography", "Take one that numbers references in a list.")
    locale = root.get("default-locale", "en-US")
    if not (Path(LOCALES_PATH) / f"locales-{locale}.xml").is_file():
        yield _problem(file, root, f'"{locale}" is no language that references can be written in', "Write  en-US .")
    yield from _macro_mistakes(root, file)


def _macro_mistakes(root: etree._Element, file: str) -> Iterator[Problem]:
    """Macros that are called but not there, or that call themselves."""
    macros = {macro.get("name"): macro for macro in root.iterfind(f"{_CSL}macro")}
    calls = {name: {node.get("macro") for node in macro.iter() if node.get("macro")} for name, macro in macros.items()}
    for node in root.iter():
        if node.get("macro") is not None and node.get("macro") not in macros:
            yield _problem(file, node, f'there is no macro "{node.get("macro")}"', _HINT)
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as circle:
        yield _problem(file, macros[circle.args[1][0]], "this macro calls itself", "Break the circle.")


def _problem(file: str, node: etree._Element, message: str, hint: str) -> Problem:
    return Problem(Where(file, node.sourceline or 1), "bad-style", message, hint)


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA_PATH))
