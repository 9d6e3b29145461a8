"""What was written, without the places where it stands: what two states have to share to say the same.

In: anything that was read.  Out: something to compare; names of what differs.  Never: compares line numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from generator.origin import Where
from generator.read.prose import Prose, Words


def content_of(value: Any) -> Hashable:
    """A value as nested tuples, without places."""
    if isinstance(value, Where):
        return None
    if is_dataclass(value):
        return (type(value).__name__, *(content_of(getattr(value, field.name)) for field in fields(value)))
    if isinstance(value, Mapping):
        return tuple((content_of(key), content_of(entry)) for key, entry in value.items())
    if isinstance(value, (tuple, list)):
        return tuple(map(content_of, value))
    return str(value) if isinstance(value, str) else value


def same(one: Any, other: Any) -> bool:
    """Whether the same was written."""
    return content_of(one) == content_of(other)


def differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of what was added, removed or written anew: those of now in their order, then those that are gone."""
    return tuple(name for name in (*now, *(name for name in before if name not in now))
                 if name not in before or name not in now or not same(before[name], now[name]))


def differing_fields(before: Any, now: Any, names: Iterable[str]) -> tuple[str, ...]:
    """Which of these fields differ between two of a kind."""
    return tuple(name for name in names if not same(getattr(before, name), getattr(now, name)))


def with_citations(prose: Prose) -> str:
    """A text with its citations, as an editor writes it."""
    said = (run.text if isinstance(run, Words) else " [" + "; ".join(
        f"@{one.reference}{', ' if one.locator else ''}{one.locator}" for one in run.cited) + f"]{{{run.cited[0].checked}}}"
        for run in prose.runs if isinstance(run, Words) or run.cited)
    return " ".join("".join(said).split())
