"""Read a condition tree.

In: Tree.  Out: Condition, Problems.  Never: knows which facts exist.
"""

from __future__ import annotations

import re

from generator.core.conditions import All, Any, AtLeast, BadCondition, Condition, Not, parse_leaf
from generator.origin import Problem, Text, nearest
from generator.read.yamltree import Map, Seq, Tree

_KEYS = ("all", "any", "not", "at_least")


def read_condition(tree: Tree, problems: list[Problem]) -> Condition | None:
    """The condition a tree stands for, or None with every mistake among the problems."""
    if isinstance(tree, Text):
        try:
            return parse_leaf(tree, tree.where)
        except BadCondition as bad:
            problems.append(Problem(tree.where, "bad-condition", str(bad), bad.hint))
            return None
    if isinstance(tree, Seq):
        problems.append(Problem(tree.where, "bad-condition", "a bare list does not say how its lines combine",
                                "Put  all:  or  any:  in front of it."))
        return None
    return _branch(tree, problems)


def _branch(tree: Map, problems: list[Problem]) -> Condition | None:
    if len(tree) != 1:
        problems.append(Problem(tree.where, "bad-condition", "a condition has exactly one of all, any, not, at_least",
                                "Put one below the other, indented, as in  all: [first, {any: [second, third]}] ."))
        return None
    key, inner = next(iter(tree.items()))
    if key == "not":
        part = read_condition(inner, problems)
        return None if part is None else Not(part, tree.where)
    if key == "at_least":
        return _at_least(tree, inner, problems)
    if key not in _KEYS:
        hint = nearest(key, _KEYS) or "A comparison with  <  or  =  stands on a line of its own, without a colon."
        problems.append(Problem(key.where, "unknown-key", f'"{key}" does not combine conditions', hint))
        return None
    parts = _parts(inner, problems)
    return None if parts is None else (All if key == "all" else Any)(parts, tree.where)


def _parts(tree: Tree, problems: list[Problem]) -> tuple[Condition, ...] | None:
    if not isinstance(tree, Seq) or not tree:
        problems.append(Problem(tree.where, "bad-condition", "this should be a list of conditions",
                                "Start each line with  - ."))
        return None
    parts = [read_condition(part, problems) for part in tree]
    found = tuple(part for part in parts if part is not None)
    return found if len(found) == len(parts) else None


def _at_least(tree: Map, inner: Tree, problems: list[Problem]) -> Condition | None:
    if not isinstance(inner, Map) or set(inner) != {"count", "of"} or not re.fullmatch("[0-9]{1,3}", str(inner.at("count"))):
        problems.append(Problem(inner.where, "bad-condition", "at_least wants a count and a list",
                                "Write  at_least: {count: 2, of: [first, second, third]} ."))
        return None
    parts = _parts(inner.at("of"), problems)
    if parts is None:
        return None
    count = int(str(inner.at("count")))
    if not 1 <= count <= len(parts):
        problems.append(Problem(inner.where, "bad-condition", f"this asks for at least {count} of {len(parts)} lines",
                                "The count lies between 1 and the number of lines: else it is met always, or never."))
        return None
    return AtLeast(count, parts, tree.where)
