"""Read YAML into text with positions.

In: bytes of a file.  Out: Tree (Map, Seq, Text), Problems.  Never: turns text into numbers, dates or yes/no.

Only plain YAML is allowed: no anchors, aliases, tags, merge keys or second documents, and no duplicate keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.origin import Problem, Text, Where
from generator.read.text import HIDDEN, hidden_character, read_text
from generator.read.yamlwords import plainly

DEEPEST_NESTING = 40
_DROPPED = Text("", Where(""))  # stands for a key or value that was refused
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Map(dict[Text, "Tree"]):
    """A mapping; its keys carry their own places."""

    where: Where

    def at(self, name: str) -> Tree:
        """The value of a key that is there."""
        return self[self.key(name)]

    def key(self, name: str) -> Text:
        """The key as written."""
        return next(key for key in self if key == name)


class Seq(list["Tree"]):
    """A list."""

    where: Where


Tree = Map | Seq | Text


class _UnreadableError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_tree(data: bytes, file: str) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML document; a file that cannot be read gives None and says why."""
    text, problems = read_text(data, file)
    if text is None:
        return None, problems
    builder = _Builder(file, problems)
    try:
        root = builder.build(text)
    except _UnreadableError as stop:
        return None, [*problems, stop.problem]
    except yaml.MarkedYAMLError as error:
        return None, [*problems, _syntax_problem(error, file, text)]
    return root, problems


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    said = error.problem or "the text is not YAML"
    mark = error.problem_mark or error.context_mark
    if "unexpected end" in said and error.context_mark:
        mark = error.context_mark  # where an open quote began, not where the file ends
    if mark is None:
        return Problem(Where(file), "yaml-syntax", f"YAML cannot read this: {said}", "")
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    where = Where(file, mark.line + 1, mark.column + 1)
    if mark.line > text.count("\n"):  # past the last line
        where = Where(file, len(lines), len(lines[-1]) + 1)
    if line[mark.column : mark.column + 1] == "\t" or "tab character" in said:
        return Problem(where, "tab", "a tab stands where YAML wants spaces", "Indent with two spaces.")
    return Problem(where, "yaml-syntax", *plainly(said))


@dataclass
class _Builder:
    """Puts a tree together from parser events, without recursion."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    stack: list[tuple[Map | Seq, Text | None]] = field(default_factory=list)
    root: Tree | None = None
    documents: int = 0

    def build(self, text: str) -> Tree:
        for event in self._events(text):
            self._take(event)
        if self.root is None:
            where = Where(self.file)
            raise _UnreadableError(Problem(where, "empty-file", "the file has comments only", "Fill it in, or delete it."))
        return self.root

    def _events(self, text: str) -> Iterator[yaml.Event]:
        yield from yaml.parse(text, Loader=_Loader)

    def _where(self, event: yaml.Event) -> Where:
        mark = event.start_mark
        return Where(self.file) if mark is None else Where(self.file, mark.line + 1, mark.column + 1)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _UnreadableError(Problem(self._where(event), "second-document", "a second document starts here",
                                          'Remove the "---" line; one file holds one document.'))
        elif isinstance(event, yaml.AliasEvent):
            self._report(event, "alias",
                         f'"*{event.anchor}" repeats another part of the file, so an edit there would change this line unseen',
                         "Write it out here.")
            self._put(Text(f"*{event.anchor}", self._where(event)))
        elif isinstance(event, yaml.ScalarEvent):
            self._plain_only(event)
            self._put(Text(self._visible(event), self._where(event)))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._plain_only(event)
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done, _ = self.stack.pop()
            self._put(done)

    def _visible(self, event: yaml.ScalarEvent) -> str:
        """The text of a scalar, without hidden characters that were written by their numbers, such as "\\u202e"."""
        problem = hidden_character(event.value, self._where(event))
        if problem is not None:
            self.problems.append(problem)
        return HIDDEN.sub(" ", str(event.value))

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self.stack) >= DEEPEST_NESTING:
            raise _UnreadableError(Problem(self._where(event), "too-deep", f"more than {DEEPEST_NESTING} levels are nested here",
                                      "A file for this site never needs so many: look for brackets that are not closed."))
        node: Map | Seq = Map() if isinstance(event, yaml.MappingStartEvent) else Seq()
        node.where = self._where(event)
        self.stack.append((node, None))

    def _put(self, node: Tree) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent, Seq):
            parent += [node] if node is not _DROPPED else []
        elif key is None:
            self.stack[-1] = (parent, self._as_key(parent, node))
        else:
            if key is not _DROPPED and node is not _DROPPED:
                parent[key] = node
            self.stack[-1] = (parent, None)

    def _as_key(self, parent: Map, node: Tree) -> Text:
        if node is _DROPPED:
            return _DROPPED
        if not isinstance(node, Text):
            self.problems.append(Problem(node.where, "complex-key", "a list or a bracket stands where a key should be",
                                         "Look for a stray { or [ ."))
            return _DROPPED
        if node == "<<":
            self.problems.append(Problem(node.where, "merge-key",
                                         '"<<" takes over keys from elsewhere, so nobody could see here what holds',
                                         "Write the keys out."))
            return _DROPPED
        if node in parent:
            first = parent.key(node).where
            self.problems.append(Problem(node.where, "duplicate-key",
                                         f'"{node}" stands here a second time, and only one of the two could count',
                                         f"The first is on line {first.line}. Keep one of them."))
            return _DROPPED
        return node

    def _plain_only(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor:
            self._report(event, "anchor",
                         f'"&{event.anchor}" names a part of the file for reuse, which no reader of the file would see',
                         "Remove it, and write the part out where it is needed.")
        if event.tag and event.tag != "!":
            self._report(event, "tag", f'"{event.tag}" tells YAML what type to make, but each key already says what stands in it',
                         "Remove the word that starts with  ! .")

    def _report(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self._where(event), code, message, hint))
